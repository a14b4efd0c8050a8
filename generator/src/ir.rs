//! The intermediate representation: what an API *is*, resolved, as data only.
//!
//! [`Api<N>`] is generic in what a thing is called: a [`Hint`] once lowered, an [`Ident`] once planned. `emit` takes
//! `Api<Ident>`, so nothing is emitted before names are decided and none is decided while emitting.
//! Links are ids, never names; the order of every list is the order of the output.

pub mod dump;
mod operations;
mod seldom;
mod servers;
mod text;
mod types;
mod walk;

pub use operations::{
    Answer, Body, Content, Encoding, Operation, Param, Resource, ResourceId, RetryClass, Status, Webhook,
};
pub(crate) use seldom::seldom;
pub use seldom::{Empty, Seldom};
pub use servers::{Scheme, SchemeKind, Server, ServerVariable};
pub use types::{
    Constraints, Dispatch, EnumValue, Field, JsonKind, Kind, Presence, Probe, Rest, Ty, TypeDef, TypeId,
    Usage, Variant,
};

use serde_json::Value;

/// The API, resolved.
#[derive(Clone, Debug)]
pub struct Api<N> {
    /// Title, version and description.
    pub info: Info,
    /// Where the API is served, in document order.
    pub servers: Vec<Server<N>>,
    /// What credentials look like, in document order.
    pub schemes: Vec<Scheme>,
    /// Named types; a [`TypeId`] is an index into this list.
    pub types: Vec<TypeDef<N>>,
    /// What each component schema is, in document order: also those that need no type of their own.
    pub components: Vec<(String, Ty)>,
    /// Groups of operations; each becomes a module.
    pub resources: Vec<Resource<N>>,
    /// Calls a client can make.
    pub operations: Vec<Operation<N>>,
    /// Calls the API makes (`webhooks`): name in the document, and the type of the payload where there is one.
    pub webhooks: Vec<Webhook<N>>,
    /// What a receiver of all webhooks reads, where the payloads tell what they are.
    pub event: Option<Ty>,
}

/// The document's `info` object and what stands beside it.
#[derive(Clone, Debug, Default)]
pub struct Info {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.summary` and `info.description`.
    pub docs: Docs,
}

/// What the document says about a thing, for people.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Docs {
    /// `summary` or `title`.
    pub summary: Option<String>,
    /// `description`, Markdown.
    pub description: Option<String>,
    /// `externalDocs`: description and address.
    pub external: Option<(Option<String>, String)>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// `default`, as documented.
    pub default: Option<Value>,
    /// `example` and `examples`.
    pub examples: Vec<Value>,
    /// Facts in prose that the type does not carry (a format, a bound), each one short sentence.
    pub notes: Vec<String>,
}

/// What a thing might be called: candidates in words, best first. A configuration override stands alone and first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    /// Best first; any text, cased and made an identifier by `plan`.
    pub candidates: Vec<String>,
}

impl Hint {
    /// One candidate.
    pub fn new(words: impl Into<String>) -> Self {
        Hint { candidates: vec![words.into()] }
    }

    /// Adds a worse candidate.
    pub fn or(mut self, words: impl Into<String>) -> Self {
        self.candidates.push(words.into());
        self
    }
}

/// A Rust identifier, claimed: unique in its scope, raw (`r#type`) where it must be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ident(pub String);
