//! `Debug` of models, from their tables: the values that are there, under their names on the wire.
//!
//! A derived `Debug` would be one more function body per type, and would print forty times `None` for an object with
//! forty optional fields.

use std::fmt::{self, Debug, Display, Formatter};

use super::object::Object;
use super::slot::{Items, Sink, Slot};

/// Prints a value the way a derived `Debug` prints one.
///
/// # Errors
/// Whatever the formatter reports.
pub fn debug(value: &dyn Slot, f: &mut Formatter<'_>) -> fmt::Result {
    let mut printer = Printer { f, outcome: Ok(()) };
    value.write(&mut printer);
    printer.outcome
}

/// Any value, as the standard library's builders want it.
struct Value<'a>(&'a dyn Slot);

impl Debug for Value<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        debug(self.0, f)
    }
}

struct Printer<'a, 'f> {
    f: &'a mut Formatter<'f>,
    outcome: fmt::Result,
}

impl Sink for Printer<'_, '_> {
    fn none(&mut self) {
        self.outcome = self.f.write_str("None");
    }

    fn bool(&mut self, value: bool) {
        self.outcome = Debug::fmt(&value, self.f);
    }

    fn i64(&mut self, value: i64) {
        self.outcome = Debug::fmt(&value, self.f);
    }

    fn u64(&mut self, value: u64) {
        self.outcome = Debug::fmt(&value, self.f);
    }

    fn f32(&mut self, value: f32) {
        self.outcome = Debug::fmt(&value, self.f);
    }

    fn f64(&mut self, value: f64) {
        self.outcome = Debug::fmt(&value, self.f);
    }

    fn number(&mut self, digits: &str) {
        self.outcome = self.f.write_str(digits);
    }

    fn str(&mut self, value: &str) {
        self.outcome = Debug::fmt(value, self.f);
    }

    fn list(&mut self, items: &dyn Items) {
        let values = (0..items.count()).filter_map(|index| items.item(index)).map(Value);
        self.outcome = self.f.debug_list().entries(values).finish();
    }

    fn object(&mut self, object: &Object<'_>) {
        // Neither of these closures fails; the builders keep the formatter's errors until they are finished.
        self.outcome = match object.name() {
            Some(name) => {
                let mut fields = self.f.debug_struct(name);
                let _ = object.each(&mut |name, value| {
                    fields.field(name, &Value(value));
                    Ok(())
                });
                fields.finish()
            }
            None => {
                let mut entries = self.f.debug_map();
                let _ = object.each(&mut |name, value| {
                    entries.entry(&name, &Value(value));
                    Ok(())
                });
                entries.finish()
            }
        };
    }

    fn fail(&mut self, reason: &dyn Display) {
        self.outcome = write!(self.f, "<{reason}>");
    }
}
