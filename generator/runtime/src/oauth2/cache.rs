//! One token for all calls, and one request for it at a time.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::{Duration, Instant};

use super::super::error::Error;
use super::super::mode::Mode;
use super::super::secret::Secret;
use super::super::tokens::{Reason, TokenSource, Waiting, Wanted};
use super::{Issuer, Late, Token};

/// Keeps a token for as long as it is good.
pub(super) struct Cache<I> {
    issuer: I,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    token: Option<Held>,
    /// The number of the request that is on its way, or of the last one.
    flight: u64,
    is_flying: bool,
    /// Why the request of this number gave nothing.
    failed: Option<(u64, Reason)>,
    waiting: Vec<Waker>,
}

struct Held {
    secret: Secret,
    flight: u64,
    /// `None`: until the server refuses it.
    until: Option<Instant>,
}

/// What one who needs a token does.
enum Turn {
    Take(Secret),
    Fail(Reason),
    /// Make the request of this number.
    Lead(u64),
    /// Wait for the request of this number.
    Join(u64),
}

impl<I> Cache<I> {
    pub(super) fn new(issuer: I) -> Self {
        Self { issuer, state: Mutex::default() }
    }

    /// Nothing that could panic runs under the lock, and a state is valid at every moment.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn turn(&self, now: Instant, refused: Option<&Secret>, joined: Option<u64>) -> Turn {
        let mut state = self.state();
        let is_refused =
            |held: &Held| refused.is_some_and(|refused| refused.reveal() == held.secret.reveal());
        let is_old = |held: &Held| held.until.is_some_and(|until| until <= now);
        // Whoever waited for a token takes it even if it is good for this one moment only.
        if let Some(held) = &state.token
            && (joined == Some(held.flight) || !(is_refused(held) || is_old(held)))
        {
            return Turn::Take(held.secret.clone());
        }
        match &state.failed {
            Some((flight, reason)) if joined == Some(*flight) => return Turn::Fail(Arc::clone(reason)),
            _ => {}
        }
        if state.is_flying {
            return Turn::Join(state.flight);
        }
        state.flight = state.flight.wrapping_add(1);
        (state.is_flying, state.token, state.failed) = (true, None, None);
        Turn::Lead(state.flight)
    }

    /// Waits until a request is over, or the time of the call is.
    async fn landed<M: Mode>(&self, flight: u64, wanted: &Wanted<'_, M>) -> Result<(), Reason> {
        let mut lateness = wanted.lateness();
        poll_fn(|cx| {
            {
                let mut state = self.state();
                if !state.is_flying || state.flight != flight {
                    return Poll::Ready(Ok(()));
                }
                if !state.waiting.iter().any(|waiting| waiting.will_wake(cx.waker())) {
                    state.waiting.push(cx.waker().clone());
                }
            }
            if lateness.as_mut().poll(cx).is_ready() || wanted.is_late() {
                return Poll::Ready(Err(Arc::new(Late) as Reason));
            }
            Poll::Pending
        })
        .await
    }

    /// Makes the request. Should it be given up on the way, one of those who wait makes the next.
    async fn lead<M: Mode>(&self, flight: u64, wanted: &Wanted<'_, M>) -> Result<Secret, Reason>
    where
        I: Issuer<M>,
    {
        struct Landing<'c>(&'c Mutex<State>);

        impl Drop for Landing<'_> {
            fn drop(&mut self) {
                let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
                state.is_flying = false;
                let waiting = std::mem::take(&mut state.waiting);
                drop(state);
                waiting.into_iter().for_each(Waker::wake);
            }
        }

        let _landing = Landing(&self.state);
        // Before the request: the token begins to age at some moment until its answer.
        let asked = wanted.now();
        let mut lateness = wanted.lateness();
        let mut issued = self.issuer.issue(wanted);
        let issued = poll_fn(|cx| match issued.as_mut().poll(cx) {
            Poll::Ready(issued) => Poll::Ready(issued),
            Poll::Pending => lateness.as_mut().poll(cx).map(|()| Err(Arc::new(Late) as Reason)),
        })
        .await;
        let mut state = self.state();
        match issued {
            Ok(Token { secret, lifetime }) => {
                let until = lifetime.map(|lifetime| asked.checked_add(shortened(lifetime)));
                state.token = Some(Held { secret: secret.clone(), flight, until: until.flatten() });
                Ok(secret)
            }
            Err(reason) => {
                // That this call had no time left says nothing of the others.
                if !is_late(&reason) {
                    state.failed = Some((flight, Arc::clone(&reason)));
                }
                Err(reason)
            }
        }
    }
}

impl<M: Mode, I: Issuer<M>> TokenSource<M> for Cache<I> {
    fn token<'a>(&'a self, wanted: Wanted<'a, M>) -> Waiting<'a, Result<Secret, Reason>> {
        Box::pin(async move {
            let mut joined = None;
            loop {
                match self.turn(wanted.now(), wanted.refused, joined) {
                    Turn::Take(secret) => return Ok(secret),
                    Turn::Fail(reason) => return Err(reason),
                    Turn::Lead(flight) => return self.lead(flight, &wanted).await,
                    Turn::Join(flight) => {
                        self.landed(flight, &wanted).await?;
                        joined = Some(flight);
                    }
                }
            }
        })
    }
}

/// A tenth less, at most a minute: what is on its way when a token ends is refused.
fn shortened(lifetime: Duration) -> Duration {
    lifetime.saturating_sub((lifetime / 10).min(Duration::from_secs(60)))
}

fn is_late(reason: &Reason) -> bool {
    reason.is::<Late>() || reason.downcast_ref().is_some_and(|error| matches!(error, Error::Timeout(_)))
}
