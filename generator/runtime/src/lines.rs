//! JSON lines: a value per line, as they come.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
#[cfg(feature = "stream")]
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};

use super::answer::{Answer, Reading, Received, Response};
use super::error::Error;
use super::mode::{Async, Blocking, Mode};
use super::rest::Stream;
use super::wire::Slot;

/// The values of a body that has one per line, as they come: an iterator of a blocking call, and with the feature
/// `stream` a stream of an async one.
pub struct Lines<T, M: Mode> {
    rest: M::Rest,
    head: Response<()>,
    most: usize,
    kept: BytesMut,
    /// Up to where there is no end of a line in what is kept.
    searched: usize,
    ended: bool,
    of: PhantomData<fn() -> T>,
}

impl<T: Slot + 'static, M: Mode> Answer<M> for Lines<T, M> {
    const STREAMED: bool = true;

    fn read(received: Received<M>) -> Result<Response<Self>, Error> {
        let (head, Stream { rest, most, .. }) = received.into_stream()?;
        let lines = Self {
            rest,
            head: head.clone(),
            most,
            kept: BytesMut::new(),
            searched: 0,
            ended: false,
            of: PhantomData,
        };
        Ok(head.map(|()| lines))
    }
}

impl<T: Slot, M: Mode> Lines<T, M> {
    /// A value that is there already; blank lines are none.
    fn ready(&mut self) -> Option<Result<T, Error>> {
        loop {
            let unseen = self.kept.get(self.searched..)?;
            let line = match unseen.iter().position(|byte| *byte == b'\n') {
                Some(end) => self.kept.split_to(self.searched + end + 1),
                None if self.ended && !self.kept.is_empty() => std::mem::take(&mut self.kept),
                None => {
                    self.searched = self.kept.len();
                    return None;
                }
            };
            self.searched = 0;
            if !line.trim_ascii().is_empty() {
                let line = self.head.clone().map(|()| line.freeze());
                return Some(line.parse(Reading::Json).map(|line| line.body));
            }
        }
    }

    /// Takes in what came; a line without an end would fill the memory.
    fn take(&mut self, next: Option<Bytes>) -> Result<(), Error> {
        match next {
            Some(bytes) if self.kept.len().saturating_add(bytes.len()) > self.most => {
                self.ended = true;
                let kept = std::mem::take(&mut self.kept);
                let line = self.head.clone().map(|()| kept.freeze());
                let message = format!("a line is longer than the limit of {} bytes", self.most);
                return Err(line.unreadable("", &message));
            }
            Some(bytes) => self.kept.extend_from_slice(&bytes),
            None => self.ended = true,
        }
        Ok(())
    }

    fn lost(&mut self, error: super::transport::TransportError) -> Error {
        self.ended = true;
        self.kept.clear();
        self.head.lost(error)
    }
}

impl<T: Slot> Lines<T, Async> {
    /// The next value; none at the end. After a value that cannot be read there may be more.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let Some(value) = self.ready() {
                return Poll::Ready(Some(value));
            }
            if self.ended {
                return Poll::Ready(None);
            }
            let taken = match ready!(self.rest.poll(cx)) {
                Ok(next) => self.take(next),
                Err(error) => Err(self.lost(error)),
            };
            if let Err(error) = taken {
                return Poll::Ready(Some(Err(error)));
            }
        }
    }
}

#[cfg(feature = "stream")]
impl<T: Slot> futures_core::Stream for Lines<T, Async> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(cx)
    }
}

/// After a value that cannot be read there may be more.
impl<T: Slot> Iterator for Lines<T, Blocking> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(value) = self.ready() {
                return Some(value);
            }
            if self.ended {
                return None;
            }
            let taken = match self.rest.next() {
                Ok(next) => self.take(next),
                Err(error) => Err(self.lost(error)),
            };
            if let Err(error) = taken {
                return Some(Err(error));
            }
        }
    }
}

impl<T, M: Mode> fmt::Debug for Lines<T, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lines").finish_non_exhaustive()
    }
}
