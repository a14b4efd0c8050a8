//! A document of any version as the text of an OpenAPI 3.1 document.
//!
//! What 3.0 says in its own way is said in that of JSON Schema 2020-12; a document of 3.1 or 3.2 stays as it is. The
//! changes are those that the OpenAPI Initiative lists for the step from 3.0 to 3.1: `nullable` becomes a type,
//! exclusive bounds become numbers, the example of a schema becomes one of its `examples`.

mod yaml;

use serde_json::{Map, Value, json};

use super::Tree;
use super::fit::table::{Kind, Slot};
use super::walk;
use crate::table::sibling;

/// The document as YAML, in block style, with every scalar quoted that a YAML 1.1 reader might take for something else.
pub fn to_yaml(tree: Tree) -> String {
    yaml::document(&to_3_1(tree.value))
}

/// The document as JSON, indented.
pub fn to_json(tree: Tree) -> String {
    let mut text = format!("{:#}", to_3_1(tree.value));
    text.push('\n');
    text
}

fn to_3_1(mut tree: Value) -> Value {
    let old = tree.get("openapi").and_then(Value::as_str).is_none_or(|version| version.starts_with("3.0"));
    if old {
        walk::schemas(Slot::Object(Kind::Document), &mut tree, &mut schema_to_3_1);
        if let Some(version) = tree.get_mut("openapi") {
            *version = json!("3.1.0");
        }
    }
    tree
}

fn schema_to_3_1(schema: &mut Value) {
    let Value::Object(members) = schema else { return };
    if members.get("$ref").is_some_and(Value::is_string) {
        members.retain(|name, _| sibling::counts(name));
    }
    bound(members, "exclusiveMinimum", "minimum");
    bound(members, "exclusiveMaximum", "maximum");
    if members.contains_key("example") && !members.contains_key("examples") {
        let renamed = std::mem::take(members).into_iter().map(|(name, value)| match name.as_str() {
            "example" => ("examples".to_owned(), json!([value])),
            _ => (name, value),
        });
        *members = renamed.collect();
    }
    if let Some(Value::Bool(nullable)) = members.get("nullable") {
        let nullable = *nullable;
        members.shift_remove("nullable");
        if nullable {
            or_null(members);
        }
    }
}

/// `exclusiveMinimum: true` excludes the minimum; since 3.1 it is a bound of its own.
fn bound(members: &mut Map<String, Value>, exclusive: &str, inclusive: &str) {
    let Some(Value::Bool(excluded)) = members.get(exclusive) else { return };
    let excluded = *excluded;
    members.shift_remove(exclusive);
    if excluded && let Some(bound) = members.shift_remove(inclusive) {
        members.insert(exclusive.into(), bound);
    }
}

/// Allows null, also beside a list of values. A schema without a type of its own becomes one of two; what describes it
/// stays outside.
fn or_null(members: &mut Map<String, Value>) {
    if members.contains_key("type")
        && let Some(Value::Array(values)) = members.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    match members.get_mut("type") {
        Some(Value::String(kind)) if kind == "null" => {}
        Some(kind @ Value::String(_)) => *kind = json!([kind.take(), "null"]),
        Some(Value::Array(list)) if !list.iter().any(|kind| kind == "null") => list.push(json!("null")),
        Some(_) => {}
        None => {
            let (outer, inner): (Vec<_>, Vec<_>) =
                std::mem::take(members).into_iter().partition(|(name, _)| sibling::is_description(name));
            let inner: Map<String, Value> = inner.into_iter().collect();
            members.extend(outer);
            // Without any constraint, null is allowed as it is.
            if !inner.is_empty() {
                members.insert("anyOf".into(), json!([inner, {"type": "null"}]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_3_0_says_is_said_in_3_1() {
        for (before, after) in [
            (json!({"type": "string", "nullable": true}), json!({"type": ["string", "null"]})),
            (json!({"type": "string", "nullable": false}), json!({"type": "string"})),
            (
                json!({"type": "string", "enum": ["a"], "nullable": true}),
                json!({"type": ["string", "null"], "enum": ["a", null]}),
            ),
            (
                json!({"allOf": [{"$ref": "#/a"}], "nullable": true, "description": "d"}),
                json!({"description": "d", "anyOf": [{"allOf": [{"$ref": "#/a"}]}, {"type": "null"}]}),
            ),
            (json!({"nullable": true}), json!({})),
            (json!({"minimum": 1, "exclusiveMinimum": true}), json!({"exclusiveMinimum": 1})),
            (json!({"minimum": 1, "exclusiveMinimum": false}), json!({"minimum": 1})),
            (
                json!({"$ref": "#/a", "type": "object", "required": ["b"], "description": "d"}),
                json!({"$ref": "#/a", "description": "d"}),
            ),
            (json!({"type": "string", "example": "a"}), json!({"type": "string", "examples": ["a"]})),
        ] {
            let mut schema = before.clone();
            schema_to_3_1(&mut schema);
            assert_eq!(schema, after, "{before}");
        }
    }
}
