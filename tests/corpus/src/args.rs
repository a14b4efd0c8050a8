//! The command line.

use clap::Parser;
use std::path::PathBuf;

/// Generates a client for every document in a folder, compiles it, and sends instances of every schema there and back.
#[derive(Clone, Debug, Parser)]
#[command(name = "corpus", version, max_term_width = 100)]
pub struct Args {
    /// A folder of API documents, with or without an index.json, or one document.
    pub dir: PathBuf,
    /// Only documents whose name contains this; may be given several times.
    #[arg(long, value_name = "NAME")]
    pub only: Vec<String>,
    /// How many documents are worked on at a time.
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    /// Where clients are generated and compiled.
    #[arg(long, value_name = "DIR", default_value = "target/corpus")]
    pub work: PathBuf,
    /// Where the results are written as JSON (by default `report.json` in the work folder).
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Stop before this: nothing is compiled, or nothing is sent there and back.
    #[arg(long, value_enum, value_name = "STAGE")]
    pub before: Option<Stage>,
    /// Compile each client again: with `blocking`, and with one resource alone, for so many of its resources.
    #[arg(long, value_name = "each:N", value_parser = each)]
    pub features: Option<usize>,
    /// Send instances there and back without checking the clients first: only their models are compiled.
    #[arg(long)]
    pub unchecked: bool,
    /// Valid instances made per component, at most.
    #[arg(long, value_name = "N", default_value_t = 40)]
    pub made: usize,
    /// Spoilt instances per component, at most.
    #[arg(long, value_name = "N", default_value_t = 30)]
    pub spoilt: usize,
    /// Seconds after which generating one client is given up.
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    pub patience: u64,
}

/// What can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Stage {
    /// `cargo check`, and everything after it.
    Check,
    /// Decoding and encoding.
    Fidelity,
}

fn each(text: &str) -> Result<usize, String> {
    let count = text.strip_prefix("each:").and_then(|count| count.parse().ok());
    count.ok_or_else(|| "expected `each:` and a number".to_owned())
}

/// Reads the command line; prints help or an error and ends the process where that is asked for.
pub fn parse() -> Args {
    Args::parse()
}
