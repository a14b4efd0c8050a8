//! Helpers of the tests of stage 1.

use serde_json::Value;

/// How two trees differ, apart from what means nothing to OpenAPI.
#[allow(dead_code, reason = "each test file uses some of these helpers")]
pub fn differences(before: &Value, after: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare(String::new(), before, after, &mut found);
    found
}

fn compare(path: String, before: &Value, after: &Value, found: &mut Vec<String>) {
    match (before, after) {
        (Value::Object(x), Value::Object(y)) => {
            for (name, value) in x {
                let other =
                    y.get(name).or_else(|| y.get(&name.to_ascii_uppercase()).filter(|_| is_range(name)));
                match other {
                    Some(other) => compare(format!("{path}/{name}"), value, other, found),
                    None if *value == Value::Bool(false) && FALSE_BY_DEFAULT.contains(&name.as_str()) => {}
                    None => found.push(format!("lost {path}/{name}: {value}")),
                }
            }
            for (name, value) in y {
                let known = x.contains_key(name) || x.contains_key(&name.to_ascii_lowercase());
                let default_style = name == "style" && ["form", "simple"].iter().any(|style| value == style);
                // The model writes an absent `contentType` as null.
                if !known && !default_style && !value.is_null() {
                    found.push(format!("added {path}/{name}: {value}"));
                }
            }
        }
        (Value::Array(x), Value::Array(y)) if x.len() == y.len() => {
            for (index, (x, y)) in x.iter().zip(y).enumerate() {
                compare(format!("{path}/{index}"), x, y, found);
            }
        }
        // 1 and 1.0 are the same number to JSON Schema (Core, section 4.2.2).
        (Value::Number(x), Value::Number(y)) if x == y || x.as_f64() == y.as_f64() => {}
        _ if before == after => {}
        _ => found.push(format!("changed {path}: {before} to {after}")),
    }
}

fn is_range(name: &str) -> bool {
    name.len() == 3 && name.ends_with("xx")
}

const FALSE_BY_DEFAULT: [&str; 9] = [
    "required",
    "deprecated",
    "nullable",
    "readOnly",
    "writeOnly",
    "allowReserved",
    "uniqueItems",
    "exclusiveMinimum",
    "exclusiveMaximum",
];

/// Compares a text with the file that holds what is expected; with `UPDATE` in the environment, writes that file.
#[allow(dead_code, reason = "each test file uses some of these helpers")]
pub fn assert_golden(path: &std::path::Path, actual: &str) {
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(path, actual).expect("the golden file can be written");
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(actual, expected, "{}: run again with UPDATE_GOLDENS=1 if this is right", path.display());
}
