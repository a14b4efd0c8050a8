//! Work that takes longer than a call: asked about again and again until it is done.

use std::time::{Duration, Instant};

use super::answer::{Answer, Response};
use super::call::Call;
use super::client::Client;
use super::clock::Clock as _;
use super::error::{Error, Facts, TimeoutError};
use super::mode::{Async, Blocking, Mode};
use super::operation::Retry;
use super::plan::Plan;
use super::retry_after::retry_after;
use super::transport::Timeout;

/// How often to ask, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Polling {
    every: Duration,
    deadline: Duration,
}

impl Polling {
    /// Asks after each such pause, unless the API says with `Retry-After` when to come back, until the deadline.
    pub fn new(every: Duration, deadline: Duration) -> Self {
        Self { every, deadline }
    }
}

impl<T: Answer<Async>, P> Call<T, Async, P> {
    /// Sends the call until what comes back is done, and returns that. Each time is a call of its own, with its retries.
    ///
    /// # Errors
    ///
    /// [`Error::Timeout`] after the deadline; [`Error::Misuse`] for a call that may act twice; what goes wrong with a call.
    pub async fn poll_until(self, polling: Polling, mut done: impl FnMut(&T) -> bool) -> Result<T, Error> {
        let mut poll = Poll::new(self.client, self.plan, polling)?;
        loop {
            let response = poll.call::<T>()?.send().await?;
            if done(&response.body) {
                return Ok(response.body);
            }
            let pause = poll.pause(&response)?;
            poll.client.inner.timer.sleep(pause).await;
        }
    }
}

impl<T: Answer<Blocking>, P> Call<T, Blocking, P> {
    /// Sends the call until what comes back is done, and returns that. Each time is a call of its own, with its retries.
    ///
    /// # Errors
    ///
    /// [`Error::Timeout`] after the deadline; [`Error::Misuse`] for a call that may act twice; what goes wrong with a call.
    pub fn poll_until(self, polling: Polling, mut done: impl FnMut(&T) -> bool) -> Result<T, Error> {
        let mut poll = Poll::new(self.client, self.plan, polling)?;
        loop {
            let response = poll.call::<T>()?.send()?;
            if done(&response.body) {
                return Ok(response.body);
            }
            let pause = poll.pause(&response)?;
            poll.client.inner.timer.sleep(pause);
        }
    }
}

/// What both share: the call, and the time that is left.
pub(super) struct Poll<M: Mode> {
    client: Client<M>,
    plan: Box<Plan>,
    polling: Polling,
    /// `None` where the clock cannot count so far: never.
    end: Option<Instant>,
    rounds: u32,
}

impl<M: Mode> Poll<M> {
    pub(super) fn new(
        client: Client<M>,
        plan: Result<Box<Plan>, Error>,
        polling: Polling,
    ) -> Result<Self, Error> {
        let plan = plan?;
        if !matches!(plan.retry, Retry::Safe | Retry::Idempotent) {
            return Err(Error::misuse(format!("{} may act each time it is sent", plan.name)));
        }
        let end = client.inner.timer.now().checked_add(polling.deadline);
        Ok(Self { client, plan, polling, end, rounds: 0 })
    }

    fn left(&self) -> Duration {
        let left = |end: Instant| end.saturating_duration_since(self.client.inner.timer.now());
        self.end.map_or(Duration::MAX, left)
    }

    /// The next call, with no more time than is left.
    pub(super) fn call<T>(&mut self) -> Result<Call<Response<T>, M>, Error> {
        let left = self.left();
        if left.is_zero() {
            return Err(self.late());
        }
        self.rounds = self.rounds.saturating_add(1);
        let mut plan = self.plan.clone();
        plan.policy.total = plan.policy.total.min(left);
        Ok(Call::new(self.client.clone(), Ok(plan)))
    }

    /// How long to wait for the next call.
    pub(super) fn pause<T>(&self, response: &Response<T>) -> Result<Duration, Error> {
        let said = retry_after(&response.headers, self.client.inner.timer.wall());
        let pause = said.unwrap_or(self.polling.every);
        if pause < self.left() { Ok(pause) } else { Err(self.late()) }
    }

    fn late(&self) -> Error {
        let facts = Facts { call: self.plan.name.clone(), attempts: self.rounds, may_have_executed: false };
        let (timeout, limit) = (Timeout::Total, self.polling.deadline);
        Error::Timeout(Box::new(TimeoutError { facts, timeout, limit, source: None }))
    }
}
