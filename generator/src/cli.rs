//! What a user types: one file per command below this one.

mod complete;
mod console;
mod convert;
mod diff;
mod dump;
mod explain;
mod generate;
mod init;
mod inspect;
mod keep;
mod progress;
mod reading;
mod timings;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use console::{Console, Look, Stop};
use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::ExitCode;

/// Generates a Rust client from an OpenAPI document.
///
/// Without a command, `generate` is meant: `generator api.yaml`.
#[derive(Parser)]
#[command(name = "generator", version, subcommand_required = true, arg_required_else_help = true, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    look: Look,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  all is well
  1  `check` found files that are not what the document makes of them, or `diff` a step that is too large
  2  the command line is wrong
  3  the document or its configuration has errors, or warnings that are denied
  4  a file or a stream could not be written";

#[derive(Subcommand)]
enum Command {
    Generate(generate::Generate),
    Check(generate::Check),
    Inspect(inspect::Inspect),
    Init(init::Init),
    Convert(convert::Convert),
    Explain(explain::Explain),
    Diff(diff::Diff),
    Dump(dump::Dump),
    Completions(complete::Completions),
    Man(complete::Man),
}

impl Command {
    fn run(&self, console: &Console) -> Result<(), Stop> {
        match self {
            Command::Generate(generate) => generate.run(console),
            Command::Check(check) => check.run(console),
            Command::Inspect(inspect) => inspect.run(console),
            Command::Init(init) => init.run(console),
            Command::Convert(convert) => convert.run(console),
            Command::Explain(explain) => explain.run(console),
            Command::Diff(diff) => diff.run(console),
            Command::Dump(dump) => dump.run(console),
            Command::Completions(completions) => completions.run(console),
            Command::Man(man) => man.run(console),
        }
    }
}

/// Runs what the arguments say.
pub fn run() -> ExitCode {
    let arguments = with_verb(std::env::args_os().collect());
    let command = Look::colour_help(Cli::command(), &arguments);
    let parsed = command.try_get_matches_from(arguments).and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    let console = Console::new(&cli.look);
    match cli.command.run(&console) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => console.stop(&stop),
    }
}

/// Puts `generate` before what is no command: a document, or an option of `generate`.
fn with_verb(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let first = 1 + Look::count(arguments.get(1..).unwrap_or_default());
    if arguments.get(first).is_some_and(|argument| !is_verb(argument)) {
        arguments.insert(first, "generate".into());
    }
    arguments
}

fn is_verb(argument: &OsStr) -> bool {
    let Some(text) = argument.to_str() else { return false };
    if text.starts_with('-') {
        return ["-h", "--help", "-V", "--version"].contains(&text);
    }
    let is_word = text.bytes().all(|byte| byte.is_ascii_alphabetic());
    // A word that is no file is a command, right or misspelt.
    text == "help" || Cli::command().find_subcommand(text).is_some() || (is_word && !Path::new(text).exists())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(line: &str) -> String {
        let arguments = line.split(' ').map(OsString::from).collect();
        with_verb(arguments).iter().map(|argument| argument.to_string_lossy()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn generate_is_meant_where_no_command_is_said() {
        assert_eq!(typed("generator api.yaml --check"), "generator generate api.yaml --check");
        assert_eq!(typed("generator - --out x"), "generator generate - --out x");
        assert_eq!(typed("generator --out check api.yaml"), "generator generate --out check api.yaml");
        assert_eq!(
            typed("generator --color never --format=json api.yaml"),
            "generator --color never --format=json generate api.yaml"
        );
        for line in
            ["generator", "generator --help", "generator help", "generator explain x", "generator explian x"]
        {
            assert_eq!(typed(line), line);
        }
    }

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }
}
