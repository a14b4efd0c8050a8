//! Tokens that are asked for while a call is made: the seam between a call and what gives it its token.

use std::error::Error as StdError;
use std::fmt;
use std::future::{Future, pending};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method};

use super::answer::{Answer, Reading, Response};
use super::api::Scheme;
use super::auth::{self, Credential, encoded};
use super::base_url::{self, BaseUrl};
use super::builder::{ClientBuilder, takes_token};
use super::client::Client;
use super::clock::Clock as _;
use super::error::{Error, Facts};
use super::mode::Mode;
use super::operation::{Name, Retry};
use super::percent;
use super::plan::Ready;
use super::secret::Secret;

/// Gives the tokens of a security scheme.
pub trait TokenSource<M: Mode>: Send + Sync + 'static {
    /// A token that is good now.
    fn token<'a>(&'a self, wanted: Wanted<'a, M>) -> Waiting<'a, Result<Secret, Reason>>;
}

/// What takes its time.
pub type Waiting<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Why there is no token: shared by all the calls that waited for it.
pub type Reason = Arc<dyn StdError + Send + Sync>;

/// What a call wants a token for.
pub struct Wanted<'a, M: Mode> {
    client: &'a Client<M>,
    /// The scheme that it is for.
    pub scheme: &'static Scheme,
    /// The token that the server has just refused, if that is why.
    pub refused: Option<&'a Secret>,
    /// When the time of the call is up.
    until: Option<Instant>,
}

/// What a token is asked for with (RFC 6749, section 3.2).
pub struct TokenRequest {
    /// Where: an absolute URL, or one that starts at the root of the client's server.
    pub url: String,
    /// The fields of the form.
    pub form: Vec<(&'static str, Secret)>,
    /// The client's own name and password.
    pub client: Option<(Secret, Secret)>,
    /// Whether asking twice does no harm.
    pub is_repeatable: bool,
}

impl<M: Mode> ClientBuilder<M> {
    /// What gives the tokens of these schemes, whenever a call needs one.
    #[doc(hidden)]
    #[must_use]
    pub fn token_source(
        mut self,
        source: Arc<dyn TokenSource<M>>,
        takes: impl Fn(&'static Scheme) -> bool,
    ) -> Self {
        let mut found = false;
        for scheme in self.api.schemes.iter().filter(|scheme| takes_token(scheme.kind) && takes(scheme)) {
            self.credentials.set(scheme.name, Credential::Asked);
            self.sources.retain(|(name, _)| *name != scheme.name);
            self.sources.push((scheme.name, Arc::clone(&source)));
            found = true;
        }
        if !found {
            self.fail(Error::misuse("the document has no such security scheme that takes a token"));
        }
        self
    }
}

impl<'a, M: Mode> Wanted<'a, M> {
    /// The time by which tokens age.
    pub fn now(&self) -> Instant {
        self.client.inner.timer.now()
    }

    /// Whether the time of the call is up.
    pub fn is_late(&self) -> bool {
        self.until.is_some_and(|until| until <= self.now())
    }

    /// Ready when the time of the call is up; in a blocking client never, as whoever waits there looks now and then.
    pub fn lateness(&self) -> Waiting<'static, ()> {
        match self.until {
            Some(until) => M::lateness(&self.client.inner.timer, until.saturating_duration_since(self.now())),
            None => Box::pin(pending()),
        }
    }

    /// Asks a token endpoint, through the client's own transport and within the time of the call. Nothing of what the
    /// client adds to its calls is sent there.
    pub fn ask(&self, request: TokenRequest) -> Waiting<'a, Result<Response<Bytes>, Error>> {
        let client = self.client;
        match self.ready(request) {
            Ok(ready) => {
                let sent = M::exchange(client, Outgoing(ready));
                Box::pin(async move { <Bytes as Answer<M>>::read(sent.await?) })
            }
            Err(error) => Box::pin(async move { Err(error) }),
        }
    }

    fn ready(&self, request: TokenRequest) -> Result<Ready, Error> {
        let shared = &self.client.inner.shared;
        let url = absolute(&request.url, &shared.prefix)?;
        let uri = url.parse().map_err(|_| Error::misuse("the address of the token endpoint is no URL"))?;
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        headers.insert(USER_AGENT, shared.user_agent.clone());
        let mut redact = shared.redact.clone();
        if let Some((id, secret)) = &request.client {
            // Section 2.3.1: both are encoded as in a form before they are put together.
            let [id, secret] = [id, secret].map(|text| Secret::new(percent::encoded(text.reveal())));
            let pair = encoded(&id, &secret);
            let value = HeaderValue::from_str(&format!("Basic {}", pair.reveal()));
            let mut value = value.map_err(|_| Error::misuse("a client's secret is too long for a header"))?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
            redact.add(pair);
            redact.add(secret);
        }
        let mut form = String::new();
        for (name, value) in &request.form {
            redact.add(value.clone());
            let and = if form.is_empty() { "" } else { "&" };
            form += and;
            form += name;
            form += "=";
            form += &percent::encoded(value.reveal());
        }
        let mut policy = shared.policy;
        if let Some(until) = self.until {
            policy.total = policy.total.min(until.saturating_duration_since(self.now()));
        }
        Ok(Ready {
            name: Name::Other(format!("POST token of \"{}\"", self.scheme.name).into()),
            method: Method::POST,
            uri,
            headers,
            body: Bytes::from(form).into(),
            redact,
            retry: if request.is_repeatable { Retry::Idempotent } else { Retry::Unsafe },
            policy,
            reading: Reading::Json,
            is_bounded: true,
            asked: None,
            #[cfg(feature = "fake")]
            check: None,
        })
    }
}

/// A request that can be sent as it is.
#[doc(hidden)]
pub struct Outgoing(pub(super) Ready);

/// An address as it is, or below the root of the client's server.
fn absolute(url: &str, prefix: &str) -> Result<String, Error> {
    if !url.starts_with('/') {
        BaseUrl::new(url.split('?').next().unwrap_or_default()).checked()?;
        return Ok(url.to_owned());
    }
    Ok(base_url::root(prefix) + url)
}

/// The scheme whose token a request carries, and that token once it is there.
#[derive(Clone)]
pub(super) struct Asked {
    pub scheme: &'static Scheme,
    pub token: Option<Secret>,
}

/// Puts a token into a request that needs one, in place of one that the server refused; false if there is no other.
pub(super) async fn put<M: Mode>(
    client: &Client<M>,
    ready: &mut Ready,
    facts: Facts,
    until: Option<Instant>,
) -> Result<bool, Error> {
    let Some(Asked { scheme, token: refused }) = ready.asked.clone() else { return Ok(false) };
    let source = client.inner.sources.iter().find(|(name, _)| *name == scheme.name);
    let Some((_, source)) = source else { return Err(auth::lacking(client.inner.shared.api, scheme.name)) };
    let wanted = Wanted { client, scheme, refused: refused.as_ref(), until };
    let token = match source.token(wanted).await {
        Ok(token) => token,
        Err(source) => return Err(Error::Token(Box::new(TokenError { facts, scheme: scheme.name, source }))),
    };
    if refused.is_some_and(|refused| refused.reveal() == token.reveal()) {
        return Ok(false);
    }
    auth::set_bearer(&mut ready.headers, &token, scheme.name)?;
    ready.redact.add(token.clone());
    ready.asked = Some(Asked { scheme, token: Some(token) });
    Ok(true)
}

/// There is no token to send a call with; the source says why.
#[derive(Debug)]
pub struct TokenError {
    pub(super) facts: Facts,
    scheme: &'static str,
    pub(super) source: Reason,
}

impl TokenError {
    /// The security scheme that the token is of.
    pub fn scheme(&self) -> &'static str {
        self.scheme
    }

    /// What came of the token's own request, if that is what failed.
    pub fn reason(&self) -> Option<&Error> {
        self.source.downcast_ref()
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no token of the security scheme \"{}\" for {}", self.scheme, self.facts.call)?;
        match self.reason().and_then(Error::code) {
            Some(code) => write!(f, " (code {code}, {})", self.facts),
            None => write!(f, " ({})", self.facts),
        }
    }
}

/// Runs a future of ours on this thread. It waits for nothing but other threads, which wake it, and for time, which it
/// is asked about now and then.
pub(super) fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return output;
        }
        thread::park_timeout(Duration::from_millis(50));
    }
}
