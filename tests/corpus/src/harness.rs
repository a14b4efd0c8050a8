//! The program that decodes and encodes: the models of a client and what reads and writes them, without the rest, so
//! that it is compiled soon. It is asked one line at a time.
//!
//! A question is the number of a type, a tab, and JSON; an answer is `=` and JSON, or `!` and the error.

use crate::compile;
use crate::worker::Use;
use std::path::Path;

/// What models need of a client: these files and folders of its `src`.
const COPIED: [&str; 7] = [
    "types.rs",
    "types",
    "runtime/base64.rs",
    "runtime/formats.rs",
    "runtime/formats",
    "runtime/wire.rs",
    "runtime/wire",
];
/// What models need of the client's dependencies, with the features that the client asks for.
const DEPENDENCIES: [&str; 4] = ["bytes", "indexmap", "serde", "serde_json"];

/// Writes the package beside its client; nothing is touched that is right already.
pub fn write(folder: &Path, package: &str, client: &Path, uses: &[Use]) -> Result<(), String> {
    let manifest = read(&client.join("Cargo.toml"))?;
    let needed = |line: &&str| line.split_once(" =").is_some_and(|(name, _)| DEPENDENCIES.contains(&name));
    let dependencies = manifest.lines().filter(needed).collect::<Vec<_>>().join("\n");
    let manifest = format!(
        "[package]\nname = \"{package}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         {}[dependencies]\n{dependencies}\n",
        features(&manifest),
    );
    update(&folder.join("Cargo.toml"), &manifest)?;
    update(&folder.join("src/main.rs"), &program(uses))?;
    let src = client.join("src");
    // Only what a document needs is there.
    let formats = src.join("runtime/formats.rs").exists();
    let modules = if formats { "mod base64;\npub mod formats;\npub mod wire;\n" } else { "pub mod wire;\n" };
    update(&folder.join("src/runtime/mod.rs"), modules)?;
    for file in compile::files(&src)? {
        let name = file.strip_prefix(&src).unwrap_or(&file);
        if COPIED.iter().any(|copied| name.starts_with(copied)) {
            update(&folder.join("src").join(name), &read(&file)?)?;
        }
    }
    Ok(())
}

/// The client's features, without what they need: all of them, so that all types are there.
fn features(manifest: &str) -> String {
    let rows = manifest.lines().skip_while(|line| *line != "[features]").skip(1);
    let rows = rows.take_while(|line| !line.starts_with('['));
    let names: Vec<&str> = rows.filter_map(|line| Some(line.split_once(" = ")?.0)).collect();
    let names = names.into_iter().filter(|name| *name != "default");
    let names: Vec<String> = names.map(str::to_owned).collect();
    let rows: String = names.iter().map(|name| format!("{name} = []\n")).collect();
    format!("[features]\ndefault = {names:?}\n{rows}\n")
}

fn read(file: &Path) -> Result<String, String> {
    std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

fn update(file: &Path, text: &str) -> Result<(), String> {
    let fault = |error: std::io::Error| format!("{}: {error}", file.display());
    if std::fs::read_to_string(file).is_ok_and(|known| known == text) {
        return Ok(());
    }
    file.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(fault)?;
    std::fs::write(file, text).map_err(fault)
}

fn program(uses: &[Use]) -> String {
    let mut rows = String::new();
    for used in uses {
        rows.push_str(&format!("    there_and_back::<{}>,\n", used.rust));
    }
    PROGRAM.replace("ROWS\n", &rows)
}

const PROGRAM: &str = r#"#![allow(dead_code, deprecated, missing_docs, unused)]

mod runtime;
mod types;

use runtime::*;
use std::io::{BufRead, Write};

static TYPES: &[fn(&str) -> Result<String, String>] = &[
ROWS
];

fn there_and_back<T: wire::Slot>(text: &str) -> Result<String, String> {
    let value: T = wire::from_json(text.as_bytes()).map_err(|error| error.to_string())?;
    let text = wire::to_json(&value).map_err(|error| format!("cannot be written: {error}"))?;
    String::from_utf8(text).map_err(|error| format!("cannot be written: {error}"))
}

fn answers() {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("a line");
        let (number, text) = line.split_once('\t').expect("a number and a text");
        let run = TYPES[number.parse::<usize>().expect("a number")];
        match run(text) {
            Ok(text) => writeln!(out, "={text}"),
            Err(error) => writeln!(out, "!{}", error.replace(['\n', '\r'], " ")),
        }
        .and_then(|()| out.flush())
        .expect("an answer");
    }
}

fn main() {
    // As deep as a client's own thread may be: what a test needs more for would crash a program.
    let thread = std::thread::Builder::new().stack_size(8 << 20).spawn(answers).expect("a thread");
    thread.join().expect("no panic");
}
"#;
