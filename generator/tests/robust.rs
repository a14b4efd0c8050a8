//! What must not matter does not: the order of keys, and whatever a document says in prose or in names.

use generator::source::Input;
use generator::{Settings, generate};
use serde_json::Value;
use std::path::Path;

fn types(text: String, config: &Path) -> String {
    let input = Input::Text { name: "document".into(), text };
    let outcome = generate(&input, &Settings::File(config.to_owned()), |_| {});
    let files = outcome.files.unwrap_or_else(|| panic!("{:?}", outcome.diags.reported()));
    let all: Vec<&str> =
        files.iter().filter(|file| !file.path.contains("runtime")).map(|file| file.text.as_str()).collect();
    all.join("\n")
}

/// Every object's members in another order; lists stay as they are.
fn shuffled(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut members: Vec<(String, Value)> =
                members.iter().map(|(key, value)| (key.clone(), shuffled(value))).collect();
            members.sort_by_key(|(key, _)| (key.len() % 3, key.chars().rev().collect::<String>()));
            Value::Object(members.into_iter().collect())
        }
        Value::Array(elements) => Value::Array(elements.iter().map(shuffled).collect()),
        other => other.clone(),
    }
}

/// The words of a text, sorted: its names and wire names, whatever their order and however the lines are filled.
fn words(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || ",;(){}[]\"'".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    words.sort_unstable();
    words
}

#[test]
fn the_order_of_keys_changes_no_name_and_nothing_on_the_wire() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let text = std::fs::read_to_string(spec.join("checkouts.yaml")).expect("the document");
    let tree: Value = serde_yaml::from_str(&text).expect("YAML");
    let config = spec.join("checkouts.toml");
    let (plain, other) = (types(tree.to_string(), &config), types(shuffled(&tree).to_string(), &config));
    assert_ne!(plain, other, "the order of fields follows the document");
    assert_eq!(words(&plain), words(&other));
}

#[test]
fn hostile_text_stays_text() {
    let evil =
        "*/ \"# \"##} }}\n#![feature(x)]\n//! x\r\n```\nlet x = 1;\n\u{202e}txet\u{0} [`Vec`] <script> {} \\";
    let names = [
        "type", "self", "Self", "crate", "", " ", "😀", "1st", "a-b", "a_b", "aB", "é", "_", "'", "\"",
        "a\nb",
    ];
    let property = |name: &str| (name.to_owned(), serde_json::json!({"type": "string", "description": evil}));
    let properties: serde_json::Map<String, Value> = names.iter().map(|name| property(name)).collect();
    let schema = serde_json::json!({
        "type": "object", "title": evil, "description": evil, "required": names, "properties": properties
    });
    let schemas: serde_json::Map<String, Value> = names
        .iter()
        .filter(|name| !name.is_empty())
        .map(|name| ((*name).to_owned(), schema.clone()))
        .collect();
    let document = serde_json::json!({
        "openapi": "3.1.0",
        "info": {"title": evil, "version": evil, "description": evil},
        "servers": [{"url": "https://example.com", "description": evil}],
        "tags": [{"name": evil, "description": evil}],
        "paths": {"/a": {"get": {
            "operationId": evil, "tags": [evil], "summary": evil, "description": evil,
            "parameters": [{"name": evil, "in": "query", "description": evil, "schema": {"enum": names}}],
            "responses": {"200": {"description": evil, "content": {"application/json": {"schema": schema}}}}
        }}},
        "components": {"schemas": schemas}
    });
    let input = Input::Text { name: "hostile".into(), text: document.to_string() };
    let outcome = generate(&input, &Settings::Given(Default::default()), |_| {});
    let files = outcome.files.unwrap_or_else(|| panic!("{:?}", outcome.diags.reported()));
    for file in files.iter().filter(|file| file.path.ends_with(".rs") && !file.path.contains("runtime")) {
        let parsed = syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
        let attributes: Vec<String> = parsed
            .attrs
            .iter()
            .filter_map(|attribute| attribute.path().get_ident().map(ToString::to_string))
            .filter(|name| name != "doc")
            .collect();
        assert!(
            attributes.iter().all(|name| name == "forbid" || name == "recursion_limit"),
            "{attributes:?}"
        );
        for sign in ['\u{202e}', '\u{0}', '\r'] {
            assert!(!file.text.contains(sign), "{} has {sign:?}", file.path);
        }
    }
}

/// Nothing is imported that is not used.
#[test]
fn a_document_of_scalars_has_no_type_of_its_own() {
    let document = "{openapi: 3.1.0, info: {title: t, version: '1'}, paths: {}, components: {schemas: {Id: {type: string}}}}";
    let input = Input::Text { name: "scalars".into(), text: document.to_owned() };
    let files = generate(&input, &Settings::Given(Default::default()), |_| {}).files.expect("a crate");
    let types = files.iter().find(|file| file.path == "src/types.rs").expect("types.rs");
    assert!(!types.text.contains("use "), "{}", types.text);
}

#[test]
fn a_large_answer_does_not_make_its_neighbours_large() {
    let fields: serde_json::Map<String, Value> =
        (0..20).map(|index| (format!("field{index}"), serde_json::json!({"type": "string"}))).collect();
    let answer = |schema: &str| {
        let schema = serde_json::json!({"$ref": format!("#/components/schemas/{schema}")});
        serde_json::json!({"description": "", "content": {"application/json": {"schema": schema}}})
    };
    let responses = serde_json::json!({"200": answer("Order"), "202": answer("Ticket")});
    let document = serde_json::json!({
        "openapi": "3.1.0", "info": {"title": "t", "version": "1"},
        "paths": {"/orders": {"post": {"responses": responses}}},
        "components": {"schemas": {
            "Order": {"type": "object", "properties": fields},
            "Ticket": {"type": "object", "properties": {"id": {"type": "string"}}},
        }},
    });
    let input = Input::Text { name: "document".into(), text: document.to_string() };
    let files = generate(&input, &Settings::Given(Default::default()), |_| {}).files.expect("a crate");
    let text: String =
        files.into_iter().filter(|file| file.path == "src/orders.rs").map(|file| file.text).collect();
    assert!(text.contains("Ok(Box<types::Order>)") && text.contains("Accepted(types::Ticket)"), "{text}");
}
