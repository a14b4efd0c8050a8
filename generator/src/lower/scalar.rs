//! Scalars: the row of the table for a type, a format and its bounds.

use super::Lower;
use crate::diag::code;
use crate::ir::{Constraints, Ty};
use crate::normal::{Schema, compare};
use crate::table::scalar::find;
use serde_json::Number;
use std::cmp::Ordering;

/// The largest 64-bit integer with a sign, as tools write it that keep it as a double on the way.
const ROUNDED_MAX: u64 = 9_223_372_036_854_776_000;

/// Text.
pub(super) fn string(format: Option<&str>) -> Ty {
    row("string", format.unwrap_or_default())
}

/// A number that may have a fraction.
pub(super) fn number(format: Option<&str>) -> Ty {
    row("number", format.unwrap_or_default())
}

/// `true` or `false`.
pub(super) fn boolean() -> Ty {
    row("boolean", "")
}

/// A 64-bit integer.
pub(super) fn long() -> Ty {
    row("integer", "int64")
}

fn row(schema: &str, format: &str) -> Ty {
    find(schema, format).map_or(Ty::Any, Ty::Scalar)
}

impl Lower<'_> {
    /// An integer: of 32 bits only where the format says so and nothing that the schema names is past it; without a sign
    /// where negative values are excluded. A bound never makes it narrower, so that relaxing one later breaks no caller.
    pub(super) fn integer(&mut self, format: Option<&str>, schema: &Schema) -> Ty {
        let constraints = &schema.constraints;
        let positive = excludes_negative(constraints);
        let past = |bound: Number| {
            constraints.maximum.as_ref().is_some_and(|(max, _)| compare(max, &bound) == Ordering::Greater)
        };
        let below = |bound: i64| {
            constraints.minimum.as_ref().is_some_and(|(min, _)| compare(min, &bound.into()) == Ordering::Less)
        };
        let format = format.unwrap_or_default();
        let wide = format == "int128" || names_more_than_long(schema);
        let narrow = match format {
            _ if wide => false,
            "int32" | "int16" | "int8" => !past(i32::MAX.into()) && !below(i32::MIN.into()),
            "uint32" | "uint16" | "uint8" => !past(u32::MAX.into()) && !below(0),
            _ => false,
        };
        let unsigned = positive || (format.starts_with("uint") && !below(0));
        match (narrow, unsigned) {
            (true, true) if format.starts_with("uint") => row("integer", format),
            (true, true) => row("integer", "uint32"),
            (true, false) => row("integer", format),
            (false, true) => row("integer", "uint64"),
            (false, false) if past(i64::MAX.into()) && constraints.minimum.is_none() => {
                row("integer", "uint64")
            }
            (false, false) if wide || (past(ROUNDED_MAX.into()) && !past(u64::MAX.into())) => {
                row("integer", "int128")
            }
            (false, false) if past(u64::MAX.into()) => {
                let message = "no integer type has these bounds: any JSON value is accepted";
                self.diags.report(&code::INTEGER_RANGE, &schema.at, message);
                Ty::Any
            }
            (false, false) => long(),
        }
    }
}

/// Whether an example or the default is an integer that a signed one of 64 bits does not hold: identifiers of 64 bits
/// without a sign are often said to be `int64`, and a value that the document gives has to be read.
fn names_more_than_long(schema: &Schema) -> bool {
    let named = schema.docs.examples.iter().chain(&schema.docs.default);
    named.into_iter().any(|value| value.is_u64() && !value.is_i64())
}

/// Whether `minimum` or `exclusiveMinimum` excludes every negative integer.
fn excludes_negative(constraints: &Constraints) -> bool {
    constraints.minimum.as_ref().is_some_and(|(min, exclusive)| {
        compare(min, &0.into()) != Ordering::Less
            || (*exclusive && compare(min, &(-1).into()) != Ordering::Less)
    })
}
