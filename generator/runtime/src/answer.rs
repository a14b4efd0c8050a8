//! What a call returns.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use super::error::{DecodeError, Facts};
use super::mode::Mode;
use super::redact::Redact;
use super::wire::{self, Slot};

pub use super::error::Error;

/// A value together with the status and the headers it came with: what [`Call::raw`](super::call::Call::raw) returns.
pub struct Response<T> {
    /// The status, of the 2xx class.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The value.
    pub body: T,
    pub(super) request_id: Option<Box<str>>,
    pub(super) facts: Facts,
    pub(super) redact: Redact,
}

impl<T> Response<T> {
    /// The server's name for this exchange, to be quoted to its support.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The value of a header that the document declares; none where it is not there.
    ///
    /// # Errors
    /// The value is not what the document says.
    #[cfg(not(without = "headers"))]
    pub fn header<H: Slot>(&self, header: &Header<H>) -> Result<Option<H>, wire::DecodeError> {
        header.of(&self.headers)
    }

    /// How many times the request was sent, or was tried to be.
    pub fn attempts(&self) -> u32 {
        self.facts.attempts
    }

    /// The same answer with another body.
    pub fn map<U>(self, body: impl FnOnce(T) -> U) -> Response<U> {
        let Self { status, headers, request_id, facts, redact, .. } = self;
        Response { status, headers, body: body(self.body), request_id, facts, redact }
    }
}

impl Response<Bytes> {
    /// The error for a success that cannot be read; it keeps all that came.
    pub(super) fn unreadable(self, path: &str, message: &str) -> Error {
        let Self { status, headers, body, request_id, facts, redact } = self;
        let (path, message) = (redact.line(path), redact.line(message));
        Error::Decode(Box::new(DecodeError { facts, status, headers, request_id, body, path, message }))
    }

    /// Reads the body.
    pub(super) fn parse<T: Slot>(self, reading: Reading) -> Result<Response<T>, Error> {
        let outcome = match reading {
            Reading::Json | Reading::Event => wire::from_json::<T>(&self.body),
            Reading::Text => text(&self.headers, &self.body).and_then(|text| wire::from_text::<T>(&text)),
        };
        match outcome {
            Ok(value) => Ok(self.map(|_| value)),
            Err(error) => {
                let mut message = error.message;
                let media = self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
                match media {
                    _ if reading == Reading::Text => {}
                    _ if self.body.is_empty() => message = "the body is empty".to_owned(),
                    Some(media) if !media.contains("json") => message = format!("{message} (it is {media})"),
                    _ => {}
                }
                Err(self.unreadable(&error.path, &message))
            }
        }
    }
}

/// The body as text, which is in UTF-8 unless its media type says Latin-1.
fn text<'b>(headers: &HeaderMap, body: &'b [u8]) -> Result<Cow<'b, str>, wire::DecodeError> {
    let media = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media = media.to_ascii_lowercase();
    if media.contains("charset=iso-8859-1") || media.contains("charset=latin1") {
        return Ok(body.iter().map(|&byte| char::from(byte)).collect::<String>().into());
    }
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    std::str::from_utf8(body).map(Cow::Borrowed).map_err(|error| wire::DecodeError::new(error.to_string()))
}

/// Without the body, which may be a customer's data, and the values of the headers.
impl<T> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status.as_u16())
            .field("request_id", &self.request_id)
            .field("attempts", &self.facts.attempts)
            .finish_non_exhaustive()
    }
}

/// A header of an answer, as the document declares it.
#[cfg(not(without = "headers"))]
pub struct Header<T> {
    name: &'static str,
    of: PhantomData<fn() -> T>,
}

#[cfg(not(without = "headers"))]
impl<T> Header<T> {
    /// The header of this name.
    pub const fn new(name: &'static str) -> Self {
        Self { name, of: PhantomData }
    }

    /// Its name.
    pub fn name(&self) -> &'static str {
        self.name
    }
}

#[cfg(not(without = "headers"))]
impl<T: Slot> Header<T> {
    /// Its value; none where it is not there.
    ///
    /// # Errors
    /// The value is not what the document says.
    pub fn of(&self, headers: &HeaderMap) -> Result<Option<T>, wire::DecodeError> {
        let mut values = headers.get_all(self.name).iter().peekable();
        if values.peek().is_none() {
            return Ok(None);
        }
        // Several lines are one list (RFC 9110, section 5.3).
        let values: Vec<_> = values.map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
        wire::from_text(&values.join(",")).map(Some)
    }
}

#[cfg(not(without = "headers"))]
impl<T> fmt::Debug for Header<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Header").field(&self.name).finish()
    }
}

/// How a body is read whose type alone does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// As JSON.
    Json,
    /// As text: a string or another scalar.
    Text,
    /// As an object made of an event's fields: `event`, `data`, `id`.
    Event,
}

/// A success that is about to be read.
pub struct Received<M: Mode> {
    pub(super) response: Response<Bytes>,
    pub(super) reading: Reading,
    /// What is still to be read, of an answer whose body is left for the caller to read.
    #[cfg(not(without = "streams"))]
    pub(super) stream: Option<super::rest::Stream<M>>,
    pub(super) marker: PhantomData<fn() -> M>,
}

impl<M: Mode> Received<M> {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.response.status
    }

    /// The same answer, with its body read in this way.
    #[must_use]
    pub fn as_reading(self, reading: Reading) -> Self {
        Self { reading, ..self }
    }

    /// The error for a status that the document does not have; it keeps all that came.
    pub fn undeclared(self) -> Error {
        let message = format!("the document has no answer with the status {}", self.status().as_u16());
        match self.whole() {
            Ok(response) => response.unreadable("", &message),
            Err(error) => error,
        }
    }

    /// An answer of which the whole body was asked for.
    fn whole(self) -> Result<Response<Bytes>, Error> {
        #[cfg(not(without = "streams"))]
        if self.stream.is_some() {
            return Err(Error::misuse("a body that is a stream cannot be read at once"));
        }
        Ok(self.response)
    }
}

/// What a call can return: any type of the document, from JSON or text; `()`, whatever the body; [`Bytes`], the body as
/// it is; where the document has such answers, what takes the body as it comes; and [`Response`] of any of them.
pub trait Answer<M: Mode>: Sized + Send + 'static {
    /// Whether the body is left for the caller to read.
    #[doc(hidden)]
    const STREAMED: bool = false;

    /// Reads an answer whose status is a success.
    fn read(received: Received<M>) -> Result<Response<Self>, Error>;
}

impl<T: Slot + Send + 'static, M: Mode> Answer<M> for T {
    fn read(received: Received<M>) -> Result<Response<Self>, Error> {
        let reading = received.reading;
        received.whole()?.parse(reading)
    }
}

impl<M: Mode> Answer<M> for () {
    fn read(received: Received<M>) -> Result<Response<Self>, Error> {
        Ok(received.response.map(|_| ()))
    }
}

impl<M: Mode> Answer<M> for Bytes {
    fn read(received: Received<M>) -> Result<Response<Self>, Error> {
        received.whole()
    }
}

impl<T: Answer<M>, M: Mode> Answer<M> for Response<T> {
    const STREAMED: bool = T::STREAMED;

    fn read(received: Received<M>) -> Result<Response<Self>, Error> {
        let read = T::read(received)?;
        let Response { status, headers, request_id, facts, redact, .. } = &read;
        let (status, headers, request_id) = (*status, headers.clone(), request_id.clone());
        let (facts, redact) = (facts.clone(), redact.clone());
        Ok(Response { status, headers, request_id, facts, redact, body: read })
    }
}

/// The table of an operation whose successes differ by their status: the variants of its enum, each with its type, how
/// that is read, and its statuses.
macro_rules! answers {
    () => {};
    ($Enum:ident { $($Variant:ident $(($T:ty $(: $Reading:ident)?))? = $status:pat),* $(,)? }) => {
        impl<M: Mode> answer::Answer<M> for $Enum {
            fn read(received: answer::Received<M>) -> Result<answer::Response<Self>, answer::Error> {
                match received.status().as_u16() {
                    $($status => answer::answers!(received $Enum $Variant $($T $(, $Reading)?)?),)*
                    _ => Err(received.undeclared()),
                }
            }
        }
    };
    ($received:ident $Enum:ident $Variant:ident) => {
        <() as answer::Answer<M>>::read($received).map(|response| response.map(|()| $Enum::$Variant))
    };
    ($received:ident $Enum:ident $Variant:ident $T:ty) => {
        answer::answers!($received $Enum $Variant $T, Json)
    };
    ($received:ident $Enum:ident $Variant:ident $T:ty, $Reading:ident) => {
        <$T as answer::Answer<M>>::read($received.as_reading(answer::Reading::$Reading))
            .map(|response| response.map($Enum::$Variant))
    };
}
pub(crate) use answers;

// Most documents have no such operation, and a macro that is never used would be warned about.
self::answers!();
