//! Measures what the generated code costs to compile, each figure beside that of another way to write the same.

mod crates;
mod measure;
mod models;
mod twin;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

/// Measures what the generated code costs to compile.
#[derive(Parser)]
#[command(name = "bench")]
enum Command {
    /// The models of a document, with tables and with serde's derives.
    Models {
        /// The document.
        #[arg(default_value = "spec/checkouts.yaml")]
        spec: PathBuf,
        /// How many times each build is measured; the least counts.
        #[arg(long, default_value_t = 5)]
        runs: usize,
    },
}

fn main() -> ExitCode {
    let Command::Models { spec, runs } = Command::parse();
    match models::run(&spec, runs.max(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
