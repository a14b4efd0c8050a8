//! Dates of the crate `chrono`.

use chrono::format::ParseResult;
use chrono::{FixedOffset, NaiveDate, SecondsFormat, TimeZone};

use super::formats::{Date, DateTime};

/// With its offset, and as many digits of a second as there are.
impl<Z: TimeZone> From<chrono::DateTime<Z>> for DateTime {
    fn from(time: chrono::DateTime<Z>) -> Self {
        let offset = chrono::Offset::fix(time.offset());
        time.with_timezone(&offset).to_rfc3339_opts(SecondsFormat::AutoSi, true).into()
    }
}

impl TryFrom<&DateTime> for chrono::DateTime<FixedOffset> {
    type Error = chrono::ParseError;

    fn try_from(value: &DateTime) -> ParseResult<Self> {
        Self::parse_from_rfc3339(value.as_str())
    }
}

impl From<NaiveDate> for Date {
    fn from(date: NaiveDate) -> Self {
        date.format("%Y-%m-%d").to_string().into()
    }
}

impl TryFrom<&Date> for NaiveDate {
    type Error = chrono::ParseError;

    fn try_from(value: &Date) -> ParseResult<Self> {
        Self::parse_from_str(value.as_str(), "%Y-%m-%d")
    }
}
