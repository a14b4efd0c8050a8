//! Whatever the tree, it is read without a panic, what `openapiv3` holds is what was in it, and what is wrong has a place.
//!
//! Documents are changed at random, from a fixed seed, so that a failure repeats. `MUTATIONS` sets how many.

mod mutation;
mod source_support;

use generator::diag::Diagnostics;
use generator::source::{self, Input, Sources, fit};
use mutation::{Numbers, junk, mutate};
use serde_json::{Value, json};
use source_support::differences;

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
    })
    .expect("a deep stack");
}
