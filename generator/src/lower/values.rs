//! What an enum lists.

use crate::ir::{Docs, EnumValue, Hint};
use crate::normal::Schema;
use serde_json::Value;
use std::collections::BTreeMap;

/// The values of an enum, with the names and descriptions that extensions give them.
pub(super) fn enum_values(values: &[Value], schema: &Schema) -> Vec<EnumValue<Hint>> {
    let list = |names: &[&str]| names.iter().find_map(|name| schema.extension(name));
    let names = list(&["x-enum-varnames", "x-enumNames", "x-enum-names"]);
    let descriptions = list(&["x-enum-descriptions", "x-enumDescriptions"]);
    let text = |extension: Option<&Value>, index: usize, value: &Value| -> Option<String> {
        let found = match extension? {
            Value::Array(list) => list.get(index)?,
            Value::Object(map) => map.get(&label(value))?,
            _ => return None,
        };
        found.as_str().map(str::to_owned)
    };
    // The first of several for one value.
    let known: BTreeMap<String, &Docs> =
        schema.value_docs.iter().rev().map(|(value, docs)| (value.to_string(), docs)).collect();
    let value = |(index, value): (usize, &Value)| {
        let docs = if known.is_empty() { None } else { known.get(&value.to_string()).copied() };
        EnumValue {
            name: match text(names, index, value) {
                Some(name) => Hint::new(name).or(label(value)),
                None => value_hint(value, docs),
            },
            wire: value.clone(),
            docs: match docs {
                Some(docs) => Docs { summary: None, default: None, ..docs.clone() },
                None => Docs { description: text(descriptions, index, value), ..Docs::default() },
            },
        }
    };
    values.iter().enumerate().map(value).collect()
}

/// A title names a value that is no name itself; text names itself.
fn value_hint(value: &Value, docs: Option<&Docs>) -> Hint {
    match docs.and_then(|docs| docs.summary.clone()) {
        Some(title) if value.is_string() => Hint::new(label(value)).or(title),
        Some(title) => Hint::new(title).or(label(value)),
        None => Hint::new(label(value)),
    }
}

/// The text of a value: without quotes if it is a string.
pub(super) fn label(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
