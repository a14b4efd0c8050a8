//! Measures what the generated code costs, each figure beside that of another way to have the same.

mod crates;
mod measure;
mod models;
mod peers;
mod twin;
mod values;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;

/// Measures what the generated code costs to generate, to compile and to run.
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
    /// Reading and writing a megabyte of the models of a document, with tables and with serde's derives.
    Values {
        /// The document.
        #[arg(default_value = "spec/checkouts.yaml")]
        spec: PathBuf,
        /// How many times each thing is measured.
        #[arg(long, default_value_t = 200)]
        runs: usize,
    },
    /// Whole clients, and those of other generators, which are installed from crates.io.
    Peers {
        /// The documents.
        #[arg(required = true)]
        documents: Vec<PathBuf>,
        /// How many times each thing is measured; the median counts.
        #[arg(long, default_value_t = 3)]
        runs: usize,
        /// Where the other generators are installed, and what is generated is kept.
        #[arg(long, default_value = "target/bench/peers")]
        cache: PathBuf,
        /// The folder in which the page and the chart are written.
        #[arg(long)]
        docs: Option<PathBuf>,
        /// Measures builds as well: from nothing with all dependencies, debug, and release. This takes many minutes.
        #[arg(long)]
        builds: bool,
    },
    /// Runs a command and prints its processor seconds, its seconds, and its peak memory in MiB.
    #[command(hide = true)]
    Measure {
        /// Seconds until it is ended.
        limit: u64,
        /// The command.
        #[arg(last = true)]
        command: Vec<String>,
    },
}

fn main() -> ExitCode {
    let done = match Command::parse() {
        Command::Models { spec, runs } => models::run(&spec, runs.max(1)),
        Command::Values { spec, runs } => values::run(&spec, runs.max(1)),
        Command::Peers { documents, runs, cache, docs, builds } => {
            peers::run(&peers::Options { documents, runs: runs.max(1), cache, docs, builds })
        }
        Command::Measure { limit, command } => measure::run(Duration::from_secs(limit), &command),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
