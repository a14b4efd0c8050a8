//! What a generated method is: its arguments, its body, what it returns, and the table it looks up.

use super::model::{Argument, Build, Spec, required_names, value_type};
use super::scope::{Claim, Role, Scope};
use super::words::Case;
use crate::diag::{Diagnostics, code};
use crate::ir::{Answer, Api, Content, Hint, Ident, Operation, Param, Scheme, SchemeKind, Status, Ty};
use crate::table::media::Behaviour;

/// What is printed beside an [`Operation`].
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The static table.
    pub table: Ident,
    /// What the method takes, in the order of the parameters.
    pub arguments: Vec<Argument>,
    /// What else may be said, or all parameters where they are many: a type of its own, built like a model.
    pub options: Option<Options>,
    /// The parameters in the order of the table.
    pub params: Vec<Slot>,
    /// The body.
    pub body: Option<Body>,
    /// What the call returns.
    pub answer: Returned,
    /// The `Accept` header.
    pub accept: String,
    /// Names of schemes: any of these, all of each.
    pub security: Vec<Vec<String>>,
}

/// A type that holds parameters of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// The type.
    pub name: Ident,
    /// How it is built.
    pub build: Build,
}

/// One row of an operation's table, and where its value comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// Index into [`Operation::params`].
    pub param: usize,
    /// Whether it is an argument of the method; else it is a field of its options.
    pub is_argument: bool,
}

/// A request body.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// What it holds.
    pub ty: Ty,
    /// Whether it must be given.
    pub required: bool,
}

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
    api.operations.retain(|operation| match call(operation, &schemes, types, diags) {
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
    calls
}

fn call(
    operation: &Operation<Ident>,
    schemes: &[Scheme],
    types: &[Ident],
    diags: &mut Diagnostics,
) -> Result<Call, String> {
    if !operation.path.starts_with('/') || !operation.method.chars().all(|c| c.is_ascii_uppercase()) {
        return Err(format!("`{} {}` is not a call", operation.method, operation.path));
    }
    let mut params = params(operation, diags)?;
    let body = body(operation)?;
    let at_most = Build::MOST_ARGUMENTS - 1 - usize::from(body.is_some());
    let has_options = params.iter().any(|slot| !slot.is_argument);
    if params.iter().filter(|slot| slot.is_argument).count() + usize::from(has_options) > at_most {
        params.iter_mut().for_each(|slot| slot.is_argument = false);
    }
    let answers = successes(&operation.answers);
    Ok(Call {
        table: Ident(operation.name.0.trim_start_matches("r#").to_ascii_uppercase()),
        arguments: arguments(operation, &params, |slot, _| slot.is_argument),
        options: options(operation, &params, types),
        params,
        body,
        answer: returned(operation, &answers, diags),
        accept: accept(&answers),
        security: security(operation, schemes),
    })
}

/// Those parameters that `which` wants.
fn arguments(
    operation: &Operation<Ident>,
    params: &[Slot],
    which: impl Fn(&Slot, &Param<Ident>) -> bool,
) -> Vec<Argument> {
    let param = |slot: &Slot| operation.params.get(slot.param).filter(|param| which(slot, param));
    params.iter().filter_map(param).map(argument).collect()
}

fn options(operation: &Operation<Ident>, params: &[Slot], types: &[Ident]) -> Option<Options> {
    if params.iter().all(|slot| slot.is_argument) {
        return None;
    }
    let own = types.get(operation.resource);
    let name = options_name(operation, own);
    let mut build = Build {
        new: arguments(operation, params, |slot, param| !slot.is_argument && param.required),
        required: None,
        setters: arguments(operation, params, |slot, param| !slot.is_argument && !param.required),
    };
    if build.is_long() {
        let taken: Vec<&Ident> = own.into_iter().chain([&name]).collect();
        build.required = required_names(&taken, [&name].into_iter()).pop();
    }
    Some(Options { name, build })
}

/// The parameters a client can send; an error where one that is required cannot be sent.
fn params(operation: &Operation<Ident>, diags: &mut Diagnostics) -> Result<Vec<Slot>, String> {
    let mut slots = Vec::new();
    for (index, param) in operation.params.iter().enumerate() {
        let reason = match param.style.location {
            "path" | "query" | "header" if param.content.is_none() => None,
            "path" | "query" | "header" => Some("is written in a media type"),
            _ => Some("does not go into the path, the query or a header"),
        };
        match reason {
            None => slots.push(Slot { param: index, is_argument: param.required }),
            Some(reason) if param.required => return Err(format!("the parameter `{}` {reason}", param.wire)),
            Some(reason) => {
                diags.report(&code::UNSUPPORTED_PARAMETER, &param.at, format!("`{}` {reason}", param.wire));
            }
        }
    }
    Ok(slots)
}

fn argument(param: &Param<Ident>) -> Argument {
    let ty = if param.required { &param.ty } else { value_type(&param.ty) };
    Argument { name: param.name.clone(), spec: Spec::of(ty) }
}

/// `ListOptions` for `list`: the resource's own type has the older claim.
fn options_name(operation: &Operation<Ident>, own: Option<&Ident>) -> Ident {
    let role = Role { case: Case::Camel, taken: &[super::names::RESOURCE_IMPORTS], word: "Call" };
    let method = operation.name.0.trim_start_matches("r#");
    let hint = Hint::new(format!("{method} options")).or(format!("{method} call options"));
    let scope = Scope::new(&role);
    let mut scope = own.into_iter().fold(scope, |scope, name| scope.take(name));
    let claimed = scope.assign(&[Claim { turn: 0, hint: &hint }]).pop().flatten();
    claimed.unwrap_or_else(|| Ident("_".to_owned()))
}

fn body(operation: &Operation<Ident>) -> Result<Option<Body>, String> {
    let Some(body) = operation.body.as_ref().filter(|body| !body.contents.is_empty()) else {
        return Ok(None);
    };
    match body.contents.iter().find(|content| content.media.behaviour == Behaviour::Json) {
        Some(Content { ty, .. }) => {
            Ok(Some(Body { ty: ty.clone().unwrap_or(Ty::Any), required: body.required }))
        }
        None if !body.required => Ok(None),
        None => {
            let types: Vec<&str> = body.contents.iter().map(|content| content.media_type.as_str()).collect();
            Err(format!("its body is {}, not JSON", types.join(" or ")))
        }
    }
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
