//! What a fake replies: answers and faults.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::thread;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use http_body::{Body as HttpBody, Frame};

use super::blocking_transport::BlockingBody;
use super::transport::{Body, Limits, Timeout, TransportError};
use super::wire::{self, Json, Slot};

/// What a fake replies: an answer, or a fault.
#[derive(Clone, Debug)]
pub struct Reply {
    kind: Kind,
    /// What is changed in an example: JSON pointers and values.
    changes: Vec<(String, Json)>,
    after: Duration,
    pace: Duration,
    breaks_off: bool,
}

#[derive(Clone, Debug)]
enum Kind {
    Example,
    NotSent,
    Lost,
    Answer { status: u16, headers: HeaderMap, body: Bytes },
}

impl Reply {
    fn of(kind: Kind) -> Self {
        Self { kind, changes: Vec::new(), after: Duration::ZERO, pace: Duration::ZERO, breaks_off: false }
    }

    /// The document's example.
    pub fn example() -> Self {
        Self::of(Kind::Example)
    }

    /// A status and no body.
    pub fn status(status: u16) -> Self {
        Self::of(Kind::Answer { status, headers: HeaderMap::new(), body: Bytes::new() })
    }

    /// A status and a body in JSON.
    pub fn json(status: u16, body: &impl Slot) -> Self {
        let body = wire::to_json(body).unwrap_or_else(|error| error.to_string().into_bytes());
        Self::raw(status, "application/json", body)
    }

    /// A status and a body of any media type.
    pub fn raw(status: u16, media: &'static str, body: impl Into<Bytes>) -> Self {
        let headers = [(CONTENT_TYPE, HeaderValue::from_static(media))].into_iter().collect();
        Self::of(Kind::Answer { status, headers, body: body.into() })
    }

    /// No connection: the request never leaves.
    pub fn not_sent() -> Self {
        Self::of(Kind::NotSent)
    }

    /// A connection that is lost after the request was sent; the server may have acted on it.
    pub fn lost() -> Self {
        Self::of(Kind::Lost)
    }

    /// Adds a header to the answer; one that is malformed is left out.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        let name = HeaderName::from_bytes(name.as_bytes()).ok().zip(HeaderValue::from_str(value).ok());
        if let (Kind::Answer { headers, .. }, Some((name, value))) = (&mut self.kind, name) {
            headers.insert(name, value);
        }
        self
    }

    /// Changes one value of an example, found by a JSON pointer (RFC 6901): an enum value that the document does not
    /// have, a null where none is expected. A property that is not there is added.
    #[must_use]
    pub fn with(mut self, pointer: &str, value: impl Into<Json>) -> Self {
        self.changes.push((pointer.to_owned(), value.into()));
        self
    }

    /// Waits before the answer.
    #[must_use]
    pub fn after(mut self, wait: Duration) -> Self {
        self.after = wait;
        self
    }

    /// Sends the body in eight pieces, each after a pause.
    #[must_use]
    pub fn slowly(mut self, pause: Duration) -> Self {
        self.pace = pause;
        self
    }

    /// Loses the connection in the middle of the body.
    #[must_use]
    pub fn breaking_off(mut self) -> Self {
        self.breaks_off = true;
        self
    }

    /// Reads an example of a data file.
    pub(super) fn from_example(example: &Json) -> Option<Self> {
        let example = example.as_object()?;
        let status = example.get("status").map_or(Some(200), Json::as_u64)?;
        let status = u16::try_from(status).ok()?;
        let mut reply = match (example.get("body"), example.get("text")) {
            (Some(body), _) => Self::raw(status, "application/json", body.to_string()),
            (None, Some(text)) => Self::raw(status, "text/plain", text.as_str()?.to_owned()),
            (None, None) => Self::status(status),
        };
        if let Some(headers) = example.get("headers") {
            for (name, value) in headers.as_object()? {
                reply = reply.with_header(name, value.as_str()?);
            }
        }
        Some(reply)
    }

    /// Puts the example in its place, with the changes made to it.
    pub(super) fn resolve(mut self, example: Option<&Self>) -> Option<Self> {
        if matches!(self.kind, Kind::Example) {
            self.kind = example?.kind.clone();
        }
        if let Kind::Answer { body, .. } = &mut self.kind
            && !self.changes.is_empty()
            && let Ok(mut json) = serde_json::from_slice::<Json>(body)
        {
            for (pointer, value) in self.changes.drain(..) {
                change(&mut json, &pointer, value);
            }
            *body = json.to_string().into();
        }
        Some(self)
    }

    /// The body in the pieces in which it is sent, and the pause before each.
    fn pieces(&self, body: &Bytes) -> Pieces {
        let end = if self.breaks_off { body.len() / 2 } else { body.len() };
        let body = body.slice(..end);
        let size = if self.pace.is_zero() { body.len().max(1) } else { body.len().div_ceil(8).max(1) };
        let starts = (0..body.len()).step_by(size);
        let pieces = starts.map(|start| body.slice(start..body.len().min(start + size))).collect();
        Pieces { pieces, pace: self.pace, breaks_off: self.breaks_off, due: None }
    }

    /// Replies to an async client.
    pub(super) async fn send(self) -> Result<http::Response<Body>, TransportError> {
        if !self.after.is_zero() {
            let due = later(self.after);
            poll_fn(|cx| wait_until(due, cx)).await;
        }
        let (status, headers, body) = self.answer()?;
        Ok(response(status, headers, Body::stream(body)))
    }

    /// Replies to a blocking client, which cannot interrupt and leaves it to its transport to keep the limits.
    pub(super) fn send_blocking(
        self,
        limits: Option<Limits>,
    ) -> Result<http::Response<BlockingBody>, TransportError> {
        let started = Instant::now();
        pause(self.after, started, limits)?;
        let (status, headers, body) = self.answer()?;
        Ok(response(status, headers, BlockingBody::reader(PiecesReader { body, started, limits })))
    }

    fn answer(self) -> Result<(StatusCode, HeaderMap, Pieces), TransportError> {
        match &self.kind {
            Kind::NotSent => Err(TransportError::not_sent("the fake was told to be out of reach")),
            Kind::Lost | Kind::Example => {
                Err(TransportError::maybe_executed("the fake was told to lose the connection"))
            }
            Kind::Answer { status, headers, body } => {
                let status = StatusCode::from_u16(*status).map_err(|_| {
                    TransportError::not_sent("the fake was told to answer with an invalid status")
                })?;
                Ok((status, headers.clone(), self.pieces(body)))
            }
        }
    }
}

fn response<B>(status: StatusCode, headers: HeaderMap, body: B) -> http::Response<B> {
    let mut response = http::Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// Sets the value at a pointer, if all but its last step are there.
fn change(json: &mut Json, pointer: &str, value: Json) {
    if let Some(place) = json.pointer_mut(pointer) {
        *place = value;
    } else if let Some((parent, name)) = pointer.rsplit_once('/')
        && let Some(Json::Object(entries)) = json.pointer_mut(parent)
    {
        entries.insert(name.replace("~1", "/").replace("~0", "~"), value);
    }
}

/// The moment after a wait that a clock can count to; else there is none.
fn later(wait: Duration) -> Instant {
    let now = Instant::now();
    now.checked_add(wait).unwrap_or(now)
}

/// A thread does the waiting: a fake works on any async runtime, and a test has time for one.
fn wait_until(due: Instant, cx: &mut Context<'_>) -> Poll<()> {
    let left = due.saturating_duration_since(Instant::now());
    if left.is_zero() {
        return Poll::Ready(());
    }
    let waker = cx.waker().clone();
    thread::spawn(move || {
        thread::sleep(left);
        waker.wake();
    });
    Poll::Pending
}

/// Waits as a blocking transport has to: no longer than the limits.
fn pause(wait: Duration, started: Instant, limits: Option<Limits>) -> Result<(), TransportError> {
    let Some(limits) = limits else {
        thread::sleep(wait);
        return Ok(());
    };
    let left = limits.attempt.saturating_sub(started.elapsed());
    let (limit, timeout) =
        if limits.idle < left { (limits.idle, Timeout::Idle) } else { (left, Timeout::Attempt) };
    thread::sleep(wait.min(limit));
    if wait < limit {
        return Ok(());
    }
    Err(TransportError::maybe_executed("the fake was told to be slow").timed_out(timeout))
}

fn broken_off() -> TransportError {
    TransportError::maybe_executed("the fake was told to break off")
}

/// A body in pieces.
struct Pieces {
    pieces: VecDeque<Bytes>,
    pace: Duration,
    breaks_off: bool,
    due: Option<Instant>,
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        if self.pieces.is_empty() {
            let end = std::mem::take(&mut self.breaks_off).then(|| Err(broken_off()));
            return Poll::Ready(end);
        }
        let pace = self.pace;
        let due = *self.due.get_or_insert_with(|| later(pace));
        if wait_until(due, cx).is_pending() {
            return Poll::Pending;
        }
        self.due = None;
        Poll::Ready(self.pieces.pop_front().map(|piece| Ok(Frame::data(piece))))
    }
}

struct PiecesReader {
    body: Pieces,
    started: Instant,
    limits: Option<Limits>,
}

impl Read for PiecesReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(mut piece) = self.body.pieces.pop_front() else {
            let end = std::mem::take(&mut self.body.breaks_off);
            return if end { Err(io::Error::other(broken_off())) } else { Ok(0) };
        };
        if !self.body.pace.is_zero() {
            pause(self.body.pace, self.started, self.limits).map_err(io::Error::other)?;
        }
        let read = piece.len().min(buffer.len());
        if let Some(buffer) = buffer.get_mut(..read) {
            buffer.copy_from_slice(&piece.split_to(read));
        }
        if !piece.is_empty() {
            self.body.pieces.push_front(piece);
        }
        Ok(read)
    }
}
