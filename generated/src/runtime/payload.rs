//! The body of a request: bytes, or pieces that are sent one after the other.

use bytes::Bytes;

use super::error::Error;

/// The body of a request, before it is sent.
#[derive(Clone)]
pub(super) enum Payload {
    /// Bytes.
    Whole(Bytes),
}

/// A body that is being sent.
pub(super) enum Opened {
    Whole(Bytes),
}

impl Default for Payload {
    fn default() -> Self {
        Self::Whole(Bytes::new())
    }
}

impl From<Bytes> for Payload {
    fn from(bytes: Bytes) -> Self {
        Self::Whole(bytes)
    }
}

impl Payload {
    /// Whether it is sent as a stream.
    pub(super) fn is_stream(&self) -> bool {
        match self {
            Self::Whole(_) => false,
        }
    }

    /// Whether it can be sent again.
    pub(super) fn is_replayable(&self) -> bool {
        match self {
            Self::Whole(_) => true,
        }
    }

    /// What is to be sent once.
    pub(super) fn open(&self) -> Result<Opened, Error> {
        match self {
            Self::Whole(bytes) => Ok(Opened::Whole(bytes.clone())),
        }
    }
}
