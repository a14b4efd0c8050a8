//! Unions on a value that was read completely: scalars, and whatever was kept.

use std::fmt::Display;

use serde_json::Value as Json;

use super::kept::{read_member, shortened, unexpected};
use super::object::missing;
use super::slot::{Done, Entries, Fail, Maybe, Source};
use super::trail::Trail;
use super::union::{Choice, Union};

/// Reads a value as the member that it is of: the one that a tag, its JSON type or a key decides for, or else the one
/// that fits best.
pub(super) fn choose(
    union: &'static Union,
    choice: &mut dyn Choice,
    value: &Json,
    trail: &mut Trail,
) -> Result<(), String> {
    let kinds = union.kinds_for(value);
    let object = value.as_object();
    if object.is_none() && union.tag.is_some() || union.candidates(kinds).next().is_none() {
        return Err(format!("invalid type: {}, expected {union}", unexpected(value)));
    }
    if let (Some(tag), Some(object)) = (union.tag, object) {
        let Some(text) = object.get(tag) else { return try_all(union, choice, value, trail) };
        let member = tagged_member(union, tag, text, trail)?;
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
    value: &Json,
    trail: &mut Trail,
) -> Result<usize, String> {
    match value {
        Json::String(text) => Ok(union.decided_by(text).unwrap_or_else(|| {
            trail.misfit();
            union.members.len()
        })),
        value => {
            trail.key(tag);
            Err(format!("invalid type: {}, expected the text of a tag", unexpected(value)))
        }
    }
}

/// Reads a value of which nothing decides as the member that fits best. So is an object without its tag, which some
/// members may not require.
pub(super) fn try_all(
    union: &'static Union,
    choice: &mut dyn Choice,
    value: &Json,
    trail: &mut Trail,
) -> Result<(), String> {
    // The best member is read once more.
    if !trail.begin_tries(value, union.members.len() + 1) {
        return Err("unions are nested too deep to try all their members".to_owned());
    }
    let outcome = best_that_fits(union, choice, value, trail);
    trail.end_tries();
    outcome
}

/// Reads a value as the first member that has a place for everything in it; if there is none, as the first of those that
/// leave the least over.
fn best_that_fits(
    union: &'static Union,
    choice: &mut dyn Choice,
    value: &Json,
    trail: &mut Trail,
) -> Result<(), String> {
    let kinds = union.kinds_for(value);
    let before = trail.misfits();
    let mut reasons = Reasons { text: String::new(), tag: union.tag };
    let mut fits: Option<(usize, u64)> = None;
    for member in union.candidates(kinds) {
        if let Some(name) = lacking(union, choice, member, value) {
            reasons.lacks(union.member_name(member), name);
            continue;
        }
        let mark = trail.mark();
        let outcome = attempt(union, choice, member, value, trail);
        let misfits = trail.misfits() - before;
        trail.forget_misfits(before);
        match outcome {
            Ok(()) if misfits == 0 => return Ok(()),
            Ok(()) if fits.is_none_or(|(_, least)| misfits < least) => fits = Some((member, misfits)),
            Ok(()) => {}
            Err(reason) => reasons.add(&reason, &trail.take_since(mark)),
        }
    }
    match fits {
        Some((member, _)) => attempt(union, choice, member, value, trail),
        None => Err(reasons.told(union)),
    }
}

/// Why no member fits.
struct Reasons {
    text: String,
    tag: Option<&'static str>,
}

impl Reasons {
    /// A member requires a property that the value lacks. If it is the tag, that is said of the union.
    fn lacks(&mut self, member: &str, name: &'static str) {
        if self.tag != Some(name) {
            self.add(&format!("as {member}: {}", missing(name)), "");
        }
    }

    fn add(&mut self, reason: &str, path: &str) {
        let at = if path.is_empty() { "" } else { " at " };
        self.text.push_str(&format!("; {}{at}{path}", shortened(reason)));
    }

    fn told(&self, union: &Union) -> String {
        match self.tag {
            Some(tag) => missing(tag) + &self.text,
            None => format!("no member of {} fits{}", union.name, self.text),
        }
    }
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

/// The required property that a value lacks to be of a member. Most members are ruled out so, without reading them. The
/// tag is one of them, unless the member itself says that it may be missing.
fn lacking(union: &Union, choice: &mut dyn Choice, member: usize, value: &Json) -> Option<&'static str> {
    let mut probe = Probe { value: value.as_object()?, tag: union.tag, lacks: None };
    match choice.begin(member).read(&mut probe) {
        Ok(()) | Err(Fail) => probe.lacks,
    }
}

/// A source that only looks at what is required.
struct Probe<'a> {
    value: &'a serde_json::Map<String, Json>,
    tag: Option<&'static str>,
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
        let unnamed_tag = self.tag.filter(|tag| !entries.names(tag));
        self.lacks = unnamed_tag.or_else(|| entries.lacks(&|name| self.value.contains_key(name)));
        Err(Fail)
    }

    fn union(&mut self, _union: &'static Union, _choice: &mut dyn Choice) -> Done {
        Err(Fail)
    }
}
