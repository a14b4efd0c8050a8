//! Writing to any serde format.

use std::fmt::Display;

use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

use serde_json::value::RawValue;

use super::object::Object;
use super::slot::{Fail, Items, Sink, Slot};

/// Writes a value to a serializer: what `Serialize` of every model calls.
///
/// # Errors
/// Whatever the serializer reports, and numbers that are not finite, which no document can ask for.
pub fn write<S: Serializer>(slot: &dyn Slot, serializer: S) -> Result<S::Ok, S::Error> {
    write_to(serializer, |to| slot.write(to))
}

/// Writes the one value that is told.
pub(super) fn write_to<S: Serializer>(
    serializer: S,
    tell: impl FnOnce(&mut dyn Sink),
) -> Result<S::Ok, S::Error> {
    let mut writer = Writer { format: Some(serializer), outcome: None };
    tell(&mut writer);
    writer.outcome.unwrap_or_else(|| Err(S::Error::custom("a value wrote nothing")))
}

/// Any value, as serde sees it.
struct Value<'a>(&'a dyn Slot);

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(self.0, serializer)
    }
}

/// The [`Sink`] over a serde serializer.
struct Writer<S: Serializer> {
    format: Option<S>,
    outcome: Option<Result<S::Ok, S::Error>>,
}

impl<S: Serializer> Writer<S> {
    #[inline]
    fn run(&mut self, write: impl FnOnce(S) -> Result<S::Ok, S::Error>) {
        if let Some(format) = self.format.take() {
            self.outcome = Some(write(format));
        }
    }
}

impl<S: Serializer> Sink for Writer<S> {
    fn none(&mut self) {
        self.run(|format| format.serialize_none());
    }

    fn bool(&mut self, value: bool) {
        self.run(|format| format.serialize_bool(value));
    }

    fn i64(&mut self, value: i64) {
        self.run(|format| format.serialize_i64(value));
    }

    fn u64(&mut self, value: u64) {
        self.run(|format| format.serialize_u64(value));
    }

    fn f32(&mut self, value: f32) {
        if !value.is_finite() {
            return self.fail(&not_finite(value.into()));
        }
        self.run(|format| format.serialize_f32(value));
    }

    fn f64(&mut self, value: f64) {
        if !value.is_finite() {
            return self.fail(&not_finite(value));
        }
        self.run(|format| format.serialize_f64(value));
    }

    fn number(&mut self, digits: &str) {
        match (digits.parse(), digits.parse(), digits.parse::<f64>()) {
            (Ok(value), _, _) => self.i64(value),
            (_, Ok(value), _) => self.u64(value),
            (_, _, Ok(value)) if is_exact(digits, value) => self.f64(value),
            (_, _, Ok(value)) => self.run(|format| match RawValue::from_string(digits.to_owned()) {
                // Only formats that are text have digits at all.
                Ok(raw) if format.is_human_readable() => raw.serialize(format),
                _ => format.serialize_f64(value),
            }),
            _ => self.fail(&format_args!("`{digits}` is no number")),
        }
    }

    fn str(&mut self, value: &str) {
        self.run(|format| format.serialize_str(value));
    }

    fn list(&mut self, items: &dyn Items) {
        self.run(|format| {
            let count = items.count();
            let mut list = format.serialize_seq(Some(count))?;
            for item in (0..count).filter_map(|index| items.item(index)) {
                list.serialize_element(&Value(item))?;
            }
            list.end()
        });
    }

    fn object(&mut self, object: &Object<'_>) {
        self.run(|format| {
            // Only where lengths come first is it worth the while to count.
            let count = (!format.is_human_readable()).then(|| object.count());
            let mut map = format.serialize_map(count)?;
            let mut error = None;
            let written = object.each(&mut |name, value| {
                map.serialize_entry(name, &Value(value)).map_err(|reason| {
                    error = Some(reason);
                    Fail
                })
            });
            match (written, error) {
                (Err(Fail), Some(error)) => Err(error),
                _ => map.end(),
            }
        });
    }

    fn fail(&mut self, reason: &dyn Display) {
        self.outcome = Some(Err(S::Error::custom(reason)));
    }
}

/// Whether a double that is written has the same digits again, apart from zeros at the end.
fn is_exact(digits: &str, value: f64) -> bool {
    let (digits, again) = (digits.to_owned(), value.to_string());
    let significant = |text: &str| match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text.to_owned(),
    };
    value.is_finite() && !digits.contains(['e', 'E']) && significant(&digits) == significant(&again)
}

/// serde_json would write null instead: a request that says something else than its caller.
fn not_finite(value: f64) -> String {
    format!("the number {value} has no form on the wire")
}

/// Writes a member of a tagged union: its object, with the tag first and once, whatever the member itself says.
pub fn write_tagged(to: &mut dyn Sink, name: &'static str, value: &'static str, member: &dyn Slot) {
    member.write(&mut Tagged { to, name, value });
}

/// A sink that adds a tag to the one object that is written to it.
struct Tagged<'a> {
    to: &'a mut dyn Sink,
    name: &'static str,
    value: &'static str,
}

impl Tagged<'_> {
    fn refuse(&mut self) {
        let name = self.name;
        self.to.fail(&format_args!("a member of a union with the tag `{name}` is no object"));
    }
}

impl Sink for Tagged<'_> {
    fn object(&mut self, object: &Object<'_>) {
        object.tell_tagged(self.name, self.value, self.to);
    }

    fn none(&mut self) {
        self.refuse();
    }

    fn bool(&mut self, _: bool) {
        self.refuse();
    }

    fn i64(&mut self, _: i64) {
        self.refuse();
    }

    fn u64(&mut self, _: u64) {
        self.refuse();
    }

    fn f32(&mut self, _: f32) {
        self.refuse();
    }

    fn f64(&mut self, _: f64) {
        self.refuse();
    }

    fn str(&mut self, _: &str) {
        self.refuse();
    }

    fn list(&mut self, _: &dyn Items) {
        self.refuse();
    }

    fn fail(&mut self, reason: &dyn Display) {
        self.to.fail(reason);
    }
}
