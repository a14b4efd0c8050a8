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

#[cfg(not(without = "base64"))]
mod bytes;
#[cfg(not(without = "dates"))]
mod dates;
#[cfg(not(without = "with_rust_decimal"))]
mod decimal;
#[cfg(not(without = "with_uuid"))]
mod uuid;

use std::fmt::{self, Display, Formatter};

#[cfg(not(without = "base64"))]
pub use self::bytes::{Base64, Base64Url};
#[cfg(not(without = "dates"))]
pub use self::dates::{Date, DateTime, Duration, Time};
#[cfg(not(without = "with_rust_decimal"))]
pub use self::decimal::{Decimal, DecimalNumber};
#[cfg(not(without = "with_uuid"))]
pub use self::uuid::Uuid;

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
#[cfg(not(all(without = "dates", without = "with_rust_decimal", without = "with_uuid")))]
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

#[cfg(not(all(without = "dates", without = "with_rust_decimal", without = "with_uuid")))]
use of_text;
use {text, text_slot};
