//! One operation of a document, as one static table.

use super::answer::Reading;
use super::api::ServerRow;
use super::media::Media;

/// The table of one operation. What a generated method does is look up here; nothing of it is printed as code.
///
/// ```text
/// static CREATE: Operation = Operation {
///     id: "createCheckoutSession",
///     method: "POST",
///     path: "/checkouts",
///     retry: Retry::Unsafe,
///     security: &[&["API KEY"]],
///     ..Operation::DEFAULT
/// };
/// ```
#[derive(Debug)]
pub struct Operation {
    /// The `operationId`, or the name the generator gave it.
    pub id: &'static str,
    /// The HTTP method, in capitals.
    pub method: &'static str,
    /// The path below the base URL, with its parameters in braces: `/pets/{id}`.
    pub path: &'static str,
    /// The parameters, in the order in which their values are handed over.
    pub params: &'static [Param],
    /// The media types of the request's body, where it is not JSON alone.
    pub bodies: &'static [Media],
    /// The `Accept` header: the media types that the document declares for success, best first.
    pub accept: &'static str,
    /// How the body of a success is read, where its type does not tell.
    pub reading: Reading,
    /// When a failed call may be sent again.
    pub retry: Retry,
    /// Any one of the alternatives, of which all schemes are needed; an empty alternative makes security optional, no
    /// alternative means none (OpenAPI, "Security Requirement Object").
    pub security: &'static [&'static [&'static str]],
    /// The servers of this operation alone, with the defaults of their variables; none means the document's.
    pub servers: &'static [ServerRow],
}

impl Operation {
    /// A table that says nothing, to be filled by struct update.
    pub const DEFAULT: Self = Self {
        id: "",
        method: "GET",
        path: "/",
        params: &[],
        bodies: &[],
        accept: "application/json",
        reading: Reading::Json,
        retry: Retry::Unsafe,
        security: &[],
        servers: &[],
    };
}

/// One parameter (OpenAPI, "Parameter Object").
#[derive(Debug)]
pub struct Param {
    /// Its name on the wire.
    pub name: &'static str,
    /// Where it goes.
    pub location: Location,
    /// How its value is written.
    pub style: Style,
    /// Whether each item of a list, each property of an object, is written on its own.
    pub explode: bool,
    /// Whether reserved characters pass unescaped; queries only.
    pub allow_reserved: bool,
    /// Whether the value is written as JSON, in place of a style.
    pub json: bool,
    /// Whether it must be there; a path parameter always must.
    pub required: bool,
}

impl Param {
    /// A path parameter in the style that the specification defaults to.
    pub const fn path(name: &'static str) -> Self {
        Self { location: Location::Path, style: Style::Simple, required: true, ..Self::named(name) }
    }

    /// A query parameter in the style that the specification defaults to.
    pub const fn query(name: &'static str) -> Self {
        Self { location: Location::Query, style: Style::Form, explode: true, ..Self::named(name) }
    }

    /// A header parameter in the only style there is for it.
    pub const fn header(name: &'static str) -> Self {
        Self { location: Location::Header, style: Style::Simple, ..Self::named(name) }
    }

    /// A cookie in the only style there is for it.
    pub const fn cookie(name: &'static str) -> Self {
        Self { location: Location::Cookie, style: Style::Form, explode: true, ..Self::named(name) }
    }

    /// The whole query, of which the value's properties are the parameters.
    pub const fn querystring(name: &'static str) -> Self {
        Self { location: Location::Querystring, style: Style::Form, explode: true, ..Self::named(name) }
    }

    /// The same parameter, which must be there.
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// The same parameter, written as JSON.
    pub const fn json(self) -> Self {
        Self { json: true, ..self }
    }

    /// It is written in this style.
    pub const fn style(self, style: Style) -> Self {
        Self { style, ..self }
    }

    /// Whether each value of a list, and each property of an object, is written by itself.
    pub const fn explode(self, explode: bool) -> Self {
        Self { explode, ..self }
    }

    /// Reserved characters are written as they are.
    pub const fn reserved(self) -> Self {
        Self { allow_reserved: true, ..self }
    }

    const fn named(name: &'static str) -> Self {
        Self {
            name,
            location: Location::Query,
            style: Style::Form,
            explode: false,
            allow_reserved: false,
            json: false,
            required: false,
        }
    }
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// In the path, in place of `{name}`.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In the `Cookie` header.
    Cookie,
    /// As the whole query (OpenAPI 3.2).
    Querystring,
}

/// How a parameter's value is written (OpenAPI, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `blue,black`; paths and headers.
    Simple,
    /// `.blue.black`; paths.
    Label,
    /// `;color=blue,black`; paths.
    Matrix,
    /// `color=blue&color=black`; queries and cookies.
    Form,
    /// `color=blue%20black`; queries.
    SpaceDelimited,
    /// `color=blue|black`; queries.
    PipeDelimited,
    /// `color[r]=100&color[g]=200`; queries.
    DeepObject,
}

/// When a failed call may be sent again.
///
/// A request that never left is always sent again. What differs is what follows once a server may have acted on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Changes nothing (RFC 9110, section 9.2.1): sent again.
    Safe,
    /// Changes the same however often it is sent (section 9.2.2): sent again.
    Idempotent,
    /// Carries a key in the header of this name by which the server recognises a repetition: sent again. The key is
    /// generated once per call unless the caller gives one.
    Keyed(&'static str),
    /// Might act twice: sent again only if it never left, or if the server turned it away with a 429 and said when to
    /// come back.
    Unsafe,
}
