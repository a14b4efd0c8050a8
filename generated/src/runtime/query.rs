//! Queries: parameters in the styles of the specification, and pairs by themselves.

use super::error::Error;
use super::operation::{Param, Style};
use super::percent;
use super::value::Value;

/// The query of a request: encoded pairs in the order in which they were added.
#[derive(Clone, Debug, Default)]
pub(super) struct Query(pub(super) Vec<(String, String)>);

impl Query {
    /// Adds a pair as text; both are encoded.
    pub(super) fn push(&mut self, name: &str, value: &str) {
        self.0.push((encode(name, false), encode(value, false)));
    }

    /// As [`push`](Self::push), in place of the pairs of that name.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        let name = encode(name, false);
        self.0.retain(|(other, _)| *other != name);
        self.0.push((name, encode(value, false)));
    }

    /// Adds the pairs of another.
    pub(super) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Adds a parameter in its style. An empty list or object is left out.
    pub(super) fn param(&mut self, param: &Param, value: &Value) -> Result<(), Error> {
        let between = match param.style {
            _ if value.is_empty() => return Ok(()),
            Style::Form => ",",
            Style::SpaceDelimited => "%20",
            Style::PipeDelimited => "%7C",
            style => return Err(Error::misuse(format!("a query parameter cannot have the style {style:?}"))),
        };
        self.delimited(param, value, between);
        Ok(())
    }

    /// `color=blue&color=black` exploded, else `color=blue,black` or with another delimiter (RFC 6570, section
    /// 3.2.8).
    fn delimited(&mut self, param: &Param, value: &Value, between: &str) {
        let name = || encode(param.name, false);
        let encode = |text: &str| encode(text, param.allow_reserved);
        match value {
            Value::List(items) if param.explode => {
                self.0.extend(items.iter().map(|item| (name(), encode(item))));
            }
            Value::Object(entries) if param.explode => {
                self.0.extend(entries.iter().map(|(key, entry)| (encode(key), encode(entry))));
            }
            _ => self.0.push((name(), value.joined(false, between, encode))),
        }
    }

    /// The query as it stands in a URL: empty, or with its question mark.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        for (name, value) in &self.0 {
            out.push(if out.is_empty() { '?' } else { '&' });
            out.push_str(name);
            out.push('=');
            out.push_str(value);
        }
        out
    }
}

/// A text in a query.
pub(super) fn encode(text: &str, allow_reserved: bool) -> String {
    if allow_reserved { percent::reserved(text, percent::reserved_in_query) } else { percent::encoded(text) }
}
