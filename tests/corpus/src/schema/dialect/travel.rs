//! Properties that do not travel in one direction: left out of the schema, and not asked for.
//!
//! What a schema requires may be described elsewhere in the same conjunction: in another part of an `allOf`, beside a
//! `oneOf`, behind a reference. So what some part says of a property counts in all parts of that conjunction, and nowhere
//! else.

use super::{Converter, Direction};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// On a schema that stands where a reference to it stood: the reference.
pub const STOOD: &str = "x-corpus-reference";

/// How far references and parts are followed.
const DEEPEST: u32 = 8;

/// The schema that a schema refers to, or did before it was put in its place.
pub fn reference(schema: &Value) -> Option<&str> {
    schema.get("$ref").or_else(|| schema.get(STOOD)).and_then(Value::as_str)
}

impl Converter<'_> {
    /// Enters a schema: what it says of properties counts from now on. Gives back what counted before.
    pub(super) fn enter(&mut self, schema: &Value) -> BTreeSet<String> {
        let before = self.staying.clone();
        if self.direction != Direction::Both {
            let mut names = std::mem::take(&mut self.staying);
            self.names_of_staying(schema, DEEPEST, &mut names);
            self.staying = names;
        }
        before
    }

    /// Leaves out the properties that do not travel, and stops requiring them.
    pub(super) fn withhold(&self, out: &mut Map<String, Value>) {
        if let Some(Value::Object(properties)) = out.get_mut("properties") {
            properties.retain(|name, _| !self.staying.contains(name));
        }
        if let Some(Value::Array(required)) = out.get_mut("required") {
            required.retain(|name| !name.as_str().is_some_and(|name| self.staying.contains(name)));
        }
    }

    /// What a reference leads to, converted for this place: only where it speaks of properties that other parts say do
    /// not travel.
    pub(super) fn in_place(&mut self, reference: &str) -> Option<Value> {
        let known = self.replaced.iter().any(|other| other == reference);
        if self.staying.is_empty() || known || self.replaced.len() >= DEEPEST as usize {
            return None;
        }
        let document = self.document;
        let target = document.pointer(reference.strip_prefix('#')?)?;
        let mut own = BTreeSet::new();
        self.names_of_staying(target, DEEPEST, &mut own);
        let others: BTreeSet<&String> = self.staying.difference(&own).collect();
        if others.is_empty() || !self.speaks_of(target, &others, DEEPEST) {
            return None;
        }
        self.replaced.push(reference.to_owned());
        let mut value = self.part(target);
        self.replaced.pop();
        if let Value::Object(members) = &mut value {
            members.insert(STOOD.into(), reference.into());
        }
        Some(value)
    }

    /// The names of the properties that a schema or a part of it says do not travel. What stands beside a `$ref` counts
    /// here in every version: documents say it there, and a field has no other place for it.
    fn names_of_staying(&self, schema: &Value, depth: u32, names: &mut BTreeSet<String>) {
        let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
        names.extend(
            properties.filter(|(_, schema)| self.stays(schema, DEEPEST)).map(|(name, _)| name.clone()),
        );
        if depth > 0 {
            self.parts(schema).for_each(|part| self.names_of_staying(part, depth - 1, names));
        }
    }

    /// Whether a schema, the one it refers to or a part of it says of itself that it does not travel: one of them is
    /// enough (JSON Schema validation 2020-12, section 9.4).
    fn stays(&self, schema: &Value, depth: u32) -> bool {
        let flag = match self.direction {
            Direction::Both => return false,
            Direction::Sent => "readOnly",
            Direction::Answered => "writeOnly",
        };
        schema.get(flag) == Some(&Value::Bool(true))
            || (depth > 0 && self.parts(schema).any(|part| self.stays(part, depth - 1)))
    }

    /// Whether a schema, in whatever part or member, requires or describes one of these properties.
    fn speaks_of(&self, schema: &Value, names: &BTreeSet<&String>, depth: u32) -> bool {
        let is = |name: &str| names.iter().any(|known| *known == name);
        let list = |key: &str| schema.get(key).and_then(Value::as_array).into_iter().flatten();
        let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
        let mut members = list("oneOf").chain(list("anyOf")).chain(self.parts(schema));
        list("required").filter_map(Value::as_str).any(is)
            || properties.into_iter().any(|(name, _)| is(name))
            || (depth > 0 && members.any(|part| self.speaks_of(part, names, depth - 1)))
    }

    /// What a schema refers to, and the elements of its `allOf`.
    fn parts<'s>(&'s self, schema: &'s Value) -> impl Iterator<Item = &'s Value> {
        let pointer = schema.get("$ref").and_then(Value::as_str).and_then(|r| r.strip_prefix('#'));
        let target = pointer.and_then(|pointer| self.document.pointer(pointer));
        target.into_iter().chain(schema.get("allOf").and_then(Value::as_array).into_iter().flatten())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Direction, convert};
    use super::*;
    use serde_json::json;

    fn sent(schemas: Value) -> Value {
        let document = json!({ "openapi": "3.1.0", "components": { "schemas": schemas } });
        convert(&document, Direction::Sent)["components"]["schemas"].clone()
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
    }

    #[test]
    fn a_part_of_the_property_is_enough() {
        let schemas = sent(json!({
            "A": { "properties": { "id": { "allOf": [{ "type": "string" }, { "readOnly": true }] }, "name": {} } },
            "D": { "type": "object", "readOnly": true },
            "E": { "properties": { "d": { "$ref": "#/components/schemas/D" } } }
        }));
        assert_eq!(schemas["A"]["properties"], json!({"name": {}}));
        assert_eq!(schemas["E"], json!({"properties": {}, "type": "object"}));
    }

    #[test]
    fn what_another_part_says_counts_in_this_conjunction_alone() {
        let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let schemas = sent(json!({
            "Asks": { "required": ["id", "name"] },
            "Fixed": { "properties": { "id": { "readOnly": true } } },
            "Free": { "properties": { "id": {} } },
            "A": { "allOf": [reference("Fixed"), reference("Asks")] },
            "B": { "allOf": [reference("Free"), reference("Asks")] },
            "C": { "allOf": [reference("Free"), { "required": ["id"] }] },
            "D": { "allOf": [reference("Fixed")], "oneOf": [{ "required": ["id"] }, { "required": ["name"] }] }
        }));
        assert_eq!(schemas["Asks"]["required"], json!(["id", "name"]));
        assert_eq!(
            schemas["A"]["allOf"],
            json!([reference("Fixed"), { "required": ["name"], STOOD: "#/components/schemas/Asks" }])
        );
        assert_eq!(schemas["B"]["allOf"], json!([reference("Free"), reference("Asks")]));
        assert_eq!(schemas["C"]["allOf"], json!([reference("Free"), { "required": ["id"] }]));
        assert_eq!(schemas["D"]["oneOf"], json!([{ "required": [] }, { "required": ["name"] }]));
    }

    #[test]
    fn a_schema_in_its_own_conjunction_ends() {
        let reference = json!({ "$ref": "#/components/schemas/A" });
        let schemas = sent(json!({
            "A": { "required": ["b"], "allOf": [reference.clone()] },
            "B": { "properties": { "b": { "readOnly": true } }, "allOf": [reference] }
        }));
        assert!(schemas["B"]["allOf"][0]["allOf"][0].get("$ref").is_some());
    }
}
