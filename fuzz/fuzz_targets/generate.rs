//! Any document becomes a crate whose files parse as Rust, or an error: nothing in it breaks out of the code.
#![no_main]

use generator::config::Config;
use generator::source::Input;
use generator::{Settings, generate};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let input = Input::Text { name: "fuzzed.yaml".into(), text: text.to_owned() };
    let outcome = generate(&input, &Settings::Given(Config::default().name("fuzzed")), |_| {});
    let files = outcome.files.iter().flatten();
    for file in files.filter(|file| file.path.ends_with(".rs") && !file.path.starts_with("src/runtime/")) {
        if let Err(error) = syn::parse_file(&file.text) {
            panic!("{}: {error}\n{}", file.path, file.text);
        }
    }
});
