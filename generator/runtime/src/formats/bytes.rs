//! Bytes as text.

use super::super::{base64, wire};
use super::{text, text_slot};

/// Bytes in base64 (RFC 4648, section 4), the format `byte`.
///
/// Made from bytes, with padding. [`decode`](Self::decode) takes it with or without padding, and with line breaks and
/// spaces, which RFC 2045 allows.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Base64(String);
text!(Base64: is_base64);
text_slot!(Base64);

/// Bytes in the alphabet for addresses and file names (RFC 4648, section 5), the format `base64url`.
///
/// Made from bytes, without padding. [`decode`](Self::decode) takes it with or without padding.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Base64Url(String);
text!(Base64Url: is_base64_url);
text_slot!(Base64Url);

macro_rules! of_bytes {
    ($($Type:ident: $encode:path, $decode:path;)*) => {$(
        impl $Type {
            /// A text that is encoded already; it is kept as it is.
            pub fn from_text(text: impl Into<String>) -> Self {
                $Type(text.into())
            }

            /// The bytes; `None` if the text is not what the format says.
            pub fn decode(&self) -> Option<Vec<u8>> {
                $decode(&self.0)
            }
        }

        impl From<&[u8]> for $Type {
            fn from(bytes: &[u8]) -> Self {
                $Type($encode(bytes))
            }
        }

        impl From<Vec<u8>> for $Type {
            fn from(bytes: Vec<u8>) -> Self {
                Self::from(bytes.as_slice())
            }
        }

        impl<const N: usize> From<&[u8; N]> for $Type {
            fn from(bytes: &[u8; N]) -> Self {
                Self::from(bytes.as_slice())
            }
        }
    )*};
}

of_bytes! {
    Base64: base64::encode, base64::decode;
    Base64Url: encode_url, base64::decode_url;
}

fn is_base64(text: &str) -> bool {
    base64::decode(text).is_some()
}

fn is_base64_url(text: &str) -> bool {
    base64::decode_url(text).is_some()
}

fn encode_url(bytes: &[u8]) -> String {
    base64::encode(bytes).trim_end_matches('=').replace('+', "-").replace('/', "_")
}
