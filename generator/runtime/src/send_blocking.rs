//! Sends calls, blocking.

use std::io::{self, Read};

use bytes::Bytes;

use super::answer::{Answer, Response};
use super::blocking_transport::BlockingBody;
use super::call::Call;
use super::client::Inner;
use super::error::Error;
use super::mode::Blocking;
use super::plan::Plan;
use super::run::{End, Run, Step};
use super::transport::{Timeout, TransportError};

impl<T: Answer, P> Call<T, Blocking, P> {
    /// Sends the call and waits for what comes of it.
    pub fn send(self) -> Result<T, Error> {
        let Self { client, plan, .. } = self;
        Ok(T::read(drive(&client.inner, plan)?)?.body)
    }
}

/// Sends, reads and waits as the run says.
fn drive(client: &Inner<Blocking>, plan: Result<Box<Plan>, Error>) -> Result<Response<Bytes>, Error> {
    let timer = &*client.timer;
    let mut run = Run::new(&client.shared, plan, timer.now())?;
    loop {
        let (request, _) = run.begin(timer.now())?;
        let sent = run.trace.within(|| {
            let (parts, body) = client.transport.send(request)?.into_parts();
            let (body, end) = read(body, client.shared.max_body);
            Ok((parts, body, end))
        });
        let step = match sent {
            Ok((parts, body, end)) => run.answered(parts, body, end, timer.now(), timer.wall()),
            Err(error) => run.lost(error, timer.now()),
        };
        match step {
            Step::Wait(wait) => timer.sleep(wait),
            Step::Done(result) => return *result,
        }
    }
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
fn known(error: io::Error) -> TransportError {
    let timed_out = matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock);
    match error.downcast::<TransportError>() {
        Ok(error) => error,
        Err(error) if timed_out => TransportError::maybe_executed(error).timed_out(Timeout::Attempt),
        Err(error) => TransportError::maybe_executed(error),
    }
}
