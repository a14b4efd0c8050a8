//! What is in a document, counted: for people who have not read it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Tree;
use super::fit::table::{Kind, Slot};
use super::walk;

/// What is in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// What the author's file said it is: `OpenAPI 3.0.3`, `Swagger 2.0`.
    pub version: String,
    /// Component schemas.
    pub components: usize,
    /// Schemas, components and everything inside them.
    pub schemas: usize,
    /// How many schemas use a keyword, for those that shape a type.
    pub keywords: BTreeMap<&'static str, usize>,
    /// How many schemas have a format.
    pub formats: BTreeMap<String, usize>,
    /// The tags of the operations.
    pub tags: BTreeMap<String, usize>,
}

/// The keywords that are counted.
const KEYWORDS: [&str; 17] = [
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "default",
    "deprecated",
    "discriminator",
    "enum",
    "nullable",
    "oneOf",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "readOnly",
    "uniqueItems",
    "writeOnly",
];

impl Tree {
    /// Counts what is in the document.
    pub fn census(&self) -> Census {
        let mut census = Census { version: self.version.clone(), ..Census::default() };
        let mut value = self.value.clone();
        let components = value.pointer("/components/schemas").and_then(Value::as_object);
        census.components = components.map_or(0, |components| components.len());
        walk::schemas(Slot::Object(Kind::Document), &mut value, &mut |schema| census.schema(schema));
        let items =
            value.get("paths").and_then(Value::as_object).into_iter().flat_map(|paths| paths.values());
        for operation in items.filter_map(Value::as_object).flat_map(|item| item.values()) {
            let tags = operation.get("tags").and_then(Value::as_array).into_iter().flatten();
            for tag in tags.filter_map(Value::as_str) {
                *census.tags.entry(tag.to_owned()).or_default() += 1;
            }
        }
        census
    }
}

impl Census {
    fn schema(&mut self, schema: &Value) {
        self.schemas += 1;
        let Value::Object(keywords) = schema else { return };
        for keyword in KEYWORDS.into_iter().filter(|keyword| keywords.contains_key(*keyword)) {
            *self.keywords.entry(keyword).or_default() += 1;
        }
        if let Some(Value::Array(types)) = keywords.get("type")
            && types.iter().any(|one| one == "null")
        {
            *self.keywords.entry("nullable").or_default() += 1;
        }
        if let Some(format) = keywords.get("format").and_then(Value::as_str) {
            *self.formats.entry(format.to_owned()).or_default() += 1;
        }
    }
}
