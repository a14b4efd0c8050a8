//! Measures what the generated code costs, each figure beside that of another way to have the same.

mod crates;
mod growth;
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
    /// Whole clients, and those of other generators, which are installed from crates.io and PyPI.
    ///
    /// What was measured before, of other documents, stays on the page.
    Peers {
        /// The documents; none prints what was measured before.
        documents: Vec<PathBuf>,
        /// How many times each thing is measured; the median counts.
        #[arg(long, default_value_t = 3)]
        runs: usize,
        /// Where the other generators are installed, and what is generated and measured is kept.
        #[arg(long, default_value = "target/bench/peers")]
        cache: PathBuf,
        /// The folder in which the page and the chart are written.
        #[arg(long)]
        docs: Option<PathBuf>,
        /// Measures builds as well: from nothing with all dependencies, and of a program in debug and release. This takes many minutes.
        #[arg(long)]
        builds: bool,
        /// Seconds that a generator, and a run of cargo, may take.
        #[arg(long, default_value_t = 900)]
        limit: u64,
    },
    /// Documents of 1, 2, 4 … times the size of one.
    Growth {
        /// The document.
        #[arg(default_value = "spec/checkouts.yaml")]
        spec: PathBuf,
        /// How many times its size the largest may be.
        #[arg(long, default_value_t = 64)]
        most: usize,
        /// How many times each is generated; the least counts.
        #[arg(long, default_value_t = 3)]
        runs: usize,
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

/// The generator of this repository, built the way that people use it.
///
/// # Errors
/// It cannot be built.
fn own_generator() -> Result<PathBuf, String> {
    let built = std::process::Command::new(cargo())
        .args(["build", "--release", "--quiet", "-p", "generator"])
        .status();
    let program = PathBuf::from("target/release/generator");
    if !built.map_err(|error| format!("cargo: {error}"))?.success() {
        return Err("the generator cannot be built".to_owned());
    }
    program.canonicalize().map_err(|error| format!("{}: {error}", program.display()))
}

/// The cargo that runs this.
fn cargo() -> std::ffi::OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

fn main() -> ExitCode {
    let done = match Command::parse() {
        Command::Models { spec, runs } => models::run(&spec, runs.max(1)),
        Command::Values { spec, runs } => values::run(&spec, runs.max(1)),
        Command::Peers { documents, runs, cache, docs, builds, limit } => {
            let (runs, limit) = (runs.max(1), Duration::from_secs(limit));
            peers::run(&peers::Options { documents, runs, cache, docs, builds, limit })
        }
        Command::Growth { spec, most, runs } => growth::run(&spec, most, runs.max(1)),
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
