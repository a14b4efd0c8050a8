//! `completions` and `man`: what a shell and a manual say of this program.

use super::Cli;
use super::console::{Console, FAILED, Stop};
use clap::{Args, CommandFactory};
use clap_complete::Shell;

/// Prints the completions of a shell.
#[derive(Args)]
pub struct Completions {
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the manual page, for `man -l -`.
#[derive(Args)]
pub struct Man {}

impl Completions {
    pub fn run(&self, console: &Console) -> Result<(), Stop> {
        let mut text = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "generator", &mut text);
        console.print(&String::from_utf8_lossy(&text))
    }
}

impl Man {
    pub fn run(&self, console: &Console) -> Result<(), Stop> {
        let mut text = Vec::new();
        let page = clap_mangen::Man::new(Cli::command());
        page.render(&mut text).map_err(|error| Stop::new(FAILED, error))?;
        console.print(&String::from_utf8_lossy(&text))
    }
}
