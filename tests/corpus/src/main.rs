//! Generates, compiles and exercises a client for every document in a folder.

mod args;
mod compare;
mod find;
mod instances;
mod load;
mod process;
mod progress;
mod report;
mod run;
mod schema;
mod table;
mod worker;

use std::process::ExitCode;

fn main() -> ExitCode {
    match worker::asked() {
        Some(code) => code,
        None => run::run(&args::parse()),
    }
}
