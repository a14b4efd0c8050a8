//! Enums of text, which are open: a value that the document does not list is kept and written back.

use super::index::position;
use super::slot::{Fail, Source};

/// A value that the document of this client does not list. Only reading or converting text makes one, and only after the
/// listed values were compared: what is listed has one representation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unlisted(Box<str>);

impl Unlisted {
    /// The text of the value.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What no text is read as.
    pub fn blank() -> Self {
        Unlisted(Box::default())
    }
}

/// The value of a text: the variant beside it if the document lists it, else the one that keeps it.
pub fn parse<T: Clone>(
    text: &str,
    listed: &'static [&'static str],
    variants: &[T],
    unlisted: fn(Unlisted) -> T,
) -> T {
    match position(listed, text).and_then(|index| variants.get(index)) {
        Some(variant) => variant.clone(),
        None => unlisted(Unlisted(text.into())),
    }
}

/// Reads a text; says so if the document does not list it.
///
/// # Errors
/// The value on the wire is no text.
pub fn read_text<T: for<'a> From<&'a str>>(
    from: &mut dyn Source,
    listed: &'static [&'static str],
) -> Result<T, Fail> {
    let text = from.text()?;
    let (value, is_listed) = (T::from(&text), position(listed, &text).is_some());
    drop(text);
    if !is_listed {
        from.unlisted();
    }
    Ok(value)
}

/// The table of an open enum of text: see [the grammar](super).
macro_rules! strings {
    () => {};
    ($Enum:ident { $($Variant:ident = $text:literal),* $(,)? }) => {
        impl $Enum {
            /// The values that the document lists.
            pub const LISTED: &'static [&'static str] = &[$($text),*];

            /// The value as it is on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$Variant => $text,)*
                    Self::Unlisted(text) => text.as_str(),
                }
            }
        }
        impl wire::Slot for $Enum {
            fn blank() -> Self {
                Self::Unlisted(wire::Unlisted::blank())
            }
            fn read(&mut self, from: &mut dyn wire::Source) -> wire::Done {
                *self = wire::read_text(from, Self::LISTED)?;
                Ok(())
            }
            fn write(&self, to: &mut dyn wire::Sink) {
                to.str(self.as_str());
            }
        }
        impl ::std::cmp::PartialEq for $Enum {
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }
        impl ::std::cmp::Eq for $Enum {}
        impl ::std::hash::Hash for $Enum {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                ::std::hash::Hash::hash(self.as_str(), state);
            }
        }
        impl ::std::fmt::Display for $Enum {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }
        impl AsRef<str> for $Enum {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
        impl From<&str> for $Enum {
            fn from(text: &str) -> Self {
                wire::parse(text, Self::LISTED, &[$(Self::$Variant),*], Self::Unlisted)
            }
        }
        impl From<String> for $Enum {
            fn from(text: String) -> Self {
                text.as_str().into()
            }
        }
        impl ::std::str::FromStr for $Enum {
            type Err = ::std::convert::Infallible;
            fn from_str(text: &str) -> Result<Self, ::std::convert::Infallible> {
                Ok(text.into())
            }
        }
        wire::traits!($Enum);
    };
}
pub(crate) use strings;
