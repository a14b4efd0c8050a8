//! Whether a text is a date, a time or a span of time. Each grammar is that of the document named with it, and nothing more.

/// `date` (RFC 3339, section 5.6): year, month and day of that month.
pub fn date(text: &str) -> Option<(u32, u32, u32)> {
    let mut rest = Rest(text);
    let date = rest.date()?;
    rest.0.is_empty().then_some(date)
}

/// What a `date-time` says, with its offset in minutes.
#[derive(Debug, PartialEq)]
pub struct Moment {
    pub date: (u32, u32, u32),
    pub time: Clock,
}

/// What a `time` says.
#[derive(Debug, PartialEq)]
pub struct Clock {
    pub second_of_day: u32,
    pub nanosecond: u32,
    pub offset_minutes: i32,
}

/// `date-time` (RFC 3339, section 5.6).
pub fn date_time(text: &str) -> Option<Moment> {
    let mut rest = Rest(text);
    let date = rest.date()?;
    rest.one_of(&['T', 't'])?;
    let time = rest.time()?;
    rest.0.is_empty().then_some(Moment { date, time })
}

/// `time` (RFC 3339, section 5.6, `full-time`).
pub fn time(text: &str) -> Option<Clock> {
    let mut rest = Rest(text);
    let time = rest.time()?;
    rest.0.is_empty().then_some(time)
}

/// The parts of a `duration`, each with its unit: `D` for days, `M` for months, `m` for minutes.
///
/// RFC 3339, appendix A, takes the grammar of ISO 8601, in which units may be left out and the last part may have a
/// fraction; weeks stand alone.
pub fn duration(text: &str) -> Option<Vec<(f64, char)>> {
    let (date, time) = match text.strip_prefix('P')?.split_once('T') {
        Some((_, "")) => return None,
        Some((date, time)) => (date, time),
        None => (text.strip_prefix('P')?, ""),
    };
    let mut parts = units(date, "YMWD")?;
    parts.extend(units(&time.replace('M', "m"), "HmS")?);
    let (last, before) = parts.split_last()?;
    let whole = before.iter().all(|(number, _)| number.fract() == 0.0);
    let alone = before.is_empty() || !parts.iter().any(|(_, unit)| *unit == 'W');
    (whole && alone && last.0.is_finite()).then_some(parts)
}

/// Numbers with units in this order, each at most once.
fn units(text: &str, order: &str) -> Option<Vec<(f64, char)>> {
    let (mut rest, mut order, mut parts) = (text, order, Vec::new());
    while !rest.is_empty() {
        let at = rest.find(|c: char| c.is_ascii_alphabetic())?;
        let (number, behind) = rest.split_at(at);
        let unit = behind.chars().next()?;
        order = order.split_once(unit)?.1;
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let number = number.replace(',', ".");
        if !number.splitn(2, '.').all(digits) {
            return None;
        }
        parts.push((number.parse().ok()?, unit));
        rest = behind.get(1..)?;
    }
    Some(parts)
}

/// What is left of a text.
struct Rest<'a>(&'a str);

impl Rest<'_> {
    fn one_of(&mut self, chars: &[char]) -> Option<()> {
        self.0 = self.0.strip_prefix(chars)?;
        Some(())
    }

    /// A number of this many digits.
    fn number(&mut self, digits: usize) -> Option<u32> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        number.bytes().all(|b| b.is_ascii_digit()).then(|| number.parse().ok())?
    }

    fn date(&mut self) -> Option<(u32, u32, u32)> {
        let year = self.number(4)?;
        self.one_of(&['-'])?;
        let month = self.number(2)?;
        self.one_of(&['-'])?;
        let day = self.number(2)?;
        (1 <= day && day <= days(year, month)?).then_some((year, month, day))
    }

    fn time(&mut self) -> Option<Clock> {
        let (hour, minute, second) = self.hours_minutes_seconds()?;
        let nanosecond = self.fraction()?;
        let offset_minutes = self.offset()?;
        // The sixtieth second is the one that is inserted, at the end of a day in UTC.
        let in_utc = (hour as i32 * 60 + minute as i32 - offset_minutes).rem_euclid(24 * 60);
        let is_second = second < 60 || second == 60 && in_utc == 24 * 60 - 1;
        let second_of_day = (hour * 60 + minute) * 60 + second.min(59);
        (hour < 24 && minute < 60 && is_second).then_some(Clock { second_of_day, nanosecond, offset_minutes })
    }

    fn hours_minutes_seconds(&mut self) -> Option<(u32, u32, u32)> {
        let hour = self.number(2)?;
        self.one_of(&[':'])?;
        let minute = self.number(2)?;
        self.one_of(&[':'])?;
        Some((hour, minute, self.number(2)?))
    }

    /// Nanoseconds; digits beyond them do not count.
    fn fraction(&mut self) -> Option<u32> {
        let Some(digits) = self.0.strip_prefix('.') else { return Some(0) };
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let (fraction, rest) = digits.split_at_checked(end)?;
        self.0 = rest;
        let first_nine: String = fraction.chars().chain("000000000".chars()).take(9).collect();
        if fraction.is_empty() { None } else { first_nine.parse().ok() }
    }

    fn offset(&mut self) -> Option<i32> {
        if self.one_of(&['Z', 'z']).is_some() {
            return Some(0);
        }
        let sign = if self.0.starts_with('-') { -1 } else { 1 };
        self.one_of(&['+', '-'])?;
        let hour = self.number(2)?;
        self.one_of(&[':'])?;
        let minute = self.number(2)?;
        (hour < 24 && minute < 60).then_some(sign * (hour * 60 + minute) as i32)
    }
}

/// How many days a month has; `None` where there is no such month.
fn days(year: u32, month: u32) -> Option<u32> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => Some(if leap { 29 } else { 28 }),
        4 | 6 | 9 | 11 => Some(30),
        1..=12 => Some(31),
        _ => None,
    }
}
