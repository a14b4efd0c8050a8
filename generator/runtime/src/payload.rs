//! The body of a request: bytes, or pieces that are sent one after the other.

use bytes::Bytes;

use super::error::Error;
#[cfg(not(without = "uploads"))]
use super::pieces::{self, Piece, Pieces};

/// The body of a request, before it is sent.
#[derive(Clone)]
pub(super) enum Payload {
    /// Bytes.
    Whole(Bytes),
    /// One after the other.
    #[cfg(not(without = "uploads"))]
    Pieces(Vec<Piece>),
}

/// A body that is being sent.
pub(super) enum Opened {
    Whole(Bytes),
    #[cfg(not(without = "uploads"))]
    Stream(Pieces),
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
            #[cfg(not(without = "uploads"))]
            Self::Pieces(_) => true,
        }
    }

    /// Whether it can be sent again.
    pub(super) fn is_replayable(&self) -> bool {
        match self {
            Self::Whole(_) => true,
            #[cfg(not(without = "uploads"))]
            Self::Pieces(pieces) => pieces.iter().all(Piece::is_replayable),
        }
    }

    /// What is to be sent once.
    pub(super) fn open(&self) -> Result<Opened, Error> {
        match self {
            Self::Whole(bytes) => Ok(Opened::Whole(bytes.clone())),
            #[cfg(not(without = "uploads"))]
            Self::Pieces(pieces) => pieces::open_all(pieces).map(Opened::Stream),
        }
    }
}
