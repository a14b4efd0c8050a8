//! Where the servers are.

use std::fmt;

use super::error::Error;
use super::path;
#[cfg(not(without = "variables"))]
use super::percent;

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

    /// The URL of a server with its variables (OpenAPI, "Server Object"): `{}` stands for the value of each.
    ///
    /// A value stays in its place: what could end it there (`/`, `?`, `#`, `@`) is percent-encoded, and no host has a
    /// percent sign, so that no value leads to another host. Where the document itself has slashes in a value, `{+}`, they
    /// stay.
    #[doc(hidden)]
    #[cfg(not(without = "variables"))]
    pub fn filled(template: &str, values: &[&str]) -> Self {
        let mut parts = template.split('{');
        let mut url = parts.next().unwrap_or_default().to_owned();
        for (part, value) in parts.zip(values) {
            let (kind, text) = part.split_once('}').unwrap_or(("", part));
            let keep = if kind == "+" { in_places } else { in_place };
            percent::encode_into(&mut url, value.as_bytes(), keep);
            url.push_str(text);
        }
        Self(url)
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

/// What stays as it is in the value of a server variable: a port may be part of it.
#[cfg(not(without = "variables"))]
fn in_place(byte: u8) -> bool {
    percent::unreserved(byte) || byte == b':'
}

/// The same where the document has slashes.
#[cfg(not(without = "variables"))]
fn in_places(byte: u8) -> bool {
    in_place(byte) || byte == b'/'
}

/// Scheme and authority of a URL, without its path.
#[cfg(not(all(without = "oauth2", without = "pages")))]
pub(super) fn root(url: &str) -> String {
    let parts = url.parse::<http::Uri>().map(http::Uri::into_parts).ok();
    let root = parts.and_then(|parts| Some(format!("{}://{}", parts.scheme?, parts.authority?)));
    root.unwrap_or_default()
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
