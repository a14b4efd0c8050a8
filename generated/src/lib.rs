//! Create checkout sessions of Dodo Payments.

#![forbid(unsafe_code)]

pub mod checkout_sessions;
pub mod runtime;
pub mod types;
#[cfg(feature = "validate")]
pub mod validate;

pub use runtime::base_url::BaseUrl;
pub use runtime::builder::ClientBuilder;
pub use runtime::error::Error;
pub use runtime::wire;

#[cfg(feature = "webhooks")]
pub use runtime::webhook;

use runtime::api::{Api, Scheme, SchemeKind, ServerRow};
use runtime::mode::{Async, Mode};

/// The async client.
pub type Client = runtime::client::Client<Async>;

/// The same without an async runtime.
#[cfg(feature = "blocking")]
pub mod blocking {
    /// The blocking client.
    pub type Client = super::runtime::client::Client<super::runtime::mode::Blocking>;
}

static API: Api = Api {
    name: "dodo-checkouts",
    version: "0.1.0",
    servers: &[
        ServerRow {
            name: "test_mode",
            url: "https://test.dodopayments.com/",
        },
        ServerRow {
            name: "live_mode",
            url: "https://live.dodopayments.com/",
        },
    ],
    base_url_variable: Some("DODO_PAYMENTS_BASE_URL"),
    server_variable: Some("DODO_PAYMENTS_ENVIRONMENT"),
    schemes: &[
        Scheme {
            name: "API_KEY",
            kind: SchemeKind::Bearer,
            variables: &["DODO_PAYMENTS_API_KEY"],
        },
    ],
    security: &[&["API_KEY"]],
    ..Api::DEFAULT
};

/// The servers of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Server {
    /// Test Mode Server Host
    ///
    /// `https://test.dodopayments.com/`
    TestMode,
    /// Live Mode Server Host
    ///
    /// `https://live.dodopayments.com/`
    LiveMode,
}

impl From<Server> for BaseUrl {
    fn from(server: Server) -> Self {
        match server {
            Server::TestMode => Self::new("https://test.dodopayments.com/"),
            Server::LiveMode => Self::new("https://live.dodopayments.com/"),
        }
    }
}

impl<M: Mode> runtime::client::Client<M> {
    /// A client as the environment describes it:
    ///
    /// * `DODO_PAYMENTS_API_KEY`: the credential for `API_KEY`
    /// * `DODO_PAYMENTS_ENVIRONMENT`: which server, `test_mode` or `live_mode`
    /// * `DODO_PAYMENTS_BASE_URL`: another address instead of a server
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env(&API)?.build()
    }

    /// A client to be described by hand.
    pub fn builder() -> ClientBuilder<M> {
        ClientBuilder::new(&API)
    }

    pub fn checkout_sessions(&self) -> checkout_sessions::CheckoutSessions<'_, M> {
        checkout_sessions::CheckoutSessions(self)
    }
}

/// The API in the process of a test: it answers with the examples of the document, and with made-up values where
/// there are none.
#[cfg(feature = "fake")]
pub fn fake() -> runtime::fake::Fake {
    runtime::fake::Fake::new().with_examples(include_str!("fake.json"))
}
