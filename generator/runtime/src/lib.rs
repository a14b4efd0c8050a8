//! The runtime of every generated client, as an ordinary crate: compiled, linted and tested as itself, and copied
//! word for word into what the generator writes. Its files name each other through `super::` only, so that a
//! generated client works as a crate and as a module in somebody's tree.
//!
//! # What the generator prints around it
//!
//! `tests/fixture` is a client in the exact form of generated code. The runtime is there as `pub mod runtime;` with a
//! generated list of `pub mod` and `mod` like the one below: public items in public modules do not warn when a
//! document has no use for them. The root has the tables ([`api::Api`]), the servers (`impl From<Server> for
//! BaseUrl`) and the methods of `Client<M>`; a resource is a `struct Resource<'c, M: Mode>(pub(crate) &'c
//! Client<M>)`, and its methods are [`client::Client::call`] with a table ([`operation::Operation`]), the values of
//! its required parameters, and [`call::Call::json`]; the macro `params!` adds the other parameters to the call as
//! methods. With the feature `fake` the root has `fn fake()`, which gives `fake::Fake` the document's examples: a JSON
//! file beside it, of operation ids, each with `status`, `headers` and `body`.
//!
//! # What is left out
//!
//! What no operation of a document can reach is not copied. `#[cfg(not(without = "pages"))]` marks what is there for pages
//! alone: the compiler takes it for true, the generator takes it out, and what it stands on with it if no operation
//! answers in pages. Where it can be, such a thing is in a file of its own, and the mark at its `mod`.

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
#[cfg(not(without = "cookies"))]
mod cookie;
#[cfg(not(without = "download"))]
pub mod download;
#[cfg(not(without = "media"))]
mod encode;
mod environment;
pub mod error;
#[cfg(not(without = "events"))]
pub mod events;
#[cfg(not(without = "examples"))]
mod example;
#[cfg(feature = "fake")]
pub mod fake;
#[cfg(feature = "fake")]
pub mod fake_reply;
mod fields;
#[cfg(not(without = "forms"))]
mod form;
#[cfg(not(without = "formats"))]
pub mod formats;
mod header;
#[cfg(any(feature = "blocking", feature = "reqwest"))]
mod identity;
#[cfg(not(without = "jobs"))]
pub mod jobs;
#[cfg(not(without = "lines"))]
pub mod lines;
#[cfg(not(without = "media"))]
pub mod media;
pub mod mode;
#[cfg(not(without = "multipart"))]
mod multipart;
#[cfg(not(without = "oauth2"))]
pub mod oauth2;
pub mod operation;
pub mod options;
#[cfg(not(without = "pages"))]
pub mod pages;
mod params;
mod path;
mod payload;
mod percent;
#[cfg(not(without = "uploads"))]
mod pieces;
mod plan;
#[cfg(not(without = "polling"))]
pub mod polling;
mod query;
mod random;
mod redact;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
#[cfg(not(without = "streams"))]
mod rest;
mod retry_after;
mod run;
pub mod secret;
mod send_async;
mod send_blocking;
#[cfg(not(without = "events"))]
mod sse;
#[cfg(not(without = "oauth2"))]
pub mod tokens;
#[cfg(feature = "tower")]
pub mod tower;
mod trace;
pub mod transport;
#[cfg(not(without = "uploads"))]
mod upload;
#[cfg(feature = "blocking")]
mod ureq_transport;
#[cfg(not(without = "validate"))]
#[cfg(feature = "validate")]
pub mod validate;
mod value;
#[cfg(not(all(without = "deep", without = "media")))]
mod walk;
#[cfg(feature = "webhooks")]
pub mod webhook;
pub mod wire;
#[cfg(not(without = "with_chrono"))]
#[cfg(feature = "chrono")]
mod with_chrono;
#[cfg(not(without = "with_jiff"))]
#[cfg(feature = "jiff")]
mod with_jiff;
#[cfg(not(without = "with_rust_decimal"))]
#[cfg(feature = "rust_decimal")]
mod with_rust_decimal;
#[cfg(not(without = "with_time"))]
#[cfg(feature = "time")]
mod with_time;
#[cfg(not(without = "with_uuid"))]
#[cfg(feature = "uuid")]
mod with_uuid;

#[cfg(test)]
mod tests;
#[cfg(test)]
#[path = "../tests/wire/mod.rs"]
mod wire_tests;
