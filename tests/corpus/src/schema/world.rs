//! A converted document, and what is known about it as a whole.

use super::choice::address;
use super::dialect::reference;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap};

/// A converted document: references are resolved in it, and families of a discriminator known.
pub struct World<'a> {
    root: &'a Value,
    /// Schemas that list another in their `allOf`: pointer of the parent -> pointers of the children, in document order.
    children: BTreeMap<String, Vec<String>>,
}

/// A tag that a discriminator asks for: the property, and the values that stand for the chosen schema.
pub type Tag<'a> = (&'a str, Vec<Value>);

impl<'a> World<'a> {
    /// Takes a document from [`super::dialect::convert`].
    pub fn new(root: &'a Value) -> Self {
        let mut children: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (pointer, schema) in components(root) {
            for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
                if let Some(parent) = reference(part) {
                    children.entry(parent.to_owned()).or_default().push(pointer.clone());
                }
            }
        }
        Self { root, children }
    }

    /// The schema that a reference names; `None` for what is not in this document.
    pub fn resolve(&self, reference: &str) -> Option<&'a Value> {
        let fragment = reference.strip_prefix('#')?;
        if fragment.is_empty() {
            return Some(self.root);
        }
        self.root.pointer(fragment).or_else(|| self.root.pointer(&percent_decoded(fragment)))
    }

    /// The tag by which a schema's own discriminator knows a descendant of it, or `None` where the descendant fixes
    /// the tag itself: a constant in the member beats the schema's name.
    pub fn tag(&self, schema: &'a Map<String, Value>, member: &Value) -> Option<Tag<'a>> {
        let property = schema.get("discriminator")?.get("propertyName")?.as_str()?;
        let reference = reference(member)?;
        if self.fixes(self.resolve(reference)?, property, 8) {
            return None;
        }
        let name = reference.rsplit('/').next().unwrap_or(reference);
        let mapping = schema.get("discriminator")?.get("mapping").and_then(Value::as_object);
        let mapped: Vec<Value> = mapping
            .into_iter()
            .flatten()
            .filter(|(_, target)| *target == reference || *target == name)
            .map(|(key, _)| Value::from(key.as_str()))
            .collect();
        Some((property, if mapped.is_empty() { vec![name.into()] } else { mapped }))
    }

    /// Whether a schema lists the values of a property itself. What a parent with a discriminator lists are the tags of
    /// all its children.
    fn fixes(&self, schema: &Value, property: &str, depth: u32) -> bool {
        let lists = |schema: &Value| schema.get("const").is_some() || schema.get("enum").is_some();
        if schema.pointer("/properties").and_then(|p| p.get(property)).is_some_and(lists) {
            return true;
        }
        depth > 0
            && schema.get("allOf").and_then(Value::as_array).into_iter().flatten().any(|part| {
                let target = part.get("$ref").and_then(Value::as_str).and_then(|r| self.resolve(r));
                let part = target.unwrap_or(part);
                part.get("discriminator").is_none() && self.fixes(part, property, depth - 1)
            })
    }

    /// The descendants of a component that carries a discriminator without listing members (OpenAPI 3.0.4, section
    /// 4.7.25): each pointer, nearest first.
    pub fn descendants(&self, parent: &str) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        let mut next = vec![parent];
        while let Some(pointer) = next.pop() {
            for child in self.children.get(pointer).into_iter().flatten() {
                if child != parent && !found.contains(&child.as_str()) {
                    found.push(child);
                    next.push(child);
                }
            }
        }
        found
    }
}

/// The component schemas of a document, in its order: pointer (as a reference writes it), schema.
pub fn components(root: &Value) -> impl Iterator<Item = (String, &Value)> {
    [("/components/schemas", "#/components/schemas/"), ("/definitions", "#/definitions/")]
        .into_iter()
        .filter_map(|(pointer, prefix)| Some((root.pointer(pointer)?.as_object()?, prefix)))
        .flat_map(|(map, prefix)| {
            map.iter().map(move |(name, schema)| (format!("{prefix}{}", escaped(name)), schema))
        })
}

/// A key as a JSON pointer writes it (RFC 6901, section 3).
pub fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match (first, hex.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// How deep the smallest instance of a schema is: 0 for a scalar, [`Costs::NEVER`] for one that never ends.
#[derive(Default)]
pub struct Costs {
    known: HashMap<usize, u32>,
}

impl Costs {
    /// Deeper than any instance.
    pub const NEVER: u32 = 1_000_000;

    /// The cost of a schema. A cycle met on the way counts as endless, which is right for the shortest way out.
    pub fn of(&mut self, world: &World<'_>, schema: &Value) -> u32 {
        let Value::Object(members) = schema else {
            return if schema == &Value::Bool(false) { Self::NEVER } else { 0 };
        };
        if let Some(cost) = self.known.get(&address(schema)) {
            return *cost;
        }
        self.known.insert(address(schema), Self::NEVER);
        let cost = self.compute(world, members).min(Self::NEVER);
        self.known.insert(address(schema), cost);
        cost
    }

    fn compute(&mut self, world: &World<'_>, schema: &Map<String, Value>) -> u32 {
        let mut cost = 0;
        if let Some(target) = schema.get("$ref").and_then(Value::as_str).and_then(|r| world.resolve(r)) {
            cost = cost.max(self.of(world, target));
        }
        let parts =
            |key: &str| schema.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        for part in parts("allOf") {
            cost = cost.max(self.of(world, part));
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(least) = parts(key).iter().map(|part| self.of(world, part)).min() {
                cost = cost.max(least);
            }
        }
        for name in parts("required").iter().filter_map(Value::as_str) {
            if let Some(property) = schema.get("properties").and_then(|p| p.get(name)) {
                cost = cost.max(1 + self.of(world, property));
            }
        }
        if schema.get("minItems").and_then(Value::as_u64).unwrap_or_default() > 0
            && let Some(items) = schema.get("items")
        {
            cost = cost.max(1 + self.of(world, items));
        }
        cost
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn references_resolve_escaped_and_percent_encoded() {
        let root = json!({"components": {"schemas": {"a/b c": {"type": "string"}}}});
        let world = World::new(&root);
        for reference in ["#/components/schemas/a~1b c", "#/components/schemas/a~1b%20c"] {
            assert_eq!(world.resolve(reference), Some(&json!({"type": "string"})), "{reference}");
        }
        assert_eq!(world.resolve("other.yaml#/a"), None);
    }

    #[test]
    fn tags_come_from_the_mapping_then_from_the_name_and_a_constant_beats_both() {
        let root = json!({"components": {"schemas": {
            "Cat": {"properties": {}}, "Dog": {}, "Fox": {"properties": {"kind": {"const": "fox!"}}},
            "Pet": {"discriminator": {"propertyName": "kind", "mapping": {"meow": "#/components/schemas/Cat", "m": "Cat"}}}
        }}});
        let world = World::new(&root);
        let pet = root["components"]["schemas"]["Pet"].as_object().expect("an object");
        let tag = |name: &str| world.tag(pet, &json!({"$ref": format!("#/components/schemas/{name}")}));
        assert_eq!(tag("Cat"), Some(("kind", vec!["meow".into(), "m".into()])));
        assert_eq!(tag("Dog"), Some(("kind", vec!["Dog".into()])));
        assert_eq!(tag("Fox"), None);
    }

    #[test]
    fn the_tags_that_a_parent_lists_are_those_of_all_its_children() {
        let root = json!({"components": {"schemas": {
            "Store": {"properties": {"kind": {"enum": ["S3", "FILE"]}}, "discriminator": {
                "propertyName": "kind", "mapping": {"S3": "#/components/schemas/Cloud"}}},
            "Cloud": {"allOf": [{"$ref": "#/components/schemas/Store"}]}
        }}});
        let world = World::new(&root);
        let store = root["components"]["schemas"]["Store"].as_object().expect("an object");
        let tag = world.tag(store, &json!({"$ref": "#/components/schemas/Cloud"}));
        assert_eq!(tag, Some(("kind", vec!["S3".into()])));
    }

    #[test]
    fn the_way_out_of_a_recursion_is_cheaper() {
        let root = json!({"components": {"schemas": {
            "Tree": {"required": ["kids"], "properties": {"kids": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}}},
            "Chain": {"oneOf": [{"required": ["next"], "properties": {"next": {"$ref": "#/components/schemas/Chain"}}}, {"type": "string"}]},
            "Endless": {"required": ["next"], "properties": {"next": {"$ref": "#/components/schemas/Endless"}}}
        }}});
        let world = World::new(&root);
        let mut costs = Costs::default();
        let mut cost = |name: &str| costs.of(&world, &root["components"]["schemas"][name]);
        assert_eq!(cost("Tree"), 1);
        assert_eq!(cost("Chain"), 0);
        assert_eq!(cost("Endless"), Costs::NEVER);
    }
}
