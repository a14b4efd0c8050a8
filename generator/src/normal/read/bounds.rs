//! What bounds the numbers of a schema, and which of two bounds is the tighter.

use crate::ir::Constraints;
use openapiv3 as oa;
use serde_json::Number;

/// Bounds as `openapiv3` holds them.
pub(super) struct Bounds {
    minimum: Option<Number>,
    exclusive_minimum: bool,
    maximum: Option<Number>,
    exclusive_maximum: bool,
    multiple_of: Option<Number>,
}

impl Bounds {
    /// Takes the place of what bounds there are.
    pub(super) fn set(self, constraints: &mut Constraints) {
        constraints.minimum = self.minimum.map(|n| (n, self.exclusive_minimum));
        constraints.maximum = self.maximum.map(|n| (n, self.exclusive_maximum));
        constraints.multiple_of = self.multiple_of;
    }
}

impl From<&oa::NumberType> for Bounds {
    fn from(typ: &oa::NumberType) -> Self {
        Bounds {
            minimum: typ.minimum.map(number),
            exclusive_minimum: typ.exclusive_minimum,
            maximum: typ.maximum.map(number),
            exclusive_maximum: typ.exclusive_maximum,
            multiple_of: typ.multiple_of.map(number),
        }
    }
}

impl From<&oa::IntegerType> for Bounds {
    fn from(typ: &oa::IntegerType) -> Self {
        Bounds {
            minimum: typ.minimum.map(Number::from),
            exclusive_minimum: typ.exclusive_minimum,
            maximum: typ.maximum.map(Number::from),
            exclusive_maximum: typ.exclusive_maximum,
            multiple_of: typ.multiple_of.map(Number::from),
        }
    }
}

impl From<&oa::AnySchema> for Bounds {
    fn from(any: &oa::AnySchema) -> Self {
        Bounds {
            minimum: any.minimum.map(number),
            exclusive_minimum: any.exclusive_minimum == Some(true),
            maximum: any.maximum.map(number),
            exclusive_maximum: any.exclusive_maximum == Some(true),
            multiple_of: any.multiple_of.map(number),
        }
    }
}

/// The number that the document wrote: `openapiv3` holds every number of some schemas as a float.
pub(super) fn number(float: f64) -> Number {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if float.fract() == 0.0 && float.abs() <= EXACT {
        Number::from(float as i64)
    } else {
        Number::from_f64(float).unwrap_or_else(|| Number::from(0))
    }
}

/// Adds a lower bound to one that may be there; the tighter counts, exactly as long as both are 64-bit integers.
pub fn tighten_minimum(constraints: &mut Constraints, bound: Number, exclusive: bool) {
    let tighter = constraints.minimum.as_ref().is_none_or(|(old, old_exclusive)| {
        let order = compare(&bound, old);
        order.is_gt() || (order.is_eq() && exclusive && !old_exclusive)
    });
    if tighter {
        constraints.minimum = Some((bound, exclusive));
    }
}

/// Adds an upper bound to one that may be there; the tighter counts.
pub fn tighten_maximum(constraints: &mut Constraints, bound: Number, exclusive: bool) {
    let tighter = constraints.maximum.as_ref().is_none_or(|(old, old_exclusive)| {
        let order = compare(&bound, old);
        order.is_lt() || (order.is_eq() && exclusive && !old_exclusive)
    });
    if tighter {
        constraints.maximum = Some((bound, exclusive));
    }
}

/// Compares exactly where both are integers, as floats elsewhere.
pub fn compare(a: &Number, b: &Number) -> std::cmp::Ordering {
    let integer = |n: &Number| n.as_i64().map(i128::from).or_else(|| n.as_u64().map(i128::from));
    match (integer(a), integer(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => a.as_f64().partial_cmp(&b.as_f64()).unwrap_or(std::cmp::Ordering::Equal),
    }
}
