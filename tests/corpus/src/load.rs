//! Documents as values, read independently of the generator: YAML and JSON alike, numbers beyond 64 bits as doubles.

use generator::diag::Diagnostics;
use generator::source::{self, Input, Sources};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::fmt;
use std::path::Path;

/// Reads a document; the text says whether it is JSON.
pub fn document(path: &Path) -> Result<Value, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let text = text.trim_start_matches('\u{feff}');
    let json = text.trim_start().starts_with(['{', '[']);
    let loose: Result<Loose, String> = if json {
        serde_json::from_str(text).or_else(|_| serde_yaml::from_str(text)).map_err(|error| error.to_string())
    } else {
        serde_yaml::from_str(text).map_err(|error| error.to_string())
    };
    loose.map(|Loose(value)| value)
}

/// Reads a document for the test of its schemas. One that is spread over several files, and a documentation page, is
/// taken as the generator bundled it: component names are then the generator's.
pub fn whole(path: &Path) -> Result<Value, String> {
    match document(path) {
        Ok(value) if value.is_object() && !elsewhere(&value) => Ok(value),
        _ => {
            let (mut sources, mut diags) = (Sources::default(), Diagnostics::default());
            let read = source::read(&Input::Path(path.to_owned()), &mut sources, &mut diags);
            let read = read.ok_or_else(|| format!("{}: cannot be bundled", path.display()))?;
            serde_json::to_value(&read.api).map(source::fit::inverse).map_err(|error| error.to_string())
        }
    }
}

/// Whether something refers to another file.
fn elsewhere(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(elsewhere),
        Value::Object(members) => {
            let out = |reference: &str| !reference.starts_with('#');
            members.get("$ref").and_then(Value::as_str).is_some_and(out) || members.values().any(elsewhere)
        }
        _ => false,
    }
}

/// A value that takes what `serde_json` alone would refuse from YAML: whole numbers beyond 64 bits, keys that are no
/// text, tags, repeated keys (the last one counts).
struct Loose(Value);

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LooseVisitor).map(Loose)
    }
}

struct LooseVisitor;

fn double(value: f64) -> Value {
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}

impl<'de> Visitor<'de> for LooseVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    #[expect(clippy::cast_precision_loss, reason = "the nearest double is what a JSON reader makes of it")]
    fn visit_i128<E>(self, value: i128) -> Result<Value, E> {
        Ok(double(value as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "the nearest double is what a JSON reader makes of it")]
    fn visit_u128<E>(self, value: u128) -> Result<Value, E> {
        Ok(double(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(double(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(Loose(item)) = access.next_element()? {
            items.push(item);
        }
        Ok(items.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some((Loose(key), Loose(value))) = access.next_entry()? {
            let key = key.as_str().map_or_else(|| key.to_string(), str::to_owned);
            members.insert(key, value);
        }
        Ok(Value::Object(members))
    }

    fn visit_enum<A: serde::de::EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        use serde::de::VariantAccess;
        let (Loose(_), content) = access.variant()?;
        content.newtype_variant::<Loose>().map(|Loose(value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_refers_to_another_file_is_noticed() {
        assert!(elsewhere(&json!({"a": [{"$ref": "b.yaml#/c"}]})));
        assert!(!elsewhere(&json!({"a": [{"$ref": "#/c"}], "properties": {"$ref": {"type": "string"}}})));
    }

    #[test]
    fn yaml_is_read_without_surprises() {
        let Loose(value) =
            serde_yaml::from_str("big: -9223372036854776000\nno: no\n200: !tag x\nnan: .nan\n")
                .expect("a document");
        assert_eq!(value, json!({"big": -9_223_372_036_854_776_000.0, "no": "no", "200": "x", "nan": null}));
    }
}
