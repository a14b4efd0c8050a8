//! Asking a token endpoint (RFC 6749, sections 4.4 and 6).

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use zeroize::Zeroize;

use super::super::answer::Response;
use super::super::api::{Scheme, SchemeKind};
use super::super::error::Error;
use super::super::mode::Mode;
use super::super::secret::Secret;
use super::super::tokens::{Reason, TokenRequest, Waiting, Wanted};
use super::super::wire::{self, Json};
use super::{Issuer, Token};

/// Keeps a refresh token.
type Keep = Arc<dyn Fn(&Secret) + Send + Sync>;

/// How tokens are asked for: with the credentials of a client, or with a refresh token that some other flow gave.
pub struct OAuth2 {
    id: Secret,
    secret: Option<Secret>,
    refresh: Option<Mutex<Secret>>,
    scopes: String,
    fields: Vec<(&'static str, Secret)>,
    token_url: Option<String>,
    is_in_body: bool,
    on_refresh_token: Option<Keep>,
}

impl OAuth2 {
    /// The client credentials flow (section 4.4).
    pub fn client_credentials(id: impl Into<Secret>, secret: impl Into<Secret>) -> Self {
        Self { secret: Some(secret.into()), ..Self::client(id.into()) }
    }

    /// Any flow that ended in a refresh token (section 6). A client that has a secret says so with
    /// [`client_secret`](Self::client_secret).
    pub fn refresh_token(id: impl Into<Secret>, token: impl Into<Secret>) -> Self {
        Self { refresh: Some(Mutex::new(token.into())), ..Self::client(id.into()) }
    }

    fn client(id: Secret) -> Self {
        Self {
            id,
            secret: None,
            refresh: None,
            scopes: String::new(),
            fields: Vec::new(),
            token_url: None,
            is_in_body: false,
            on_refresh_token: None,
        }
    }

    /// The client's secret.
    #[must_use]
    pub fn client_secret(self, secret: impl Into<Secret>) -> Self {
        Self { secret: Some(secret.into()), ..self }
    }

    /// What the tokens are to be good for (section 3.3); unless it is said, what the server thinks right.
    #[must_use]
    pub fn scopes(self, scopes: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let scopes: Vec<String> = scopes.into_iter().map(|scope| scope.as_ref().to_owned()).collect();
        Self { scopes: scopes.join(" "), ..self }
    }

    /// One more field of the form, such as `audience` or `resource`.
    #[must_use]
    pub fn field(mut self, name: &'static str, value: impl Into<Secret>) -> Self {
        self.fields.push((name, value.into()));
        self
    }

    /// Asks here, in place of the endpoint that the document names. What starts with a slash is below the root of the
    /// client's server.
    #[must_use]
    pub fn token_url(self, url: impl Into<String>) -> Self {
        Self { token_url: Some(url.into()), ..self }
    }

    /// Sends the client's name and secret in the form, for servers that do not take them in a header as they should
    /// (section 2.3.1).
    #[must_use]
    pub fn client_in_body(self) -> Self {
        Self { is_in_body: true, ..self }
    }

    /// Told of every refresh token that takes the place of the one before, to be kept for the next start.
    #[must_use]
    pub fn on_refresh_token(self, keep: impl Fn(&Secret) + Send + Sync + 'static) -> Self {
        Self { on_refresh_token: Some(Arc::new(keep)), ..self }
    }

    fn request(&self, scheme: &'static Scheme) -> Result<TokenRequest, Error> {
        let url = self.url(scheme)?;
        let mut form = Vec::new();
        match &self.refresh {
            None => form.push(("grant_type", Secret::new("client_credentials"))),
            Some(token) => {
                form.push(("grant_type", Secret::new("refresh_token")));
                let token = token.lock().unwrap_or_else(PoisonError::into_inner);
                form.push(("refresh_token", token.clone()));
            }
        }
        if !self.scopes.is_empty() {
            form.push(("scope", Secret::new(self.scopes.as_str())));
        }
        form.extend(self.fields.iter().cloned());
        let mut client = None;
        match &self.secret {
            Some(secret) if !self.is_in_body => client = Some((self.id.clone(), secret.clone())),
            secret => {
                form.push(("client_id", self.id.clone()));
                form.extend(secret.iter().map(|secret| ("client_secret", secret.clone())));
            }
        }
        // A refresh token may be good for one use: what became of a lost request, nobody knows.
        Ok(TokenRequest { url, form, client, is_repeatable: self.refresh.is_none() })
    }

    fn url(&self, scheme: &Scheme) -> Result<String, Error> {
        if let Some(url) = &self.token_url {
            return Ok(url.clone());
        }
        let url = match scheme.kind {
            SchemeKind::OAuth2 { refresh_url, .. } if self.refresh.is_some() && !refresh_url.is_empty() => {
                refresh_url
            }
            SchemeKind::OAuth2 { token_url, .. } => token_url,
            _ => "",
        };
        let name = scheme.name;
        match url {
            "" => Err(Error::misuse(format!(
                "the document has no token endpoint for the security scheme \"{name}\": give one with `token_url`"
            ))),
            // Section 3.2 demands TLS. Whoever means it can say so.
            url if url.starts_with("http://") => Err(Error::misuse(format!(
                "the token endpoint of the security scheme \"{name}\" is not encrypted: give it with `token_url`"
            ))),
            url => Ok(url.to_owned()),
        }
    }

    /// Reads what a token endpoint answers (section 5.1).
    fn read(&self, response: Response<Bytes>) -> Result<Token, Error> {
        let mut json = match wire::from_json::<Json>(&response.body) {
            Ok(Json::Object(json)) => json,
            _ => return Err(response.unreadable("", "expected what a token endpoint answers")),
        };
        let Some(Json::String(token)) = json.remove("access_token") else {
            return Err(response.unreadable("access_token", "expected a token"));
        };
        let token = Token::new(token);
        if let Some(kind) = json.get("token_type").and_then(Json::as_str)
            && !kind.eq_ignore_ascii_case("bearer")
        {
            return Err(response.unreadable("token_type", "the token is no bearer token"));
        }
        if let (Some(refresh), Some(Json::String(next))) = (&self.refresh, json.remove("refresh_token")) {
            let next = Secret::new(next);
            let mut kept = refresh.lock().unwrap_or_else(PoisonError::into_inner);
            let is_other = kept.reveal() != next.reveal();
            *kept = next.clone();
            drop(kept);
            if let Some(keep) = self.on_refresh_token.as_ref().filter(|_| is_other) {
                keep(&next);
            }
        }
        if let Ok(mut body) = response.body.try_into_mut() {
            body.as_mut().zeroize();
        }
        Ok(match json.get("expires_in").and_then(seconds) {
            Some(lifetime) => token.expires_in(lifetime),
            None => token,
        })
    }
}

impl<M: Mode> Issuer<M> for OAuth2 {
    fn issue<'a>(&'a self, wanted: &'a Wanted<'_, M>) -> Waiting<'a, Result<Token, Reason>> {
        Box::pin(async move {
            let outcome = match self.request(wanted.scheme) {
                Ok(request) => wanted.ask(request).await.and_then(|response| self.read(response)),
                Err(error) => Err(error),
            };
            outcome.map_err(|error| Arc::new(error) as Reason)
        })
    }
}

/// Seconds as a number, or as the text that some servers make of it.
fn seconds(json: &Json) -> Option<Duration> {
    let seconds = match json {
        Json::String(text) => text.parse().ok()?,
        json => json.as_f64()?,
    };
    // Less than none is none; more than can be counted is as good as for ever.
    Duration::try_from_secs_f64(seconds.max(0.0)).ok()
}

/// Shows no secret.
impl fmt::Debug for OAuth2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let flow = if self.refresh.is_some() { "refresh_token" } else { "client_credentials" };
        f.debug_struct("OAuth2").field("flow", &flow).field("scopes", &self.scopes).finish_non_exhaustive()
    }
}
