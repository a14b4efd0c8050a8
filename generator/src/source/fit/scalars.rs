//! Fields that hold no objects: text, flags, numbers and lists of them, and what is done about the wrong ones.

use serde_json::{Number, Value};

use super::fitter::Fitted::{self, *};
use super::fitter::Fitter;
use super::table::Slot;
use crate::diag::{At, Pointer, code};

impl Fitter<'_> {
    pub(super) fn text(&mut self, value: Value, at: At<'_>) -> Fitted {
        match value {
            Value::String(_) => Here(value),
            Value::Number(_) | Value::Bool(_) => {
                let text = self.as_text(&value, at);
                self.diags.report(
                    &code::UNQUOTED_TEXT,
                    at,
                    format_args!("{text} is read as the text \"{text}\""),
                );
                Mended { now: Value::String(text), was: value }
            }
            other => self.wrong("a string", other, at),
        }
    }

    /// A number or a boolean as its author wrote it.
    pub(super) fn as_text(&self, value: &Value, at: At<'_>) -> String {
        self.raw.raw(&Pointer::from(at)).unwrap_or_else(|| value.to_string())
    }

    pub(super) fn choice(&mut self, held: &[&str], others: &[&str], value: Value, at: At<'_>) -> Fitted {
        let Value::String(text) = value else { return self.wrong("a string", value, at) };
        if held.contains(&text.as_str()) {
            return Here(Value::String(text));
        }
        if !others.contains(&text.as_str()) {
            let list = [held, others].concat().join(", ");
            self.diags.report(&code::UNKNOWN_VALUE, at, format_args!("`{text}` is not one of {list}"));
        }
        Beside(Value::String(text))
    }

    pub(super) fn flag(&mut self, value: Value, at: At<'_>) -> Fitted {
        match value {
            Value::Bool(_) => Here(value),
            Value::String(text) if text == "true" || text == "false" => {
                self.diags.report(&code::QUOTED_VALUE, at, format_args!("\"{text}\" is read as {text}"));
                Mended { now: Value::Bool(text == "true"), was: Value::String(text) }
            }
            // JSON Schema has numeric bounds where OpenAPI 3.0 has flags.
            Value::Number(_) if at.is_exclusive_bound() => Beside(value),
            other => self.wrong("true or false", other, at),
        }
    }

    pub(super) fn number(&mut self, slot: Slot, value: Value, at: At<'_>) -> Fitted {
        match value {
            Value::Number(number) => match slot {
                Slot::Count if number.as_u64().is_some() => Here(Value::Number(number)),
                Slot::Count if whole(&number) => Beside(Value::Number(number)),
                Slot::Count => self.wrong("an integer, zero or more", Value::Number(number), at),
                _ if exact(&number) => Here(Value::Number(number)),
                _ => Beside(Value::Number(number)),
            },
            Value::String(text) => match text.trim().parse::<serde_json::Number>() {
                Ok(number) => {
                    self.diags.report(
                        &code::QUOTED_VALUE,
                        at,
                        format_args!("\"{text}\" is read as {number}"),
                    );
                    let was = Value::String(text);
                    match (slot, number.as_u64(), exact(&number)) {
                        (Slot::Count, Some(_), _) | (Slot::Number, _, true) => {
                            Mended { now: Value::Number(number), was }
                        }
                        _ => Ignored(was),
                    }
                }
                Err(_) => self.wrong(wanted(slot), Value::String(text), at),
            },
            other => self.wrong(wanted(slot), other, at),
        }
    }

    pub(super) fn texts(&mut self, value: Value, at: At<'_>) -> Fitted {
        match value {
            Value::Array(list) if list.iter().all(Value::is_string) => some(Value::Array(list)),
            Value::Array(list) if list.iter().all(|item| !item.is_array() && !item.is_object()) => {
                let now = list.iter().enumerate().filter(|(_, item)| !item.is_null());
                let now = now.map(|(index, item)| self.mended_text(item, at.index(index))).collect();
                Mended { now: Value::Array(now), was: Value::Array(list) }
            }
            Value::Bool(required) if at.is_key("required") => {
                let message = format_args!("`required: {required}` says nothing here");
                self.diags.report(&code::REQUIRED_FLAG, at, message);
                Ignored(value)
            }
            other => self.wrong("a list of strings", other, at),
        }
    }

    pub(super) fn text_map(&mut self, value: Value, at: At<'_>) -> Fitted {
        match value {
            Value::Object(map) if map.values().all(Value::is_string) => Here(Value::Object(map)),
            Value::Object(map) if map.values().all(|item| !item.is_array() && !item.is_object()) => {
                let now = map.iter().map(|(name, item)| (name.clone(), self.mended_text(item, at.key(name))));
                let now = Value::Object(now.collect());
                Mended { now, was: Value::Object(map) }
            }
            other => self.wrong("names with strings", other, at),
        }
    }

    /// A scalar as text; a null is the empty text.
    pub(super) fn mended_text(&mut self, value: &Value, at: At<'_>) -> Value {
        match self.text(value.clone(), at) {
            Here(value) | Mended { now: value, .. } => value,
            Beside(_) | Ignored(_) | Tuple(_) => Value::String(String::new()),
        }
    }

    /// Reports a value of the wrong type, which is then ignored.
    pub(super) fn wrong(&mut self, wanted: &str, value: Value, at: At<'_>) -> Fitted {
        self.complain(wanted, &value, at);
        Ignored(value)
    }

    /// Reports a value of the wrong type.
    pub(super) fn complain(&mut self, wanted: &str, value: &Value, at: At<'_>) {
        let found = what(value);
        self.diags.report(&code::WRONG_TYPE, at, format_args!("{wanted} belongs here, not {found}"));
    }
}

impl At<'_> {
    fn is_key(&self, name: &str) -> bool {
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
