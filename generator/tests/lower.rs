//! Stages 2 and 3 on one small document per form of schema: what it is lowered to, and which instances the type takes.

mod lower_support;

use generator::ir::dump;
use lower_support::read::{round_trip, same};
use lower_support::{fixtures, lower_text, messages, with_bodies};
use serde_json::Value;

/// Every fixture comes out as it did before.
#[test]
fn representations() {
    for (name, path) in fixtures() {
        let text = std::fs::read_to_string(path).unwrap();
        let lowered = lower_text(&text);
        let api = lowered.api.unwrap_or_else(|| panic!("{name}: {}", messages(&lowered.diags)));
        let out = format!("{}{}", dump::dump(&api), messages(&lowered.diags));
        insta::assert_snapshot!(format!("schema_{name}"), out);
    }
}

/// `x-cases` of a fixture lists instances by component: `valid` ones decode and come back as they were, `invalid` ones do
/// not decode, and `becomes` says what comes back where something is left out on purpose.
#[test]
fn instances() {
    let mut tried = 0;
    for (file, path) in fixtures() {
        let text = std::fs::read_to_string(path).unwrap();
        let document: Value = serde_yaml::from_str(&text).unwrap();
        let cases = document["x-cases"].as_object().cloned().unwrap_or_default();
        let (api, types) = with_bodies(document);
        for (name, cases) in cases {
            let (_, ty) =
                types.iter().find(|(n, _)| *n == name).unwrap_or_else(|| panic!("{file}: no {name}"));
            let list = |key: &str| cases[key].as_array().cloned().unwrap_or_default();
            for value in list("valid") {
                tried += 1;
                match round_trip(&api, ty, &value) {
                    Ok(back) if same(&value, &back) => {}
                    Ok(back) => panic!("{file}: {name}: {value} comes back as {back}"),
                    Err(error) => panic!("{file}: {name}: {value} does not decode: {error}"),
                }
            }
            for value in list("invalid") {
                tried += 1;
                assert!(round_trip(&api, ty, &value).is_err(), "{file}: {name}: {value} decodes");
            }
            for pair in list("becomes") {
                tried += 1;
                assert_eq!(round_trip(&api, ty, &pair[0]).as_ref(), Ok(&pair[1]), "{file}: {name}");
            }
        }
    }
    assert!(tried > 100, "only {tried} instances");
}

/// Which fields tell absent from null: those of the configuration, whatever the document's methods say.
#[test]
fn three_valued_by_configuration() {
    let document = "
openapi: 3.1.0
info: {title: t, version: '1'}
paths: {}
components:
  schemas:
    All: {type: object, required: [d], properties: {a: {type: [string, 'null']}, b: {type: string}, c: {}, d: {type: [string, 'null']}}}
    One: {type: object, properties: {a: {type: [string, 'null']}, b: {type: string}, c: {type: [string, 'null']}}}
    Not: {type: object, properties: {a: {type: [string, 'null']}, c: {type: [string, 'null']}}}
";
    let config = "
[schemas.All]
three_valued = true
[schemas.One]
fields.a.three_valued = true
fields.b.three_valued = true
[schemas.Not]
three_valued = true
fields.c.three_valued = false
";
    let config = generator::config::Config::parse(config).unwrap();
    let input = generator::source::Input::Text { name: "test.yaml".to_owned(), text: document.to_owned() };
    let lowered = lower_support::lower(input, &config);
    insta::assert_snapshot!(dump::dump(&lowered.api.unwrap()));
}
