//! Makes any tree something that `openapiv3` can hold, and loses nothing on the way.
//!
//! `openapiv3` models OpenAPI 3.0 and rejects, or silently forgets, what it does not model. So it is never shown a
//! document as written: this module first moves whatever has no place in it to extensions with a private prefix, and
//! fills in what it demands. The result is accepted by construction, and [`inverse`](inverse()) restores the original.
//! All complaints about misshapen objects are made here, each at the place where the author wrote the thing.
//!
//! # What the next stage finds
//!
//! Every private name starts with [`PREFIX`]; names that a document's author starts with it are prefixed once more, so
//! that nobody can forge one. In the extensions of an object,
//!
//! * `x-fit-NAME` is the field `NAME`, valid, with a value that `openapiv3` cannot hold: of a later version
//!   (`x-fit-const`, `x-fit-prefixItems`, `x-fit-webhooks`), of another type than it knows (`x-fit-type` is a list of types,
//!   `x-fit-exclusiveMinimum` a number), or past what it keeps exactly (`x-fit-maximum` beyond 2^53, `x-fit-enum` of
//!   integers where the type is number, `x-fit-default` being null). It overrides what the model says of that field.
//!   Schemas inside are fitted in turn, so [`schema`] reads them.
//! * [`key::BOOL`]: the whole schema is `true` or `false`.
//! * [`key::REF`], [`key::REF_FIRST`]: the schema is a reference with siblings. The reference is the first element of
//!   `allOf`; with `REF` there is nothing else in `allOf`, with `REF_FIRST` the rest was written as `allOf` beside it.
//! * [`key::RAW`]: there was no schema at all but a value of some other type, reported; any JSON value is accepted.
//! * [`key::SYNTH`]: the fields in this list are made up, because `openapiv3` demands them. As `true` on a schema: the
//!   parameter or header has neither schema nor content.
//! * `x-fit-in` of a parameter: it is neither in the query, the header, the path nor a cookie, whatever the model says.
//!   `querystring` is of OpenAPI 3.2; anything else was reported, and the parameter is to be left out.
//! * `x-fit-type` of a security scheme: it is of a type that the model does not know (`mutualTLS`, or reported).
//! * `x-fit-explode: false` of an encoding: it was written, where the model cannot tell it from being absent.
//! * [`key::TUPLE`]: `prefixItems` was written as a list under `items`, as drafts before 2020-12 did.
//!
//! On the document itself, [`key::REF_SIBLINGS`] holds what stands beside references to anything but schemas, by JSON
//! pointer. [`key::WAS`], [`key::DROPPED`] and [`key::STASH`] only serve to restore what is ignored.

mod fitter;
mod inverse;
mod model;
mod objects;
mod scalars;
mod schema;
pub(crate) mod table;

pub use model::{Models, Parts};

use openapiv3::{OpenAPI, ReferenceOr, Schema, SchemaData};
use serde::Deserialize;
use serde_json::Value;

use crate::diag::{Diagnostics, Pointer};

pub use inverse::inverse;
pub(crate) use scalars::what as describe;
pub(crate) use schema::TYPES;

/// What every private extension starts with. OpenAPI reserves `x-oas-` and `x-oai-`, not this.
pub const PREFIX: &str = "x-fit-";

/// The names of private extensions that are not simply [`PREFIX`] and the name of a field.
pub mod key {
    /// The schema is this boolean.
    pub const BOOL: &str = "x-fit-bool";
    /// What stood where a schema belongs.
    pub const RAW: &str = "x-fit-raw";
    /// The only element of `allOf` is a reference that was written with siblings.
    pub const REF: &str = "x-fit-ref";
    /// The first element of `allOf` is a reference that was written beside `allOf`.
    pub const REF_FIRST: &str = "x-fit-ref-first";
    /// What stands beside references to anything but schemas; on the document only.
    pub const REF_SIBLINGS: &str = "x-fit-ref-siblings";
    /// The fields that were made up.
    pub const SYNTH: &str = "x-fit-synth";
    /// `prefixItems` was written as `items`.
    pub const TUPLE: &str = "x-fit-tuple";
    /// Fields that are ignored.
    pub const WAS: &str = "x-fit-was";
    /// Elements and members that were left out, by field and by index or name.
    pub const DROPPED: &str = "x-fit-dropped";
    /// Members of `paths` and `responses` that were left out.
    pub const STASH: &str = "x-fit-stash";

    /// A list of types.
    pub const TYPE: &str = "x-fit-type";
    /// The only value allowed.
    pub const CONST: &str = "x-fit-const";
    /// Values that the model would round.
    pub const ENUM: &str = "x-fit-enum";
    /// The default is null.
    pub const DEFAULT: &str = "x-fit-default";
    /// A bound past 2^53.
    pub const MINIMUM: &str = "x-fit-minimum";
    /// A bound past 2^53.
    pub const MAXIMUM: &str = "x-fit-maximum";
    /// A divisor past 2^53.
    pub const MULTIPLE_OF: &str = "x-fit-multipleOf";
    /// A lower bound that is itself excluded.
    pub const EXCLUSIVE_MINIMUM: &str = "x-fit-exclusiveMinimum";
    /// An upper bound that is itself excluded.
    pub const EXCLUSIVE_MAXIMUM: &str = "x-fit-exclusiveMaximum";
    /// A length past what the model keeps.
    pub const MIN_LENGTH: &str = "x-fit-minLength";
    /// A length past what the model keeps.
    pub const MAX_LENGTH: &str = "x-fit-maxLength";
    /// Schemas of the first elements of an array.
    pub const PREFIX_ITEMS: &str = "x-fit-prefixItems";
    /// Schemas of properties by regular expression.
    pub const PATTERN_PROPERTIES: &str = "x-fit-patternProperties";
    /// The schema of the names of properties.
    pub const PROPERTY_NAMES: &str = "x-fit-propertyNames";
    /// The schema of properties that nothing else evaluates.
    pub const UNEVALUATED_PROPERTIES: &str = "x-fit-unevaluatedProperties";
    /// The schema of elements that nothing else evaluates.
    pub const UNEVALUATED_ITEMS: &str = "x-fit-unevaluatedItems";
    /// Example values of a schema.
    pub const EXAMPLES: &str = "x-fit-examples";
    /// How a string holds bytes: `base64`, say.
    pub const CONTENT_ENCODING: &str = "x-fit-contentEncoding";
    /// What a string or its bytes are.
    pub const CONTENT_MEDIA_TYPE: &str = "x-fit-contentMediaType";
    /// Requests that the API makes of its caller.
    pub const WEBHOOKS: &str = "x-fit-webhooks";
    /// The operation of the method QUERY (OpenAPI 3.2).
    pub const QUERY: &str = "x-fit-query";
    /// The operations of methods without a field of their own (OpenAPI 3.2).
    pub const ADDITIONAL_OPERATIONS: &str = "x-fit-additionalOperations";
    /// The schema of each item of a sequential media type (OpenAPI 3.2).
    pub const ITEM_SCHEMA: &str = "x-fit-itemSchema";
    /// The parameter is somewhere that the model does not know.
    pub const IN: &str = "x-fit-in";
    /// The tag of an object without one of the listed tags (OpenAPI 3.2).
    pub const DEFAULT_MAPPING: &str = "x-fit-defaultMapping";
    /// One line about the API, or about a response or tag.
    pub const SUMMARY: &str = "x-fit-summary";
    /// The name of a server (OpenAPI 3.2).
    pub const NAME: &str = "x-fit-name";
}

/// Whether an extension is one of this module's rather than the author's.
pub fn is_private(name: &str) -> bool {
    name.starts_with(PREFIX)
}

/// The only value that a schema allows.
pub fn const_of(data: &SchemaData) -> Option<&Value> {
    data.extensions.get(key::CONST)
}

/// The boolean that stands in place of a schema.
pub fn bool_of(data: &SchemaData) -> Option<bool> {
    data.extensions.get(key::BOOL)?.as_bool()
}

/// The types of a schema, where it lists several.
pub fn types_of(data: &SchemaData) -> Option<Vec<&str>> {
    Some(data.extensions.get(key::TYPE)?.as_array()?.iter().filter_map(Value::as_str).collect())
}

/// Reads one of the schemas kept in an extension; `None` if it is none.
pub fn schema(value: &Value) -> Option<ReferenceOr<Schema>> {
    ReferenceOr::<Schema>::deserialize(value).ok()
}

/// Whether `openapiv3` demanded a field that the document does not have.
pub fn is_made_up<'a>(extensions: impl IntoIterator<Item = (&'a String, &'a Value)>, field: &str) -> bool {
    let synth = extensions.into_iter().find(|(name, _)| *name == key::SYNTH);
    synth.and_then(|(_, list)| list.as_array()).is_some_and(|list| list.iter().any(|name| name == field))
}

/// Fits a tree. `None` if it could not be done, which is a defect of this module and reported as such.
pub(crate) fn fit(tree: Value, diags: &mut Diagnostics) -> Option<OpenAPI> {
    let parts = parts(tree, diags)?;
    parts.document().map_err(|error| report(&error, diags)).ok()
}

/// The same, most of it not modelled yet.
pub(crate) fn parts(tree: Value, diags: &mut Diagnostics) -> Option<Parts> {
    Parts::of(fitter::fit(tree, diags)).map_err(|error| report(&error, diags)).ok()
}

/// Reports that the model does not take what was fitted for it.
pub(crate) fn report(error: &serde_json::Error, diags: &mut Diagnostics) {
    diags.report(&crate::diag::code::NOT_OPENAPI, Pointer::default(), format_args!("{error}"));
}
