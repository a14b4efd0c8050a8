//! Fitting loses nothing: what `openapiv3` holds afterwards can be turned back into what was written.

mod source_support;

use generator::diag::Diagnostics;
use generator::source::{self, Input, Sources, fit};
use serde_json::{Value, json};
use source_support::differences;

/// Each line of `features.jsonl` is one feature of the specification, or one thing that real documents get wrong.
#[test]
fn every_feature_survives() {
    let lines = include_str!("cases/fit/features.jsonl");
    let mut lost = Vec::new();
    for line in lines.lines() {
        let row: Value = serde_json::from_str(line).expect("a JSON line");
        let document = match row.get("document") {
            Some(document) => document.clone(),
            None => json!({
                "openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {},
                "components": {"schemas": {"S": row["schema"]}}
            }),
        };
        lost.extend(lost_by(&document).into_iter().map(|what| format!("{}: {what}", row["feature"])));
    }
    assert!(lines.lines().count() >= 169);
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

/// What a document loses on its way through `openapiv3`.
fn lost_by(document: &Value) -> Vec<String> {
    let (mut sources, mut diags) = (Sources::default(), Diagnostics::default());
    let input = Input::Text { name: "case.json".into(), text: document.to_string() };
    let Some(tree) = source::load(&input, &mut sources, &mut diags) else {
        return vec![format!("not loaded: {:?}", diags.reported())];
    };
    let before = tree.value().clone();
    let Some(read) = tree.fit(&mut diags) else {
        return vec![format!("not fitted: {:?}", diags.reported())];
    };
    let held = serde_json::to_value(&read.api).expect("a document serialises");
    differences(&before, &fit::inverse(held))
}
