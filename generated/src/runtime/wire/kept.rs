//! Values that were read before it was known what they are: the [`Source`] over a JSON value.
//!
//! Nothing is copied before it is known where it goes, however many unions there are in each other.

use std::fmt::Display;

use serde::de::Unexpected;
use serde_json::Value as Json;

use super::numbers::{exact_i64, exact_u64};
use super::read::passed;
use super::slot::{Done, Entries, Entry, Fail, List, Maybe, Slot, Source};
use super::trail::Trail;
use super::tries::choose;
use super::union::{Choice, Union};

/// Reads a value that was kept. If that fails, the trail says where.
///
/// # Errors
/// The reason, in words.
pub(super) fn read_kept(value: &Json, slot: &mut dyn Slot, trail: &mut Trail) -> Result<(), String> {
    read_member(value, None, slot, trail)
}

/// The same for the member of a union. `tag` is the property that decided: it is for the member only if the member itself
/// has such a property.
pub(super) fn read_member(
    value: &Json,
    tag: Option<&'static str>,
    slot: &mut dyn Slot,
    trail: &mut Trail,
) -> Result<(), String> {
    let mut kept = Kept { value, tag, reason: String::new(), trail };
    slot.read(&mut kept).map_err(|Fail| kept.reason)
}

struct Kept<'v, 't> {
    value: &'v Json,
    tag: Option<&'static str>,
    reason: String,
    trail: &'t mut Trail,
}

impl Kept<'_, '_> {
    fn outcome(&mut self, outcome: Result<(), String>) -> Done {
        outcome.map_err(|reason| self.fail(&reason))
    }

    fn out_of_range(&mut self, what: &'static str) -> Fail {
        self.fail(&format_args!("invalid value: {}, expected {what}", unexpected(self.value)))
    }
}

impl Source for Kept<'_, '_> {
    fn fail(&mut self, reason: &dyn Display) -> Fail {
        self.reason = reason.to_string();
        Fail
    }

    fn expected(&mut self, what: &'static str) -> Fail {
        self.fail(&format_args!("invalid type: {}, expected {what}", unexpected(self.value)))
    }

    fn bool(&mut self) -> Result<bool, Fail> {
        self.value.as_bool().ok_or_else(|| self.expected("a boolean"))
    }

    fn i64(&mut self, what: &'static str) -> Result<i64, Fail> {
        let Json::Number(number) = self.value else { return Err(self.expected(what)) };
        let exact = || number.as_f64().filter(|_| number.is_f64()).and_then(exact_i64);
        number.as_i64().or_else(exact).ok_or_else(|| self.out_of_range(what))
    }

    fn u64(&mut self, what: &'static str) -> Result<u64, Fail> {
        let Json::Number(number) = self.value else { return Err(self.expected(what)) };
        let exact = || number.as_f64().filter(|_| number.is_f64()).and_then(exact_u64);
        number.as_u64().or_else(exact).ok_or_else(|| self.out_of_range(what))
    }

    fn f64(&mut self, what: &'static str) -> Result<f64, Fail> {
        self.value.as_f64().ok_or_else(|| self.expected(what))
    }

    fn number(&mut self) -> Result<String, Fail> {
        match self.value {
            Json::Number(number) => Ok(number.to_string()),
            _ => Err(self.expected("a number")),
        }
    }

    fn string(&mut self) -> Result<String, Fail> {
        self.value.as_str().map(str::to_owned).ok_or_else(|| self.expected("a string"))
    }

    fn option_string(&mut self) -> Result<Option<String>, Fail> {
        if self.value.is_null() { Ok(None) } else { self.string().map(Some) }
    }

    fn json(&mut self) -> Result<Json, Fail> {
        Ok(self.value.clone())
    }

    fn option(&mut self, option: &mut dyn Maybe) -> Done {
        if self.value.is_null() { Ok(()) } else { option.some().read(self) }
    }

    fn list(&mut self, list: &mut dyn List) -> Done {
        let Json::Array(items) = self.value else { return Err(self.expected("a sequence")) };
        for (index, item) in items.iter().enumerate() {
            let outcome = match list.add() {
                Some(slot) => read_kept(item, slot, self.trail),
                None => Err("more elements than expected".to_owned()),
            };
            if outcome.is_err() {
                self.trail.index(index);
            }
            self.outcome(outcome)?;
        }
        let end = list.end();
        self.outcome(end)
    }

    fn object(&mut self, entries: &mut dyn Entries) -> Done {
        let Json::Object(object) = self.value else { return Err(self.expected(entries.what())) };
        for (key, value) in object {
            if self.tag == Some(key) && !entries.names(key) {
                continue;
            }
            let outcome = hand_over(entries, key, value, self.trail);
            self.outcome(outcome)?;
        }
        let end = entries.end();
        self.outcome(end)
    }

    fn unlisted(&mut self) {
        self.trail.misfit();
    }

    fn union(&mut self, union: &'static Union, choice: &mut dyn Choice) -> Done {
        let outcome = choose(union, choice, self.value, self.trail);
        self.outcome(outcome)
    }
}

/// Hands an entry that was kept to those who wait for it.
pub(super) fn hand_over(
    entries: &mut dyn Entries,
    key: &str,
    value: &Json,
    trail: &mut Trail,
) -> Result<(), String> {
    let outcome = match entries.entry(key) {
        Entry::Into(slot) | Entry::Last(slot) => {
            let outcome = read_kept(value, slot, trail);
            if value.is_null() && entries.forgets_null() {
                trail.forgotten();
            }
            if trail.tries() && !entries.names(key) {
                trail.among_others();
            }
            outcome
        }
        Entry::Skip => {
            // As one, whatever is in it: something that no member knows may be large, and a member that keeps all of an
            // object as it is would be preferred to the one that it is of.
            trail.misfit();
            Ok(())
        }
        Entry::Stop => Ok(()),
        Entry::Refuse(reason) => Err(reason),
    };
    outcome.map_err(|reason| passed(reason, entries, trail))
}

/// The value in the words of serde.
pub(super) fn unexpected(value: &Json) -> Unexpected<'_> {
    match value {
        Json::Null => Unexpected::Other("null"),
        Json::Bool(value) => Unexpected::Bool(*value),
        Json::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
            (Some(value), _, _) => Unexpected::Unsigned(value),
            (None, Some(value), _) => Unexpected::Signed(value),
            (None, None, Some(value)) => Unexpected::Float(value),
            (None, None, None) => Unexpected::Other("number"),
        },
        Json::String(text) => Unexpected::Str(shortened(text)),
        Json::Array(_) => Unexpected::Seq,
        Json::Object(_) => Unexpected::Map,
    }
}

/// The greatest length of the reason why one member does not fit.
const REASON: usize = 300;

/// The text, cut where it gets long: reasons of nested unions contain each other.
pub(super) fn shortened(text: &str) -> &str {
    let end = (0..=REASON.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or(0)).unwrap_or(text)
}
