//! What the document asks of values beyond their types, for those who want to know before they send.
//! Neither requests nor answers are held against it otherwise.

use super::runtime::validate::Check::*;
use super::runtime::validate::Limit::*;
use super::runtime::validate::{Invalid, Rules, check, of, rules};
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
    rules("Numbers", &[
        of(&["u8"], AtLeast(Whole(0))), of(&["u8"], AtMost(Whole(255))), of(&["positive"], MoreThan(Whole(0))),
        of(&["small"], AtLeast(Whole(1))), of(&["small", "decimal"], AtMost(Whole(100))),
        of(&["negative"], AtLeast(Whole(-5))), of(&["big", "too_big"], AtMost(Whole(18446744073709551615))),
        of(&["too_big", "past_any"], AtLeast(Whole(-1))), of(&["past_format"], AtMost(Whole(4294967295))),
        of(&["rounded"], AtLeast(Real(-9.223372036854776e18))),
        of(&["rounded"], AtMost(Real(9.223372036854776e18))), of(&["number"], MultipleOf("0.01")),
        of(&["i16"], AtLeast(Whole(-32768))), of(&["i16"], AtMost(Whole(32767))),
        of(&["past_any"], AtMost(Real(1e30)))
    ]),
];
