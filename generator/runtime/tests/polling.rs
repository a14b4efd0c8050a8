//! Work that takes longer than a call is asked about until it is done, or until the deadline.

mod support;

use std::time::Duration;

use runtime::builder::ClientBuilder;
use runtime::error::Error;
use runtime::mode::{Async, Blocking};
use runtime::polling::Polling;
use runtime::transport::Timeout;
use runtime::wire::Json;
use support::script::{Act, Script, answer};
use support::{API, LOOK, PAY, TOKEN};

const POLLING: (u64, u64) = (5, 60);

/// What comes of it in both modes, with the times at which requests came.
fn poll(acts: &[Act], limits: (u64, u64)) -> Vec<(Result<Json, Error>, Vec<f64>)> {
    let polling = Polling::new(Duration::from_secs(limits.0), Duration::from_secs(limits.1));
    let is_done = |job: &Json| job["done"] == true;
    let script = Script::new(acts);
    let client = script.on(ClientBuilder::<Async>::new(&API).bearer_token(TOKEN)).build().unwrap();
    let job = script.clock.block_on(client.call::<Json>(&LOOK, &[]).poll_until(polling, is_done));
    let first = (job, script.times());
    let script = Script::new(acts);
    let client =
        script.on_blocking(ClientBuilder::<Blocking>::new(&API).bearer_token(TOKEN)).build().unwrap();
    let job = client.call::<Json>(&LOOK, &[]).poll_until(polling, is_done);
    vec![first, (job, script.times())]
}

fn running() -> Act {
    answer(1.0, 202, &[], r#"{"done": false}"#)
}

fn done() -> Act {
    answer(1.0, 200, &[], r#"{"done": true, "n": 7}"#)
}

#[test]
fn asked_until_it_is_done() {
    for (job, times) in poll(&[running(), running(), done()], POLLING) {
        assert_eq!((job.unwrap()["n"].as_u64(), times), (Some(7), vec![0.0, 6.0, 12.0]));
    }
    for (job, times) in poll(&[done()], POLLING) {
        assert_eq!((job.is_ok(), times), (true, vec![0.0]));
    }
}

#[test]
fn the_api_says_when_to_come_back() {
    let later = answer(0.0, 202, &[("retry-after", "20")], r#"{"done": false}"#);
    for (job, times) in poll(&[later, done()], POLLING) {
        assert_eq!((job.is_ok(), times), (true, vec![0.0, 20.0]));
    }
    // Later than the deadline: no use in waiting.
    let later = answer(0.0, 202, &[("retry-after", "86400")], r#"{"done": false}"#);
    for (job, times) in poll(&[later], POLLING) {
        assert_eq!((job.unwrap_err().timeout(), times), (Some(Timeout::Total), vec![0.0]));
    }
}

#[test]
fn the_deadline_is_over_all_of_it() {
    for (job, times) in poll(&[running(), running(), running()], (5, 14)) {
        let error = job.unwrap_err();
        assert_eq!(
            (error.timeout(), error.attempts(), times),
            (Some(Timeout::Total), 3, vec![0.0, 6.0, 12.0])
        );
        assert!(!error.may_have_executed());
    }
    // The last call has no more time than is left.
    let silent = answer(10.0, 200, &[], r#"{"done": true}"#);
    for (job, _) in poll(&[running(), silent], (5, 8)) {
        assert_eq!(job.unwrap_err().timeout(), Some(Timeout::Total));
    }
}

#[test]
fn what_goes_wrong_ends_it_and_what_may_act_twice_is_not_asked_again() {
    for (job, times) in poll(&[running(), answer(0.0, 404, &[], "")], POLLING) {
        assert_eq!((job.unwrap_err().status().unwrap().as_u16(), times.len()), (404, 2));
    }
    let script = Script::new(&[]);
    let client =
        script.on_blocking(ClientBuilder::<Blocking>::new(&API).bearer_token(TOKEN)).build().unwrap();
    let polling = Polling::new(Duration::from_secs(1), Duration::from_secs(9));
    assert!(matches!(client.call::<Json>(&PAY, &[]).poll_until(polling, |_| true), Err(Error::Misuse(_))));
}
