//! One operation of a document, as one static table.

use std::fmt;

use super::answer::Reading;
use super::api::ServerRow;
#[cfg(not(without = "media"))]
use super::media::Media;

/// The table of one operation. What a generated method does is look up here; nothing of it is printed as code.
///
/// It says what differs from the usual; [`new`](Self::new) tells what that is.
///
/// ```text
/// static GET: Operation = Operation::get("getPet", "/pets/{id}");
/// static FIND: Operation = Operation::get("findPets", "/pets").params(&[Param::query("tag").required()]);
/// static CREATE: Operation = Operation::post("createPet", "/pets").retry(Retry::Keyed("Idempotency-Key"));
/// ```
#[derive(Debug)]
pub struct Operation {
    /// The `operationId`, or the name the generator gave it.
    pub id: &'static str,
    /// The HTTP method, in capitals.
    pub method: &'static str,
    /// The path below the base URL, with its parameters in braces: `/pets/{id}`. Those that have no row among `params`
    /// are written in the style that the specification defaults to; their values are handed over first, in the order of
    /// the path.
    pub path: &'static str,
    /// The other parameters, in the order in which their values are handed over.
    pub params: &'static [Param],
    /// The media types of the request's body, where it is not JSON alone.
    #[cfg(not(without = "media"))]
    pub bodies: &'static [Media],
    /// The `Accept` header: the media types that the document declares for success, best first.
    pub accept: &'static str,
    /// How the body of a success is read, where its type does not tell.
    pub reading: Reading,
    /// When a failed call may be sent again.
    pub retry: Retry,
    /// Any one of the alternatives, of which all schemes are needed; an empty alternative makes security optional, no
    /// alternative means none (OpenAPI, "Security Requirement Object"). `None` means the same as for most operations:
    /// what the [`Api`](super::api::Api) says.
    pub security: Option<&'static [&'static [&'static str]]>,
    /// The servers of this operation alone, with the defaults of their variables; none means the document's.
    pub servers: &'static [ServerRow],
}

impl Operation {
    /// An operation of any method, which takes no body or one in JSON, answers in JSON, and needs what most operations
    /// need. A failed call is sent again where the method allows it (RFC 9110, section 9.2).
    pub const fn new(method: &'static str, id: &'static str, path: &'static str) -> Self {
        Self {
            id,
            method,
            path,
            params: &[],
            #[cfg(not(without = "media"))]
            bodies: &[],
            accept: "application/json",
            reading: Reading::Json,
            retry: Retry::of(method),
            security: None,
            servers: &[],
        }
    }

    /// An operation of the method `GET`.
    pub const fn get(id: &'static str, path: &'static str) -> Self {
        Self::new("GET", id, path)
    }

    /// An operation of the method `POST`.
    pub const fn post(id: &'static str, path: &'static str) -> Self {
        Self::new("POST", id, path)
    }

    /// An operation of the method `PUT`.
    pub const fn put(id: &'static str, path: &'static str) -> Self {
        Self::new("PUT", id, path)
    }

    /// An operation of the method `PATCH`.
    pub const fn patch(id: &'static str, path: &'static str) -> Self {
        Self::new("PATCH", id, path)
    }

    /// An operation of the method `DELETE`.
    pub const fn delete(id: &'static str, path: &'static str) -> Self {
        Self::new("DELETE", id, path)
    }

    /// With these parameters beside those of the path.
    pub const fn params(self, params: &'static [Param]) -> Self {
        Self { params, ..self }
    }

    /// With a body of these media types.
    #[cfg(not(without = "media"))]
    pub const fn bodies(self, bodies: &'static [Media]) -> Self {
        Self { bodies, ..self }
    }

    /// Answered in other media types than JSON; nothing where the answer has no body.
    pub const fn accept(self, accept: &'static str) -> Self {
        Self { accept, ..self }
    }

    /// With answers that are read in this way.
    pub const fn reading(self, reading: Reading) -> Self {
        Self { reading, ..self }
    }

    /// Sent again otherwise than its method tells.
    pub const fn retry(self, retry: Retry) -> Self {
        Self { retry, ..self }
    }

    /// With another security requirement than most operations.
    pub const fn security(self, security: &'static [&'static [&'static str]]) -> Self {
        Self { security: Some(security), ..self }
    }

    /// With servers of its own.
    pub const fn servers(self, servers: &'static [ServerRow]) -> Self {
        Self { servers, ..self }
    }

    /// The parameters of the path that have no row.
    pub(super) fn holes(&self) -> Vec<Param> {
        let has_row = |name: &str| {
            self.params.iter().any(|param| param.location == Location::Path && param.name == name)
        };
        let mut holes = Vec::new();
        for part in self.path.split('{').skip(1) {
            if let Some((name, _)) = part.split_once('}')
                && !has_row(name)
            {
                holes.push(Param::path(name));
            }
        }
        holes
    }
}

/// What a call is called where people read it: the method and the path as the document writes it, `POST /checkouts`.
#[derive(Clone)]
pub(super) enum Name {
    /// By its table: nothing is written down before somebody asks.
    Of(&'static Operation),
    /// In words, where the document has no such operation.
    Other(Box<str>),
}

impl Name {
    /// The operation of the document.
    pub(super) fn operation(&self) -> Option<&'static Operation> {
        match self {
            Self::Of(operation) => Some(operation),
            Self::Other(_) => None,
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Of(operation) => write!(f, "{} {}", operation.method, operation.path),
            Self::Other(name) => f.write_str(name),
        }
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
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
    #[cfg(not(without = "cookies"))]
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
    #[cfg(not(without = "cookies"))]
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
    /// `color=blue; color=black`, nothing escaped; cookies (OpenAPI 3.2).
    #[cfg(not(without = "cookies"))]
    Cookie,
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

impl Retry {
    /// What the method of a request tells (RFC 9110, section 9.2).
    pub const fn of(method: &str) -> Self {
        match method.as_bytes() {
            b"GET" | b"HEAD" | b"OPTIONS" | b"TRACE" | b"QUERY" => Self::Safe,
            b"PUT" | b"DELETE" => Self::Idempotent,
            _ => Self::Unsafe,
        }
    }
}
