//! Helpers of the tests of stages 2 and 3: from a text to the representation, and a reader of JSON that follows the
//! representation as the generated code does, so that a schema's instances can be tried on its type.

#![allow(dead_code, reason = "each test file uses some of these helpers")]

pub mod read;

use generator::config::Config;
use generator::diag::{Diagnostic, Diagnostics, Pointer};
use generator::ir::{Api, Hint, Ty};
use generator::source::{self, Input, Sources};
use generator::{lower, normal};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// One small document per form of schema, by name.
pub fn fixtures() -> Vec<(String, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/schema");
    let mut list: Vec<(String, PathBuf)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), path))
        .collect();
    list.sort();
    assert!(list.len() > 20, "the fixtures are not where they belong");
    list
}

/// What a document is lowered to, and what was said about it.
pub struct Lowered {
    pub api: Option<Api<Hint>>,
    pub diags: Vec<Diagnostic>,
}

/// Lowers a document.
pub fn lower(input: Input, config: &Config) -> Lowered {
    source::with_stack(|| {
        let (mut diags, mut sources) = (Diagnostics::default(), Sources::default());
        let api = source::read(&input, &mut sources, &mut diags).map(|document| {
            let normal = normal::normalise(document.api, &mut diags);
            lower::lower(&normal, config, &mut diags)
        });
        Lowered { api, diags: diags.reported().to_vec() }
    })
    .expect("a deep stack")
}

/// Lowers a text.
pub fn lower_text(text: &str) -> Lowered {
    lower(Input::Text { name: "test.yaml".to_owned(), text: text.to_owned() }, &Config::default())
}

/// What was said, one line each.
pub fn messages(diags: &[Diagnostic]) -> String {
    let line = |d: &Diagnostic| format!("{:?} {} {}: {}\n", d.code.severity, d.code.id, d.pointer, d.message);
    diags.iter().map(line).collect()
}

/// Lowers a document in which every component schema is the body of an operation, so that its type can be found.
pub fn with_bodies(mut document: Value) -> (Api<Hint>, Vec<(String, Ty)>) {
    let names: Vec<String> = match &document["components"]["schemas"] {
        Value::Object(schemas) => schemas.keys().cloned().collect(),
        _ => Vec::new(),
    };
    for (index, name) in names.iter().enumerate() {
        let mut reference = Pointer::default();
        reference.push(name);
        let schema = json!({ "$ref": format!("#/components/schemas{}", reference.0) });
        document["paths"][format!("/body{index}")] = json!({ "put": {
            "operationId": format!("body{index}"),
            "requestBody": { "content": { "application/json": { "schema": schema } } },
            "responses": {},
        }});
    }
    let lowered = lower_text(&document.to_string());
    let api = lowered.api.unwrap_or_else(|| panic!("not lowered: {}", messages(&lowered.diags)));
    let body = |index: usize| {
        let path = format!("/body{index}");
        let operation = api.operations.iter().find(|operation| operation.path == path);
        operation
            .and_then(|operation| operation.body.as_ref()?.contents.first()?.ty.clone())
            .unwrap_or(Ty::Any)
    };
    let types = names.into_iter().enumerate().map(|(index, name)| (name, body(index))).collect();
    (api, types)
}
