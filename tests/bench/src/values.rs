//! `bench values`: how fast models with tables are read and written, beside the same with serde's derives.

mod choose;
mod report;
mod sample;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use generator::source::Input;
use generator::{Settings, generate_watched};

use crate::{crates, twin};
use choose::Choice;
use report::Row;

/// What is read and written at once, in bytes of JSON.
const BYTES: usize = 1_000_000;

const DEPENDENCIES: &str = "stats_alloc = \"0.1\"\n";

/// Measures and prints.
///
/// # Errors
/// The document cannot be generated, something does not compile, or a value is not written as it was read.
pub fn run(spec: &Path, runs: usize) -> Result<(), String> {
    let mut choice = Choice::new(BYTES);
    let adjust = |config: &mut generator::config::Config| {
        // All types in one file.
        config.resource_features = Some(false);
    };
    let outcome = generate_watched(&Input::Path(spec.to_owned()), &Settings::Beside, adjust, &mut choice);
    let files = outcome.files.ok_or("the document has errors: the generator tells which")?;
    let package = PathBuf::from("target/bench/values");
    write(&package, &files, &choice)?;

    let mut cargo = Command::new(crate::cargo());
    cargo.args(["build", "--release", "--quiet", "--manifest-path"]).arg(package.join("Cargo.toml"));
    cargo.env("CARGO_TARGET_DIR", "target/bench/target").env_remove("RUSTFLAGS");
    said(&mut cargo)?;
    let times = rows(&package, "values", runs)?;
    let allocations = rows(&package, "allocations", 1)?;
    print!("{}", report::markdown(spec, runs, &choice.lists, &times, &allocations));
    Ok(())
}

/// Writes the package: the types twice, two programs, and what they read.
fn write(package: &Path, files: &[generator::emit::File], choice: &Choice) -> Result<(), String> {
    let tables = crates::file(files, "src/types.rs").ok_or("the document has no types")?;
    let derives = twin::closed(&tables)?;
    let mut written: Vec<(String, String)> = crates::runtime(files);
    let mut put = |path: &str, text: &str| written.push((path.to_owned(), text.to_owned()));
    put("Cargo.toml", &crates::manifest("values", DEPENDENCIES));
    put("src/lib.rs", "pub mod derived;\npub mod runtime;\npub mod types;\n");
    put("src/types.rs", &tables);
    put("src/derived.rs", &derives);
    put("src/measured.rs", include_str!("values/measured.rs"));
    put("src/main.rs", &program("measured.rs", "None", "", choice));
    let counting = "Some(|| { let now = ALLOCATOR.stats(); now.allocations + now.reallocations })";
    let allocator = "#[global_allocator]\nstatic ALLOCATOR: &stats_alloc::StatsAlloc<std::alloc::System> = \
                     &stats_alloc::INSTRUMENTED_SYSTEM;\n";
    put("src/bin/allocations.rs", &program("../measured.rs", counting, allocator, choice));
    for list in &choice.lists {
        for (order, text) in ["ordered", "shuffled"].iter().zip(&list.texts) {
            put(&format!("data/{}.{order}.json", list.name), text);
        }
    }
    crates::write(package, &written)
}

fn program(measured: &str, allocations: &str, more: &str, choice: &Choice) -> String {
    let each = choice.lists.iter().map(|list| {
        let name = &list.name;
        format!("    measured::compare::<Vec<types::{name}>, Vec<derived::{name}>>(\"{name}\", &order)?;\n")
    });
    format!(
        "#[path = \"{measured}\"]\nmod measured;\nuse values::{{derived, types}};\n{more}\
         fn main() -> measured::Outcome {{\n    let order = measured::Order::read({allocations});\n{}    Ok(())\n}}\n",
        each.collect::<String>()
    )
}

/// Runs one of the two programs.
fn rows(package: &Path, program: &str, runs: usize) -> Result<Vec<Row>, String> {
    let path = Path::new("target/bench/target/release").join(program);
    let path = path.canonicalize().map_err(|error| format!("{}: {error}", path.display()))?;
    let text = said(Command::new(path).arg(runs.to_string()).current_dir(package))?;
    text.lines().map(|line| Row::read(line).ok_or_else(|| format!("not a row: {line}"))).collect()
}

/// What a command writes to its standard output.
fn said(command: &mut Command) -> Result<String, String> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| format!("{command:?}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{command:?} failed:\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
