//! What the document asks of values beyond their types, for those who want to know before they send.
//! Neither requests nor answers are held against it otherwise.

use super::runtime::formats;
use super::runtime::validate::Check::*;
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
    Rules { name: "Strings", rows: &[
        row("date_time", 0, Format("date-time", formats::DateTime::allows)),
        row("date", 0, Format("date", formats::Date::allows)),
        row("time", 0, Format("time", formats::Time::allows)),
        row("duration", 0, Format("duration", formats::Duration::allows)),
        row("uuid", 0, Format("uuid", formats::Uuid::allows)),
        row("byte", 0, Format("byte", formats::Base64::allows)),
        row("encoded", 0, Format("byte", formats::Base64::allows)),
        row("url_safe", 0, Format("base64url", formats::Base64Url::allows)),
        row("url_encoded", 0, Format("base64url", formats::Base64Url::allows)),
        row("decimal", 0, Format("decimal", formats::Decimal::allows)), row("bounded", 0, MinLength(1)),
        row("bounded", 0, MaxLength(10)), row("bounded", 0, Pattern("^[A-Z]+$")),
        row("several", 1, Format("uuid", formats::Uuid::allows)),
        row("by_name", 1, Format("date", formats::Date::allows))
    ] },
];
