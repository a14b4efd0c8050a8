//! Tokens that end: asked for when a call needs one, kept until shortly before their end, and replaced once when the
//! server refuses one that should still be good.
//!
//! [`OAuth2`] asks a token endpoint by itself, with the credentials of a client or with a refresh token. Any other flow
//! is a closure that returns a [`Token`]: `builder.tokens(|| async { .. })`, and for a blocking client `tokens(|| ..)`.
//!
//! However many calls need a token at the same time, one of them asks and the others wait for what comes of it.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use super::api::SchemeKind;
use super::builder::ClientBuilder;
use super::mode::{Async, Blocking, Mode};
use super::secret::Secret;
use super::tokens::{Reason, TokenSource, Waiting, Wanted};

mod cache;
mod environment;
mod grant;

use self::cache::Cache;
pub use self::grant::OAuth2;

/// A token, and how long it is good for.
#[derive(Clone, Debug)]
pub struct Token {
    pub(super) secret: Secret,
    pub(super) lifetime: Option<Duration>,
}

impl Token {
    /// A token that is used until the server refuses it.
    pub fn new(token: impl Into<Secret>) -> Self {
        Self { secret: token.into(), lifetime: None }
    }

    /// The same token, which is good for so long from now on. It is replaced a little before that.
    #[must_use]
    pub fn expires_in(self, lifetime: Duration) -> Self {
        Self { lifetime: Some(lifetime), ..self }
    }
}

/// What tokens come from.
trait Issuer<M: Mode>: Send + Sync + 'static {
    /// Gets a new token.
    fn issue<'a>(&'a self, wanted: &'a Wanted<'_, M>) -> Waiting<'a, Result<Token, Reason>>;
}

impl<M: Mode> ClientBuilder<M> {
    /// Gets the tokens of every OAuth 2 scheme of the document from its token endpoint.
    #[must_use]
    pub fn oauth2(self, grant: OAuth2) -> Self {
        self.token_source(cached(grant), |scheme| matches!(scheme.kind, SchemeKind::OAuth2 { .. }))
    }

    /// Gets the tokens of the one scheme of this name from its token endpoint.
    #[must_use]
    pub fn oauth2_for(self, name: &str, grant: OAuth2) -> Self {
        self.token_source(cached(grant), |scheme| scheme.name == name)
    }
}

impl ClientBuilder<Async> {
    /// Gets the tokens of every scheme that takes one (OAuth 2, OpenID Connect, bearer) from this closure.
    ///
    /// It is asked again shortly before a token ends, and once when the server refuses one. It has the time that the
    /// call has.
    #[must_use]
    pub fn tokens<F, T, E>(self, get: F) -> Self
    where
        F: Fn() -> T + Send + Sync + 'static,
        T: Future<Output = Result<Token, E>> + Send + 'static,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        self.token_source(cached(Later(get)), |_| true)
    }

    /// Gets the tokens of the one scheme of this name from this closure.
    #[must_use]
    pub fn tokens_for<F, T, E>(self, name: &str, get: F) -> Self
    where
        F: Fn() -> T + Send + Sync + 'static,
        T: Future<Output = Result<Token, E>> + Send + 'static,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        self.token_source(cached(Later(get)), |scheme| scheme.name == name)
    }
}

impl ClientBuilder<Blocking> {
    /// Gets the tokens of every scheme that takes one (OAuth 2, OpenID Connect, bearer) from this closure.
    ///
    /// It is asked again shortly before a token ends, and once when the server refuses one.
    #[must_use]
    pub fn tokens<F, E>(self, get: F) -> Self
    where
        F: Fn() -> Result<Token, E> + Send + Sync + 'static,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        self.token_source(cached(Now(get)), |_| true)
    }

    /// Gets the tokens of the one scheme of this name from this closure.
    #[must_use]
    pub fn tokens_for<F, E>(self, name: &str, get: F) -> Self
    where
        F: Fn() -> Result<Token, E> + Send + Sync + 'static,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        self.token_source(cached(Now(get)), |scheme| scheme.name == name)
    }
}

fn cached<M: Mode>(issuer: impl Issuer<M>) -> Arc<dyn TokenSource<M>> {
    Arc::new(Cache::new(issuer))
}

/// A closure that returns a future.
struct Later<F>(F);

impl<F, T, E> Issuer<Async> for Later<F>
where
    F: Fn() -> T + Send + Sync + 'static,
    T: Future<Output = Result<Token, E>> + Send + 'static,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    fn issue<'a>(&'a self, _: &'a Wanted<'_, Async>) -> Waiting<'a, Result<Token, Reason>> {
        let token = (self.0)();
        Box::pin(async move { token.await.map_err(reason) })
    }
}

/// A closure that returns a token.
struct Now<F>(F);

impl<F, E> Issuer<Blocking> for Now<F>
where
    F: Fn() -> Result<Token, E> + Send + Sync + 'static,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    fn issue<'a>(&'a self, _: &'a Wanted<'_, Blocking>) -> Waiting<'a, Result<Token, Reason>> {
        let token = (self.0)().map_err(reason);
        Box::pin(std::future::ready(token))
    }
}

fn reason(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Reason {
    error.into().into()
}

/// The time of the call was up before there was a token.
#[derive(Debug)]
struct Late;

impl fmt::Display for Late {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the time of the call was up before there was a token")
    }
}

impl StdError for Late {}
