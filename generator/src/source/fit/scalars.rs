//! Fields that hold no objects: text, flags, numbers and lists of them, and what is done about the wrong ones.

use serde_json::{Number, Value};

use super::fitter::Fitted::{self, *};
use super::fitter::Fitter;
use super::table::Slot;
use crate::diag::{At, code, suggest};

impl Fitter<'_> {
    pub(super) fn choice(&mut self, held: &[&str], others: &[&str], value: Value, at: At<'_>) -> Fitted {
        let Value::String(text) = value else { return self.wrong("a string", value, at) };
        if held.contains(&text.as_str()) {
            return Here(Value::String(text));
        }
        if !others.contains(&text.as_str()) {
            let choices = [held, others].concat();
            let list = choices.join(", ");
            let message = match suggest::nearest(&text, choices.iter().copied()) {
                Some(meant) => format!("`{text}` is not one of {list}; did you mean `{meant}`?"),
                None => format!("`{text}` is not one of {list}"),
            };
            self.diags.report(&code::UNKNOWN_VALUE, at, message);
        }
        Beside(Value::String(text))
    }

    pub(super) fn number(&mut self, slot: Slot, number: Number, at: At<'_>) -> Fitted {
        match slot {
            Slot::Count if number.as_u64().is_some() => Here(Value::Number(number)),
            Slot::Count if whole(&number) => Beside(Value::Number(number)),
            Slot::Count => self.wrong(wanted(slot), Value::Number(number), at),
            // JSON Schema has numeric bounds where OpenAPI 3.0 has flags.
            Slot::Flag if at.is_exclusive_bound() => Beside(Value::Number(number)),
            Slot::Number if exact(&number) => Here(Value::Number(number)),
            Slot::Number => Beside(Value::Number(number)),
            _ => self.wrong(wanted(slot), Value::Number(number), at),
        }
    }

    /// Draft 3 of JSON Schema says in each property whether it is required.
    pub(super) fn required_flag(&mut self, required: bool, at: At<'_>) -> Fitted {
        let message = format_args!("`required: {required}` says nothing here");
        self.diags.report(&code::REQUIRED_FLAG, at, message);
        Ignored(Value::Bool(required))
    }

    /// Reports a value of the wrong type, which is then ignored.
    pub(super) fn wrong(&mut self, wanted: &str, value: Value, at: At<'_>) -> Fitted {
        self.complain(wanted, &value, at);
        Ignored(value)
    }

    /// Reports what makes a list no list of strings; the whole list is then ignored.
    pub(super) fn wrong_texts(&mut self, list: Vec<Value>, at: At<'_>) -> Fitted {
        for (index, value) in list.iter().enumerate().filter(|(_, value)| !value.is_string()) {
            self.complain("a string", value, at.index(index));
        }
        Ignored(Value::Array(list))
    }

    /// Reports a value of the wrong type.
    pub(super) fn complain(&mut self, wanted: &str, value: &Value, at: At<'_>) {
        let found = what(value);
        self.diags.report(&code::WRONG_TYPE, at, format_args!("{wanted} belongs here, not {found}"));
    }
}

impl At<'_> {
    pub(super) fn is_key(&self, name: &str) -> bool {
        matches!(self, At::Key(_, key) if *key == name)
    }

    fn is_exclusive_bound(&self) -> bool {
        self.is_key("exclusiveMinimum") || self.is_key("exclusiveMaximum")
    }
}

/// A list or map that `openapiv3` only keeps when there is something in it.
pub(super) fn some(value: Value) -> Fitted {
    let empty = match &value {
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    };
    if empty { Ignored(value) } else { Here(value) }
}

/// Whether a double holds the number exactly.
fn exact(number: &Number) -> bool {
    number.is_f64() || number.as_i64().is_some_and(|integer| integer.unsigned_abs() <= 1 << 53)
}

/// Whether the number is an integer, zero or more, written as a double.
fn whole(number: &Number) -> bool {
    number.as_f64().is_some_and(|float| float >= 0.0 && float.fract() == 0.0)
}

/// What a value is, for a message.
pub(crate) fn what(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// What a field holds, for a message.
pub(super) fn wanted(slot: Slot) -> &'static str {
    match slot {
        Slot::Text | Slot::Choice(..) => "a string",
        Slot::Flag => "true or false",
        Slot::Number => "a number",
        Slot::Count => "an integer, zero or more",
        Slot::Any => "a value",
        Slot::Anys | Slot::List(_) | Slot::RefList(_) => "a list",
        Slot::Texts => "a list of strings",
        Slot::TextMap => "names with strings",
        Slot::Security => "a list of security requirements",
        Slot::BoolOrSchema | Slot::Items => "a schema",
        Slot::Type => "the name of a type",
        Slot::AnyMap | Slot::Object(_) | Slot::Ref(_) | Slot::Map(_) => "an object",
        Slot::RefMap(_) | Slot::Paths | Slot::Responses => "an object",
    }
}
