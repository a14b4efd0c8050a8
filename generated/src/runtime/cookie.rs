//! Cookies: parameters in the style of the specification, and credentials.

use http::HeaderMap;
use http::header::COOKIE;

use super::error::Error;
use super::header;
use super::operation::{Param, Style};
use super::percent::encoded;
use super::value::Value;

/// Adds a cookie parameter: `color=blue`; exploded lists and objects as a cookie for each part, else joined by commas.
pub(super) fn param(headers: &mut HeaderMap, param: &Param, value: &Value) -> Result<(), Error> {
    if param.style != Style::Form {
        return Err(Error::misuse(format!("a cookie cannot have the style {:?}", param.style)));
    }
    match value {
        _ if value.is_empty() => Ok(()),
        Value::List(items) if param.explode => {
            items.iter().try_for_each(|item| add(headers, &encoded(param.name), &encoded(item)))
        }
        Value::Object(entries) if param.explode => {
            entries.iter().try_for_each(|(key, entry)| add(headers, &encoded(key), &encoded(entry)))
        }
        _ => add(headers, &encoded(param.name), &value.joined(false, ",", encoded)),
    }
}

/// Adds a cookie to those that are there already (RFC 6265, section 4.2.1).
pub(super) fn add(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), Error> {
    append(headers, &format!("{name}={value}"))
}

/// The same with what is written already.
pub(super) fn append(headers: &mut HeaderMap, cookies: &str) -> Result<(), Error> {
    let others = headers.get(COOKIE).and_then(|value| value.to_str().ok());
    match others.map(|others| format!("{others}; {cookies}")) {
        Some(line) => header::set(headers, COOKIE.as_str(), &line),
        None => header::set(headers, COOKIE.as_str(), cookies),
    }
}
