//! What a generated method is: its arguments, its body, what it returns, and the table it looks up.

use super::body::{Body, body};
use super::model::{Argument, Spec, value_type};
use super::names::CALL_TYPE;
use super::scope::{Claim, Scope};
use crate::diag::{Diagnostics, code};
use crate::ir::{Answer, Api, Hint, Ident, Operation, Param, Scheme, SchemeKind, Status, Ty, TypeDef};
use crate::table::media::Behaviour;

/// What is printed beside an [`Operation`].
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The static table.
    pub table: Ident,
    /// The parameters in the order of the table, as indices into [`Operation::params`]: first what is required.
    pub params: Vec<usize>,
    /// What the method takes for those that are required.
    pub arguments: Vec<Argument>,
    /// The type of which the method takes one instead, with a field for each: where they are too many to be told apart
    /// by position.
    pub required: Option<Ident>,
    /// The others: methods of the call.
    pub setters: Vec<Argument>,
    /// The type of the calls that have these methods.
    pub marker: Option<Ident>,
    /// The body.
    pub body: Option<Body>,
    /// What the call returns.
    pub answer: Returned,
    /// The `Accept` header.
    pub accept: String,
    /// Names of schemes: any of these, all of each.
    pub security: Vec<Vec<String>>,
}

/// More parameters than this are handed over as one value with named fields.
const MOST_ARGUMENTS: usize = 5;

/// What a call returns.
#[derive(Clone, Debug, PartialEq)]
pub enum Returned {
    /// Nothing: `()`.
    Nothing,
    /// JSON of this type.
    Json(Ty),
    /// The body as it is.
    Bytes,
}

/// Leaves out operations that clients cannot make yet, and says what the others are.
pub fn calls(api: &mut Api<Ident>, types: &[Ident], diags: &mut Diagnostics) -> Vec<Call> {
    let mut calls = Vec::new();
    let schemes = std::mem::take(&mut api.schemes);
    api.operations.retain(|operation| match call(operation, &schemes, &api.types, diags) {
        Ok(call) => {
            calls.push(call);
            true
        }
        Err(reason) => {
            diags.report(&code::UNSUPPORTED_OPERATION, &operation.at, reason);
            false
        }
    });
    api.schemes = schemes;
    for (resource, own) in types.iter().enumerate() {
        let here =
            api.operations.iter().zip(&mut calls).filter(|(operation, _)| operation.resource == resource);
        name_types(own, here.collect());
    }
    calls
}

fn call(
    operation: &Operation<Ident>,
    schemes: &[Scheme],
    types: &[TypeDef<Ident>],
    diags: &mut Diagnostics,
) -> Result<Call, String> {
    if !operation.path.starts_with('/') || !operation.method.chars().all(|c| c.is_ascii_uppercase()) {
        return Err(format!("`{} {}` is not a call", operation.method, operation.path));
    }
    let params = params(operation, diags)?;
    let said = |required| {
        let params = params.iter().filter_map(|index| operation.params.get(*index));
        params.filter(|param| param.required == required).map(argument).collect()
    };
    let answers = successes(&operation.answers);
    Ok(Call {
        table: Ident(operation.name.0.trim_start_matches("r#").to_ascii_uppercase()),
        arguments: said(true),
        required: None,
        setters: said(false),
        marker: None,
        params,
        body: body(operation, types),
        answer: returned(operation, &answers, diags),
        accept: accept(&answers),
        security: security(operation, schemes),
    })
}

/// Names the types that the calls of one resource need, next to its own.
fn name_types(own: &Ident, calls: Vec<(&Operation<Ident>, &mut Call)>) {
    let mut hints = Vec::new();
    let mut slots = Vec::new();
    for (operation, call) in calls {
        let method = operation.name.0.trim_start_matches("r#");
        if call.arguments.len() > MOST_ARGUMENTS {
            hints.push(Hint::new(format!("{method} required")).or(format!("{method} required params")));
            slots.push(&mut call.required);
        }
        if !call.setters.is_empty() {
            hints.push(Hint::new(format!("{method} params")).or(format!("{method} call params")));
            slots.push(&mut call.marker);
        }
        if let Some(body) = call.body.as_mut().filter(|body| body.contents.len() > 1) {
            hints.push(Hint::new(format!("{method} body")).or(format!("{method} call body")));
            slots.push(&mut body.either);
        }
    }
    let claims: Vec<Claim<'_>> = hints.iter().map(|hint| Claim { turn: 0, hint }).collect();
    let mut scope = Scope::new(&CALL_TYPE).take(own);
    let mut names = scope.assign(&claims);
    scope.number(&claims, &mut names, &(0..claims.len()).collect::<Vec<_>>());
    for (slot, name) in slots.into_iter().zip(names) {
        *slot = Some(name.unwrap_or_else(|| Ident("_".to_owned())));
    }
}

/// The parameters a client can send, first those that are required; an error where one of these cannot be sent.
fn params(operation: &Operation<Ident>, diags: &mut Diagnostics) -> Result<Vec<usize>, String> {
    let (mut required, mut others) = (Vec::new(), Vec::new());
    for (index, param) in operation.params.iter().enumerate() {
        let reason = match param.style.location {
            "path" | "query" | "header" if param.content.is_none() => None,
            "path" | "query" | "header" => Some("is written in a media type"),
            _ => Some("does not go into the path, the query or a header"),
        };
        match reason {
            None if param.required => required.push(index),
            None => others.push(index),
            Some(reason) if param.required => return Err(format!("the parameter `{}` {reason}", param.wire)),
            Some(reason) => {
                diags.report(&code::UNSUPPORTED_PARAMETER, &param.at, format!("`{}` {reason}", param.wire));
            }
        }
    }
    Ok([required, others].concat())
}

fn argument(param: &Param<Ident>) -> Argument {
    let ty = if param.required { &param.ty } else { value_type(&param.ty) };
    Argument { name: param.name.clone(), spec: Spec::of(ty) }
}

/// The answers to a call that went well: 2xx, or `default` where no 2xx is declared.
pub(super) fn successes(answers: &[Answer]) -> Vec<&Answer> {
    let is_success = |status| matches!(status, Status::Exact(200..=299) | Status::Range(2));
    let good: Vec<&Answer> = answers.iter().filter(|answer| is_success(answer.status)).collect();
    if good.is_empty() {
        answers.iter().filter(|answer| answer.status == Status::Default).collect()
    } else {
        good
    }
}

fn returned(operation: &Operation<Ident>, answers: &[&Answer], diags: &mut Diagnostics) -> Returned {
    let mut kinds: Vec<Returned> = Vec::new();
    for answer in answers {
        let json = answer.contents.iter().find(|content| content.media.behaviour == Behaviour::Json);
        let kind = match (json, answer.contents.is_empty()) {
            (Some(content), _) => Returned::Json(content.ty.clone().unwrap_or(Ty::Any)),
            (None, true) => Returned::Nothing,
            (None, false) => Returned::Bytes,
        };
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    match (kinds.pop(), kinds.is_empty()) {
        (Some(kind), true) if operation.method != "HEAD" => kind,
        (None, _) | (_, true) => Returned::Nothing,
        (Some(last), false) => {
            let all_json = kinds.iter().chain([&last]).all(|kind| matches!(kind, Returned::Json(_)));
            let (returned, how) =
                if all_json { (Returned::Json(Ty::Any), "JSON value") } else { (Returned::Bytes, "bytes") };
            let message = format!("its successful answers have different types: the call returns the {how}");
            diags.report(&code::SEVERAL_ANSWERS, &operation.at, message);
            returned
        }
    }
}

/// All media types of the successful answers, in order. What could not be a header is left out.
fn accept(answers: &[&Answer]) -> String {
    let is_header =
        |text: &str| text.contains('/') && text.chars().all(|c| matches!(c, ' '..='~') && c != ',');
    let mut types: Vec<&str> = Vec::new();
    for content in answers.iter().flat_map(|answer| &answer.contents) {
        let media_type = content.media_type.trim();
        if is_header(media_type) && !types.contains(&media_type) {
            types.push(media_type);
        }
    }
    types.join(", ")
}

/// Scheme names; what is settled below HTTP (mutual TLS) asks for nothing here.
fn security(operation: &Operation<Ident>, schemes: &[Scheme]) -> Vec<Vec<String>> {
    let name = |(index, _): &(usize, Vec<String>)| {
        schemes
            .get(*index)
            .filter(|scheme| scheme.kind != SchemeKind::MutualTls)
            .map(|scheme| scheme.name.clone())
    };
    operation.security.iter().map(|all| all.iter().filter_map(name).collect()).collect()
}
