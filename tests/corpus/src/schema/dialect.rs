//! Every dialect of schema becomes JSON Schema 2020-12, which the independent validator knows.
//!
//! The whole document is kept, converted in place, so that a reference to anywhere in it still resolves. What JSON
//! Schema would refuse (`required: true`, `type: file`, a pattern that is no regular expression) is dropped here, one
//! keyword at a time: a client survives it, and one such slip must not hide the rest of a document from the test.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

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
        withheld: Vec::new(),
    };
    if direction != Direction::Both {
        converter.withheld = withheld(document, direction);
    }
    converter.object(document, "")
}

struct Converter<'d> {
    dialect: Dialect,
    direction: Direction,
    document: &'d Value,
    /// Whether the validator can compile a pattern.
    patterns: BTreeMap<String, bool>,
    /// Names of properties that do not travel this way anywhere in the document.
    withheld: Vec<String>,
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

    /// A schema; anything that cannot be one accepts everything. `true` becomes `{}`, so that each has an address.
    fn schema(&mut self, schema: &Value) -> Value {
        let Value::Object(source) = schema else {
            return if schema == &Value::Bool(false) { Value::Bool(false) } else { json!({}) };
        };
        let nullable = self.dialect == Dialect::Old
            && ["nullable", "x-nullable"].iter().any(|k| source.get(*k) == Some(&Value::Bool(true)));
        if self.dialect == Dialect::Old && source.get("$ref").is_some_and(Value::is_string) {
            let target = json!({ "$ref": source["$ref"] });
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
        self.withhold(source, &mut out);
        bounds(source, &mut out);
        typeless(&mut out);
        if nullable { with_null(out) } else { Value::Object(out) }
    }

    /// One keyword, converted; `None` drops it.
    fn keyword(&mut self, key: &str, value: &Value, schema: &Map<String, Value>) -> Option<Value> {
        match key {
            "not"
            | "if"
            | "then"
            | "else"
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
            "items" | "allOf" | "anyOf" | "oneOf" | "prefixItems" => {
                let parts = value.as_array().filter(|parts| !parts.is_empty())?;
                Some(parts.iter().map(|part| self.schema(part)).collect())
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

    /// Leaves out the properties that do not travel in this direction, and stops requiring them.
    /// What stands beside a `$ref` counts here too: documents say it there, and a field has no other place for it.
    fn withhold(&self, source: &Map<String, Value>, out: &mut Map<String, Value>) {
        let flag = match self.direction {
            Direction::Both => return,
            Direction::Sent => "readOnly",
            Direction::Answered => "writeOnly",
        };
        let mut gone = Vec::new();
        if let Some(Value::Object(properties)) = out.get_mut("properties") {
            properties.retain(|name, _| {
                let schema = source.get("properties").and_then(|properties| properties.get(name));
                let stays = !schema.is_some_and(|schema| self.flagged(schema, flag, 8));
                if !stays {
                    gone.push(name.clone());
                }
                stays
            });
        }
        let undeclared = |name: &String, properties: Option<&Value>| {
            properties.and_then(|p| p.get(name)).is_none()
                && match self.declared(source, name, 8) {
                    Some(schema) => self.flagged(schema, flag, 8),
                    None => self.withheld.contains(name),
                }
        };
        let required: Option<Vec<Value>> = out.get("required").and_then(Value::as_array).map(|required| {
            let keep = |name: &&Value| {
                let name = name.as_str().unwrap_or_default().to_owned();
                !gone.contains(&name) && !undeclared(&name, out.get("properties"))
            };
            required.iter().filter(keep).cloned().collect()
        });
        if let Some(required) = required {
            out.insert("required".into(), Value::Array(required));
        }
    }

    /// Whether a schema, the one it refers to or a part of it says of itself that it does not travel: one of them is
    /// enough (JSON Schema validation 2020-12, section 9.4).
    fn flagged(&self, schema: &Value, flag: &str, depth: u32) -> bool {
        let target = || {
            let pointer = schema.get("$ref")?.as_str()?.strip_prefix('#')?;
            self.document.pointer(pointer).filter(|_| depth > 0)
        };
        schema.get(flag) == Some(&Value::Bool(true))
            || target().is_some_and(|target| self.flagged(target, flag, depth - 1))
            || schema
                .get("allOf")
                .and_then(Value::as_array)
                .filter(|_| depth > 0)
                .is_some_and(|parts| parts.iter().any(|part| self.flagged(part, flag, depth - 1)))
    }

    /// The property of that name in a part of an `allOf`.
    fn declared<'s>(&'s self, schema: &'s Map<String, Value>, name: &str, depth: u32) -> Option<&'s Value> {
        let parts = schema.get("allOf").and_then(Value::as_array).filter(|_| depth > 0)?;
        parts.iter().find_map(|part| {
            let reference = part.get("$ref").and_then(Value::as_str).and_then(|r| r.strip_prefix('#'));
            let part =
                reference.and_then(|pointer| self.document.pointer(pointer)).unwrap_or(part).as_object()?;
            let own = part.get("properties").and_then(|properties| properties.get(name));
            own.or_else(|| self.declared(part, name, depth - 1))
        })
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

/// Names of properties that carry the flag of the other direction, anywhere: `required` may stand in another part of
/// an `allOf` than the property.
fn withheld(document: &Value, direction: Direction) -> Vec<String> {
    let flag = if direction == Direction::Sent { "readOnly" } else { "writeOnly" };
    let mut names = Vec::new();
    let mut stack = vec![document];
    while let Some(node) = stack.pop() {
        match node {
            Value::Array(items) => stack.extend(items),
            Value::Object(members) => {
                if let Some(Value::Object(properties)) = members.get("properties") {
                    let flagged =
                        |(_, schema): &(&String, &Value)| schema.get(flag) == Some(&Value::Bool(true));
                    names.extend(properties.iter().filter(flagged).map(|(name, _)| name.clone()));
                }
                stack.extend(members.values());
            }
            _ => {}
        }
    }
    names.sort();
    names.dedup();
    names
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
/// `properties`.
fn typeless(out: &mut Map<String, Value>) {
    let says = |keys: &[&str]| keys.iter().any(|key| out.contains_key(*key));
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
        let either = json!({"properties": {}, "anyOf": [{"type": "string"}]});
        assert_eq!(old(either.clone()), either);
    }

    #[test]
    fn what_is_required_beside_all_of_is_looked_up_in_its_parts() {
        let document = json!({ "openapi": "3.1.0", "components": { "schemas": {
            "A": { "allOf": [{ "$ref": "#/components/schemas/B" }], "required": ["id"] },
            "B": { "type": "object", "properties": { "id": {} } },
            "C": { "type": "object", "properties": { "id": { "readOnly": true } } },
            "D": { "type": "object", "readOnly": true },
            "E": { "properties": { "d": { "$ref": "#/components/schemas/D" } } }
        } } });
        let sent = convert(&document, Direction::Sent);
        assert_eq!(sent["components"]["schemas"]["A"]["required"], json!(["id"]));
        assert_eq!(sent["components"]["schemas"]["E"]["properties"], json!({}));
    }

    #[test]
    fn what_does_not_travel_is_left_out_and_not_required() {
        let document = json!({ "openapi": "3.1.0", "components": { "schemas": { "A": {
            "required": ["id", "name"], "properties": { "id": { "$ref": "#/x", "readOnly": true }, "name": {} }
        } } } });
        let sent = convert(&document, Direction::Sent);
        assert_eq!(
            sent["components"]["schemas"]["A"],
            json!({"required": ["name"], "properties": {"name": {}}, "type": "object"})
        );
        let answered = convert(&document, Direction::Answered);
        assert_eq!(answered["components"]["schemas"]["A"]["required"], json!(["id", "name"]));
        let part = json!({ "openapi": "3.1.0", "components": { "schemas": { "A": {
            "properties": { "id": { "allOf": [{ "type": "string" }, { "readOnly": true }] }, "name": {} }
        } } } });
        let sent = convert(&part, Direction::Sent);
        assert_eq!(sent["components"]["schemas"]["A"]["properties"], json!({"name": {}}));
    }
}
