//! Cookies: parameters in the style of the specification, and credentials.

use http::HeaderMap;
use http::header::COOKIE;

use super::error::Error;
use super::header;
use super::operation::{Param, Style};
use super::percent::encoded;
use super::value::Value;

/// Adds a cookie parameter: `color=blue`; exploded lists and objects as a cookie for each part, else joined by commas.
/// In the style `cookie` nothing is escaped, so that what would end a cookie is refused.
pub(super) fn param(headers: &mut HeaderMap, param: &Param, value: &Value) -> Result<(), Error> {
    let encode: fn(&str) -> String = match param.style {
        Style::Form => encoded,
        Style::Cookie => str::to_owned,
        style => return Err(Error::misuse(format!("a cookie cannot have the style {style:?}"))),
    };
    let mut add = |name: &str, value: &str| match [name, value].iter().any(|text| text.contains(';')) {
        true => {
            Err(Error::misuse(format!("the cookie \"{name}\" has a semicolon in it, which would end it")))
        }
        false => add(headers, name, value),
    };
    match value {
        _ if value.is_empty() => Ok(()),
        Value::List(items) if param.explode => {
            items.iter().try_for_each(|item| add(&encode(param.name), &encode(item)))
        }
        Value::Object(entries) if param.explode => {
            entries.iter().try_for_each(|(key, entry)| add(&encode(key), &encode(entry)))
        }
        _ => add(&encode(param.name), &value.joined(false, ",", encode)),
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
