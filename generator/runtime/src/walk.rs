//! Walking over a value whose scalars are all written as text: what bodies and queries have in common.

use std::fmt::Display;

#[cfg(not(without = "uploads"))]
use super::wire::Blob;
#[cfg(not(all(without = "deep", without = "forms")))]
use super::wire::Slot;
use super::wire::{Items, Object, Sink};

/// Sees a value whose scalars are text.
pub(super) trait Walk {
    fn text(&mut self, text: &str);
    fn null(&mut self);
    #[cfg(not(without = "uploads"))]
    fn blob(&mut self, blob: &Blob);
    fn list(&mut self, items: &dyn Items);
    fn object(&mut self, object: &Object<'_>);
    fn fail(&mut self, reason: String);
}

/// The sink over a walk.
pub(super) struct Texts<W>(pub W);

impl<W: Walk> Texts<W> {
    fn float(&mut self, finite: bool, value: impl Display) {
        if finite { self.0.text(&value.to_string()) } else { self.fail(&"is not a finite number") }
    }
}

impl<W: Walk> Sink for Texts<W> {
    fn none(&mut self) {
        self.0.null();
    }

    fn bool(&mut self, value: bool) {
        self.0.text(if value { "true" } else { "false" });
    }

    fn i64(&mut self, value: i64) {
        self.0.text(&value.to_string());
    }

    fn u64(&mut self, value: u64) {
        self.0.text(&value.to_string());
    }

    fn f32(&mut self, value: f32) {
        self.float(value.is_finite(), value);
    }

    fn f64(&mut self, value: f64) {
        self.float(value.is_finite(), value);
    }

    fn number(&mut self, digits: &str) {
        self.0.text(digits);
    }

    fn str(&mut self, value: &str) {
        self.0.text(value);
    }

    fn list(&mut self, items: &dyn Items) {
        self.0.list(items);
    }

    fn object(&mut self, object: &Object<'_>) {
        self.0.object(object);
    }

    #[cfg(not(without = "uploads"))]
    fn blob(&mut self, blob: &Blob) {
        self.0.blob(blob);
    }

    fn fail(&mut self, reason: &dyn Display) {
        self.0.fail(reason.to_string());
    }
}

/// One entry of a form, or of a query.
#[cfg(not(all(without = "deep", without = "forms")))]
pub(super) enum Entry<'a> {
    /// A scalar.
    Text(&'a str),
    /// What has parts, as JSON.
    #[cfg(not(without = "forms"))]
    Json(Vec<u8>),
    /// Bytes.
    #[cfg(not(without = "uploads"))]
    Blob(&'a Blob),
}

/// Takes entries whose property is known.
#[cfg(not(all(without = "deep", without = "forms")))]
pub(super) type TakeOne<'t> = dyn FnMut(&str, Entry<'_>) -> Result<(), String> + 't;

/// Gives a value as `name`, what is in it as `name[key]` and `name[0]`, and so on. The specification defines the first
/// level of an object; servers that take this style read the others so.
#[cfg(not(all(without = "deep", without = "forms")))]
pub(super) fn deep(name: &str, slot: &dyn Slot, take: &mut TakeOne<'_>) -> Result<(), String> {
    let mut deep = Texts(Deep { name, take, outcome: Ok(()) });
    slot.write(&mut deep);
    deep.0.outcome
}

#[cfg(not(all(without = "deep", without = "forms")))]
struct Deep<'a, 't> {
    name: &'a str,
    take: &'a mut TakeOne<'t>,
    outcome: Result<(), String>,
}

#[cfg(not(all(without = "deep", without = "forms")))]
impl Deep<'_, '_> {
    fn inner(&mut self, key: &dyn Display, slot: &dyn Slot) {
        if self.outcome.is_ok() {
            self.outcome = deep(&format!("{}[{key}]", self.name), slot, self.take);
        }
    }
}

#[cfg(not(all(without = "deep", without = "forms")))]
impl Walk for Deep<'_, '_> {
    fn text(&mut self, text: &str) {
        self.outcome = (self.take)(self.name, Entry::Text(text));
    }

    fn null(&mut self) {
        self.text("");
    }

    #[cfg(not(without = "uploads"))]
    fn blob(&mut self, blob: &Blob) {
        self.outcome = (self.take)(self.name, Entry::Blob(blob));
    }

    fn list(&mut self, items: &dyn Items) {
        for index in 0..items.count() {
            if let Some(item) = items.item(index) {
                self.inner(&index, item);
            }
        }
    }

    fn object(&mut self, object: &Object<'_>) {
        let _ = object.each(&mut |name, slot| {
            self.inner(&name, slot);
            Ok(())
        });
    }

    fn fail(&mut self, reason: String) {
        self.outcome = Err(reason);
    }
}
