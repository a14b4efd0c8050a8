//! A client's configuration from environment variables.

use std::env::{self, VarError};

use super::api::{Api, Scheme, SchemeKind};
use super::auth::{self, Credential};
use super::base_url::BaseUrl;
use super::builder::ClientBuilder;
use super::error::Error;
use super::mode::Mode;
use super::secret::Secret;

impl<M: Mode> ClientBuilder<M> {
    /// Starts from the table of an API and the environment variables that it names: the credentials, and a server or
    /// a base URL. What is set on the builder afterwards takes their place.
    ///
    /// # Errors
    ///
    /// [`Error::Misuse`] that names the variable, if it is missing, empty or no text, or if it names a server that
    /// does not exist.
    pub fn from_env(api: &'static Api) -> Result<Self, Error> {
        Self::from_lookup(api, &|name| env::var(name))
    }

    /// As [`from_env`](Self::from_env), from any environment.
    pub(super) fn from_lookup(api: &'static Api, lookup: Lookup<'_>) -> Result<Self, Error> {
        let mut builder = Self::new(api);
        for scheme in api.schemes {
            if let Some(credential) = credential(scheme, lookup)? {
                builder.set_credential(scheme.name, credential);
            }
        }
        builder.require(api)?;
        let url = read(api.base_url_variable, lookup)?;
        let server = read(api.server_variable, lookup)?;
        if let (Some((url, _)), Some((server, _))) = (&url, &server) {
            return Err(Error::misuse(format!("both {url} and {server} are set: only one can be meant")));
        }
        builder.environment = url.map(|(_, url)| BaseUrl::new(url));
        if let Some((variable, name)) = server {
            let Some(row) = api.servers.iter().find(|row| row.name == name) else {
                let names: Vec<_> = api.servers.iter().map(|row| row.name).collect();
                return Err(Error::misuse(format!("{variable} must be {}", names.join(" or "))));
            };
            builder.environment = Some(BaseUrl::new(row.url));
        }
        Ok(builder)
    }

    /// Fails if no alternative of the document's security requirement has all its credentials.
    fn require(&self, api: &'static Api) -> Result<(), Error> {
        let mut missing = None;
        for alternative in api.security {
            match alternative.iter().find(|name| !self.has_credential(name)) {
                None => return Ok(()),
                Some(name) => missing = missing.or(Some(*name)),
            }
        }
        let missing = missing.and_then(|name| api.scheme(name));
        match missing.map(|scheme| (scheme, scheme.variables)) {
            Some((_, [variable])) => {
                Err(Error::misuse(format!("the environment variable {variable} is not set")))
            }
            Some((scheme, _)) => Err(auth::lacking(api, scheme.name)),
            None => Ok(()),
        }
    }
}

/// Reads one variable.
type Lookup<'a> = &'a dyn Fn(&str) -> Result<String, VarError>;

fn credential(scheme: &Scheme, lookup: Lookup<'_>) -> Result<Option<Credential>, Error> {
    let get = |name: Option<&&'static str>| read(name.copied(), lookup);
    let first = get(scheme.variables.first())?.map(|(_, text)| Secret::new(text));
    if scheme.kind != SchemeKind::Basic {
        return Ok(first.map(Credential::Token));
    }
    let second = get(scheme.variables.get(1))?.map(|(_, text)| Secret::new(text));
    Ok(first.zip(second).map(|(user, password)| Credential::Basic(user, password)))
}

/// A variable that is set to nothing counts as not set: that is how a shell and a container file unset one.
fn read(variable: Option<&'static str>, lookup: Lookup<'_>) -> Result<Option<(&'static str, String)>, Error> {
    let Some(variable) = variable else { return Ok(None) };
    match lookup(variable) {
        Ok(text) => Ok((!text.is_empty()).then_some((variable, text))),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => {
            Err(Error::misuse(format!("the environment variable {variable} is not valid text")))
        }
    }
}
