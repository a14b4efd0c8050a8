//! A value that must not be seen.

use std::fmt;
use std::sync::Arc;

use zeroize::Zeroizing;

/// A credential: an API key, a token, a password.
///
/// `Debug` shows nothing of it, there is no `Display`, and its memory is overwritten when the last clone is dropped.
/// What leaves through a request is a copy that the HTTP library owns; it is marked sensitive there, and not
/// overwritten.
#[derive(Clone)]
pub struct Secret(Arc<Zeroizing<String>>);

impl Secret {
    /// Takes the text of a credential.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Arc::new(Zeroizing::new(text.into())))
    }

    /// The text itself. Every use of this is a place to look at when secrets leak.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&String> for Secret {
    fn from(text: &String) -> Self {
        Self::new(text.as_str())
    }
}
