//! Generates, compiles and exercises a client for every document in a folder.

mod args;
mod compare;
mod compile;
mod fidelity;
mod find;
mod generate;
mod harness;
mod instances;
mod load;
mod process;
mod progress;
mod report;
mod run;
mod schema;
mod suite;
mod table;
mod worker;

use std::process::ExitCode;

fn main() -> ExitCode {
    let asked = compile::wrapped().or_else(worker::asked);
    asked.unwrap_or_else(|| run::run(&args::parse()))
}
