//! Values that the document fixes: constants in objects, and the listed values of enums that are not all text.

use serde_json::Value as Json;

use super::kept::unexpected;
use super::slot::{Done, Fail, Sink, Slot, Source};

/// A literal of a table.
pub trait Constant: Sync {
    /// Whether a value from the wire is this one. JSON Schema 4.2.2 compares numbers by their value: `1.0` is `1`.
    fn is(&self, value: &Json) -> bool;
    /// Tells the sink this value.
    fn tell(&self, to: &mut dyn Sink);
    /// The value as JSON.
    fn json(&self) -> Json;
}

impl Constant for bool {
    fn is(&self, value: &Json) -> bool {
        value.as_bool() == Some(*self)
    }

    fn tell(&self, to: &mut dyn Sink) {
        to.bool(*self);
    }

    fn json(&self) -> Json {
        Json::Bool(*self)
    }
}

impl Constant for &'static str {
    fn is(&self, value: &Json) -> bool {
        value.as_str() == Some(self)
    }

    fn tell(&self, to: &mut dyn Sink) {
        to.str(self);
    }

    fn json(&self) -> Json {
        Json::from(*self)
    }
}

macro_rules! integers {
    ($($type:ident $tell:ident $as:ident;)*) => {$(
        impl Constant for $type {
            fn is(&self, value: &Json) -> bool {
                value.$as() == Some((*self).into()) || value.is_f64() && value.as_f64() == Some(*self as f64)
            }

            fn tell(&self, to: &mut dyn Sink) {
                to.$tell((*self).into());
            }

            fn json(&self) -> Json {
                Json::from(*self)
            }
        }
    )*};
}

integers! { i32 i64 as_i64; i64 i64 as_i64; u64 u64 as_u64; }

impl Constant for f64 {
    fn is(&self, value: &Json) -> bool {
        value.as_f64() == Some(*self)
    }

    fn tell(&self, to: &mut dyn Sink) {
        to.f64(*self);
    }

    fn json(&self) -> Json {
        Json::from(*self)
    }
}

/// The variant of a value, if the document lists it. Both lists are in the same order.
pub fn listed<T>(constants: &[&dyn Constant], variants: &'static [T], value: &Json) -> Option<&'static T> {
    let index = constants.iter().position(|constant| constant.is(value))?;
    variants.get(index)
}

/// A value that the document does not list. It must be of the JSON type of one that it does: what is open is the list.
///
/// # Errors
/// Fails on a value of another type.
pub fn unlisted(constants: &[&dyn Constant], value: Json, from: &mut dyn Source) -> Result<Json, Fail> {
    let whole = value.as_f64().is_some_and(|number| number.fract() == 0.0);
    let alike = |listed: Json| match (&listed, &value) {
        (Json::Number(listed), Json::Number(_)) => whole || listed.is_f64(),
        (listed, value) => std::mem::discriminant(listed) == std::mem::discriminant(value),
    };
    if constants.iter().any(|constant| alike(constant.json())) {
        from.unlisted();
        return Ok(value);
    }
    let expected = constants.first().map(|constant| constant.json()).unwrap_or_default();
    Err(from.fail(&format_args!("invalid type: {}, expected a value like {expected}", unexpected(&value))))
}

impl Slot for &'static dyn Constant {
    fn blank() -> Self {
        &false
    }

    /// Reads any value and compares it.
    fn read(&mut self, from: &mut dyn Source) -> Done {
        let value = from.json()?;
        if self.is(&value) {
            return Ok(());
        }
        let expected = self.json();
        Err(from.fail(&format_args!("invalid value: {value}, expected {expected}")))
    }

    fn write(&self, to: &mut dyn Sink) {
        self.tell(to);
    }
}

/// The place where the value of a constant property is read, to be compared.
pub(super) struct Check(&'static dyn Constant);

impl Check {
    pub fn new() -> Self {
        Check(&false)
    }

    pub fn against(&mut self, constant: &'static dyn Constant) -> &mut dyn Slot {
        self.0 = constant;
        &mut self.0
    }
}
