//! Bytes as text, for the format `byte`.

use super::super::wire;
use super::slot::{Done, Sink, Slot, Source};

/// Bytes, which are base64 on the wire (RFC 4648, section 4).
///
/// Written with padding. Read with or without it, and with line breaks and spaces, which RFC 2045 allows.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Base64(pub Vec<u8>);

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

impl Base64 {
    /// The bytes of a text; `None` if it is not base64.
    pub fn decode(text: &str) -> Option<Self> {
        let letters = || text.bytes().filter(|byte| !byte.is_ascii_whitespace());
        let padding = letters().rev().take_while(|byte| *byte == b'=').count();
        let length = letters().count();
        // Padding is either left out or completes a group of four.
        if padding > 2 || padding > 0 && length % 4 != 0 {
            return None;
        }
        let mut bytes = Vec::with_capacity(length / 4 * 3);
        let (mut group, mut bits) = (0u32, 0);
        for letter in letters().take(length - padding) {
            group = group << 6 | value(letter)?;
            bits += 6;
            if bits >= 8 {
                bits -= 8;
                bytes.push((group >> bits) as u8);
                group &= (1 << bits) - 1;
            }
        }
        // Six bits are a letter too many; bits that are left over belong to no byte and have to be zero.
        (bits < 6 && group == 0).then_some(Base64(bytes))
    }

    /// The text of the bytes.
    pub fn encode(&self) -> String {
        let mut text = String::with_capacity(self.0.len().div_ceil(3) * 4);
        for bytes in self.0.chunks(3) {
            let byte = |index: usize| bytes.get(index).copied().map_or(0, u32::from);
            let group = byte(0) << 16 | byte(1) << 8 | byte(2);
            for index in 0..4 {
                let letter = ALPHABET.get((group >> (18 - 6 * index) & 63) as usize).copied();
                text.push(letter.filter(|_| index <= bytes.len()).map_or('=', char::from));
            }
        }
        text
    }
}

fn value(letter: u8) -> Option<u32> {
    let value = match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(value.into())
}

impl Slot for Base64 {
    fn blank() -> Self {
        Base64(Vec::new())
    }

    fn read(&mut self, from: &mut dyn Source) -> Done {
        let text = from.string()?;
        *self = Base64::decode(&text).ok_or_else(|| from.fail(&"invalid value: expected base64"))?;
        Ok(())
    }

    fn write(&self, to: &mut dyn Sink) {
        to.str(&self.encode());
    }
}

wire::traits!(Base64);

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Base64(bytes)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Base64(bytes.to_vec())
    }
}

impl<const N: usize> From<&[u8; N]> for Base64 {
    fn from(bytes: &[u8; N]) -> Self {
        Base64(bytes.to_vec())
    }
}

impl From<Base64> for Vec<u8> {
    fn from(bytes: Base64) -> Self {
        bytes.0
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}
