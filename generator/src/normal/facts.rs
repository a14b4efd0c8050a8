//! Facts: every schema as one flat record of its keywords, whatever version of the specification it was written in.
//!
//! Subschemas are indices into one list, and references are already followed to the record they point at.

use super::read::FactsList;
use crate::diag::Spot;
use crate::ir::{Constraints, Docs, JsonKind, Seldom, seldom};
use serde_json::Value;

/// Index of a record in [`FactsList`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct FactId(pub u32);

/// One schema, as keywords (JSON Schema 2020-12; OpenAPI 3.0's `nullable`, `discriminator` and so on among them).
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub at: Spot,
    /// The name under `components/schemas`, where this is one of those.
    pub component: Option<String>,
    /// A boolean schema.
    pub always: Option<bool>,
    /// `$ref`, with or without siblings; outer `None` = there is none, inner `None` = it points at nothing.
    pub reference: Option<Option<FactId>>,
    pub types: Kinds,
    pub nullable: bool,
    pub format: Option<String>,
    pub listed: Seldom<Listed>,
    pub object: Seldom<Members>,
    pub array: Seldom<Elements>,
    pub combined: Seldom<Combined>,
    pub constraints: Seldom<Constraints>,
    pub docs: Seldom<Docs>,
    pub read_only: bool,
    pub write_only: bool,
    /// Extensions that people write (`x-enum-varnames`).
    pub extensions: Vec<(String, Value)>,
}

/// The values that a schema lists (JSON Schema 2020-12 validation, sections 6.1.2 and 6.1.3).
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Listed {
    pub enumeration: Option<Vec<Value>>,
    /// What is said of single values of `enumeration`.
    pub docs: Vec<(Value, Docs)>,
    pub constant: Option<Value>,
}

/// What a schema says of the members of an object (JSON Schema 2020-12 section 10.3.2).
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Members {
    pub properties: Vec<(String, FactId)>,
    pub required: Vec<String>,
    /// `additionalProperties`, and `unevaluatedProperties` where there is none.
    pub additional: Option<FactId>,
    pub pattern_properties: Vec<(String, FactId)>,
    pub property_names: Option<FactId>,
}

/// What a schema says of the elements of an array (JSON Schema 2020-12 section 10.3.1).
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Elements {
    pub items: Option<FactId>,
    pub prefix_items: Vec<FactId>,
}

/// The schemas that a schema is made of (JSON Schema 2020-12 section 10.2).
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Combined {
    pub one_of: Vec<FactId>,
    pub any_of: Vec<FactId>,
    pub all_of: Vec<FactId>,
    /// `then`, `else` and `dependentSchemas`: schemas that hold under a condition.
    pub conditional: Vec<FactId>,
    pub discriminator: Option<(String, Vec<(String, String)>)>,
}

seldom!(Listed, Members, Elements, Combined);

/// A set of JSON kinds; empty where nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Kinds(u8);

const KINDS: [(JsonKind, &str); 7] = [
    (JsonKind::Null, "null"),
    (JsonKind::Boolean, "boolean"),
    (JsonKind::Integer, "integer"),
    (JsonKind::Number, "number"),
    (JsonKind::String, "string"),
    (JsonKind::Array, "array"),
    (JsonKind::Object, "object"),
];

impl Kinds {
    /// Every kind.
    pub const ALL: Kinds = Kinds(0x7f);

    /// The set of one kind.
    pub fn one(kind: JsonKind) -> Kinds {
        Kinds(1 << kind as u8)
    }

    /// Whether nothing is said.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether a kind is in the set.
    pub fn contains(self, kind: JsonKind) -> bool {
        self.0 & Kinds::one(kind).0 != 0
    }

    /// The set with a kind.
    pub fn with(self, kind: JsonKind) -> Kinds {
        Kinds(self.0 | Kinds::one(kind).0)
    }

    /// The set without a kind.
    pub fn without(self, kind: JsonKind) -> Kinds {
        Kinds(self.0 & !Kinds::one(kind).0)
    }

    /// What either takes.
    pub fn or(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// What both take; an integer is also a number.
    pub fn and(self, other: Kinds) -> Kinds {
        let both = Kinds(self.0 & other.0);
        let integer = (self.contains(JsonKind::Integer) && other.contains(JsonKind::Number))
            || (self.contains(JsonKind::Number) && other.contains(JsonKind::Integer));
        if integer { both.with(JsonKind::Integer) } else { both }
    }

    /// Whether everything here is also there; an integer is also a number.
    pub fn within(self, other: Kinds) -> bool {
        self.and(other) == self
    }

    /// The kinds, in the order of [`JsonKind`].
    pub fn iter(self) -> impl Iterator<Item = JsonKind> {
        KINDS.into_iter().map(|(kind, _)| kind).filter(move |kind| self.contains(*kind))
    }

    pub(super) fn parse(name: &str) -> Kinds {
        KINDS.iter().find(|(_, n)| *n == name).map_or(Kinds::default(), |(kind, _)| Kinds::one(*kind))
    }

    /// The kind of a value; a number without a fraction is an integer.
    pub fn of(value: &Value) -> Kinds {
        Kinds::one(kind_of(value))
    }
}

/// The kind of a value; a number without a fraction is an integer (JSON Schema 2020-12 section 6.1.1).
pub fn kind_of(value: &Value) -> JsonKind {
    match value {
        Value::Null => JsonKind::Null,
        Value::Bool(_) => JsonKind::Boolean,
        Value::Number(n) if n.as_f64().is_none_or(|f| f.fract() == 0.0) => JsonKind::Integer,
        Value::Number(_) => JsonKind::Number,
        Value::String(_) => JsonKind::String,
        Value::Array(_) => JsonKind::Array,
        Value::Object(_) => JsonKind::Object,
    }
}

/// What an error message calls a kind.
pub fn kind_name(kind: JsonKind) -> &'static str {
    KINDS.iter().find(|(k, _)| *k == kind).map_or("", |(_, name)| name)
}

impl Facts {
    /// Whether the schema's own keywords, apart from references and combinations, say nothing about what a value
    /// looks like (annotations and bounds do not count; neither does closing an object, which a client ignores).
    pub fn says_nothing(&self, list: &FactsList, implied: Kinds) -> bool {
        let closed = |id: &Option<FactId>| id.is_none_or(|id| list[id].always == Some(false));
        let typed = self.types.is_empty()
            || (!implied.is_empty() && implied.without(JsonKind::Null).within(self.types));
        self.always != Some(false)
            && typed
            && self.listed.enumeration.is_none()
            && self.listed.constant.is_none()
            && self.format.is_none()
            && self.object.properties.is_empty()
            && self.object.required.is_empty()
            && closed(&self.object.additional)
            && self.object.pattern_properties.is_empty()
            && self.object.property_names.is_none()
            && self.array.is_empty()
            && self.combined.conditional.is_empty()
    }

    /// Whether there is no `allOf`, `oneOf` or `anyOf`.
    pub fn combines_nothing(&self) -> bool {
        let Combined { all_of, one_of, any_of, .. } = &*self.combined;
        all_of.is_empty() && one_of.is_empty() && any_of.is_empty()
    }

    /// Whether the keywords that hold no schemas are the same, and so are the names of those that do.
    pub fn own_keywords_equal(&self, other: &Facts) -> bool {
        let names = |list: &[(String, FactId)]| list.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        self.always == other.always
            && self.reference == other.reference
            && self.types == other.types
            && self.nullable == other.nullable
            && self.listed.enumeration == other.listed.enumeration
            && self.listed.constant == other.listed.constant
            && self.format == other.format
            && self.object.required == other.object.required
            && self.combined.discriminator == other.combined.discriminator
            && names(&self.object.properties) == names(&other.object.properties)
            && names(&self.object.pattern_properties) == names(&other.object.pattern_properties)
    }

    /// The kinds that `type`, `enum` or `const` allow; empty where there is none of them.
    pub fn kinds(&self) -> Kinds {
        let values = match (&self.listed.constant, &self.listed.enumeration) {
            (Some(value), _) => std::slice::from_ref(value),
            (None, Some(values)) => values,
            (None, None) => return self.types,
        };
        let listed = values.iter().map(Kinds::of).fold(Kinds::default(), Kinds::or);
        let both = listed.without(JsonKind::Null).and(self.types);
        match (self.types.is_empty(), both.is_empty()) {
            (true, _) => listed,
            // Values of another type are not believed, null among the values is.
            (false, true) if listed != Kinds::one(JsonKind::Null) => self.types,
            (false, _) if listed.contains(JsonKind::Null) => both.with(JsonKind::Null),
            (false, _) => both,
        }
    }

    /// What the keywords of a schema without `type` are about.
    pub fn inferred(&self) -> Kinds {
        match (!self.object.is_empty(), !self.array.is_empty()) {
            (true, false) => Kinds::one(JsonKind::Object),
            (false, true) => Kinds::one(JsonKind::Array),
            (true, true) => Kinds::one(JsonKind::Object).with(JsonKind::Array),
            (false, false) => Kinds::default(),
        }
    }
}
