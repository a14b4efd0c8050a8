//! What a document says about the API as a whole, as one static table.

/// The table of one API: its servers, its security schemes and the environment variables that configure a client.
///
/// Written by the generator as `static API: Api = Api { name: "..", .., ..Api::DEFAULT };`.
#[derive(Debug)]
pub struct Api {
    /// The name of the generated crate; part of the `User-Agent`.
    pub name: &'static str,
    /// The version of the generated crate; part of the `User-Agent`.
    pub version: &'static str,
    /// The servers of the document, in its order. A single one is the default; of several, none is.
    pub servers: &'static [ServerRow],
    /// The variable that holds a base URL.
    pub base_url_variable: Option<&'static str>,
    /// The variable that holds the [`name`](ServerRow::name) of one of `servers`.
    pub server_variable: Option<&'static str>,
    /// The security schemes of the document.
    pub schemes: &'static [Scheme],
    /// The document's own security requirement, which calls to undocumented endpoints use: any one of the
    /// alternatives, of which all schemes are needed.
    pub security: &'static [&'static [&'static str]],
    /// The header of a caller's idempotency key, also for operations that do not declare one.
    pub idempotency_header: &'static str,
    /// The answer's headers that may carry a request id; the first that is there is taken.
    pub request_id_headers: &'static [&'static str],
}

impl Api {
    /// A table that says nothing, to be filled by struct update.
    pub const DEFAULT: Self = Self {
        name: "client",
        version: "0.0.0",
        servers: &[],
        base_url_variable: None,
        server_variable: None,
        schemes: &[],
        security: &[],
        idempotency_header: "idempotency-key",
        request_id_headers: &["x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid", "cf-ray"],
    };

    /// The scheme of that name.
    pub(super) fn scheme(&self, name: &str) -> Option<&'static Scheme> {
        self.schemes.iter().find(|scheme| scheme.name == name)
    }
}

/// One server of the document (OpenAPI, "Server Object").
#[derive(Debug)]
pub struct ServerRow {
    /// What the environment variable calls it: `test_mode`.
    pub name: &'static str,
    /// Its URL, without variables.
    pub url: &'static str,
}

/// One security scheme of the document (OpenAPI, "Security Scheme Object").
#[derive(Debug)]
pub struct Scheme {
    /// Its key under `components.securitySchemes`.
    pub name: &'static str,
    /// How a credential is sent.
    pub kind: SchemeKind,
    /// The variables that hold the credential: one; two for [`SchemeKind::Basic`], the user name and the password,
    /// and for [`SchemeKind::MutualTls`], the certificate and its key.
    pub variables: &'static [&'static str],
}

/// How a credential is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemeKind {
    /// `Authorization: Bearer ..` (RFC 6750); also what OpenID Connect comes to once there is a token.
    Bearer,
    /// The same, with a token that OAuth 2 gives (RFC 6749). The addresses are empty where the document has none.
    OAuth2 {
        /// Where the client credentials flow asks for tokens.
        token_url: &'static str,
        /// Where the other flows renew them.
        refresh_url: &'static str,
    },
    /// `Authorization: Basic ..` (RFC 7617).
    Basic,
    /// An API key in the header of this name.
    Header(&'static str),
    /// An API key in the query parameter of this name.
    Query(&'static str),
    /// By the certificate of the client's side of TLS: nothing in the request.
    MutualTls,
}
