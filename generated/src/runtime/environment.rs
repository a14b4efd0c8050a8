//! A client's configuration from environment variables.

use std::env::{self, VarError};

use super::api::{Api, Scheme, SchemeKind};
use super::auth::{self, Credential};
use super::base_url::BaseUrl;
use super::builder::ClientBuilder;
use super::error::Error;
use super::mode::Mode;
use super::options::ClientCertificate;
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
        Self::from_lookup(api, &|name| env::var(name), |builder, _, _| Ok(builder))
    }

    /// As [`from_env`](Self::from_env), from any environment, in which somebody else may find more.
    pub(super) fn from_lookup(
        api: &'static Api,
        lookup: Lookup<'_>,
        more: fn(Self, &'static Api, Lookup<'_>) -> Result<Self, Error>,
    ) -> Result<Self, Error> {
        let mut builder = Self::new(api);
        for scheme in api.schemes {
            if scheme.kind == SchemeKind::MutualTls {
                builder = certificate(builder, scheme, lookup)?;
            } else if let Some(credential) = credential(scheme, lookup)? {
                builder.set_credential(scheme.name, credential);
            }
        }
        builder = more(builder, api, lookup)?;
        builder.require(api)?;
        let url = read(api.base_url_variable, lookup)?;
        let server = read(api.server_variable, lookup)?;
        if let (Some(url), Some(server), Some(_), Some(_)) =
            (api.base_url_variable, api.server_variable, &url, &server)
        {
            return Err(Error::misuse(format!("both {url} and {server} are set: only one can be meant")));
        }
        builder.environment = url.map(BaseUrl::new);
        if let (Some(name), Some(variable)) = (server, api.server_variable) {
            let Some(row) = api.servers.iter().find(|row| row.name == name) else {
                let names: Vec<_> = api.servers.iter().map(|row| row.name).collect();
                return Err(Error::misuse(format!("{variable} must be {}", names.join(" or "))));
            };
            builder.environment = Some(BaseUrl::new(row.url));
            builder.environment_server = Some(row.name);
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
            Some((scheme, [variable])) if !matches!(scheme.kind, SchemeKind::OAuth2 { .. }) => {
                Err(Error::misuse(format!("the environment variable {variable} is not set")))
            }
            Some((scheme, _)) => Err(auth::lacking(api, scheme.name)),
            None => Ok(()),
        }
    }
}

/// Reads one variable.
pub(super) type Lookup<'a> = &'a dyn Fn(&str) -> Result<String, VarError>;

fn credential(scheme: &Scheme, lookup: Lookup<'_>) -> Result<Option<Credential>, Error> {
    let get = |at: usize| read(scheme.variables.get(at).copied(), lookup).map(|text| text.map(Secret::new));
    let first = get(0)?;
    if scheme.kind != SchemeKind::Basic {
        return Ok(first.map(Credential::Token));
    }
    let second = get(1)?;
    Ok(first.zip(second).map(|(user, password)| Credential::Basic(user, password)))
}

/// The client's certificate and its key, both as text in the PEM format.
fn certificate<M: Mode>(
    builder: ClientBuilder<M>,
    scheme: &Scheme,
    lookup: Lookup<'_>,
) -> Result<ClientBuilder<M>, Error> {
    let get = |at: usize| read(scheme.variables.get(at).copied(), lookup);
    Ok(match (get(0)?, get(1)?) {
        (Some(chain), Some(key)) => builder.client_certificate(ClientCertificate::from_pem(chain, key)),
        _ => builder,
    })
}

/// A variable that is set to nothing counts as not set: that is how a shell and a container file unset one.
pub(super) fn read(variable: Option<&str>, lookup: Lookup<'_>) -> Result<Option<String>, Error> {
    let Some(variable) = variable else { return Ok(None) };
    match lookup(variable) {
        Ok(text) => Ok((!text.is_empty()).then_some(text)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => {
            Err(Error::misuse(format!("the environment variable {variable} is not valid text")))
        }
    }
}
