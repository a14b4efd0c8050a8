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
use prism::{driver, name, prepare, workspace};
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
    }
    workspace(work, &names)?;
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
