//! Whether a value might be of a schema, at a glance: its shape, at every depth. Bounds, patterns and `not` are left to the
//! validator, which has judged the whole instance already.

use super::world::World;
use crate::instances::NOT_LISTED;
use serde_json::{Map, Value};

/// How far references and parts are followed, and how much of a value is looked at.
const DEEPEST: u32 = 40;
const FUEL: u32 = 3_000;

/// Whether a value might be of a schema.
pub fn plausible(world: &World<'_>, schema: &Value, value: &Value) -> bool {
    Glance { world, fuel: FUEL }.fits(schema, value, DEEPEST)
}

struct Glance<'w, 'a> {
    world: &'w World<'a>,
    fuel: u32,
}

impl Glance<'_, '_> {
    fn fits(&mut self, schema: &Value, value: &Value, depth: u32) -> bool {
        let Value::Object(schema) = schema else { return schema != &Value::Bool(false) };
        if depth == 0 || self.fuel == 0 {
            return true;
        }
        self.fuel -= 1;
        let target =
            schema.get("$ref").and_then(Value::as_str).and_then(|reference| self.world.resolve(reference));
        typed(schema, value)
            && listed(schema, value)
            && target.is_none_or(|target| self.fits(target, value, depth - 1))
            && list(schema, "allOf").iter().all(|part| self.fits(part, value, depth - 1))
            && ["anyOf", "oneOf"].iter().all(|key| {
                let members = list(schema, key);
                members.is_empty() || members.iter().any(|member| self.fits(member, value, depth - 1))
            })
            && match value {
                Value::Object(members) => self.object(schema, members, depth),
                Value::Array(items) => self.array(schema, items, depth),
                _ => true,
            }
    }

    fn object(&mut self, schema: &Map<String, Value>, members: &Map<String, Value>, depth: u32) -> bool {
        let required = list(schema, "required").iter().filter_map(Value::as_str);
        let properties = schema.get("properties").and_then(Value::as_object);
        let patterns = schema.contains_key("patternProperties");
        // That an object is closed is nothing to a client.
        let rest = schema.get("additionalProperties").filter(|rest| !patterns && rest.is_object());
        required.into_iter().all(|name| members.contains_key(name))
            && members.iter().all(|(name, value)| {
                let own = properties.and_then(|properties| properties.get(name));
                own.or(rest).is_none_or(|schema| self.fits(schema, value, depth - 1))
            })
    }

    fn array(&mut self, schema: &Map<String, Value>, items: &[Value], depth: u32) -> bool {
        let prefix = list(schema, "prefixItems");
        let rest = schema.get("items");
        items.iter().enumerate().all(|(index, item)| {
            let schema = prefix.get(index).or(rest);
            schema.is_none_or(|schema| self.fits(schema, item, depth - 1))
        })
    }
}

fn list<'a>(schema: &'a Map<String, Value>, key: &str) -> &'a [Value] {
    schema.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn typed(schema: &Map<String, Value>, value: &Value) -> bool {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let whole = value.as_f64().is_none_or(|number| number.fract() == 0.0);
    let is = |name: &Value| name == kind || (kind == "number" && name == "integer" && whole);
    match schema.get("type") {
        Some(Value::Array(names)) => names.iter().any(is),
        Some(name) => is(name),
        None => true,
    }
}

/// Lists of texts are open, as they are in a client.
fn listed(schema: &Map<String, Value>, value: &Value) -> bool {
    let enumeration = schema.get("enum").and_then(Value::as_array);
    schema.get("const").is_none_or(|constant| constant == value)
        && enumeration.is_none_or(|values| values.contains(value) || value == NOT_LISTED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn shapes_are_looked_at_to_the_bottom() {
        let root = json!({"components": {"schemas": {"A": {"type": "object", "required": ["a"], "properties": {
            "a": {"type": "array", "items": {"type": ["integer", "null"]}}, "b": {"enum": ["x"]}
        }, "additionalProperties": false}}}});
        let world = World::new(&root);
        let schema = json!({"oneOf": [{"type": "string"}, {"$ref": "#/components/schemas/A"}]});
        let fits = |value: Value| plausible(&world, &schema, &value);
        assert!(fits(json!("text")));
        assert!(fits(json!({"a": [1, null, 2.0], "b": NOT_LISTED})));
        assert!(!fits(json!({"a": [1.5]})));
        assert!(fits(json!({"a": [], "c": 1})));
        assert!(!fits(json!({"b": "x"})));
        assert!(!fits(json!({"a": [], "b": "y"})));
    }
}
