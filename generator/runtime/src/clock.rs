//! Time, as something that a test can move.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, Instant, SystemTime};

/// Tells the time.
pub trait Clock: fmt::Debug + Send + Sync {
    /// The time by which deadlines are kept.
    fn now(&self) -> Instant {
        Instant::now()
    }

    /// The time of day, for a `Retry-After` that names a date.
    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// Lets time pass, for an async client.
pub trait Timer: Clock {
    /// Ready once `duration` has passed.
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>>;
}

/// Lets time pass, for a blocking client.
pub trait BlockingTimer: Clock {
    /// Returns once `duration` has passed.
    fn sleep(&self, duration: Duration);
}

/// The clock of the operating system, and its sleep.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {}

impl BlockingTimer for SystemClock {
    fn sleep(&self, duration: Duration) {
        std::thread::sleep(duration);
    }
}

/// The clock and the sleep of the tokio runtime that the call runs on; where a test pauses its time, that is paused.
#[cfg(feature = "reqwest")]
#[derive(Clone, Copy, Debug, Default)]
pub struct TokioClock;

#[cfg(feature = "reqwest")]
impl Clock for TokioClock {
    fn now(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }
}

#[cfg(feature = "reqwest")]
impl Timer for TokioClock {
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        match tokio::runtime::Handle::try_current() {
            Ok(_) => Box::pin(tokio::time::sleep(duration)),
            // Nothing would ever wake it. The transport says what is missing.
            Err(_) => Box::pin(std::future::ready(())),
        }
    }
}
