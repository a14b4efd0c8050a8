//! The independent validator: the `jsonschema` crate, without a network.

use jsonschema::{Draft, Registry, Resource, Validator};
use serde_json::{Value, json};

const BASE: &str = "corpus:document";

/// A converted document, ready to compile validators from.
pub struct Judge {
    registry: Registry<'static>,
}

impl Judge {
    /// Takes a document from [`super::dialect::convert`].
    pub fn new(document: Value) -> Result<Self, String> {
        let resource = Resource::from_contents(document);
        let registry = Registry::new()
            .draft(Draft::Draft202012)
            .add(BASE, resource)
            .and_then(jsonschema::RegistryBuilder::prepare)
            .map_err(|error| error.to_string())?;
        Ok(Self { registry })
    }

    /// The validator of what a reference into the document names. Formats annotate, they do not assert (JSON Schema
    /// validation 2020-12, section 7.2.1).
    pub fn of(&self, reference: &str) -> Result<Validator, String> {
        self.with_formats(reference, false)
    }

    /// The same, where formats may assert: servers hold requests to them.
    ///
    /// # Errors
    /// There is nothing at the reference, or no schema that can be compiled.
    pub fn with_formats(&self, reference: &str, assert: bool) -> Result<Validator, String> {
        jsonschema::options()
            .offline()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(assert)
            .with_registry(&self.registry)
            .build(&json!({ "$ref": format!("{BASE}{}", percent_encoded(reference)) }))
            .map_err(|error| error.to_string())
    }
}

/// A JSON pointer as a URI fragment (RFC 6901, section 6).
fn percent_encoded(reference: &str) -> String {
    let mut out = String::new();
    for byte in reference.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'#' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte))
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_reach_anywhere_in_the_document() {
        let judge = Judge::new(json!({"components": {"schemas": {
            "Odd name/é": {"type": "array", "items": {"$ref": "#/paths/x/schema"}}
        }}, "paths": {"x": {"schema": {"type": "integer"}}}}))
        .expect("a registry");
        let validator = judge.of("#/components/schemas/Odd name~1é").expect("a validator");
        assert!(validator.is_valid(&json!([1, 2.0])));
        assert!(!validator.is_valid(&json!(["x"])));
        assert!(judge.of("#/components/schemas/Missing").is_err());
    }
}
