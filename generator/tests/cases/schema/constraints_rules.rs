//! What the document asks of values beyond their types, for those who want to know before they send.
//! Neither requests nor answers are held against it otherwise.

use super::runtime::formats;
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
    Rules { name: "Everything", rows: &[
        row("at_least", 0, AtLeast(Whole(2))), row("positive", 0, MoreThan(Whole(0))),
        row("at_most", 0, AtMost(Real(0.5))), row("below", 0, LessThan(Whole(10))),
        row("big", 0, AtLeast(Whole(9007199254740993))), row("big", 0, AtMost(Whole(18446744073709551615))),
        row("price", 0, MultipleOf("0.01")), row("even", 0, MultipleOf("2")), row("single", 0, AtMost(Real(0.1))),
        row("text", 0, MinLength(2)), row("text", 0, MaxLength(3)),
        row("pattern", 0, Pattern("^(?!0)\\d{2}-\\p{L}$")), row("escaped", 0, Pattern("^a\\-b$")),
        row("broken", 0, Pattern("(")), row("list", 0, MinCount(1)), row("list", 0, MaxCount(2)),
        row("list", 0, Unique), row("list", 1, MaxLength(1)), row("nested", 1, MaxCount(1)),
        row("nested", 2, MaxLength(3)), row("map", 0, MinCount(1)), row("map", 1, AtMost(Whole(9))),
        row("either", 0, MaxLength(2)), row("when", 0, Format("date-time", formats::DateTime::allows)),
        row("days", 1, Format("date", formats::Date::allows)), row("narrow", 0, AtLeast(Whole(-32768))),
        row("narrow", 0, AtMost(Whole(32767))), row("byte", 1, AtLeast(Whole(0))),
        row("byte", 1, AtMost(Whole(255))), row("odd name", 0, MaxLength(1))
    ] },
];
