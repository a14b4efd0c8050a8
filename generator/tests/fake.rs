//! What a fake answers: the document's examples where they are what their schema says, made-up values elsewhere.

use generator::config::Config;
use generator::source::Input;
use generator::{Settings, generate};
use serde_json::{Value, json};

const DOCUMENT: &str = r##"
openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /said: { get: { operationId: said, responses: { "201": { description: "", content: { application/json: {
    schema: { $ref: "#/components/schemas/Order" },
    example: { id: ord_1, amount: 5, currency: eur, unknown: 1 } } } } } } }
  /wrong: { get: { operationId: wrong, responses: { "200": { description: "", content: { application/json: {
    schema: { $ref: "#/components/schemas/Order" }, example: { id: 7 } } } } } } }
  /placeholder: { get: { operationId: placeholder, responses: { "200": { description: "", content: {
    application/vnd.shop+json: { schema: { type: object, required: [return_url], properties: {
      return_url: { type: string }, left_out: { type: string }, said: { type: string, example: a text } } },
    example: { return_url: <string> } } } } } } }
  /tree: { get: { operationId: tree, responses: { "200": { description: "", content: { application/json: {
    schema: { $ref: "#/components/schemas/Tree" } } } } } } }
  /shape: { get: { operationId: shape, responses: { "200": { description: "", content: { application/json: {
    schema: { type: array, items: { $ref: "#/components/schemas/Shape" } } } } } } } }
  /wide: { get: { operationId: wide, responses: { "200": { description: "", content: { application/json: {
    schema: { $ref: "#/components/schemas/A" } } } } } } }
  /text: { get: { operationId: text, responses: { "200": { description: "", content: { text/csv: {
    schema: { type: string }, example: "a,b" } } } } } }
  /gone: { delete: { operationId: gone, responses: { "204": { description: "" } } } }
  /nothing: { post: { responses: { "400": { description: "" } } } }
components:
  schemas:
    Order:
      type: object
      required: [id, amount, currency, created, paid, rate]
      properties:
        id: { type: string, example: ord_2 }
        amount: { type: integer }
        currency: { type: string, enum: [eur, usd] }
        created: { type: string, format: date-time }
        paid: { type: boolean }
        rate: { type: number, example: "0.5" }
        note: { type: [string, "null"] }
    Tree: { type: object, required: [children], properties: { children: { type: array, items: { $ref: "#/components/schemas/Tree" } } } }
    Shape:
      oneOf: [{ $ref: "#/components/schemas/Circle" }, { $ref: "#/components/schemas/Square" }]
      discriminator: { propertyName: kind }
    Circle: { type: object, required: [kind, radius], properties: { kind: { type: string }, radius: { type: number } } }
    Square: { type: object, required: [kind, side], properties: { kind: { type: string }, side: { type: number } } }
"##;

/// A chain of schemas, each of which holds the next twice: nobody wants that much of an example.
fn wide() -> String {
    let link = |from: char, to: char| {
        let both = format!(
            "{{ one: {{ $ref: \"#/components/schemas/{to}\" }}, two: {{ $ref: \"#/components/schemas/{to}\" }} }}"
        );
        format!("    {from}: {{ type: object, required: [one, two], properties: {both} }}\n")
    };
    let letters: Vec<char> = ('A'..='V').collect();
    let links: String = letters.iter().zip(&letters[1..]).map(|(from, to)| link(*from, *to)).collect();
    format!("{links}    V: {{ type: object, required: [x], properties: {{ x: {{ type: string }} }} }}\n")
}

#[test]
fn each_operation_has_an_answer_that_is_what_its_schema_says() {
    let input = Input::Text { name: "shop.yaml".into(), text: DOCUMENT.to_owned() + &wide() };
    let outcome = generate(&input, &Settings::Given(Config::default()), |_| {});
    let files = outcome.files.unwrap_or_else(|| panic!("{:?}", outcome.diags.reported()));
    let text = &files.iter().find(|file| file.path == "src/fake.json").expect("a file").text;
    let found: Value = serde_json::from_str(text).expect("JSON");
    let made_up = json!({"id": "ord_2", "amount": 1, "currency": "eur", "created": "2026-03-01T12:00:00.250+05:30", "paid": true, "rate": 0.5});
    let expected = json!({
        "said": {"status": 201, "body": made_up},
        "wrong": {"body": made_up},
        "placeholder": {
            "headers": {"content-type": "application/vnd.shop+json"},
            "body": {"return_url": "https://example.com/return_url", "said": "a text"},
        },
        "tree": {"body": {"children": [{"children": []}]}},
        "shape": {"body": [{"kind": "Circle", "radius": 0.5}]},
        "text": {"headers": {"content-type": "text/csv"}, "text": "a,b"},
        "gone": {"status": 204},
        "POST /nothing": {},
    });
    assert_eq!(found, expected, "{found:#}");
    assert_eq!(text.lines().count(), 2 + 8, "one line each");
}

#[test]
fn an_example_that_fits_is_kept_as_it_is() {
    let whole = DOCUMENT.replace("unknown: 1 }", "created: x, paid: false, rate: 2, unknown: 1 }");
    let input = Input::Text { name: "shop.yaml".into(), text: whole + &wide() };
    let outcome = generate(&input, &Settings::Given(Config::default()), |_| {});
    let files = outcome.files.expect("files");
    let text = &files.iter().find(|file| file.path == "src/fake.json").expect("a file").text;
    let found: Value = serde_json::from_str(text).expect("JSON");
    let order = json!({"id": "ord_1", "amount": 5, "currency": "eur", "unknown": 1, "created": "x", "paid": false,
        "rate": 2});
    assert_eq!(found["said"], json!({"status": 201, "body": order}));
}
