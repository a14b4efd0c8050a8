//! Unit tests, beside the files that are copied into generated clients and not in them.

mod attempts;
mod base64;
mod base_url;
mod budget;
mod environment;
mod example;
mod fields;
mod formats;
mod header;
mod path;
mod percent;
mod query;
mod random;
mod redact;
mod retry_after;
mod rfc6570;
mod sse;
mod styles;
mod value;
