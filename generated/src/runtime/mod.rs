//! What every client has: requests, answers, errors, and how models are read and written.

pub mod answer;
pub mod api;
pub mod api_error;
mod attempts;
mod auth;
pub mod base64;
pub mod base_url;
pub mod blocking_transport;
mod budget;
pub mod builder;
pub mod call;
pub mod client;
pub mod clock;
#[cfg(feature = "reqwest")]
mod connect_limit;
mod environment;
pub mod error;
mod example;
#[cfg(feature = "fake")]
pub mod fake;
#[cfg(feature = "fake")]
pub mod fake_reply;
mod fields;
mod header;
#[cfg(any(feature = "blocking", feature = "reqwest"))]
mod identity;
pub mod mode;
pub mod operation;
pub mod options;
mod params;
mod path;
mod payload;
mod percent;
mod plan;
mod query;
mod random;
mod redact;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
mod retry_after;
mod run;
pub mod secret;
mod send_async;
mod send_blocking;
#[cfg(feature = "tower")]
pub mod tower;
mod trace;
pub mod transport;
#[cfg(feature = "blocking")]
mod ureq_transport;
#[cfg(feature = "validate")]
pub mod validate;
mod value;
#[cfg(feature = "webhooks")]
pub mod webhook;
pub mod wire;
