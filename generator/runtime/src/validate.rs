//! What the document asks of values beyond their types: lengths, bounds, patterns, formats (JSON Schema, "Validation
//! Vocabulary").
//!
//! Nothing here is applied on the way: a request is sent and an answer is read as they are, since a server knows its own
//! rules better than a document that was written some time ago. [`check`] is for those who want to know before they
//! send. It walks over a value as a serializer does, with one table of rules for all types.

use std::collections::{HashMap, HashSet};
use std::error::Error as StdError;
use std::fmt::{self, Display, Formatter};

use super::error::Error;
use super::wire::{Items, Object, Sink, Slot, to_json};

/// The rules of one type.
#[derive(Debug)]
pub struct Rules {
    /// The Rust type.
    pub name: &'static str,
    /// One row per rule.
    pub rows: &'static [Row],
}

/// One rule of one or several properties.
#[derive(Debug)]
pub struct Row {
    /// The properties, as they are called on the wire.
    pub properties: &'static [&'static str],
    /// How many arrays and maps deep the value is: 0 for that of the property itself, 1 for its elements.
    pub depth: usize,
    /// What is asked.
    pub check: Check,
}

/// What is asked of a value. It does not concern values of another kind: a length is no matter of numbers.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// A number: `minimum`.
    AtLeast(Limit),
    /// A number: `exclusiveMinimum`.
    MoreThan(Limit),
    /// A number: `maximum`.
    AtMost(Limit),
    /// A number: `exclusiveMaximum`.
    LessThan(Limit),
    /// A number, in decimal digits as the document has them: `multipleOf`.
    MultipleOf(&'static str),
    /// Text, in Unicode code points: `minLength`.
    MinLength(u64),
    /// Text, in Unicode code points: `maxLength`.
    MaxLength(u64),
    /// Text: `pattern`, a regular expression of ECMA-262. One that this engine does not know is not checked.
    Pattern(&'static str),
    /// Text: what it should be, and whether it is.
    Format(&'static str, fn(&str) -> bool),
    /// An array or object: `minItems`, `minProperties`.
    MinCount(u64),
    /// An array or object: `maxItems`, `maxProperties`.
    MaxCount(u64),
    /// An array: `uniqueItems`.
    Unique,
}

/// A bound of numbers.
#[derive(Clone, Copy, Debug)]
pub enum Limit {
    /// An integer.
    Whole(i128),
    /// Any other number.
    Real(f64),
}

/// The rules of the type of this name, for tables.
pub const fn rules(name: &'static str, rows: &'static [Row]) -> Rules {
    Rules { name, rows }
}

/// A rule of these properties' values, for tables.
pub const fn of(properties: &'static [&'static str], check: Check) -> Row {
    Row { properties, depth: 0, check }
}

/// A rule of what is this many arrays and maps deep in these properties, for tables.
pub const fn inside(properties: &'static [&'static str], depth: usize, check: Check) -> Row {
    Row { properties, depth, check }
}

/// What a value is found to break.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Invalid {
    /// In the order of the value; at least one.
    pub violations: Vec<Violation>,
}

/// One rule that a value breaks. The value itself is not told: what does not fit may be a secret in the wrong place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// Where in the value: `items[3].tax`. Empty at its root.
    pub path: String,
    /// What the document asks for there: `at most 5 characters`.
    pub expected: String,
}

impl Display for Violation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { path, expected } = self;
        if path.is_empty() {
            write!(f, "expected {expected}")
        } else {
            write!(f, "{path}: expected {expected}")
        }
    }
}

impl Display for Invalid {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.violations.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { "; " })?;
            violation.fmt(f)?;
        }
        Ok(())
    }
}

impl StdError for Invalid {}

impl From<Invalid> for Error {
    fn from(invalid: Invalid) -> Self {
        Error::misuse(invalid.to_string())
    }
}

/// Holds a value against the rules, which are sorted by name.
///
/// # Errors
/// Every rule that it breaks.
pub fn check(value: &dyn Slot, rules: &'static [Rules]) -> Result<(), Invalid> {
    let mut walker = Walker {
        rules,
        path: String::new(),
        rows: Vec::new(),
        depth: 0,
        patterns: HashMap::new(),
        violations: Vec::new(),
    };
    value.write(&mut walker);
    let Walker { violations, .. } = walker;
    if violations.is_empty() { Ok(()) } else { Err(Invalid { violations }) }
}

/// A sink that keeps nothing of what is written to it but what is wrong with it.
struct Walker {
    rules: &'static [Rules],
    /// Where it is.
    path: String,
    /// The rules of the property that it is in.
    rows: Vec<&'static Row>,
    /// How many arrays and maps deep it is in that property.
    depth: usize,
    patterns: HashMap<&'static str, Option<regress::Regex>>,
    violations: Vec<Violation>,
}

impl Walker {
    /// Every rule for the value at hand.
    fn checks(&self) -> Vec<Check> {
        self.rows.iter().filter(|row| row.depth == self.depth).map(|row| row.check).collect()
    }

    fn demand(&mut self, is_right: bool, expected: impl Display) {
        if !is_right {
            self.violations.push(Violation { path: self.path.clone(), expected: expected.to_string() });
        }
    }

    /// Walks over a part of the value at hand.
    fn enter(&mut self, step: &dyn Display, slot: &dyn Slot) {
        let end = self.path.len();
        self.path.push_str(&step.to_string());
        slot.write(self);
        self.path.truncate(end);
    }

    fn number(&mut self, number: Limit) {
        for check in self.checks() {
            match check {
                Check::AtLeast(limit) => {
                    self.demand(!number.is_less(limit), format_args!("at least {limit}"))
                }
                Check::MoreThan(limit) => {
                    self.demand(limit.is_less(number), format_args!("more than {limit}"))
                }
                Check::AtMost(limit) => self.demand(!limit.is_less(number), format_args!("at most {limit}")),
                Check::LessThan(limit) => {
                    self.demand(number.is_less(limit), format_args!("less than {limit}"))
                }
                Check::MultipleOf(divisor) => {
                    let is_multiple = is_multiple(&number.to_string(), divisor);
                    self.demand(is_multiple, format_args!("a multiple of {divisor}"));
                }
                _ => {}
            }
        }
    }

    fn count(&mut self, count: usize, one: &str, many: &str) {
        let count = count as u64;
        for check in self.checks() {
            match check {
                Check::MinCount(least) => self.demand(count >= least, amount("at least", least, one, many)),
                Check::MaxCount(most) => self.demand(count <= most, amount("at most", most, one, many)),
                _ => {}
            }
        }
    }

    fn matches(&mut self, pattern: &'static str, text: &str) -> bool {
        let regex = self.patterns.entry(pattern).or_insert_with(|| {
            // As JSON Schema asks for (2020-12, section 6.4), or else as documents have it that escape too much.
            let unicode = regress::Regex::with_flags(pattern, "u");
            unicode.or_else(|_| regress::Regex::new(pattern)).ok()
        });
        regex.as_ref().is_none_or(|regex| regex.find(text).is_some())
    }
}

impl Sink for Walker {
    fn none(&mut self) {}

    fn bool(&mut self, _: bool) {}

    fn i64(&mut self, value: i64) {
        self.number(Limit::Whole(value.into()));
    }

    fn u64(&mut self, value: u64) {
        self.number(Limit::Whole(value.into()));
    }

    fn f32(&mut self, value: f32) {
        // Its shortest text, of which its double has another one.
        self.number(Limit::Real(value.to_string().parse().unwrap_or_else(|_| value.into())));
    }

    fn f64(&mut self, value: f64) {
        self.number(Limit::Real(value));
    }

    fn str(&mut self, value: &str) {
        for check in self.checks() {
            let length = || value.chars().count() as u64;
            match check {
                Check::MinLength(least) => {
                    self.demand(length() >= least, amount("at least", least, "character", "characters"));
                }
                Check::MaxLength(most) => {
                    self.demand(length() <= most, amount("at most", most, "character", "characters"));
                }
                Check::Pattern(pattern) => {
                    let matches = self.matches(pattern, value);
                    self.demand(matches, format_args!("a match of {pattern}"));
                }
                Check::Format(expected, is_right) => self.demand(is_right(value), expected),
                _ => {}
            }
        }
    }

    fn list(&mut self, items: &dyn Items) {
        let count = items.count();
        self.count(count, "element", "elements");
        if self.checks().iter().any(|check| matches!(check, Check::Unique)) {
            let texts = (0..count).filter_map(|index| to_json(items.item(index)?).ok());
            let different: HashSet<Vec<u8>> = texts.collect();
            self.demand(different.len() == count, "elements that differ");
        }
        self.depth += 1;
        for (index, item) in (0..count).filter_map(|index| Some((index, items.item(index)?))) {
            self.enter(&format_args!("[{index}]"), item);
        }
        self.depth -= 1;
    }

    fn object(&mut self, object: &Object<'_>) {
        self.count(object.count(), "property", "properties");
        let depth = self.depth;
        let outer = std::mem::take(&mut self.rows);
        let own = object.name().and_then(|name| {
            let index = self.rules.binary_search_by_key(&name, |rules| rules.name).ok()?;
            self.rules.get(index)
        });
        // Neither of these closures fails.
        let _ = object.each(&mut |name, slot| {
            match object.name() {
                Some(_) => {
                    let rows = own.map_or(&[][..], |own| own.rows);
                    self.rows = rows.iter().filter(|row| row.properties.contains(&name)).collect();
                    self.depth = 0;
                }
                None => {
                    self.rows.clone_from(&outer);
                    self.depth = depth + 1;
                }
            }
            let separator = if self.path.is_empty() { "" } else { "." };
            if is_plain(name) {
                self.enter(&format_args!("{separator}{name}"), slot);
            } else {
                self.enter(&format_args!("[{name:?}]"), slot);
            }
            Ok(())
        });
        (self.rows, self.depth) = (outer, depth);
    }

    fn fail(&mut self, _: &dyn Display) {}
}

fn amount(bound: &str, number: u64, one: &str, many: &str) -> String {
    format!("{bound} {number} {}", if number == 1 { one } else { many })
}

/// Whether a name can stand in a path as it is; paths are those of decode errors.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-$@".contains(&b))
}

impl Limit {
    fn is_less(self, other: Self) -> bool {
        match (self, other) {
            (Self::Whole(a), Self::Whole(b)) => a < b,
            (a, b) => a.real() < b.real(),
        }
    }

    fn real(self) -> f64 {
        match self {
            Self::Whole(number) => number as f64,
            Self::Real(number) => number,
        }
    }
}

impl Display for Limit {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(number) => number.fmt(f),
            Self::Real(number) => number.fmt(f),
        }
    }
}

/// Whether one decimal number is a multiple of another, by their digits: 19.99 is one of 0.01, though the division of
/// their doubles leaves a rest. True where the digits are too many to tell.
fn is_multiple(number: &str, divisor: &str) -> bool {
    let Some(((number, exponent), (divisor, other))) = decimal(number).zip(decimal(divisor)) else {
        return true;
    };
    let least = exponent.min(other);
    let scaled = |number: i128, exponent: i32| {
        number.checked_mul(10i128.checked_pow(exponent.checked_sub(least)?.try_into().ok()?)?)
    };
    match scaled(number, exponent).zip(scaled(divisor, other)) {
        Some((number, divisor)) => number.checked_rem(divisor).is_none_or(|rest| rest == 0),
        None => true,
    }
}

/// Digits and the power of ten that they are to be multiplied with.
fn decimal(text: &str) -> Option<(i128, i32)> {
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, exponent.parse().ok()?),
        None => (text, 0i32),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let exponent = exponent.checked_sub(i32::try_from(fraction.len()).ok()?)?;
    Some((format!("{whole}{fraction}").parse().ok()?, exponent))
}
