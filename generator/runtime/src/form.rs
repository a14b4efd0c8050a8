//! What the forms of a body have in common: a value as entries with names.

use super::error::Error;
use super::media::{Media, Part};
use super::operation::Style;
use super::value;
use super::walk::{Entry, TakeOne, Texts, Walk, deep};
#[cfg(not(without = "uploads"))]
use super::wire::Blob;
use super::wire::{self, Items, Object, Slot};

/// Takes the entries of a form, each with its name and what the document says about its property.
pub(super) type Take<'t> = dyn FnMut(&str, Option<&'static Part>, Entry<'_>) -> Result<(), String> + 't;

/// Gives each entry of a form (OpenAPI, "Encoding Object"): scalars as text, each item of a list by itself, objects as
/// JSON, unless the document says a style for the property.
pub(super) fn form(media: &Media, body: &dyn Slot, take: &mut Take<'_>) -> Result<(), Error> {
    let mut form = Texts(Form { media, take, outcome: Ok(()) });
    body.write(&mut form);
    form.0.outcome.map_err(|reason| Error::misuse(format!("the body: {reason}")))
}

/// The object that is a form.
struct Form<'a, 't> {
    media: &'a Media,
    take: &'a mut Take<'t>,
    outcome: Result<(), String>,
}

impl Form<'_, '_> {
    fn property(&mut self, name: &str, slot: &dyn Slot) -> Result<(), String> {
        let part = self.media.part(name);
        let take = &mut |name: &str, entry: Entry<'_>| (self.take)(name, part, entry);
        match part.and_then(|part| part.style) {
            None => leaves(name, slot, Properties::Whole, take),
            Some(Style::DeepObject) => deep(name, slot, take),
            Some(_) if part.is_some_and(|part| part.explode) => leaves(name, slot, Properties::Apart, take),
            Some(style) => {
                let between = match style {
                    Style::SpaceDelimited => " ",
                    Style::PipeDelimited => "|",
                    _ => ",",
                };
                let value = value::value(name, slot).map_err(|error| error.to_string())?;
                if value.is_empty() {
                    return Ok(());
                }
                take(name, Entry::Text(&value.joined(false, between, str::to_owned)))
            }
        }
    }

    fn refuse(&mut self) {
        self.fail("is not an object, as a form is".to_owned());
    }
}

impl Walk for Form<'_, '_> {
    fn object(&mut self, object: &Object<'_>) {
        let mut outcome = Ok(());
        // Entries are given to the end even if one fails: an error is rare, and told once.
        let _ = object.each(&mut |name, slot| {
            if outcome.is_ok() {
                outcome = self.property(name, slot).map_err(|reason| format!("\"{name}\" {reason}"));
            }
            Ok(())
        });
        self.outcome = outcome;
    }

    fn text(&mut self, _: &str) {
        self.refuse();
    }

    fn null(&mut self) {}

    #[cfg(not(without = "uploads"))]
    fn blob(&mut self, _: &Blob) {
        self.refuse();
    }

    fn list(&mut self, _: &dyn Items) {
        self.refuse();
    }

    fn fail(&mut self, reason: String) {
        self.outcome = Err(reason);
    }
}

/// What becomes of the properties of an object.
#[derive(Clone, Copy, PartialEq)]
enum Properties {
    /// They stay in it: it is JSON.
    Whole,
    /// Each is an entry under its own name.
    Apart,
}

/// Gives a value as one entry, a list as one entry for each item.
fn leaves(name: &str, slot: &dyn Slot, properties: Properties, take: &mut TakeOne<'_>) -> Result<(), String> {
    let mut leaves = Texts(Leaves { name, properties, inside: false, whole: false, take, outcome: Ok(()) });
    slot.write(&mut leaves);
    let Leaves { whole, outcome, .. } = leaves.0;
    if whole { take(name, json(slot)?) } else { outcome }
}

fn json(slot: &dyn Slot) -> Result<Entry<'static>, String> {
    wire::to_json(slot).map(Entry::Json).map_err(|error| error.message)
}

struct Leaves<'a, 't> {
    name: &'a str,
    properties: Properties,
    /// Whether this is an item of a list or a property of an object that was taken apart.
    inside: bool,
    /// Whether the value has parts that stay together.
    whole: bool,
    take: &'a mut TakeOne<'t>,
    outcome: Result<(), String>,
}

impl Leaves<'_, '_> {
    fn inner(&mut self, name: &str, slot: &dyn Slot) {
        if self.outcome.is_err() {
            return;
        }
        let take = &mut *self.take;
        let (properties, inside, whole, outcome) = (self.properties, true, false, Ok(()));
        let mut inner = Texts(Leaves { name, properties, inside, whole, take, outcome });
        slot.write(&mut inner);
        let Leaves { whole, outcome, .. } = inner.0;
        self.outcome = if whole { json(slot).and_then(|entry| (self.take)(name, entry)) } else { outcome };
    }
}

impl Walk for Leaves<'_, '_> {
    fn text(&mut self, text: &str) {
        self.outcome = (self.take)(self.name, Entry::Text(text));
    }

    /// What is null and not left out is to be cleared, which a form says with an empty text.
    fn null(&mut self) {
        if !self.inside {
            self.text("");
        }
    }

    #[cfg(not(without = "uploads"))]
    fn blob(&mut self, blob: &Blob) {
        self.outcome = (self.take)(self.name, Entry::Blob(blob));
    }

    fn list(&mut self, items: &dyn Items) {
        if self.inside {
            self.whole = true;
        } else {
            let name = self.name;
            (0..items.count()).filter_map(|index| items.item(index)).for_each(|item| self.inner(name, item));
        }
    }

    fn object(&mut self, object: &Object<'_>) {
        if self.inside || self.properties == Properties::Whole {
            self.whole = true;
        } else {
            let _ = object.each(&mut |name, slot| {
                self.inner(name, slot);
                Ok(())
            });
        }
    }

    fn fail(&mut self, reason: String) {
        self.outcome = Err(reason);
    }
}
