//! The calls of an API: what is sent, what may be answered, and the calls that the API makes itself.

use super::{Constraints, Docs, Server, Ty};
use crate::diag::Spot;
use crate::table::{media::Media, style::Style};
use serde_json::Value;

/// A group of operations.
#[derive(Clone, Debug)]
pub struct Resource<N> {
    /// Names the module, the accessor on the client and the type. The last hint is the tag as it is.
    pub name: N,
    /// What the tag says.
    pub docs: Docs,
}

/// Index into [`Api::resources`](super::Api::resources).
pub type ResourceId = usize;

/// One call.
#[derive(Clone, Debug)]
pub struct Operation<N> {
    /// The method's name in Rust.
    pub name: N,
    /// `operationId`, where there is one.
    pub id: Option<String>,
    /// Which group it belongs to.
    pub resource: ResourceId,
    /// The HTTP method, upper case.
    pub method: String,
    /// The path template as written, `/a/{b}`.
    pub path: String,
    /// What the document says.
    pub docs: Docs,
    /// In document order, path item first.
    pub params: Vec<Param<N>>,
    /// The request body.
    pub body: Option<Body>,
    /// By status, in document order.
    pub answers: Vec<Answer>,
    /// Alternatives (OR) of indices into [`Api::schemes`](super::Api::schemes) with scopes (AND); empty = none needed, and
    /// an empty alternative means that credentials are optional.
    pub security: Vec<Vec<(usize, Vec<String>)>>,
    /// Servers of the operation or its path, where they differ from the document's.
    pub servers: Vec<Server<N>>,
    /// What may be done when it fails half way.
    pub retry: RetryClass,
    /// Where it stands.
    pub at: Spot,
}

impl<N> Operation<N> {
    /// The method and the path, by which people know it: `POST /checkouts`.
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

/// What a repeated execution would do (RFC 9110 section 9.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RetryClass {
    /// No effect: GET, HEAD, OPTIONS, TRACE.
    Safe,
    /// The same effect as once: PUT, DELETE.
    Idempotent,
    /// The server recognises a repeated key in this header.
    Keyed(String),
    /// A second effect: POST, PATCH.
    Unsafe,
}

impl RetryClass {
    /// What the method tells. Clients take it for what is not said of an operation, so theirs must be the same.
    pub fn of(method: &str) -> Self {
        match method {
            "GET" | "HEAD" | "OPTIONS" | "TRACE" | "QUERY" => Self::Safe,
            "PUT" | "DELETE" => Self::Idempotent,
            _ => Self::Unsafe,
        }
    }
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Param<N> {
    /// What it is called in Rust.
    pub name: N,
    /// What it is called in the document.
    pub wire: String,
    /// Where it goes and how it is written.
    pub style: &'static Style,
    /// `explode` (OpenAPI 3.1 section 4.8.12.2.1).
    pub explode: bool,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// The media type of a content-typed parameter.
    pub content: Option<String>,
    /// What it holds.
    pub ty: Ty,
    /// Whether it must be given.
    pub required: bool,
    /// What the document says.
    pub docs: Docs,
    /// What `validate()` checks.
    pub constraints: Constraints,
    /// Where it stands.
    pub at: Spot,
}

/// A request body.
#[derive(Clone, Debug)]
pub struct Body {
    /// Whether it must be given.
    pub required: bool,
    /// One per media type, in document order.
    pub contents: Vec<Content>,
    /// What the document says.
    pub docs: Docs,
}

/// One media type of a body or an answer.
#[derive(Clone, Debug)]
pub struct Content {
    /// As written: `application/json; charset=utf-8`.
    pub media_type: String,
    /// How it behaves.
    pub media: &'static Media,
    /// What it holds; `None` where the document gives no schema.
    pub ty: Option<Ty>,
    /// Per-property encodings of forms and multipart, by wire name.
    pub encodings: Vec<(String, Encoding)>,
    /// The examples of the media type.
    pub examples: Vec<Value>,
}

/// An encoding object (OpenAPI 3.1 section 4.8.15).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Encoding {
    /// `contentType`.
    pub content_type: Option<String>,
    /// `style`, by name.
    pub style: Option<String>,
    /// `explode`.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub allow_reserved: bool,
}

/// What the server may answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// When.
    pub status: Status,
    /// One per media type, in document order; empty = no body documented.
    pub contents: Vec<Content>,
    /// Declared headers: name, type, docs.
    pub headers: Vec<(String, Ty, Docs)>,
    /// What the document says.
    pub docs: Docs,
}

/// Which status codes an answer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// `200`.
    Exact(u16),
    /// `4XX`: the hundred.
    Range(u8),
    /// `default`.
    Default,
}

impl Status {
    /// Whether all of its codes are of calls that went well.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Exact(200..=299) | Self::Range(2))
    }
}

/// A call the API makes.
#[derive(Clone, Debug)]
pub struct Webhook<N> {
    /// The variant's name in Rust.
    pub name: N,
    /// Its name in the document: the event type.
    pub wire: String,
    /// The payload.
    pub payload: Option<Ty>,
    /// What the document says.
    pub docs: Docs,
    /// Where it stands.
    pub at: Spot,
}
