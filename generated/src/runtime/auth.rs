//! Which credentials a call carries, and how.

use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::api::{Api, Scheme, SchemeKind};
use super::base64;
use super::error::Error;
use super::query::Query;
use super::redact::Redact;
use super::secret::Secret;

/// A credential for one security scheme.
#[derive(Clone, Debug)]
pub(super) enum Credential {
    /// A bearer token or an API key.
    Token(Secret),
    /// A user name and a password.
    Basic(Secret, Secret),
    /// What the transport has to say.
    Certificate,
}

/// The credentials of a client, by the name of their scheme.
#[derive(Clone, Debug, Default)]
pub(super) struct Credentials(Vec<(&'static str, Credential)>);

impl Credentials {
    /// Sets the credential of a scheme.
    pub(super) fn set(&mut self, scheme: &'static str, credential: Credential) {
        self.0.retain(|(name, _)| *name != scheme);
        self.0.push((scheme, credential));
    }

    /// All of them as they are sent, to be kept out of what is printed.
    pub(super) fn redact(&self) -> Redact {
        let mut redact = Redact::default();
        for (_, credential) in &self.0 {
            match credential {
                Credential::Token(token) => redact.add(token.clone()),
                Credential::Basic(user, password) => {
                    redact.add(password.clone());
                    redact.add(encoded(user, password));
                }
                Credential::Certificate => {}
            }
        }
        redact
    }

    /// The credential of a scheme.
    pub(super) fn get(&self, scheme: &str) -> Option<&Credential> {
        self.0.iter().find(|(name, _)| *name == scheme).map(|(_, credential)| credential)
    }
}

/// The parts of a request that credentials go into.
pub(super) struct Target<'a> {
    pub headers: &'a mut HeaderMap,
    pub query: &'a mut Query,
}

/// Adds the credentials that a security requirement asks for: those of its first alternative that has all of its own,
/// or none where an alternative asks for none. A header that the caller set stands in for its scheme.
pub(super) fn authorize(
    api: &Api,
    security: &[&[&str]],
    credentials: &Credentials,
    target: &mut Target<'_>,
) -> Result<(), Error> {
    let mut missing = None;
    for alternative in security.iter().filter(|alternative| !alternative.is_empty()) {
        let lacks = |name: &&&str| {
            credentials.get(name).is_none() && !api.scheme(name).is_some_and(|s| given(s, target.headers))
        };
        match alternative.iter().find(lacks) {
            None => {
                return alternative.iter().try_for_each(|name| add(api, name, credentials, target));
            }
            Some(name) => missing = missing.or(Some(*name)),
        }
    }
    match missing {
        Some(name) if !security.iter().any(|alternative| alternative.is_empty()) => Err(lacking(api, name)),
        _ => Ok(()),
    }
}

/// The error for a scheme without a credential.
pub(super) fn lacking(api: &Api, scheme: &str) -> Error {
    let remedy = match api.scheme(scheme).map(|scheme| (scheme.kind, scheme.variables)) {
        None | Some((_, [])) => String::new(),
        Some((SchemeKind::OAuth2 { .. }, [token, ..])) => format!(
            "set {token}, or {token}_CLIENT_ID and {token}_CLIENT_SECRET, and read the environment, or "
        ),
        Some((_, variables)) => format!("set {} and read the environment, or ", variables.join(" and ")),
    };
    Error::misuse(format!(
        "no credential for the security scheme \"{scheme}\": {remedy}give one to the client's builder"
    ))
}

/// Whether the caller has filled in by hand what the scheme would.
fn given(scheme: &Scheme, headers: &HeaderMap) -> bool {
    match scheme.kind {
        SchemeKind::Bearer | SchemeKind::OAuth2 { .. } | SchemeKind::Basic => {
            headers.contains_key(AUTHORIZATION)
        }
        SchemeKind::Header(name) => headers.contains_key(name),
        _ => false,
    }
}

/// Adds the credential of one scheme, or takes note that it is a token to be asked for.
fn add(api: &Api, name: &str, credentials: &Credentials, target: &mut Target<'_>) -> Result<(), Error> {
    let (Some(scheme), Some(credential)) = (api.scheme(name), credentials.get(name)) else {
        return Ok(());
    };
    if given(scheme, target.headers) {
        return Ok(());
    }
    match (scheme.kind, credential) {
        (SchemeKind::Basic, Credential::Basic(user, password)) => {
            let value = Secret::new(format!("Basic {}", encoded(user, password).reveal()));
            set_header(target.headers, AUTHORIZATION, &value, name)
        }
        (SchemeKind::Bearer | SchemeKind::OAuth2 { .. }, Credential::Token(token)) => {
            set_bearer(target.headers, token, name)
        }
        (SchemeKind::Header(header), Credential::Token(token)) => {
            let header = HeaderName::from_bytes(header.as_bytes())
                .map_err(|_| Error::misuse(format!("\"{header}\" cannot be the name of a header")))?;
            set_header(target.headers, header, token, name)
        }
        (SchemeKind::Query(key), Credential::Token(token)) => {
            target.query.set(key, token.reveal());
            Ok(())
        }
        (SchemeKind::MutualTls, Credential::Certificate) => Ok(()),
        _ => Err(Error::misuse(format!(
            "the credential for the security scheme \"{name}\" is of another kind"
        ))),
    }
}

/// Sets the header of a bearer token (RFC 6750, section 2.1).
pub(super) fn set_bearer(headers: &mut HeaderMap, token: &Secret, scheme: &str) -> Result<(), Error> {
    let value = Secret::new(format!("Bearer {}", token.reveal()));
    set_header(headers, AUTHORIZATION, &value, scheme)
}

/// A user name and a password as basic authentication sends them.
pub(super) fn encoded(user: &Secret, password: &Secret) -> Secret {
    let pair = Secret::new(format!("{}:{}", user.reveal(), password.reveal()));
    Secret::new(base64::encode(pair.reveal().as_bytes()))
}

/// Sets a header that must not be seen.
fn set_header(
    headers: &mut HeaderMap,
    header: HeaderName,
    value: &Secret,
    scheme: &str,
) -> Result<(), Error> {
    // The value is not in the error: `InvalidHeaderValue` does not hold it either.
    let mut value = HeaderValue::from_str(value.reveal()).map_err(|_| {
        Error::misuse(format!(
            "the credential for the security scheme \"{scheme}\" has a character that no header can carry \
             (a line break at its end?)"
        ))
    })?;
    value.set_sensitive(true);
    headers.insert(header, value);
    Ok(())
}
