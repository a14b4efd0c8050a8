//! A file of the JSON Schema test suite as a document: each group is a component, its valid instances are its examples.

use crate::load;
use serde_json::{Map, Value, json};
use std::path::Path;

/// Where a document keeps instances by component, beside what the specification knows.
pub const INSTANCES: &str = "x-corpus-instances";

/// Makes the document, and tells how many groups are left out: those that refer to other documents, which a client
/// generator refuses to fetch, and those that change what a reference is relative to.
pub fn document(file: &Path) -> Result<(Value, usize), String> {
    let groups = load::document(file)?;
    let mut schemas = Map::new();
    let mut instances = Map::new();
    let mut left_out = 0;
    for (number, group) in groups.as_array().into_iter().flatten().enumerate() {
        let (Some(schema), Some(tests)) = (group.get("schema"), group.get("tests").and_then(Value::as_array))
        else {
            continue;
        };
        if elsewhere(schema) {
            left_out += 1;
            continue;
        }
        let name = format!("Group{number}");
        schemas.insert(name.clone(), moved(schema, &format!("#/components/schemas/{name}")));
        let valid = tests.iter().filter(|test| test.get("valid") == Some(&Value::Bool(true)));
        instances.insert(name, valid.filter_map(|test| test.get("data").cloned()).collect());
    }
    let title = file.file_stem().unwrap_or_default().to_string_lossy();
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": title, "version": "0" },
        "servers": [{ "url": "https://example.com" }],
        "paths": {},
        "components": { "schemas": schemas },
        INSTANCES: instances,
    });
    Ok((document, left_out))
}

/// Whether a schema refers to another document, or says where it stands.
fn elsewhere(schema: &Value) -> bool {
    match schema {
        Value::Array(items) => items.iter().any(elsewhere),
        Value::Object(members) => members.iter().any(|(key, value)| match (key.as_str(), value) {
            ("$ref", Value::String(reference)) => !(reference == "#" || reference.starts_with("#/")),
            ("$id" | "$dynamicRef" | "$anchor" | "$dynamicAnchor", Value::String(_)) => true,
            ("const" | "enum", _) => false,
            _ => elsewhere(value),
        }),
        _ => false,
    }
}

/// The schema at its new place: what was its root is now a component.
fn moved(schema: &Value, root: &str) -> Value {
    match schema {
        Value::Array(items) => items.iter().map(|item| moved(item, root)).collect(),
        Value::Object(members) => {
            let member = |(key, value): (&String, &Value)| {
                let value = match (key.as_str(), value) {
                    ("$ref", Value::String(reference)) => {
                        format!("{root}{}", reference.trim_start_matches('#')).into()
                    }
                    ("const" | "enum", _) => value.clone(),
                    _ => moved(value, root),
                };
                (key.clone(), value)
            };
            members
                .iter()
                .filter(|(key, value)| *key != "$schema" || !value.is_string())
                .map(member)
                .collect()
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_follow_the_schema_to_its_new_place() {
        let schema = json!({"$schema": "x", "properties": {"a": {"$ref": "#"}, "b": {"$ref": "#/$defs/c"}}, "enum": [{"$ref": "#"}]});
        assert_eq!(
            moved(&schema, "#/components/schemas/G"),
            json!({"properties": {
                "a": {"$ref": "#/components/schemas/G"}, "b": {"$ref": "#/components/schemas/G/$defs/c"}
            }, "enum": [{"$ref": "#"}]})
        );
        assert!(elsewhere(&json!({"$ref": "http://example.com"})));
        assert!(!elsewhere(&schema));
    }
}
