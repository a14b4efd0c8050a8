//! What the calls of a resource say alike, said once: the errors that every call declares, and the arguments that several
//! describe in the same words. What is left is each call's own.

use super::answer;
use super::docs::Comment;
use super::ty::Types;
use crate::ir::{Ident, Operation, Param, Status, Ty, TypeId};
use crate::plan::call::Call;
use std::collections::{BTreeMap, BTreeSet};

/// Of how many calls an argument must be described in the same words before they are said once.
const SEVERAL: usize = 3;

/// How many calls may lack an error that all others declare; they are named.
const FEW: usize = 3;

/// A text that is no longer stands beside its status.
const SHORT: usize = 40;

/// One of the answers that are no success.
#[derive(Clone, PartialEq, Eq)]
pub struct Failure {
    status: Status,
    /// What the document says beyond what the status and the type tell; may be empty.
    said: String,
    /// The type by which its body can be read.
    ty: Option<TypeId>,
}

/// The failures that an operation declares.
pub fn failures(types: &Types<'_>, operation: &Operation<Ident>) -> Vec<Failure> {
    let good = crate::plan::answer::successes(&operation.answers);
    let bad = operation.answers.iter().filter(|answer| !good.iter().any(|good| good.status == answer.status));
    let failure = |answer: &crate::ir::Answer| {
        let is_json = |media: &str| media.to_ascii_lowercase().contains("json");
        let json = answer.contents.iter().find(|content| is_json(&content.media_type));
        let ty = json.and_then(|content| match &content.ty {
            Some(Ty::Named(id)) => Some(*id),
            _ => None,
        });
        let text = Comment::line_of(&answer.docs);
        let name = ty.map(|id| types.bare(id)).unwrap_or_default();
        let said = if answer::tells(answer.status, &text, name) { text } else { String::new() };
        let is_empty = said.is_empty() && ty.is_none() && answer.status == Status::Default;
        (!is_empty).then_some(Failure { status: answer.status, said, ty })
    };
    bad.filter_map(failure).collect()
}

/// What is said of them: a row for those whose bodies are alike.
pub fn rows(types: &Types<'_>, failures: &[Failure]) -> Vec<String> {
    type Part<'f> = (Vec<Status>, &'f str);
    let mut rows: Vec<(Option<TypeId>, Vec<Part<'_>>)> = Vec::new();
    for Failure { status, said, ty } in failures {
        let is_short = |said: &str| said.is_empty() || ty.is_some() && said.len() <= SHORT;
        let joins = |(other, parts): &&mut (Option<TypeId>, Vec<Part<'_>>)| {
            let same = parts.iter().any(|(_, text)| text == said);
            other == ty && (same || is_short(said) && parts.iter().all(|(_, text)| is_short(text)))
        };
        let Some((_, parts)) = rows.iter_mut().find(joins) else {
            rows.push((*ty, vec![(vec![*status], said)]));
            continue;
        };
        match parts.iter_mut().find(|(_, text)| text == said) {
            Some((statuses, _)) => statuses.push(*status),
            None => parts.push((vec![*status], said)),
        }
    }
    let only = rows.len() == 1;
    rows.iter().map(|(ty, parts)| row(types, *ty, parts, only)).collect()
}

fn row(types: &Types<'_>, ty: Option<TypeId>, parts: &[(Vec<Status>, &str)], only: bool) -> String {
    let link = ty.map(|id| types.link(id));
    let listed = |statuses: &[Status]| {
        let texts: Vec<String> = statuses.iter().map(|status| answer::text(*status)).collect();
        texts.join(", ")
    };
    let said = |(statuses, text): &(Vec<Status>, &str)| match *text {
        "" => listed(statuses),
        text => format!("{} ({text})", listed(statuses)),
    };
    let count: usize = parts.iter().map(|(statuses, _)| statuses.len()).sum();
    let head = match parts {
        [(statuses, _)] if statuses == &[Status::Default] => {
            if only { "Errors" } else { "Other errors" }.to_owned()
        }
        [(statuses, _)] => format!("Error{} {}", if count == 1 { "" } else { "s" }, listed(statuses)),
        several => format!("Errors {}", several.iter().map(said).collect::<Vec<_>>().join(", ")),
    };
    let alone = parts.first().map(|(_, text)| *text).filter(|text| parts.len() == 1 && !text.is_empty());
    let tail = match (alone, link) {
        (Some(text), Some(link)) => format!(": {text} ({link})"),
        (Some(text), None) => format!(": {text}"),
        (None, Some(link)) => format!(": {link}"),
        (None, None) => String::new(),
    };
    format!("* {head}{tail}")
}

/// What the calls of a resource have in common.
pub struct Shared {
    /// Each with the calls that do not declare it.
    failures: Vec<(Failure, Vec<String>)>,
    /// Names and words.
    arguments: Vec<(String, String)>,
}

impl Shared {
    /// Of these calls.
    pub fn of(types: &Types<'_>, calls: &[(&Operation<Ident>, &Call)]) -> Self {
        let declared: Vec<(&str, Vec<Failure>)> = calls
            .iter()
            .map(|(operation, _)| (operation.name.0.as_str(), failures(types, operation)))
            .collect();
        Shared { failures: shared_failures(&declared), arguments: shared_arguments(calls) }
    }

    /// What is said of all.
    pub fn docs(&self, types: &Types<'_>) -> [String; 2] {
        let errors = self.failures.iter().flat_map(|(failure, without)| {
            let names: Vec<String> = without.iter().map(|name| format!("`{name}`")).collect();
            let except =
                if names.is_empty() { String::new() } else { format!("; not of {}", names.join(", ")) };
            rows(types, std::slice::from_ref(failure)).into_iter().map(move |row| row + &except)
        });
        let arguments = self.arguments.iter().map(|(name, text)| format!("* `{name}`: {text}"));
        [section("Errors of every call", errors), section("Arguments of several calls", arguments)]
    }

    /// The rows of the errors of one call that are not those of all.
    pub fn errors(&self, types: &Types<'_>, operation: &Operation<Ident>) -> Vec<String> {
        let mut own = failures(types, operation);
        own.retain(|failure| !self.failures.iter().any(|(shared, _)| shared == failure));
        rows(types, &own)
    }

    /// The rows of the arguments of one call that are said of it alone.
    pub fn arguments(&self, operation: &Operation<Ident>, call: &Call) -> Vec<String> {
        let own = arguments(operation, call).filter(|(name, text)| {
            !text.is_empty() && !self.arguments.iter().any(|(known, said)| known == name && said == text)
        });
        own.map(|(name, text)| format!("* `{name}`: {text}")).collect()
    }
}

/// The errors that all calls declare, or all but a few.
fn shared_failures(declared: &[(&str, Vec<Failure>)]) -> Vec<(Failure, Vec<String>)> {
    let few = FEW.min(declared.len() / 5);
    let mut shared: Vec<(Failure, Vec<String>)> = Vec::new();
    // What only a few lack, one of the first has.
    let firsts = declared.iter().take(FEW + 1).flat_map(|(_, failures)| failures);
    for failure in firsts.filter(|_| declared.len() >= 3) {
        if shared.iter().any(|(known, _)| known == failure) {
            continue;
        }
        let without = declared.iter().filter(|(_, failures)| !failures.contains(failure));
        let without: Vec<String> = without.take(few + 1).map(|(name, _)| (*name).to_owned()).collect();
        if without.len() <= few {
            shared.push((failure.clone(), without));
        }
    }
    shared
}

/// The arguments that several calls describe in the same words, and none without any; of several descriptions of one, the
/// first.
fn shared_arguments(calls: &[(&Operation<Ident>, &Call)]) -> Vec<(String, String)> {
    let described: Vec<(&str, String)> =
        calls.iter().flat_map(|(operation, call)| arguments(operation, call)).collect();
    let mut counts: BTreeMap<&(&str, String), usize> = BTreeMap::new();
    for argument in &described {
        *counts.entry(argument).or_default() += 1;
    }
    let mut known: BTreeSet<&str> =
        described.iter().filter(|(_, text)| text.is_empty()).map(|(name, _)| *name).collect();
    let is_said_often =
        |argument: &&(&str, String)| counts.get(argument).is_some_and(|count| *count >= SEVERAL);
    let often = described.iter().filter(is_said_often);
    often
        .filter(|(name, _)| known.insert(name))
        .map(|(name, text)| ((*name).to_owned(), text.clone()))
        .collect()
}

fn section(head: &str, rows: impl Iterator<Item = String>) -> String {
    let rows: Vec<String> = rows.collect();
    if rows.is_empty() { String::new() } else { format!("# {head}\n{}", rows.join("\n")) }
}

/// What a method takes apart from the body, where these are arguments, and what is said of each.
fn arguments<'o>(operation: &'o Operation<Ident>, call: &'o Call) -> impl Iterator<Item = (&'o str, String)> {
    let params = call.params.iter().filter_map(|index| operation.params.get(*index));
    let said = |param: &'o Param<Ident>| (param.name.0.as_str(), Comment::line_of_param(param));
    params.filter(|param| param.required && call.required.is_none()).map(said)
}
