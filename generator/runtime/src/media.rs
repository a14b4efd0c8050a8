//! Media types of request bodies, and how a value is written in each.

use super::operation::Style;

/// One media type of a request body, as a row of an operation's table.
#[derive(Clone, Copy, Debug)]
pub struct Media {
    /// What the `Content-Type` header says.
    pub name: &'static str,
    /// How a value is written.
    pub encoding: Encoding,
    /// The properties of a form that are written in another way than forms usually are.
    pub parts: &'static [Part],
}

/// How a value is written as a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As JSON.
    Json,
    /// As a JSON text per line, of each item of a list.
    Lines,
    /// As pairs of names and values (WHATWG URL, section 5.1).
    #[cfg(not(without = "urlencoded"))]
    Form,
    /// As the parts of a multipart body (RFC 7578).
    #[cfg(not(without = "multipart"))]
    Multipart,
    /// As text.
    #[cfg(not(without = "uploads"))]
    Text,
    /// As the bytes that it is.
    #[cfg(not(without = "uploads"))]
    Bytes,
}

/// How one property of a form is written (OpenAPI, "Encoding Object").
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// The property.
    pub name: &'static str,
    /// How its value is written, where the document says so; else by what it is: scalars as text, each item of a list
    /// by itself, objects as JSON.
    pub style: Option<Style>,
    /// Whether each item of a list, each property of an object, is written on its own.
    pub explode: bool,
    /// Whether reserved characters pass unescaped.
    pub allow_reserved: bool,
    /// The media type of the part of a multipart body; empty if it follows from the value.
    pub media_type: &'static str,
}

impl Media {
    /// JSON under another name than `application/json`.
    pub const fn json(name: &'static str) -> Self {
        Self::of(name, Encoding::Json, &[])
    }

    /// JSON lines.
    pub const fn lines(name: &'static str) -> Self {
        Self::of(name, Encoding::Lines, &[])
    }

    /// `application/x-www-form-urlencoded`.
    #[cfg(not(without = "urlencoded"))]
    pub const fn form(parts: &'static [Part]) -> Self {
        Self::of("application/x-www-form-urlencoded", Encoding::Form, parts)
    }

    /// `multipart/form-data`.
    #[cfg(not(without = "multipart"))]
    pub const fn multipart(parts: &'static [Part]) -> Self {
        Self::of("multipart/form-data", Encoding::Multipart, parts)
    }

    /// Text: `text/plain`, `application/xml`.
    #[cfg(not(without = "uploads"))]
    pub const fn text(name: &'static str) -> Self {
        Self::of(name, Encoding::Text, &[])
    }

    /// Bytes: `application/octet-stream`, `image/png`.
    #[cfg(not(without = "uploads"))]
    pub const fn bytes(name: &'static str) -> Self {
        Self::of(name, Encoding::Bytes, &[])
    }

    const fn of(name: &'static str, encoding: Encoding, parts: &'static [Part]) -> Self {
        Self { name, encoding, parts }
    }

    /// What is said about a property.
    #[cfg(not(without = "forms"))]
    pub(super) fn part(&self, name: &str) -> Option<&'static Part> {
        self.parts.iter().find(|part| part.name == name)
    }
}

impl Part {
    /// A property in a style.
    pub const fn style(name: &'static str, style: Style) -> Self {
        Self {
            style: Some(style),
            explode: matches!(style, Style::Form | Style::DeepObject),
            ..Self::named(name)
        }
    }

    /// `color[R]=100`.
    pub const fn deep(name: &'static str) -> Self {
        Self::style(name, Style::DeepObject)
    }

    /// A property of which only the media type is said.
    pub const fn typed(name: &'static str, media_type: &'static str) -> Self {
        Self { media_type, ..Self::named(name) }
    }

    const fn named(name: &'static str) -> Self {
        Self { name, style: None, explode: true, allow_reserved: false, media_type: "" }
    }
}

/// A body that can be of several media types: what [`bodies!`](super::media) implements for the enum of an operation.
pub trait Bodies {
    /// Which row of the operation's table it is, and the value.
    fn chosen(&self) -> (usize, &dyn super::wire::Slot);
}

/// The table of such an enum: its variants, each with its row. What can be made of one type says `from`: of what it holds,
/// or of what it holds a pointer to.
macro_rules! bodies {
    () => {};
    ($Enum:ident { $($row:literal => $Variant:ident($Payload:ty) $(from $From:ty)?),* $(,)? }) => {
        impl media::Bodies for $Enum {
            fn chosen(&self) -> (usize, &dyn wire::Slot) {
                match self {
                    $(Self::$Variant(value) => ($row, value),)*
                }
            }
        }
        $($(
            impl From<$From> for $Enum {
                fn from(value: $From) -> Self {
                    Self::$Variant(value.into())
                }
            }
        )?)*
    };
}
pub(crate) use bodies;

// No client needs to have such an enum; a macro that is never used would be warned about.
self::bodies!();
