//! What the configuration says of work that takes longer than a call is held against the document.

use generator::config::Config;
use generator::source::Input;
use generator::{Settings, generate};

const DOCUMENT: &str = "openapi: 3.1.0
info: {title: Shop, version: '1'}
servers: [{url: 'https://shop.example'}]
paths:
  /shops/{shop}/exports:
    post:
      tags: [exports]
      operationId: create
      parameters: [{name: shop, in: path, required: true, schema: {type: string}}]
      responses: {'202': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Ticket'}}}}}
    delete:
      tags: [exports]
      operationId: remove
      parameters: [{name: shop, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: ''}}
  /shops/{shop}/exports/{export}:
    get:
      tags: [exports]
      operationId: retrieve
      parameters:
        - {name: shop, in: path, required: true, schema: {type: string}}
        - {name: export, in: path, required: true, schema: {type: string}}
      responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Export'}}}}}
    post:
      tags: [exports]
      operationId: touch
      parameters:
        - {name: shop, in: path, required: true, schema: {type: string}}
        - {name: export, in: path, required: true, schema: {type: string}}
      responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Export'}}}}}
  /others/{export}:
    get:
      tags: [others]
      operationId: look
      parameters: [{name: export, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Export'}}}}}
components:
  schemas:
    Ticket: {type: object, properties: {id: {type: string}, export: {type: object, properties: {name: {type: string}}}}}
    Export: {type: object, properties: {meta: {type: object, properties: {state: {type: string, enum: [running, done]}}}}}
";

const ASKED: &str =
    "[operations.'GET /shops/{shop}/exports/{export}'.job]\nstate = 'meta.state'\ndone = ['done']\n";

/// The resource, and what was said.
fn printed(config: &str) -> (String, Vec<String>) {
    let input = Input::Text { name: "shop.yaml".into(), text: DOCUMENT.into() };
    let config = Config::parse(config).expect("a configuration");
    let outcome = generate(&input, &Settings::Given(config), |_| {});
    let said = outcome.diags.reported().iter().map(|said| format!("{}: {}", said.code.id, said.message));
    let said = said.collect();
    let files = outcome.files.expect("a crate");
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let file = files.iter().find(|file| file.path == "src/exports.rs").expect("a resource");
    let is_there = files.iter().any(|file| file.path == "src/runtime/jobs.rs");
    let is_used = files.iter().any(|file| !file.path.contains("runtime") && file.text.contains("jobs::"));
    assert_eq!(is_there, is_used, "the runtime has it if it is used");
    (words(&file.text), said)
}

#[test]
fn where_the_values_come_from_is_said_or_seen() {
    let (code, said) = printed("");
    assert!(!code.contains("jobs") && said.is_empty(), "{said:?}");
    let start =
        "[operations.'POST /shops/{shop}/exports'.job]\nasks = 'GET /shops/{shop}/exports/{export}'\n";
    let (code, said) = printed(&format!("{ASKED}failed = []\n{start}"));
    assert!(said.is_empty(), "{said:?}");
    assert!(
        code.contains(
            "jobs::starts!(CreateParams: types::Ticket => types::Export, jobs::Starts { asks: &RETRIEVE, \
         with: &[jobs::With::Same(\"shop\"), jobs::With::Answer(&[\"id\"])], \
         asked: jobs::Asked { state: &[\"meta\", \"state\"], done: &[\"done\"], failed: &[] }, });"
        ),
        "{code}"
    );
    assert!(code.contains("jobs::asked!(RetrieveParams: types::Export, jobs::Asked {"), "{code}");
    assert!(code.contains("`until_done()` asks until `meta.state` is `done`."), "{code}");
    let (code, said) =
        printed(&format!("{ASKED}{start}parameters.export = 'export.name'\nparameters.shop = 'id'"));
    assert!(said.is_empty(), "{said:?}");
    let with = "with: &[jobs::With::Answer(&[\"id\"]), jobs::With::Answer(&[\"export\", \"name\"])]";
    assert!(code.contains(with), "{code}");
}

#[test]
fn what_would_never_end_is_told() {
    let of = |operation: &str, keys: &str| format!("[operations.'{operation}'.job]\n{keys}\n");
    let (get, post) = ("GET /shops/{shop}/exports/{export}", "POST /shops/{shop}/exports");
    let asks = of(post, &format!("asks = '{get}'"));
    for (config, message) in [
        (of(get, "done = ['done']"), "nothing says which property: add `state`"),
        (of(get, "state = 'meta.state'"), "nothing says when the work is done: add `done`"),
        (of(get, "state = 'meta.stat'\ndone = ['done']"), "no property `meta.stat` is in the answer"),
        (
            of(get, "state = 'meta.state'\ndone = ['doen']"),
            "the document does not list the value `doen`: did you mean `done`?",
        ),
        (
            of("POST /shops/{shop}/exports/{export}", "state = 'meta.state'\ndone = ['done']"),
            "the operation cannot be asked again and again",
        ),
        (
            of("DELETE /shops/{shop}/exports", "state = 'meta.state'\ndone = ['done']"),
            "the operation does not answer in one JSON type",
        ),
        (
            asks.clone(),
            "nothing says what in the answers of GET /shops/{shop}/exports/{export} tells that the work is done",
        ),
        (
            of(post, "asks = 'GET /shops/{shop}/exports/{exports}'"),
            "the document has no operation `GET /shops/{shop}/exports/{exports}`: did you mean `GET /shops/{shop}/exports/{export}`?",
        ),
        (
            format!("{ASKED}{}", asks.replace("POST /shops/{shop}/exports", "DELETE /shops/{shop}/exports")),
            "the operation does not answer in one JSON type",
        ),
        (
            format!("{ASKED}{asks}parameters.exprt = 'id'"),
            "GET /shops/{shop}/exports/{export} requires no parameter `exprt`",
        ),
        (
            format!("{ASKED}{asks}parameters.export = 'export'"),
            "`export` has parts: it is no text, number or flag",
        ),
        (format!("{ASKED}{asks}parameters.export = 'key'"), "no property `key` is in the answer"),
        (
            format!(
                "{}{}",
                of("GET /others/{export}", "state = 'meta.state'\ndone = ['done']"),
                of(post, "asks = 'GET /others/{export}'")
            ),
            "GET /others/{export} is of another resource: give both operations one `tag`",
        ),
    ] {
        let (_, said) = printed(&config);
        let [one] = said.as_slice() else { panic!("{message}: {said:?}") };
        assert!(one.starts_with("config-unused: ") && one.ends_with(message), "{message}\n{one}");
    }
}
