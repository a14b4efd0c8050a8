//! Long-running operations: one call starts work that outlives it, another tells how far it is.
//!
//! OpenAPI has no word for them: which call starts, which is asked, and what says that the work is done, is the
//! configuration's to say (`operations.*.job`).
//!
//! ```ignore
//! let started = client.exports().create(request).start_job().await?;
//! println!("asking about {}", started.answer.id);
//! let export = started.job.until_done(Polling::new(Duration::from_secs(5), Duration::from_secs(600))).await?;
//! ```
//!
//! The work goes on whether or not it is asked about. After a deadline, or in another process, the call that tells how
//! far it is has the same method: `client.exports().retrieve(id).until_done(polling)`.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::answer::{Reading, Response};
use super::call::Call;
use super::client::Client;
use super::error::{Error, Facts};
use super::mode::{Async, Blocking, Mode};
use super::operation::Operation;
use super::percent;
use super::plan::Plan;
use super::polling::{Poll, Polling};
use super::wire::{self, Json, Slot};

/// What tells how far the work is, in the answers of the call that is asked.
#[derive(Debug)]
pub struct Asked {
    /// The keys that lead to it.
    pub state: &'static [&'static str],
    /// What it is when all went well.
    pub done: &'static [&'static str],
    /// What it is when nothing more will come of the work.
    pub failed: &'static [&'static str],
}

/// What is asked about the work that a call starts.
#[derive(Debug)]
pub struct Starts {
    /// The call that tells how far the work is.
    pub asks: &'static Operation,
    /// The values of its parameters, in their order.
    pub with: &'static [With],
    /// What in its answers tells it.
    pub asked: Asked,
}

/// Where the value of a parameter comes from.
#[derive(Clone, Copy, Debug)]
pub enum With {
    /// It is the path parameter of this name of the call that starts the work.
    Same(&'static str),
    /// These keys lead to it in the answer of that call.
    Answer(&'static [&'static str]),
}

/// Gives the calls of an operation `until_done()`: `asked!(RetrieveParams: Export, Asked { .. });`
///
/// The module that uses it imports `Call`.
macro_rules! asked {
    () => {};
    ($Params:ident: $T:ty, $asked:expr) => {
        impl Call<$T, super::runtime::mode::Async, $Params> {
            /// Asks until the work is done, and returns what it came to.
            ///
            /// # Errors
            ///
            /// [`Error::Job`](super::runtime::error::Error::Job) if the work failed, `Error::Timeout` after the deadline;
            /// what goes wrong with a call.
            pub async fn until_done(
                self,
                polling: super::runtime::polling::Polling,
            ) -> Result<$T, super::runtime::error::Error> {
                static ASKED: super::runtime::jobs::Asked = $asked;
                self.with_asked(&ASKED)?.until_done(polling).await
            }
        }

        impl Call<$T, super::runtime::mode::Blocking, $Params> {
            /// Asks until the work is done, and returns what it came to.
            ///
            /// # Errors
            ///
            /// [`Error::Job`](super::runtime::error::Error::Job) if the work failed, `Error::Timeout` after the deadline;
            /// what goes wrong with a call.
            pub fn until_done(
                self,
                polling: super::runtime::polling::Polling,
            ) -> Result<$T, super::runtime::error::Error> {
                static ASKED: super::runtime::jobs::Asked = $asked;
                self.with_asked(&ASKED)?.until_done(polling)
            }
        }
    };
}
pub(crate) use asked;

/// Gives the calls of an operation `start_job()`: `starts!(CreateParams: Order => Export, Starts { .. });`
///
/// The module that uses it imports `Call`.
macro_rules! starts {
    () => {};
    ($Params:ident: $Answer:ty => $T:ty, $starts:expr) => {
        impl Call<$Answer, super::runtime::mode::Async, $Params> {
            /// Starts the work; what is returned asks about it.
            ///
            /// # Errors
            ///
            /// What goes wrong with a call; `Error::Decode` if the answer does not say what to ask with.
            pub async fn start_job(
                self,
            ) -> Result<
                super::runtime::jobs::Started<$Answer, $T, super::runtime::mode::Async>,
                super::runtime::error::Error,
            > {
                static STARTS: super::runtime::jobs::Starts = $starts;
                self.with_start(&STARTS).await
            }
        }

        impl Call<$Answer, super::runtime::mode::Blocking, $Params> {
            /// Starts the work; what is returned asks about it.
            ///
            /// # Errors
            ///
            /// What goes wrong with a call; `Error::Decode` if the answer does not say what to ask with.
            pub fn start_job(
                self,
            ) -> Result<
                super::runtime::jobs::Started<$Answer, $T, super::runtime::mode::Blocking>,
                super::runtime::error::Error,
            > {
                static STARTS: super::runtime::jobs::Starts = $starts;
                self.with_start(&STARTS)
            }
        }
    };
}
pub(crate) use starts;

// The configuration may name only one of the two, and a macro that is never used would be warned about.
self::asked!();
self::starts!();

/// Work that was started.
#[derive(Debug)]
pub struct Started<S, T, M: Mode> {
    /// What the call that started it answered: keep of it what the work is known by.
    pub answer: S,
    /// Asks about it.
    pub job: Job<T, M>,
}

/// Work that takes longer than a call, and the call that tells how far it is.
pub struct Job<T, M: Mode> {
    client: Client<M>,
    plan: Box<Plan>,
    asked: &'static Asked,
    marker: PhantomData<fn() -> T>,
}

impl<T: Slot> Job<T, Async> {
    /// Asks until the work is done, and returns what it came to. After an error it can be asked for again.
    ///
    /// # Errors
    ///
    /// [`Error::Job`] if the work failed, [`Error::Timeout`] after the deadline; what goes wrong with a call.
    pub async fn until_done(&self, polling: Polling) -> Result<T, Error> {
        let mut poll = self.poll(polling)?;
        loop {
            let response = poll.call::<Bytes>()?.send().await?;
            match self.look(&poll, response)? {
                Look::Done(done) => return Ok(done),
                Look::Later(pause) => self.client.inner.timer.sleep(pause).await,
            }
        }
    }
}

impl<T: Slot> Job<T, Blocking> {
    /// Asks until the work is done, and returns what it came to. After an error it can be asked for again.
    ///
    /// # Errors
    ///
    /// [`Error::Job`] if the work failed, [`Error::Timeout`] after the deadline; what goes wrong with a call.
    pub fn until_done(&self, polling: Polling) -> Result<T, Error> {
        let mut poll = self.poll(polling)?;
        loop {
            let response = poll.call::<Bytes>()?.send()?;
            match self.look(&poll, response)? {
                Look::Done(done) => return Ok(done),
                Look::Later(pause) => self.client.inner.timer.sleep(pause),
            }
        }
    }
}

/// What one answer tells.
enum Look<T> {
    Done(T),
    /// It is to be asked again after so long.
    Later(Duration),
}

impl<T: Slot, M: Mode> Job<T, M> {
    fn poll(&self, polling: Polling) -> Result<Poll<M>, Error> {
        Poll::new(self.client.clone(), Ok(self.plan.clone()), polling)
    }

    fn look(&self, poll: &Poll<M>, response: Response<Bytes>) -> Result<Look<T>, Error> {
        let (body, response) = read(response)?;
        let Some(state) = text(&body, self.asked.state) else {
            // It may not be known yet.
            return poll.pause(&response).map(Look::Later);
        };
        if self.asked.done.contains(&&*state) {
            return response.parse(Reading::Json).map(|response| Look::Done(response.body));
        }
        if self.asked.failed.contains(&&*state) {
            return Err(JobError::of(response, &state));
        }
        poll.pause(&response).map(Look::Later)
    }
}

impl<T, M: Mode, P> Call<T, M, P> {
    /// What `until_done()` of an operation is made of.
    #[doc(hidden)]
    pub fn with_asked(self, asked: &'static Asked) -> Result<Job<T, M>, Error> {
        Ok(Job { client: self.client, plan: self.plan?, asked, marker: PhantomData })
    }
}

impl<S: Slot, P> Call<S, Async, P> {
    /// What `start_job()` of an operation is made of.
    #[doc(hidden)]
    pub async fn with_start<T>(self, starts: &'static Starts) -> Result<Started<S, T, Async>, Error> {
        let start = Start { client: self.client.clone(), plan: self.plan?, starts };
        start.took(start.call().send().await?)
    }
}

impl<S: Slot, P> Call<S, Blocking, P> {
    /// What `start_job()` of an operation is made of.
    #[doc(hidden)]
    pub fn with_start<T>(self, starts: &'static Starts) -> Result<Started<S, T, Blocking>, Error> {
        let start = Start { client: self.client.clone(), plan: self.plan?, starts };
        start.took(start.call().send()?)
    }
}

/// A call that starts work.
struct Start<M: Mode> {
    client: Client<M>,
    plan: Box<Plan>,
    starts: &'static Starts,
}

impl<M: Mode> Start<M> {
    fn call(&self) -> Call<Response<Bytes>, M> {
        Call::new(self.client.clone(), Ok(self.plan.clone()))
    }

    /// The work that was started. It is asked about where it was started, with the same limits on each call.
    fn took<S: Slot, T>(&self, response: Response<Bytes>) -> Result<Started<S, T, M>, Error> {
        let (body, response) = read(response)?;
        let mut values: Vec<String> = Vec::new();
        for with in self.starts.with {
            let (value, path) = match with {
                With::Same(name) => (self.same(name), (*name).to_owned()),
                With::Answer(keys) => (text(&body, keys), keys.join(".")),
            };
            match value {
                Some(value) => values.push(value),
                None => {
                    return Err(response.unreadable(&path, "what the work is asked about with is missing"));
                }
            }
        }
        let slots: Vec<&dyn Slot> = values.iter().map(|value| value as &dyn Slot).collect();
        let mut plan = match Plan::new(self.starts.asks, &slots, &self.client.inner.shared) {
            Ok(plan) => plan,
            // The work was started, which the error of a call that was never sent does not say.
            Err(error) => return Err(response.unreadable("", &error.to_string())),
        };
        plan.server.clone_from(&self.plan.server);
        plan.policy = self.plan.policy;
        let answer = response.parse(self.plan.reading)?.body;
        let asked = &self.starts.asked;
        Ok(Started { answer, job: Job { client: self.client.clone(), plan, asked, marker: PhantomData } })
    }

    /// What was given for a segment of the path: `acme` for `org` in `/orgs/{org}/exports`.
    fn same(&self, name: &str) -> Option<String> {
        let places = self.plan.name.operation()?.path.split('/');
        let (_, value) = places.zip(self.plan.path.split('/')).find(|(place, _)| {
            place.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) == Some(name)
        })?;
        Some(percent::decoded(value))
    }
}

/// An answer as JSON, beside it as it came.
fn read(response: Response<Bytes>) -> Result<(Json, Response<Bytes>), Error> {
    match wire::from_json::<Json>(&response.body) {
        Ok(body) => Ok((body, response)),
        Err(error) => Err(response.unreadable(&error.path, &error.message)),
    }
}

/// What the keys lead to, as text.
fn text(body: &Json, keys: &[&str]) -> Option<String> {
    match keys.iter().try_fold(body, |json, key| json.get(key))? {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// Work of which nothing more will come: the API says that it failed.
pub struct JobError {
    pub(super) facts: Facts,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) request_id: Option<Box<str>>,
    pub(super) body: Bytes,
    state: Box<str>,
}

impl JobError {
    fn of(response: Response<Bytes>, state: &str) -> Error {
        let Response { status, headers, body, request_id, mut facts, redact } = response;
        // Whoever started it has executed it.
        facts.may_have_executed = true;
        Error::Job(Box::new(Self { facts, status, headers, request_id, body, state: redact.line(state) }))
    }

    /// What the API says of it: one of the values that the configuration calls a failure.
    pub fn state(&self) -> &str {
        &self.state
    }
}

impl fmt::Display for JobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the work failed: {} says \"{}\"", self.facts.call, self.state)?;
        write!(f, " (status {}", self.status.as_u16())?;
        if let Some(id) = &self.request_id {
            write!(f, ", request id {id}")?;
        }
        f.write_str(")")
    }
}

/// Without what the server wrote at length, which may be a customer's data.
impl fmt::Debug for JobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JobError")
            .field("facts", &self.facts)
            .field("state", &self.state)
            .field("request_id", &self.request_id)
            .field("body", &format_args!("[{} bytes]", self.body.len()))
            .finish_non_exhaustive()
    }
}

impl<T, M: Mode> fmt::Debug for Job<T, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Job").field("operation", &self.plan.name).finish_non_exhaustive()
    }
}
