//! Whatever the tree, it is read without a panic, what `openapiv3` holds is what was in it, and what is wrong has a place.
//!
//! Documents are changed at random, from a fixed seed, so that a failure repeats. `MUTATIONS` sets how many.

mod source_support;

use generator::diag::Diagnostics;
use generator::source::{self, Input, Sources, fit};
use serde_json::{Value, json};
use source_support::differences;

/// A xorshift generator: the same numbers on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).expect("less than the limit")
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
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

fn documents() -> Vec<Value> {
    let features = include_str!("cases/fit/features.jsonl").lines().map(|line| {
        let row: Value = serde_json::from_str(line).expect("a JSON line");
        match row.get("document") {
            Some(document) => document.clone(),
            None => json!({
                "openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {},
                "components": {"schemas": {"S": row["schema"], "T": {}}}
            }),
        }
    });
    let mut documents: Vec<Value> = features.collect();
    for text in [
        include_str!("cases/reading/swagger-2/openapi.yaml"),
        include_str!("cases/reading/odd-references/openapi.yaml"),
        include_str!("cases/reading/several-files/as-3.1.yaml"),
        include_str!("cases/reading/page/as-3.1.yaml"),
        PAGE,
    ] {
        let document: Value = serde_yaml::from_str(text).expect("YAML");
        documents.extend(std::iter::repeat_n(document, 30));
    }
    documents
}

const PAGE: &str = "
paths:
  path: /a
  method: post
  request:
    security: [{title: KEY, parameters: {header: {Authorization: {type: http, scheme: bearer}}}}]
    parameters: {path: {id: {schema: [{type: string, required: true}]}}}
    body: {application/json: {schemaArray: [{type: object, properties: {a: {allOf: [{type: any}]}}, refIdentifier: '#/components/schemas/A', requiredProperties: [a]}]}}
  response: {'200': {_mintlify/placeholder: {schemaArray: [{type: any, description: d}]}}}
components: {schemas: {B: {type: object}}}
";

fn junk() -> Vec<Value> {
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

fn mutate(document: &mut Value, junk: &[Value], numbers: &mut Numbers) {
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

/// What goes wrong with a document.
fn complaint(document: &Value) -> Option<String> {
    let (mut sources, mut diags) = (Sources::default(), Diagnostics::default());
    let input = Input::Text { name: "mutated.json".into(), text: document.to_string() };
    let tree = source::load(&input, &mut sources, &mut diags)?;
    let before = tree.value().clone();
    let Some(read) = tree.fit(&mut diags) else {
        return Some(format!("not held: {:?}", diags.reported().last()));
    };
    let held = serde_json::to_value(&read.api).expect("a document serialises");
    if let Some(lost) = differences(&before, &fit::inverse(held)).first() {
        return Some(lost.clone());
    }
    let nowhere = sources.locations(diags.reported()).iter().position(Option::is_none);
    nowhere.map(|index| format!("no place for {:?}", diags.reported()[index]))
}

#[test]
fn any_tree_is_read() {
    let count = std::env::var("MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(1_500);
    let (documents, junk) = (documents(), junk());
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    source::with_stack(|| {
        for round in 0..count {
            let mut document = numbers.pick(&documents).clone();
            mutate(&mut document, &junk, &mut numbers);
            let text = document.to_string();
            let result = std::panic::catch_unwind(|| complaint(&document));
            match result {
                Ok(None) => {}
                Ok(Some(what)) => panic!("round {round}: {what}\n{text}"),
                Err(_) => panic!("round {round} panicked on\n{text}"),
            }
        }
    });
}
