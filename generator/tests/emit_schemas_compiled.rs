//! The models of each form of schema, compiled: the instances that a fixture lists are read and written by what is printed.

mod lower_support;

use lower_support::fixtures;
use lower_support::read::same;
use serde_json::Value;

/// What generated models need of a client, where a client has it.
#[allow(dead_code, unused_imports)]
#[path = "../runtime/src"]
mod runtime {
    mod base64;
    pub mod formats;
    pub mod validate;
    pub mod wire;

    /// What a client has of errors.
    pub mod error {
        pub struct Error;

        impl Error {
            pub(super) fn misuse(_: String) -> Self {
                Error
            }
        }
    }
}

// In a library these are public: there they are neither unused, nor do lints speak of their names.
// What is deprecated is not among these: generated code has to be quiet about it by itself.
#[allow(
    dead_code,
    clippy::enum_variant_names,
    clippy::upper_case_acronyms,
    clippy::wrong_self_convention
)]
#[rustfmt::skip]
#[path = "cases/schema/mod.rs"]
mod schema;

/// Reads a value and writes it again.
type Round = fn(&Value) -> Result<Value, String>;

fn round<T: runtime::wire::Slot>(json: &Value) -> Result<Value, String> {
    let value: T =
        runtime::wire::from_json(json.to_string().as_bytes()).map_err(|error| error.to_string())?;
    let text = runtime::wire::to_json(&value).map_err(|error| error.to_string())?;
    serde_json::from_slice(&text).map_err(|error| error.to_string())
}

/// `x-cases` of a fixture lists instances by component, see `lower.rs`; `x-answers` those of what a type that is split by
/// direction is in an answer.
#[test]
fn instances() {
    let mut tried = 0;
    for (file, path) in fixtures() {
        let document: Value = serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let cases = |key: &str| document[key].as_object().cloned().unwrap_or_default();
        for (name, cases) in cases("x-cases").into_iter().chain(cases("x-answers")) {
            let found = schema::TYPES.iter().find(|(of, component, _)| *of == file && *component == name);
            let (_, _, round) = found.unwrap_or_else(|| panic!("{file}: no {name}"));
            let list = |key: &str| cases[key].as_array().cloned().unwrap_or_default();
            for value in list("valid") {
                tried += 1;
                match round(&value) {
                    Ok(back) if same(&value, &back) => {}
                    Ok(back) => panic!("{file}: {name}: {value} comes back as {back}"),
                    Err(error) => panic!("{file}: {name}: {value} is not read: {error}"),
                }
            }
            for value in list("invalid") {
                tried += 1;
                assert!(round(&value).is_err(), "{file}: {name}: {value} is read");
            }
            for pair in list("becomes") {
                tried += 1;
                assert_eq!(round(&pair[0]).as_ref(), Ok(&pair[1]), "{file}: {name}");
            }
        }
    }
    assert!(tried > 100, "only {tried} instances");
}

/// What `validate()` says of the instances of the fixture `constraints`: `x-valid` and `x-broken`, with what is expected.
#[test]
fn constraints() {
    use schema::constraints::Everything;
    use schema::constraints_rules::Validate;
    let text =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/schema/constraints.yaml"));
    let document: Value = serde_yaml::from_str(&text.unwrap()).unwrap();
    let read = |value: &Value| runtime::wire::from_json::<Everything>(value.to_string().as_bytes()).unwrap();
    for value in document["x-sound"].as_array().unwrap() {
        assert_eq!(read(value).validate(), Ok(()), "{value}");
    }
    for pair in document["x-broken"].as_array().unwrap() {
        let invalid = read(&pair[0]).validate().unwrap_err();
        assert_eq!(Value::from(invalid.to_string()), pair[1]);
    }
}
