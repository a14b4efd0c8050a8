//! Whatever the document, there is a crate that parses as Rust or an error with a place: no panic, nothing that breaks out.
//!
//! Documents are changed at random, from a fixed seed, so that a failure repeats. `MUTATIONS` sets how many; `fuzz/` looks
//! further.

mod mutation;

use generator::config::Config;
use generator::diag::Severity;
use generator::source::Input;
use generator::{Settings, generate};
use mutation::{Numbers, junk, mutate};
use serde_json::Value;

/// The fixtures of schemas: between them, every form that a schema, a parameter or a body can have.
fn documents() -> Vec<Value> {
    let entries = std::fs::read_dir("tests/cases/schema").expect("a folder of fixtures");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a fixture").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.sort();
    let read = |path| std::fs::read_to_string(path).expect("a fixture");
    paths.iter().map(|path| serde_yaml::from_str(&read(path)).expect("YAML")).collect()
}

/// What is wrong with what became of a document.
fn complaint(text: String) -> Option<String> {
    let input = Input::Text { name: "mutated.json".into(), text };
    let outcome = generate(&input, &Settings::Given(Config::default().name("mutated")), |_| {});
    let Some(files) = outcome.files else {
        let refused = outcome.diags.reported().iter().any(|d| d.code.severity == Severity::Error);
        return (!refused).then(|| "refused without a reason".to_owned());
    };
    let made = files.iter().filter(|file| {
        file.path.ends_with(".rs") && !file.path.starts_with("src/runtime/") && file.path != "src/runtime"
    });
    made.filter_map(|file| Some(format!("{}: {}", file.path, syn::parse_file(&file.text).err()?))).next()
}

#[test]
fn any_document_becomes_rust_or_an_error() {
    let count = std::env::var("MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(400);
    let (documents, junk) = (documents(), junk());
    let mut numbers = Numbers(0x2545_F491_4F6C_DD1D);
    for round in 0..count {
        let mut document = numbers.pick(&documents).clone();
        mutate(&mut document, &junk, &mut numbers);
        let text = document.to_string();
        if let Some(complaint) = complaint(text.clone()) {
            panic!("round {round}: {complaint}\n{text}");
        }
    }
}
