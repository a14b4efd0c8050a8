//! JSON texts: where a decode error happened, as a path into the value.

use std::fmt;

use serde_json::Value as Json;

use super::kept::read_kept;
use super::read::read_into;
use super::read_json::read_whole;
use super::slot::Slot;
use super::trail::Trail;
use super::write_json::write_whole;

/// A JSON text that is not what the document promises.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodeError {
    /// Where in the value: `items[3].tax`. Empty at its root, and if the text is no JSON.
    pub path: String,
    /// What is wrong there.
    pub message: String,
    /// Where in the text, counted from 1; 0 if the whole text is one value and that one is wrong.
    pub line: usize,
    /// Where in the line, in bytes, counted from 1.
    pub column: usize,
}

impl DecodeError {
    /// Of a text that is one value, which is wrong.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { path: String::new(), message: message.into(), line: 0, column: 0 }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)?;
        if self.line > 0 {
            write!(f, " at line {} column {}", self.line, self.column)?;
        }
        Ok(())
    }
}

impl std::error::Error for DecodeError {}

/// A value that has no form in JSON: one with a number that is not finite.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EncodeError {
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for EncodeError {}

/// Reads a JSON text.
///
/// # Errors
/// The text is no JSON or nested deeper than 128 levels, or the value does not fit the type.
pub fn from_json<T: Slot>(text: &[u8]) -> Result<T, DecodeError> {
    let mut value = T::blank();
    if !read_whole(text, &mut value) {
        // Again, and slower, for a value that is right in a way that is seldom, or for what is wrong with it.
        value = T::blank();
        read_json(text, &mut value)?;
    }
    Ok(value)
}

/// Reads a value that was parsed before.
///
/// # Errors
/// The value does not fit the type. There is no text, so that the error has no line.
pub fn from_value<T: Slot>(value: &Json) -> Result<T, DecodeError> {
    let (mut slot, mut trail) = (T::blank(), Trail::new());
    match read_kept(value, &mut slot, &mut trail) {
        Ok(()) => Ok(slot),
        Err(message) => Err(DecodeError { path: trail.take_since(0), message, line: 0, column: 0 }),
    }
}

fn read_json(text: &[u8], slot: &mut dyn Slot) -> Result<(), DecodeError> {
    let mut json = serde_json::Deserializer::from_slice(text);
    let mut trail = Trail::new();
    read_into(&mut json, slot, &mut trail)
        .and_then(|()| json.end())
        .map_err(|error| decode_error(&error, trail))
}

#[cold]
fn decode_error(error: &serde_json::Error, mut trail: Trail) -> DecodeError {
    let (line, column) = (error.line(), error.column());
    let mut message = error.to_string();
    if let Some(end) = message.strip_suffix(&format!(" at line {line} column {column}")).map(str::len) {
        message.truncate(end);
    }
    DecodeError { path: trail.take_since(0), message, line, column }
}

/// Writes a JSON text.
///
/// # Errors
/// A number is not finite.
pub fn to_json(value: &dyn Slot) -> Result<Vec<u8>, EncodeError> {
    write_whole(value)
}
