//! Sends one request of every operation of a document, made by its generated client, to
//! [Prism](https://github.com/stoplightio/prism), a mock server that validates what it gets against the document and
//! shares no code with this project.
//!
//! `npm ci` in this folder installs it. Then `cargo run -p prism -- DOCUMENT..` prints a table. What the server objects to
//! is told apart: whether a made-up value lacks a pattern or a length that types do not have, or whether the request
//! itself is wrong, which ends with a non-zero exit code.

mod driver;
mod server;
mod verdict;

use generator::config::Config;
use generator::diag::Diagnostics;
use generator::emit;
use generator::plan::{self, Plan};
use generator::source::{self, Input, Sources};
use generator::{lower, normal};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use verdict::Row;

fn main() -> ExitCode {
    let documents: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    match run(&documents) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("prism: {why}");
            ExitCode::from(2)
        }
    }
}

/// Whether no request was wrong.
fn run(documents: &[PathBuf]) -> Result<bool, String> {
    let work = Path::new("target/prism");
    let names: Vec<String> = documents.iter().map(|document| name(document)).collect();
    let mut members = String::new();
    for (document, name) in documents.iter().zip(&names) {
        prepare(document, name, &work.join(name)).map_err(|why| format!("{name}: {why}"))?;
        members.push_str(&format!("    \"{name}/client\", \"{name}/driver\",\n"));
    }
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\n{members}]\n\n[profile.dev]\ndebug = false\nincremental = false\n"
    );
    write(&work.join("Cargo.toml"), &manifest)?;
    let built = Command::new("cargo").args(["build", "--quiet"]).current_dir(work).status();
    if !built.map_err(|error| format!("cargo: {error}"))?.success() {
        return Err("the drivers do not compile".to_owned());
    }
    println!("{}", Row::HEAD);
    let mut all_right = true;
    for (document, name) in documents.iter().zip(&names) {
        let server = match server::Server::start(document) {
            Ok(server) => server,
            // Nothing is known of the requests then.
            Err(why) => {
                eprintln!("{name}: {why}");
                continue;
            }
        };
        let output = Command::new(work.join("target/debug").join(format!("drive-{name}")))
            .arg(server.url())
            .output()
            .map_err(|error| format!("{name}: {error}"))?;
        let row = verdict::read(name, &String::from_utf8_lossy(&output.stdout));
        all_right &= row.wrong.is_empty();
        println!("{row}");
        if !output.status.success() {
            return Err(format!("{name}: {}", String::from_utf8_lossy(&output.stderr)));
        }
        row.wrong.iter().for_each(|wrong| eprintln!("{name}: {wrong}"));
    }
    Ok(all_right)
}

/// What a document is called in the table, and its packages.
fn name(document: &Path) -> String {
    let stem = document.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

/// Writes the client and the program that calls it.
fn prepare(document: &Path, name: &str, folder: &Path) -> Result<(), String> {
    let mut config = Config::default().name(format!("client-{name}"));
    config.resource_features = Some(false);
    let (mut sources, mut diags) = (Sources::default(), Diagnostics::default());
    let input = Input::Path(document.to_owned());
    let plan = plan_of(&input, &config, &mut sources, &mut diags).ok_or("the generator refuses it")?;
    for file in emit::emit(&plan) {
        write(&folder.join("client").join(file.path), &file.text)?;
    }
    let manifest = format!(
        "[package]\nname = \"drive-{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n\
         client = {{ package = \"client-{name}\", path = \"../client\", default-features = false, features = [\"blocking\"] }}\n\
         serde_json = \"1\"\n"
    );
    write(&folder.join("driver/Cargo.toml"), &manifest)?;
    write(&folder.join("driver/src/main.rs"), &driver::program(&plan))
}

/// The library's pipeline, up to the last stage that decides.
fn plan_of(input: &Input, config: &Config, sources: &mut Sources, diags: &mut Diagnostics) -> Option<Plan> {
    let document = diags.stage(|diags| source::read(input, sources, diags))??;
    let normal = diags.stage(|diags| normal::normalise(document.api, diags))?;
    let api = diags.stage(|diags| lower::lower(&normal, config, diags))?;
    diags.stage(|diags| plan::plan(api, config, diags))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    let fault = |error: std::io::Error| format!("{}: {error}", path.display());
    if std::fs::read_to_string(path).is_ok_and(|known| known == text) {
        return Ok(());
    }
    path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(fault)?;
    std::fs::write(path, text).map_err(fault)
}
