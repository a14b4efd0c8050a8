//! Unions on a value that was read completely: scalars, and objects of which nothing decided.

use std::fmt::Display;

use serde_json::Value as Json;

use super::read::read_into;
use super::slot::{Done, Entries, Fail, Maybe, Source};
use super::trail::Trail;
use super::union::{Choice, Union, kinds_of};

/// The greatest length of the reason why one member does not fit.
const REASON: usize = 300;

/// Reads a value as the member that it is of: the only one of its JSON type, or the first that fits.
pub(super) fn choose(
    union: &'static Union,
    choice: &mut dyn Choice,
    value: &Json,
    trail: &mut Trail,
) -> Result<(), String> {
    let [best, other] = kinds_of(value);
    let kinds = if union.candidates(best).next().is_some() { best } else { other };
    if union.tag.is_some() || union.candidates(kinds).next().is_none() {
        return Err(format!("invalid type: {}, expected {union}", describe(value)));
    }
    if let Some(only) = union.only(kinds) {
        return attempt(union, choice, only, value, trail);
    }
    let candidates = union.candidates(kinds);
    if !trail.begin_tries(value, union.members.len()) {
        return Err("unions are nested too deep to try all their members".to_owned());
    }
    let outcome = first_that_fits(union, choice, candidates, value, trail);
    trail.end_tries();
    outcome
}

fn first_that_fits(
    union: &'static Union,
    choice: &mut dyn Choice,
    candidates: impl Iterator<Item = usize>,
    value: &Json,
    trail: &mut Trail,
) -> Result<(), String> {
    let mut reasons = String::new();
    for index in candidates {
        let mark = trail.mark();
        let outcome = match lacking(choice, index, value) {
            Some(name) => Err(format!("as {}: missing field `{name}`", union.member_name(index))),
            None => attempt(union, choice, index, value, trail),
        };
        let Err(reason) = outcome else { return Ok(()) };
        let path = trail.take_since(mark);
        let at = if path.is_empty() { "" } else { " at " };
        reasons.push_str(&format!("; {}{at}{path}", shortened(&reason)));
    }
    Err(format!("no member of {} fits{reasons}", union.name))
}

/// Reads a value as one member.
fn attempt(
    union: &'static Union,
    choice: &mut dyn Choice,
    index: usize,
    value: &Json,
    trail: &mut Trail,
) -> Result<(), String> {
    read_into(value, choice.begin(index), trail)
        .map_err(|reason| format!("as {}: {reason}", union.member_name(index)))
}

/// The required property that a value lacks to be of a member. Most members are ruled out so, without reading them.
fn lacking(choice: &mut dyn Choice, index: usize, value: &Json) -> Option<&'static str> {
    let mut probe = Probe { value: value.as_object()?, lacks: None };
    match choice.begin(index).read(&mut probe) {
        Ok(()) | Err(Fail) => probe.lacks,
    }
}

/// A source that only looks at what is required.
struct Probe<'a> {
    value: &'a serde_json::Map<String, Json>,
    lacks: Option<&'static str>,
}

impl Source for Probe<'_> {
    fn fail(&mut self, _reason: &dyn Display) -> Fail {
        Fail
    }

    fn expected(&mut self, _what: &'static str) -> Fail {
        Fail
    }

    fn json(&mut self) -> Result<Json, Fail> {
        Err(Fail)
    }

    fn option(&mut self, _option: &mut dyn Maybe) -> Done {
        Err(Fail)
    }

    fn object(&mut self, entries: &mut dyn Entries) -> Done {
        self.lacks = entries.lacks(&|name| self.value.contains_key(name));
        Err(Fail)
    }

    fn union(&mut self, _union: &'static Union, _choice: &mut dyn Choice) -> Done {
        Err(Fail)
    }
}

fn describe(value: &Json) -> String {
    match value {
        Json::Null => "null".to_owned(),
        Json::Bool(value) => format!("boolean `{value}`"),
        Json::Number(number) => format!("number `{number}`"),
        Json::String(text) => format!("string {:?}", shortened(text)),
        Json::Array(_) => "sequence".to_owned(),
        Json::Object(_) => "map".to_owned(),
    }
}

/// The text, cut where it gets long: reasons of nested unions contain each other.
fn shortened(text: &str) -> &str {
    let end = (0..=REASON.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or(0)).unwrap_or(text)
}
