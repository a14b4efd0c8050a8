//! The events of a JSON text. The text was parsed before, so this need not check it.

use std::borrow::Cow;

use super::events::{Event, Kind};

pub(super) fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    Scanner { text, at: 0 }
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Scanner<'t> {
    type Item = Event<'t>;

    fn next(&mut self) -> Option<Event<'t>> {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at).is_some_and(|byte| byte.is_ascii_whitespace() || b",:".contains(byte)) {
            self.at += 1;
        }
        let start = self.at;
        let kind = match bytes.get(start)? {
            b'{' => Kind::Object,
            b'[' => Kind::List,
            b'}' | b']' => Kind::Close,
            b'"' => return Some(self.string(start)),
            _ => {
                let rest = self.text.get(start..)?;
                let len = rest
                    .find(|c: char| c.is_ascii_whitespace() || ",:]}{[\"".contains(c))
                    .unwrap_or(rest.len());
                self.at = start + len.max(1);
                let text = Cow::Borrowed(rest.get(..len)?);
                return Some(Event { kind: Kind::Scalar { text, plain: true }, span: start..self.at });
            }
        };
        self.at += 1;
        Some(Event { kind, span: start..self.at })
    }
}

impl<'t> Scanner<'t> {
    fn string(&mut self, start: usize) -> Event<'t> {
        let bytes = self.text.as_bytes();
        self.at = start + 1;
        let mut escaped = false;
        while let Some(byte) = bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'"' => break,
                b'\\' => {
                    escaped = true;
                    self.at += 1;
                }
                _ => {}
            }
        }
        self.at = self.at.min(self.text.len());
        let written = self.text.get(start..self.at).unwrap_or_default();
        let text = match escaped {
            true => Cow::Owned(serde_json::from_str(written).unwrap_or_default()),
            false => Cow::Borrowed(written.trim_matches('"')),
        };
        Event { kind: Kind::Scalar { text, plain: false }, span: start..self.at }
    }
}
