//! Literals of Rust that become text, numbers and the other scalars.

use crate::emit::print;
use crate::table::scalar::Scalar;
use serde_json::Value;

/// The longest text of the document's that is shown, in characters.
const LONGEST: usize = 60;

/// A text that is short enough to be shown.
pub(super) fn short(text: &str) -> Option<String> {
    (text.chars().count() <= LONGEST).then(|| print::text(text))
}

/// What becomes a scalar, by an example.
pub(super) fn scalar(scalar: &Scalar, value: &Value) -> Option<String> {
    match (scalar.rust, value) {
        ("bool", Value::Bool(flag)) => Some(flag.to_string()),
        ("i32", value) => i32::try_from(value.as_i64()?).ok().map(|it| it.to_string()),
        ("u32", value) => u32::try_from(value.as_u64()?).ok().map(|it| it.to_string()),
        ("i64", value) => value.as_i64().map(|it| it.to_string()),
        ("u64", value) => value.as_u64().map(|it| it.to_string()),
        ("i128", Value::Number(number)) if number.is_i64() || number.is_u64() => Some(number.to_string()),
        ("f32" | "f64", value) => value.as_f64().filter(|it| it.is_finite()).map(|it| format!("{it:?}")),
        ("formats::DecimalNumber", Value::Number(number)) => Some(print::text(&number.to_string())),
        ("formats::Base64" | "formats::Base64Url" | "wire::Blob", _) => None,
        (_, Value::String(text)) if !scalar.traits.copy => short(text),
        _ => None,
    }
}

/// What becomes a scalar: for text the name of what it is for, or an example of its format. Bytes are made of bytes.
pub(super) fn made_up(scalar: &Scalar, name: &str) -> String {
    match (scalar.schema, scalar.rust) {
        (_, "String") => print::text(name),
        (_, "formats::Base64" | "formats::Base64Url") => "b\"bytes\"".to_owned(),
        (_, "wire::Blob") => format!("std::path::Path::new({})", print::text(name)),
        ("integer", _) => "1".to_owned(),
        ("number", "f32" | "f64") => "1.0".to_owned(),
        ("boolean", _) => "true".to_owned(),
        _ => print::text(scalar.example.trim_matches('"')),
    }
}
