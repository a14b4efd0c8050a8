//! Dates, times and spans of time, and what the standard library has for them.

mod check;

use std::time::{SystemTime, UNIX_EPOCH};

use super::super::wire;
use super::{FormatError, of_text, text, text_slot};

/// A date and a time of day with an offset, the format `date-time` (RFC 3339): `2026-03-01T12:00:00+05:30`.
///
/// Made from a [`SystemTime`], and one is made from it; the types of other crates are behind the features `chrono`, `jiff`
/// and `time`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DateTime(String);
text!(DateTime: is_date_time);
text_slot!(DateTime);
of_text!(DateTime: "a date and time");

/// A day, the format `date` (RFC 3339, `full-date`): `2026-03-01`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Date(String);
text!(Date: is_date);
text_slot!(Date);
of_text!(Date: "a date");

/// A time of day with an offset, the format `time` (RFC 3339, `full-time`): `12:00:00Z`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Time(String);
text!(Time: is_time);
text_slot!(Time);
of_text!(Time: "a time of day");

/// A span of time, the format `duration` (RFC 3339, appendix A): `P1DT12H`.
///
/// Made from a [`std::time::Duration`], and one is made from it where it has no years and months, whose length varies.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Duration(String);
text!(Duration: is_duration);
text_slot!(Duration);
of_text!(Duration: "a duration");

fn is_date_time(text: &str) -> bool {
    check::date_time(text).is_some()
}

fn is_date(text: &str) -> bool {
    check::date(text).is_some()
}

fn is_time(text: &str) -> bool {
    check::time(text).is_some()
}

fn is_duration(text: &str) -> bool {
    check::duration(text).is_some()
}

impl Date {
    /// The day of this year, month and day of the month, counted from 1; `None` if there is none.
    pub fn from_ymd(year: u16, month: u8, day: u8) -> Option<Self> {
        let date = Date(format!("{year:04}-{month:02}-{day:02}"));
        date.is_valid().then_some(date)
    }

    /// Year, month and day of the month, counted from 1; `None` if the text is no day.
    pub fn ymd(&self) -> Option<(u16, u8, u8)> {
        let (year, month, day) = check::date(&self.0)?;
        Some((year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?))
    }
}

/// In UTC, with as many digits of a second as there are.
impl From<SystemTime> for DateTime {
    fn from(time: SystemTime) -> Self {
        let (seconds, nanos) = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => (after.as_secs() as i64, after.subsec_nanos()),
            Err(before) => match (before.duration().as_secs() as i64, before.duration().subsec_nanos()) {
                (seconds, 0) => (-seconds, 0),
                (seconds, nanos) => (-seconds - 1, 1_000_000_000 - nanos),
            },
        };
        let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let (year, month, day) = civil(days);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        let fraction = fraction(nanos);
        DateTime(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z"))
    }
}

/// An error if the text is no date and time. A leap second is the second before it.
impl TryFrom<&DateTime> for SystemTime {
    type Error = FormatError;

    fn try_from(value: &DateTime) -> Result<Self, FormatError> {
        let error = FormatError { expected: "a date and time" };
        let Some(moment) = check::date_time(&value.0) else { return Err(error) };
        let clock = &moment.time;
        let seconds = days(moment.date) * 86_400 + i64::from(clock.second_of_day)
            - i64::from(clock.offset_minutes) * 60;
        let whole = std::time::Duration::from_secs(seconds.unsigned_abs());
        let time = if seconds < 0 { UNIX_EPOCH.checked_sub(whole) } else { UNIX_EPOCH.checked_add(whole) };
        let nanos = std::time::Duration::from_nanos(clock.nanosecond.into());
        time.and_then(|time| time.checked_add(nanos)).ok_or(error)
    }
}

/// In seconds, with as many digits as there are.
impl From<std::time::Duration> for Duration {
    fn from(duration: std::time::Duration) -> Self {
        Duration(format!("PT{}{}S", duration.as_secs(), fraction(duration.subsec_nanos())))
    }
}

/// An error if the text is no duration, has years or months, or is longer than a [`std::time::Duration`] can be. A day has 24
/// hours.
impl TryFrom<&Duration> for std::time::Duration {
    type Error = FormatError;

    fn try_from(value: &Duration) -> Result<Self, FormatError> {
        let seconds = |(number, unit): (f64, char)| match unit {
            'W' => Some(number * 604_800.0),
            'D' => Some(number * 86_400.0),
            'H' => Some(number * 3600.0),
            'm' => Some(number * 60.0),
            'S' => Some(number),
            _ if number == 0.0 => Some(0.0),
            _ => None,
        };
        let parts = check::duration(&value.0).unwrap_or_default();
        let known: Option<Vec<f64>> = parts.into_iter().map(seconds).collect();
        let known = known.filter(|seconds| !seconds.is_empty());
        let total = known.and_then(|all| std::time::Duration::try_from_secs_f64(all.iter().sum()).ok());
        total.ok_or(FormatError { expected: "a duration without years and months" })
    }
}

/// The digits of a second, with their point; nothing for none.
fn fraction(nanos: u32) -> String {
    if nanos == 0 {
        return String::new();
    }
    format!(".{}", format!("{nanos:09}").trim_end_matches('0'))
}

/// Days from 1970-01-01 to a date of the Gregorian calendar. Years are counted from March, so that the day that is
/// sometimes there is the last one.
fn days((year, month, day): (u32, u32, u32)) -> i64 {
    let (year, month, day) = (i64::from(year), i64::from(month), i64::from(day));
    let year = if month <= 2 { year - 1 } else { year };
    let from_march = (month + 9) % 12;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // 306 days from March to the end of December; 719,468 from 0000-03-01 to 1970-01-01.
    year * 365 + leap_days + (from_march * 153 + 2) / 5 + day - 1 - 719_468
}

/// The date of a day, counted from 1970-01-01.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (era * 400 + year + i64::from(month <= 2), month, day)
}
