//! The JSON schema of the configuration, for editors: `docs/configuration.schema.json`.

use super::keys::{KEYS, Key, Kind, TABLES};
use crate::diag::level::{Level, WARNINGS};
use crate::diag::{Severity, code};
use serde_json::{Map, Value, json};

/// The schema (JSON Schema 2020-12), made of the rows that the reader goes by.
pub fn schema() -> Value {
    let mut root = table("");
    for key in KEYS {
        let steps: Vec<&str> = key.path.split('.').collect();
        insert(&mut root, "", &steps, value(key));
    }
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".to_owned(), json!("The configuration of an OpenAPI document's Rust client"));
    if let Value::Object(members) = root {
        schema.extend(members);
    }
    Value::Object(schema)
}

/// A table without keys; what is not known is a mistake.
fn table(path: &str) -> Value {
    let mut schema = json!({"type": "object", "additionalProperties": false});
    if let Some(row) = TABLES.iter().find(|row| row.path == path)
        && let Some(members) = schema.as_object_mut()
    {
        let names = if row.name.is_empty() { String::new() } else { format!(" By {}.", row.name) };
        members.insert("description".to_owned(), json!(format!("{}{names}", row.docs)));
    }
    schema
}

/// Puts the schema of a key below a table's.
fn insert(into: &mut Value, path: &str, steps: &[&str], schema: Value) {
    let (Some((step, rest)), Some(members)) = (steps.split_first(), into.as_object_mut()) else { return };
    let here = if path.is_empty() { (*step).to_owned() } else { format!("{path}.{step}") };
    let slot = if *step == "*" {
        let slot = members.entry("additionalProperties").or_insert(Value::Null);
        if slot.is_boolean() {
            *slot = Value::Null;
        }
        slot
    } else {
        let properties = members.entry("properties").or_insert_with(|| json!({}));
        let Some(properties) = properties.as_object_mut() else { return };
        properties.entry(*step).or_insert(Value::Null)
    };
    if rest.is_empty() {
        *slot = schema;
        return;
    }
    if slot.is_null() {
        *slot = table(&here);
    }
    insert(slot, &here, rest, schema);
}

fn value(key: &Key) -> Value {
    let mut schema = match key.kind {
        Kind::Text => json!({"type": "string", "pattern": "\\S"}),
        Kind::OneOf(choices) => json!({"enum": choices}),
        Kind::Header => json!({"type": "string", "pattern": "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$"}),
        Kind::Requirement => json!({"type": "string", "pattern": "^[A-Za-z0-9.,^~=*<>+ -]+$"}),
        Kind::Attributes => json!({"type": "array", "items": {"type": "string", "pattern": "^\\s*#\\["}}),
        Kind::Texts | Kind::Derives => {
            json!({"type": "array", "items": {"type": "string", "pattern": "\\S"}})
        }
        Kind::Codes(level) => json!({"type": "array", "items": {"enum": codes(level)}}),
        Kind::Flag => json!({"type": "boolean"}),
        Kind::Count => json!({"type": "integer", "minimum": 0}),
    };
    if let Some(members) = schema.as_object_mut() {
        members.insert("description".to_owned(), json!(format!("{} Default: {}.", key.docs, key.default)));
    }
    schema
}

fn codes(level: Level) -> Vec<&'static str> {
    let may = code::ALL.iter().filter(|code| level == Level::Deny || code.severity == Severity::Warning);
    [WARNINGS].into_iter().chain(may.map(|code| code.id)).collect()
}
