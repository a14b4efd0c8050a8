//! A transport that does as a script says, on a clock that the test moves.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use http_body::{Body as HttpBody, Frame};
use runtime::blocking_transport::{BlockingBody, BlockingTransport};
use runtime::builder::ClientBuilder;
use runtime::clock::{Clock, Timer};
use runtime::mode::{Async, Blocking};
use runtime::transport::{Body, Exchange, Limits, Timeout, Transport, TransportError};

use super::clock::MovedClock;

/// What comes of one attempt, and after how long.
#[derive(Clone, Debug)]
pub struct Act {
    pub after: Duration,
    pub what: What,
}

#[derive(Clone, Debug)]
pub enum What {
    /// No connection.
    NotSent,
    /// The connection is lost.
    Lost,
    /// An answer; each piece of its body after a while.
    Answer(u16, Vec<(&'static str, String)>, Vec<(Duration, &'static str)>, bool),
}

pub fn secs(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}

pub fn not_sent(after: f64) -> Act {
    Act { after: secs(after), what: What::NotSent }
}

pub fn lost(after: f64) -> Act {
    Act { after: secs(after), what: What::Lost }
}

pub fn answer(after: f64, status: u16, headers: &[(&'static str, &str)], body: &'static str) -> Act {
    pieces(after, status, headers, &[(0.0, body)], true)
}

/// An answer in pieces; if not `whole`, the connection is lost after them.
pub fn pieces(
    after: f64,
    status: u16,
    headers: &[(&'static str, &str)],
    body: &[(f64, &'static str)],
    whole: bool,
) -> Act {
    let headers = headers.iter().map(|(name, value)| (*name, value.to_string())).collect();
    let body = body.iter().map(|(after, piece)| (secs(*after), *piece)).collect();
    Act { after: secs(after), what: What::Answer(status, headers, body, whole) }
}

#[derive(Clone)]
pub struct Script {
    pub clock: MovedClock,
    acts: Arc<Mutex<VecDeque<Act>>>,
    /// The head of every request, and when it came.
    pub seen: Arc<Mutex<Vec<Seen>>>,
}

#[derive(Debug)]
pub struct Seen {
    pub at: Duration,
    pub method: http::Method,
    pub uri: http::Uri,
    pub headers: HeaderMap,
    pub body: Bytes,
    pub limits: Limits,
}

impl Script {
    pub fn new(acts: &[Act]) -> Self {
        let acts = Arc::new(Mutex::new(acts.iter().cloned().collect()));
        Self { clock: MovedClock::new(), acts, seen: Arc::default() }
    }

    pub fn on(&self, builder: ClientBuilder<Async>) -> ClientBuilder<Async> {
        builder.transport(self.clone()).timer(self.clock.clone())
    }

    pub fn on_blocking(&self, builder: ClientBuilder<Blocking>) -> ClientBuilder<Blocking> {
        builder.transport(self.clone()).timer(self.clock.clone())
    }

    /// The seconds at which requests came.
    pub fn times(&self) -> Vec<f64> {
        self.seen.lock().unwrap().iter().map(|seen| seen.at.as_secs_f64()).collect()
    }

    fn next<B>(&self, request: http::Request<B>, body: Bytes) -> (Act, Limits) {
        let (parts, _) = request.into_parts();
        let limits = *parts.extensions.get::<Limits>().expect("a request carries its limits");
        let at = self.clock.elapsed();
        let seen = Seen { at, method: parts.method, uri: parts.uri, headers: parts.headers, body, limits };
        self.seen.lock().unwrap().push(seen);
        let act = self.acts.lock().unwrap().pop_front().expect("a request that the script does not have");
        (act, limits)
    }
}

fn response<B>(status: u16, headers: Vec<(&'static str, String)>, body: B) -> http::Response<B> {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(name, value);
    }
    response.body(body).unwrap()
}

fn broken() -> TransportError {
    TransportError::maybe_executed("the script lost the connection")
}

impl Transport for Script {
    fn send(&self, request: http::Request<Body>) -> Exchange<'_> {
        let body = Bytes::copy_from_slice(request.body().as_bytes().unwrap());
        let (act, _) = self.next(request, body);
        Box::pin(async move {
            Timer::sleep(&self.clock, act.after).await;
            match act.what {
                What::NotSent => Err(TransportError::not_sent("the script has no server")),
                What::Lost => Err(broken()),
                What::Answer(status, headers, pieces, whole) => {
                    let body = Pieces { clock: self.clock.clone(), pieces: pieces.into(), whole, wait: None };
                    Ok(response(status, headers, Body::stream(body)))
                }
            }
        })
    }
}

struct Pieces {
    clock: MovedClock,
    pieces: VecDeque<(Duration, &'static str)>,
    whole: bool,
    wait: Option<std::time::Instant>,
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let Some((after, piece)) = self.pieces.front().copied() else {
            return Poll::Ready((!self.whole).then(|| Err(broken())));
        };
        let now = self.clock.now();
        let due = *self.wait.get_or_insert(now + after);
        let clock = self.clock.clone();
        if clock.sleep_until_async(due).as_mut().poll(cx).is_pending() {
            return Poll::Pending;
        }
        self.wait = None;
        self.pieces.pop_front();
        Poll::Ready(Some(Ok(Frame::data(Bytes::from(piece)))))
    }
}

/// As a blocking transport has to, this one keeps the limits by itself.
impl BlockingTransport for Script {
    fn send(
        &self,
        request: http::Request<BlockingBody>,
    ) -> Result<http::Response<BlockingBody>, TransportError> {
        let body = Bytes::copy_from_slice(request.body().as_bytes().unwrap());
        let (act, limits) = self.next(request, body);
        let mut watch = Watch { clock: self.clock.clone(), limits, left: limits.attempt };
        watch.wait(act.after)?;
        match act.what {
            What::NotSent => Err(TransportError::not_sent("the script has no server")),
            What::Lost => Err(broken()),
            What::Answer(status, headers, pieces, whole) => {
                let body = PiecesReader { watch, pieces: pieces.into(), whole };
                Ok(response(status, headers, BlockingBody::reader(body)))
            }
        }
    }
}

struct Watch {
    clock: MovedClock,
    limits: Limits,
    left: Duration,
}

impl Watch {
    fn wait(&mut self, time: Duration) -> Result<(), TransportError> {
        let (limit, timeout) = match self.limits.idle < self.left {
            true => (self.limits.idle, Timeout::Idle),
            false => (self.left, Timeout::Attempt),
        };
        self.clock.advance(time.min(limit));
        self.left -= time.min(limit);
        if time < limit || time.is_zero() {
            return Ok(());
        }
        Err(TransportError::maybe_executed("timed out").timed_out(timeout))
    }
}

struct PiecesReader {
    watch: Watch,
    pieces: VecDeque<(Duration, &'static str)>,
    whole: bool,
}

impl Read for PiecesReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some((after, piece)) = self.pieces.pop_front() else {
            return if self.whole { Ok(0) } else { Err(io::Error::other(broken())) };
        };
        self.watch.wait(after).map_err(io::Error::other)?;
        let length = piece.len().min(buffer.len());
        buffer[..length].copy_from_slice(&piece.as_bytes()[..length]);
        if length < piece.len() {
            self.pieces.push_front((Duration::ZERO, &piece[length..]));
        }
        Ok(length)
    }
}
