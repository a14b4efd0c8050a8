//! Schemas: OpenAPI 3.0's, and JSON Schema 2020-12 with its older drafts, in what `openapiv3` models of the former.

use serde_json::{Map, Value};

use super::fitter::Fitted::{self, *};
use super::fitter::{Fitter, Out, reference};
use super::key;
use super::table::{Kind, Slot};
use crate::diag::{At, code, suggest};
use crate::source::members::Members;

/// JSON Schema Validation, section 6.1.1.
pub(crate) const TYPES: [&str; 7] = ["string", "number", "integer", "boolean", "object", "array", "null"];

impl Fitter<'_> {
    /// Fits a schema that is an object and not merely a reference.
    pub(super) fn schema(&mut self, members: Members, at: At<'_>) -> Members {
        let mut out = Out::default();
        self.fields(Kind::Schema, members, at, &mut out);
        if out.text("type") == Some("number") && has_integers(&out) {
            // The model keeps these as doubles.
            out.set_aside("enum");
        }
        out.finish()
    }

    /// Fits a schema where a reference may stand instead. In OpenAPI 3.1 a reference has siblings that count.
    pub(super) fn schema_or_ref(&mut self, mut members: Members, at: At<'_>) -> Value {
        if !members.get("$ref").is_some_and(Value::is_string) {
            if let Some(other) = members.get("$ref") {
                self.complain("a reference", other, at.key("$ref"));
            }
            return Value::Object(self.schema(members, at));
        }
        let Some(Value::String(target)) = members.shift_remove("$ref") else { return Value::Object(members) };
        if members.is_empty() {
            return reference(target);
        }
        let mut schema = self.schema(members, at);
        match schema.get_mut("allOf") {
            Some(Value::Array(list)) => {
                list.insert(0, reference(target));
                schema.insert(key::REF_FIRST.into(), Value::Bool(true));
            }
            _ => {
                schema.insert("allOf".into(), Value::Array(vec![reference(target)]));
                schema.insert(key::REF.into(), Value::Bool(true));
            }
        }
        Value::Object(schema)
    }

    /// A schema that others may refer to by its place: if it is none, something stands in for it.
    pub(super) fn schema_or_hole(&mut self, value: Value, at: At<'_>) -> Value {
        match value {
            Value::Object(members) => self.schema_or_ref(members, at),
            Value::Bool(all) => boolean(all),
            raw => {
                // An empty member of a YAML mapping is null: the schema that allows everything.
                if !raw.is_null() {
                    self.complain("a schema", &raw, at);
                }
                Value::Object(Map::from_iter([(key::RAW.to_owned(), raw)]))
            }
        }
    }

    pub(super) fn schema_slot(&mut self, slot: Slot, value: Value, at: At<'_>) -> Fitted {
        match value {
            Value::Bool(_) if slot == Slot::BoolOrSchema => Here(value),
            Value::Bool(all) => Here(boolean(all)),
            Value::Object(members) => Here(self.schema_or_ref(members, at)),
            other => self.wrong("a schema", other, at),
        }
    }

    pub(super) fn items(&mut self, value: Value, at: At<'_>) -> Fitted {
        match value {
            Value::Array(list) => {
                let schemas = list.into_iter().enumerate();
                let schemas = schemas.map(|(index, schema)| self.schema_or_hole(schema, at.index(index)));
                Tuple(schemas.collect())
            }
            other => self.schema_slot(Slot::Ref(Kind::Schema), other, at),
        }
    }

    /// JSON Schema Validation, section 6.1.1.
    pub(super) fn schema_type(&mut self, value: Value, at: At<'_>) -> Fitted {
        match value {
            Value::String(name) if self.known_type(&name, at) => Here(Value::String(name)),
            Value::String(name) => Ignored(Value::String(name)),
            Value::Array(list) if !list.is_empty() && list.iter().all(Value::is_string) => {
                let names = list.iter().filter_map(Value::as_str).enumerate();
                // What one of the names means is not known, so values may be of any type; each is complained about.
                let unknown = names.filter(|(index, name)| !self.known_type(name, at.index(*index))).count();
                if unknown == 0 { Beside(Value::Array(list)) } else { Ignored(Value::Array(list)) }
            }
            other => self.wrong("the name of a type, or a list of names,", other, at),
        }
    }

    /// Whether there is such a type. One that looks like a slip is an error; of a stranger, nothing is known but that
    /// it is some JSON, and so of what is more than a name: `string[]`, `string, null`.
    fn known_type(&mut self, name: &str, at: At<'_>) -> bool {
        if TYPES.contains(&name) {
            return true;
        }
        let word = name.bytes().all(|byte| byte.is_ascii_alphabetic());
        match suggest::slip(name, TYPES).filter(|_| word) {
            Some(meant) => {
                let message = format_args!("there is no type `{name}`; did you mean `{meant}`?");
                self.diags.report(&code::UNKNOWN_TYPE, at, message);
            }
            None => {
                let message = format_args!("there is no type `{name}`: any JSON value is accepted");
                self.diags.report(&code::NONSTANDARD_TYPE, at, message);
            }
        }
        false
    }
}

/// A schema that is just `true` or `false` (JSON Schema Core, section 4.3.2).
fn boolean(all: bool) -> Value {
    let mut schema = Map::from_iter([(key::BOOL.to_owned(), Value::Bool(all))]);
    if !all {
        schema.insert("not".into(), Value::Object(Map::new()));
    }
    Value::Object(schema)
}

fn has_integers(out: &Out) -> bool {
    let list = out.members.get("enum").and_then(Value::as_array);
    list.is_some_and(|list| list.iter().any(|value| value.is_i64() || value.is_u64()))
}
