//! Numbers, as any serde format tells them.

use std::fmt;

use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Unexpected, Visitor};

pub(super) struct Signed(pub &'static str);

impl Visitor<'_> for Signed {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<i64, E> {
        Ok(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<i64, E> {
        i64::try_from(value).map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<i64, E> {
        exact_i64(value).ok_or_else(|| E::invalid_value(Unexpected::Float(value), &self))
    }
}

pub(super) struct Unsigned(pub &'static str);

impl Visitor<'_> for Unsigned {
    type Value = u64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<u64, E> {
        Ok(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<u64, E> {
        u64::try_from(value).map_err(|_| E::invalid_value(Unexpected::Signed(value), &self))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<u64, E> {
        exact_u64(value).ok_or_else(|| E::invalid_value(Unexpected::Float(value), &self))
    }
}

pub(super) struct Float(pub &'static str);

impl Visitor<'_> for Float {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<f64, E> {
        Ok(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<f64, E> {
        Ok(value as f64)
    }
}

/// What serde_json's `RawValue` asks for: the text of a value, as the only entry of a map. Other formats take it for the
/// name of a type, and so would this one if it ever called it something else: then the digits are those of a double.
pub(super) const RAW: &str = "$serde_json::private::RawValue";

pub(super) struct Digits;

impl<'de> Visitor<'de> for Digits {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut raw: A) -> Result<String, A::Error> {
        raw.next_key::<IgnoredAny>()?;
        let text: String = raw.next_value()?;
        match text.bytes().next() {
            Some(b'-' | b'0'..=b'9') => Ok(text),
            Some(b'"') => Err(A::Error::invalid_type(Unexpected::Other("string"), &self)),
            _ => Err(A::Error::invalid_type(Unexpected::Other("another value"), &self)),
        }
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<String, D::Error> {
        value.deserialize_any(self)
    }

    fn visit_i64<E>(self, value: i64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_u64<E>(self, value: u64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<String, E> {
        if value.is_finite() {
            Ok(value.to_string())
        } else {
            Err(E::invalid_value(Unexpected::Float(value), &self))
        }
    }
}

/// 2^63 and 2^64, which doubles hold exactly while the greatest integers below them do not fit one.
const END_OF_I64: f64 = 9_223_372_036_854_775_808.0;
const END_OF_U64: f64 = 18_446_744_073_709_551_616.0;

/// The integer that a number written with a fraction is: `1.0` is one (JSON Schema, 6.1.1: any number with a zero
/// fractional part matches `integer`).
pub(super) fn exact_i64(value: f64) -> Option<i64> {
    let whole = value.fract() == 0.0 && (-END_OF_I64..END_OF_I64).contains(&value);
    whole.then_some(value as i64)
}

pub(super) fn exact_u64(value: f64) -> Option<u64> {
    let whole = value.fract() == 0.0 && (0.0..END_OF_U64).contains(&value);
    whole.then_some(value as u64)
}
