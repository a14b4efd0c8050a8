//! Stages 2 and 3 on documents that are not in this repository.
//!
//! `CORPUS` names a folder with OpenAPI documents, `SUITES` one with the JSON Schema Test Suite in
//! `json-schema-test-suite`. Without them these tests say that they did nothing.

mod lower_support;

use generator::config::Config;
use generator::diag::Severity;
use generator::ir::dump;
use generator::source::Input;
use lower_support::read::round_trip;
use lower_support::{lower, lower_text, messages, with_bodies};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn folder(variable: &str) -> Option<PathBuf> {
    let folder = std::env::var_os(variable).map(PathBuf::from);
    if folder.is_none() {
        eprintln!("SKIPPED: {variable} does not name a folder");
    }
    folder
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut list: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.is_file() && path.extension().is_some_and(|e| e == "json" || e == "yaml" || e == "yml")
        })
        .collect();
    list.sort();
    assert!(!list.is_empty(), "no documents in {}", folder.display());
    list
}

/// Real documents come through without an error, in bounded time; `--nocapture` shows the table.
#[test]
fn corpus() {
    let Some(folder) = folder("CORPUS") else { return };
    for path in documents(&folder) {
        let start = Instant::now();
        let lowered = lower(Input::Path(path.clone()), &Config::default());
        let time = start.elapsed();
        let api = lowered.api.unwrap_or_else(|| panic!("{}: {}", path.display(), messages(&lowered.diags)));
        let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
        for diagnostic in &lowered.diags {
            *codes.entry(diagnostic.code.id).or_default() += 1;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let (types, operations) = (api.types.len(), api.operations.len());
        println!("{name:32} {types:5} types {operations:5} operations {:5} ms {codes:?}", time.as_millis());
        assert!(time < Duration::from_secs(60), "{name} takes {time:?}");
    }
}

/// The order of keys changes neither names nor wire behaviour: the same blocks come out, but for their order and that of
/// the fields.
#[test]
fn shuffled() {
    let Some(folder) = folder("CORPUS") else { return };
    let mut wrong = Vec::new();
    for path in documents(&folder) {
        let text = std::fs::read_to_string(&path).unwrap();
        let Ok(document) = serde_yaml::from_str::<Value>(&text) else {
            eprintln!("SKIPPED: {} is not for serde_yaml", path.display());
            continue;
        };
        let blocks = |document: &Value| {
            let lowered = lower_text(&document.to_string());
            let errors = lowered.diags.iter().filter(|d| d.code.severity == Severity::Error).count();
            lowered.api.map(|api| (blocks(&dump::dump(&api)), errors))
        };
        let before = blocks(&document);
        let after = blocks(&reversed(document));
        let (Some((before, _)), Some((after, _))) = (before, after) else { continue };
        let only = |these: &[String], those: &[String]| -> Vec<String> {
            these.iter().filter(|block| those.binary_search(block).is_err()).cloned().collect()
        };
        let (lost, new) = (only(&before, &after), only(&after, &before));
        if before != after {
            let (lost, new) =
                (lost.iter().take(3).collect::<Vec<_>>(), new.iter().take(3).collect::<Vec<_>>());
            wrong.push(format!("{}:\n{lost:#?}\nbecomes\n{new:#?}\n", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Members of objects in the opposite order; lists stay as they are.
fn reversed(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let members: Vec<(String, Value)> =
                map.into_iter().map(|(name, value)| (name, reversed(value))).collect();
            Value::Object(Map::from_iter(members.into_iter().rev()))
        }
        Value::Array(list) => Value::Array(list.into_iter().map(reversed).collect()),
        value => value,
    }
}

/// Every type and operation with its lines sorted, without the numbers of types.
fn blocks(dump: &str) -> Vec<String> {
    let mut blocks: Vec<Vec<String>> = Vec::new();
    for line in dump.lines() {
        if !line.starts_with("  ") {
            blocks.push(Vec::new());
        }
        let words: Vec<&str> = line.split(' ').filter(|word| !word.starts_with('#')).collect();
        blocks.last_mut().expect("the first line is not indented").push(words.join(" "));
    }
    let join = |mut lines: Vec<String>| {
        lines.iter_mut().for_each(|line| *line = sorted_example(line));
        lines[1..].sort();
        lines.join("\n")
    };
    let mut blocks: Vec<String> = blocks.into_iter().map(join).collect();
    blocks.sort();
    blocks
}

/// Examples and defaults are objects of the document, whose members were reversed as well.
fn sorted_example(line: &str) -> String {
    let cut = [" default {", " default [", " e.g. "].iter().filter_map(|mark| line.find(mark)).min();
    line[..cut.unwrap_or(line.len())].to_owned()
}

/// What the JSON Schema Test Suite calls valid must decode. Left out: what is about other documents, values of another
/// kind than the keywords are about where `type` is missing (an object with `properties` is an object here), and what
/// only the bytes of a runtime can tell.
#[test]
fn suite() {
    let Some(folder) = folder("SUITES") else { return };
    let folder = folder.join("json-schema-test-suite/tests/draft2020-12");
    let (mut tried, mut failed) = (0, Vec::new());
    for path in documents(&folder) {
        let groups: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        for group in groups.as_array().into_iter().flatten() {
            let schema = &group["schema"];
            if ["$id", "$anchor", "$dynamic", "$vocabulary", "http", "#\""]
                .iter()
                .any(|w| schema.to_string().replace("$schema\":\"https", "").contains(w))
            {
                continue;
            }
            let schema: Value =
                serde_json::from_str(&schema.to_string().replace("\"#/", "\"#/components/schemas/S/"))
                    .unwrap();
            let document = json!({ "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "paths": {}, "components": { "schemas": { "S": schema } } });
            let (api, types) = with_bodies(document);
            for test in group["tests"].as_array().into_iter().flatten() {
                let description = test["description"].as_str().unwrap_or_default();
                let other_kind = description.starts_with("ignores ") || description.contains("pseudo-array");
                if test["valid"] != true || other_kind {
                    continue;
                }
                tried += 1;
                if let Err(error) = round_trip(&api, &types[0].1, &test["data"]) {
                    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                    failed.push(format!(
                        "{name}: {}: {}: {error}\n   {}",
                        group["description"], test["description"], group["schema"]
                    ));
                }
            }
        }
    }
    assert!(tried > 500, "only {tried} instances");
    assert!(failed.is_empty(), "{} of {tried} do not decode:\n{}", failed.len(), failed.join("\n"));
}
