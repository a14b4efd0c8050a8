//! Async or blocking: the one difference between two clients with the same methods.

use std::fmt;
use std::sync::Arc;

use super::blocking_transport::BlockingTransport;
use super::clock::{BlockingTimer, Clock, Timer};
use super::error::Error;
use super::options::TransportOptions;
use super::transport::Transport;

/// Async or blocking. Sealed: there is no third.
pub trait Mode: sealed::Sealed + Copy + fmt::Debug + Send + Sync + 'static {
    /// What sends the requests.
    type Transport: ?Sized + Send + Sync;
    /// What waits between them.
    type Timer: ?Sized + Clock;
}

/// Calls are futures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Async {}

/// Calls block their thread; there is no async runtime inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocking {}

impl Mode for Async {
    type Transport = dyn Transport;
    type Timer = dyn Timer;
}

impl Mode for Blocking {
    type Transport = dyn BlockingTransport;
    type Timer = dyn BlockingTimer;
}

/// What a client is made of unless the builder is given something else.
pub(super) mod sealed {
    use super::*;

    pub trait Sealed: Sized {
        fn transport(options: &TransportOptions) -> Result<Arc<<Self as Mode>::Transport>, Error>
        where
            Self: Mode;

        fn timer() -> Result<Arc<<Self as Mode>::Timer>, Error>
        where
            Self: Mode;
    }

    #[cfg(not(all(feature = "reqwest", feature = "blocking")))]
    fn lacking<T: ?Sized>(what: &str, feature: &str) -> Result<Arc<T>, Error> {
        Err(Error::misuse(format!("no {what}: enable the feature `{feature}`, or give one to the builder")))
    }

    impl Sealed for Async {
        #[cfg(feature = "reqwest")]
        fn transport(options: &TransportOptions) -> Result<Arc<dyn Transport>, Error> {
            Ok(Arc::new(super::super::reqwest_transport::ReqwestTransport::new(options)?))
        }

        #[cfg(not(feature = "reqwest"))]
        fn transport(_: &TransportOptions) -> Result<Arc<dyn Transport>, Error> {
            lacking("transport", "reqwest")
        }

        #[cfg(feature = "reqwest")]
        fn timer() -> Result<Arc<dyn Timer>, Error> {
            Ok(Arc::new(super::super::clock::TokioClock))
        }

        #[cfg(not(feature = "reqwest"))]
        fn timer() -> Result<Arc<dyn Timer>, Error> {
            lacking("timer", "reqwest")
        }
    }

    impl Sealed for Blocking {
        #[cfg(feature = "blocking")]
        fn transport(options: &TransportOptions) -> Result<Arc<dyn BlockingTransport>, Error> {
            Ok(Arc::new(super::super::ureq_transport::UreqTransport::new(options)?))
        }

        #[cfg(not(feature = "blocking"))]
        fn transport(_: &TransportOptions) -> Result<Arc<dyn BlockingTransport>, Error> {
            lacking("transport", "blocking")
        }

        fn timer() -> Result<Arc<dyn BlockingTimer>, Error> {
            Ok(Arc::new(super::super::clock::SystemClock))
        }
    }
}
