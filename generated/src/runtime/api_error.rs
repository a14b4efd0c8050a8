//! An answer whose status is not a success.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::Value;

use super::error::Facts;
use super::redact::Redact;
use super::wire::{self, Slot};

/// An answer whose status is not a success: everything the server said.
///
/// Most documents declare no schema for their errors, so the body is kept as it came, and what can be made out of it
/// without a schema is offered as [`message`](Self::message) and [`code`](Self::code).
pub struct ApiError {
    pub(super) facts: Facts,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) request_id: Option<Box<str>>,
    pub(super) body: Bytes,
    pub(super) retry_after: Option<Duration>,
    message: Option<Box<str>>,
    code: Option<Box<str>>,
}

impl ApiError {
    /// Takes an answer, and looks for a message and a code in it.
    pub(super) fn new(
        facts: Facts,
        status: StatusCode,
        headers: HeaderMap,
        request_id: Option<Box<str>>,
        body: Bytes,
        redact: &Redact,
    ) -> Self {
        /// A larger body is not an error message, and not worth the time.
        const READABLE: usize = 1 << 20;
        let json: Option<Value> =
            (body.len() <= READABLE).then(|| serde_json::from_slice(&body).ok()).flatten();
        let find = |names| json.as_ref().and_then(|json| find(json, names)).map(|text| redact.line(&text));
        let message =
            find(&["message", "error_message", "detail", "error_description", "title", "msg", "error"]);
        // Other text under these names is prose, or the URL of prose.
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        let code = find(&["code", "error_code", "error", "type"]);
        let code = code.filter(|code| code.len() <= 64 && code.chars().all(plain));
        Self { facts, status, headers, request_id, body, retry_after: None, message, code }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The server's name for this exchange, to be quoted to its support.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The body as it came.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as JSON of the type `T`; `None` if it is something else.
    pub fn body_as<T: Slot>(&self) -> Option<T> {
        wire::from_json(&self.body).ok()
    }

    /// What the server says went wrong, where the body is JSON and says so in one of the usual places.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The server's code for what went wrong, where the body is JSON and has one in one of the usual places.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }
}

/// The first of `names` that is text or a number: in the nested `error`, in the first of `errors` or of `detail`, or
/// right here.
fn find(json: &Value, names: &[&str]) -> Option<String> {
    let object = json.as_object()?;
    let first = |name| object.get(name).and_then(|list: &Value| list.get(0));
    let nested = [object.get("error"), first("errors"), first("detail")].into_iter().flatten();
    if let Some(found) = nested.filter(|inner| inner.is_object()).find_map(|inner| named(inner, names)) {
        return Some(found);
    }
    named(json, names)
}

fn named(json: &Value, names: &[&str]) -> Option<String> {
    let object = json.as_object()?;
    names.iter().find_map(|&name| match object.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "api answered {} to {}", self.status.as_u16(), self.facts.call)?;
        if let Some(reason) = self.status.canonical_reason() {
            write!(f, ": {}", reason.to_ascii_lowercase())?;
        }
        write!(f, " (")?;
        if let Some(code) = &self.code {
            write!(f, "code {code}, ")?;
        }
        if let Some(id) = &self.request_id {
            write!(f, "request id {id}, ")?;
        }
        if let Some(wait) = self.retry_after {
            write!(f, "retry after {wait:?}, ")?;
        }
        write!(f, "{})", self.facts)
    }
}

/// Without what the server wrote: it may be a customer's data, or our own token sent back.
impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("facts", &self.facts)
            .field("status", &self.status.as_u16())
            .field("code", &self.code)
            .field("request_id", &self.request_id)
            .field("retry_after", &self.retry_after)
            .field("headers", &format_args!("[{} fields]", self.headers.len()))
            .field("body", &format_args!("[{} bytes]", self.body.len()))
            .finish_non_exhaustive()
    }
}
