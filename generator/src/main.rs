//! The command line: see `cli.rs`, and `cli/` for a file per command.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
