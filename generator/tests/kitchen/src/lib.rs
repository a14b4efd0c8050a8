//! A client of Kitchen.
//!
//! Every kind of body and answer, once.

#![forbid(unsafe_code)]

pub mod bodies;
pub mod answers;
pub mod parameters;
pub mod headers;
pub mod runtime;
pub mod types;

pub use runtime::base_url::BaseUrl;
pub use runtime::builder::ClientBuilder;
pub use runtime::error::Error;
pub use runtime::formats;
pub use runtime::wire;

#[cfg(feature = "webhooks")]
pub use runtime::webhook;

use runtime::api::{Api, ServerRow};
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
    name: "kitchen",
    version: "0.1.0",
    servers: &[
        ServerRow {
            name: "main",
            url: "https://kitchen.example.com",
        },
        ServerRow {
            name: "branch",
            url: "https://north.kitchen.example.com:443/v1/east",
        },
    ],
    base_url_variable: Some("KITCHEN_BASE_URL"),
    server_variable: Some("KITCHEN_SERVER"),
    ..Api::DEFAULT
};

/// The servers of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Server {
    /// Main
    ///
    /// `https://kitchen.example.com`
    Main,
    /// Branch
    ///
    /// `https://{branch}.kitchen.example.com:{port}/{folder}`
    Branch {
        /// Usually `north`.
        branch: String,
        /// Usually `443`.
        port: String,
        /// Usually `v1/east`.
        folder: String,
    },
}

impl From<Server> for BaseUrl {
    fn from(server: Server) -> Self {
        match server {
            Server::Main => Self::new("https://kitchen.example.com"),
            Server::Branch { branch, port, folder } => {
                Self::filled(
                    "https://{}.kitchen.example.com:{}/{+}",
                    &[&branch, &port, &folder],
                )
            }
        }
    }
}

impl<M: Mode> runtime::client::Client<M> {
    /// A client as the environment describes it:
    ///
    /// * `KITCHEN_SERVER`: which server, `main` or `branch`
    /// * `KITCHEN_BASE_URL`: another address instead of a server
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env(&API)?.build()
    }

    /// A client to be described by hand.
    pub fn builder() -> ClientBuilder<M> {
        ClientBuilder::new(&API)
    }

    /// What is sent.
    pub fn bodies(&self) -> bodies::Bodies<'_, M> {
        bodies::Bodies(self)
    }

    /// What comes back.
    pub fn answers(&self) -> answers::Answers<'_, M> {
        answers::Answers(self)
    }

    /// Where the values go.
    pub fn parameters(&self) -> parameters::Parameters<'_, M> {
        parameters::Parameters(self)
    }
}

/// The API in the process of a test: it answers with the examples of the document, and with made-up values where
/// there are none.
#[cfg(feature = "fake")]
pub fn fake() -> runtime::fake::Fake {
    runtime::fake::Fake::new().with_examples(include_str!("fake.json"))
}
