//! How a client is made.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderValue};

use super::api::{Api, SchemeKind};
use super::attempts::Policy;
use super::auth::{Credential, Credentials};
use super::base_url::BaseUrl;
use super::blocking_transport::BlockingTransport;
use super::budget::Budget;
use super::client::{Client, Inner, Shared};
use super::clock::{BlockingTimer, Timer};
use super::error::Error;
use super::fields::Fields;
use super::header;
use super::mode::{Async, Blocking, Mode};
use super::options::{ClientCertificate, Proxy, RootCertificate, TransportOptions};
use super::query::Query;
use super::secret::Secret;
use super::transport::Transport;
use super::wire::Json;

/// Puts something around a transport.
type Wrap<M> = Box<dyn FnOnce(Arc<<M as Mode>::Transport>) -> Arc<<M as Mode>::Transport> + Send + Sync>;

/// Collects what a client needs. What is wrong is reported by [`build`](Self::build).
pub struct ClientBuilder<M: Mode> {
    pub(super) api: &'static Api,
    server: Option<BaseUrl>,
    base_url: Option<BaseUrl>,
    /// What the environment says; it gives way to both.
    pub(super) environment: Option<BaseUrl>,
    /// The name of the server that this is, if it is one.
    pub(super) environment_server: Option<&'static str>,
    pub(super) credentials: Credentials,
    headers: HeaderMap,
    query: Query,
    fields: Fields,
    policy: Policy,
    retry_budget: u32,
    max_body: usize,
    options: TransportOptions,
    transport: Option<Arc<M::Transport>>,
    /// What is put around the transport, the innermost first.
    layers: Vec<Wrap<M>>,
    timer: Option<Arc<M::Timer>>,
    error: Option<Error>,
    mode: PhantomData<fn() -> M>,
}

impl<M: Mode> ClientBuilder<M> {
    /// Starts from the table of an API, with nothing chosen and no credentials.
    pub fn new(api: &'static Api) -> Self {
        Self {
            api,
            server: None,
            base_url: None,
            environment: None,
            environment_server: None,
            credentials: Credentials::default(),
            headers: HeaderMap::new(),
            query: Query::default(),
            fields: Fields::default(),
            policy: Policy::DEFAULT,
            retry_budget: 20,
            max_body: 64 << 20,
            options: TransportOptions::default(),
            transport: None,
            layers: Vec::new(),
            timer: None,
            error: None,
            mode: PhantomData,
        }
    }

    /// Chooses one of the document's servers. Where there are several, none is the default: nobody should be charged
    /// in a test, nor tested on.
    #[must_use]
    pub fn server(mut self, server: impl Into<BaseUrl>) -> Self {
        self.server = Some(server.into());
        self
    }

    /// Sends to any other place, in place of the document's servers: a proxy, a mock, a test.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<BaseUrl>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// The token for every scheme of the document that takes one: bearer, OAuth 2, OpenID Connect.
    #[must_use]
    pub fn bearer_token(self, token: impl Into<Secret>) -> Self {
        let token = token.into();
        self.credentials(|kind| takes_token(kind).then(|| Credential::Token(token.clone())))
    }

    /// The key for every API key scheme of the document, wherever it is sent.
    #[must_use]
    pub fn api_key(self, key: impl Into<Secret>) -> Self {
        let key = key.into();
        self.credentials(|kind| {
            let is_key = !takes_token(kind) && !matches!(kind, SchemeKind::Basic | SchemeKind::MutualTls);
            is_key.then(|| Credential::Token(key.clone()))
        })
    }

    /// The user name and the password for every basic scheme of the document.
    #[must_use]
    pub fn basic_auth(self, user: impl Into<Secret>, password: impl Into<Secret>) -> Self {
        let (user, password) = (user.into(), password.into());
        self.credentials(|kind| {
            matches!(kind, SchemeKind::Basic).then(|| Credential::Basic(user.clone(), password.clone()))
        })
    }

    /// The token or the key for the one scheme of this name.
    #[must_use]
    pub fn credential(mut self, scheme: &str, secret: impl Into<Secret>) -> Self {
        match self.api.scheme(scheme) {
            Some(scheme) => self.credentials.set(scheme.name, Credential::Token(secret.into())),
            None => self.fail(Error::misuse(format!("the document has no security scheme \"{scheme}\""))),
        }
        self
    }

    /// How long a whole call may take: all attempts, and the pauses between them. 60 s unless set.
    ///
    /// What comes or goes as a stream does not count, except for a call that sets its own limit with
    /// [`with_timeout`](super::call::Call::with_timeout).
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.policy.total = timeout;
        self
    }

    /// How long one attempt may take, to the last byte of its answer. 30 s unless set.
    ///
    /// A body that is a stream (a file, a reader) is sent for as long as it takes, as long as it moves: the limit begins
    /// with its last byte.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.policy.attempt = timeout;
        self
    }

    /// How long resolving a name, connecting, and the TLS handshake may take together. 5 s unless set.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.policy.connect = timeout;
        self
    }

    /// How long a server may be silent, and how long a body that is sent as a stream may stand still. 30 s unless set.
    #[must_use]
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.policy.idle = timeout;
        self
    }

    /// How often a call may be sent again after its first attempt, where it may be at all. 2 unless set.
    #[must_use]
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.policy.max_retries = retries;
        self
    }

    /// How many retries the calls of this client may make in a burst. 20 unless set.
    ///
    /// They share a bucket that starts full: a retry takes one out, every call puts a tenth back, every second a
    /// half. So an outage does not have every call sent three times.
    #[must_use]
    pub fn retry_budget(mut self, retries: u32) -> Self {
        self.retry_budget = retries;
        self
    }

    /// How many bytes of an answer's body are read. 64 MiB unless set.
    #[must_use]
    pub fn max_body_size(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// Sets a header that every call sends.
    #[must_use]
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        if let Err(error) = header::set(&mut self.headers, name.as_ref(), value.as_ref()) {
            self.fail(error);
        }
        self
    }

    /// Adds a parameter that the query of every call has.
    #[must_use]
    pub fn query(mut self, name: impl AsRef<str>, value: impl ToString) -> Self {
        self.query.push(name.as_ref(), &value.to_string());
        self
    }

    /// Sets a property that every JSON body has.
    #[must_use]
    pub fn body_field(mut self, name: impl Into<String>, value: impl Into<Json>) -> Self {
        self.fields.set(name.into(), value.into());
        self
    }

    /// Sends everything through the proxy at this URL, which may hold a user name and a password. Unless set, the
    /// environment decides: `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`.
    #[must_use]
    pub fn proxy(mut self, url: impl Into<Secret>) -> Self {
        self.options.proxy = Proxy::At(url.into());
        self
    }

    /// Uses no proxy, whatever the environment says.
    #[must_use]
    pub fn no_proxy(mut self) -> Self {
        self.options.proxy = Proxy::Never;
        self
    }

    /// Trusts this certificate authority, in place of those of the platform; given several times, any of them.
    #[must_use]
    pub fn root_certificate(mut self, certificate: RootCertificate) -> Self {
        self.options.roots.push(certificate);
        self
    }

    /// Shows this certificate to the server: mutual TLS.
    #[must_use]
    pub fn client_certificate(mut self, certificate: ClientCertificate) -> Self {
        self.options.certificate = Some(certificate);
        self.certified();
        self
    }

    /// Makes the client.
    ///
    /// # Errors
    ///
    /// [`Error::Misuse`] if no server is chosen where there are several, if one is chosen and a base URL is given as
    /// well, or if anything handed in before is invalid.
    pub fn build(mut self) -> Result<Client<M>, Error> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        let (place, server) = self.place()?;
        let prefix = place.checked()?;
        if self.transport.is_some() {
            // Which certificate it shows is its own affair.
            self.certified();
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => M::transport(&self.options)?,
        };
        let transport = self.layers.into_iter().fold(transport, |transport, wrap| wrap(transport));
        let timer = match self.timer {
            Some(timer) => timer,
            None => M::timer()?,
        };
        let Api { name, version, .. } = self.api;
        let user_agent = HeaderValue::from_str(&format!("{name}/{version}"))
            .map_err(|_| Error::misuse("the name of the API cannot be in a header"))?;
        let shared = Shared {
            api: self.api,
            prefix,
            server,
            is_elsewhere: server.is_none() && self.server.is_none(),
            redact: self.credentials.redact(),
            credentials: self.credentials,
            user_agent,
            headers: self.headers,
            query: self.query,
            fields: self.fields,
            policy: self.policy,
            budget: Budget::new(self.retry_budget),
            max_body: self.max_body,
        };
        Ok(Client {
            inner: Arc::new(Inner {
                shared,
                transport,
                timer,
            }),
        })
    }

    /// Where the requests go, and which of the document's servers that is.
    fn place(&self) -> Result<(BaseUrl, Option<&'static str>), Error> {
        match (&self.server, &self.base_url, &self.environment, self.api.servers) {
            (Some(_), Some(_), ..) => {
                Err(Error::misuse("both a server and a base URL are given: only one can be meant"))
            }
            (Some(place), None, _, servers) => {
                let row = servers.iter().find(|row| row.url == place.as_str());
                Ok((place.clone(), row.map(|row| row.name)))
            }
            (None, Some(place), ..) => Ok((place.clone(), None)),
            (None, None, Some(place), _) => Ok((place.clone(), self.environment_server)),
            (None, None, None, [only]) => Ok((BaseUrl::new(only.url), Some(only.name))),
            (None, None, None, servers) => {
                let names: Vec<_> = servers.iter().map(|server| server.name).collect();
                Err(Error::misuse(how_to_choose(self.api, &names)))
            }
        }
    }

    /// Sets the credential of every scheme of a kind.
    fn credentials(mut self, credential: impl Fn(SchemeKind) -> Option<Credential>) -> Self {
        let schemes = self.api.schemes.iter();
        let mut found = false;
        for (scheme, credential) in schemes.filter_map(|scheme| Some((scheme, credential(scheme.kind)?))) {
            self.credentials.set(scheme.name, credential);
            found = true;
        }
        if !found {
            self.fail(Error::misuse("the document has no security scheme that takes such a credential"));
        }
        self
    }

    /// Takes the schemes for settled that the transport answers for.
    fn certified(&mut self) {
        for scheme in self.api.schemes.iter().filter(|scheme| scheme.kind == SchemeKind::MutualTls) {
            self.credentials.set(scheme.name, Credential::Certificate);
        }
    }

    /// Sets the credential of one scheme.
    pub(super) fn set_credential(&mut self, scheme: &'static str, credential: Credential) {
        self.credentials.set(scheme, credential);
    }

    /// Whether a scheme has its credential.
    pub(super) fn has_credential(&self, scheme: &str) -> bool {
        self.credentials.get(scheme).is_some()
    }

    /// Keeps the first error.
    pub(super) fn fail(&mut self, error: Error) {
        self.error.get_or_insert(error);
    }
}

/// Whether a scheme sends a token.
pub(super) fn takes_token(kind: SchemeKind) -> bool {
    matches!(kind, SchemeKind::Bearer | SchemeKind::OAuth2 { .. })
}

/// The error for a client that does not know where to send.
fn how_to_choose(api: &Api, names: &[&str]) -> String {
    let mut ways = Vec::new();
    if let Some(variable) = api.server_variable.filter(|_| !names.is_empty()) {
        ways.push(format!("set {variable} to {}", names.join(" or ")));
    }
    if let Some(variable) = api.base_url_variable {
        ways.push(format!("set {variable}"));
    }
    let what = if names.is_empty() { "a base URL" } else { "a server or a base URL" };
    ways.push(format!("give {what} to the client's builder"));
    format!("no server is chosen: {}", ways.join(", or "))
}

impl ClientBuilder<Async> {
    /// Puts something around the transport.
    #[cfg(feature = "tower")]
    pub(super) fn wrap(
        mut self,
        wrap: impl FnOnce(Arc<dyn Transport>) -> Arc<dyn Transport> + Send + Sync + 'static,
    ) -> Self {
        self.layers.push(Box::new(wrap));
        self
    }

    /// Sends through this, in place of the transport that comes along. Limits on connections, proxies and root
    /// certificates are then its own affair.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Takes the time from this, in place of the tokio runtime that the call runs on.
    #[must_use]
    pub fn timer(mut self, timer: impl Timer + 'static) -> Self {
        self.timer = Some(Arc::new(timer));
        self
    }
}

impl ClientBuilder<Blocking> {
    /// Sends through this, in place of the transport that comes along. Limits on time, proxies and root certificates
    /// are then its own affair.
    #[must_use]
    pub fn transport(mut self, transport: impl BlockingTransport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Takes the time from this, in place of the operating system.
    #[must_use]
    pub fn timer(mut self, timer: impl BlockingTimer + 'static) -> Self {
        self.timer = Some(Arc::new(timer));
        self
    }
}

/// Names no credential.
impl<M: Mode> fmt::Debug for ClientBuilder<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("api", &self.api.name)
            .field("server", &self.server)
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}
