//! Sends calls, blocking.

use std::io::{self, Read};
#[cfg(not(without = "streams"))]
use std::sync::Arc;

use bytes::Bytes;

use super::answer::{Answer, Received};
use super::blocking_transport::BlockingBody;
use super::call::Call;
use super::client::Client;
use super::error::Error;
use super::mode::Blocking;
use super::plan::Ready;
#[cfg(not(without = "streams"))]
use super::rest::BlockingRest;
use super::run::{End, Run, Step};
#[cfg(not(without = "oauth2"))]
use super::tokens::block_on;
use super::transport::{Timeout, TransportError};

impl<T: Answer<Blocking>, P> Call<T, Blocking, P> {
    /// Sends the call and waits for what comes of it.
    pub fn send(self) -> Result<T, Error> {
        let Self { client, plan, .. } = self;
        let ready = plan?.finish(&client.inner.shared)?;
        Ok(T::read(drive(&client, ready, T::STREAMED)?)?.body)
    }
}

/// Sends, reads and waits as the run says.
pub(super) fn drive(
    client: &Client<Blocking>,
    ready: Ready,
    streamed: bool,
) -> Result<Received<Blocking>, Error> {
    let inner = &*client.inner;
    let timer = &*inner.timer;
    let mut run = Run::new(&inner.shared, ready, streamed, timer.now());
    #[cfg(not(without = "oauth2"))]
    if run.asks() {
        block_on(run.put_token(client))?;
    }
    loop {
        let begun = timer.now();
        let (request, _) = run.begin(begun)?;
        let sent = run.trace.within(|| {
            let (parts, body) = inner.transport.send(request)?.into_parts();
            #[cfg(not(without = "streams"))]
            if run.streamed && parts.status.is_success() {
                return Ok((parts, Got::Stream(body)));
            }
            let (body, end) = read(body, inner.shared.max_body);
            Ok((parts, Got::Body(body, end)))
        });
        run.took(begun, timer.now());
        let step = match sent {
            Ok((parts, Got::Body(body, end))) => run.answered(parts, body, end, timer.now(), timer.wall()),
            #[cfg(not(without = "streams"))]
            Ok((parts, Got::Stream(body))) => {
                let open = |patience| BlockingRest::new(body, patience, Arc::clone(&inner.timer));
                return Ok(client.opened(run, parts, open));
            }
            Err(error) => run.lost(error, timer.now()),
        };
        match step {
            Step::Wait(wait) => timer.sleep(wait),
            #[cfg(not(without = "oauth2"))]
            Step::Renew(_) if block_on(run.put_token(client))? => {}
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
    Stream(BlockingBody),
}

/// Reads a body as far as it goes.
fn read(body: BlockingBody, most: usize) -> (Bytes, End) {
    let mut reader = match body.try_into_bytes() {
        Ok(bytes) if bytes.len() <= most => return (bytes, End::Complete),
        Ok(bytes) => return (bytes.slice(..most), End::TooLarge),
        Err(reader) => reader,
    };
    let mut bytes = Vec::new();
    // One byte more than there may be tells whether there are more.
    let end = match (&mut reader).take((most as u64).saturating_add(1)).read_to_end(&mut bytes) {
        Err(error) => End::Lost(known(error)),
        Ok(_) if bytes.len() > most => End::TooLarge,
        Ok(_) => End::Complete,
    };
    bytes.truncate(most);
    (bytes.into(), end)
}

/// The error that a reader wrapped, or what its kind says.
pub(super) fn known(error: io::Error) -> TransportError {
    let timed_out = matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock);
    match error.downcast::<TransportError>() {
        Ok(error) => error,
        Err(error) if timed_out => TransportError::maybe_executed(error).timed_out(Timeout::Attempt),
        Err(error) => TransportError::maybe_executed(error),
    }
}
