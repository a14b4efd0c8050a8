//! What the document asks of values beyond their types, for those who want to know before they send.
//! Neither requests nor answers are held against it otherwise.

use super::runtime::validate::Check::*;
use super::runtime::validate::Limit::*;
use super::runtime::validate::{Invalid, Rules, check, row};
use super::runtime::wire;

/// A value that can be held against the document.
pub trait Validate: wire::Slot {
    /// Whether the value is what the document asks for: lengths, bounds, patterns, formats.
    ///
    /// # Errors
    /// Everything that is not, with its path in the value.
    fn validate(&self) -> Result<(), Invalid>;
}

impl<T: wire::Slot> Validate for T {
    fn validate(&self) -> Result<(), Invalid> {
        check(self, RULES)
    }
}

static RULES: &[Rules] = &[
    Rules { name: "Numbers", rows: &[
        row("u8", 0, AtLeast(Whole(0))), row("u8", 0, AtMost(Whole(255))), row("positive", 0, MoreThan(Whole(0))),
        row("small", 0, AtLeast(Whole(1))), row("small", 0, AtMost(Whole(100))),
        row("negative", 0, AtLeast(Whole(-5))), row("big", 0, AtMost(Whole(18446744073709551615))),
        row("too_big", 0, AtLeast(Whole(-1))), row("too_big", 0, AtMost(Whole(18446744073709551615))),
        row("past_format", 0, AtMost(Whole(4294967295))), row("rounded", 0, AtLeast(Real(-9.223372036854776e18))),
        row("rounded", 0, AtMost(Real(9.223372036854776e18))), row("number", 0, MultipleOf("0.01")),
        row("decimal", 0, AtMost(Whole(100))), row("i16", 0, AtLeast(Whole(-32768))),
        row("i16", 0, AtMost(Whole(32767)))
    ] },
];
