//! Sends one request of every operation of a document, made by its generated client, to
//! [Prism](https://github.com/stoplightio/prism), a mock server that validates what it gets against the document and
//! shares no code with this project.
//!
//! `npm ci` in this folder installs it. Then `cargo run -p prism -- DOCUMENT..` prints a table. What the server objects to
//! is told apart: whether a made-up value lacks a pattern or a length that types do not have, or whether the request
//! itself is wrong, which ends with a non-zero exit code.

mod server;
mod verdict;

use prism::values::{Schemas, Values};
use prism::{driver, name, prepare, workspace, write};
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
    for (document, name) in documents.iter().zip(&names) {
        let schemas = Schemas::read(document)?;
        let world = schemas.world();
        let values = Values::new(&schemas, &world);
        let program = |plan: &_| driver::program(plan, &values);
        prepare(document, name, &work.join(name), program).map_err(|why| format!("{name}: {why}"))?;
        if let Some(eased) = schemas.without_null_lists() {
            write(&eased_of(work, name), &eased.to_string())?;
        }
    }
    workspace(work, &names)?;
    println!("{}", Row::HEAD);
    let mut all_right = true;
    for (document, name) in documents.iter().zip(&names) {
        let mut row = match ask(work, name, document) {
            Ok(row) => row,
            // Nothing is known of the requests then.
            Err(why) => {
                eprintln!("{name}: {why}");
                all_right = false;
                continue;
            }
        };
        let eased = eased_of(work, name);
        if !row.wrong.is_empty() && eased.exists() {
            row.without_null_lists(&ask(work, name, &eased)?);
        }
        all_right &= row.wrong.is_empty();
        println!("{row}");
        row.wrong.iter().for_each(|(id, why)| eprintln!("{name}: {id}: {why}"));
    }
    Ok(all_right)
}

/// Where a document stands whose lists in queries may not be null.
fn eased_of(work: &Path, name: &str) -> PathBuf {
    work.join(name).join("without-null-lists.json")
}

/// What a server of this document says of all requests.
fn ask(work: &Path, name: &str, document: &Path) -> Result<Row, String> {
    let server = server::Server::start(document)?;
    let output = Command::new(work.join("target/debug").join(format!("drive-{name}")))
        .arg(server.url())
        .output()
        .map_err(|error| error.to_string())?;
    match output.status.success() {
        true => Ok(verdict::read(name, &String::from_utf8_lossy(&output.stdout))),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}
