//! Bytes that are no text: files, images, archives; in memory, in a file, or still to come.

use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;

use super::slot::{Done, Sink, Slot, Source};

/// Bytes to be sent, with what a multipart body says about them.
///
/// It is made from bytes or text by `into()`, from a file by [`path`](Self::path), from anything that can be read by
/// [`reader`](Self::reader), and from a stream by [`poll`](Self::poll). The first two can be sent again when a call is
/// repeated; the others can be sent once, and a call with one of them is never repeated.
#[derive(Clone)]
pub struct Blob {
    pub(crate) content: Content,
    pub(crate) file_name: Option<Box<str>>,
    pub(crate) media_type: Option<Box<str>>,
    pub(crate) headers: Vec<(Box<str>, Box<str>)>,
}

/// Where the bytes are.
#[derive(Clone)]
pub(crate) enum Content {
    /// Here.
    Bytes(Bytes),
    /// In a file, which is opened when the body is sent.
    File(Arc<Path>),
    /// Yet to come, once; with their number where it is known.
    Once(Arc<Mutex<Option<Once>>>, Option<u64>),
}

/// What gives its bytes once.
pub(crate) enum Once {
    /// By being read, which may block.
    Reader(Box<dyn Read + Send>),
    /// By being polled.
    Poll(Box<Poller>),
}

/// Gives the next bytes of a stream; `None` at its end.
pub(crate) type Poller = dyn FnMut(&mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> + Send;

impl Blob {
    /// The content of a file, which is opened when the call is sent, and again if it is repeated. It is sent under the
    /// file's name.
    pub fn path(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = path.file_name().map(|name| name.to_string_lossy().into());
        Self { file_name: name, ..Self::of(Content::File(path.into())) }
    }

    /// What a reader gives, once. An async client reads it on a thread that may block.
    pub fn reader(reader: impl Read + Send + 'static) -> Self {
        Self::once(Once::Reader(Box::new(reader)))
    }

    /// What a stream gives, once: `Blob::poll(move |cx| stream.as_mut().poll_next(cx))`. For an async client only.
    pub fn poll(
        next: impl FnMut(&mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> + Send + 'static,
    ) -> Self {
        Self::once(Once::Poll(Box::new(next)))
    }

    fn once(once: Once) -> Self {
        Self::of(Content::Once(Arc::new(Mutex::new(Some(once))), None))
    }

    fn of(content: Content) -> Self {
        Self { content, file_name: None, media_type: None, headers: Vec::new() }
    }

    /// Under this file name in a multipart body.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into().into());
        self
    }

    /// As this media type: `image/png`.
    #[must_use]
    pub fn typed(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into().into());
        self
    }

    /// How many bytes a reader or a stream is going to give. A server is told before they come; one that gives another
    /// number fails the call.
    #[must_use]
    pub fn sized(mut self, length: u64) -> Self {
        if let Content::Once(_, known) = &mut self.content {
            *known = Some(length);
        }
        self
    }

    /// With one more header on its part of a multipart body.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into().into(), value.into().into()));
        self
    }

    /// The bytes, if they are here.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            Content::File(_) | Content::Once(..) => None,
        }
    }
}

impl Content {
    /// Takes what can be taken only once.
    pub(crate) fn take(once: &Mutex<Option<Once>>) -> Option<Once> {
        once.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Bytes are equal if they are the same; files if they are at the same path; what gives its bytes once is equal to
/// itself.
impl PartialEq for Blob {
    fn eq(&self, other: &Self) -> bool {
        let same = match (&self.content, &other.content) {
            (Content::Bytes(one), Content::Bytes(other)) => one == other,
            (Content::File(one), Content::File(other)) => one == other,
            (Content::Once(one, _), Content::Once(other, _)) => Arc::ptr_eq(one, other),
            _ => false,
        };
        same && self.file_name == other.file_name
            && self.media_type == other.media_type
            && self.headers == other.headers
    }
}

impl Eq for Blob {}

impl Default for Blob {
    fn default() -> Self {
        Bytes::new().into()
    }
}

/// Without the bytes.
impl fmt::Debug for Blob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.content {
            Content::Bytes(bytes) => write!(f, "Blob({} bytes)", bytes.len()),
            Content::File(path) => write!(f, "Blob({path:?})"),
            Content::Once(_, Some(length)) => write!(f, "Blob({length} bytes to come)"),
            Content::Once(_, None) => f.write_str("Blob(to come)"),
        }
    }
}

macro_rules! from {
    ($($T:ty),*) => {$(
        impl From<$T> for Blob {
            fn from(bytes: $T) -> Self {
                Self::of(Content::Bytes(bytes.into()))
            }
        }
    )*};
}

from!(Bytes, Vec<u8>, String, &'static [u8]);

impl From<&str> for Blob {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl<const N: usize> From<&'static [u8; N]> for Blob {
    fn from(bytes: &'static [u8; N]) -> Self {
        bytes.as_slice().into()
    }
}

/// As [`Blob::path`].
impl From<PathBuf> for Blob {
    fn from(path: PathBuf) -> Self {
        Self::path(path)
    }
}

/// As [`Blob::path`].
impl From<&Path> for Blob {
    fn from(path: &Path) -> Self {
        Self::path(path)
    }
}

/// In JSON, text is all that bytes can be.
impl Slot for Blob {
    fn blank() -> Self {
        Self::default()
    }

    fn read(&mut self, from: &mut dyn Source) -> Done {
        *self = from.string()?.into();
        Ok(())
    }

    fn write(&self, to: &mut dyn Sink) {
        to.blob(self);
    }
}
