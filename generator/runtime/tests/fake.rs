//! The fake: how those who use a client test what they make of it.
#![cfg(feature = "fake")]

mod support;

use std::time::{Duration, Instant};

use runtime::builder::ClientBuilder;
use runtime::client::Client;
use runtime::error::Error;
use runtime::fake::Fake;
use runtime::fake_reply::Reply;
use runtime::mode::{Async, Blocking};
use runtime::operation::{Operation, Param};
use runtime::transport::Timeout;
use runtime::wire::{Json, Map};
use serde_json::json;
use support::clock::MovedClock;
use support::{API, FIND, LOOK, PAY, TOKEN};

const EXAMPLES: &str = r#"{
    "look": { "body": { "items": [{ "kind": "book", "price": 12.50 }] } },
    "pay": { "status": 201, "headers": { "x-request-id": "req_1" }, "body": { "id": "pay_1" } }
}"#;

fn fake() -> Fake {
    Fake::new().with_examples(EXAMPLES)
}

fn client(fake: &Fake) -> Client<Blocking> {
    let builder = ClientBuilder::<Blocking>::new(&API).bearer_token(TOKEN).transport(fake.clone());
    builder.timer(MovedClock::new()).build().unwrap()
}

fn async_client(fake: &Fake) -> ClientBuilder<Async> {
    ClientBuilder::<Async>::new(&API).bearer_token(TOKEN).transport(fake.clone())
}

/// Makes the same call with both clients.
fn both(fake: &Fake, operation: &'static Operation, body: &Json) -> [Result<Json, Error>; 2] {
    let clock = MovedClock::new();
    let call = async_client(fake).timer(clock.clone()).build().unwrap().call(operation, &[]);
    let first = clock.block_on(if body.is_null() { call } else { call.json(body) }.send());
    let call = client(fake).call(operation, &[]);
    [first, if body.is_null() { call } else { call.json(body) }.send()]
}

#[test]
fn answers_with_the_documents_examples() {
    let fake = fake();
    for result in both(&fake, &LOOK, &Json::Null) {
        assert_eq!(result.unwrap()["items"][0]["kind"], "book");
    }
    let response = client(&fake).call::<Json>(&PAY, &[]).json(&json!({"amount": 1})).raw().send().unwrap();
    assert_eq!((response.status.as_u16(), response.request_id()), (201, Some("req_1")));
    assert_eq!(fake.requests().last().unwrap().json(), json!({"amount": 1}));
}

#[test]
fn recovers_from_503_and_says_so_if_it_cannot() {
    let fake = fake();
    for _ in 0..2 {
        fake.reply("look", Reply::status(503)).reply("look", Reply::example());
    }
    for result in both(&fake, &LOOK, &Json::Null) {
        assert!(result.is_ok(), "{result:?}");
    }
    assert_eq!(fake.requests().len(), 4);
    fake.always("look", Reply::json(503, &json!({"message": "closed for today"})));
    for result in both(&fake, &LOOK, &Json::Null) {
        let error = result.unwrap_err();
        assert_eq!((error.attempts(), error.api().unwrap().message()), (3, Some("closed for today")));
    }
}

#[test]
fn loses_connections() {
    let fake = fake();
    fake.always("pay", Reply::lost());
    for result in both(&fake, &PAY, &Json::Null) {
        assert!(result.unwrap_err().may_have_executed());
    }
    fake.always("pay", Reply::not_sent());
    for result in both(&fake, &PAY, &Json::Null) {
        assert!(!result.unwrap_err().may_have_executed());
    }
    fake.always("pay", Reply::example().breaking_off());
    for result in both(&fake, &PAY, &Json::Null) {
        let error = result.unwrap_err();
        assert!(matches!(error, Error::Connection(_)) && error.may_have_executed(), "{error:?}");
    }
}

#[test]
fn is_slow() {
    let fake = fake();
    let slow = Duration::from_millis(20);
    fake.always("look", Reply::example().slowly(slow).after(slow));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let started = Instant::now();
    let client = async_client(&fake).build().unwrap();
    runtime.block_on(client.call::<Json>(&LOOK, &[]).send()).unwrap();
    assert!(started.elapsed() >= slow * 9);
    let blocking =
        ClientBuilder::<Blocking>::new(&API).bearer_token(TOKEN).transport(fake.clone()).build().unwrap();
    let started = Instant::now();
    blocking.call::<Json>(&LOOK, &[]).send().unwrap();
    assert!(started.elapsed() >= slow * 9);

    let limit = Duration::from_millis(50);
    let error = runtime.block_on(client.call::<Json>(&LOOK, &[]).with_timeout(limit).send());
    assert_eq!(error.unwrap_err().timeout(), Some(Timeout::Total));
    let error = blocking.call::<Json>(&LOOK, &[]).with_timeout(limit).send();
    assert_eq!(error.unwrap_err().timeout(), Some(Timeout::Total));
}

#[test]
fn an_example_can_be_changed() {
    let fake = fake();
    let changed =
        Reply::example().with("/items/0/kind", "opera").with("/items/0/new~1name", 1).with("/no/where", 1);
    fake.always("look", changed);
    for result in both(&fake, &LOOK, &Json::Null) {
        assert_eq!(result.unwrap(), json!({"items": [{"kind": "opera", "price": 12.50, "new/name": 1}]}));
    }
}

#[test]
fn complains_of_requests_that_the_document_does_not_have() {
    static NEEDS: Operation = Operation::get("needs", "/").params(&[Param::header("x-trace").required()]);
    let fake = fake();
    let complaint = |result: Result<Json, Error>| {
        let error = result.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), 400);
        error.api().unwrap().message().unwrap().to_owned()
    };
    let body: Map<i64> = [("amount".to_owned(), 1)].into_iter().collect();
    let pay = || client(&fake).call(&PAY, &[]).json(&body);
    assert!(pay().send().is_ok());
    assert!(pay().with_body_field("tip", 2).send().is_ok());
    assert_eq!(
        complaint(pay().with_body_field("amount", "much").send()),
        "the body: amount: invalid type: string \"much\", expected i64 at line 1 column 16"
    );
    assert_eq!(
        complaint(client(&fake).call(&NEEDS, &[&None::<String>]).send()),
        "the parameter x-trace is missing"
    );
}

#[test]
fn knows_paths_and_parameters() {
    let fake = Fake::new();
    fake.always("find", Reply::status(204));
    let values: [&dyn runtime::wire::Slot; 3] = [&"a/b".to_owned(), &vec!["x".to_owned()], &None::<String>];
    client(&fake).call::<()>(&FIND, &values).send().unwrap();
    let request = fake.requests().remove(0);
    assert_eq!((&*request.path, &*request.query), ("/v1/items/a%2Fb", "tag=x"));
    assert!(!format!("{request:?} {fake:?} {:?}", request.headers).contains(TOKEN));
    let unknown = client(&fake).request::<Json>(http::Method::GET, "/status").send().unwrap_err();
    assert_eq!(
        unknown.api().unwrap().message(),
        Some("the fake has no example for GET /v1/status: give it one, or a reply")
    );
    fake.reply("GET /v1/status", Reply::json(200, &json!("fine")));
    assert_eq!(client(&fake).request::<Json>(http::Method::GET, "/status").send().unwrap(), "fine");
}

#[test]
fn examples_that_are_none_are_complained_of() {
    for text in [
        "",
        "[]",
        r#"{"a": 1}"#,
        r#"{"a": {"status": "200"}}"#,
        r#"{"a": {"headers": {"x": 1}}}"#,
        r#"{"a": {"text": {}}}"#,
    ] {
        let error = client(&Fake::new().with_examples(text)).call::<Json>(&LOOK, &[]).send().unwrap_err();
        assert!(
            error.api().unwrap().message().unwrap().starts_with("the examples of the fake "),
            "{text}: {error:?}"
        );
    }
}
