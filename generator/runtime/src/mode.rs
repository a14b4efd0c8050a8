//! Async or blocking: the one difference between two clients with the same methods.

use std::fmt;
#[cfg(not(without = "oauth2"))]
use std::future::{pending, ready};
use std::sync::Arc;
#[cfg(not(without = "oauth2"))]
use std::time::Duration;

#[cfg(not(without = "oauth2"))]
use super::answer::Received;
use super::blocking_transport::BlockingTransport;
#[cfg(not(without = "oauth2"))]
use super::client::Client;
use super::clock::{BlockingTimer, Clock, Timer};
use super::error::Error;
use super::options::TransportOptions;
#[cfg(not(without = "streams"))]
use super::rest::{AsyncRest, BlockingRest};
#[cfg(not(without = "oauth2"))]
use super::tokens::{Outgoing, Waiting};
use super::transport::Transport;
#[cfg(not(without = "oauth2"))]
use super::{send_async, send_blocking};

/// Async or blocking. Sealed: there is no third.
pub trait Mode: sealed::Sealed + Copy + fmt::Debug + Send + Sync + 'static {
    /// What sends the requests.
    type Transport: ?Sized + Send + Sync;
    /// What waits between them.
    type Timer: ?Sized + Clock;
    /// A body that is still to be read.
    #[doc(hidden)]
    #[cfg(not(without = "streams"))]
    type Rest: Send;
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
    #[cfg(not(without = "streams"))]
    type Rest = AsyncRest;
}

impl Mode for Blocking {
    type Transport = dyn BlockingTransport;
    type Timer = dyn BlockingTimer;
    #[cfg(not(without = "streams"))]
    type Rest = BlockingRest;
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

        /// Makes a request that is no call of the document; a blocking client does so before it returns.
        #[cfg(not(without = "oauth2"))]
        fn exchange(client: &Client<Self>, request: Outgoing) -> Waiting<'_, Result<Received<Self>, Error>>
        where
            Self: Mode;

        /// Ready after so long; in a blocking client never.
        #[cfg(not(without = "oauth2"))]
        fn lateness(timer: &Arc<<Self as Mode>::Timer>, after: Duration) -> Waiting<'static, ()>
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

        #[cfg(not(without = "oauth2"))]
        fn exchange(client: &Client<Self>, request: Outgoing) -> Waiting<'_, Result<Received<Self>, Error>> {
            Box::pin(send_async::drive(client, request.0, false))
        }

        #[cfg(not(without = "oauth2"))]
        fn lateness(timer: &Arc<dyn Timer>, after: Duration) -> Waiting<'static, ()> {
            timer.sleep(after)
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

        #[cfg(not(without = "oauth2"))]
        fn exchange(client: &Client<Self>, request: Outgoing) -> Waiting<'_, Result<Received<Self>, Error>> {
            Box::pin(ready(send_blocking::drive(client, request.0, false)))
        }

        #[cfg(not(without = "oauth2"))]
        fn lateness(_: &Arc<dyn BlockingTimer>, _: Duration) -> Waiting<'static, ()> {
            Box::pin(pending())
        }
    }
}
