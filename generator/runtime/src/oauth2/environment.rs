//! What a token endpoint is asked with, from environment variables.

use std::env;

use super::super::api::{Api, Scheme, SchemeKind};
use super::super::builder::ClientBuilder;
use super::super::environment::{Lookup, read};
use super::super::error::Error;
use super::super::mode::Mode;
use super::OAuth2;

impl<M: Mode> ClientBuilder<M> {
    /// As [`from_env`](Self::from_env), and for each OAuth 2 scheme whose variable `NAME` holds no token:
    /// `NAME_CLIENT_ID` and `NAME_CLIENT_SECRET`; `NAME_REFRESH_TOKEN`, with which the secret may be left out;
    /// `NAME_SCOPE`, separated by spaces; and `NAME_TOKEN_URL`, in place of the document's endpoint.
    ///
    /// # Errors
    ///
    /// Those of `from_env`, and one that names the variable that is missing beside another.
    pub fn from_env_with_oauth2(api: &'static Api) -> Result<Self, Error> {
        Self::from_lookup(api, &|name| env::var(name), Self::grants)
    }

    /// Adds the grants that any environment has.
    pub(in super::super) fn grants(mut self, api: &'static Api, lookup: Lookup<'_>) -> Result<Self, Error> {
        for scheme in api.schemes {
            if !self.has_credential(scheme.name)
                && let Some(grant) = grant(scheme, lookup)?
            {
                self = self.oauth2_for(scheme.name, grant);
            }
        }
        Ok(self)
    }
}

fn grant(scheme: &Scheme, lookup: Lookup<'_>) -> Result<Option<OAuth2>, Error> {
    let (SchemeKind::OAuth2 { .. }, [base]) = (scheme.kind, scheme.variables) else { return Ok(None) };
    let get = |suffix: &str| read(Some(&format!("{base}_{suffix}")), lookup);
    let (id, secret, refresh) = (get("CLIENT_ID")?, get("CLIENT_SECRET")?, get("REFRESH_TOKEN")?);
    let missing =
        |suffix: &str| Err(Error::misuse(format!("the environment variable {base}_{suffix} is not set")));
    let mut grant = match (id, secret, refresh) {
        (None, None, None) => return Ok(None),
        (None, ..) => return missing("CLIENT_ID"),
        (Some(_), None, None) => return missing("CLIENT_SECRET"),
        (Some(id), Some(secret), None) => OAuth2::client_credentials(id, secret),
        (Some(id), None, Some(refresh)) => OAuth2::refresh_token(id, refresh),
        (Some(id), Some(secret), Some(refresh)) => OAuth2::refresh_token(id, refresh).client_secret(secret),
    };
    if let Some(scope) = get("SCOPE")? {
        grant = grant.scopes(scope.split_whitespace());
    }
    if let Some(url) = get("TOKEN_URL")? {
        grant = grant.token_url(url);
    }
    Ok(Some(grant))
}
