//! Every dialect of schema becomes JSON Schema 2020-12, which the independent validator knows.
//!
//! The whole document is kept, converted in place, so that a reference to anywhere in it still resolves. What JSON
//! Schema would refuse (`required: true`, `type: file`, a pattern that is no regular expression) is dropped here, one
//! keyword at a time: a client survives it, and one such slip must not hide the rest of a document from the test.

mod travel;

pub use travel::reference;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Whose rules the schemas of a document follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Swagger 2.0 and OpenAPI 3.0: `nullable`, boolean exclusive bounds, `$ref` without siblings.
    Old,
    /// OpenAPI 3.1 and later: JSON Schema 2020-12.
    New,
}

impl Dialect {
    /// The dialect of a document, by its `openapi` or `swagger` member.
    pub fn of(document: &Value) -> Self {
        let version = document.get("openapi").and_then(Value::as_str).unwrap_or_default();
        if version.starts_with("3.0") || document.get("swagger").is_some() { Self::Old } else { Self::New }
    }
}

/// Which way a value travels; a property that does not travel that way is left out of the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Direction {
    /// Everything is kept.
    Both,
    /// Without what is `readOnly`.
    Sent,
    /// Without what is `writeOnly`.
    Answered,
}

/// The same schemas, without what documents get wrong most: members of a `oneOf` that overlap, `additionalProperties:
/// false` beside an `allOf`. For components that no instance can satisfy as written.
pub fn lenient(converted: &Value) -> Value {
    match converted {
        Value::Array(items) => items.iter().map(lenient).collect(),
        Value::Object(members) => members
            .iter()
            .filter(|(key, value)| !(key.ends_with("Properties") && *value == &Value::Bool(false)))
            .map(|(key, value)| {
                let key = if key == "oneOf" && value.is_array() && !members.contains_key("anyOf") {
                    "anyOf"
                } else {
                    key
                };
                (key.to_owned(), lenient(value))
            })
            .collect(),
        other => other.clone(),
    }
}

/// Converts a whole document.
pub fn convert(document: &Value, direction: Direction) -> Value {
    let mut converter = Converter {
        dialect: Dialect::of(document),
        direction,
        document,
        patterns: BTreeMap::new(),
        staying: BTreeSet::new(),
        replaced: Vec::new(),
    };
    converter.object(document, "")
}

struct Converter<'d> {
    dialect: Dialect,
    direction: Direction,
    document: &'d Value,
    /// Whether the validator can compile a pattern.
    patterns: BTreeMap<String, bool>,
    /// Names of properties that do not travel this way, by what the conjunction around says.
    staying: BTreeSet<String>,
    /// References whose targets are being put in their place.
    replaced: Vec<String>,
}

impl Converter<'_> {
    /// An object of the document that is not a schema; schemas are found by the key they stand under.
    fn object(&mut self, node: &Value, parent: &str) -> Value {
        match node {
            Value::Array(items) => items.iter().map(|item| self.object(item, "")).collect(),
            Value::Object(members) => {
                members.iter().map(|(key, value)| (key.clone(), self.member(parent, key, value))).collect()
            }
            other => other.clone(),
        }
    }

    fn member(&mut self, parent: &str, key: &str, value: &Value) -> Value {
        match (parent, key) {
            (_, "schema" | "itemSchema") => self.schema(value),
            ("components", "schemas") | ("", "definitions") => self.map(value),
            (_, "example" | "examples" | "default" | "enum") => value.clone(),
            (_, key) if key.starts_with("x-") => value.clone(),
            (_, key) => self.object(value, if key == "components" { key } else { "-" }),
        }
    }

    fn map(&mut self, value: &Value) -> Value {
        match value {
            Value::Object(members) => members.iter().map(|(k, v)| (k.clone(), self.schema(v))).collect(),
            _ => Value::Object(Map::new()),
        }
    }

    /// A schema by itself.
    fn schema(&mut self, schema: &Value) -> Value {
        let around = std::mem::take(&mut self.staying);
        let value = self.part(schema);
        self.staying = around;
        value
    }

    /// A schema together with what holds around it; anything that cannot be one accepts everything. `true` becomes `{}`,
    /// so that each has an address.
    fn part(&mut self, schema: &Value) -> Value {
        let Value::Object(source) = schema else {
            return if schema == &Value::Bool(false) { Value::Bool(false) } else { json!({}) };
        };
        let before = self.enter(schema);
        let value = self.keywords(source);
        self.staying = before;
        value
    }

    fn keywords(&mut self, source: &Map<String, Value>) -> Value {
        let nullable = self.dialect == Dialect::Old
            && ["nullable", "x-nullable"].iter().any(|k| source.get(*k) == Some(&Value::Bool(true)));
        let reference = source.get("$ref").and_then(Value::as_str);
        let target = reference.and_then(|reference| self.in_place(reference));
        if let Some(reference) = reference
            && (self.dialect == Dialect::Old || source.len() == 1)
        {
            let target = target.unwrap_or_else(|| json!({ "$ref": reference }));
            return if nullable { json!({ "anyOf": [target, { "type": "null" }] }) } else { target };
        }
        let mut out = Map::new();
        for (key, value) in source {
            if let Some(value) = self.keyword(key, value, source) {
                out.insert(
                    if key == "items" && value.is_array() { "prefixItems".into() } else { key.clone() },
                    value,
                );
            }
        }
        if let Some(target) = target {
            out.shift_remove("$ref");
            if let Some(parts) = out.entry("allOf").or_insert_with(|| json!([])).as_array_mut() {
                parts.push(target);
            }
        }
        self.withhold(&mut out);
        bounds(source, &mut out);
        typeless(source, &mut out);
        if nullable { with_null(out) } else { Value::Object(out) }
    }

    /// One keyword, converted; `None` drops it.
    fn keyword(&mut self, key: &str, value: &Value, schema: &Map<String, Value>) -> Option<Value> {
        match key {
            "then" | "else" if value.is_object() || value.is_boolean() => Some(self.part(value)),
            "not"
            | "if"
            | "additionalProperties"
            | "contains"
            | "propertyNames"
            | "unevaluatedItems"
            | "unevaluatedProperties"
                if value.is_object() || value.is_boolean() =>
            {
                Some(self.schema(value))
            }
            "items" if value.is_object() || value.is_boolean() => Some(self.schema(value)),
            "allOf" | "anyOf" | "oneOf" => {
                let parts = value.as_array().filter(|parts| !parts.is_empty())?;
                Some(parts.iter().map(|part| self.part(part)).collect())
            }
            "items" | "prefixItems" => {
                let items = value.as_array().filter(|items| !items.is_empty())?;
                Some(items.iter().map(|item| self.schema(item)).collect())
            }
            "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" => {
                value.is_object().then(|| self.map(value))
            }
            "type" => types(value),
            "required" => names(value),
            "enum" => value.as_array().filter(|values| !values.is_empty()).map(|_| value.clone()),
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => {
                value.is_number().then(|| value.clone())
            }
            "multipleOf" => value.as_f64().filter(|n| *n > 0.0).map(|_| value.clone()),
            "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties"
            | "minContains" | "maxContains" => value.as_u64().map(Value::from),
            "uniqueItems" | "readOnly" | "writeOnly" => value.is_boolean().then(|| value.clone()),
            "pattern" => value.as_str().filter(|p| self.compiles(p)).map(Value::from),
            "dependentRequired" => value.is_object().then(|| value.clone()),
            "$ref" | "$dynamicRef" | "$anchor" | "$dynamicAnchor" | "$id" if self.dialect == Dialect::New => {
                value.is_string().then(|| value.clone())
            }
            // Before 3.1 there was no `const`; whoever wrote it meant it all the same.
            "const" | "format" | "example" | "default" | "discriminator" => Some(value.clone()),
            "examples" => schema.get("examples").filter(|e| e.is_array()).cloned(),
            _ => None,
        }
    }

    fn compiles(&mut self, pattern: &str) -> bool {
        if let Some(known) = self.patterns.get(pattern) {
            return *known;
        }
        let compiles = jsonschema::options().offline().build(&json!({ "pattern": pattern })).is_ok();
        self.patterns.insert(pattern.to_owned(), compiles);
        compiles
    }
}

const TYPES: [&str; 7] = ["null", "boolean", "integer", "number", "string", "array", "object"];

/// The types that are named; none where one of the names means nothing.
fn types(value: &Value) -> Option<Value> {
    match value {
        Value::String(name) => type_name(name).map(Value::from),
        Value::Array(list) => {
            let mut known: Vec<Value> = Vec::new();
            for name in list {
                let name = Value::from(type_name(name.as_str()?)?);
                if !known.contains(&name) {
                    known.push(name);
                }
            }
            (!known.is_empty()).then_some(Value::Array(known))
        }
        _ => None,
    }
}

/// A type, in capitals or by the name that other languages have for it.
fn type_name(name: &str) -> Option<&'static str> {
    let name = name.trim().to_ascii_lowercase();
    match name.as_str() {
        "bool" => Some("boolean"),
        "int" | "int32" | "int64" | "long" => Some("integer"),
        "float" | "double" => Some("number"),
        other => TYPES.into_iter().find(|known| *known == other),
    }
}

fn names(value: &Value) -> Option<Value> {
    let mut names: Vec<Value> = Vec::new();
    for name in value.as_array()?.iter().filter(|name| name.is_string()) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    Some(Value::Array(names))
}

/// A schema without a type is of the type that its keywords speak of: documents leave it out, and mean no text by
/// `properties`. Empty `properties` speak of nothing.
fn typeless(source: &Map<String, Value>, out: &mut Map<String, Value>) {
    let empty = |key: &str| key == "properties" && source.get(key) == Some(&json!({}));
    let says = |keys: &[&str]| keys.iter().any(|key| out.contains_key(*key) && !empty(key));
    if says(&["type", "oneOf", "anyOf", "enum", "const", "$ref", "$dynamicRef", "if"]) {
        return;
    }
    match (says(&["properties", "additionalProperties"]), says(&["items", "prefixItems"])) {
        (true, false) => out.insert("type".into(), "object".into()),
        (false, true) => out.insert("type".into(), "array".into()),
        _ => None,
    };
}

/// `exclusiveMinimum: true` beside `minimum: 1` becomes `exclusiveMinimum: 1` (OpenAPI 3.0 follows JSON Schema
/// Wright 00, section 5.3 and 5.5).
fn bounds(source: &Map<String, Value>, out: &mut Map<String, Value>) {
    for (plain, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
        if source.get(exclusive) == Some(&Value::Bool(true))
            && let Some(bound) = out.remove(plain)
        {
            out.insert(exclusive.into(), bound);
        }
    }
}

/// The schema, or null.
fn with_null(mut schema: Map<String, Value>) -> Value {
    if schema.is_empty() {
        return json!({});
    }
    let shapes = ["allOf", "anyOf", "oneOf", "not", "const", "$ref"];
    if let Some(Value::String(name)) = schema.get("type").cloned()
        && !shapes.iter().any(|key| schema.contains_key(*key))
    {
        schema.insert("type".into(), json!([name, "null"]));
        if let Some(Value::Array(values)) = schema.get_mut("enum")
            && !values.contains(&Value::Null)
        {
            values.push(Value::Null);
        }
        return Value::Object(schema);
    }
    json!({ "anyOf": [schema, { "type": "null" }] })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn old(schema: Value) -> Value {
        let document = json!({ "openapi": "3.0.3", "components": { "schemas": { "A": schema } } });
        convert(&document, Direction::Both)["components"]["schemas"]["A"].clone()
    }

    #[test]
    fn nullable_becomes_a_type_or_an_alternative() {
        assert_eq!(
            old(json!({"type": "string", "nullable": true, "enum": ["a"]})),
            json!({"type": ["string", "null"], "enum": ["a", null]})
        );
        assert_eq!(
            old(json!({"$ref": "#/components/schemas/B", "nullable": true, "description": "x"})),
            json!({"anyOf": [{"$ref": "#/components/schemas/B"}, {"type": "null"}]})
        );
        assert_eq!(
            old(json!({"nullable": true, "allOf": [{"type": "string"}]})),
            json!({"anyOf": [{"allOf": [{"type": "string"}]}, {"type": "null"}]})
        );
    }

    #[test]
    fn boolean_bounds_become_numbers() {
        assert_eq!(
            old(
                json!({"type": "integer", "minimum": 1, "exclusiveMinimum": true, "maximum": 3, "exclusiveMaximum": false})
            ),
            json!({"type": "integer", "exclusiveMinimum": 1, "maximum": 3})
        );
    }

    #[test]
    fn what_the_validator_would_refuse_is_dropped() {
        assert_eq!(
            old(json!({"type": "file", "required": true, "minLength": -1, "pattern": "(", "enum": []})),
            json!({})
        );
    }

    #[test]
    fn a_property_may_be_called_like_a_keyword() {
        let schema = json!({"type": "object", "properties": {"$ref": {"type": "string"}, "nullable": {"type": "file"}}});
        assert_eq!(
            old(schema),
            json!({"type": "object", "properties": {"$ref": {"type": "string"}, "nullable": {}}})
        );
    }

    #[test]
    fn the_lenient_form_lets_members_overlap() {
        assert_eq!(
            lenient(&json!({"oneOf": [{"additionalProperties": false}, {"additionalProperties": {}}]})),
            json!({"anyOf": [{}, {"additionalProperties": {}}]})
        );
    }

    #[test]
    fn a_schema_without_a_type_is_of_the_one_it_speaks_of() {
        assert_eq!(
            old(json!({"properties": {"a": {"items": {}}}})),
            json!({"properties": {"a": {"items": {}, "type": "array"}}, "type": "object"})
        );
        assert_eq!(old(json!({"properties": {}})), json!({"properties": {}}));
        let either = json!({"properties": {}, "anyOf": [{"type": "string"}]});
        assert_eq!(old(either.clone()), either);
    }
}
