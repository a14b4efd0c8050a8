//! The examples in the docs of operations: what they show, and which clients have them. That they compile is for the doc
//! tests of the checkout client and of the kitchen.

use generator::config::Config;
use generator::source::Input;
use generator::{Settings, generate};
use std::fmt::Write;

const HEAD: &str = "openapi: 3.1.0\ninfo: { title: Shop, version: '1' }\n";

/// The file of the orders, as the document and the key make it.
fn orders(document: &str, examples: Option<bool>) -> String {
    let input = Input::Text { name: "shop.yaml".into(), text: format!("{HEAD}{document}") };
    let mut config = Config::default();
    config.examples = examples;
    let outcome = generate(&input, &Settings::Given(config), |_| {});
    let files = outcome.files.unwrap_or_else(|| panic!("{:?}", outcome.diags.reported()));
    let is_there = |path: &str| files.iter().any(|file| file.path == path);
    let file = files.iter().find(|file| file.path == "src/orders.rs").expect("the orders");
    assert_eq!(is_there("src/runtime/example.rs"), examples.unwrap_or(!document.contains("/49:")));
    file.text.clone()
}

/// The statements that a reader of the docs sees.
fn shown(text: &str) -> Vec<String> {
    let example = text.split("#[doc = example!(shop)]\n").nth(1).expect("an example");
    let lines = example.lines().map(|line| line.trim_start().trim_start_matches("///").trim().to_owned());
    lines.take_while(|line| line != "# Ok(()) }}}").filter(|line| !line.is_empty()).collect()
}

/// A document whose one operation sends an order, with an example of it.
fn with_example(example: &str) -> String {
    format!(
        "paths:\n  /orders:\n    post:\n      tags: [orders]\n      parameters: [{{ name: shop, in: query, required: true, schema: {{ type: integer }} }}]\n      \
         requestBody: {{ required: true, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Order' }}, example: {example} }} }} }}\n      \
         responses: {{ '204': {{ description: '' }} }}\n\
         components:\n  schemas:\n    Order:\n      type: object\n      required: [item, paid]\n      properties:\n        \
         item: {{ type: string }}\n        paid: {{ oneOf: [{{ $ref: '#/components/schemas/Card' }}, {{ $ref: '#/components/schemas/Cash' }}] }}\n        \
         note: {{ type: string }}\n        tags: {{ type: array, items: {{ type: string }} }}\n        size: {{ type: string, enum: [small, large] }}\n    \
         Card: {{ type: object, required: [card], properties: {{ card: {{ type: string }} }} }}\n    \
         Cash: {{ type: object, required: [cash], properties: {{ cash: {{ type: number }} }} }}\n"
    )
}

#[test]
fn an_example_sets_what_the_documents_own_sets() {
    let document = with_example("{ item: tea, paid: { cash: 3 }, note: 'no \"milk\"', size: large }");
    assert_eq!(
        shown(&orders(&document, None)),
        [
            "use shop::types::{Cash, Order, OrderSize};",
            r#"let request = Order::new("tea", Cash::new(3.0))"#,
            r#".note("no \"milk\"")"#,
            ".size(OrderSize::Large);",
            "client.orders().create(1, request).await?;",
        ]
    );
}

/// What the document shows may be wrong, or too long to be read.
#[test]
fn what_cannot_be_shown_is_made_up() {
    let long = "x".repeat(61);
    for example in
        ["{ item: 1 }".to_owned(), format!("{{ item: {long}, paid: {{ card: {long} }}, tags: [{long}] }}")]
    {
        assert_eq!(
            shown(&orders(&with_example(&example), None)),
            [
                "use shop::types::{Card, Order};",
                r#"let request = Order::new("item", Card::new("card"));"#,
                "client.orders().create(1, request).await?;",
            ],
            "{example}"
        );
    }
}

/// A text of the document stays inside of its literal, and a literal on its line.
#[test]
fn examples_are_harmless() {
    let evil = r#"{ item: "``` */ \"; }\n```\n#[evil]\u202e", paid: { card: "{" } }"#;
    let text = orders(&with_example(evil), None);
    assert!(
        !text.contains('\u{202e}') && !text.lines().any(|line| line.trim().starts_with("#[evil]")),
        "{text}"
    );
    let statements = shown(&text).join(" ");
    assert!(statements.ends_with("client.orders().create(1, request).await?;"), "{statements}");
}

/// A type that needs itself has no value to show.
#[test]
fn what_cannot_be_made_up_has_no_example() {
    let document = "paths:\n  /orders:\n    post:\n      tags: [orders]\n      requestBody: { required: true, content: { application/json: \
        { schema: { $ref: '#/components/schemas/Deep0' } } } }\n      responses: { '204': { description: '' } }\ncomponents:\n  schemas:\n";
    let mut document = document.to_owned();
    for level in 0..9 {
        let next = level + 1;
        let _ = writeln!(
            document,
            "    Deep{level}: {{ type: object, required: [in], properties: {{ in: {{ $ref: '#/components/schemas/Deep{next}' }} }} }}"
        );
    }
    document += "    Deep9: { type: object, properties: { a: { type: string } } }\n";
    let text = orders(&document, None);
    assert!(text.contains("pub fn create") && !text.contains("# Example"), "{text}");
}

#[test]
fn large_clients_have_examples_where_they_are_asked_for() {
    let mut document = "paths:\n".to_owned();
    for index in 0..50 {
        let tag = ["orders", "refunds", "items", "users", "shops"][index % 5];
        let _ = writeln!(
            document,
            "  /{tag}/{index}: {{ get: {{ tags: [{tag}], responses: {{ '204': {{ description: '' }} }} }} }}"
        );
    }
    let has = |examples| orders(&document, examples).contains("# Example");
    assert_eq!([None, Some(true), Some(false)].map(has), [false, true, false]);
    let small = with_example("{}");
    let has = |examples| orders(&small, examples).contains("# Example");
    assert_eq!([None, Some(true), Some(false)].map(has), [true, true, false]);
}
