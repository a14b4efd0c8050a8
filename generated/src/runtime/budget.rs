//! Keeps an outage from being amplified by those who retry into it.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// A bucket of retries that the calls of one client share.
///
/// It starts full. A retry takes one out; every call puts a tenth back, every second a half. While all is well nobody
/// notices it; while everything fails, a busy client adds a tenth to the load instead of two thirds.
#[derive(Debug)]
pub(super) struct Budget {
    capacity: f64,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    left: f64,
    seen: Option<Instant>,
}

impl Budget {
    const PER_CALL: f64 = 0.1;
    const PER_SECOND: f64 = 0.5;

    /// A full bucket of so many retries.
    pub(super) fn new(capacity: u32) -> Self {
        let capacity = f64::from(capacity);
        Self { capacity, state: Mutex::new(State { left: capacity, seen: None }) }
    }

    /// Notes a call.
    pub(super) fn deposit(&self, now: Instant) {
        self.with(now, |state| state.left += Self::PER_CALL);
    }

    /// Takes one retry out, if there is one.
    pub(super) fn withdraw(&self, now: Instant) -> bool {
        self.with(now, |state| {
            let enough = state.left >= 1.0;
            if enough {
                state.left -= 1.0;
            }
            enough
        })
    }

    fn with<T>(&self, now: Instant, act: impl FnOnce(&mut State) -> T) -> T {
        // A number is valid at every moment, so a panic elsewhere under the lock would not matter.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(seen) = state.seen {
            state.left += now.saturating_duration_since(seen).as_secs_f64() * Self::PER_SECOND;
        }
        state.seen = Some(state.seen.map_or(now, |seen| seen.max(now)));
        // Rounding must not make the tenth tenth fall short of a whole.
        state.left = (state.left.min(self.capacity) * 1e6).round() / 1e6;
        let result = act(&mut state);
        state.left = state.left.min(self.capacity);
        result
    }
}
