//! What the document asks of values beyond their types, for those who want to know before they send.
//! Neither requests nor answers are held against it otherwise.

use super::runtime::formats;
use super::runtime::validate::Check::*;
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
    rules("Strings", &[
        of(&["date_time"], Format("date-time", formats::DateTime::allows)),
        of(&["date"], Format("date", formats::Date::allows)),
        of(&["time"], Format("time", formats::Time::allows)),
        of(&["duration"], Format("duration", formats::Duration::allows)),
        of(&["uuid"], Format("uuid", formats::Uuid::allows)),
        of(&["byte", "encoded"], Format("byte", formats::Base64::allows)),
        of(&["url_safe", "url_encoded"], Format("base64url", formats::Base64Url::allows)),
        of(&["decimal"], Format("decimal", formats::Decimal::allows)), of(&["bounded"], MinLength(1)),
        of(&["bounded"], MaxLength(10)), of(&["bounded"], Pattern("^[A-Z]+$")),
        inside(&["several"], 1, Format("uuid", formats::Uuid::allows)),
        inside(&["by_name"], 1, Format("date", formats::Date::allows))
    ]),
];
