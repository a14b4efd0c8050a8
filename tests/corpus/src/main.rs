//! Generates, compiles and exercises a client for every document in a folder.

use corpus::{args, compile, run, worker};
use std::process::ExitCode;

fn main() -> ExitCode {
    let asked = compile::wrapped().or_else(worker::asked);
    asked.unwrap_or_else(|| run::run(&args::parse()))
}
