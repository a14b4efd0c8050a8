//! When to send, when to wait, when to give up: the decisions of one call, without any input or output.

use std::time::{Duration, Instant};

use http::StatusCode;

use super::budget::Budget;
use super::operation::Retry;
use super::transport::{Limits, Phase, Timeout};

/// The limits of a call, as configured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Policy {
    pub connect: Duration,
    pub idle: Duration,
    pub attempt: Duration,
    pub total: Duration,
    pub max_retries: u32,
}

impl Policy {
    pub(super) const DEFAULT: Self = Self {
        connect: Duration::from_secs(5),
        idle: Duration::from_secs(30),
        attempt: Duration::from_secs(30),
        total: Duration::from_secs(60),
        max_retries: 2,
    };
}

/// How an attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// No byte of the request reached the server.
    NotSent,
    /// There is no answer, and some of the request may have reached the server.
    MaybeExecuted,
    /// There is an answer that is not a success.
    Answered { status: StatusCode, retry_after: Option<Duration> },
}

impl Failure {
    /// Whether the server may have acted on an attempt that failed so.
    ///
    /// A status of the 4xx class says that it did not (RFC 9110, section 15.5), except for the two that only say that
    /// it did not wait to the end; a redirect after a POST is usually sent once it did.
    fn may_have_executed(self) -> bool {
        match self {
            Self::NotSent => false,
            Self::MaybeExecuted => true,
            Self::Answered { status, .. } => {
                !status.is_client_error() || matches!(status.as_u16(), 408 | 499)
            }
        }
    }

    /// Whether an operation of this class may be sent again after it.
    fn may_repeat(self, class: Retry) -> bool {
        match (self, class) {
            (Self::NotSent, _) => true,
            (Self::MaybeExecuted, class) => class != Retry::Unsafe,
            (Self::Answered { status, retry_after }, Retry::Unsafe) => {
                status.as_u16() == 429 && retry_after.is_some()
            }
            (Self::Answered { status, .. }, Retry::Safe | Retry::Idempotent | Retry::Keyed(_)) => {
                matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504)
            }
        }
    }
}

impl From<Phase> for Failure {
    fn from(phase: Phase) -> Self {
        match phase {
            Phase::NotSent => Self::NotSent,
            Phase::MaybeExecuted => Self::MaybeExecuted,
        }
    }
}

/// What follows on a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Wait so long, then send again.
    Wait(Duration),
    /// Report the failure.
    GiveUp,
}

/// The attempts of one call.
#[derive(Debug)]
pub(super) struct Attempts {
    class: Retry,
    policy: Policy,
    /// `None` where the clock cannot count so far: never.
    deadline: Option<Instant>,
    made: u32,
    may_have_executed: bool,
    /// Whether the body of the request is a stream.
    streams: bool,
    /// Whether the caller said how long this call may take.
    bounded: bool,
}

impl Attempts {
    /// Starts the clock of a call.
    pub(super) fn new(class: Retry, policy: Policy, now: Instant) -> Self {
        let deadline = now.checked_add(policy.total);
        let (streams, bounded) = (false, false);
        Self { class, policy, deadline, made: 0, may_have_executed: false, streams, bounded }
    }

    /// Of a request whose body may be a stream: how long that takes counts for nothing, unless the caller said how long
    /// this call may take.
    pub(super) fn sending(self, streams: bool, bounded: bool) -> Self {
        Self { streams, bounded, ..self }
    }

    /// Takes note of how long an attempt took. One that sent a stream counts for no more than any other attempt.
    pub(super) fn took(&mut self, time: Duration) {
        if self.streams && !self.bounded {
            let longer = time.saturating_sub(self.policy.attempt);
            self.deadline = self.deadline.and_then(|deadline| deadline.checked_add(longer));
        }
    }

    /// How many attempts were begun.
    pub(super) fn made(&self) -> u32 {
        self.made
    }

    /// Whether the server may have acted on any of the attempts that failed so far.
    pub(super) fn may_have_executed(&self) -> bool {
        self.may_have_executed
    }

    /// Begins an attempt, unless the time is up.
    pub(super) fn begin(&mut self, now: Instant) -> Option<Limits> {
        let left = self.left(now);
        if left.is_zero() {
            return None;
        }
        self.made = self.made.saturating_add(1);
        // No clock has to count further than this, so that nothing overflows for a limit that means none.
        const FOREVER: Duration = Duration::from_secs(365 * 24 * 60 * 60);
        let attempt = self.policy.attempt.min(left).min(FOREVER);
        // Until the caller's own limit, where there is one: a long body is no failure as long as it moves.
        let sending = self.streams.then(|| if self.bounded { left.min(FOREVER) } else { FOREVER });
        Some(Limits {
            connect: self.policy.connect.min(attempt),
            idle: self.policy.idle.min(attempt),
            attempt,
            sending,
            streamed: false,
        })
    }

    /// When the time of the call is up.
    #[cfg(not(all(without = "oauth2", without = "streams")))]
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// Which limit an attempt ran into that was ended by its own, and how long that is.
    pub(super) fn exceeded(&self, timeout: Timeout, now: Instant) -> (Timeout, Duration) {
        if self.left(now).is_zero() {
            return (Timeout::Total, self.policy.total);
        }
        match timeout {
            Timeout::Connect => (timeout, self.policy.connect),
            Timeout::Idle => (timeout, self.policy.idle),
            Timeout::Attempt => (timeout, self.policy.attempt),
            Timeout::Total => (timeout, self.policy.total),
        }
    }

    /// Takes note of a failed attempt and says what follows. `random` is a number from 0 to 1.
    pub(super) fn failed(&mut self, failure: Failure, now: Instant, budget: &Budget, random: f64) -> Next {
        self.may_have_executed |= failure.may_have_executed();
        if self.made > self.policy.max_retries || !failure.may_repeat(self.class) {
            return Next::GiveUp;
        }
        let wait = match failure {
            Failure::Answered { retry_after: Some(wait), .. } => wait,
            _ => self.backoff(random),
        };
        // A wait that ends at the deadline leaves no time to send.
        if wait >= self.left(now) || !budget.withdraw(now) {
            return Next::GiveUp;
        }
        Next::Wait(wait)
    }

    /// min(0.5 * 2^n, 8) s, of which a random part of up to a quarter is taken away so that clients which failed
    /// together do not come back together.
    fn backoff(&self, random: f64) -> Duration {
        let doubled = Duration::from_millis(500) * (1 << self.made.saturating_sub(1).min(4));
        doubled.mul_f64(if random < 1.0 { 0.75 + 0.25 * random.max(0.0) } else { 1.0 })
    }

    fn left(&self, now: Instant) -> Duration {
        match self.deadline {
            Some(deadline) => deadline.saturating_duration_since(now),
            None => Duration::MAX,
        }
    }
}
