//! 2 NORMALISE: an `openapiv3` document in, a closed form out. The last module to name `openapiv3`.
//!
//! After this stage there is no `$ref` to chase, no `allOf`, no `type: [x, null]` and no difference between versions
//! of the specification. A [`Schema`] says what its values are in one of a few [`Shape`]s; links between schemas are
//! ids into one list, so that recursion is nothing special. A [`Use`] is a schema as it appears in some place: what the
//! place adds (null, docs, `readOnly`) stays with the place and does not make another schema.
//!
//! How: every schema is first read as a flat record of keywords (`facts`). The conjunction of some records (a schema
//! with its `$ref`, its `allOf` and what a union distributes over its members) is one node, built once whoever asks
//! for it (`node`), so that recursion ends and shared parts stay shared. Work is bounded by a budget: a document made
//! to explode yields "any value" and a warning.

mod combine;
mod docs;
mod facts;
mod flat;
mod http;
mod impossible;
mod node;
mod object;
mod read;
mod reference;
mod scheme;
mod shape;
mod sibling;

pub use docs::{fill, tighten};
pub use facts::{Kinds, kind_name, kind_of};
pub use read::bounds::compare;

use crate::diag::{Diagnostics, Spot};
use crate::ir::{Constraints, Docs, Encoding, Info, Scheme, Seldom, Status};
use crate::source::fit::{self, Parts};
use serde_json::Value;
use std::cell::RefCell;

/// A document in normal form.
#[derive(Debug, Default)]
pub struct Normal {
    /// Title, version and description.
    pub info: Info,
    /// Where the API is served.
    pub servers: Vec<Server>,
    /// What credentials look like.
    pub schemes: Vec<Scheme>,
    /// Groups of operations, as declared: name and what is said about it.
    pub tags: Vec<(String, Docs)>,
    /// Every schema; a [`SchemaId`] is an index into this list.
    pub schemas: Vec<Schema>,
    /// The component schemas, in document order.
    pub components: Vec<(String, Use)>,
    /// Calls a client can make, in document order.
    pub operations: Vec<Operation>,
    /// Calls the API makes: the event's name and the payload.
    pub webhooks: Vec<Webhook>,
}

impl std::ops::Index<SchemaId> for Normal {
    type Output = Schema;
    fn index(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.0 as usize]
    }
}

/// Index of a [`Schema`] in [`Normal::schemas`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(pub u32);

/// A schema.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// The component it is, if it is one as a whole.
    pub component: Option<String>,
    /// The component that this is without its children: the parent of an `allOf` hierarchy with a discriminator.
    pub parent: Option<String>,
    /// Where it stands.
    pub at: Spot,
    /// What the document says; `summary` is the `title`.
    pub docs: Seldom<Docs>,
    /// Whether null is a value too.
    pub nullable: bool,
    /// What the values are, apart from null.
    pub shape: Shape,
    /// What validation keywords ask for.
    pub constraints: Seldom<Constraints>,
    /// What is said of single values of an enum.
    pub value_docs: Vec<(Value, Docs)>,
    /// Extensions (`x-enum-varnames`), as written.
    pub extensions: Vec<(String, Value)>,
}

impl Schema {
    /// The value of an extension.
    pub fn extension(&self, name: &str) -> Option<&Value> {
        self.extensions.iter().find(|(n, _)| n == name).map(|(_, value)| value)
    }
}

/// What values look like.
#[derive(Clone, Debug, Default)]
pub enum Shape {
    /// Any JSON value.
    #[default]
    Any,
    /// No value at all.
    Never,
    /// Nothing but null.
    Null,
    /// `true` or `false`.
    Boolean,
    /// An integer, with its format.
    Integer(Option<String>),
    /// A number, with its format.
    Number(Option<String>),
    /// Text, with its format.
    String(Option<String>),
    /// One of these, distinct and not null.
    Enum(Vec<Value>),
    /// Exactly this, not null (`const`).
    Const(Value),
    /// An array of any length.
    List(Use),
    /// An array of exactly these elements.
    Tuple(Vec<Use>),
    /// An object.
    Object(Object),
    /// One of several.
    Union(Union),
}

/// An object.
#[derive(Clone, Debug, Default)]
pub struct Object {
    /// In order of appearance.
    pub properties: Vec<Property>,
    /// What other properties hold: `additionalProperties` or `patternProperties`; `None` where nothing is said, and
    /// where they are denied, which a client ignores.
    pub rest: Option<Use>,
    /// What the names of the rest are from: `propertyNames`.
    pub names: Option<Use>,
    /// Whether other properties are denied: `additionalProperties: false`.
    pub closed: bool,
}

/// A property.
#[derive(Clone, Debug)]
pub struct Property {
    /// Its name in JSON.
    pub name: String,
    /// What it holds.
    pub value: Use,
    /// Whether it must be there.
    pub required: bool,
}

/// `oneOf`, `anyOf`, several types, or the children of a parent with a discriminator.
#[derive(Clone, Debug, Default)]
pub struct Union {
    /// In document order, without null.
    pub members: Vec<Member>,
    /// The property of the `discriminator`.
    pub discriminator: Option<String>,
    /// `oneOf`: a value is of one member only; `anyOf`: it may be of several.
    pub exclusive: bool,
}

/// A member of a union.
#[derive(Clone, Debug)]
pub struct Member {
    /// What it holds.
    pub value: Use,
    /// The component that the member refers to.
    pub component: Option<String>,
    /// The values of the discriminator that are mapped to it.
    pub tags: Vec<String>,
}

/// A schema in some place, and what the place adds to it.
#[derive(Clone, Debug)]
pub struct Use {
    /// The schema.
    pub schema: SchemaId,
    /// Whether null may stand here though the schema itself does not allow it.
    pub nullable: bool,
    /// What is said about the place (or about an alias on the way); nothing of what a component says of itself.
    pub docs: Seldom<Docs>,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// Bounds that the place adds.
    pub constraints: Seldom<Constraints>,
    /// Where it stands.
    pub at: Spot,
}

/// A server (OpenAPI 3.1 section 4.8.5).
#[derive(Clone, Debug, Default)]
pub struct Server {
    /// Its name (OpenAPI 3.2).
    pub name: Option<String>,
    /// The address, with `{variables}`.
    pub url: String,
    /// What the document says.
    pub docs: Docs,
    /// In document order: name, default, allowed values, docs.
    pub variables: Vec<(String, String, Vec<String>, Docs)>,
}

/// An operation, with what its path item adds.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Upper case.
    pub method: String,
    /// The template.
    pub path: String,
    /// `operationId`.
    pub id: Option<String>,
    /// In document order.
    pub tags: Vec<String>,
    /// What the document says.
    pub docs: Docs,
    /// The path item's first; an operation's own replaces the path item's of the same name and place.
    pub params: Vec<Param>,
    /// The request body.
    pub body: Option<Body>,
    /// By status, in document order.
    pub answers: Vec<Answer>,
    /// Alternatives of schemes (by index) with scopes.
    pub security: Vec<Vec<(usize, Vec<String>)>>,
    /// Where they differ from the document's.
    pub servers: Vec<Server>,
    /// Extensions, as written.
    pub extensions: Vec<(String, Value)>,
    /// Where it stands.
    pub at: Spot,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Param {
    /// The component it refers to.
    pub component: Option<String>,
    /// Its name in the document.
    pub name: String,
    /// `path`, `query`, `header`, `cookie`, `querystring`.
    pub location: String,
    /// `style`, where it is said.
    pub style: Option<String>,
    /// `explode`, where it is said.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// Whether it must be given; always, in a path.
    pub required: bool,
    /// The media type of a content-typed parameter.
    pub content: Option<String>,
    /// What it holds; `None` where nothing is said.
    pub value: Option<Use>,
    /// What the document says.
    pub docs: Docs,
    /// Where it stands.
    pub at: Spot,
}

/// A request body.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// The component it refers to.
    pub component: Option<String>,
    /// Whether it must be given.
    pub required: bool,
    /// In document order.
    pub contents: Vec<Content>,
    /// What the document says.
    pub docs: Docs,
}

/// A media type of a body or an answer.
#[derive(Clone, Debug)]
pub struct Content {
    /// As written.
    pub media_type: String,
    /// What it holds; `None` where there is no schema.
    pub value: Option<Use>,
    /// What each item of a sequence holds (OpenAPI 3.2 `itemSchema`).
    pub item: Option<Use>,
    /// By property.
    pub encodings: Vec<(String, Encoding)>,
    /// Example values.
    pub examples: Vec<Value>,
}

/// What the server may answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The component it refers to.
    pub component: Option<String>,
    /// When.
    pub status: Status,
    /// In document order.
    pub contents: Vec<Content>,
    /// Name, whether it is always there, what it holds, docs.
    pub headers: Vec<(String, bool, Option<Use>, Docs)>,
    /// What the document says.
    pub docs: Docs,
}

/// A call the API makes.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// The event.
    pub name: String,
    /// Whether it is one that a call asks for (`callbacks`), rather than one of the API's own events.
    pub is_callback: bool,
    /// The payload.
    pub payload: Option<Use>,
    /// What the document says.
    pub docs: Docs,
    /// Where it stands.
    pub at: Spot,
}

/// Normalises a document.
pub fn normalise(mut document: openapiv3::OpenAPI, diags: &mut Diagnostics) -> Normal {
    let schemas = document.components.as_mut().map(|components| std::mem::take(&mut components.schemas));
    let schemas = schemas.unwrap_or_default();
    let names = schemas.keys().cloned().collect();
    let paths = std::mem::take(&mut document.paths.paths);
    http::document(document, names, &mut schemas.into_iter(), &mut paths.into_iter(), diags)
}

/// The same for a document of which most is not modelled yet: never all of it is at once.
pub fn normalise_parts(parts: Parts, diags: &mut Diagnostics) -> Normal {
    let Parts { api, schemas, paths } = parts;
    let names = schemas.names().map(str::to_owned).collect();
    let errors = RefCell::new(Vec::new());
    let mut schemas = schemas.filter_map(|(name, model)| Some((name, kept(model, &errors)?)));
    let mut paths = paths.filter_map(|(name, model)| Some((name, kept(model, &errors)?)));
    let normal = http::document(api, names, &mut schemas, &mut paths, diags);
    errors.take().iter().for_each(|error| fit::report(error, diags));
    normal
}

/// What was modelled, or an error for later.
fn kept<T>(model: Result<T, serde_json::Error>, errors: &RefCell<Vec<serde_json::Error>>) -> Option<T> {
    model.map_err(|error| errors.borrow_mut().push(error)).ok()
}
