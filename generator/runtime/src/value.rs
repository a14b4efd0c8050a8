//! The value of a parameter, taken apart so that each style can write it its own way.

use serde_json::Value as Json;

use super::codec::Slot;
use super::error::Error;

/// A parameter's value.
#[derive(Debug, PartialEq)]
pub(super) enum Value {
    /// An optional parameter that was not given.
    Absent,
    /// Text, a number, a boolean.
    Scalar(String),
    /// An array of scalars.
    List(Vec<String>),
    /// An object of scalars.
    Object(Vec<(String, String)>),
}

/// Takes a value apart. Nulls inside are left out: no style has a way to write them.
pub(super) fn value(name: &str, slot: &dyn Slot) -> Result<Value, Error> {
    let deep = || Error::misuse(format!("the parameter \"{name}\" nests deeper than its style can write"));
    match slot.json()? {
        Json::Null => Ok(Value::Absent),
        Json::Array(items) => {
            let items = items.iter().filter(|item| !item.is_null());
            items.map(|item| scalar(item).ok_or_else(deep)).collect::<Result<_, _>>().map(Value::List)
        }
        Json::Object(entries) => {
            let entries = entries.iter().filter(|(_, entry)| !entry.is_null());
            let pair = |(key, entry): (&String, &Json)| Ok((key.clone(), scalar(entry).ok_or_else(deep)?));
            entries.map(pair).collect::<Result<_, _>>().map(Value::Object)
        }
        json => scalar(&json).map(Value::Scalar).ok_or_else(deep),
    }
}

fn scalar(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}
