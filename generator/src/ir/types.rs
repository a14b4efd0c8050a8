//! Named types, what is inside of them, and uses of types.

use super::Docs;
use crate::diag::Spot;
use crate::table::scalar::Scalar;
use serde_json::Value;

/// Index of a [`TypeDef`] in [`Api::types`](super::Api::types).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

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

/// The kinds of JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum JsonKind {
    /// `null`.
    Null,
    /// `true` and `false`.
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// Text.
    String,
    /// A list.
    Array,
    /// Named members.
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
