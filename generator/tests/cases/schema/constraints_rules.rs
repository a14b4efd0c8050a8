//! What the document asks of values beyond their types, for those who want to know before they send.
//! Neither requests nor answers are held against it otherwise.

use super::runtime::formats;
use super::runtime::validate::Check::*;
use super::runtime::validate::Limit::*;
use super::runtime::validate::{Invalid, Rules, check, inside, of, rules};
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
    rules("Everything", &[
        of(&["at_least"], AtLeast(Whole(2))), of(&["positive"], MoreThan(Whole(0))),
        of(&["at_most"], AtMost(Real(0.5))), of(&["below"], LessThan(Whole(10))),
        of(&["big"], AtLeast(Whole(9007199254740993))), of(&["big"], AtMost(Whole(18446744073709551615))),
        of(&["price"], MultipleOf("0.01")), of(&["even"], MultipleOf("2")), of(&["single"], AtMost(Real(0.1))),
        of(&["text"], MinLength(2)), of(&["text"], MaxLength(3)),
        of(&["pattern"], Pattern("^(?!0)\\d{2}-\\p{L}$")), of(&["escaped"], Pattern("^a\\-b$")),
        of(&["broken"], Pattern("(")), of(&["list", "map"], MinCount(1)), of(&["list"], MaxCount(2)),
        of(&["list"], Unique), inside(&["list"], 1, MaxLength(1)), inside(&["nested"], 1, MaxCount(1)),
        inside(&["nested"], 2, MaxLength(3)), inside(&["map"], 1, AtMost(Whole(9))),
        of(&["either"], MaxLength(2)), of(&["when"], Format("date-time", formats::DateTime::allows)),
        inside(&["days"], 1, Format("date", formats::Date::allows)), of(&["narrow"], AtLeast(Whole(-32768))),
        of(&["narrow"], AtMost(Whole(32767))), inside(&["byte"], 1, AtLeast(Whole(0))),
        inside(&["byte"], 1, AtMost(Whole(255))), of(&["odd name"], MaxLength(1))
    ]),
];
