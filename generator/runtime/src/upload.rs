//! The body of a request as a stream, for an async transport, and how far it is.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};

use super::pieces::{Pieces, Source};
use super::transport::{Body, TransportError};
use super::wire::Once;

/// Gives the pieces of a body one after the other; what may block is read on a thread that may.
///
/// Nobody else ever has the lock: it makes a body `Sync` whose readers and streams are not.
pub(super) struct Upload(Mutex<Uploading>);

struct Uploading {
    pieces: Pieces,
    reading: Option<Reading>,
}

/// A source that was read, and what it gave.
type Given = (Source, io::Result<Option<Bytes>>);

/// A source that is being read on another thread.
type Reading = Pin<Box<dyn Future<Output = Given> + Send>>;

impl Upload {
    pub(super) fn new(pieces: Pieces) -> Self {
        Self(Mutex::new(Uploading { pieces, reading: None }))
    }
}

impl Uploading {
    fn next(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<Option<Bytes>>> {
        loop {
            let (source, bytes) = match &mut self.reading {
                Some(reading) => {
                    let given = ready!(reading.as_mut().poll(cx));
                    self.reading = None;
                    given
                }
                None => match self.pieces.sources.pop_front() {
                    None => return Poll::Ready(self.pieces.end().map(|()| None)),
                    Some(Source::Once(Once::Poll(mut next))) => {
                        let bytes = next(cx);
                        let source = Source::Once(Once::Poll(next));
                        let Poll::Ready(bytes) = bytes else {
                            self.pieces.sources.push_front(source);
                            return Poll::Pending;
                        };
                        (source, bytes.transpose())
                    }
                    Some(mut source @ Source::Bytes(_)) => {
                        let bytes = source.next();
                        (source, bytes)
                    }
                    Some(source) => match read(source) {
                        Ok(given) => given,
                        Err(reading) => {
                            self.reading = Some(reading);
                            continue;
                        }
                    },
                },
            };
            if let Some(bytes) = bytes? {
                self.pieces.count(&bytes)?;
                self.pieces.sources.push_front(source);
                return Poll::Ready(Ok(Some(bytes)));
            }
        }
    }
}

/// Reads on a thread that may block, where there is a runtime that has one; else here.
fn read(mut source: Source) -> Result<Given, Reading> {
    #[cfg(feature = "reqwest")]
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        let task = runtime.spawn_blocking(move || {
            let bytes = source.next();
            (source, bytes)
        });
        return Err(Box::pin(async move {
            // It fails only if the runtime is shut down, or if the caller's reader panicked.
            task.await.unwrap_or_else(|error| (Source::Bytes(Bytes::new()), Err(io::Error::other(error))))
        }));
    }
    let bytes = source.next();
    Ok((source, bytes))
}

impl HttpBody for Upload {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let uploading = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        uploading.next(cx).map(|next| {
            next.transpose().map(|bytes| bytes.map(Frame::data).map_err(TransportError::maybe_executed))
        })
    }

    fn size_hint(&self) -> SizeHint {
        let uploading = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        uploading.pieces.length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// How far a body is on its way: so that a long one is not taken for a server that does not answer.
#[derive(Clone, Default)]
pub(super) struct Progress(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    /// Pieces that the transport took.
    taken: u64,
    /// Whether there are no more.
    ended: bool,
    waker: Option<Waker>,
}

impl Progress {
    /// Watches a body from now on.
    pub(super) fn of(body: Body) -> (Body, Self) {
        let progress = Self::default();
        let left = body.size_hint().exact();
        let watched = Watched { body, left, progress: progress.clone() };
        (Body::stream(watched), progress)
    }

    /// How many pieces the transport took, and whether they were all; wakes whoever asks at the next.
    pub(super) fn look(&self, cx: &Context<'_>) -> (u64, bool) {
        let mut state = self.lock();
        state.waker = Some(cx.waker().clone());
        (state.taken, state.ended)
    }

    fn took(&self, ended: bool) {
        let mut state = self.lock();
        state.taken += 1;
        state.ended |= ended;
        let waker = state.waker.take();
        drop(state);
        waker.into_iter().for_each(Waker::wake);
    }

    /// Its numbers are right at every moment, so a panic elsewhere does not matter.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A body that tells how far it is.
struct Watched {
    body: Body,
    /// Bytes still to come, where that is known: nobody asks for more once they are there.
    left: Option<u64>,
    progress: Progress,
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        let length = match &frame {
            Some(Ok(frame)) => frame.data_ref().map(|bytes| bytes.len() as u64),
            _ => None,
        };
        self.left = self.left.zip(length).map(|(left, length)| left.saturating_sub(length));
        self.progress.took(length.is_none() || self.left == Some(0));
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
