//! One call from its first attempt to its last, without any input or output: a driver sends, reads and waits as it
//! is told, and hands in what came of it.

use std::marker::PhantomData;
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use http::response::Parts;
use http::{HeaderMap, StatusCode};

use super::answer::{Received, Response};
use super::api_error::ApiError;
use super::attempts::{Attempts, Failure, Next};
#[cfg(not(all(without = "oauth2", without = "streams")))]
use super::client::Client;
use super::client::Shared;
use super::error::{ConnectionError, Error, Facts, TimeoutError};
use super::mode::Mode;
use super::payload::Opened;
use super::plan::{self, Ready};
use super::random;
#[cfg(not(without = "events"))]
use super::rest::Origin;
#[cfg(not(without = "streams"))]
use super::rest::{Patience, Stream};
use super::retry_after::retry_after;
#[cfg(not(without = "oauth2"))]
use super::tokens;
use super::trace::{Ending, Trace};
use super::transport::{Limits, Phase, Timeout, TransportError};

/// What a driver does next.
pub(super) enum Step {
    /// Wait so long, then begin another attempt.
    Wait(Duration),
    /// Get another token and begin another attempt; if there is no other, return this.
    #[cfg(not(without = "oauth2"))]
    Renew(Error),
    /// Return this.
    Done(Box<Result<Response<Bytes>, Error>>),
}

/// How the reading of a body ended.
pub(super) enum End {
    /// With the body.
    Complete,
    /// With a body that is larger than the client takes.
    TooLarge,
    /// With a failure of the transport.
    Lost(TransportError),
}

/// One call.
pub(super) struct Run<'c> {
    shared: &'c Shared,
    ready: Ready,
    attempts: Attempts,
    /// Whether the caller reads the body of a success.
    pub streamed: bool,
    /// Whether a refused token was replaced already.
    #[cfg(not(without = "oauth2"))]
    renewed: bool,
    pub trace: Trace,
}

#[cfg(not(without = "streams"))]
impl<M: Mode> Client<M> {
    /// The answer of a success whose body the caller reads, by what is opened with how long that may take.
    pub(super) fn opened(
        &self,
        run: Run<'_>,
        parts: Parts,
        open: impl FnOnce(Patience) -> M::Rest,
    ) -> Received<M> {
        let response = run.succeeded(parts.status, parts.headers, Bytes::new());
        let until = if run.ready.is_bounded { run.attempts.deadline() } else { None };
        let (policy, reading) = (run.ready.policy, run.ready.reading);
        let rest = open(Patience { idle: policy.idle, until, total: policy.total });
        let stream = Stream {
            rest,
            #[cfg(not(all(without = "events", without = "lines")))]
            most: run.shared.max_body,
            #[cfg(not(without = "events"))]
            origin: Origin { client: self.clone(), ready: run.ready },
        };
        Received { response, reading, stream: Some(stream), marker: PhantomData }
    }
}

impl<'c> Run<'c> {
    /// Makes the request and starts the clock.
    pub(super) fn new(shared: &'c Shared, ready: Ready, streamed: bool, now: Instant) -> Self {
        shared.budget.deposit(now);
        let attempts = Attempts::new(ready.retry, ready.policy, now);
        let attempts = attempts.sending(ready.body.is_stream(), ready.is_bounded);
        let trace = Trace::new(&ready.name, &ready.method, &ready.uri);
        Self {
            shared,
            ready,
            attempts,
            trace,
            streamed,
            #[cfg(not(without = "oauth2"))]
            renewed: false,
        }
    }

    /// The answer as it is read.
    pub(super) fn received<M: Mode>(self, response: Response<Bytes>) -> Received<M> {
        Received {
            response,
            reading: self.ready.reading,
            #[cfg(not(without = "streams"))]
            stream: None,
            marker: PhantomData,
        }
    }

    /// Whether the request needs a token first.
    #[cfg(not(without = "oauth2"))]
    pub(super) fn asks(&self) -> bool {
        self.ready.asked.is_some()
    }

    /// Gets the token that the request needs; false if there is only the one that was refused.
    #[cfg(not(without = "oauth2"))]
    pub(super) async fn put_token<M: Mode>(&mut self, client: &Client<M>) -> Result<bool, Error> {
        let (facts, until) = (self.facts(), self.attempts.deadline());
        let put = tokens::put(client, &mut self.ready, facts, until).await;
        if put.is_err() {
            self.trace.end(self.attempts.made(), Err("no_token"));
        }
        put
    }

    /// Begins an attempt, unless the time is up.
    pub(super) fn begin<B: From<Opened>>(
        &mut self,
        now: Instant,
    ) -> Result<(http::Request<B>, Limits), Error> {
        let Some(mut limits) = self.attempts.begin(now) else {
            self.trace.end(self.attempts.made(), Err("timeout"));
            return Err(self.timed_out(Timeout::Total, now, None));
        };
        limits.streamed = self.streamed;
        let mut request = self.ready.request()?;
        request.extensions_mut().insert(limits);
        Ok((request, limits))
    }

    /// Takes note of how long the attempt took that just ended.
    pub(super) fn took(&mut self, begun: Instant, now: Instant) {
        self.attempts.took(now.saturating_duration_since(begun));
    }

    /// Takes in that an attempt got no answer.
    pub(super) fn lost(&mut self, error: TransportError, now: Instant) -> Step {
        let sent = error.phase() == Phase::MaybeExecuted;
        let kind = match error.timeout() {
            Some(_) => "timeout",
            None if sent => "connection_lost",
            None => "not_connected",
        };
        if let Some(wait) = self.failed(error.phase().into(), Err(kind), now) {
            return Step::Wait(wait);
        }
        Step::Done(Box::new(Err(match error.timeout() {
            Some(timeout) => self.timed_out(timeout, now, Some(error)),
            None => {
                let (facts, source) = (self.facts(), error.into_source());
                Error::Connection(Box::new(ConnectionError { facts, sent, source }))
            }
        })))
    }

    /// Takes note of a failed attempt; the time to wait if another is to follow.
    fn failed(&mut self, failure: Failure, ending: Ending, now: Instant) -> Option<Duration> {
        let next = self.attempts.failed(failure, now, &self.shared.budget, random::unit());
        let wait = match next {
            Next::Wait(wait) => Some(wait),
            Next::GiveUp => None,
        };
        self.trace.attempt(self.attempts.made(), ending, wait);
        if wait.is_none() {
            self.trace.end(self.attempts.made(), ending);
        }
        wait
    }

    /// Takes in an answer, as much of it as there is.
    pub(super) fn answered(
        &mut self,
        parts: Parts,
        body: Bytes,
        end: End,
        now: Instant,
        wall: SystemTime,
    ) -> Step {
        let Parts { status, headers, .. } = parts;
        if !status.is_success() {
            // The status says what there is to know, even if the body broke off.
            return self.refused(status, headers, body, now, wall);
        }
        if let End::Lost(error) = end {
            // The head of the answer is here, so the request cannot be unsent.
            let error = match error.timeout() {
                Some(timeout) => TransportError::maybe_executed(error.into_source()).timed_out(timeout),
                None => TransportError::maybe_executed(error.into_source()),
            };
            return self.lost(error, now);
        }
        let response = self.succeeded(status, headers, body);
        Step::Done(Box::new(match end {
            End::TooLarge => {
                let message = format!("the body is larger than the limit of {} bytes", self.shared.max_body);
                Err(response.unreadable("", &message))
            }
            _ => Ok(response),
        }))
    }

    fn succeeded(&self, status: StatusCode, headers: HeaderMap, body: Bytes) -> Response<Bytes> {
        self.trace.attempt(self.attempts.made(), Ok(status), None);
        self.trace.end(self.attempts.made(), Ok(status));
        let request_id = plan::request_id(self.shared, &headers, &self.ready.redact);
        let (facts, redact) = (self.facts(), self.ready.redact.clone());
        Response { status, headers, body, request_id, facts, redact }
    }

    fn refused(
        &mut self,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
        now: Instant,
        wall: SystemTime,
    ) -> Step {
        let retry_after = retry_after(&headers, wall);
        // A token may end before its time. The server turned the request away, so it can be sent again.
        #[cfg(not(without = "oauth2"))]
        if status == StatusCode::UNAUTHORIZED && self.may_renew() {
            self.renewed = true;
            self.trace.attempt(self.attempts.made(), Ok(status), Some(Duration::ZERO));
            return Step::Renew(self.refusal(status, headers, body, retry_after));
        }
        if let Some(wait) = self.failed(Failure::Answered { status, retry_after }, Ok(status), now) {
            return Step::Wait(wait);
        }
        Step::Done(Box::new(Err(self.refusal(status, headers, body, retry_after))))
    }

    /// The error for an answer that is no success.
    fn refusal(
        &self,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
        retry_after: Option<Duration>,
    ) -> Error {
        let redact = &self.ready.redact;
        let request_id = plan::request_id(self.shared, &headers, redact);
        let mut error = ApiError::new(self.facts(), status, headers, request_id, body, redact);
        error.retry_after = retry_after;
        Error::Api(Box::new(error))
    }

    #[cfg(not(without = "oauth2"))]
    fn may_renew(&self) -> bool {
        self.asks() && !self.renewed && self.ready.body.is_replayable()
    }

    fn timed_out(&self, timeout: Timeout, now: Instant, error: Option<TransportError>) -> Error {
        let (timeout, limit) = self.attempts.exceeded(timeout, now);
        let (facts, source) = (self.facts(), error.map(TransportError::into_source));
        Error::Timeout(Box::new(TimeoutError { facts, timeout, limit, source }))
    }

    fn facts(&self) -> Facts {
        Facts {
            call: self.ready.name.clone(),
            attempts: self.attempts.made(),
            may_have_executed: self.attempts.may_have_executed(),
        }
    }
}
