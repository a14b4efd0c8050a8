//! The client: everything that calls share.

use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, HeaderValue, Method};

use super::api::Api;
use super::attempts::Policy;
use super::auth::Credentials;
use super::budget::Budget;
use super::call::Call;
use super::fields::Fields;
use super::mode::Mode;
use super::operation::Operation;
use super::plan::Plan;
use super::query::Query;
use super::redact::Redact;
use super::wire::Slot;

/// A client of one API: servers, credentials, limits, connections.
///
/// Cloning is cheap and shares all of it; it is meant to be made once and used from everywhere.
pub struct Client<M: Mode> {
    pub(super) inner: Arc<Inner<M>>,
}

pub(super) struct Inner<M: Mode> {
    pub shared: Shared,
    pub transport: Arc<M::Transport>,
    pub timer: Arc<M::Timer>,
}

/// What does not depend on how requests are sent.
pub(super) struct Shared {
    pub api: &'static Api,
    /// The base URL without its trailing slash.
    pub prefix: String,
    /// The name of the document's server that this is, if it is one.
    pub server: Option<&'static str>,
    /// Whether everything is sent to a place of the caller's own, whatever the document says.
    pub is_elsewhere: bool,
    pub credentials: Credentials,
    pub redact: Redact,
    pub user_agent: HeaderValue,
    pub headers: HeaderMap,
    pub query: Query,
    pub fields: Fields,
    pub policy: Policy,
    pub budget: Budget,
    pub max_body: usize,
}

impl<M: Mode> Client<M> {
    /// A call of an operation of the document; `values` are those of its first parameters, in the order of its table:
    /// the others may be left out.
    ///
    /// This is what generated methods are made of. What is wrong with a value is reported when the call is sent.
    pub fn call<T>(&self, operation: &'static Operation, values: &[&dyn Slot]) -> Call<T, M> {
        Call::new(self.clone(), Plan::new(operation, values, &self.inner.shared))
    }

    /// A call of an endpoint that the document does not have, with the client's server, credentials, retries and
    /// errors.
    ///
    /// The path is below the base URL, starts with a slash, and is taken as written: what is already percent-encoded
    /// stays so. The method decides on repetitions: GET, HEAD, OPTIONS and TRACE are safe, PUT and DELETE idempotent
    /// (RFC 9110, section 9.2), everything else is sent once.
    pub fn request<T>(&self, method: Method, path: &str) -> Call<T, M> {
        Call::new(self.clone(), Plan::undocumented(method, path, &self.inner.shared))
    }
}

impl<M: Mode> Clone for Client<M> {
    fn clone(&self) -> Self {
        Self { inner: Arc::clone(&self.inner) }
    }
}

/// Names no credential, not even by its length.
impl<M: Mode> fmt::Debug for Client<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("api", &self.inner.shared.api.name)
            .field("base_url", &self.inner.shared.prefix)
            .finish_non_exhaustive()
    }
}
