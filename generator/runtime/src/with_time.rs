//! Dates of the crate `time`.

use time::OffsetDateTime;
use time::error::{Format, Parse};
use time::format_description::well_known::{Iso8601, Rfc3339};

use super::formats::{Date, DateTime};

/// With its offset. An error for a year that the format cannot write (before 0 or after 9999), and for an offset with
/// seconds.
impl TryFrom<OffsetDateTime> for DateTime {
    type Error = Format;

    fn try_from(time: OffsetDateTime) -> Result<Self, Format> {
        time.format(&Rfc3339).map(Self::from)
    }
}

impl TryFrom<&DateTime> for OffsetDateTime {
    type Error = Parse;

    fn try_from(value: &DateTime) -> Result<Self, Parse> {
        Self::parse(value.as_str(), &Rfc3339)
    }
}

impl From<time::Date> for Date {
    fn from(date: time::Date) -> Self {
        date.to_string().into()
    }
}

impl TryFrom<&Date> for time::Date {
    type Error = Parse;

    fn try_from(value: &Date) -> Result<Self, Parse> {
        Self::parse(value.as_str(), &Iso8601::DATE)
    }
}
