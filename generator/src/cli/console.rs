//! What the program says: in which form, and on which stream.
//!
//! Reports go to standard output. Diagnostics, remarks and progress go to standard error: with `--format json` as one
//! object per line.

use super::progress::Progress;
use clap::{Args, ValueEnum};
use generator::diag::Diagnostics;
use generator::diag::json;
use generator::diag::render::{Colour, brief, render};
use generator::source::Sources;
use serde::Serialize;
use std::ffi::OsString;
use std::fmt::Display;
use std::io::{ErrorKind, IsTerminal, Write};
use std::process::ExitCode;

pub const STALE: u8 = 1;
pub const USAGE: u8 = 2;
pub const REFUSED: u8 = 3;
pub const FAILED: u8 = 4;

/// How the program looks, whatever it does.
#[derive(Args)]
pub struct Look {
    /// Whether to colour what is said; `auto` does on a terminal, unless the variable NO_COLOR is set.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t, help_heading = "Output")]
    color: When,
    /// The form of reports and diagnostics.
    #[arg(long, global = true, value_enum, value_name = "FORM", default_value_t, help_heading = "Output")]
    format: Form,
    /// Shows every warning, not only the first few of a kind.
    #[arg(short, long, global = true, help_heading = "Output")]
    verbose: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum When {
    /// On a terminal.
    #[default]
    Auto,
    /// Into files and pipes, too.
    Always,
    /// Text alone.
    Never,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Text for people.
    #[default]
    Human,
    /// JSON: reports as one object on standard output, diagnostics as one object per line of standard error.
    Json,
}

impl Look {
    /// How many of these arguments are options of this kind, from the first on.
    pub fn count(arguments: &[OsString]) -> usize {
        let mut count = 0;
        while let Some(text) = arguments.get(count).and_then(|argument| argument.to_str()) {
            count += match text {
                "--color" | "--format" => 2,
                "-v" | "--verbose" => 1,
                _ if text.starts_with("--color=") || text.starts_with("--format=") => 1,
                _ => break,
            };
        }
        count.min(arguments.len())
    }

    /// What `--color` says holds for help and for mistakes in the arguments, too.
    pub fn colour_help(command: clap::Command, arguments: &[OsString]) -> clap::Command {
        let said = |when: &str| {
            arguments.iter().any(|argument| argument.to_str() == Some(&format!("--color={when}")))
                || arguments.windows(2).any(|pair| *pair == ["--color", when])
        };
        match (said("always"), said("never")) {
            (true, _) => command.color(clap::ColorChoice::Always),
            (_, true) => command.color(clap::ColorChoice::Never),
            _ => command,
        }
    }
}

/// Why a run ends early.
pub struct Stop {
    code: u8,
    message: String,
}

impl Stop {
    /// With this exit code, for this reason.
    pub fn new(code: u8, message: impl Display) -> Self {
        Stop { code, message: message.to_string() }
    }

    /// Diagnostics have said why.
    pub fn refused(diags: &Diagnostics) -> Self {
        let errors = diags.errors();
        let warnings = diags.reported().len().saturating_sub(errors);
        let count = |count: usize, what: &str| match count {
            1 => format!("1 {what}"),
            count => format!("{count} {what}s"),
        };
        let warnings =
            if warnings == 0 { String::new() } else { format!(", {}", count(warnings, "warning")) };
        Stop {
            code: REFUSED,
            message: format!("nothing is made of it: {}{warnings}", count(errors, "error")),
        }
    }
}

/// Where reports, diagnostics and remarks go.
pub struct Console {
    colour: Colour,
    form: Form,
    verbose: bool,
}

/// How many warnings of a kind are shown.
const FEW: usize = 5;

impl Console {
    pub fn new(look: &Look) -> Self {
        let colour = match look.color {
            When::Always => true,
            When::Never => false,
            When::Auto => std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
        };
        Console {
            colour: if colour { Colour::Always } else { Colour::Never },
            form: look.format,
            verbose: look.verbose,
        }
    }

    /// Whether reports are for programs.
    pub fn is_json(&self) -> bool {
        self.form == Form::Json
    }

    /// What a command was run for: a text of its own for people, or the same as data.
    pub fn report(&self, human: impl FnOnce() -> String, data: &impl Serialize) -> Result<(), Stop> {
        match self.form {
            Form::Human => self.print(&human()),
            Form::Json => {
                let text = serde_json::to_string_pretty(data).map_err(|error| Stop::new(FAILED, error))?;
                self.print(&(text + "\n"))
            }
        }
    }

    /// To standard output, which may be a pipe that somebody closed.
    pub fn print(&self, text: &str) -> Result<(), Stop> {
        let mut out = std::io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            // Who closed it has seen enough: `generator inspect api.yaml | head`.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            printed => printed.map_err(|error| Stop::new(FAILED, format_args!("standard output: {error}"))),
        }
    }

    /// A remark for people, on standard error; nobody may be listening any more. Programs read the report instead.
    pub fn remark(&self, text: impl Display) {
        if !self.is_json() {
            let _ = writeln!(std::io::stderr(), "{text}");
        }
    }

    /// Shows people what is on, if it takes long.
    pub fn progress(&self) -> Progress {
        Progress::new(self.is_json())
    }

    /// Everything that was reported.
    pub fn diagnostics(&self, sources: &Sources, diags: &Diagnostics) {
        let shown = sources.show(diags.reported());
        let text = match self.form {
            Form::Human if self.verbose => render(&shown, self.colour),
            Form::Human => {
                let (few, hidden) = brief(&shown, FEW);
                let mut text = render(&few, self.colour);
                for (code, count) in hidden {
                    let line = format!(
                        "... and {count} more of `{code}`: --verbose shows them, --allow {code} none\n\n"
                    );
                    text.push_str(&line);
                }
                text
            }
            Form::Json => json::lines(&shown),
        };
        let _ = std::io::stderr().write_all(text.as_bytes());
    }

    /// Says why a run ends early, and with which code.
    pub fn stop(&self, stop: &Stop) -> ExitCode {
        if !stop.message.is_empty() {
            let _ = match self.form {
                Form::Human => writeln!(std::io::stderr(), "{}", stop.message),
                Form::Json => {
                    let line = serde_json::json!({"failure": stop.message, "exit_code": stop.code});
                    writeln!(std::io::stderr(), "{line}")
                }
            };
        }
        ExitCode::from(stop.code)
    }
}
