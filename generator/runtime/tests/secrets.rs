//! No secret is in anything that is printed: not in what the client says, not in what the server sends back, not in
//! the logs of the HTTP libraries.
#![cfg(all(feature = "reqwest", feature = "blocking"))]

mod support;

use std::fmt::Debug;
use std::sync::Mutex;
use std::time::Duration;

use runtime::answer::Response;
use runtime::api::{Api, Scheme, SchemeKind};
use runtime::builder::ClientBuilder;
use runtime::error::Error;
use runtime::mode::{Async, Blocking, Mode};
use runtime::operation::Operation;
use runtime::secret::Secret;
use runtime::wire::{Json, Map};
use support::{TOKEN, server};

/// `user:sk_hunter2_secret` in Base64.
const ENCODED: &str = "dXNlcjpza19odW50ZXIyX3NlY3JldA==";

static LOCKED: Api = Api {
    schemes: &[
        Scheme { name: "bearer", kind: SchemeKind::Bearer, variables: &[] },
        Scheme { name: "basic", kind: SchemeKind::Basic, variables: &[] },
        Scheme { name: "header", kind: SchemeKind::Header("x-key"), variables: &[] },
        Scheme { name: "query", kind: SchemeKind::Query("key"), variables: &[] },
        Scheme { name: "cookie", kind: SchemeKind::Cookie("session"), variables: &[] },
    ],
    ..Api::DEFAULT
};

static ROOT: Operation = Operation::get("root", "/");
static OPERATIONS: [Operation; 5] = [
    Operation::post("bearer", "/").security(&[&["bearer"]]),
    Operation::post("basic", "/").security(&[&["basic"]]),
    Operation::post("header", "/").security(&[&["header"]]),
    Operation::post("query", "/").security(&[&["query"]]),
    Operation::post("cookie", "/").security(&[&["cookie"]]),
];

fn builder<M: Mode>(url: &str) -> ClientBuilder<M> {
    ClientBuilder::new(&LOCKED)
        .base_url(url)
        .no_proxy()
        .bearer_token(TOKEN)
        .api_key(TOKEN)
        .basic_auth("user", TOKEN)
}

/// Everything that the HTTP libraries log.
static LOGGED: Mutex<String> = Mutex::new(String::new());

struct Logger;

impl log::Log for Logger {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        LOGGED.lock().unwrap().push_str(&format!("{}: {}\n", record.target(), record.args()));
    }

    fn flush(&self) {}
}

fn search(text: &str) {
    for secret in [TOKEN, "hunter2", ENCODED] {
        assert!(!text.contains(secret), "{secret} is in {text}");
    }
}

fn search_value(value: &impl Debug) {
    search(&format!("{value:?} {value:#?}"));
}

fn search_error(error: &impl std::error::Error) {
    search(&format!("{error} {error:?} {error:#?}"));
    let mut source = error.source();
    while let Some(error) = source {
        search(&format!("{error} {error:?}"));
        source = error.source();
    }
}

fn answer(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\n\r\n{body}", body.len())
}

/// A map of numbers: text in it is an error that quotes the text.
type Numbers = Map<i64>;

fn call<M: Mode>(
    client: &runtime::client::Client<M>,
    index: usize,
) -> runtime::call::Call<Response<Numbers>, M> {
    client
        .call::<Numbers>(&OPERATIONS[index], &[])
        .with_timeout(Duration::from_secs(5))
        .with_max_retries(0)
        .raw()
}

fn all(url: &str, check: impl Fn(Result<Response<Numbers>, Error>)) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for index in 0..OPERATIONS.len() {
        let asynchronous = builder::<Async>(url).build().unwrap();
        let blocking = builder::<Blocking>(url).build().unwrap();
        search_value(&asynchronous);
        search_value(&blocking);
        search_value(&call(&asynchronous, index));
        check(runtime.block_on(call(&asynchronous, index).send()));
        check(call(&blocking, index).send());
    }
}

#[test]
fn no_secret_is_printed() {
    log::set_logger(&Logger).unwrap();
    // At `Trace` ureq prints whole URLs, and nothing that is done here could hide a key in one.
    log::set_max_level(log::LevelFilter::Debug);
    search_value(&Secret::new(TOKEN));
    search_value(&builder::<Async>("http://localhost"));
    search_value(&builder::<Blocking>(&format!("http://{TOKEN}@localhost")));

    // A server that sends back whatever it was sent.
    for echo in [TOKEN, ENCODED] {
        let id = format!("x-request-id: {echo}\r\nset-cookie: {echo}\r\n");
        let body = format!(r#"{{"message":"bad key {echo}","code":"{echo}"}}"#);
        all(&server::always(answer("401 Unauthorized", &id, &body), 1, Duration::ZERO), |result| {
            let error = result.unwrap_err();
            search_error(&error);
            let api = error.api().unwrap();
            search_value(&(api.message(), api.code(), error.request_id()));
            assert_eq!(api.body(), &body, "the body is kept as it came");
        });
        for body in [format!(r#"{{"a":"{echo}"}}"#), format!(r#"{{"{echo}":"text"}}"#), format!("<{echo}>")] {
            all(&server::always(answer("200 OK", &id, &body), 1, Duration::ZERO), |result| {
                let error = result.unwrap_err();
                assert!(matches!(error, Error::Decode(_)), "{error}");
                search_error(&error);
            });
        }
        all(&server::always(answer("200 OK", &id, r#"{"a":1}"#), 1, Duration::ZERO), |result| {
            search_value(&result.unwrap());
        });
    }

    // A server that is not there, or no HTTP server.
    for url in
        [server::nobody(), server::accept_and_drop(), server::always("nonsense\r\n", 1, Duration::ZERO)]
    {
        all(&url, |result| search_error(&result.unwrap_err()));
    }

    let logged = LOGGED.lock().unwrap();
    assert!(logged.contains("reqwest") && logged.contains("ureq"), "{logged}");
    search(&logged);
}

#[test]
fn a_token_that_no_header_can_carry_is_not_quoted() {
    let token = format!("{TOKEN}\n");
    let client = ClientBuilder::<Blocking>::new(&LOCKED).base_url("http://localhost").bearer_token(&token);
    let error = client.build().unwrap().call::<Json>(&OPERATIONS[0], &[]).send().unwrap_err();
    assert!(matches!(error, Error::Misuse(_)), "{error}");
    search_error(&error);
}

#[test]
fn a_proxy_with_a_password_is_not_quoted() {
    let proxy = format!("http://user:{TOKEN}@127.0.0.1:1");
    let client =
        ClientBuilder::<Async>::new(&LOCKED).base_url("http://localhost").proxy(&proxy).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    search_value(&client);
    search_error(&runtime.block_on(client.call::<Json>(&ROOT, &[]).send()).unwrap_err());
    let client =
        ClientBuilder::<Blocking>::new(&LOCKED).base_url("http://localhost").proxy(&proxy).build().unwrap();
    search_error(&client.call::<Json>(&ROOT, &[]).send().unwrap_err());
    let invalid = format!("not a proxy {TOKEN}");
    search_error(
        &ClientBuilder::<Async>::new(&LOCKED)
            .base_url("http://localhost")
            .proxy(&invalid)
            .build()
            .unwrap_err(),
    );
    search_error(
        &ClientBuilder::<Blocking>::new(&LOCKED)
            .base_url("http://localhost")
            .proxy(&invalid)
            .build()
            .unwrap_err(),
    );
}
