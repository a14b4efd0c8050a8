//! Stands in for `wire` until that lands.

use serde_json::Value;

use super::error::Error;

/// JSON as a value.
pub type Json = Value;

/// A value that can be read and written.
pub trait Slot: Send + Sync + 'static {
    /// Writes.
    fn json(&self) -> Result<Value, Error>;
    /// Reads.
    fn read(json: Value) -> Result<Self, String>
    where
        Self: Sized;
}

macro_rules! slots {
    ($($ty:ty)*) => { $(impl Slot for $ty {
        fn json(&self) -> Result<Value, Error> {
            serde_json::to_value(self).map_err(|error| Error::misuse(error.to_string()))
        }
        fn read(json: Value) -> Result<Self, String> {
            serde_json::from_value(json).map_err(|error| error.to_string())
        }
    })* };
}
slots!(Value String bool i32 i64 u32 u64 f64 Option<String> Option<i64> Option<u32> Vec<String> Option<Vec<String>> std::collections::BTreeMap<String, String>);

/// What is wrong with a text.
#[derive(Debug)]
pub struct DecodeError {
    /// Where.
    pub path: String,
    /// What.
    pub message: String,
}

/// Reads.
pub fn from_json<T: Slot>(text: &[u8]) -> Result<T, DecodeError> {
    let fail = |message| DecodeError { path: String::new(), message };
    let value = serde_json::from_slice(text).map_err(|error| fail(error.to_string()))?;
    T::read(value).map_err(fail)
}

/// Writes.
pub fn to_json<T: Slot>(value: &T) -> Vec<u8> {
    value.json().map(|json| json.to_string().into_bytes()).unwrap_or_default()
}
