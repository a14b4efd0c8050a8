//! A body that is read as it comes.

use std::fmt;
use std::fs::File;
use std::future::poll_fn;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
#[cfg(feature = "stream")]
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, StatusCode};

use super::answer::{Answer, Received, Response};
use super::call::Call;
use super::error::{Error, Facts};
use super::mode::{Async, Blocking, Mode};
use super::random;
use super::rest::Stream;

/// The body of an answer, of which nothing is read yet. The pieces of a blocking call's are an iterator, those of an
/// async call's, with the feature `stream`, a stream.
///
/// Each piece has to come within the limit of silence; the limits of the attempt and of the call count for what was until
/// now, unless the caller of this call set [`with_timeout`](super::call::Call::with_timeout).
pub struct Download<M: Mode> {
    rest: M::Rest,
    head: Response<()>,
}

impl<M: Mode, P> Call<Bytes, M, P> {
    /// The same call, returning the body as it comes, not all at once: for what is too large for memory, and for
    /// [`Download::save`].
    pub fn stream(self) -> Call<Download<M>, M, P> {
        Call::new(self.client, self.plan)
    }
}

impl<M: Mode> Download<M> {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// How many bytes there are going to be, where the server says so.
    pub fn length(&self) -> Option<u64> {
        self.head.headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
    }
}

impl<M: Mode> Answer<M> for Download<M> {
    const STREAMED: bool = true;

    fn read(received: Received<M>) -> Result<Response<Self>, Error> {
        let (head, Stream { rest, .. }) = received.into_stream()?;
        let body = Self { rest, head: head.clone() };
        Ok(head.map(|()| body))
    }
}

impl Download<Async> {
    /// The next bytes; none at the end.
    ///
    /// # Errors
    /// The connection was lost, or nothing came in time.
    pub async fn next(&mut self) -> Result<Option<Bytes>, Error> {
        poll_fn(|cx| self.rest.poll(cx)).await.map_err(|error| self.head.lost(error))
    }

    /// The same, for a stream of one's own.
    pub fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        self.rest.poll(cx).map(|next| next.map_err(|error| self.head.lost(error)).transpose())
    }

    /// Saves the body as a file, and tells how long it is. Nothing is there under this name before all of it is: what
    /// comes goes into a file beside it, which then takes the name, or is removed if the body breaks off.
    ///
    /// # Errors
    /// The connection was lost, nothing came in time, or the file cannot be written.
    pub async fn save(mut self, path: impl Into<PathBuf>) -> Result<u64, Error> {
        let path = path.into();
        let mut part = aside({
            let path = path.clone();
            move || Part::create(&path)
        })
        .await
        .map_err(|error| unwritten(&self.head, &path, error))?;
        while let Some(bytes) = self.next().await? {
            part =
                aside(move || part.add(&bytes)).await.map_err(|error| unwritten(&self.head, &path, error))?;
        }
        aside(move || part.finish()).await.map_err(|error| unwritten(&self.head, &path, error))
    }
}

#[cfg(feature = "stream")]
impl futures_core::Stream for Download<Async> {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Download::poll_next(&mut self, cx)
    }
}

/// Runs what may block on a thread that may, where there is a runtime that has one.
async fn aside<T: Send + 'static>(run: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    #[cfg(feature = "reqwest")]
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        return runtime.spawn_blocking(run).await.map_err(io::Error::other)?;
    }
    run()
}

impl Download<Blocking> {
    /// As [`Download::save`] of an async call.
    ///
    /// # Errors
    /// The connection was lost, nothing came in time, or the file cannot be written.
    pub fn save(mut self, path: impl Into<PathBuf>) -> Result<u64, Error> {
        let path = path.into();
        let mut part = Part::create(&path).map_err(|error| unwritten(&self.head, &path, error))?;
        while let Some(bytes) = self.next().transpose()? {
            part = part.add(&bytes).map_err(|error| unwritten(&self.head, &path, error))?;
        }
        part.finish().map_err(|error| unwritten(&self.head, &path, error))
    }

    /// The body as a reader.
    pub fn into_reader(self) -> impl Read + Send {
        Reader { download: self, rest: Bytes::new() }
    }
}

/// The body piece by piece.
impl Iterator for Download<Blocking> {
    type Item = Result<Bytes, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.rest.next().map_err(|error| self.head.lost(error)).transpose()
    }
}

struct Reader {
    download: Download<Blocking>,
    rest: Bytes,
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.rest.is_empty() {
            self.rest = self.download.next().transpose().map_err(io::Error::other)?.unwrap_or_default();
        }
        let count = buffer.len().min(self.rest.len());
        let bytes = self.rest.split_to(count);
        buffer.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
        Ok(count)
    }
}

/// The error for a body that cannot be written to a file.
fn unwritten(head: &Response<()>, path: &Path, source: io::Error) -> Error {
    Error::File(Box::new(FileError { facts: head.facts.clone(), path: path.to_owned(), source }))
}

/// A file that is being written beside the one that it is to be; it is removed unless it is finished.
struct Part {
    file: File,
    part: PathBuf,
    path: PathBuf,
    length: u64,
    done: bool,
}

impl Part {
    fn create(path: &Path) -> io::Result<Self> {
        let Some(name) = path.file_name() else { return Err(io::ErrorKind::InvalidInput.into()) };
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}.part", random::key()));
        let part = path.with_file_name(hidden);
        let file = File::create_new(&part)?;
        Ok(Self { file, part, path: path.to_owned(), length: 0, done: false })
    }

    fn add(mut self, bytes: &[u8]) -> io::Result<Self> {
        self.file.write_all(bytes)?;
        self.length += bytes.len() as u64;
        Ok(self)
    }

    fn finish(mut self) -> io::Result<u64> {
        self.file.sync_all()?;
        std::fs::rename(&self.part, &self.path)?;
        self.done = true;
        Ok(self.length)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.done {
            // There is nobody left to tell that it could not be removed.
            let _ = std::fs::remove_file(&self.part);
        }
    }
}

/// A success whose body cannot be written to the file that it is for; the source says why.
#[derive(Debug)]
pub struct FileError {
    pub(super) facts: Facts,
    path: PathBuf,
    pub(super) source: io::Error,
}

impl FileError {
    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot write the answer to {} to {}", self.facts.call, self.path.display())
    }
}

/// Without the headers' values.
impl<M: Mode> fmt::Debug for Download<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("status", &self.head.status.as_u16())
            .field("length", &self.length())
            .finish_non_exhaustive()
    }
}
