//! The intermediate representation: what an API *is*, resolved, as data only.
//!
//! [`Api<N>`] is generic in what a thing is called: a [`Hint`] once lowered, an [`Ident`] once planned. `emit` takes
//! `Api<Ident>`, so nothing is emitted before names are decided and none is decided while emitting.
//! Links are ids, never names; the order of every list is the order of the output.

pub mod dump;
mod seldom;
mod text;

pub use seldom::Seldom;

use crate::diag::Spot;
use crate::table::{media::Media, scalar::Scalar, style::Style};
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

/// Index of a [`TypeDef`] in [`Api::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

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

/// A named type.
#[derive(Clone, Debug)]
pub struct TypeDef<N> {
    /// What it is called.
    pub name: N,
    /// The component it came from (`#/components/schemas/NAME`), `None` for an inline schema.
    pub component: Option<String>,
    /// Where its schema stands.
    pub at: Spot,
    /// What the document says.
    pub docs: Docs,
    /// What it is.
    pub kind: Kind<N>,
    /// Which way it travels; `plan` fills it from the operations that reach it.
    pub usage: Usage,
}

/// Which way values of a type travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// In a request (or the answer to a webhook).
    pub sent: bool,
    /// In an answer (or a webhook).
    pub answered: bool,
}

/// What a named type is.
#[derive(Clone, Debug)]
pub enum Kind<N> {
    /// An object with known properties.
    Struct {
        /// In document order.
        fields: Vec<Field<N>>,
        /// What happens to properties without a field.
        rest: Rest,
    },
    /// A closed list of values in the document, open in Rust.
    Enum {
        /// In document order, distinct.
        values: Vec<EnumValue<N>>,
    },
    /// One of several.
    Union {
        /// In document order.
        variants: Vec<Variant<N>>,
        /// How a reader tells them apart.
        dispatch: Dispatch,
    },
    /// A name for a list or map that contains itself.
    Newtype(Ty),
}

/// Properties that have no field of their own.
#[derive(Clone, Debug, PartialEq)]
pub enum Rest {
    /// Ignored when read (a client does not deny what a newer server adds).
    Ignore,
    /// Kept in an ordered map: `additionalProperties` with a schema, `patternProperties`.
    Keep(Ty),
}

/// A property.
#[derive(Clone, Debug)]
pub struct Field<N> {
    /// What it is called in Rust.
    pub name: N,
    /// What it is called in JSON.
    pub wire: String,
    /// What it holds; null is in here ([`Ty::Nullable`]), absence is in `presence`.
    pub ty: Ty,
    /// Whether it may be left out.
    pub presence: Presence,
    /// `readOnly`: answered, never sent.
    pub read_only: bool,
    /// `writeOnly`: sent, never answered.
    pub write_only: bool,
    /// What the document says.
    pub docs: Docs,
    /// What `validate()` checks.
    pub constraints: Constraints,
    /// The same for the elements of its arrays and maps, for their elements, and so on.
    pub inside: Vec<Constraints>,
    /// Where it stands.
    pub at: Spot,
}

/// Absent, null and defaulted are three things: absence is here, null is [`Ty::Nullable`], a default is in [`Docs`].
#[derive(Clone, Debug, PartialEq)]
pub enum Presence {
    /// Must be there.
    Required,
    /// May be left out. An optional field whose type is [`Ty::Nullable`] is a plain `Option` (none is left out), unless
    /// `three_valued`: then absent, null and a value are told apart.
    Optional {
        /// PATCH and merge-patch bodies, or by configuration.
        three_valued: bool,
    },
    /// Must be there with exactly this value (`const`): no Rust field, the table checks and writes it.
    Fixed(Value),
}

/// What JSON Schema validation keywords ask for; never applied when reading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraints {
    /// `minimum` / `exclusiveMinimum` (true = exclusive).
    pub minimum: Option<(serde_json::Number, bool)>,
    /// `maximum` / `exclusiveMaximum` (true = exclusive).
    pub maximum: Option<(serde_json::Number, bool)>,
    /// `multipleOf`.
    pub multiple_of: Option<serde_json::Number>,
    /// `minLength`, in Unicode code points.
    pub min_length: Option<u64>,
    /// `maxLength`, in Unicode code points.
    pub max_length: Option<u64>,
    /// `pattern`, an ECMA-262 regular expression.
    pub pattern: Option<String>,
    /// `minItems` or `minProperties`.
    pub min_items: Option<u64>,
    /// `maxItems` or `maxProperties`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `format` is one of an address: `uri`, `uri-reference`, `url`.
    pub is_address: bool,
}

/// One value of an enum.
#[derive(Clone, Debug)]
pub struct EnumValue<N> {
    /// What it is called in Rust.
    pub name: N,
    /// What it is in JSON.
    pub wire: Value,
    /// What the document says (`x-enum-descriptions` and the like).
    pub docs: Docs,
}

/// One member of a union.
#[derive(Clone, Debug)]
pub struct Variant<N> {
    /// What it is called in Rust.
    pub name: N,
    /// What it holds.
    pub ty: Ty,
    /// What the document says.
    pub docs: Docs,
    /// The value of the tag under [`Dispatch::Tag`].
    pub tag: Option<String>,
    /// What selects it under [`Dispatch::Shape`].
    pub probe: Probe,
}

/// How a reader tells the members of a union apart, in one pass.
#[derive(Clone, Debug, PartialEq)]
pub enum Dispatch {
    /// By the text of one property: a discriminator, or a constant in every member. An unknown tag is kept as raw JSON.
    Tag {
        /// The property.
        property: String,
    },
    /// By JSON kind and deciding keys ([`Probe`]); where nothing decides, in `order`.
    Shape {
        /// Indices of variants, most required first.
        order: Vec<usize>,
    },
}

/// What selects a member.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Probe {
    /// The JSON kinds it takes; empty = any.
    pub kinds: Vec<JsonKind>,
    /// Keys each of which alone decides for it (no other member knows the key, and members take no unknown keys of
    /// that name by schema).
    pub keys: Vec<String>,
}

/// The kinds of JSON value (`integer` is a number without a fraction).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum JsonKind {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// A use of a type. Closed: the compiler finds every place when it grows.
#[derive(Clone, Debug, PartialEq)]
pub enum Ty {
    /// A row of the scalar table.
    Scalar(&'static Scalar),
    /// A named type.
    Named(TypeId),
    /// `Vec<T>`.
    List(Box<Ty>),
    /// A fixed number of elements.
    Tuple(Vec<Ty>),
    /// An ordered map; the keys are text, or an enum of text.
    Map {
        /// An enum that the keys are from, where `propertyNames` says so.
        key: Option<TypeId>,
        /// The values.
        value: Box<Ty>,
    },
    /// A value or null.
    Nullable(Box<Ty>),
    /// Behind a pointer, where a type contains itself; `plan` puts it.
    Boxed(Box<Ty>),
    /// Any JSON value.
    Any,
}

/// A group of operations.
#[derive(Clone, Debug)]
pub struct Resource<N> {
    /// Names the module, the accessor on the client and the type. The last hint is the tag as it is.
    pub name: N,
    /// What the tag says.
    pub docs: Docs,
}

/// Index into [`Api::resources`].
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
    /// Alternatives (OR) of indices into [`Api::schemes`] with scopes (AND); empty = none needed, and an empty
    /// alternative means that credentials are optional.
    pub security: Vec<Vec<(usize, Vec<String>)>>,
    /// Servers of the operation or its path, where they differ from the document's.
    pub servers: Vec<Server<N>>,
    /// What may be done when it fails half way.
    pub retry: RetryClass,
    /// Where it stands.
    pub at: Spot,
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

/// A server.
#[derive(Clone, Debug)]
pub struct Server<N> {
    /// What it is called in Rust.
    pub name: N,
    /// The address, with `{variables}`.
    pub url: String,
    /// What the document says.
    pub docs: Docs,
    /// In document order.
    pub variables: Vec<ServerVariable<N>>,
}

impl<N> Operation<N> {
    /// The method and the path, by which people know it: `POST /checkouts`.
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

impl<N> Server<N> {
    /// The address with the defaults of its variables.
    pub fn default_url(&self) -> String {
        self.variables.iter().fold(self.url.clone(), |url, variable| {
            url.replace(&format!("{{{}}}", variable.wire), &variable.default)
        })
    }
}

/// A server variable.
#[derive(Clone, Debug)]
pub struct ServerVariable<N> {
    /// What it is called in Rust.
    pub name: N,
    /// What it is called in the address.
    pub wire: String,
    /// The document's default.
    pub default: String,
    /// The values it may take; empty = any.
    pub values: Vec<String>,
    /// What the document says.
    pub docs: Docs,
}

/// A security scheme.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Its name in the document.
    pub name: String,
    /// What it is.
    pub kind: SchemeKind,
    /// What the document says.
    pub docs: Docs,
}

/// What a credential looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum SchemeKind {
    Bearer,
    Basic,
    /// Any other HTTP authentication scheme, by name.
    Http(String),
    /// An API key: where (`header`, `query`, `cookie`) and under which name.
    ApiKey {
        location: String,
        name: String,
    },
    /// OAuth2: where the client credentials flow gets tokens, and where the other flows renew them; nothing where there
    /// is no such flow.
    OAuth2 {
        token_url: Option<String>,
        refresh_url: Option<String>,
        scopes: Vec<String>,
    },
    OpenIdConnect {
        url: String,
    },
    MutualTls,
}

impl SchemeKind {
    /// Whether its credentials are tokens that have to be asked for, and asked for again.
    pub fn gives_tokens(&self) -> bool {
        matches!(self, Self::OAuth2 { .. } | Self::OpenIdConnect { .. })
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
