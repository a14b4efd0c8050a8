//! Servers of a document, of its paths and of its operations, and what leads from page to page, as they are printed.

use generator::config::Config;
use generator::source::Input;
use generator::{Settings, generate};

/// Everything but the runtime, on one line, and the codes of what was said.
fn printed(document: &str, config: &str) -> (String, Vec<&'static str>) {
    let input = Input::Text { name: "document.yaml".into(), text: document.into() };
    let config = Config::parse(config).expect("a configuration");
    let outcome = generate(&input, &Settings::Given(config), |_| {});
    let said = outcome.diags.reported().iter().map(|said| said.code.id).collect();
    let files = outcome.files.expect("a crate");
    let code = files.iter().filter(|file| file.path.starts_with("src/") && !file.path.contains("runtime"));
    let words = code.flat_map(|file| file.text.split_whitespace()).collect::<Vec<_>>().join(" ");
    (words.replace(", }", " }").replace(", ]", "]").replace("[ ", "[").replace(" ]", "]"), said)
}

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: Places, version: '1'}\n";

#[test]
fn of_the_document_of_a_path_and_of_an_operation() {
    let document = format!(
        "{HEAD}
servers:
  - url: https://{{region}}.example.com/v1
    description: By region
    variables: {{region: {{default: eu, enum: [eu, us]}}}}
  - {{url: https://test.example.com, description: Test}}
paths:
  /plain: {{get: {{operationId: plain, responses: {{'204': {{description: done}}}}}}}}
  /files:
    servers: [{{url: 'https://files.example.com/{{tier}}', variables: {{tier: {{default: free}}}}}}]
    get: {{operationId: read, responses: {{'204': {{description: done}}}}}}
    put:
      operationId: write
      servers: [{{url: https://a.example.com, description: Test}}, {{url: https://b.example.com}}]
      responses: {{'204': {{description: done}}}}
    delete:
      operationId: remove
      servers: [{{url: /relative}}]
      responses: {{'204': {{description: done}}}}
"
    );
    let (code, said) = printed(&document, "");
    assert!(
        code.contains(
            "servers: &[ServerRow { name: \"by_region\", url: \"https://eu.example.com/v1\" }, \
         ServerRow { name: \"test\", url: \"https://test.example.com\" }]"
        ),
        "{code}"
    );
    assert!(code.contains("ByRegion { /// One of `eu`, `us`."), "{code}");
    assert!(code.contains("url: \"https://files.example.com/free\" }]"), "{code}");
    assert!(code.contains("Sent to `https://files.example.com/{tier}`, unless the client has a base URL."));
    assert!(code.contains("name: \"test\", url: \"https://a.example.com\" }"), "{code}");
    assert!(
        code.contains("Sent to one of `https://a.example.com`, `https://b.example.com`; see `with_server`.")
    );
    assert_eq!(said, ["relative-server"]);
}

#[test]
fn variables_may_be_anywhere_in_an_address() {
    let document = format!(
        "{HEAD}
servers:
  - url: '{{protocol}}://{{host}}:{{port}}/{{folder}}/x'
    variables:
      protocol: {{default: https, enum: [https, http]}}
      host: {{default: places.example.com}}
      port: {{default: '443'}}
      folder: {{default: api/v1}}
      unused: {{default: x}}
  - {{url: '{{host}}/v1', variables: {{host: {{default: places.example.com}}}}}}
paths: {{}}
"
    );
    let (code, said) = printed(&document, "");
    assert!(code.contains("url: \"https://places.example.com:443/api/v1/x\" }"), "{code}");
    let filled = "{ protocol, host, port, folder, .. } => { \
                  Self::filled(\"{}://{}:{}/{+}/x\", &[&protocol, &host, &port, &folder])";
    assert!(code.contains(filled), "{code}");
    // Without the scheme in its default, nobody knows where it is.
    assert_eq!(said, ["relative-server"]);
}

#[test]
fn servers_of_one_host_are_told_apart_by_what_differs() {
    let document = format!(
        "{HEAD}
servers:
  - {{url: http://places.example.com}}
  - {{url: https://places.example.com}}
  - {{url: https://towns.example.com/v1}}
  - {{url: https://towns.example.com/v2}}
paths: {{}}
"
    );
    let (code, said) = printed(&document, "");
    for (name, url) in [
        ("places_http", "http://places.example.com"),
        ("places_https", "https://places.example.com"),
        ("towns_example_com_v1", "https://towns.example.com/v1"),
        ("towns_example_com_v2", "https://towns.example.com/v2"),
    ] {
        let row = format!("ServerRow {{ name: \"{name}\", url: \"{url}\" }}");
        assert!(code.contains(&row), "{row}: {code}");
    }
    assert!(said.is_empty(), "{said:?}");
}

#[test]
fn what_every_operation_has_is_the_documents() {
    let document = format!(
        "{HEAD}
paths:
  /a:
    servers: [{{url: https://a.example.com}}]
    get: {{operationId: a, responses: {{'204': {{description: done}}}}}}
"
    );
    let (code, _) = printed(&document, "");
    assert!(code.contains("static API: Api = Api {") && code.contains("url: \"https://a.example.com\" }]"));
    assert!(code.contains("pub enum Server") && !code.contains("unless the client has a base URL"), "{code}");
}

/// How the answers of the one operation are pages.
fn pages(param: &str, answer: &str, headers: &str, config: &str) -> (String, Vec<&'static str>) {
    let document = format!(
        "{HEAD}
paths:
  /items:
    get:
      operationId: list
      parameters: [{{in: query, {param}}}, {{in: query, name: filter, schema: {{type: string}}}}]
      responses:
        '200':
          description: a page
          headers: {{{headers}}}
          content: {{application/json: {{schema: {answer}}}}}
"
    );
    let (code, said) = printed(&document, config);
    let by = code.split("by: By::").nth(1).and_then(|rest| rest.split(", items: List").next());
    (by.unwrap_or("nothing").to_owned(), said)
}

const LIST: &str = "{type: array, items: {type: string}}";
const LINKED: &str = "{type: object, required: [data], properties: {data: {type: array, items: {type: string}}, \
                      links: {type: object, properties: {next: {type: string, format: uri}}}}}";

#[test]
fn what_leads_from_page_to_page() {
    let link = "Link: {schema: {type: string}}";
    let page = "name: page, schema: {type: integer}";
    let none: &[&str] = &[];
    let check = |param, answer, headers, expected: &str, warned: &[&str]| {
        let (by, said) = pages(param, answer, headers, "");
        assert_eq!((by.as_str(), said.as_slice()), (expected, warned), "{param}");
    };
    check(page, LIST, link, "Link", none);
    check(page, LINKED, "", "Url { next: &[\"links\", \"next\"] }", none);
    check(page, LIST, "", "nothing", &["page-origin"]);
    // What the document proves can be gone on from anywhere.
    check("name: page, schema: {type: integer, default: 1}", LIST, link, "Number { row: 0, first: 1 }", none);
    check("name: cursor, schema: {type: string}", LINKED, "", "Url { next: &[\"links\", \"next\"] }", none);
    check("name: size, schema: {type: integer}", LIST, link, "Link", none);
    let thing = "{type: object, properties: {aliases: {type: array, items: {type: string}}}}";
    check("name: expand, schema: {type: string}", thing, link, "nothing", none);
    check("name: offset, schema: {type: integer}", LIST, "", "Offset { row: 0, first: 0 }", none);
    let offset = "name: offset, description: Starts at 1, schema: {type: integer}";
    check(offset, LIST, "", "Offset { row: 0, first: 1 }", none);
    check("name: startIndex, schema: {type: integer}", LIST, "", "nothing", &["page-origin"]);
    let scim =
        "name: startIndex, description: The 1-based index of the first result, schema: {type: integer}";
    check(scim, LIST, "", "Offset { row: 0, first: 1 }", none);
}

#[test]
fn pages_need_no_parameters() {
    let document = format!(
        "{HEAD}
paths:
  /items:
    get:
      operationId: list
      responses: {{'200': {{description: a page, content: {{application/json: {{schema: {LINKED}}}}}}}}}
"
    );
    let (code, said) = printed(&document, "");
    assert!(code.contains("pub fn list(&self) -> Call<types::ListResponse, M, ListParams>"), "{code}");
    assert!(code.contains("paged!(ListParams: types::ListResponse => String, Paging {"), "{code}");
    assert!(said.is_empty(), "{said:?}");
}

#[test]
fn what_leads_on_by_text() {
    let object = |more: &str, id: &str| {
        let item = format!("{{type: object, {id} properties: {{id: {{type: string}}}}}}");
        format!("{{type: object, properties: {{data: {{type: array, items: {item}}}, {more}}}}}")
    };
    let by = |param: &str, answer: &str| {
        pages(&format!("name: {param}, schema: {{type: string}}"), answer, "", "").0
    };
    let flag = "has_more: {type: boolean}";
    let last = "LastId { row: 0, id: \"id\" }";
    assert_eq!(by("after", &object(flag, "required: [id],")), last);
    // Whether every item has its id shows when it is needed.
    assert_eq!(by("after", &object(flag, "")), last);
    assert_eq!(by("after_id", &object(flag, "")), last);
    let named = object("has_more: {type: boolean}, last_id: {type: [string, 'null']}", "");
    assert_eq!(by("after_id", &named), "Cursor { row: 0, next: &[\"last_id\"] }");
    let offset = object("next_offset: {type: string}", "");
    assert_eq!(by("offset", &offset), "Cursor { row: 0, next: &[\"next_offset\"] }");
    assert_eq!(by("offset", &object(flag, "")), "nothing");
    assert_eq!(by("after", &object("total: {type: integer}", "")), "nothing");
}

#[test]
fn what_leads_from_page_to_page_as_the_configuration_says() {
    let said = |key: &str| {
        pages("name: x, schema: {type: integer}", LIST, "", &format!("[operations.\"GET /items\"]\n{key}"))
    };
    assert_eq!(said("").0, "nothing");
    assert_eq!(said("next_page = \"Link\"").0, "Link");
    assert_eq!(said("next_page = \"paging.next\"").0, "Url { next: &[\"paging\", \"next\"] }");
}

#[test]
fn headers_of_answers_as_the_document_and_the_configuration_say() {
    let document = format!(
        "{HEAD}
paths:
  /a:
    get:
      operationId: a
      responses:
        '204':
          description: done
          headers: {{X-Shop-Request-Id: {{schema: {{type: string}}}}, X-RateLimit-Reset: {{schema: {{type: integer}}}}}}
"
    );
    let (code, _) = printed(&document, "");
    assert!(code.contains("pub const X_RATE_LIMIT_RESET: Header<i64>"), "{code}");
    assert!(code.contains("request_id_headers: &[\"x-shop-request-id\", \"x-request-id\","), "{code}");
    let config = "[headers]\nX-RateLimit-Remaining = \"integer\"\nX-Trace = \"request-id\"\n";
    let (code, said) = printed(&document, config);
    assert!(code.contains("pub const X_RATE_LIMIT_REMAINING: Header<i64>"), "{code}");
    assert!(code.contains("request_id_headers: &[\"x-trace\", \"x-shop-request-id\", \"x-request-id\","));
    assert!(!said.contains(&"config-unused"), "{said:?}");
}

#[test]
fn callbacks_have_typed_payloads() {
    let payload = |name: &str| {
        format!(
            "{{requestBody: {{content: {{application/json: {{schema: {{type: object, properties: {{{name}: {{type: string}}}}}}}}}}}}, responses: {{'204': {{description: done}}}}}}"
        )
    };
    let document = format!(
        "{HEAD}
paths:
  /jobs:
    post:
      operationId: startJob
      responses: {{'204': {{description: done}}}}
      callbacks:
        onDone: {{'{{$request.query.url}}': {{post: {}}}}}
        onFailure: {{'{{$request.query.url}}': {{post: {}, put: {}}}}}
  /runs:
    post:
      operationId: startRun
      responses: {{'204': {{description: done}}}}
      callbacks:
        onEnd: {{$ref: '#/components/callbacks/end'}}
components:
  callbacks:
    end: {{'{{$request.query.url}}': {{post: {}}}}}
",
        payload("result"),
        payload("reason"),
        payload("cause"),
        payload("outcome"),
    );
    let (code, _) = printed(&document, "");
    let all = [
        ("OnDone", "result"),
        ("OnFailure", "cause"),
        ("OnFailure2", "reason"),
        ("StartRunOnEnd", "outcome"),
    ];
    for (name, field) in all {
        let is_there = code.split("pub struct ").any(|item| {
            item.split(' ').next().is_some_and(|word| word.contains(name))
                && item.contains(&format!("pub {field}:"))
        });
        assert!(is_there, "{name}: {code}");
    }
    assert!(!code.contains("WebhookEvent"), "{code}");
}
