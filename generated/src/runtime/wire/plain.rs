//! Plain text: a scalar by itself, as in a body of text or a header.

use std::fmt::Display;
use std::str::FromStr;

use serde_json::Value as Json;

use super::json::DecodeError;
use super::slot::{Done, Fail, List, Maybe, Slot, Source};
use super::trail::Trail;
use super::tries::choose;
use super::union::{Choice, Union};

/// Reads a value from text that is nothing but the value: a string as it is, a number or boolean by its digits or name, a
/// list with commas between its items.
///
/// # Errors
/// The text is not of the type, or the type is one that text cannot be.
pub fn from_text<T: Slot>(text: &str) -> Result<T, DecodeError> {
    let mut value = T::blank();
    let mut plain = Plain { text, reason: String::new() };
    match value.read(&mut plain) {
        Ok(()) => Ok(value),
        Err(Fail) => Err(DecodeError::new(plain.reason)),
    }
}

struct Plain<'t> {
    text: &'t str,
    reason: String,
}

impl Plain<'_> {
    fn parse<T: FromStr>(&mut self, what: &'static str) -> Result<T, Fail> {
        self.text.trim().parse().map_err(|_| self.expected(what))
    }
}

impl Source for Plain<'_> {
    fn fail(&mut self, reason: &dyn Display) -> Fail {
        self.reason = reason.to_string();
        Fail
    }

    fn expected(&mut self, what: &'static str) -> Fail {
        self.fail(&format_args!("invalid type: text, expected {what}"))
    }

    fn bool(&mut self) -> Result<bool, Fail> {
        self.parse("a boolean")
    }

    fn i64(&mut self, what: &'static str) -> Result<i64, Fail> {
        self.parse(what)
    }

    fn u64(&mut self, what: &'static str) -> Result<u64, Fail> {
        self.parse(what)
    }

    fn f64(&mut self, what: &'static str) -> Result<f64, Fail> {
        let value: f64 = self.parse(what)?;
        if value.is_finite() { Ok(value) } else { Err(self.expected(what)) }
    }

    fn number(&mut self) -> Result<String, Fail> {
        self.parse::<serde_json::Number>("a number").map(|number| number.to_string())
    }

    fn string(&mut self) -> Result<String, Fail> {
        Ok(self.text.to_owned())
    }

    fn json(&mut self) -> Result<Json, Fail> {
        Ok(self.text.into())
    }

    fn option(&mut self, option: &mut dyn Maybe) -> Done {
        option.some().read(self)
    }

    fn list(&mut self, list: &mut dyn List) -> Done {
        let items = self.text.split(',').filter(|_| !self.text.is_empty());
        for item in items {
            let Some(slot) = list.add() else { break };
            let mut inner = Plain { text: item.trim(), reason: String::new() };
            if slot.read(&mut inner).is_err() {
                return Err(self.fail(&inner.reason));
            }
        }
        list.end().map_err(|reason| self.fail(&reason))
    }

    fn union(&mut self, union: &'static Union, choice: &mut dyn Choice) -> Done {
        // What looks like a number is one where a member is.
        let value = match serde_json::from_str(self.text) {
            Ok(value @ (Json::Number(_) | Json::Bool(_))) => value,
            _ => self.text.into(),
        };
        let mut outcome = choose(union, choice, &value, &mut Trail::new());
        if outcome.is_err() && !value.is_string() {
            outcome = choose(union, choice, &self.text.into(), &mut Trail::new());
        }
        outcome.map_err(|reason| self.fail(&reason))
    }
}
