//! Unions on a value that was read completely: scalars, and whatever was kept.

use std::fmt::Display;

use serde_json::Value as Json;

use super::kept::{read_member, shortened, unexpected};
use super::object::missing;
use super::slot::{Done, Entries, Fail, Maybe, Source};
use super::trail::Trail;
use super::union::{Choice, Union, kinds_of};

/// Reads a value as the member that it is of: the one that a tag, its JSON type or a key decides for, or else the first
/// that fits.
pub(super) fn choose(
    union: &'static Union,
    choice: &mut dyn Choice,
    value: &Json,
    trail: &mut Trail,
) -> Result<(), String> {
    let [best, other] = kinds_of(value);
    let kinds = if union.candidates(best).next().is_some() { best } else { other };
    let object = value.as_object();
    if object.is_none() && union.tag.is_some() || union.candidates(kinds).next().is_none() {
        return Err(format!("invalid type: {}, expected {union}", unexpected(value)));
    }
    if let (Some(tag), Some(object)) = (union.tag, object) {
        let member = tagged_member(union, tag, object.get(tag), trail)?;
        return attempt(union, choice, member, value, trail);
    }
    let by_key = || object.and_then(|object| object.keys().find_map(|key| union.decided_by(key)));
    match union.only(kinds).or_else(by_key) {
        Some(member) => attempt(union, choice, member, value, trail),
        None => try_all(union, choice, value, trail),
    }
}

/// The member that a tag decides for; the number of members if it is of none.
pub(super) fn tagged_member(
    union: &'static Union,
    tag: &'static str,
    value: Option<&Json>,
    trail: &mut Trail,
) -> Result<usize, String> {
    match value {
        Some(Json::String(text)) => Ok(union.decided_by(text).unwrap_or(union.members.len())),
        Some(value) => {
            trail.key(tag);
            Err(format!("invalid type: {}, expected the text of a tag", unexpected(value)))
        }
        None => Err(missing(tag)),
    }
}

/// Reads a value of which nothing decides as the first member that fits.
pub(super) fn try_all(
    union: &'static Union,
    choice: &mut dyn Choice,
    value: &Json,
    trail: &mut Trail,
) -> Result<(), String> {
    if !trail.begin_tries(value, union.members.len()) {
        return Err("unions are nested too deep to try all their members".to_owned());
    }
    let outcome = first_that_fits(union, choice, value, trail);
    trail.end_tries();
    outcome
}

fn first_that_fits(
    union: &'static Union,
    choice: &mut dyn Choice,
    value: &Json,
    trail: &mut Trail,
) -> Result<(), String> {
    let [best, other] = kinds_of(value);
    let kinds = if union.candidates(best).next().is_some() { best } else { other };
    let mut reasons = String::new();
    for member in union.candidates(kinds) {
        let mark = trail.mark();
        let outcome = match lacking(choice, member, value) {
            Some(name) => Err(format!("as {}: {}", union.member_name(member), missing(name))),
            None => attempt(union, choice, member, value, trail),
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
    member: usize,
    value: &Json,
    trail: &mut Trail,
) -> Result<(), String> {
    let tag = union.tag.filter(|_| member < union.members.len());
    read_member(value, tag, choice.begin(member), trail)
        .map_err(|reason| format!("as {}: {reason}", union.member_name(member)))
}

/// The required property that a value lacks to be of a member. Most members are ruled out so, without reading them.
fn lacking(choice: &mut dyn Choice, member: usize, value: &Json) -> Option<&'static str> {
    let mut probe = Probe { value: value.as_object()?, lacks: None };
    match choice.begin(member).read(&mut probe) {
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
