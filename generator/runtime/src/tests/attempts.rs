use std::time::{Duration, Instant};

use http::StatusCode;

use super::super::attempts::{Attempts, Failure, Next, Policy};
use super::super::budget::Budget;
use super::super::operation::Retry;
use super::super::transport::Timeout;

const SECOND: Duration = Duration::from_secs(1);
const CLASSES: [Retry; 4] = [Retry::Safe, Retry::Idempotent, Retry::Keyed("idempotency-key"), Retry::Unsafe];

fn answered(status: u16, retry_after: Option<Duration>) -> Failure {
    Failure::Answered { status: StatusCode::from_u16(status).unwrap(), retry_after }
}

/// What follows on the first failure of a call, as the milliseconds of a wait without jitter.
fn first(class: Retry, failure: Failure) -> Option<u128> {
    let now = Instant::now();
    let mut attempts = Attempts::new(class, Policy::DEFAULT, now);
    attempts.begin(now).unwrap();
    match attempts.failed(failure, now, &Budget::new(10), 1.0) {
        Next::Wait(wait) => Some(wait.as_millis()),
        Next::GiveUp => None,
    }
}

#[test]
fn what_never_left_is_sent_again_in_every_class() {
    for class in CLASSES {
        assert_eq!(first(class, Failure::NotSent), Some(500), "{class:?}");
    }
}

#[test]
fn what_may_have_executed_is_sent_again_unless_unsafe() {
    for class in CLASSES {
        let expected = (class != Retry::Unsafe).then_some(500);
        assert_eq!(first(class, Failure::MaybeExecuted), expected, "{class:?}");
    }
}

#[test]
fn the_statuses_that_are_sent_again() {
    for status in 100..600 {
        let again = matches!(status, 408 | 429 | 500 | 502 | 503 | 504);
        for class in CLASSES {
            let plain = (again && class != Retry::Unsafe).then_some(500);
            assert_eq!(first(class, answered(status, None)), plain, "{status} {class:?}");
            let told = match class {
                Retry::Unsafe => status == 429,
                _ => again,
            };
            let told = told.then_some(1000);
            assert_eq!(first(class, answered(status, Some(SECOND))), told, "{status} {class:?} told to wait");
        }
    }
}

#[test]
fn a_conflict_is_never_sent_again() {
    for class in CLASSES {
        for wait in [None, Some(Duration::ZERO), Some(SECOND)] {
            assert_eq!(first(class, answered(409, wait)), None);
        }
    }
}

#[test]
fn waits_double_up_to_eight_seconds_with_jitter_below() {
    let policy = Policy { max_retries: 100, total: 1000 * SECOND, ..Policy::DEFAULT };
    for (random, factor) in [(0.0, 0.75), (0.5, 0.875), (1.0, 1.0), (7.0, 1.0), (-7.0, 0.75), (f64::NAN, 1.0)]
    {
        let now = Instant::now();
        let mut attempts = Attempts::new(Retry::Safe, policy, now);
        for expected in [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0] {
            attempts.begin(now).unwrap();
            let next = attempts.failed(Failure::NotSent, now, &Budget::new(10), random);
            assert_eq!(next, Next::Wait(Duration::from_secs_f64(expected * factor)));
        }
    }
}

#[test]
fn gives_up_after_so_many_retries() {
    for max_retries in [0, 1, 2, 5] {
        let now = Instant::now();
        let policy = Policy { max_retries, total: Duration::MAX, ..Policy::DEFAULT };
        let mut attempts = Attempts::new(Retry::Safe, policy, now);
        let mut made = 0;
        loop {
            attempts.begin(now).unwrap();
            made += 1;
            if attempts.failed(Failure::NotSent, now, &Budget::new(10), 1.0) == Next::GiveUp {
                break;
            }
        }
        assert_eq!((made, attempts.made()), (max_retries + 1, max_retries + 1));
    }
}

#[test]
fn a_wait_that_the_deadline_does_not_allow_is_not_begun() {
    let start = Instant::now();
    let mut attempts = Attempts::new(Retry::Safe, Policy::DEFAULT, start);
    attempts.begin(start).unwrap();
    let budget = Budget::new(10);
    let late = start + 50 * SECOND;
    assert_eq!(attempts.failed(answered(503, Some(10 * SECOND)), late, &budget, 1.0), Next::GiveUp);
    assert_eq!(attempts.failed(answered(503, Some(Duration::MAX)), late, &budget, 1.0), Next::GiveUp);
    assert_eq!(attempts.failed(answered(503, Some(9 * SECOND)), late, &budget, 1.0), Next::Wait(9 * SECOND));
    let very_late = start + Duration::from_millis(59_600);
    assert_eq!(attempts.failed(Failure::NotSent, very_late, &budget, 1.0), Next::GiveUp);
}

#[test]
fn an_attempt_gets_what_is_left_of_the_call() {
    let start = Instant::now();
    let mut attempts = Attempts::new(Retry::Safe, Policy::DEFAULT, start);
    let first = attempts.begin(start).unwrap();
    assert_eq!((first.connect, first.idle, first.attempt), (5 * SECOND, 30 * SECOND, 30 * SECOND));
    let later = attempts.begin(start + 58 * SECOND).unwrap();
    assert_eq!((later.connect, later.idle, later.attempt), (2 * SECOND, 2 * SECOND, 2 * SECOND));
    assert!(attempts.begin(start + 60 * SECOND).is_none());
    assert!(attempts.begin(start + 61 * SECOND).is_none());
    assert_eq!(attempts.made(), 2);
    assert_eq!(attempts.exceeded(Timeout::Attempt, start + 59 * SECOND), (Timeout::Attempt, 30 * SECOND));
    assert_eq!(attempts.exceeded(Timeout::Attempt, start + 60 * SECOND), (Timeout::Total, 60 * SECOND));
}

#[test]
fn limits_without_end_overflow_nothing() {
    let now = Instant::now();
    let endless = Duration::MAX;
    let policy =
        Policy { connect: endless, idle: endless, attempt: endless, total: endless, max_retries: u32::MAX };
    let mut attempts = Attempts::new(Retry::Safe, policy, now);
    let limits = attempts.begin(now).unwrap();
    assert!(now.checked_add(limits.attempt).is_some());
    for _ in 0..100 {
        attempts.begin(now).unwrap();
        assert_ne!(attempts.failed(Failure::NotSent, now, &Budget::new(1000), 1.0), Next::GiveUp);
    }
}

#[test]
fn remembers_whether_any_attempt_may_have_executed() {
    let executed = |failures: &[Failure]| {
        let now = Instant::now();
        let mut attempts = Attempts::new(Retry::Safe, Policy::DEFAULT, now);
        for &failure in failures {
            attempts.begin(now);
            attempts.failed(failure, now, &Budget::new(10), 1.0);
        }
        attempts.may_have_executed()
    };
    assert!(!executed(&[]));
    assert!(!executed(&[Failure::NotSent, Failure::NotSent]));
    assert!(executed(&[Failure::MaybeExecuted, Failure::NotSent]));
    for refused in [400, 401, 403, 404, 409, 422, 429] {
        assert!(!executed(&[answered(refused, None)]), "{refused}");
        assert!(executed(&[answered(503, None), answered(refused, None)]), "{refused}");
    }
    for unknown in [301, 303, 408, 499, 500, 502, 503, 504, 599] {
        assert!(executed(&[answered(unknown, None)]), "{unknown}");
    }
}
