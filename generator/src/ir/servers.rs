//! Where an API is served, and what it knows its callers by.

use super::Docs;

/// A server.
#[derive(Clone, Debug)]
pub struct Server<N> {
    /// What it is called in Rust.
    pub name: N,
    /// The address, with `{variables}`.
    pub url: String,
    /// What the document says.
    pub docs: Docs,
    /// In document order.
    pub variables: Vec<ServerVariable<N>>,
}

impl<N> Server<N> {
    /// The address with the defaults of its variables.
    pub fn default_url(&self) -> String {
        self.variables.iter().fold(self.url.clone(), |url, variable| {
            url.replace(&format!("{{{}}}", variable.wire), &variable.default)
        })
    }
}

/// A server variable.
#[derive(Clone, Debug)]
pub struct ServerVariable<N> {
    /// What it is called in Rust.
    pub name: N,
    /// What it is called in the address.
    pub wire: String,
    /// The document's default.
    pub default: String,
    /// The values it may take; empty = any.
    pub values: Vec<String>,
    /// What the document says.
    pub docs: Docs,
}

/// A security scheme.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Its name in the document.
    pub name: String,
    /// What it is.
    pub kind: SchemeKind,
    /// What the document says.
    pub docs: Docs,
}

/// What a credential looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// HTTP authentication by a bearer token (RFC 6750).
    Bearer,
    /// HTTP authentication by name and password (RFC 7617).
    Basic,
    /// Any other HTTP authentication scheme, by name.
    Http(String),
    /// An API key.
    ApiKey {
        /// Where it goes: `header`, `query`, `cookie`.
        location: String,
        /// Under which name.
        name: String,
    },
    /// OAuth2; nothing where there is no such flow.
    OAuth2 {
        /// Where the client credentials flow gets tokens.
        token_url: Option<String>,
        /// Where the other flows renew them.
        refresh_url: Option<String>,
        /// What may be asked for, of all flows.
        scopes: Vec<String>,
    },
    /// OpenID Connect Discovery.
    OpenIdConnect {
        /// Where its configuration is.
        url: String,
    },
    /// A certificate of the client.
    MutualTls,
}

impl SchemeKind {
    /// Whether its credentials are tokens that have to be asked for, and asked for again.
    pub fn gives_tokens(&self) -> bool {
        matches!(self, Self::OAuth2 { .. } | Self::OpenIdConnect { .. })
    }
}
