//! Which credentials a call carries: alternatives, combinations, kinds, and what is missing.

mod support;

use runtime::api::{Api, Scheme, SchemeKind};
use runtime::builder::ClientBuilder;
use runtime::error::Error;
use runtime::mode::Blocking;
use runtime::operation::Operation;
use support::script::{Script, Seen, answer};

static API: Api = Api {
    schemes: &[
        Scheme { name: "token", kind: SchemeKind::Bearer, variables: &["SHOP_TOKEN"] },
        Scheme { name: "login", kind: SchemeKind::Basic, variables: &["SHOP_USER", "SHOP_PASSWORD"] },
        Scheme { name: "header", kind: SchemeKind::Header("x-key"), variables: &[] },
        Scheme { name: "query", kind: SchemeKind::Query("api key"), variables: &[] },
        Scheme { name: "cookie", kind: SchemeKind::Cookie("session"), variables: &[] },
        Scheme { name: "second", kind: SchemeKind::Header("x-second"), variables: &[] },
    ],
    security: &[&["token"]],
    ..Api::DEFAULT
};

type Security = &'static [&'static [&'static str]];

fn builder() -> ClientBuilder<Blocking> {
    ClientBuilder::new(&API).base_url("http://shop.invalid")
}

/// Sends a call that asks for this.
fn send(security: Security, builder: ClientBuilder<Blocking>) -> Result<Seen, Error> {
    let operation = Box::leak(Box::new(Operation::get("", "/").security(security)));
    let script = Script::new(&[answer(0.0, 200, &[], "{}")]);
    script.on_blocking(builder).build()?.call::<()>(operation, &[]).with_header("cookie", "a=b").send()?;
    Ok(script.seen.lock().unwrap().remove(0))
}

fn refused(security: Security, builder: ClientBuilder<Blocking>) -> String {
    let error = send(security, builder).unwrap_err();
    assert!(matches!(error, Error::Misuse(_)), "{error:?}");
    error.to_string()
}

#[test]
fn each_kind_is_sent_its_own_way() {
    let token = send(&[&["token"]], builder().bearer_token("t")).unwrap();
    assert_eq!(token.headers["authorization"], "Bearer t");
    assert!(token.headers["authorization"].is_sensitive());
    let login = send(&[&["login"]], builder().basic_auth("Aladdin", "open sesame")).unwrap();
    assert_eq!(login.headers["authorization"], "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    assert!(login.headers["authorization"].is_sensitive());
    let key = send(&[&["header"]], builder().credential("header", "k")).unwrap();
    assert_eq!(key.headers["x-key"], "k");
    assert!(key.headers["x-key"].is_sensitive());
    let query = send(&[&["query"]], builder().credential("query", "a&b=c")).unwrap();
    assert_eq!(query.uri, "http://shop.invalid/?api%20key=a%26b%3Dc");
    let cookie = send(&[&["cookie"]], builder().credential("cookie", "a;b")).unwrap();
    assert_eq!(cookie.headers["cookie"], "a=b; session=a%3Bb");
    assert!(cookie.headers["cookie"].is_sensitive());
}

#[test]
fn the_first_alternative_that_is_complete_is_taken() {
    let both = || builder().bearer_token("t").credential("header", "k");
    let security: Security = &[&["token"], &["header"]];
    let taken = send(security, both()).unwrap().headers;
    assert!(taken.contains_key("authorization") && !taken.contains_key("x-key"));
    let second = send(security, builder().credential("header", "k")).unwrap().headers;
    assert!(!second.contains_key("authorization") && second.contains_key("x-key"));
    let unknown: Security = &[&["no such scheme"], &["header"]];
    assert!(send(unknown, both()).unwrap().headers.contains_key("x-key"));
}

#[test]
fn all_schemes_of_an_alternative_are_needed() {
    let security: Security = &[&["header", "second"], &["login"]];
    let one = builder().credential("header", "k");
    assert_eq!(
        refused(security, one),
        "no credential for the security scheme \"second\": give one to the client's builder"
    );
    let sent = send(security, builder().credential("header", "k").credential("second", "s")).unwrap().headers;
    assert_eq!((&sent["x-key"], &sent["x-second"]), (&"k".parse().unwrap(), &"s".parse().unwrap()));
    assert!(send(security, builder().credential("header", "k").basic_auth("u", "p")).is_ok());
}

#[test]
fn what_is_missing_is_named_with_its_variables() {
    assert_eq!(
        refused(&[&["token"]], builder()),
        "no credential for the security scheme \"token\": set SHOP_TOKEN and read the environment, or give one to the \
         client's builder"
    );
    assert!(refused(&[&["login"]], builder().bearer_token("t")).contains("SHOP_USER and SHOP_PASSWORD"));
}

#[test]
fn optional_security_takes_what_is_there() {
    for security in [&[&["token"] as &[_], &[]] as Security, &[&[], &["token"]]] {
        assert!(!send(security, builder()).unwrap().headers.contains_key("authorization"));
        assert!(send(security, builder().bearer_token("t")).unwrap().headers.contains_key("authorization"));
    }
}

#[test]
fn an_operation_without_security_is_sent_none() {
    assert!(!send(&[], builder().bearer_token("t")).unwrap().headers.contains_key("authorization"));
}

#[test]
fn a_header_of_the_callers_stands_in_for_its_scheme() {
    let sent = send(&[&["token"]], builder().header("authorization", "Custom c")).unwrap();
    assert_eq!(sent.headers["authorization"], "Custom c");
    let sent = send(&[&["token"]], builder().header("authorization", "Custom c").bearer_token("t")).unwrap();
    assert_eq!(sent.headers["authorization"], "Custom c");
}

#[test]
fn a_credential_for_nothing_or_of_the_wrong_kind_is_a_mistake() {
    assert!(builder().credential("no such scheme", "x").build().is_err());
    static BARE: Api = Api::DEFAULT;
    assert!(
        ClientBuilder::<Blocking>::new(&BARE)
            .base_url("http://shop.invalid")
            .bearer_token("t")
            .build()
            .is_err()
    );
    assert!(refused(&[&["login"]], builder().credential("login", "t")).contains("of another kind"));
}
