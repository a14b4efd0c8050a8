//! The pieces of a body: bytes that are there, files, streams.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;

use super::error::Error;
use super::payload::Payload;
use super::wire::{Blob, Content, Once};

/// A piece of a body.
#[derive(Clone)]
pub(super) enum Piece {
    Bytes(Bytes),
    Blob(Content),
}

impl From<Piece> for Payload {
    fn from(piece: Piece) -> Self {
        match piece {
            Piece::Bytes(bytes) => Self::Whole(bytes),
            piece => Self::Pieces(vec![piece]),
        }
    }
}

impl From<&Blob> for Piece {
    fn from(blob: &Blob) -> Self {
        match &blob.content {
            Content::Bytes(bytes) => Self::Bytes(bytes.clone()),
            content => Self::Blob(content.clone()),
        }
    }
}

impl Piece {
    /// Whether it can be sent again.
    pub(super) fn is_replayable(&self) -> bool {
        !matches!(self, Self::Blob(Content::Once(..)))
    }
}

/// What is to be sent once. Files are opened here, so that one that is not there is a mistake of the caller and not a
/// connection that broke.
pub(super) fn open_all(pieces: &[Piece]) -> Result<Pieces, Error> {
    let (mut length, mut sources) = (Some(0_u64), VecDeque::new());
    for piece in pieces {
        let (source, known) = open(piece)?;
        sources.push_back(source);
        length = length.zip(known).and_then(|(sum, more)| sum.checked_add(more));
    }
    Ok(Pieces { sources, length, left: length })
}

/// What gives the bytes of one piece.
pub(super) enum Source {
    Bytes(Bytes),
    File(File),
    Once(Once),
}

fn open(piece: &Piece) -> Result<(Source, Option<u64>), Error> {
    match piece {
        Piece::Bytes(bytes) | Piece::Blob(Content::Bytes(bytes)) => {
            Ok((Source::Bytes(bytes.clone()), Some(bytes.len() as u64)))
        }
        Piece::Blob(Content::File(path)) => {
            let (file, length) = open_file(path).map_err(|error| {
                Error::misuse(format!("the file {} cannot be read: {error}", path.display()))
            })?;
            Ok((Source::File(file), length))
        }
        Piece::Blob(Content::Once(once, length)) => match Content::take(once) {
            Some(once) => Ok((Source::Once(once), *length)),
            None => Err(Error::misuse("a stream that was sent already cannot be sent again")),
        },
    }
}

/// What is no regular file (a pipe) has no length.
fn open_file(path: &Arc<Path>) -> io::Result<(File, Option<u64>)> {
    let file = File::open(path)?;
    let about = file.metadata()?;
    if about.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    Ok((file, about.is_file().then_some(about.len())))
}

/// The pieces of a body that is being sent.
pub(super) struct Pieces {
    pub sources: VecDeque<Source>,
    /// How many bytes there are, where that is known.
    pub length: Option<u64>,
    /// How many of them are still to come.
    left: Option<u64>,
}

impl Pieces {
    /// Takes note of bytes that come next. The server was told how many there are: more would be taken for the
    /// beginning of another request.
    pub(super) fn count(&mut self, bytes: &Bytes) -> io::Result<()> {
        if let Some(left) = &mut self.left {
            *left = left.checked_sub(bytes.len() as u64).ok_or_else(|| changed("more"))?;
        }
        Ok(())
    }

    /// Takes note of the end.
    pub(super) fn end(&self) -> io::Result<()> {
        match self.left {
            Some(1..) => Err(changed("less")),
            _ => Ok(()),
        }
    }

    /// The next bytes, waiting for them; none at the end.
    fn next(&mut self) -> io::Result<Option<Bytes>> {
        while let Some(source) = self.sources.front_mut() {
            match source.next()? {
                Some(bytes) => {
                    self.count(&bytes)?;
                    return Ok(Some(bytes));
                }
                None => drop(self.sources.pop_front()),
            }
        }
        self.end()?;
        Ok(None)
    }
}

fn changed(how: &str) -> io::Error {
    io::Error::other(format!("the body gave {how} bytes than it was said to have"))
}

impl Source {
    /// The next bytes, waiting for them; none at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Bytes>> {
        match self {
            Self::Bytes(bytes) => {
                let bytes = std::mem::take(bytes);
                Ok((!bytes.is_empty()).then_some(bytes))
            }
            Self::File(file) => chunk(file),
            Self::Once(Once::Reader(reader)) => chunk(reader),
            Self::Once(Once::Poll(_)) => Err(io::Error::new(
                io::ErrorKind::Unsupported,
                "a blocking client cannot send an async stream",
            )),
        }
    }
}

/// How much is read at a time.
const CHUNK: usize = 64 << 10;

fn chunk(reader: &mut dyn Read) -> io::Result<Option<Bytes>> {
    let mut buffer = vec![0; CHUNK];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(None),
            Ok(count) => {
                buffer.truncate(count);
                return Ok(Some(buffer.into()));
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// A body as a reader, for a blocking transport.
pub(super) struct Reader {
    pieces: Pieces,
    rest: Bytes,
}

impl Reader {
    pub(super) fn new(pieces: Pieces) -> Self {
        Self { pieces, rest: Bytes::new() }
    }
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.rest.is_empty() {
            self.rest = self.pieces.next()?.unwrap_or_default();
        }
        let count = buffer.len().min(self.rest.len());
        let bytes = self.rest.split_to(count);
        buffer.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
        Ok(count)
    }
}
