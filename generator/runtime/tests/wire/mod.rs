//! Tests of the wire module from where generated code stands: models in plain Rust and a table each.

mod builders;
mod errors;
mod fits;
mod formats;
mod hostile;
mod numbers;
mod objects;
mod scalars;
mod sinks;
mod texts;
mod twins;
mod unions;
mod ways;

use std::fmt::Debug;

use crate::wire;

/// The value is written as the text, and the text is read as the value, by both ways into the module.
#[track_caller]
fn both<T>(value: T, text: &str)
where
    T: wire::Slot + PartialEq + Debug + serde::Serialize + serde::de::DeserializeOwned,
{
    assert_eq!(String::from_utf8(wire::to_json(&value).unwrap()).unwrap(), text);
    assert_eq!(serde_json::to_string(&value).unwrap(), text);
    assert_eq!(wire::from_json::<T>(text.as_bytes()).unwrap(), value);
    assert_eq!(serde_json::from_str::<T>(text).unwrap(), value);
    let json: serde_json::Value = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::from_value::<T>(json.clone()).unwrap(), value);
    assert_eq!(serde_json::to_value(&value).unwrap(), json);
}

#[track_caller]
fn read<T: wire::Slot + Debug>(text: &str) -> T {
    wire::from_json(text.as_bytes()).unwrap()
}

/// Path and message of the error that the text gives.
#[track_caller]
fn error<T: wire::Slot + Debug>(text: &str) -> String {
    let error = wire::from_json::<T>(text.as_bytes()).unwrap_err();
    assert!(error.line > 0 || error.path.is_empty(), "{error:?}");
    if error.path.is_empty() { error.message } else { format!("{}: {}", error.path, error.message) }
}
