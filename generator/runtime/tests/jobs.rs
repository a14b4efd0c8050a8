//! Work that a call starts is asked about by another call, until it is done, has failed, or takes too long.

mod support;

use std::time::Duration;

use runtime::builder::ClientBuilder;
use runtime::call::Call;
use runtime::error::Error;
use runtime::jobs::{Asked, Starts, With};
use runtime::mode::{Async, Blocking, Mode};
use runtime::operation::Operation;
use runtime::polling::Polling;
use runtime::transport::Timeout;
use runtime::wire::Json;
use support::script::{Act, Script, answer, lost};
use support::{API, TOKEN};

static CREATE: Operation = Operation::post("create", "/shops/{shop}/exports");
static RETRIEVE: Operation = Operation::get("retrieve", "/shops/{shop}/exports/{id}");
const ASKED: Asked =
    Asked { state: &["state", "name"], done: &["done", "true"], failed: &["failed", "cancelled"] };
static ONLY_ASKED: Asked = ASKED;
static STARTS: Starts =
    Starts { asks: &RETRIEVE, with: &[With::Same("shop"), With::Answer(&["export", "id"])], asked: ASKED };

type Outcome = (Result<(Json, Json), Error>, Vec<(f64, String)>);

fn polling(limits: (u64, u64)) -> Polling {
    Polling::new(Duration::from_secs(limits.0), Duration::from_secs(limits.1))
}

fn builder<M: Mode>() -> ClientBuilder<M> {
    ClientBuilder::new(&API).bearer_token(TOKEN)
}

fn seen(script: &Script) -> Vec<(f64, String)> {
    let seen = script.seen.lock().unwrap();
    seen.iter().map(|seen| (seen.at.as_secs_f64(), format!("{} {}", seen.method, seen.uri))).collect()
}

/// Starts work and asks about it, in both modes: what the first call answered, what the work came to, and the requests.
fn start(acts: &[Act], limits: (u64, u64)) -> [Outcome; 2] {
    let shop = "a/b %7".to_owned();
    let script = Script::new(acts);
    let client = script.on(builder::<Async>()).build().unwrap();
    let outcome = script.clock.block_on(async {
        let call: Call<Json, Async> = client.call(&CREATE, &[&shop]);
        let started = call.with_start::<Json>(&STARTS).await?;
        Ok((started.answer, started.job.until_done(polling(limits)).await?))
    });
    let first = (outcome, seen(&script));
    let script = Script::new(acts);
    let client = script.on_blocking(builder::<Blocking>()).build().unwrap();
    let run = || {
        let call: Call<Json, Blocking> = client.call(&CREATE, &[&shop]);
        let started = call.with_start::<Json>(&STARTS)?;
        Ok((started.answer, started.job.until_done(polling(limits))?))
    };
    [first, (run(), seen(&script))]
}

fn created() -> Act {
    answer(1.0, 202, &[], r#"{"export": {"id": 7}}"#)
}

fn running() -> Act {
    answer(1.0, 200, &[], r#"{"state": {"name": "running"}}"#)
}

#[test]
fn it_is_started_once_and_asked_about_until_it_is_done() {
    let unknown = answer(1.0, 200, &[], "{}");
    let done = answer(1.0, 200, &[], r#"{"state": {"name": "done"}, "rows": 3}"#);
    for (outcome, requests) in start(&[created(), running(), unknown, done], (5, 60)) {
        let (answer, export) = outcome.unwrap();
        assert_eq!((answer["export"]["id"].as_u64(), export["rows"].as_u64()), (Some(7), Some(3)));
        let post = "POST http://shop.invalid/v1/shops/a%2Fb%20%257/exports".to_owned();
        let get = "GET http://shop.invalid/v1/shops/a%2Fb%20%257/exports/7".to_owned();
        assert_eq!(requests, [(0.0, post), (1.0, get.clone()), (7.0, get.clone()), (13.0, get)]);
    }
    // A flag counts as a text, and the API says when to come back.
    let later = answer(0.0, 200, &[("retry-after", "20")], r#"{"state": {"name": false}}"#);
    let flag = answer(0.0, 200, &[], r#"{"state": {"name": true}}"#);
    for (outcome, requests) in start(&[created(), later, flag], (5, 60)) {
        let times: Vec<f64> = requests.iter().map(|(at, _)| *at).collect();
        assert_eq!((outcome.is_ok(), times), (true, vec![0.0, 1.0, 21.0]));
    }
}

#[test]
fn work_that_failed_is_an_error_with_what_the_api_said() {
    let failed =
        answer(0.0, 200, &[("x-request-id", "r1")], r#"{"state": {"name": "cancelled"}, "why": "x"}"#);
    for (outcome, _) in start(&[created(), failed], (5, 60)) {
        let error = outcome.unwrap_err();
        let Error::Job(job) = &error else { panic!("{error:?}") };
        assert_eq!(job.state(), "cancelled");
        assert_eq!(error.body_as::<Json>().unwrap()["why"], "x");
        assert_eq!((error.status().unwrap().as_u16(), error.request_id()), (200, Some("r1")));
        assert!(error.may_have_executed() && error.headers().is_some() && error.attempts() == 1);
        assert_eq!(
            error.to_string(),
            "the work failed: GET /shops/{shop}/exports/{id} says \"cancelled\" (status 200, request id r1)"
        );
        assert!(!format!("{error:?}").contains("why"), "{error:?}");
    }
}

#[test]
fn the_deadline_is_over_all_questions_and_they_can_be_asked_again() {
    for (outcome, requests) in start(&[created(), running(), running()], (5, 8)) {
        let error = outcome.unwrap_err();
        assert_eq!((error.timeout(), requests.len()), (Some(Timeout::Total), 3));
    }
    let done = answer(0.0, 200, &[], r#"{"state": {"name": "done"}}"#);
    let script = Script::new(&[created(), running(), done.clone(), done]);
    let client = script.on_blocking(builder::<Blocking>()).build().unwrap();
    let shop = "a".to_owned();
    let call: Call<Json, Blocking> = client.call(&CREATE, &[&shop]);
    let job = call.with_start::<Json>(&STARTS).unwrap().job;
    assert_eq!(job.until_done(polling((5, 3))).unwrap_err().timeout(), Some(Timeout::Total));
    assert!(job.until_done(polling((5, 3))).is_ok());
    // Whoever knows what the work is known by can ask without having started it.
    let call: Call<Json, Blocking> = client.call(&RETRIEVE, &[&shop, &"7".to_owned()]);
    assert!(call.with_asked(&ONLY_ASKED).unwrap().until_done(polling((5, 3))).is_ok());
}

#[test]
fn a_start_that_went_wrong_or_says_too_little_is_not_asked_about() {
    for (outcome, requests) in start(&[lost(0.0)], (5, 60)) {
        let error = outcome.unwrap_err();
        assert!(matches!(error, Error::Connection(_)) && error.may_have_executed());
        assert_eq!(requests.len(), 1);
    }
    for (outcome, requests) in start(&[answer(0.0, 202, &[], r#"{"export": {}}"#)], (5, 60)) {
        let error = outcome.unwrap_err();
        let Error::Decode(decode) = &error else { panic!("{error:?}") };
        assert_eq!((decode.path(), requests.len()), ("export.id", 1));
        assert!(error.may_have_executed() && error.body().is_some());
    }
    // What it is known by cannot stand in the path: it was started all the same.
    for (outcome, requests) in start(&[answer(0.0, 202, &[], r#"{"export": {"id": ".."}}"#)], (5, 60)) {
        let error = outcome.unwrap_err();
        assert!(matches!(error, Error::Decode(_)) && error.may_have_executed(), "{error:?}");
        assert!(error.to_string().contains("a segment of the path") && error.body().is_some(), "{error}");
        assert_eq!(requests.len(), 1);
    }
}
