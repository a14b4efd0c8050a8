//! What is sent, and what is refused before it is.

mod support;

use std::time::Duration;

use bytes::Bytes;
use runtime::answer::Response;
use runtime::builder::ClientBuilder;
use runtime::call::Call;
use runtime::client::Client;
use runtime::error::Error;
use runtime::mode::{Async, Blocking};
use runtime::operation::{Operation, Param};
use runtime::wire::{Json, Slot};
use serde_json::json;
use support::script::{Script, Seen, answer, lost};
use support::{API, FIND, LOOK, PAY, TOKEN};

fn builder() -> ClientBuilder<Blocking> {
    ClientBuilder::new(&API).bearer_token(TOKEN)
}

/// Sends one call and returns what was sent.
fn sent_by(
    builder: ClientBuilder<Blocking>,
    call: impl FnOnce(&Client<Blocking>) -> Call<(), Blocking>,
) -> Result<Seen, Error> {
    let script = Script::new(&[answer(0.0, 204, &[], "")]);
    call(&script.on_blocking(builder).build()?).send()?;
    Ok(script.seen.lock().unwrap().remove(0))
}

fn sent(call: impl FnOnce(&Client<Blocking>) -> Call<(), Blocking>) -> Seen {
    sent_by(builder(), call).unwrap()
}

fn refused(call: impl FnOnce(&Client<Blocking>) -> Call<(), Blocking>) -> String {
    let error = sent_by(builder(), call).unwrap_err();
    assert!(matches!(error, Error::Misuse(_)), "{error:?}");
    assert_eq!((error.attempts(), error.may_have_executed()), (0, false));
    error.to_string()
}

#[test]
fn parameters_that_may_be_left_out_are_set_on_the_call() {
    static MANY: Operation = Operation::get("many", "/{id}").params(&[
        Param::path("id"),
        Param::query("page"),
        Param::query("tags"),
        Param::header("x-trace"),
        Param::cookie("theme"),
        Param::cookie("size"),
    ]);
    let call = |client: &Client<Blocking>| client.call::<()>(&MANY, &[&1]);
    assert_eq!(sent(call).uri, "http://shop.invalid/v1/1");
    // In the order of the table, and of two values the second.
    let seen = sent(|client| {
        let call = call(client).with_param(5, &"l".to_owned()).with_param(4, &"dark".to_owned());
        let call =
            call.with_param(2, &vec!["a".to_owned(), "b".to_owned()]).with_param(1, &1).with_param(1, &2);
        call.with_param(3, &"t".to_owned())
    });
    assert_eq!(seen.uri, "http://shop.invalid/v1/1?page=2&tags=a&tags=b");
    assert_eq!(
        (&seen.headers["x-trace"], &seen.headers["cookie"]),
        (&"t".parse().unwrap(), &"theme=dark; size=l".parse().unwrap())
    );
    // A header by its name stands, in whatever order.
    let seen = sent(|client| call(client).with_header("x-trace", "mine").with_param(3, &"t".to_owned()));
    assert_eq!(seen.headers["x-trace"], "mine");
    assert!(refused(|client| call(client).with_param(3, &"a\nb".to_owned())).contains("control character"));
    assert!(refused(|client| call(client).with_param(6, &1)).contains("fewer parameters"));
    assert!(refused(|client| client.call(&MANY, &[])).contains("needs the parameter \"id\""));
}

#[test]
fn what_every_request_has() {
    let seen = sent(|client| client.call(&LOOK, &[]));
    assert_eq!(
        (seen.method.as_str(), seen.uri.to_string().as_str()),
        ("GET", "http://shop.invalid/v1/items")
    );
    let mut names: Vec<_> = seen.headers.keys().map(|name| name.as_str()).collect();
    names.sort();
    assert_eq!(names, ["accept", "authorization", "user-agent"]);
    assert_eq!(seen.headers["accept"], "application/json");
    assert_eq!(seen.headers["user-agent"], "shop/1.2.3");
    assert!(seen.body.is_empty());
}

#[test]
fn parameters_go_where_they_belong() {
    let values: [&dyn Slot; 3] = [&"a b/ü".to_owned(), &vec!["x".to_owned(), "y&z".to_owned()], &Some(7u32)];
    let seen = sent(|client| client.call(&FIND, &values));
    assert_eq!(seen.uri, "http://shop.invalid/v1/items/a%20b%2F%C3%BC?tag=x&tag=y%26z");
    assert_eq!(seen.headers["x-trace"], "7");
    let values: [&dyn Slot; 3] = [&1i64, &None::<String>, &None::<String>];
    let seen = sent(|client| client.call(&FIND, &values));
    assert_eq!(seen.uri, "http://shop.invalid/v1/items/1");
    assert!(!seen.headers.contains_key("x-trace"));
}

#[test]
fn options_of_a_call_and_of_a_client() {
    let client = builder()
        .header("x-shop", "berlin")
        .header("x-both", "client")
        .query("v", 2)
        .body_field("source", "sdk");
    let seen = sent_by(client, |client| {
        let call = client.call(&PAY, &[]).json(&json!({"amount": 1, "currency": "EUR"}));
        let call =
            call.with_header("X-Both", "call").with_header("accept", "text/plain").with_query("q", "a b");
        call.with_body_field("amount", 2).with_body_field("new", json!({"deep": [true]}))
    });
    let seen = seen.unwrap();
    assert_eq!(seen.uri, "http://shop.invalid/v1/pay?v=2&q=a%20b");
    let header = |name| seen.headers.get_all(name).iter().collect::<Vec<_>>();
    assert_eq!(header("x-shop"), ["berlin"]);
    assert_eq!(header("x-both"), ["call"]);
    assert_eq!(header("accept"), ["text/plain"]);
    assert_eq!(header("content-type"), ["application/json"]);
    assert_eq!(seen.body, r#"{"amount":2,"currency":"EUR","source":"sdk","new":{"deep":[true]}}"#);
}

#[test]
fn fields_make_a_body_only_for_the_call_they_were_given_to() {
    let client = || builder().body_field("source", "sdk");
    let without = sent_by(client(), |client| client.call(&PAY, &[])).unwrap();
    assert!(without.body.is_empty() && !without.headers.contains_key("content-type"));
    let with = sent_by(client(), |client| client.call(&PAY, &[]).with_body_field("a", 1)).unwrap();
    assert_eq!(with.body, r#"{"source":"sdk","a":1}"#);
    assert_eq!(with.headers["content-type"], "application/json");
    let list = refused(|client| client.call(&PAY, &[]).json(&json!([1])).with_body_field("a", 1));
    assert_eq!(list, "extra fields need a JSON object as the body of the call");
}

#[test]
fn an_endpoint_that_the_document_does_not_have() {
    let seen = sent(|client| {
        client.request(http::Method::PATCH, "/a%20b/c d/é").json(&json!({"a": 1})).with_query("q", "?")
    });
    assert_eq!(seen.uri, "http://shop.invalid/v1/a%20b/c%20d/%C3%A9?q=%3F");
    assert_eq!((seen.method.as_str(), &*seen.body), ("PATCH", &br#"{"a":1}"#[..]));
    assert_eq!(seen.headers["authorization"], format!("Bearer {TOKEN}"));
    for path in ["", "a", "http://evil.invalid/", "//..", "/a/../b", "/a/%2e%2E/b", "/a?b", "/a#b"] {
        refused(|client| client.request(http::Method::GET, path));
    }
    // The method decides on repetitions.
    for (method, again) in [
        ("GET", true),
        ("HEAD", true),
        ("PUT", true),
        ("DELETE", true),
        ("POST", false),
        ("PATCH", false),
        ("LOCK", false),
    ] {
        let script = Script::new(&[lost(0.0), answer(0.0, 200, &[], "{}")]);
        let client = script.on_blocking(builder()).build().unwrap();
        let result: Result<Json, Error> = client.request(method.parse().unwrap(), "/status").send();
        assert_eq!(result.is_ok(), again, "{method}");
    }
}

#[test]
fn what_would_be_another_request_is_refused() {
    for id in ["", ".", ".."] {
        let values: [&dyn Slot; 3] = [&id.to_owned(), &None::<String>, &None::<String>];
        refused(|client| client.call(&FIND, &values));
    }
    for (name, value) in [("host", "evil"), ("content-length", "0"), ("x", "a\r\nb: c"), ("a b", "c")] {
        refused(|client| client.call(&LOOK, &[]).with_header(name, value));
        assert!(builder().header(name, value).build().is_err());
    }
    refused(|client| client.call(&PAY, &[]).with_idempotency_key("a\nb"));
    refused(|client| client.call(&PAY, &[]).json(&f64::NAN));
    refused(|client| client.call(&LOOK, &[]).with_query("q", "x".repeat(70_000)));
}

#[test]
fn a_table_that_does_not_fit_is_an_error() {
    static FORGOTTEN: Operation = Operation::get("forgotten", "/items/{id}");
    static UNKNOWN: Operation = Operation::get("unknown", "/").params(&[Param::path("id")]);
    static METHOD: Operation = Operation::new("GE T", "method", "/");
    refused(|client| client.call(&FORGOTTEN, &[]));
    refused(|client| client.call(&UNKNOWN, &[&1i64]));
    refused(|client| client.call(&UNKNOWN, &[]));
    refused(|client| client.call(&METHOD, &[]));
}

#[test]
fn answers_of_every_kind() {
    let send = |status, headers: &[_], body| {
        let script = Script::new(&[answer(0.0, status, headers, body)]);
        (script.on_blocking(builder()).build().unwrap(), script)
    };
    let (client, _script) = send(204, &[], "");
    client.call::<()>(&LOOK, &[]).send().unwrap();
    let (client, _script) = send(200, &[], "nonsense");
    client.call::<()>(&LOOK, &[]).send().unwrap();
    let (client, _script) = send(200, &[], "nonsense");
    assert_eq!(client.call::<Bytes>(&LOOK, &[]).send().unwrap(), "nonsense");
    let (client, _script) = send(201, &[("x-request-id", "req_1")], "[1]");
    let response: Response<Response<Vec<i64>>> =
        client.call::<Vec<i64>>(&LOOK, &[]).raw().raw().send().unwrap();
    assert_eq!((response.status.as_u16(), response.request_id()), (201, Some("req_1")));
    assert_eq!(response.body.body, [1]);

    let decode = |headers: &[_], body| {
        let (client, _script) = send(200, headers, body);
        client.call::<Vec<i64>>(&LOOK, &[]).send().unwrap_err().to_string()
    };
    assert_eq!(decode(&[], ""), "cannot read the answer to GET /items: the body is empty (status 200)");
    let html = decode(&[("content-type", "text/html"), ("request-id", "r")], "<html>");
    assert_eq!(
        html,
        "cannot read the answer to GET /items: expected value (it is text/html) (status 200, request id r)"
    );
    assert!(decode(&[], r#"[1, "x"]"#).starts_with("cannot read the answer to GET /items at [1]: "));
}

#[test]
fn finds_messages_and_codes_where_servers_put_them() {
    for (body, message, code) in [
        (r#"{"message": "m", "code": "c"}"#, Some("m"), Some("c")),
        (r#"{"error": {"message": "m", "code": 7, "type": "t"}}"#, Some("m"), Some("7")),
        (r#"{"error": "invalid_grant", "error_description": "m"}"#, Some("m"), Some("invalid_grant")),
        (r#"{"errors": [{"message": "m", "code": "c"}], "title": "t"}"#, Some("m"), Some("c")),
        (r#"{"detail": [{"msg": "m", "type": "missing"}]}"#, Some("m"), Some("missing")),
        (r#"{"type": "https://example.com/out-of-credit", "title": "t", "detail": "d"}"#, Some("d"), None),
        (r#"{"error": "something went wrong"}"#, Some("something went wrong"), None),
        (r#"{"message": {"nested": 1}, "code": null}"#, None, None),
        (r#"["m"]"#, None, None),
        ("<html>", None, None),
        ("", None, None),
    ] {
        let script = Script::new(&[answer(0.0, 400, &[], body)]);
        let error =
            script.on_blocking(builder()).build().unwrap().call::<Json>(&LOOK, &[]).send().unwrap_err();
        assert_eq!((error.message(), error.code()), (message, code), "{body}");
        assert_eq!(error.body().unwrap(), body);
        assert_eq!(error.body_as::<Json>().is_some(), !body.is_empty() && body != "<html>");
    }
}

#[test]
fn nothing_is_sent_without_being_asked() {
    let script = Script::new(&[]);
    let client = script.on_blocking(builder()).build().unwrap();
    drop(client.call::<Json>(&PAY, &[]).with_timeout(Duration::from_secs(1)));
    let script = Script::new(&[]);
    let client = script.on(ClientBuilder::new(&API).bearer_token(TOKEN)).build().unwrap();
    drop(client.call::<Json>(&PAY, &[]).send());
}

/// What users rely on: clients are shared between threads, errors fit anywhere, and are small.
#[test]
fn types_have_the_properties_that_users_need() {
    fn shared<T: Clone + Send + Sync + 'static>() {}
    fn error<T: std::error::Error + Send + Sync + 'static>() {}
    fn sent<T: Send + 'static>(_: &T) {}
    shared::<Client<Async>>();
    shared::<Client<Blocking>>();
    error::<Error>();
    assert!(size_of::<Error>() <= 16 && size_of::<Call<Json, Async>>() <= 32);
    let client = ClientBuilder::<Async>::new(&API).bearer_token(TOKEN).transport(Script::new(&[]));
    let client = client.timer(support::clock::MovedClock::new()).build().unwrap();
    sent(&client.call::<Json>(&LOOK, &[]));
    sent(&client.call::<Json>(&LOOK, &[]).send());
}
