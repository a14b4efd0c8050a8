//! Where the servers are.

use std::fmt;

use super::error::Error;
use super::path;

/// The URL that the paths of the operations are joined to.
///
/// With or without a trailing slash, with or without a path of its own: `https://example.com`,
/// `http://localhost:8080/prefix/`. Only `http` and `https`; no user name, no query, no fragment. It is checked when
/// the client is built.
#[derive(Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Takes the text of a URL.
    pub fn new(url: impl Into<String>) -> Self {
        Self(url.into())
    }

    /// The text of the URL.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Checks it, and returns the prefix of every path: without its trailing slashes.
    pub(super) fn checked(&self) -> Result<String, Error> {
        let refuse = |why: &str| Err(Error::misuse(format!("the base URL {why}")));
        let url = self.0.as_str();
        // The text of a URL that is refused is not shown: what is wrong with it may be a password in it.
        if url.contains(['?', '#']) {
            return refuse("must not have a query or a fragment");
        }
        if path::check(url).is_err() {
            return refuse("must not have a segment \".\" or \"..\"");
        }
        let Ok(uri) = url.parse::<http::Uri>() else {
            return refuse(
                "is not a URL (a host has letters, digits, dots and hyphens; one outside ASCII is in punycode)",
            );
        };
        if !matches!(uri.scheme_str(), Some("http" | "https")) {
            return refuse("must start with http:// or https://");
        }
        match uri.authority() {
            Some(authority) if authority.as_str().contains('@') => {
                refuse("must not contain a user name or a password")
            }
            Some(authority)
                if authority.port().is_none() && authority.as_str().len() > authority.host().len() =>
            {
                refuse("has a port that is no number")
            }
            Some(authority) if !authority.host().is_empty() => Ok(url.trim_end_matches('/').to_owned()),
            _ => refuse("has no host"),
        }
    }
}

impl From<&str> for BaseUrl {
    fn from(url: &str) -> Self {
        Self::new(url)
    }
}

impl From<String> for BaseUrl {
    fn from(url: String) -> Self {
        Self::new(url)
    }
}

impl From<&String> for BaseUrl {
    fn from(url: &String) -> Self {
        Self::new(url.as_str())
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Unchecked text may hold a password before an `@`.
        match self.checked() {
            Ok(prefix) => write!(f, "BaseUrl({prefix:?})"),
            Err(_) => f.write_str("BaseUrl(invalid)"),
        }
    }
}
