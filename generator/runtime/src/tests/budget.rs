use std::time::{Duration, Instant};

use super::super::budget::Budget;

#[test]
fn starts_full_and_runs_dry() {
    let (budget, now) = (Budget::new(3), Instant::now());
    assert_eq!((0..5).filter(|_| budget.withdraw(now)).count(), 3);
}

#[test]
fn ten_calls_earn_a_retry() {
    let (budget, now) = (Budget::new(1), Instant::now());
    assert!(budget.withdraw(now));
    for _ in 0..9 {
        budget.deposit(now);
        assert!(!budget.withdraw(now));
    }
    budget.deposit(now);
    assert!(budget.withdraw(now));
}

#[test]
fn two_seconds_earn_a_retry_up_to_the_capacity() {
    let (budget, start) = (Budget::new(2), Instant::now());
    while budget.withdraw(start) {}
    assert!(!budget.withdraw(start + Duration::from_millis(1900)));
    assert!(budget.withdraw(start + Duration::from_secs(2)));
    let later = start + Duration::from_secs(3600);
    assert_eq!((0..5).filter(|_| budget.withdraw(later)).count(), 2);
}

#[test]
fn a_clock_that_goes_back_earns_nothing() {
    let (budget, start) = (Budget::new(1), Instant::now() + Duration::from_secs(60));
    assert!(budget.withdraw(start));
    assert!(!budget.withdraw(start - Duration::from_secs(60)));
    assert!(!budget.withdraw(start));
}

/// An outage of a busy client: a thousand calls in a second, all of which would be sent three times.
#[test]
fn an_outage_is_not_amplified() {
    let (budget, start) = (Budget::new(20), Instant::now());
    let mut retries = 0;
    for call in 0..1000 {
        let now = start + Duration::from_millis(call);
        budget.deposit(now);
        retries += (0..2).filter(|_| budget.withdraw(now)).count();
    }
    assert!((100..=121).contains(&retries), "{retries}");
}

#[test]
fn none_is_none() {
    let (budget, now) = (Budget::new(0), Instant::now());
    budget.deposit(now);
    assert!(!budget.withdraw(now + Duration::from_secs(3600)));
}
