//! The behaviour of calls, async and blocking alike, on a clock that the test moves.

mod support;

use std::time::Duration;

use runtime::builder::ClientBuilder;
use runtime::call::Call;
use runtime::error::Error;
use runtime::mode::{Async, Blocking, Mode};
use runtime::operation::Operation;
use runtime::transport::Timeout;
use runtime::wire::Json;
use support::script::{Act, Script, answer, lost, not_sent, pieces, secs};
use support::{API, KEYED, LOOK, PAY, PUT, TOKEN};

/// What came of a call, and what was sent.
struct Outcome {
    result: Result<Json, Error>,
    script: Script,
}

impl Outcome {
    fn error(&self) -> &Error {
        self.result.as_ref().expect_err("an error is expected")
    }

    fn elapsed(&self) -> f64 {
        self.script.clock.elapsed().as_secs_f64()
    }
}

fn builder<M: Mode>() -> ClientBuilder<M> {
    ClientBuilder::new(&API).bearer_token(TOKEN)
}

/// Makes the same call on both clients, and checks that the same comes of it.
macro_rules! both {
    ($acts:expr, $operation:expr, $configure:expr, $options:expr, $check:expr) => {{
        let acts: &[Act] = $acts;
        let operation: &'static Operation = $operation;
        {
            let configure: fn(ClientBuilder<Async>) -> ClientBuilder<Async> = $configure;
            let options: fn(Call<Json, Async>) -> Call<Json, Async> = $options;
            let script = Script::new(acts);
            let client = script.on(configure(builder())).build().unwrap();
            let result = script.clock.block_on(options(client.call(operation, &[])).send());
            $check(Outcome { result, script });
        }
        {
            let configure: fn(ClientBuilder<Blocking>) -> ClientBuilder<Blocking> = $configure;
            let options: fn(Call<Json, Blocking>) -> Call<Json, Blocking> = $options;
            let script = Script::new(acts);
            let client = script.on_blocking(configure(builder())).build().unwrap();
            let result = options(client.call(operation, &[])).send();
            $check(Outcome { result, script });
        }
    }};
    ($acts:expr, $operation:expr, $check:expr) => {
        both!($acts, $operation, |builder| builder, |call| call, $check)
    };
}

fn ok() -> Act {
    answer(0.1, 200, &[], r#"{"ok":true}"#)
}

#[test]
fn recovers_from_what_may_be_repeated() {
    for operation in [&LOOK, &PUT, &KEYED] {
        both!(&[answer(0.1, 503, &[], ""), lost(0.2), ok()], operation, |outcome: Outcome| {
            assert_eq!(outcome.result.as_ref().unwrap()["ok"], true);
            let times = outcome.script.times();
            assert_eq!(times.len(), 3);
            // 0.5 s and 1 s, of which up to a quarter is taken away.
            assert!((0.475..=0.6).contains(&times[1]), "{times:?}");
            assert!((0.95..=1.2).contains(&(times[2] - times[1])), "{times:?}");
        });
    }
}

#[test]
fn an_unsafe_call_is_repeated_only_if_it_never_left_or_was_turned_away() {
    both!(&[not_sent(0.1), not_sent(0.1), ok()], &PAY, |outcome: Outcome| {
        assert!(outcome.result.is_ok());
    });
    both!(&[answer(0.1, 429, &[("retry-after", "2")], ""), ok()], &PAY, |outcome: Outcome| {
        assert!(outcome.result.is_ok());
        assert_eq!(outcome.script.times(), [0.0, 2.1]);
    });
    for act in [lost(0.1), answer(0.1, 429, &[], ""), answer(0.1, 503, &[("retry-after", "2")], "")] {
        both!(std::slice::from_ref(&act), &PAY, |outcome: Outcome| {
            assert_eq!(outcome.error().attempts(), 1);
        });
    }
}

#[test]
fn tells_whether_it_may_have_executed() {
    let cases: [(&[Act], bool, u32); 8] = [
        (&[not_sent(0.1), not_sent(0.1), not_sent(0.1)], false, 3),
        (&[not_sent(0.1), lost(0.1)], true, 2),
        (&[lost(0.1)], true, 1),
        (&[answer(0.1, 500, &[], "")], true, 1),
        (&[answer(0.1, 422, &[], "")], false, 1),
        (&[answer(0.1, 409, &[], "")], false, 1),
        (&[pieces(0.1, 200, &[], &[(0.1, "{")], false)], true, 1),
        (&[answer(0.1, 200, &[], "nonsense")], true, 1),
    ];
    for (acts, executed, attempts) in cases {
        both!(acts, &PAY, |outcome: Outcome| {
            let error = outcome.error();
            assert_eq!((error.may_have_executed(), error.attempts()), (executed, attempts), "{error}");
        });
    }
    // An answer that turns the last attempt away does not unsay the first.
    both!(&[lost(0.1), answer(0.1, 422, &[], "")], &PUT, |outcome: Outcome| {
        assert!(outcome.error().may_have_executed());
    });
}

#[test]
fn a_wait_beyond_the_deadline_fails_at_once() {
    for (header, expected) in [
        (("retry-after", "86400"), Duration::from_secs(86400)),
        (("retry-after", "Mon, 07 Nov 1994 08:49:37 GMT"), Duration::from_secs(86400)),
        (("retry-after-ms", "61000"), Duration::from_secs(61)),
    ] {
        both!(&[answer(0.0, 429, &[header], "")], &LOOK, |outcome: Outcome| {
            assert_eq!(outcome.error().retry_after(), Some(expected));
            assert_eq!(outcome.elapsed(), 0.0);
        });
    }
}

#[test]
fn one_deadline_covers_attempts_and_pauses() {
    // Attempts of 30 s each: the second ends at 60 s, less the pause.
    both!(&[ok(), ok(), ok()].map(|act| Act { after: secs(100.0), ..act }), &LOOK, |outcome: Outcome| {
        assert_eq!(outcome.elapsed(), 60.0);
        assert_eq!(outcome.error().timeout(), Some(Timeout::Total));
        assert_eq!(outcome.error().attempts(), 2);
        assert!(outcome.error().may_have_executed());
    });
    // A call's own limit.
    both!(
        &[Act { after: secs(100.0), ..ok() }],
        &LOOK,
        |builder| builder,
        |call| call.with_timeout(secs(7.0)),
        |outcome: Outcome| {
            assert_eq!(outcome.elapsed(), 7.0);
            assert_eq!(outcome.error().timeout(), Some(Timeout::Total));
        }
    );
    // No time at all: nothing is sent.
    both!(&[], &PAY, |builder| builder, |call| call.with_timeout(Duration::ZERO), |outcome: Outcome| {
        assert_eq!(outcome.error().timeout(), Some(Timeout::Total));
        assert_eq!((outcome.error().attempts(), outcome.error().may_have_executed()), (0, false));
    });
}

#[test]
fn an_attempt_has_its_own_limit() {
    both!(
        &[Act { after: secs(100.0), ..ok() }, ok()],
        &LOOK,
        |builder| builder.attempt_timeout(secs(20.0)),
        |call| call.with_attempt_timeout(secs(2.0)),
        |outcome: Outcome| {
            assert!(outcome.result.is_ok());
            assert!(outcome.elapsed() < 3.0);
        }
    );
    both!(&[Act { after: secs(100.0), ..ok() }], &PAY, |outcome: Outcome| {
        assert_eq!(outcome.error().timeout(), Some(Timeout::Attempt));
        assert_eq!(
            outcome.error().to_string(),
            "no complete answer to an attempt within 30s for POST /pay (1 attempt, may have executed)"
        );
    });
}

#[test]
fn a_drip_of_bytes_is_not_silence_but_takes_time() {
    let drip = [(4.0, "{"), (4.0, "}")];
    let silence = [(4.0, "{"), (6.0, "}")];
    let endless = [(4.0, " "); 20];
    both!(
        &[pieces(4.0, 200, &[], &drip, true)],
        &PAY,
        |builder| builder.idle_timeout(secs(5.0)),
        |call| call,
        |outcome: Outcome| {
            assert!(outcome.result.is_ok());
            assert_eq!(outcome.elapsed(), 12.0);
        }
    );
    both!(
        &[pieces(4.0, 200, &[], &silence, true)],
        &PAY,
        |builder| builder.idle_timeout(secs(5.0)),
        |call| call,
        |outcome: Outcome| {
            assert_eq!(outcome.error().timeout(), Some(Timeout::Idle));
            assert_eq!(outcome.elapsed(), 13.0);
        }
    );
    both!(
        &[pieces(4.0, 200, &[], &endless, true)],
        &PAY,
        |builder| builder.idle_timeout(secs(5.0)),
        |call| call,
        |outcome: Outcome| {
            assert_eq!(outcome.error().timeout(), Some(Timeout::Attempt));
            assert_eq!(outcome.elapsed(), 30.0);
        }
    );
}

#[test]
fn a_budget_ends_retries_and_not_calls() {
    let outage: Vec<Act> = (0..3).map(|_| answer(0.0, 503, &[], "")).collect();
    both!(
        &outage,
        &LOOK,
        |builder| builder.retry_budget(1).max_retries(5),
        |call| call,
        |outcome: Outcome| {
            // One from the bucket, and what the second that passes gives back is not enough for another.
            assert_eq!(outcome.error().attempts(), 2);
            assert_eq!(outcome.error().status().unwrap().as_u16(), 503);
        }
    );
}

#[test]
fn an_idempotency_key_is_made_once_per_call() {
    both!(&[lost(0.0), lost(0.0), ok()], &KEYED, |outcome: Outcome| {
        let seen = outcome.script.seen.lock().unwrap();
        let keys: Vec<_> = seen.iter().map(|seen| seen.headers["idempotency-key"].clone()).collect();
        assert_eq!(keys.len(), 3);
        assert!(keys.iter().all(|key| *key == keys[0] && key.len() == 36));
    });
    for operation in [&PAY, &KEYED, &LOOK] {
        both!(
            &[ok()],
            operation,
            |builder| builder,
            |call| call.with_idempotency_key("order-42"),
            |outcome: Outcome| {
                assert_eq!(outcome.script.seen.lock().unwrap()[0].headers["idempotency-key"], "order-42");
            }
        );
    }
    // A key of the caller's does not make an operation repeatable.
    both!(
        &[lost(0.0)],
        &PAY,
        |builder| builder,
        |call| call.with_idempotency_key("order-42"),
        |outcome: Outcome| assert_eq!(outcome.error().attempts(), 1)
    );
    both!(&[ok()], &PAY, |outcome: Outcome| {
        assert!(!outcome.script.seen.lock().unwrap()[0].headers.contains_key("idempotency-key"));
    });
}

#[test]
fn a_redirect_is_an_answer_and_not_followed() {
    let elsewhere = [("location", "http://evil.invalid/")];
    both!(&[answer(0.0, 307, &elsewhere, "")], &LOOK, |outcome: Outcome| {
        assert_eq!(outcome.error().status().unwrap().as_u16(), 307);
        assert_eq!(outcome.error().headers().unwrap()["location"], "http://evil.invalid/");
    });
}

#[test]
fn a_body_without_end_is_cut_off() {
    let long = "x".repeat(100).leak();
    let body: Vec<_> = (0..100).map(|_| (0.0, &*long)).collect();
    for (status, kept) in [(200, 250), (500, 250)] {
        both!(
            &[pieces(0.0, status, &[], &body, true)],
            &PAY,
            |builder| builder.max_body_size(250),
            |call| call,
            |outcome: Outcome| {
                let error = outcome.error();
                assert_eq!(error.status().unwrap().as_u16(), status);
                assert_eq!(error.body().unwrap().len(), kept);
            }
        );
    }
}

#[test]
fn a_status_is_worth_more_than_the_body_that_broke_off() {
    both!(&[pieces(0.0, 422, &[], &[(0.0, "{\"co")], false)], &PAY, |outcome: Outcome| {
        assert_eq!(outcome.error().status().unwrap().as_u16(), 422);
        assert_eq!(&outcome.error().body().unwrap()[..], b"{\"co");
        assert!(!outcome.error().may_have_executed());
    });
}
