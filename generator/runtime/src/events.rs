//! Server-sent events, as they come.

use std::fmt;
use std::future::{Future, poll_fn};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::HeaderValue;

use super::answer::{Answer, Reading, Received, Response};
use super::error::Error;
use super::mode::{Async, Blocking, Mode};
use super::operation::Retry;
use super::rest::{Origin, Stream};
use super::sse::{Parser, RawEvent};
use super::transport::TransportError;
use super::wire::{Json, Slot};
use super::{send_async, send_blocking};

/// One event.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event<T> {
    /// What kind it is; empty where the server does not say.
    pub event: String,
    /// The id of the last event that had one.
    pub id: Option<String>,
    /// What it says.
    pub data: T,
}

/// The events of a call, as they come: an iterator of a blocking call, and with the feature `stream` a stream of an
/// async one.
///
/// A connection that is lost is made again, from the last event on (`Last-Event-ID`), where the operation is one that
/// changes nothing and its events have ids: after the pause that the server asked for, and as often as the call may be
/// repeated. A stream that the server ends is at its end.
pub struct Events<T, M: Mode> {
    /// None once the connection is lost.
    rest: Option<M::Rest>,
    /// The connection that is being made again.
    again: Option<Again<M>>,
    head: Response<()>,
    origin: Origin<M>,
    reading: Reading,
    most: usize,
    parser: Parser,
    /// How often the connection was lost since the last event.
    losses: u32,
    ended: bool,
    of: PhantomData<fn() -> T>,
}

type Again<M> = Pin<Box<dyn Future<Output = Result<Received<M>, Error>> + Send>>;

impl<T: Slot + 'static, M: Mode> Answer<M> for Events<T, M> {
    const STREAMED: bool = true;

    fn read(received: Received<M>) -> Result<Response<Self>, Error> {
        let reading = received.reading;
        let (head, Stream { rest, most, origin }) = received.into_stream()?;
        let (kept, parser, of) = (head.clone(), Parser::default(), PhantomData);
        let (rest, again, losses, ended) = (Some(rest), None, 0, false);
        let events = Self { rest, again, head: kept, origin, reading, most, parser, losses, ended, of };
        Ok(head.map(|()| events))
    }
}

impl<T: Slot, M: Mode> Events<T, M> {
    /// The id of the last event that had one: what a later call would go on from.
    pub fn last_id(&self) -> Option<&str> {
        self.parser.last_id.as_deref()
    }

    /// An event that is there already.
    fn ready(&mut self) -> Option<Result<Event<T>, Error>> {
        let raw = self.parser.next()?;
        self.losses = 0;
        if raw.data == "[DONE]" && self.reading != Reading::Text {
            // No JSON, but what some servers end their streams with.
            self.ended = true;
            self.parser.reset();
            return None;
        }
        Some(self.event(raw))
    }

    fn event(&self, raw: RawEvent) -> Result<Event<T>, Error> {
        let RawEvent { event, data, id } = raw;
        let parse = |text: String, reading| self.head.clone().map(|()| Bytes::from(text)).parse::<T>(reading);
        let data = match self.reading {
            Reading::Event => {
                let whole = |data: Json| {
                    let mut object = serde_json::Map::new();
                    object.insert("data".into(), data);
                    object.extend((!event.is_empty()).then(|| ("event".into(), event.as_str().into())));
                    object.extend(id.as_deref().map(|id| ("id".into(), id.into())));
                    Json::Object(object).to_string()
                };
                // The data may be text, or JSON in the text.
                parse(whole(data.as_str().into()), Reading::Json).or_else(|error| {
                    let json = serde_json::from_str(&data).map_err(|_| error)?;
                    parse(whole(json), Reading::Json)
                })
            }
            reading => parse(data, reading),
        };
        data.map(|data| Event { event, id, data: data.body })
    }

    /// Takes in what came; an event without an end would fill the memory.
    fn take(&mut self, next: Option<Bytes>) -> Result<(), Error> {
        match next {
            Some(bytes) if self.parser.size().saturating_add(bytes.len()) > self.most => {
                self.ended = true;
                let message = format!("an event is longer than the limit of {} bytes", self.most);
                Err(self.head.clone().map(|()| Bytes::new()).unreadable("", &message))
            }
            Some(bytes) => {
                self.parser.feed(&bytes);
                Ok(())
            }
            None => {
                self.ended = true;
                Ok(())
            }
        }
    }

    /// Takes in that the connection was lost: the error, unless it is to be made again after a pause.
    fn lost(&mut self, error: TransportError) -> Result<(), Error> {
        self.rest = None;
        self.parser.reset();
        self.losses = self.losses.saturating_add(1);
        let ready = &self.origin.ready;
        let may_repeat = ready.retry == Retry::Safe
            && self.losses <= ready.policy.max_retries
            && error.timeout() != Some(super::transport::Timeout::Total);
        if may_repeat && self.parser.last_id.is_some() {
            return Ok(());
        }
        self.ended = true;
        Err(self.head.lost(error))
    }

    /// How long to wait, and the request from the last event on.
    fn resume_at(&self) -> Option<(Duration, Origin<M>)> {
        const LONGEST: Duration = Duration::from_secs(30);
        let usual = Duration::from_millis(500) * (1 << self.losses.saturating_sub(1).min(4));
        let wait = self.parser.retry.unwrap_or(usual).min(LONGEST);
        let (client, mut ready) = (self.origin.client.clone(), self.origin.ready.clone());
        let id = HeaderValue::from_bytes(self.parser.last_id.as_ref()?.as_bytes()).ok()?;
        ready.headers.insert("last-event-id", id);
        Some((wait, Origin { client, ready }))
    }

    /// Takes in the answer to that; one without a body ends the stream.
    fn resumed(&mut self, received: Result<Received<M>, Error>) -> Result<(), Error> {
        let received = received.inspect_err(|_| self.ended = true)?;
        match received.stream {
            Some(stream) if received.response.status != http::StatusCode::NO_CONTENT => {
                self.rest = Some(stream.rest);
            }
            _ => self.ended = true,
        }
        Ok(())
    }
}

impl<T: Slot> Events<T, Async> {
    /// The next event; none at the end. After one that cannot be read there may be more. It may be dropped at any time:
    /// nothing that came is lost.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Event<T>, Error>>> {
        loop {
            if let Some(event) = self.ready() {
                return Poll::Ready(Some(event));
            }
            if self.ended {
                return Poll::Ready(None);
            }
            let taken = if let Some(rest) = &mut self.rest {
                match ready!(rest.poll(cx)) {
                    Ok(next) => self.take(next),
                    Err(error) => self.lost(error),
                }
            } else if let Some(again) = &mut self.again {
                let received = ready!(again.as_mut().poll(cx));
                self.again = None;
                self.resumed(received)
            } else {
                let Some((wait, origin)) = self.resume_at() else { return Poll::Ready(None) };
                self.again = Some(Box::pin(async move {
                    origin.client.inner.timer.sleep(wait).await;
                    send_async::drive(&origin.client, origin.ready, true).await
                }));
                Ok(())
            };
            if let Err(error) = taken {
                return Poll::Ready(Some(Err(error)));
            }
        }
    }
}

#[cfg(feature = "stream")]
impl<T: Slot> futures_core::Stream for Events<T, Async> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(cx)
    }
}

/// After an event that cannot be read there may be more.
impl<T: Slot> Iterator for Events<T, Blocking> {
    type Item = Result<Event<T>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(event) = self.ready() {
                return Some(event);
            }
            if self.ended {
                return None;
            }
            let taken = match &mut self.rest {
                Some(rest) => match rest.next() {
                    Ok(next) => self.take(next),
                    Err(error) => self.lost(error),
                },
                None => {
                    let (wait, origin) = self.resume_at()?;
                    origin.client.inner.timer.sleep(wait);
                    let received = send_blocking::drive(&origin.client, origin.ready, true);
                    self.resumed(received)
                }
            };
            if let Err(error) = taken {
                return Some(Err(error));
            }
        }
    }
}

impl<T, M: Mode> fmt::Debug for Events<T, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").finish_non_exhaustive()
    }
}
