//! Whether a failed call may be sent again is read from method and document, and said otherwise in the configuration.

use generator::config::Config;
use generator::ir::RetryClass;
use generator::source::Input;
use generator::{Settings, generate};
use runtime::operation::Retry;

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

/// What is printed of the operation of this method and path, if that is not what the method tells.
fn class(config: &str, method: &str, path: &str) -> Option<String> {
    let config = Config::parse(config).expect("a configuration");
    let input = Input::Text { name: "document.yaml".into(), text: DOCUMENT.into() };
    let files = generate(&input, &Settings::Given(config), |_| {}).files.expect("a crate");
    let code: String =
        files.iter().filter(|file| !file.path.contains("runtime")).map(|file| file.text.as_str()).collect();
    let tables = code.split("static ").find(|table| {
        table.contains(&format!("Operation::{method}(")) && table.contains(&format!("\"{path}\")"))
    });
    let table = tables.expect("a table").split(';').next().expect("its end");
    let (_, class) = table.split_once(".retry(Retry::")?;
    let end = if class.starts_with("Keyed(") { class.find("))").map(|end| end + 1) } else { class.find(')') };
    Some(class[..end.expect("a class")].to_owned())
}

/// What is not printed is left to the client, which must take it for the same.
#[test]
fn clients_read_methods_alike() {
    for method in
        ["GET", "HEAD", "OPTIONS", "TRACE", "QUERY", "PUT", "DELETE", "POST", "PATCH", "COPY", "get"]
    {
        let told = match Retry::of(method) {
            Retry::Safe => RetryClass::Safe,
            Retry::Idempotent => RetryClass::Idempotent,
            Retry::Keyed(header) => RetryClass::Keyed(header.to_owned()),
            Retry::Unsafe => RetryClass::Unsafe,
        };
        assert_eq!(RetryClass::of(method), told, "{method}");
    }
}

#[test]
fn of_the_document() {
    assert_eq!(class("", "post", "/pay"), None);
    assert_eq!(class("", "put", "/pay"), None);
    assert_eq!(class("", "post", "/keyed").as_deref(), Some("Keyed(\"Idempotency-Key\")"));
}

#[test]
fn of_the_configuration() {
    let said = |key: &str| class(&format!("[operations.\"POST /pay\"]\n{key}\n"), "post", "/pay");
    assert_eq!(said("retry = \"safe\"").as_deref(), Some("Safe"));
    assert_eq!(said("retry = \"idempotent\"").as_deref(), Some("Idempotent"));
    assert_eq!(said("retry = \"unsafe\""), None);
    assert_eq!(said("idempotency_header = \"Request-Key\"").as_deref(), Some("Keyed(\"request-key\")"));
    let unsafe_put = class("[operations.\"PUT /pay\"]\nretry = \"unsafe\"\n", "put", "/pay");
    assert_eq!(unsafe_put.as_deref(), Some("Unsafe"));
}
