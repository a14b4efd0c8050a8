//! What can go wrong with a call, and what to know about it.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::api_error::ApiError;
use super::operation::Name;
use super::transport::Timeout;
use super::wire::{self, Slot};

/// Why a call has no value to return.
///
/// `Display` is one line in lower case with the status, the code and the request id where there are any, and never
/// text that the server wrote at length; [`source`](StdError::source) leads to the reason below. No secret is in
/// either, nor in `Debug`.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// No connection, or a connection that was lost.
    Connection(Box<ConnectionError>),
    /// A limit that was exceeded.
    Timeout(Box<TimeoutError>),
    /// An answer whose status is not a success.
    Api(Box<ApiError>),
    /// A success whose body is not what the document says; the body is kept.
    Decode(Box<DecodeError>),
    /// A mistake on this side, found before anything was sent: a missing credential, an invalid parameter, no server
    /// chosen.
    Misuse(Box<MisuseError>),
}

impl Error {
    /// A mistake on this side.
    pub(super) fn misuse(message: impl Into<String>) -> Self {
        Self::Misuse(Box::new(MisuseError { message: message.into(), source: None }))
    }

    /// A mistake on this side, with the reason below it.
    #[cfg(feature = "reqwest")]
    pub(super) fn misuse_because(
        message: impl Into<String>,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self::Misuse(Box::new(MisuseError { message: message.into(), source: Some(source.into()) }))
    }

    /// Whether the server may have acted on this call, in this attempt or an earlier one: the one question to ask
    /// before paying again.
    ///
    /// False is certain: no attempt left this side, or each was turned away. A connection that was lost after the
    /// first byte was written is true: nobody here can know more.
    pub fn may_have_executed(&self) -> bool {
        match self {
            Self::Connection(error) => error.facts.may_have_executed,
            Self::Timeout(error) => error.facts.may_have_executed,
            Self::Api(error) => error.facts.may_have_executed,
            Self::Decode(_) => true,
            Self::Misuse(_) => false,
        }
    }

    /// How many times the request was sent, or was tried to be.
    pub fn attempts(&self) -> u32 {
        match self {
            Self::Connection(error) => error.facts.attempts,
            Self::Timeout(error) => error.facts.attempts,
            Self::Api(error) => error.facts.attempts,
            Self::Decode(error) => error.facts.attempts,
            Self::Misuse(_) => 0,
        }
    }

    /// The status of the answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(error) => Some(error.status),
            Self::Decode(error) => Some(error.status),
            _ => None,
        }
    }

    /// The headers of the answer, if there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Api(error) => Some(&error.headers),
            Self::Decode(error) => Some(&error.headers),
            _ => None,
        }
    }

    /// The body of the answer as it came, if there was one.
    pub fn body(&self) -> Option<&Bytes> {
        match self {
            Self::Api(error) => Some(&error.body),
            Self::Decode(error) => Some(&error.body),
            _ => None,
        }
    }

    /// The server's name for this exchange, to be quoted to its support.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.request_id.as_deref(),
            Self::Decode(error) => error.request_id.as_deref(),
            _ => None,
        }
    }

    /// How long the server asked to wait, if it did; longer than the call's deadline allowed, or the call would have
    /// been sent again.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Api(error) => error.retry_after,
            _ => None,
        }
    }

    /// The answer with a status that is not a success.
    pub fn api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// What the server says went wrong, as [`ApiError::message`].
    pub fn message(&self) -> Option<&str> {
        self.api().and_then(ApiError::message)
    }

    /// The server's code for what went wrong, as [`ApiError::code`].
    pub fn code(&self) -> Option<&str> {
        self.api().and_then(ApiError::code)
    }

    /// The body of the answer as JSON of the type `T`; `None` if there is none, or if it is something else.
    pub fn body_as<T: Slot>(&self) -> Option<T> {
        wire::from_json(self.body()?).ok()
    }

    /// The limit that was exceeded, if that was the reason.
    pub fn timeout(&self) -> Option<Timeout> {
        match self {
            Self::Timeout(error) => Some(error.timeout),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connection(error) => error.fmt(f),
            Self::Timeout(error) => error.fmt(f),
            Self::Api(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::Misuse(error) => error.fmt(f),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Connection(error) => Some(&*error.source),
            Self::Timeout(error) => error.source.as_deref().map(|source| source as _),
            Self::Api(_) | Self::Decode(_) => None,
            Self::Misuse(error) => error.source.as_deref().map(|source| source as _),
        }
    }
}

/// What every failed call has to tell.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    pub call: Name,
    pub attempts: u32,
    pub may_have_executed: bool,
}

impl fmt::Display for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let executed = if self.may_have_executed { "may have executed" } else { "not executed" };
        match self.attempts {
            1 => write!(f, "1 attempt, {executed}"),
            n => write!(f, "{n} attempts, {executed}"),
        }
    }
}

/// No connection, or a connection that was lost; the source says why.
#[derive(Debug)]
pub struct ConnectionError {
    pub(super) facts: Facts,
    pub(super) sent: bool,
    pub(super) source: Box<dyn StdError + Send + Sync>,
}

impl fmt::Display for ConnectionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.sent { "connection lost during" } else { "could not connect for" };
        write!(f, "{what} {} ({})", self.facts.call, self.facts)
    }
}

/// A limit that was exceeded.
#[derive(Debug)]
pub struct TimeoutError {
    pub(super) facts: Facts,
    pub(super) timeout: Timeout,
    pub(super) limit: Duration,
    pub(super) source: Option<Box<dyn StdError + Send + Sync>>,
}

impl TimeoutError {
    /// Which limit.
    pub fn timeout(&self) -> Timeout {
        self.timeout
    }

    /// How long it was.
    pub fn limit(&self) -> Duration {
        self.limit
    }
}

impl fmt::Display for TimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.timeout {
            Timeout::Connect => "no connection",
            Timeout::Idle => "no byte from the server",
            Timeout::Attempt => "no complete answer to an attempt",
            Timeout::Total => "no complete answer",
        };
        write!(f, "{what} within {:?} for {} ({})", self.limit, self.facts.call, self.facts)
    }
}

/// A success whose body is not what the document says.
pub struct DecodeError {
    pub(super) facts: Facts,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) request_id: Option<Box<str>>,
    pub(super) body: Bytes,
    pub(super) path: Box<str>,
    pub(super) message: Box<str>,
}

impl DecodeError {
    /// Where in the body: `items[3].tax`; empty for the whole of it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong there.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read the answer to {}", self.facts.call)?;
        if !self.path.is_empty() {
            write!(f, " at {}", self.path)?;
        }
        write!(f, ": {} (status {}", self.message, self.status.as_u16())?;
        if let Some(id) = &self.request_id {
            write!(f, ", request id {id}")?;
        }
        f.write_str(")")
    }
}

/// Without what the server wrote: it may be a customer's data, or our own token sent back.
impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("facts", &self.facts)
            .field("status", &self.status.as_u16())
            .field("request_id", &self.request_id)
            .field("path", &self.path)
            .field("message", &self.message)
            .field("headers", &format_args!("[{} fields]", self.headers.len()))
            .field("body", &format_args!("[{} bytes]", self.body.len()))
            .finish()
    }
}

/// A mistake on this side, found before anything was sent.
#[derive(Debug)]
pub struct MisuseError {
    message: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl MisuseError {
    /// What is wrong, and how to put it right.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for MisuseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
