//! Webhooks count only with a signature that is right.
#![cfg(feature = "webhooks")]

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::{HeaderMap, HeaderName, HeaderValue};
use runtime::webhook::{Delivery, Signature, StandardWebhooks, WebhookError};
use runtime::wire::Json;

/// The example that the libraries of Standard Webhooks share as a test.
const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const TIME: u64 = 1_614_265_330;
const BODY: &[u8] = br#"{"test": 2432232314}"#;
const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn headers(signature: &str) -> HeaderMap {
    [("webhook-id", ID), ("webhook-timestamp", &TIME.to_string()), ("webhook-signature", signature)]
        .into_iter()
        .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).expect("a value")))
        .collect()
}

fn standard() -> StandardWebhooks {
    StandardWebhooks::new(SECRET).expect("a secret")
}

fn verify(headers: &HeaderMap, body: &[u8]) -> Result<Delivery, WebhookError> {
    standard().verify(headers, body, at(TIME))
}

#[test]
fn the_vector_of_the_specification() {
    let delivery = verify(&headers(SIGNATURE), BODY).expect("it is signed");
    assert_eq!(delivery, Delivery { id: Some(ID.into()), sent_at: Some(at(TIME)) });
    let signed = standard().sign_for_test(ID, at(TIME), BODY);
    assert_eq!(signed, headers(SIGNATURE));
    // The prefix is for people.
    let bare = StandardWebhooks::new(SECRET.trim_start_matches("whsec_")).expect("a secret");
    assert!(bare.verify(&headers(SIGNATURE), BODY, at(TIME)).is_ok());
}

#[test]
fn anything_that_was_changed_is_refused() {
    let refused = |headers: &HeaderMap, body: &[u8]| {
        let error = verify(headers, body).expect_err("nobody signed this");
        assert!(matches!(error, WebhookError::NotSigned), "{error}");
    };
    refused(&headers(SIGNATURE), br#"{"test": 2432232315}"#);
    refused(&headers(SIGNATURE), br#"{"test":2432232314}"#);
    refused(&headers(SIGNATURE), b"");
    refused(&headers("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF="), BODY);
    refused(&headers("v1,"), BODY);
    refused(&headers("v1"), BODY);
    refused(&headers(""), BODY);
    refused(&headers("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="), BODY);
    for (name, value) in [("webhook-id", "msg_other"), ("webhook-timestamp", "1614265331")] {
        let mut headers = headers(SIGNATURE);
        headers.insert(name, HeaderValue::from_static(value));
        refused(&headers, BODY);
    }
    let other = StandardWebhooks::new("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").expect("a secret");
    assert!(matches!(other.verify(&headers(SIGNATURE), BODY, at(TIME)), Err(WebhookError::NotSigned)));
}

#[test]
fn no_header_means_no_event() {
    assert!(matches!(verify(&HeaderMap::new(), BODY), Err(WebhookError::MissingHeader(_))));
    for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        let mut some = headers(SIGNATURE);
        some.remove(name);
        let error = verify(&some, BODY).expect_err("a header is missing");
        assert_eq!(error.to_string(), format!("the webhook has no header {name}"));
        // Two of a kind may be read as one by whoever signed and as the other by us.
        let mut twice = headers(SIGNATURE);
        twice.append(name, HeaderValue::from_static("x"));
        assert!(matches!(verify(&twice, BODY), Err(WebhookError::MalformedHeader(_))));
    }
    for time in ["", "now", "-1", "1.5", "99999999999999999999", "18446744073709551615"] {
        let mut wrong = headers(SIGNATURE);
        wrong.insert("webhook-timestamp", HeaderValue::from_str(time).expect("a value"));
        let error = verify(&wrong, BODY).expect_err("no time");
        assert!(
            matches!(error, WebhookError::MalformedHeader(_) | WebhookError::NotSigned),
            "{time}: {error}"
        );
    }
}

#[test]
fn the_window_of_time() {
    let verify = |now| standard().verify(&headers(SIGNATURE), BODY, at(now));
    assert!(verify(TIME + 300).is_ok());
    assert!(verify(TIME - 300).is_ok());
    assert!(matches!(verify(TIME + 301), Err(WebhookError::TooOld(age)) if age == Duration::from_secs(301)));
    assert!(matches!(verify(TIME - 301), Err(WebhookError::TooNew(_))));
    let patient = standard().with_tolerance(Duration::from_secs(1_000));
    assert!(patient.verify(&headers(SIGNATURE), BODY, at(TIME + 1_000)).is_ok());
}

#[test]
fn a_secret_is_replaced_without_a_gap() {
    let new = "whsec_bmV3IHNlY3JldCBvZiB0aGUgc2hvcCE=";
    let both = StandardWebhooks::new(new).and_then(|both| both.with_secret(SECRET)).expect("two secrets");
    assert!(both.verify(&headers(SIGNATURE), BODY, at(TIME)).is_ok());
    let signed = both.sign_for_test(ID, at(TIME), BODY);
    assert!(both.verify(&signed, BODY, at(TIME)).is_ok());
    assert!(verify(&signed, BODY).is_err());
    // The sender signs with both.
    let two = format!("v1,AAAA v1a,x {SIGNATURE} v2,y");
    assert!(verify(&headers(&two), BODY).is_ok());
}

#[test]
fn older_names_of_the_headers() {
    let svix = standard().with_svix_headers();
    let signed = svix.sign_for_test(ID, at(TIME), BODY);
    assert!(signed.contains_key("svix-signature"));
    assert!(svix.verify(&signed, BODY, at(TIME)).is_ok());
    assert!(verify(&signed, BODY).is_err());
}

#[test]
fn secrets_are_base64_and_never_shown() {
    for wrong in ["", "whsec_", "whsec_é", "whsec_abc!"] {
        let error = StandardWebhooks::new(wrong).expect_err("no secret");
        assert!(matches!(error, WebhookError::Secret(_)));
    }
    let shown = format!("{:?}", standard());
    assert_eq!(shown, "StandardWebhooks { secrets: 1, .. }");
    let missing = StandardWebhooks::from_env("NO_SUCH_VARIABLE_OF_WEBHOOKS").expect_err("not set");
    assert_eq!(missing.to_string(), "the environment variable NO_SUCH_VARIABLE_OF_WEBHOOKS is not set");
}

#[test]
fn an_event_is_read_only_after_it_is_verified() {
    let now = SystemTime::now();
    let signature = standard();
    let signed = signature.sign_for_test(ID, now, BODY);
    let event = signature.receive::<Json>(&signed, BODY).expect("it is signed");
    assert_eq!(event.event()["test"], 2_432_232_314_u64);
    assert_eq!(event.id(), Some(ID));
    assert!(event.sent_at().is_some());
    // What is no event and was not signed is not looked at.
    assert!(matches!(signature.receive::<Json>(&signed, b"{"), Err(WebhookError::NotSigned)));
    let signed = signature.sign_for_test(ID, now, b"[1]");
    match signature.receive::<String>(&signed, b"[1]") {
        Err(WebhookError::Decode { error, body }) => {
            assert_eq!(body, b"[1]");
            assert!(error.message.contains("expected a string"), "{error}");
        }
        other => panic!("{other:?}"),
    }
}

/// Another sender's way of signing.
struct Password(&'static str);

impl Signature for Password {
    fn verify(&self, headers: &HeaderMap, _: &[u8], _: SystemTime) -> Result<Delivery, WebhookError> {
        match headers.get("x-password") {
            Some(given) if given == self.0 => Ok(Delivery::default()),
            _ => Err(WebhookError::NotSigned),
        }
    }
}

#[test]
fn other_signatures_through_the_trait() {
    let mut headers = HeaderMap::new();
    assert!(Password("open").receive::<Json>(&headers, BODY).is_err());
    headers.insert("x-password", HeaderValue::from_static("open"));
    let event = Password("open").receive::<Json>(&headers, BODY).expect("verified");
    assert_eq!((event.id(), event.sent_at()), (None, None));
}
