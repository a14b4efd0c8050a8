//! An answer's body that its caller reads: what is left to come, and how long it may take.

use std::future::Future;
use std::io::Read;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body::Body as _;

use super::answer::{Received, Response};
use super::blocking_transport::BlockingBody;
#[cfg(not(without = "events"))]
use super::client::Client;
use super::clock::{BlockingTimer, Timer};
use super::error::{ConnectionError, Error, TimeoutError};
use super::mode::Mode;
#[cfg(not(without = "events"))]
use super::plan::Ready;
use super::send_blocking::known;
use super::transport::{Body, Timeout, TransportError};

/// What is still to be read of an answer.
pub(super) struct Stream<M: Mode> {
    pub rest: M::Rest,
    /// How much of it the client takes at a time.
    #[cfg(not(all(without = "events", without = "lines")))]
    pub most: usize,
    #[cfg(not(without = "events"))]
    pub origin: Origin<M>,
}

/// The request that was answered, and what it takes to make it again.
#[cfg(not(without = "events"))]
pub(super) struct Origin<M: Mode> {
    pub client: Client<M>,
    pub ready: Ready,
}

impl<M: Mode> Received<M> {
    /// An answer whose body the caller reads.
    pub(super) fn into_stream(self) -> Result<(Response<()>, Stream<M>), Error> {
        match self.stream {
            Some(stream) => Ok((self.response.map(drop), stream)),
            None => Err(Error::misuse("a body that was read already is no stream")),
        }
    }
}

impl Response<()> {
    /// The error for a body that broke off.
    pub(super) fn lost(&self, error: TransportError) -> Error {
        let mut facts = self.facts.clone();
        facts.may_have_executed = true;
        match error.timeout() {
            Some(timeout) => {
                let (limit, source) = (error.limit, Some(error.into_source()));
                Error::Timeout(Box::new(TimeoutError { facts, timeout, limit, source }))
            }
            None => Error::Connection(Box::new(ConnectionError {
                facts,
                sent: true,
                source: error.into_source(),
            })),
        }
    }
}

impl Clone for Response<()> {
    fn clone(&self) -> Self {
        let Self { status, headers, body: (), request_id, facts, redact } = self;
        let (headers, request_id, facts) = (headers.clone(), request_id.clone(), facts.clone());
        Self { status: *status, headers, body: (), request_id, facts, redact: redact.clone() }
    }
}

/// How long the rest of a body may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// Without a byte from the server.
    pub idle: Duration,
    /// Altogether, where the caller of this call said so: a stream may be meant to go on for days.
    pub until: Option<Instant>,
    /// How long that was from the beginning of the call.
    pub total: Duration,
}

impl Patience {
    /// How long to wait for the next bytes, and which limit that is.
    fn left(&self, now: Instant) -> (Duration, Timeout) {
        match self.until.map(|until| until.saturating_duration_since(now)) {
            Some(left) if left < self.idle => (left, Timeout::Total),
            _ => (self.idle, Timeout::Idle),
        }
    }

    fn exceeded(&self, timeout: Timeout) -> TransportError {
        self.known(TransportError::maybe_executed("timed out").timed_out(timeout))
    }

    /// The same error, with how long its limit was.
    fn known(&self, mut error: TransportError) -> TransportError {
        error.limit = if error.timeout() == Some(Timeout::Total) { self.total } else { self.idle };
        error
    }
}

/// The rest of the body of an async call.
pub struct AsyncRest {
    body: Pin<Box<Body>>,
    patience: Patience,
    timer: Arc<dyn Timer>,
    sleep: Option<(Timeout, Sleep)>,
}

type Sleep = Pin<Box<dyn Future<Output = ()> + Send>>;

impl AsyncRest {
    pub(super) fn new(body: Body, patience: Patience, timer: Arc<dyn Timer>) -> Self {
        Self { body: Box::pin(body), patience, timer, sleep: None }
    }

    /// The next bytes; none at the end.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>, TransportError>> {
        loop {
            // The body first: what is there counts, however late it is asked for.
            if let Poll::Ready(frame) = self.body.as_mut().poll_frame(cx) {
                self.sleep = None;
                match frame
                    .transpose()
                    .map_err(|error| self.patience.known(error))?
                    .map(|frame| frame.into_data())
                {
                    Some(Ok(bytes)) if !bytes.is_empty() => return Poll::Ready(Ok(Some(bytes))),
                    Some(_) => continue,
                    None => return Poll::Ready(Ok(None)),
                }
            }
            let (timeout, sleep) = self.sleep.get_or_insert_with(|| {
                let (left, timeout) = self.patience.left(self.timer.now());
                (timeout, self.timer.sleep(left))
            });
            let timeout = *timeout;
            return sleep.as_mut().poll(cx).map(|()| Err(self.patience.exceeded(timeout)));
        }
    }
}

/// The rest of the body of a blocking call. The transport keeps the limit of silence; nobody can interrupt it.
pub struct BlockingRest {
    body: BlockingBody,
    patience: Patience,
    timer: Arc<dyn BlockingTimer>,
}

impl BlockingRest {
    pub(super) fn new(body: BlockingBody, patience: Patience, timer: Arc<dyn BlockingTimer>) -> Self {
        Self { body, patience, timer }
    }

    /// The next bytes; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        if let (Duration::ZERO, timeout) = self.patience.left(self.timer.now()) {
            return Err(self.patience.exceeded(timeout));
        }
        let mut buffer = vec![0; 16 << 10];
        loop {
            match self.body.read(&mut buffer) {
                Ok(0) => return Ok(None),
                Ok(count) => {
                    buffer.truncate(count);
                    return Ok(Some(buffer.into()));
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.patience.known(known(error))),
            }
        }
    }
}
