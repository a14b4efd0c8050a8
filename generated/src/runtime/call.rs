//! One call, before it is sent: its options.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use super::answer::{Reading, Response};
use super::base_url::BaseUrl;
use super::client::Client;
use super::error::Error;
#[cfg(feature = "fake")]
use super::fake::Check;
use super::header;
use super::mode::Mode;
use super::plan::Plan;
use super::wire::{self, Json, Slot};

pub(crate) use super::example::example;
pub(crate) use super::params::params;

// Not every document has such parameters, and a macro that is never used would be warned about.
params!();
example!();

/// A call that is not sent yet.
///
/// The options all start with `with_`, so that none can collide with a parameter of the document: those that may be left
/// out are methods of the call too, for which `P` stands. An async call is sent by
/// awaiting it or [`send`](Self::send), a blocking one by `send`. Dropping the future of an async call ends it at
/// once; whether the server acts on what was sent by then, nobody can tell.
#[must_use = "a call does nothing until it is sent"]
pub struct Call<T, M: Mode, P = ()> {
    pub(super) client: Client<M>,
    pub(super) plan: Result<Box<Plan>, Error>,
    marker: PhantomData<fn() -> (T, P)>,
}

impl<T, M: Mode, P> Call<T, M, P> {
    pub(super) fn new(client: Client<M>, plan: Result<Box<Plan>, Error>) -> Self {
        Self { client, plan, marker: PhantomData }
    }

    /// The same call, with the methods of its operation's parameters.
    #[doc(hidden)]
    pub fn with_params<Q>(self) -> Call<T, M, Q> {
        Call::new(self.client, self.plan)
    }

    /// Sets the parameter in this row of the operation's table: what the methods of its parameters are made of.
    #[doc(hidden)]
    pub fn with_param(self, row: usize, value: &dyn Slot) -> Self {
        self.try_edit(|plan| plan.set_param(row, value))
    }

    /// Sets the body, as JSON.
    pub fn json<B: Slot>(self, body: &B) -> Self {
        self.try_edit(|plan| {
            let text = wire::to_json(body).map_err(|error| Error::misuse(format!("the body: {error}")))?;
            plan.set_json(text);
            #[cfg(feature = "fake")]
            {
                plan.check = Some(Check::of::<B>());
            }
            Ok(())
        })
    }

    /// Sets a body that may be left out, where there is one: `with_optional(body, Call::json)`.
    #[doc(hidden)]
    pub fn with_optional<B>(self, body: Option<B>, set: impl FnOnce(Self, &B) -> Self) -> Self {
        match body {
            Some(body) => set(self, &body),
            None => self,
        }
    }

    /// How long the whole call may take: all attempts, and the pauses between them. 60 s unless set.
    ///
    /// Streams take as long as they take, as long as they move: of a call that returns one, the 60 s are the time until it
    /// begins, and a body that is sent as one does not count. Set here, the limit is for all of it: the last byte is to be
    /// sent, and to have come, by then.
    pub fn with_timeout(self, timeout: Duration) -> Self {
        self.edit(|plan| {
            plan.policy.total = timeout;
            plan.is_bounded = true;
        })
    }

    /// How long one attempt may take, to the last byte of its answer. 30 s unless set.
    ///
    /// A body that is a stream (a file, a reader) is sent for as long as it takes, as long as it moves: the limit begins
    /// with its last byte.
    pub fn with_attempt_timeout(self, timeout: Duration) -> Self {
        self.edit(|plan| plan.policy.attempt = timeout)
    }

    /// How long resolving a name, connecting, and the TLS handshake may take together. 5 s unless set. A connection that
    /// is open already needs none of it.
    pub fn with_connect_timeout(self, timeout: Duration) -> Self {
        self.edit(|plan| plan.policy.connect = timeout)
    }

    /// How long the server may be silent, and how long a body that is sent as a stream may stand still. 30 s unless set.
    pub fn with_idle_timeout(self, timeout: Duration) -> Self {
        self.edit(|plan| plan.policy.idle = timeout)
    }

    /// How often the call may be sent again after its first attempt, where it may be at all. 2 unless set.
    pub fn with_max_retries(self, retries: u32) -> Self {
        self.edit(|plan| plan.policy.max_retries = retries)
    }

    /// Sends this key, by which a server may recognise a repetition.
    ///
    /// Whether it does is for its documentation to say. Where the document or the configuration declares such a
    /// header, the call may be repeated, and a key is made if none is given; elsewhere the key is sent and changes
    /// nothing else.
    pub fn with_idempotency_key(self, key: impl Into<String>) -> Self {
        self.edit(|plan| plan.idempotency_key = Some(key.into()))
    }

    /// Sends this call elsewhere than the client's others: one of the servers that the document has for this operation,
    /// or any place. The credentials go there.
    pub fn with_server(self, server: impl Into<BaseUrl>) -> Self {
        self.edit(|plan| plan.server = Some(server.into()))
    }

    /// Sets a header, in place of what the client or the operation would send under this name.
    pub fn with_header(self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.try_edit(|plan| header::set(&mut plan.headers, name.as_ref(), value.as_ref()))
    }

    /// Adds a parameter to the query, percent-encoded.
    pub fn with_query(self, name: impl AsRef<str>, value: impl ToString) -> Self {
        self.edit(|plan| plan.query.push(name.as_ref(), &value.to_string()))
    }

    /// Sets a property of the JSON body that the document does not have, or one that it has to another value.
    pub fn with_body_field(self, name: impl Into<String>, value: impl Into<Json>) -> Self {
        self.edit(|plan| plan.fields.set(name.into(), value.into()))
    }

    /// The same call, returning the status and the headers along with the value.
    pub fn raw(self) -> Call<Response<T>, M, P> {
        Call::new(self.client, self.plan)
    }

    /// The same call, asking for another media type than the first that the document has, and for what that is read as.
    pub fn with_answer<U>(self, media_type: &str, reading: Reading) -> Call<U, M, P> {
        let call = self.with_header("accept", media_type).edit(|plan| plan.reading = reading);
        Call::new(call.client, call.plan)
    }

    /// Applies an option.
    fn edit(self, option: impl FnOnce(&mut Plan)) -> Self {
        self.try_edit(|plan| {
            option(plan);
            Ok(())
        })
    }

    /// Applies an option; the first that fails is reported when the call is sent.
    fn try_edit(mut self, option: impl FnOnce(&mut Plan) -> Result<(), Error>) -> Self {
        if let Ok(plan) = &mut self.plan
            && let Err(error) = option(plan)
        {
            self.plan = Err(error);
        }
        self
    }
}

/// Shows nothing of what is to be sent.
impl<T, M: Mode, P> fmt::Debug for Call<T, M, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name: &dyn fmt::Debug = self.plan.as_ref().map_or(&"invalid", |plan| &plan.name);
        f.debug_struct("Call").field("operation", name).finish_non_exhaustive()
    }
}
