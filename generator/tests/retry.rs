//! Whether a failed call may be sent again is read from method and document, and said otherwise in the configuration.

use generator::config::Config;
use generator::source::Input;
use generator::{Settings, generate};

const DOCUMENT: &str = "
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /pay:
    post: {operationId: pay, responses: {'204': {description: done}}}
    put: {operationId: change, responses: {'204': {description: done}}}
  /keyed:
    post:
      operationId: keyed
      parameters: [{name: Idempotency-Key, in: header, schema: {type: string}}]
      responses: {'204': {description: done}}
";

/// What is printed of the operation of this path and method.
fn class(config: &str, method: &str, path: &str) -> String {
    let config = Config::parse(config).expect("a configuration");
    let input = Input::Text { name: "document.yaml".into(), text: DOCUMENT.into() };
    let files = generate(&input, &Settings::Given(config), |_| {}).files.expect("a crate");
    let code: String =
        files.iter().filter(|file| !file.path.contains("runtime")).map(|file| file.text.as_str()).collect();
    let tables = code.split("static ").find(|table| {
        table.contains(&format!("method: \"{method}\"")) && table.contains(&format!("path: \"{path}\""))
    });
    let line = tables.expect("a table").lines().find(|line| line.contains("retry:")).expect("a class");
    line.trim().trim_start_matches("retry: Retry::").trim_end_matches(',').to_owned()
}

#[test]
fn of_the_document() {
    assert_eq!(class("", "POST", "/pay"), "Unsafe");
    assert_eq!(class("", "PUT", "/pay"), "Idempotent");
    assert_eq!(class("", "POST", "/keyed"), "Keyed(\"Idempotency-Key\")");
}

#[test]
fn of_the_configuration() {
    let said = |key: &str| class(&format!("[operations.\"POST /pay\"]\n{key}\n"), "POST", "/pay");
    assert_eq!(said("retry = \"safe\""), "Safe");
    assert_eq!(said("retry = \"idempotent\""), "Idempotent");
    assert_eq!(said("idempotency_header = \"Request-Key\""), "Keyed(\"request-key\")");
    assert_eq!(class("[operations.\"PUT /pay\"]\nretry = \"unsafe\"\n", "PUT", "/pay"), "Unsafe");
}
