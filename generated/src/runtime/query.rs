//! Queries: parameters in the styles of the specification, and pairs by themselves.

use super::error::Error;
use super::operation::{Param, Style};
use super::percent;
use super::value::Value;

/// The query of a request: encoded pairs in the order in which they were added.
#[derive(Clone, Debug, Default)]
pub(super) struct Query(Vec<(String, String)>);

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

    /// Adds a parameter in its style.
    pub(super) fn param(&mut self, param: &Param, value: &Value) -> Result<(), Error> {
        match param.style {
            Style::Form => {
                self.form(param, value);
                Ok(())
            }
            style => Err(Error::misuse(format!("a query parameter cannot have the style {style:?}"))),
        }
    }

    /// `color=blue&color=black` exploded, else `color=blue,black` (RFC 6570, section 3.2.8). An empty list is left
    /// out.
    fn form(&mut self, param: &Param, value: &Value) {
        let name = || encode(param.name, false);
        let encode = |text: &str| encode(text, param.allow_reserved);
        match value {
            Value::Absent => {}
            Value::Scalar(text) => self.0.push((name(), encode(text))),
            Value::List(items) if param.explode => {
                self.0.extend(items.iter().map(|item| (name(), encode(item))));
            }
            Value::Object(entries) if param.explode => {
                self.0.extend(entries.iter().map(|(key, entry)| (encode(key), encode(entry))));
            }
            Value::List(items) if !items.is_empty() => {
                let items: Vec<_> = items.iter().map(|item| encode(item)).collect();
                self.0.push((name(), items.join(",")));
            }
            Value::Object(entries) if !entries.is_empty() => {
                let parts: Vec<_> =
                    entries.iter().flat_map(|(key, entry)| [encode(key), encode(entry)]).collect();
                self.0.push((name(), parts.join(",")));
            }
            Value::List(_) | Value::Object(_) => {}
        }
    }

    /// A name as it stands in a query.
    #[cfg(feature = "fake")]
    pub(super) fn encoded(name: &str) -> String {
        encode(name, false)
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

fn encode(text: &str, allow_reserved: bool) -> String {
    let mut out = String::new();
    let keep = if allow_reserved { percent::reserved_in_query } else { percent::unreserved };
    percent::encode_into(&mut out, text, keep);
    out
}
