//! `completions` and `man`: what a shell and a manual say of this program.

use super::Cli;
use super::console::{Console, FAILED, Stop, USAGE};
use clap::{Args, Command, CommandFactory};
use clap_complete::Shell;
use std::path::{Path, PathBuf};

/// Prints the completions of a shell.
#[derive(Args)]
pub struct Completions {
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints a page of the manual, for `man -l -`, or writes all of them.
#[derive(Args)]
pub struct Man {
    /// The command whose page is printed; without it, the program's own.
    command: Option<String>,
    /// Writes every page into this folder instead, as `generator.1`, `generator-check.1` and so on.
    #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
    out: Option<PathBuf>,
}

impl Completions {
    pub fn run(&self, console: &Console) -> Result<(), Stop> {
        let mut text = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "generator", &mut text);
        console.print(&String::from_utf8_lossy(&text))
    }
}

impl Man {
    pub fn run(&self, console: &Console) -> Result<(), Stop> {
        match (&self.out, &self.command) {
            (Some(out), _) => write_pages(out),
            (None, Some(name)) => print_page(console, page_of(name)?),
            (None, None) => print_page(console, Cli::command()),
        }
    }
}

/// The program with the names that its commands have in the manual: `generator-check`.
fn program() -> Command {
    // It would have a page of each command's help.
    let mut program = Cli::command().disable_help_subcommand(true);
    program.build();
    program
}

/// What a page of the manual is about.
fn page_of(name: &str) -> Result<Command, Stop> {
    let program = program();
    program.find_subcommand(name).cloned().ok_or_else(|| {
        let names: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
        Stop::new(USAGE, format!("there is no command `{name}`: there are {}", names.join(", ")))
    })
}

fn page(command: Command) -> clap_mangen::Man {
    clap_mangen::Man::new(command).source(concat!("generator ", env!("CARGO_PKG_VERSION")))
}

fn print_page(console: &Console, command: Command) -> Result<(), Stop> {
    let mut text = Vec::new();
    page(command).render(&mut text).map_err(|error| Stop::new(FAILED, error))?;
    console.print(&String::from_utf8_lossy(&text))
}

fn write_pages(folder: &Path) -> Result<(), Stop> {
    let fault = |error| Stop::new(FAILED, format!("{}: {error}", folder.display()));
    std::fs::create_dir_all(folder).map_err(fault)?;
    let program = program();
    for command in program.get_subcommands() {
        page(command.clone()).generate_to(folder).map_err(fault)?;
    }
    page(program).generate_to(folder).map_err(fault)?;
    Ok(())
}
