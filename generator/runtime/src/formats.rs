//! Text in a format: dates, identifiers, decimals, bytes.
//!
//! A format never makes a client refuse an answer: every type here keeps the text that was on the wire, to the letter, and
//! writes it back so. The offset and the digits of a date survive, and so does an identifier that is none. What a text
//! says is asked for when it is needed: by `is_valid`, by a conversion to a type of the standard library, or to one of
//! another crate behind the feature of its name.
//!
//! To make one, `From` takes any text as it is, and `parse` takes only what the format allows:
//!
//! ```text
//! let kept = DateTime::from("yesterday");                   // sent as it is
//! let checked: DateTime = "2026-03-01T12:00:00Z".parse()?;  // an error for "yesterday"
//! ```
//!
//! Two values are equal where their texts are: one instant in two offsets is two values.

mod bytes;
mod check;
mod dates;

use std::fmt::{self, Display, Formatter};

pub use self::bytes::{Base64, Base64Url};
pub use self::dates::{Date, DateTime, Duration, Time};
use super::wire;

/// A text that is not what its format says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FormatError {
    /// What was expected: `a date`.
    pub expected: &'static str,
}

impl Display for FormatError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected)
    }
}

impl std::error::Error for FormatError {}

/// A type that keeps its text.
macro_rules! text {
    ($Type:ident: $is_valid:path) => {
        impl $Type {
            /// The text as it is on the wire.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The text as it is on the wire.
            pub fn into_string(self) -> String {
                self.0
            }

            /// Whether the text is what the format says.
            pub fn is_valid(&self) -> bool {
                Self::allows(&self.0)
            }

            /// Whether a text is what the format says.
            pub fn allows(text: &str) -> bool {
                $is_valid(text)
            }
        }

        impl ::std::fmt::Display for $Type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

/// A type that is a text on the wire.
macro_rules! text_slot {
    ($Type:ident) => {
        impl wire::Slot for $Type {
            fn blank() -> Self {
                Self(String::new())
            }

            fn read(&mut self, from: &mut dyn wire::Source) -> wire::Done {
                self.0 = from.string()?;
                Ok(())
            }

            fn write(&self, to: &mut dyn wire::Sink) {
                to.str(&self.0);
            }
        }

        wire::traits!($Type);
    };
}

/// A type that is made of text.
macro_rules! of_text {
    ($Type:ident: $expected:literal) => {
        impl AsRef<str> for $Type {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $Type {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $Type {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl ::std::str::FromStr for $Type {
            type Err = FormatError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let value = Self::from(text);
                if value.is_valid() { Ok(value) } else { Err(FormatError { expected: $expected }) }
            }
        }
    };
}

use {of_text, text, text_slot};

/// An identifier of 128 bits, the format `uuid` (RFC 9562): `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`.
///
/// Letters keep their case.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Uuid(String);
text!(Uuid: check::uuid);
text_slot!(Uuid);
of_text!(Uuid: "a UUID");

impl Uuid {
    /// The identifier as a number; `None` if the text is none.
    pub fn as_u128(&self) -> Option<u128> {
        if !self.is_valid() {
            return None;
        }
        let digits = self.0.chars().filter_map(|c| c.to_digit(16));
        Some(digits.fold(0, |number, digit| number << 4 | u128::from(digit)))
    }
}

impl From<u128> for Uuid {
    fn from(number: u128) -> Self {
        let digits = format!("{number:032x}");
        let part = |from, to| digits.get(from..to).unwrap_or_default();
        Uuid([part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-"))
    }
}

/// A decimal number as text, the format `decimal`: `"19.90"`. Digits stay as they are, trailing zeros among them.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Decimal(String);
text!(Decimal: check::decimal);
text_slot!(Decimal);
of_text!(Decimal: "a decimal number");

/// A decimal number that is a number on the wire, the format `decimal` of numbers: `19.90`. As many digits as there are,
/// where a double has no more than 17.
///
/// In the members of a union that is not told apart at its first property, and in formats other than JSON, digits beyond
/// those of a double are lost.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DecimalNumber(String);
text!(DecimalNumber: check::decimal);
of_text!(DecimalNumber: "a decimal number");

impl wire::Slot for DecimalNumber {
    fn blank() -> Self {
        Self(String::new())
    }

    fn read(&mut self, from: &mut dyn wire::Source) -> wire::Done {
        self.0 = from.number()?;
        Ok(())
    }

    fn write(&self, to: &mut dyn wire::Sink) {
        match check::json_number(&self.0) {
            Some(digits) => to.number(&digits),
            None => to.fail(&format_args!("`{}` is no number", self.0)),
        }
    }
}

wire::traits!(DecimalNumber);

macro_rules! decimals {
    ($($Type:ident)*) => {$(
        impl $Type {
            /// The nearest double, which is not always the same number; `None` if the text is no number.
            pub fn to_f64(&self) -> Option<f64> {
                self.0.parse().ok().filter(|_| self.is_valid())
            }
        }

        integers!($Type i32 i64 u32 u64);
    )*};
}

macro_rules! integers {
    ($Type:ident $($Integer:ident)*) => {$(
        impl From<$Integer> for $Type {
            fn from(number: $Integer) -> Self {
                $Type(number.to_string())
            }
        }
    )*};
}

decimals!(Decimal DecimalNumber);
