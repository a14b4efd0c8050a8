//! Members of objects, as conversions put them together and take them apart.

use serde_json::{Map, Value};

/// The members of an object, in order.
pub(in crate::source) type Members = Map<String, Value>;

/// An object with these members.
pub(in crate::source) fn object<const N: usize>(members: [(&str, Value); N]) -> Members {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Adds an object, unless it is empty.
pub(in crate::source) fn put_some(members: &mut Members, name: &str, value: Members) {
    if !value.is_empty() {
        members.insert(name.into(), Value::Object(value));
    }
}

/// Takes an object away; an empty one if there is none.
pub(in crate::source) fn take_object(members: &mut Members, name: &str) -> Members {
    match members.shift_remove(name) {
        Some(Value::Object(object)) => object,
        _ => Map::new(),
    }
}

/// Takes a list away. A lone object is one of one element.
pub(in crate::source) fn take_list(members: &mut Members, name: &str) -> Vec<Value> {
    match members.shift_remove(name) {
        Some(Value::Array(list)) => list,
        Some(single @ Value::Object(_)) => vec![single],
        _ => Vec::new(),
    }
}

/// Takes a text away; `None` if there is none.
pub(in crate::source) fn take_text(members: &mut Members, name: &str) -> Option<String> {
    match members.shift_remove(name)? {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// Takes a list of texts away, whatever else is in it; `None` if there is none.
pub(in crate::source) fn take_texts(members: &mut Members, name: &str) -> Option<Vec<String>> {
    let list = members.shift_remove(name)?;
    Some(list.as_array()?.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}
