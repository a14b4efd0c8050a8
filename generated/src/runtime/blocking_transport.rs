//! The seam below the blocking client: what sends one HTTP request and waits for it.

use std::fmt;
use std::io::{self, Cursor, Read};

use bytes::Bytes;

use super::payload::Opened;
use super::transport::TransportError;

/// Sends one request, once, and waits for the head of the answer.
///
/// As [`Transport`](super::transport::Transport), except that this one must keep all of the
/// [`Limits`](super::transport::Limits) in the request's extensions by itself, and while the answer's body is read as
/// well: nobody can interrupt it.
pub trait BlockingTransport: Send + Sync + 'static {
    /// Sends the request; returns when the head of the answer is there.
    fn send(
        &self,
        request: http::Request<BlockingBody>,
    ) -> Result<http::Response<BlockingBody>, TransportError>;
}

/// The body of a request or of an answer: bytes that are there, or a reader of them.
///
/// A reader that fails for a known reason wraps a [`TransportError`] in its `io::Error`.
pub struct BlockingBody(Inner);

enum Inner {
    Whole(Cursor<Bytes>),
    Reader(Box<dyn Read + Send>, Option<u64>),
}

impl BlockingBody {
    /// No bytes.
    pub fn empty() -> Self {
        Bytes::new().into()
    }

    /// Bytes as they come.
    pub fn reader(reader: impl Read + Send + 'static) -> Self {
        Self(Inner::Reader(Box::new(reader), None))
    }

    /// How many bytes there are, where that is known.
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Inner::Whole(bytes) => Some(bytes.get_ref().len() as u64),
            Inner::Reader(_, length) => *length,
        }
    }

    /// The bytes, unless they are still to come.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Inner::Whole(bytes) => Some(bytes.get_ref()),
            Inner::Reader(..) => None,
        }
    }

    /// The bytes, or the body back if they are still to come.
    pub fn try_into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Inner::Whole(bytes) => Ok(bytes.into_inner()),
            reader @ Inner::Reader(..) => Err(Self(reader)),
        }
    }
}

impl From<Bytes> for BlockingBody {
    fn from(bytes: Bytes) -> Self {
        Self(Inner::Whole(Cursor::new(bytes)))
    }
}

impl From<Vec<u8>> for BlockingBody {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<Opened> for BlockingBody {
    fn from(opened: Opened) -> Self {
        match opened {
            Opened::Whole(bytes) => bytes.into(),
        }
    }
}

impl Read for BlockingBody {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match &mut self.0 {
            Inner::Whole(bytes) => bytes.read(buffer),
            Inner::Reader(reader, _) => reader.read(buffer),
        }
    }
}

impl fmt::Debug for BlockingBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_bytes() {
            Some(bytes) => write!(f, "BlockingBody({} bytes)", bytes.len()),
            None => f.write_str("BlockingBody(reader)"),
        }
    }
}
