//! What is seen of an operation whose answers are pages.

use generator::config::Config;
use generator::source::Input;
use generator::{Settings, generate};

/// The line on the list in what is printed for `GET /payments`, which answers with this schema.
fn list_of(schema: &str) -> String {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: Shop, version: '1' }}\npaths: {{ /payments: {{ get: {{ operationId: list, tags: [payments],\n\
         parameters: [{{ name: offset, in: query, schema: {{ type: integer }} }}],\n\
         responses: {{ '200': {{ description: '', content: {{ application/json: {{ schema: {schema} }} }} }} }} }} }} }}\n"
    );
    let input = Input::Text { name: "shop.yaml".into(), text };
    let outcome = generate(&input, &Settings::Given(Config::default()), |_| {});
    let files = outcome.files.unwrap_or_else(|| panic!("{:?}", outcome.diags.reported()));
    let file = files.iter().find(|file| file.path == "src/payments.rs").expect("a resource");
    let line = file.text.lines().find(|line| line.contains("items: "));
    line.expect("pages").trim().to_owned()
}

#[test]
fn what_a_page_without_its_list_is_comes_from_the_document() {
    let object = |required: &str, list: &str| {
        format!("{{ type: object, required: [{required}], properties: {{ data: {list} }} }}")
    };
    let list = "{ type: array, items: { type: string } }";
    let or_null = "{ type: [array, 'null'], items: { type: string } }";
    for (schema, expected) in [
        (object("data", list), r#"List::Required(&["data"])"#),
        (object("data", or_null), r#"List::Nullable(&["data"])"#),
        (object("", list), r#"List::Optional(&["data"])"#),
        (object("", or_null), r#"List::Optional(&["data"])"#),
        (list.to_owned(), "List::Required(&[])"),
        (or_null.to_owned(), "List::Nullable(&[])"),
    ] {
        let line = list_of(&schema);
        assert_eq!(
            line,
            format!("by: By::Offset {{ row: 0, first: 0 }}, items: {expected}, end: End::Silent"),
            "{schema}"
        );
    }
}
