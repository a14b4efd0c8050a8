//! Documents changed at random, from a fixed seed, so that a failure repeats.

use serde_json::{Value, json};

/// A xorshift generator: the same numbers on every machine.
pub struct Numbers(pub u64);

impl Numbers {
    /// A number below the limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).expect("less than the limit")
    }

    /// One of several.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// Every place in a tree.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                places(value, &format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, value)| places(value, &format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

/// What may stand anywhere, and mostly should not.
pub fn junk() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(1e300),
        json!(u64::MAX),
        json!(""),
        json!("x"),
        json!("true"),
        json!("12"),
        json!([]),
        json!({}),
        json!(["a"]),
        json!([1]),
        json!([null]),
        json!([{}]),
        json!([[]]),
        json!({"a": 1}),
        json!({"$ref": "#/x"}),
        json!({"$ref": 1}),
        json!({"$ref": "#/x", "z": 1}),
        json!({"$ref": "#/components/schemas/T"}),
        json!({"$ref": "#/paths"}),
        json!({"$ref": "#"}),
        json!({"$ref": ""}),
        json!({"$ref": "#/components/schemas/S/properties/a"}),
        json!({"$ref": "nothing.yaml#/a"}),
        json!({"$ref": "#anchor"}),
        json!({"x-a": null}),
        json!({"type": "null"}),
        json!([true, {"type": ["string", "null"]}]),
        json!({"": {}}),
        json!({"a": null}),
        json!({"a": []}),
        json!({"a": {"$ref": "#/x", "description": "d"}}),
        json!({"x-fit-raw": 1}),
        json!({"x-fit-bool": true}),
        json!({"\u{0}inline": 0}),
        json!({"$id": "http://a/b", "$ref": "c"}),
    ]
}

const NAMES: [&str; 26] = [
    "type",
    "enum",
    "items",
    "schema",
    "content",
    "$ref",
    "required",
    "const",
    "not",
    "allOf",
    "in",
    "style",
    "discriminator",
    "200",
    "get",
    "x-q",
    "additionalProperties",
    "minimum",
    "exclusiveMinimum",
    "description",
    "examples",
    "default",
    "$defs",
    "parameters",
    "x-fit-synth",
    "nullable",
];

/// Changes a few places.
pub fn mutate(document: &mut Value, junk: &[Value], numbers: &mut Numbers) {
    for _ in 0..1 + numbers.below(4) {
        let mut all = Vec::new();
        places(document, "", &mut all);
        let (place, other) = (numbers.pick(&all).clone(), numbers.pick(&all).clone());
        let value = match numbers.below(4) {
            0 => document.pointer(&other).cloned().expect("a place that was found"),
            _ => numbers.pick(junk).clone(),
        };
        let name = numbers.pick(&NAMES).to_string();
        let Some(target) = document.pointer_mut(&place).filter(|_| !place.is_empty()) else { continue };
        match (numbers.below(3), target) {
            (0, Value::Object(members)) => {
                members.insert(name, value);
            }
            (_, target) => *target = value,
        }
    }
}
