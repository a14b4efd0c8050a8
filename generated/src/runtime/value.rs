//! The value of a parameter, taken apart so that each style can write it its own way.

use std::fmt::Display;

use super::error::Error;
use super::wire::{Items, Object, Sink, Slot};

/// A parameter's value.
#[derive(Debug, PartialEq)]
pub(super) enum Value {
    /// An optional parameter that was not given.
    Absent,
    /// Text, a number, a boolean.
    Scalar(String),
    /// An array of scalars.
    List(Vec<String>),
    /// An object of scalars.
    Object(Vec<(String, String)>),
}

impl Value {
    /// The value as one text, its parts in the order they have: items with `between` between them; properties as
    /// `name=value` where they are exploded, else name and value in turn (RFC 6570, section 3.2.1).
    pub(super) fn joined(&self, explode: bool, between: &str, encode: impl Fn(&str) -> String) -> String {
        match self {
            Self::Absent => String::new(),
            Self::Scalar(text) => encode(text),
            Self::List(items) => items.iter().map(|item| encode(item)).collect::<Vec<_>>().join(between),
            Self::Object(entries) => {
                let pair = if explode { "=" } else { between };
                let entries =
                    entries.iter().map(|(key, entry)| format!("{}{pair}{}", encode(key), encode(entry)));
                entries.collect::<Vec<_>>().join(between)
            }
        }
    }

    /// Whether there is nothing to write.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Absent => true,
            Self::Scalar(_) => false,
            Self::List(items) => items.is_empty(),
            Self::Object(entries) => entries.is_empty(),
        }
    }
}

/// Takes a value apart. Nulls inside are left out: no style has a way to write them.
pub(super) fn value(name: &str, slot: &dyn Slot) -> Result<Value, Error> {
    let mut taker = Taker { inside: false, taken: Ok(Value::Absent) };
    if !slot.absent() {
        slot.write(&mut taker);
    }
    taker.taken.map_err(|reason| Error::misuse(format!("the parameter \"{name}\" {reason}")))
}

/// A sink that keeps what is written to it, to a depth of one array or object.
struct Taker {
    inside: bool,
    taken: Result<Value, String>,
}

impl Taker {
    fn scalar(&mut self, text: impl ToString) {
        self.taken = Ok(Value::Scalar(text.to_string()));
    }

    /// Takes a value inside another: `None` for null.
    fn inner(slot: &dyn Slot) -> Result<Option<String>, String> {
        let mut taker = Self { inside: true, taken: Ok(Value::Absent) };
        slot.write(&mut taker);
        match taker.taken? {
            Value::Scalar(text) => Ok(Some(text)),
            _ => Ok(None),
        }
    }

    /// Whether another level can be taken; notes that it cannot.
    fn enter(&mut self) -> bool {
        if self.inside {
            self.taken = Err("nests deeper than its style can write".to_owned());
        }
        !self.inside
    }
}

impl Sink for Taker {
    fn none(&mut self) {}

    fn bool(&mut self, value: bool) {
        self.scalar(value);
    }

    fn i64(&mut self, value: i64) {
        self.scalar(value);
    }

    fn u64(&mut self, value: u64) {
        self.scalar(value);
    }

    fn f32(&mut self, value: f32) {
        if value.is_finite() { self.scalar(value) } else { self.fail(&"is not a finite number") }
    }

    fn f64(&mut self, value: f64) {
        if value.is_finite() { self.scalar(value) } else { self.fail(&"is not a finite number") }
    }

    fn number(&mut self, digits: &str) {
        self.scalar(digits);
    }

    fn str(&mut self, value: &str) {
        self.scalar(value);
    }

    fn list(&mut self, items: &dyn Items) {
        if self.enter() {
            let items = (0..items.count()).filter_map(|index| items.item(index));
            let taken: Result<_, _> = items.filter_map(|item| Self::inner(item).transpose()).collect();
            self.taken = taken.map(Value::List);
        }
    }

    fn object(&mut self, object: &Object<'_>) {
        if self.enter() {
            let mut entries = Vec::new();
            let mut failed = None;
            // Entries are written to the end even if one fails: an error is rare, and told once.
            let _ = object.each(&mut |name, slot| {
                match Self::inner(slot) {
                    Ok(Some(text)) => entries.push((name.to_owned(), text)),
                    Ok(None) => {}
                    Err(reason) => failed = Some(reason),
                }
                Ok(())
            });
            self.taken = failed.map_or(Ok(Value::Object(entries)), Err);
        }
    }

    fn fail(&mut self, reason: &dyn Display) {
        self.taken = Err(reason.to_string());
    }
}
