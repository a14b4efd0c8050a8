//! What a call returns.

use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use super::error::{DecodeError, Error, Facts};
use super::redact::Redact;
use super::wire::{self, Slot};

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

    /// How many times the request was sent, or was tried to be.
    pub fn attempts(&self) -> u32 {
        self.facts.attempts
    }

    /// The same answer with another body.
    fn map<U>(self, body: impl FnOnce(T) -> U) -> Response<U> {
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

    /// Reads the body as JSON.
    fn json<T: Slot>(self) -> Result<Response<T>, Error> {
        match wire::from_json::<T>(&self.body) {
            Ok(value) => Ok(self.map(|_| value)),
            Err(error) => {
                let mut message = error.message;
                let media = self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
                match media {
                    _ if self.body.is_empty() => message = "the body is empty".to_owned(),
                    Some(media) if !media.contains("json") => message = format!("{message} (it is {media})"),
                    _ => {}
                }
                Err(self.unreadable(&error.path, &message))
            }
        }
    }
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

/// What a call can return: any type of the document, from JSON; `()`, whatever the body; [`Bytes`], the body as it
/// is; and [`Response`] of any of them.
pub trait Answer: Sized + Send + 'static {
    /// Reads an answer whose status is a success.
    fn read(response: Response<Bytes>) -> Result<Response<Self>, Error>;
}

impl<T: Slot + Send + 'static> Answer for T {
    fn read(response: Response<Bytes>) -> Result<Response<Self>, Error> {
        response.json()
    }
}

impl Answer for () {
    fn read(response: Response<Bytes>) -> Result<Response<Self>, Error> {
        Ok(response.map(|_| ()))
    }
}

impl Answer for Bytes {
    fn read(response: Response<Bytes>) -> Result<Response<Self>, Error> {
        Ok(response)
    }
}

impl<T: Answer> Answer for Response<T> {
    fn read(response: Response<Bytes>) -> Result<Response<Self>, Error> {
        let read = T::read(response)?;
        let Response { status, headers, request_id, facts, redact, .. } = &read;
        let (status, headers, request_id) = (*status, headers.clone(), request_id.clone());
        let (facts, redact) = (facts.clone(), redact.clone());
        Ok(Response { status, headers, request_id, facts, redact, body: read })
    }
}
