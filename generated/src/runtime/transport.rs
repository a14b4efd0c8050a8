//! The seam below the client: what sends one HTTP request.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};

use super::payload::Opened;

/// Sends one request, once, and never on its own account a second time: retries belong to the client, which knows
/// what may be repeated. Redirects are answers like any other and are not followed.
///
/// The request carries [`Limits`] and, for an operation of the document, a `&'static Operation` in its extensions.
/// The client keeps the attempt's deadline itself, by dropping the future; the limits are there for what a transport
/// knows better, such as the time to connect.
pub trait Transport: Send + Sync + 'static {
    /// Sends the request; ready when the head of the answer is there.
    fn send(&self, request: http::Request<Body>) -> Exchange<'_>;
}

/// What [`Transport::send`] returns.
pub type Exchange<'t> =
    Pin<Box<dyn Future<Output = Result<http::Response<Body>, TransportError>> + Send + 't>>;

/// How long one attempt may take; an extension of every request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// For resolving the name, connecting, and the TLS handshake.
    pub connect: Duration,
    /// Without a byte from the server.
    pub idle: Duration,
    /// For the whole attempt, to the last byte of the answer.
    pub attempt: Duration,
    /// For sending a body that is a stream, to which `attempt` then does not apply: it begins with the last byte sent.
    /// None where the body is bytes.
    pub sending: Option<Duration>,
    /// Whether the caller reads the answer's body as it comes: then `attempt` is to the last byte of its head.
    pub streamed: bool,
}

/// What is known about a request that got no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// No byte of it reached the server, so nothing can have happened there.
    NotSent,
    /// Some of it may have reached the server, so it may have been acted on.
    MaybeExecuted,
}

/// A limit that was exceeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Timeout {
    /// No connection in time.
    Connect,
    /// A silent server.
    Idle,
    /// An attempt that took too long.
    Attempt,
    /// A call that took too long, all attempts and the pauses between them taken together.
    Total,
}

/// Why a transport has no answer, or only a part of one.
///
/// Its text must not contain the URL or a header: either may hold a credential.
#[derive(Debug)]
pub struct TransportError {
    phase: Phase,
    timeout: Option<Timeout>,
    source: Box<dyn StdError + Send + Sync>,
}

impl TransportError {
    /// The request did not leave: say this only where it is certain.
    pub fn not_sent(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Phase::NotSent, source.into())
    }

    /// The request left at least in part, or nobody knows.
    pub fn maybe_executed(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Phase::MaybeExecuted, source.into())
    }

    fn new(phase: Phase, source: Box<dyn StdError + Send + Sync>) -> Self {
        Self {
            phase,
            timeout: None,
            source,
        }
    }

    /// The same error, known to be due to a limit.
    #[must_use]
    pub fn timed_out(mut self, timeout: Timeout) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// What is known about the request.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// The limit that was exceeded, if that was the reason.
    pub fn timeout(&self) -> Option<Timeout> {
        self.timeout
    }

    /// The reason by itself.
    pub(super) fn into_source(self) -> Box<dyn StdError + Send + Sync> {
        self.source
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.phase, self.timeout) {
            (Phase::NotSent, _) => f.write_str("request not sent"),
            (Phase::MaybeExecuted, Some(_)) => f.write_str("no answer in time"),
            (Phase::MaybeExecuted, None) => f.write_str("connection lost"),
        }
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}

/// The body of a request or of an answer: bytes that are there, or a stream of them.
pub struct Body(Inner);

enum Inner {
    Whole(Option<Bytes>),
    Stream(Pin<Box<dyn HttpBody<Data = Bytes, Error = TransportError> + Send + Sync>>),
}

impl Body {
    /// No bytes.
    pub fn empty() -> Self {
        Self(Inner::Whole(None))
    }

    /// Bytes as they come.
    pub fn stream(body: impl HttpBody<Data = Bytes, Error = TransportError> + Send + Sync + 'static) -> Self {
        Self(Inner::Stream(Box::pin(body)))
    }

    /// The bytes, unless they are still to come.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Inner::Whole(bytes) => Some(bytes.as_deref().unwrap_or_default()),
            Inner::Stream(_) => None,
        }
    }

    /// The bytes, or the body back if they are still to come.
    pub fn try_into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Inner::Whole(bytes) => Ok(bytes.unwrap_or_default()),
            stream @ Inner::Stream(_) => Err(Self(stream)),
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Inner::Whole((!bytes.is_empty()).then_some(bytes)))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<Opened> for Body {
    fn from(opened: Opened) -> Self {
        match opened {
            Opened::Whole(bytes) => bytes.into(),
        }
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        match &mut self.0 {
            Inner::Whole(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Inner::Stream(body) => body.as_mut().poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Inner::Whole(bytes) => bytes.is_none(),
            Inner::Stream(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Inner::Whole(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64)),
            Inner::Stream(body) => body.size_hint(),
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_bytes() {
            Some(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            None => f.write_str("Body(stream)"),
        }
    }
}
