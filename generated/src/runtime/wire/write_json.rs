//! JSON texts written straight from values: the same bytes as over serde_json, without its detours.

use std::fmt::Display;

use super::json::EncodeError;
use super::object::{Name, Object};
use super::scan::plain_length;
use super::slot::{Fail, Items, Sink, Slot};
use super::write::write_to;

/// Writes a text.
///
/// # Errors
/// A value has no form in JSON.
pub(super) fn write_whole(value: &dyn Slot) -> Result<Vec<u8>, EncodeError> {
    let mut writer = Writer { text: Vec::with_capacity(128), error: None };
    writer.value(value);
    match writer.error {
        None => Ok(writer.text),
        Some(message) => Err(EncodeError { message }),
    }
}

struct Writer {
    text: Vec<u8>,
    /// The first reason why this text is none.
    error: Option<String>,
}

impl Writer {
    #[inline]
    fn value(&mut self, value: &dyn Slot) {
        let before = self.text.len();
        value.write(self);
        if self.text.len() == before {
            self.fail(&"a value wrote nothing");
        }
    }

    /// What is as long as the number, and no longer in the making, is written by serde_json.
    fn number_by(&mut self, tell: impl FnOnce(&mut dyn Sink)) {
        let written = write_to(&mut serde_json::Serializer::new(&mut self.text), tell);
        if let Err(error) = written {
            self.fail(&error);
        }
    }

    fn integer(&mut self, negative: bool, mut value: u64) {
        let mut digits = [b'0'; 20];
        let mut length = 0;
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + (value % 10) as u8;
            value /= 10;
            length += 1;
            if value == 0 {
                break;
            }
        }
        if negative {
            self.text.push(b'-');
        }
        self.text.extend_from_slice(digits.get(digits.len() - length..).unwrap_or_default());
    }

    /// Text with its quotation marks (RFC 8259, section 7).
    #[inline]
    fn string(&mut self, text: &str) {
        self.text.push(b'"');
        let bytes = text.as_bytes();
        let plain = plain_length(bytes);
        self.text.extend_from_slice(bytes.get(..plain).unwrap_or_default());
        if plain < bytes.len() {
            self.escape(bytes.get(plain..).unwrap_or_default());
        }
        self.text.push(b'"');
    }

    /// The rest of a text, from a byte that needs an escape.
    #[cold]
    fn escape(&mut self, mut bytes: &[u8]) {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        while let Some((byte, rest)) = bytes.split_first() {
            let short = match byte {
                b'"' | b'\\' => *byte,
                b'\n' => b'n',
                b'\r' => b'r',
                b'\t' => b't',
                8 => b'b',
                12 => b'f',
                _ => b'u',
            };
            self.text.extend_from_slice(&[b'\\', short]);
            if short == b'u' {
                let digit = |value: u8| DIGITS.get(usize::from(value)).copied().unwrap_or(b'0');
                self.text.extend_from_slice(&[b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
            }
            let plain = plain_length(rest);
            self.text.extend_from_slice(rest.get(..plain).unwrap_or_default());
            bytes = rest.get(plain..).unwrap_or_default();
        }
    }
}

impl Sink for Writer {
    fn none(&mut self) {
        self.text.extend_from_slice(b"null");
    }

    fn bool(&mut self, value: bool) {
        self.text.extend_from_slice(if value { b"true" } else { b"false" });
    }

    fn i64(&mut self, value: i64) {
        self.integer(value < 0, value.unsigned_abs());
    }

    fn u64(&mut self, value: u64) {
        self.integer(false, value);
    }

    fn f32(&mut self, value: f32) {
        self.number_by(|to| to.f32(value));
    }

    fn f64(&mut self, value: f64) {
        self.number_by(|to| to.f64(value));
    }

    fn number(&mut self, digits: &str) {
        self.number_by(|to| to.number(digits));
    }

    fn str(&mut self, value: &str) {
        self.string(value);
    }

    fn list(&mut self, items: &dyn Items) {
        self.text.push(b'[');
        let count = items.count();
        for (index, item) in (0..count).filter_map(|index| items.item(index)).enumerate() {
            if index > 0 {
                self.text.push(b',');
            }
            self.value(item);
            if self.error.is_some() {
                return;
            }
        }
        self.text.push(b']');
    }

    fn object(&mut self, object: &Object<'_>) {
        let mut before = b'{';
        let written = object.walk(|name, value| {
            self.text.push(before);
            before = b',';
            match name {
                Name::Of(row) => self.text.extend_from_slice(row.quoted.as_bytes()),
                Name::Other(name) => {
                    self.string(name);
                    self.text.push(b':');
                }
            }
            self.value(value);
            if self.error.is_some() { Err(Fail) } else { Ok(()) }
        });
        match written {
            Ok(()) if before == b'{' => self.text.extend_from_slice(b"{}"),
            _ => self.text.push(b'}'),
        }
    }

    fn fail(&mut self, reason: &dyn Display) {
        self.error.get_or_insert_with(|| reason.to_string());
    }
}
