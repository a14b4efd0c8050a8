//! Enums of text, which are open: a value that the document does not list is kept and written back.

use super::slot::{Done, Source};

/// A value that the document of this client does not list. Only reading or converting text makes one, and only after the
/// listed values were compared: what is listed has one representation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unlisted(Box<str>);

impl Unlisted {
    /// The text of the value.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An enum of text; [`strings!`](super) implements it.
pub trait Text: Clone + 'static {
    /// The texts that the document lists.
    const LISTED: &'static [&'static str];
    /// Their variants, in the same order.
    const VARIANTS: &'static [Self];

    /// The variant that keeps any other text.
    fn unlisted(text: Unlisted) -> Self;
}

/// The value of a text: the listed one if there is one.
pub fn parse<T: Text>(text: &str) -> T {
    let listed = T::LISTED.iter().position(|listed| *listed == text);
    match listed.and_then(|index| T::VARIANTS.get(index)) {
        Some(variant) => variant.clone(),
        None => T::unlisted(Unlisted(text.into())),
    }
}

/// Reads the value of a text.
///
/// # Errors
/// The value on the wire is no text.
pub fn read_text<T: Text>(value: &mut T, from: &mut dyn Source) -> Done {
    let text = from.string()?;
    *value = parse(&text);
    if !T::LISTED.contains(&text.as_str()) {
        from.unlisted();
    }
    Ok(())
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
        impl wire::Text for $Enum {
            const LISTED: &'static [&'static str] = Self::LISTED;
            const VARIANTS: &'static [Self] = &[$(Self::$Variant),*];
            fn unlisted(text: wire::Unlisted) -> Self {
                Self::Unlisted(text)
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
                wire::parse(text)
            }
        }
        impl From<String> for $Enum {
            fn from(text: String) -> Self {
                wire::parse(&text)
            }
        }
        impl ::std::str::FromStr for $Enum {
            type Err = ::std::convert::Infallible;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(wire::parse(text))
            }
        }
        impl wire::Slot for $Enum {
            fn blank() -> Self {
                wire::parse("")
            }
            fn read(&mut self, from: &mut dyn wire::Source) -> wire::Done {
                wire::read_text(self, from)
            }
            fn write(&self, to: &mut dyn wire::Sink) {
                to.str(self.as_str());
            }
        }
        wire::traits!($Enum);
    };
}
pub(crate) use strings;
