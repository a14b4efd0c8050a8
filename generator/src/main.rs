//! The command line: see `cli.rs`, and `cli/` for a file per command.

mod cli;

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A tree of a document is many small texts and maps: a quarter of what generating takes is getting and giving back memory.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
