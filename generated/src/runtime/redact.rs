//! Keeps secrets out of text that a server wrote.

use std::sync::Arc;

use http::HeaderMap;

use super::secret::Secret;

/// The secrets that a client sends, so that a server that echoes one cannot get it into a log. Every call and every answer
/// has them, mostly those of the client alone.
#[derive(Clone, Debug, Default)]
pub(super) struct Redact(Arc<Vec<Secret>>);

impl Redact {
    /// Adds one.
    pub(super) fn add(&mut self, secret: Secret) {
        if !secret.reveal().is_empty() {
            Arc::make_mut(&mut self.0).push(secret);
        }
    }

    /// Adds what the caller's own headers carry of secrets, with and without the name of a scheme before it.
    pub(super) fn add_sensitive(&mut self, headers: &HeaderMap) {
        let sensitive = headers.values().filter(|value| value.is_sensitive());
        for value in sensitive.filter_map(|value| value.to_str().ok()) {
            self.add(Secret::new(value.split_once(' ').map_or(value, |(_, secret)| secret)));
        }
    }

    /// The text in one line of bounded length, without secrets and control characters.
    pub(super) fn line(&self, text: &str) -> Box<str> {
        const LONGEST: usize = 500;
        let mut line = text.to_owned();
        for secret in self.0.iter() {
            if line.contains(secret.reveal()) {
                line = line.replace(secret.reveal(), "[redacted]");
            }
        }
        // After the replacing: a secret that is cut in two would not be found.
        let printable =
            |c: char| !c.is_control() && !matches!(c, '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}');
        line.chars().map(|c| if printable(c) { c } else { ' ' }).take(LONGEST).collect()
    }
}
