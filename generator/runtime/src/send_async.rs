//! Sends calls, async.

use std::future::{Future, IntoFuture, poll_fn};
use std::pin::{Pin, pin};
#[cfg(not(without = "streams"))]
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use http_body::Body as _;

use super::answer::{Answer, Received};
use super::call::Call;
use super::client::{Client, Inner};
use super::clock::Timer;
use super::error::Error;
use super::mode::Async;
use super::plan::{Plan, Ready};
#[cfg(not(without = "streams"))]
use super::rest::AsyncRest;
use super::run::{End, Run, Step};
use super::transport::{Body, Limits, Timeout, TransportError};
#[cfg(not(without = "uploads"))]
use super::upload::Progress;

/// The future of a call.
pub type Sending<T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>;

impl<T: Answer<Async>, P> Call<T, Async, P> {
    /// Sends the call; the same as awaiting it.
    pub fn send(self) -> Sending<T> {
        sending(self.client, self.plan)
    }
}

/// Apart from the call, so that there is one future for each type of answer, not for each operation.
pub(super) fn sending<T: Answer<Async>>(client: Client<Async>, plan: Result<Box<Plan>, Error>) -> Sending<T> {
    Box::pin(async move {
        let ready = plan?.finish(&client.inner.shared)?;
        Ok(T::read(drive(&client, ready, T::STREAMED).await?)?.body)
    })
}

impl<T: Answer<Async>, P> IntoFuture for Call<T, Async, P> {
    type Output = Result<T, Error>;
    type IntoFuture = Sending<T>;

    fn into_future(self) -> Sending<T> {
        self.send()
    }
}

/// Sends, reads and waits as the run says.
pub(super) async fn drive(
    client: &Client<Async>,
    ready: Ready,
    streamed: bool,
) -> Result<Received<Async>, Error> {
    let inner = &*client.inner;
    let timer = &*inner.timer;
    let mut run = Run::new(&inner.shared, ready, streamed, timer.now());
    #[cfg(not(without = "oauth2"))]
    if run.asks() {
        run.put_token(client).await?;
    }
    loop {
        let begun = timer.now();
        let (request, limits) = run.begin(begun)?;
        let sent = run.trace.around(attempt(inner, request, limits)).await;
        run.took(begun, timer.now());
        let step = match sent {
            Ok((parts, Got::Body(body, end))) => run.answered(parts, body, end, timer.now(), timer.wall()),
            #[cfg(not(without = "streams"))]
            Ok((parts, Got::Stream(body))) => {
                let open = |patience| AsyncRest::new(body, patience, Arc::clone(&inner.timer));
                return Ok(client.opened(run, parts, open));
            }
            Err(error) => run.lost(error, timer.now()),
        };
        match step {
            Step::Wait(wait) => timer.sleep(wait).await,
            #[cfg(not(without = "oauth2"))]
            Step::Renew(_) if run.put_token(client).await? => {}
            #[cfg(not(without = "oauth2"))]
            Step::Renew(refused) => return Err(refused),
            Step::Done(result) => {
                return Ok(run.received((*result)?));
            }
        }
    }
}

/// What an attempt has of a body.
enum Got {
    /// As much as there is.
    Body(Bytes, End),
    /// Nothing yet.
    #[cfg(not(without = "streams"))]
    Stream(Body),
}

/// One attempt, to the last byte of its answer or of its time.
async fn attempt(
    client: &Inner<Async>,
    request: http::Request<Body>,
    limits: Limits,
) -> Result<(http::response::Parts, Got), TransportError> {
    let timer = &*client.timer;
    #[cfg(not(without = "uploads"))]
    if let Some(sending) = limits.sending {
        let (response, deadline) = upload(client, request, limits, sending).await?;
        return take(client, response, limits, deadline).await;
    }
    let deadline = timer.now().checked_add(limits.attempt).ok_or_else(beyond)?;
    let response = within(timer, deadline, limits.idle, client.transport.send(request)).await??;
    take(client, response, limits, deadline).await
}

/// The error for a limit that no clock can count to.
fn beyond() -> TransportError {
    TransportError::not_sent("the limit of the attempt is beyond the clock")
}

/// The body of an answer, or as much of it as comes by the deadline.
async fn take(
    client: &Inner<Async>,
    response: http::Response<Body>,
    limits: Limits,
    deadline: Instant,
) -> Result<(http::response::Parts, Got), TransportError> {
    let (parts, body) = response.into_parts();
    #[cfg(not(without = "streams"))]
    if limits.streamed && parts.status.is_success() {
        return Ok((parts, Got::Stream(body)));
    }
    let (body, end) = read(&*client.timer, deadline, limits.idle, body, client.shared.max_body).await;
    Ok((parts, Got::Body(body, end)))
}

/// Sends a body that is a stream; what comes with the answer is the deadline of what is left of the attempt.
#[cfg(not(without = "uploads"))]
async fn upload(
    client: &Inner<Async>,
    request: http::Request<Body>,
    limits: Limits,
    sending: Duration,
) -> Result<(http::Response<Body>, Instant), TransportError> {
    let end = client.timer.now().checked_add(sending).ok_or_else(beyond)?;
    let (parts, body) = request.into_parts();
    let (body, progress) = Progress::of(body);
    let request = http::Request::from_parts(parts, body);
    let sent = uploading(&*client.timer, end, limits, &progress, client.transport.send(request)).await?;
    Ok((sent.0?, sent.1))
}

/// Waits for the answer to a body that is a stream; what comes with it is the deadline of what is left of the attempt.
///
/// As long as the transport takes one piece after the other, each within the limit of silence, only `end` counts. The
/// attempt's limit begins with the last piece.
#[cfg(not(without = "uploads"))]
async fn uploading<F: Future>(
    timer: &dyn Timer,
    end: Instant,
    limits: Limits,
    progress: &Progress,
    send: F,
) -> Result<(F::Output, Instant), TransportError> {
    let after = || timer.now().checked_add(limits.attempt).map_or(end, |deadline| deadline.min(end));
    let alarm = |ended: bool| {
        let left = end.saturating_duration_since(timer.now());
        let limit = if ended { limits.idle.min(limits.attempt) } else { limits.idle };
        let timeout = if ended && limits.attempt <= limits.idle { Timeout::Attempt } else { Timeout::Idle };
        (if left < limit { Timeout::Total } else { timeout }, timer.sleep(limit.min(left)))
    };
    let mut send = pin!(send);
    let (mut seen, mut deadline, mut sleep) = (0, None, alarm(false));
    poll_fn(|cx| {
        if let Poll::Ready(output) = send.as_mut().poll(cx) {
            return Poll::Ready(Ok((output, deadline.unwrap_or_else(after))));
        }
        let (taken, ended) = progress.look(cx);
        if taken != seen {
            seen = taken;
            deadline = ended.then(after);
            sleep = alarm(ended);
        }
        let (timeout, sleep) = &mut sleep;
        let timeout = *timeout;
        sleep.as_mut().poll(cx).map(|()| Err(TransportError::maybe_executed("timed out").timed_out(timeout)))
    })
    .await
}

/// Reads a body as far as it goes.
async fn read(timer: &dyn Timer, deadline: Instant, idle: Duration, body: Body, most: usize) -> (Bytes, End) {
    let mut body = match body.try_into_bytes() {
        Ok(bytes) if bytes.len() <= most => return (bytes, End::Complete),
        Ok(bytes) => return (bytes.slice(..most), End::TooLarge),
        Err(stream) => pin!(stream),
    };
    // Most answers come in one piece, which need not be copied.
    let (mut only, mut bytes) = (Bytes::new(), BytesMut::new());
    let all = |only: Bytes, bytes: BytesMut| if bytes.is_empty() { only } else { bytes.freeze() };
    loop {
        let frame = poll_fn(|cx| body.as_mut().poll_frame(cx));
        let data = match within(timer, deadline, idle, frame).await {
            Ok(None) => return (all(only, bytes), End::Complete),
            Ok(Some(Ok(frame))) => frame.into_data().unwrap_or_default(),
            Ok(Some(Err(error))) | Err(error) => return (all(only, bytes), End::Lost(error)),
        };
        let room = most.saturating_sub(only.len() + bytes.len());
        let end = data.len() > room;
        let data = if end { data.slice(..room) } else { data };
        if only.is_empty() && bytes.is_empty() {
            only = data;
        } else {
            bytes.extend_from_slice(&std::mem::take(&mut only));
            bytes.extend_from_slice(&data);
        }
        if end {
            return (all(only, bytes), End::TooLarge);
        }
    }
}

/// Waits for a future, until the deadline of the attempt or for as long as silence may last.
async fn within<F: Future>(
    timer: &dyn Timer,
    deadline: Instant,
    idle: Duration,
    future: F,
) -> Result<F::Output, TransportError> {
    let left = deadline.saturating_duration_since(timer.now());
    let timeout = if idle < left { Timeout::Idle } else { Timeout::Attempt };
    let mut future = pin!(future);
    let mut sleep = None;
    poll_fn(|cx| {
        // The future first: what is there counts, however late it is asked for, and needs no alarm.
        if let Poll::Ready(output) = future.as_mut().poll(cx) {
            return Poll::Ready(Ok(output));
        }
        let sleep = sleep.get_or_insert_with(|| timer.sleep(idle.min(left)));
        sleep.as_mut().poll(cx).map(|()| Err(TransportError::maybe_executed("timed out").timed_out(timeout)))
    })
    .await
}
