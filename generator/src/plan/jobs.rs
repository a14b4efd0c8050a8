//! Work that takes longer than a call: which operation starts it, which one tells how far it is, and how that is seen.
//!
//! No document says it, so the configuration does. What it says is held against the document here: a name that leads
//! nowhere, or a state that never comes, would be asked for until the deadline.

use super::answer::Returned;
use super::call::Call;
use super::names::value_key;
use super::seen::Seen;
use crate::config::{Config, Job};
use crate::diag::suggest::nearest;
use crate::diag::{Diagnostic, Diagnostics, Pointer, code};
use crate::ir::{Api, Ident, Operation, Param, RetryClass, Ty};

/// What in the answers of an operation tells how far work is.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The keys that lead to it.
    pub state: Vec<String>,
    /// What it is when all went well.
    pub done: Vec<String>,
    /// What it is when nothing more will come of the work.
    pub failed: Vec<String>,
}

/// What is asked about the work that an operation starts.
#[derive(Clone, Debug, PartialEq)]
pub struct Starts {
    /// The call that is made for it, by its place.
    call: usize,
    /// Its table.
    pub table: Ident,
    /// What it answers.
    pub answer: Ty,
    /// The values of its parameters, in the order in which they are handed over.
    pub with: Vec<With>,
    /// What in its answers tells how far the work is.
    pub asked: Asked,
}

/// Where the value of a parameter comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum With {
    /// It is the path parameter of this name of the operation that starts the work.
    Same(String),
    /// These keys lead to it in the answer of that operation.
    Answer(Vec<String>),
}

/// Decides what the configuration says of it.
pub fn jobs(api: &Api<Ident>, calls: &mut [Call], config: &Config, diags: &mut Diagnostics) {
    let mut jobs = Jobs { api, seen: Seen { types: &api.types }, config, diags };
    for index in 0..calls.len() {
        let Some((operation, call, job)) = jobs.said(calls, index) else { continue };
        let asked = jobs.asked(operation, call, job);
        if let Some(call) = calls.get_mut(index) {
            call.asked = asked;
        }
    }
    for index in 0..calls.len() {
        let Some((operation, call, job)) = jobs.said(calls, index) else { continue };
        let starts = jobs.starts(operation, call, job, calls);
        if let Some(call) = calls.get_mut(index) {
            call.starts = starts;
        }
    }
}

/// Says what the tables of the operations that are asked are called, once that is known.
pub fn name_tables(calls: &mut [Call]) {
    let tables: Vec<Ident> = calls.iter().map(|call| call.table.clone()).collect();
    for starts in calls.iter_mut().filter_map(|call| call.starts.as_mut()) {
        starts.table = tables.get(starts.call).cloned().unwrap_or_else(|| starts.table.clone());
    }
}

struct Jobs<'a> {
    api: &'a Api<Ident>,
    seen: Seen<'a>,
    config: &'a Config,
    diags: &'a mut Diagnostics,
}

/// Keys with dots between.
fn keys(text: &str) -> Vec<String> {
    text.split('.').map(str::to_owned).collect()
}

impl<'a> Jobs<'a> {
    /// What is said of a call.
    fn said<'c>(&self, calls: &'c [Call], index: usize) -> Option<(&'a Operation<Ident>, &'c Call, &'a Job)> {
        let operation = self.api.operations.get(index)?;
        let job = &self.config.operation(&operation.method, &operation.path)?.job;
        Some((operation, calls.get(index)?, job)).filter(|_| *job != Job::default())
    }

    /// What tells how far the work is, in the answers of an operation of which that is said.
    fn asked(&mut self, operation: &Operation<Ident>, call: &Call, job: &Job) -> Option<Asked> {
        let state = match (&job.state, job.done.as_slice()) {
            (None, []) => return None,
            (None, _) => {
                return self.complain(operation, &["done"], "nothing says which property: add `state`");
            }
            (Some(_), []) => {
                return self.complain(
                    operation,
                    &["state"],
                    "nothing says when the work is done: add `done`",
                );
            }
            (Some(state), _) => keys(state),
        };
        let may_repeat = matches!(operation.retry, RetryClass::Safe | RetryClass::Idempotent);
        let Returned::Json(answer) = &call.answer else {
            return self.complain(operation, &["state"], "the operation does not answer in one JSON type");
        };
        if !may_repeat || call.body.as_ref().is_some_and(|body| body.required) {
            return self.complain(operation, &["state"], "the operation cannot be asked again and again");
        }
        let ty = self.along(operation, answer, &state, &["state"])?;
        for (key, values) in [("done", &job.done), ("failed", &job.failed)] {
            self.check_values(operation, &ty, key, values);
        }
        Some(Asked { state, done: job.done.clone(), failed: job.failed.clone() })
    }

    /// Where keys lead, or a complaint.
    fn along(
        &mut self,
        operation: &Operation<Ident>,
        answer: &Ty,
        keys: &[String],
        key: &[&str],
    ) -> Option<Ty> {
        match self.seen.along(answer, keys) {
            Some(ty) if self.is_text(ty) => Some(ty.clone()),
            Some(_) => {
                let message = format!("`{}` has parts: it is no text, number or flag", keys.join("."));
                self.complain(operation, key, &message)
            }
            None => {
                let message = format!("no property `{}` is in the answer", keys.join("."));
                self.complain(operation, key, &message)
            }
        }
    }

    /// Whether a value of this type can be one text.
    fn is_text(&self, ty: &Ty) -> bool {
        matches!(self.seen.behind(ty), Ty::Scalar(_) | Ty::Any) || self.seen.values(ty).is_some()
    }

    /// Complains of states that the document does not list.
    fn check_values(&mut self, operation: &Operation<Ident>, ty: &Ty, key: &str, said: &[String]) {
        let listed: Vec<String> = match self.seen.values(ty) {
            Some(values) => values.iter().map(|value| value_key(&value.wire)).collect(),
            None => return,
        };
        for (index, value) in said.iter().enumerate().filter(|(_, value)| !listed.contains(value)) {
            let meant = nearest(value, listed.iter().map(String::as_str));
            let meant = meant.map(|meant| format!(": did you mean `{meant}`?")).unwrap_or_default();
            let message = format!("the document does not list the value `{value}`{meant}");
            self.complain::<()>(operation, &[key, &index.to_string()], &message);
        }
    }

    /// What is asked about the work that an operation starts, if it is said to start any.
    fn starts(
        &mut self,
        operation: &Operation<Ident>,
        call: &Call,
        job: &Job,
        calls: &[Call],
    ) -> Option<Starts> {
        let target = job.asks.as_deref()?;
        let found = self.api.operations.iter().position(|other| other.line() == target);
        let Some((index, other, asks)) =
            found.and_then(|index| Some((index, self.api.operations.get(index)?, calls.get(index)?)))
        else {
            let names: Vec<String> = self.api.operations.iter().map(Operation::line).collect();
            let meant = nearest(target, names.iter().map(String::as_str));
            let meant = meant.map(|meant| format!(": did you mean `{meant}`?")).unwrap_or_default();
            return self.complain(
                operation,
                &["asks"],
                &format!("the document has no operation `{target}`{meant}"),
            );
        };
        let (Some(asked), Returned::Json(answer)) = (&asks.asked, &asks.answer) else {
            let message = format!("nothing says what in the answers of {target} tells that the work is done");
            return self.complain(operation, &["asks"], &message);
        };
        if other.resource != operation.resource {
            let message = format!("{target} is of another resource: give both operations one `tag`");
            return self.complain(operation, &["asks"], &message);
        }
        let Returned::Json(started) = &call.answer else {
            return self.complain(operation, &["asks"], "the operation does not answer in one JSON type");
        };
        let needed: Vec<&Param<Ident>> =
            asks.params.iter().filter_map(|index| other.params.get(*index)).collect();
        let needed: Vec<&Param<Ident>> = needed.into_iter().filter(|param| param.required).collect();
        let known: Vec<&str> = needed.iter().map(|param| param.wire.as_str()).collect();
        for param in job.parameters.keys().filter(|param| !known.contains(&param.as_str())) {
            let message = format!("{target} requires no parameter `{param}`");
            self.complain::<()>(operation, &["parameters", param], &message);
        }
        let with = needed.iter().map(|param| self.with(operation, started, job, param));
        let with: Option<Vec<With>> = with.collect();
        let (table, answer) = (asks.table.clone(), answer.clone());
        Some(Starts { call: index, table, answer, with: with?, asked: asked.clone() })
    }

    /// Where the value of a parameter comes from.
    fn with(
        &mut self,
        operation: &Operation<Ident>,
        started: &Ty,
        job: &Job,
        param: &Param<Ident>,
    ) -> Option<With> {
        let wire = &param.wire;
        if let Some(said) = job.parameters.get(wire) {
            let keys = keys(said);
            return self.along(operation, started, &keys, &["parameters", wire]).map(|_| With::Answer(keys));
        }
        let is_segment = |param: &Param<Ident>| {
            param.style.location == "path" && param.style.name == "simple" && self.is_text(&param.ty)
        };
        let is_same = is_segment(param)
            && operation.params.iter().any(|own| own.wire == *wire && is_segment(own))
            && operation.path.split('/').any(|segment| segment == format!("{{{wire}}}"));
        if is_same {
            return Some(With::Same(wire.clone()));
        }
        let has = |key: &str| self.seen.along(started, &[key.to_owned()]).is_some_and(|ty| self.is_text(ty));
        match [wire.as_str(), "id"].into_iter().find(|key| has(key)) {
            Some(key) => Some(With::Answer(vec![key.to_owned()])),
            None => {
                let message =
                    format!("nothing says where the value of `{wire}` comes from: add `parameters.{wire}`");
                self.complain(operation, &["asks"], &message)
            }
        }
    }

    fn complain<T>(&mut self, operation: &Operation<Ident>, key: &[&str], message: &str) -> Option<T> {
        let operation = operation.line();
        let path = [&["operations", operation.as_str(), "job"], key].concat();
        let diagnostic =
            Diagnostic::new(&code::CONFIG_UNUSED, Pointer::default(), format!("{operation}: {message}"));
        self.diags.push(diagnostic.within(self.config.place(&path)));
        None
    }
}
