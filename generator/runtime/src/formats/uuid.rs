//! Identifiers.

use super::super::wire;
use super::{FormatError, of_text, text, text_slot};

/// An identifier of 128 bits, the format `uuid` (RFC 9562): `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`.
///
/// Letters keep their case.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Uuid(String);
text!(Uuid: is_uuid);
text_slot!(Uuid);
of_text!(Uuid: "a UUID");

impl Uuid {
    /// The identifier as a number; `None` if the text is none.
    pub fn as_u128(&self) -> Option<u128> {
        if !self.is_valid() {
            return None;
        }
        let digits = self.0.chars().filter_map(|c| c.to_digit(16));
        Some(digits.fold(0, |number, digit| number << 4 | u128::from(digit)))
    }
}

impl From<u128> for Uuid {
    fn from(number: u128) -> Self {
        let digits = format!("{number:032x}");
        let part = |from, to| digits.get(from..to).unwrap_or_default();
        Uuid([part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-"))
    }
}

/// RFC 9562, section 4: 32 hexadecimal digits in five groups.
fn is_uuid(text: &str) -> bool {
    let hyphens = [8, 13, 18, 23];
    text.len() == 36
        && text.bytes().enumerate().all(|(place, byte)| match hyphens.contains(&place) {
            true => byte == b'-',
            false => byte.is_ascii_hexdigit(),
        })
}
