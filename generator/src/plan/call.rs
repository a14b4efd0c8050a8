//! What a generated method is: its arguments, its body, what it returns, and the table it looks up.

use super::answer::{Other, Returned, Successes, answer};
use super::body::{Body, body};
use super::jobs::{Asked, Starts, name_tables};
use super::model::{Argument, Spec, value_type};
use super::paging::{Paging, paging};
use super::roles::{CALL_TYPE, METHOD};
use super::scope::Scope;
use crate::config::Config;
use crate::diag::{Diagnostics, code};
use crate::ir::{Api, Hint, Ident, Operation, Param, Scheme, TypeDef};

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
    /// The type of the calls that have these methods, and those for pages.
    pub marker: Option<Ident>,
    /// The body.
    pub body: Option<Body>,
    /// What the call returns.
    pub answer: Returned,
    /// How its answers are pages, if they are.
    pub paging: Option<Paging>,
    /// What in its answers tells how far work is, if it is told so.
    pub asked: Option<Asked>,
    /// What is asked about the work that it starts, if it is told so.
    pub starts: Option<Starts>,
    /// The `Accept` header.
    pub accept: String,
    /// What else may be asked for.
    pub others: Vec<Other>,
    /// Names of schemes: any of these, all of each.
    pub security: Vec<Vec<String>>,
}

impl Call {
    /// Whether it starts work that takes longer than a call, or tells how far such work is.
    pub fn has_job(&self) -> bool {
        self.asked.is_some() || self.starts.is_some()
    }
}

/// More parameters than this are handed over as one value with named fields.
const MOST_ARGUMENTS: usize = 5;

/// Leaves out operations that clients cannot make yet, and says what the others are.
pub fn calls(api: &mut Api<Ident>, types: &[Ident], config: &Config, diags: &mut Diagnostics) -> Vec<Call> {
    let mut calls = Vec::new();
    let schemes = std::mem::take(&mut api.schemes);
    api.operations.retain(|operation| match call(operation, &schemes, &api.types) {
        Ok(mut call) => {
            call.paging = paging(operation, &call, &api.types, config, diags);
            calls.push(call);
            true
        }
        Err(reason) => {
            diags.report(&code::UNSUPPORTED_OPERATION, &operation.at, reason);
            false
        }
    });
    api.schemes = schemes;
    super::jobs::jobs(api, &mut calls, config, diags);
    for (resource, own) in types.iter().enumerate() {
        let here =
            api.operations.iter().zip(&mut calls).filter(|(operation, _)| operation.resource == resource);
        let mut here: Vec<_> = here.collect();
        name_others(&mut here);
        for (_, call) in here.iter_mut().filter(|(_, call)| call.table == *own) {
            // `V1`, a resource and its method.
            call.table.0.push_str("_OPERATION");
        }
        name_types(own, here);
    }
    name_tables(&mut calls);
    calls
}

fn call(operation: &Operation<Ident>, schemes: &[Scheme], types: &[TypeDef<Ident>]) -> Result<Call, String> {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if !operation.path.starts_with('/') || !operation.method.chars().all(is_token) {
        return Err(format!("`{} {}` is not a call", operation.method, operation.path));
    }
    let params = params(operation);
    let said = |required| {
        let params = params.iter().filter_map(|index| operation.params.get(*index));
        params.filter(|param| param.required == required).map(argument).collect()
    };
    let Successes { returned, accept, others } = answer(operation, types);
    Ok(Call {
        table: Ident(operation.name.0.trim_start_matches("r#").to_ascii_uppercase()),
        arguments: said(true),
        required: None,
        setters: said(false),
        marker: None,
        params,
        body: body(operation, types),
        answer: returned,
        paging: None,
        asked: None,
        starts: None,
        accept,
        others,
        security: security(operation, schemes),
    })
}

/// Names the methods that ask for other media types, next to those of the operations: `export_csv` for `export`.
fn name_others(calls: &mut [(&Operation<Ident>, &mut Call)]) {
    let hint = |operation: &Operation<Ident>, other: &Other| {
        let method = operation.name.0.trim_start_matches("r#");
        Hint::new(format!("{method} {}", other.word)).or(format!("{method} as {}", other.word))
    };
    let hints: Vec<Hint> = calls
        .iter()
        .flat_map(|(operation, call)| call.others.iter().map(|other| hint(operation, other)))
        .collect();
    let taken = calls.iter().map(|(operation, _)| &operation.name);
    let names = taken.fold(Scope::new(&METHOD), |scope, name| scope.take(name)).name(&hints);
    let others = calls.iter_mut().flat_map(|(_, call)| &mut call.others);
    for (other, name) in others.zip(names) {
        other.name = name;
    }
}

/// Names the types that the calls of one resource need, next to its own.
fn name_types(own: &Ident, calls: Vec<(&Operation<Ident>, &mut Call)>) {
    let mut hints = Vec::new();
    let mut slots = Vec::new();
    for (operation, call) in calls {
        let method = operation.name.0.trim_start_matches("r#");
        // Where there are pages and nothing to set, `items()` and `pages()` still belong to the calls of one operation; so
        // do the methods of work that takes longer.
        let owns_methods = !call.setters.is_empty() || call.paging.is_some() || call.has_job();
        if call.arguments.len() > MOST_ARGUMENTS {
            hints.push(Hint::new(format!("{method} required")).or(format!("{method} required params")));
            slots.push(&mut call.required);
        }
        if owns_methods {
            hints.push(Hint::new(format!("{method} params")).or(format!("{method} call params")));
            slots.push(&mut call.marker);
        }
        if let Some(body) = call.body.as_mut().filter(|body| body.contents.len() > 1) {
            hints.push(Hint::new(format!("{method} body")).or(format!("{method} call body")));
            slots.push(&mut body.either);
        }
        if let Returned::Several(several) = &mut call.answer {
            hints.push(Hint::new(format!("{method} answer")).or(format!("{method} call answer")));
            slots.push(&mut several.name);
        }
    }
    let names = Scope::new(&CALL_TYPE).take(own).name(&hints);
    for (slot, name) in slots.into_iter().zip(names) {
        *slot = Some(name);
    }
}

/// Puts the parameters of the path first, in its order, whatever that of the document.
pub fn put_path_first<N>(operation: &mut Operation<N>) {
    let path = &operation.path;
    let place = |param: &Param<N>| match param.style.location {
        "path" => path.find(&format!("{{{}}}", param.wire)),
        _ => None,
    };
    operation.params.sort_by_cached_key(|param| place(param).unwrap_or(usize::MAX));
}

/// The parameters, first those that are required.
fn params(operation: &Operation<Ident>) -> Vec<usize> {
    let (required, others): (Vec<usize>, Vec<usize>) = (0..operation.params.len())
        .partition(|index| operation.params.get(*index).is_some_and(|param| param.required));
    [required, others].concat()
}

fn argument(param: &Param<Ident>) -> Argument {
    let ty = if param.required { &param.ty } else { value_type(&param.ty) };
    Argument { name: param.name.clone(), spec: Spec::of(ty) }
}

/// Scheme names.
fn security(operation: &Operation<Ident>, schemes: &[Scheme]) -> Vec<Vec<String>> {
    let name = |(index, _): &(usize, Vec<String>)| schemes.get(*index).map(|scheme| scheme.name.clone());
    operation.security.iter().map(|all| all.iter().filter_map(name).collect()).collect()
}
