//! What a value is to those who read and write it: object-safe traits between the models and the formats.
//!
//! A model never sees a format and a format never sees a model. A value is a [`Slot`]; reading, it asks a [`Source`] for
//! what it expects and is filled in place; writing, it tells a [`Sink`] what it is. Because all of these are trait objects,
//! the code of a format exists once, not once per type.

use std::borrow::Cow;
use std::fmt::Display;

use serde_json::Value as Json;

use super::object::Object;
use super::union::{Choice, Union};

/// Reading failed. What went wrong was told to the [`Source`], which keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fail;

/// The outcome of reading something in place.
pub type Done = Result<(), Fail>;

/// A value that can stand in a field: it can be read in place, and written.
///
/// The macros implement this for models. A scalar type (a date, an identifier) implements it by hand: reading asks the
/// source for what is on the wire, most often a string, and complains with [`Source::fail`].
pub trait Slot {
    /// A placeholder that [`read`](Slot::read) replaces. It is never seen by a caller, unless it is what an optional field
    /// is when absent. It must be cheap, and must not ask for the placeholder of a type that asks for this one.
    fn blank() -> Self
    where
        Self: Sized;

    /// Reads the value in place. `self` is as [`blank`](Slot::blank) made it; after a failure it is of no use.
    fn read(&mut self, from: &mut dyn Source) -> Done;

    /// Tells the sink exactly one value.
    fn write(&self, to: &mut dyn Sink);

    /// Whether an optional field with this value is left out of its object.
    fn absent(&self) -> bool {
        false
    }

    /// Reads an `Option` of this type. Only worth implementing where a source has a shorter way.
    fn read_option(option: &mut Option<Self>, from: &mut dyn Source) -> Done
    where
        Self: Sized,
    {
        from.option(option)
    }
}

/// One value that is about to be read.
///
/// Each method consumes the value. The methods that have a body refuse the value with the name of what was expected,
/// which is right for a source that is already known to hold something else.
pub trait Source {
    /// Keeps the reason of a failure, to be returned as `Err`.
    fn fail(&mut self, reason: &dyn Display) -> Fail;

    /// Refuses the value because something else was expected.
    fn expected(&mut self, what: &'static str) -> Fail;

    /// A boolean.
    fn bool(&mut self) -> Result<bool, Fail> {
        Err(self.expected("a boolean"))
    }

    /// An integer; one that is written like `1.0` counts. `what` is the name of the type in a complaint.
    fn i64(&mut self, what: &'static str) -> Result<i64, Fail> {
        Err(self.expected(what))
    }

    /// An integer that is not negative; one that is written like `1.0` counts. `what` is the name of the type in a complaint.
    fn u64(&mut self, what: &'static str) -> Result<u64, Fail> {
        Err(self.expected(what))
    }

    /// Any number.
    fn f64(&mut self, what: &'static str) -> Result<f64, Fail> {
        Err(self.expected(what))
    }

    /// The digits of a number. All of them where the format has digits and nothing had to be kept before it was known what
    /// it is; else those of the nearest double.
    fn number(&mut self) -> Result<String, Fail> {
        Err(self.expected("a number"))
    }

    /// Text.
    fn string(&mut self) -> Result<String, Fail> {
        Err(self.expected("a string"))
    }

    /// Text that is only looked at.
    fn text(&mut self) -> Result<Cow<'_, str>, Fail> {
        self.string().map(Cow::Owned)
    }

    /// Text or null.
    fn option_string(&mut self) -> Result<Option<String>, Fail> {
        self.string().map(Some)
    }

    /// Anything, as it is.
    fn json(&mut self) -> Result<Json, Fail>;

    /// Null, which leaves `option` empty, or a value.
    fn option(&mut self, option: &mut dyn Maybe) -> Done;

    /// An array.
    fn list(&mut self, list: &mut dyn List) -> Done {
        let _ = list;
        Err(self.expected("a sequence"))
    }

    /// An object.
    fn object(&mut self, entries: &mut dyn Entries) -> Done {
        let what = entries.what();
        Err(self.expected(what))
    }

    /// The value was read as something that the document does not list: another member of a union may suit it better.
    fn unlisted(&mut self) {}

    /// One of several members.
    fn union(&mut self, union: &'static Union, choice: &mut dyn Choice) -> Done;
}

/// Where a value is written. Each writing of a [`Slot`] calls exactly one of these methods, once.
///
/// A sink keeps its own errors: a model cannot fail to describe itself, only an encoding can fail to express it.
pub trait Sink {
    /// Null.
    fn none(&mut self);
    /// A boolean.
    fn bool(&mut self, value: bool);
    /// An integer.
    fn i64(&mut self, value: i64);
    /// An integer that may be beyond `i64`.
    fn u64(&mut self, value: u64);
    /// A number of single precision, whose shortest text is shorter than that of its double.
    fn f32(&mut self, value: f32);
    /// A number.
    fn f64(&mut self, value: f64);
    /// A number by its digits, as JSON writes them; a sink that has no use for them takes the nearest double.
    fn number(&mut self, digits: &str) {
        match (digits.parse(), digits.parse(), digits.parse()) {
            (Ok(value), _, _) => self.i64(value),
            (_, Ok(value), _) => self.u64(value),
            (_, _, Ok(value)) => self.f64(value),
            _ => self.fail(&format_args!("`{digits}` is no number")),
        }
    }
    /// Text.
    fn str(&mut self, value: &str);
    /// An array.
    fn list(&mut self, items: &dyn Items);
    /// An object: a model, or a map.
    fn object(&mut self, object: &Object<'_>);
    /// Refuses to write a value that has no form on the wire.
    fn fail(&mut self, reason: &dyn Display);
}

/// A place for a value that may be null.
pub trait Maybe {
    /// The value is not null: makes room for it.
    fn some(&mut self) -> &mut dyn Slot;
}

/// An array that is being read.
pub trait List {
    /// Makes room for one more element; `None` if there is no room.
    fn add(&mut self) -> Option<&mut dyn Slot>;

    /// The array has ended; an error says what is missing.
    fn end(&mut self) -> Result<(), String> {
        Ok(())
    }
}

/// An object that is being read.
pub trait Entries {
    /// What is expected, in a complaint about a value that is no object.
    fn what(&self) -> &'static str;

    /// The object has this property: says where its value goes.
    fn entry(&mut self, key: &str) -> Entry<'_>;

    /// The key that was given last, for the path of an error.
    fn key(&self) -> &str;

    /// Whether the property has a place of its own, rather than being one of any others.
    fn names(&self, key: &str) -> bool;

    /// Whether the property that was met last is taken for absent where it is null.
    fn forgets_null(&self) -> bool {
        false
    }

    /// The first required property that an object with these properties lacks.
    fn lacks(&self, has: &dyn Fn(&str) -> bool) -> Option<&'static str> {
        let _ = has;
        None
    }

    /// The object has ended; an error says what is missing.
    fn end(&mut self) -> Result<(), String> {
        Ok(())
    }
}

/// What to do with one property of an object.
pub enum Entry<'a> {
    /// Read its value here.
    Into(&'a mut dyn Slot),
    /// Read its value here, then stop before the next key.
    Last(&'a mut dyn Slot),
    /// Ignore its value.
    Skip,
    /// Stop, before its value is read.
    Stop,
    /// Fail, for this reason.
    Refuse(String),
}

/// An array that is being written.
pub trait Items {
    /// How many elements it has.
    fn count(&self) -> usize;
    /// The element at an index, counted from 0.
    fn item(&self, index: usize) -> Option<&dyn Slot>;
}

/// A map that is being written.
pub trait Pairs {
    /// Calls `entry` with each entry, in order.
    ///
    /// # Errors
    /// As soon as `entry` fails.
    fn each(&self, entry: &mut dyn FnMut(&str, &dyn Slot) -> Done) -> Done;
}
