//! Bytes as text.

use super::super::{base64, wire};
use super::text;

/// Bytes in base64 (RFC 4648, section 4), the format `byte`.
///
/// Made from bytes, with padding. [`decode`](Self::decode) takes it with or without padding, and with line breaks and
/// spaces, which RFC 2045 allows.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Base64(String);
text!(Base64: is_base64);

/// Bytes in the alphabet for addresses and file names (RFC 4648, section 5), the format `base64url`.
///
/// Made from bytes, without padding. [`decode`](Self::decode) takes it with or without padding.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Base64Url(String);
text!(Base64Url: is_base64_url);

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
    Base64: base64::encode, decode;
    Base64Url: encode_url, decode_url;
}

fn is_base64(text: &str) -> bool {
    decode(text).is_some()
}

fn is_base64_url(text: &str) -> bool {
    decode_url(text).is_some()
}

fn decode(text: &str) -> Option<Vec<u8>> {
    decode_with(text, [b'+', b'/'])
}

fn decode_url(text: &str) -> Option<Vec<u8>> {
    decode_with(text, [b'-', b'_'])
}

fn encode_url(bytes: &[u8]) -> String {
    base64::encode(bytes).trim_end_matches('=').replace('+', "-").replace('/', "_")
}

/// The bytes of a text in the alphabet that ends with these two letters.
fn decode_with(text: &str, last: [u8; 2]) -> Option<Vec<u8>> {
    let letters = || text.bytes().filter(|byte| !byte.is_ascii_whitespace());
    let padding = letters().rev().take_while(|byte| *byte == b'=').count();
    let length = letters().count();
    // Padding is either left out or completes a group of four.
    if padding > 2 || padding > 0 && !length.is_multiple_of(4) {
        return None;
    }
    let mut bytes = Vec::with_capacity(length / 4 * 3);
    let (mut group, mut bits) = (0u32, 0);
    for letter in letters().take(length - padding) {
        group = group << 6 | value(letter, last)?;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((group >> bits) as u8);
            group &= (1 << bits) - 1;
        }
    }
    // Six bits are a letter too many; bits that are left over belong to no byte and have to be zero.
    (bits < 6 && group == 0).then_some(bytes)
}

fn value(letter: u8, last: [u8; 2]) -> Option<u32> {
    let value = match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        _ if letter == last[0] => 62,
        _ if letter == last[1] => 63,
        _ => return None,
    };
    Some(value.into())
}
