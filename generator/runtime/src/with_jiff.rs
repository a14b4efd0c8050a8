//! Dates of the crate `jiff`.

use super::formats::{Date, DateTime, Duration};

/// In UTC.
impl From<jiff::Timestamp> for DateTime {
    fn from(time: jiff::Timestamp) -> Self {
        time.to_string().into()
    }
}

impl TryFrom<&DateTime> for jiff::Timestamp {
    type Error = jiff::Error;

    fn try_from(value: &DateTime) -> Result<Self, jiff::Error> {
        value.as_str().parse()
    }
}

impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        date.to_string().into()
    }
}

impl TryFrom<&Date> for jiff::civil::Date {
    type Error = jiff::Error;

    fn try_from(value: &Date) -> Result<Self, jiff::Error> {
        value.as_str().parse()
    }
}

impl From<jiff::Span> for Duration {
    fn from(span: jiff::Span) -> Self {
        span.to_string().into()
    }
}

impl TryFrom<&Duration> for jiff::Span {
    type Error = jiff::Error;

    fn try_from(value: &Duration) -> Result<Self, jiff::Error> {
        value.as_str().parse()
    }
}
