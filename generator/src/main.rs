//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use generator::config::Config;
use generator::diag::render::{Colour, render};
use generator::diag::{Diagnostics, Severity, code};
use generator::source::{self, Input, Sources, convert};
use generator::{Outcome, Settings, Stage, write};
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Generates a Rust client from an OpenAPI document.
#[derive(Parser)]
#[command(version, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    generate: Generate,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  all is well
  1  --check found files that are not what the document makes of them
  2  the command line is wrong
  3  the document or the configuration has errors, or warnings that --deny names
  4  a file could not be read or written";

const STALE: u8 = 1;
const USAGE: u8 = 2;
const REFUSED: u8 = 3;
const FAILED: u8 = 4;

#[derive(Subcommand)]
enum Command {
    /// Writes a document of any version or dialect as OpenAPI 3.1.
    Convert {
        /// YAML, JSON, or a documentation page with either in it; `-` is standard input.
        spec: String,
        /// Where to write; JSON if it ends in `.json`, else YAML. Standard output unless given.
        #[arg(short)]
        output: Option<PathBuf>,
    },
    /// Says what a diagnostic means.
    Explain {
        /// The word in brackets behind `error` or `warning`.
        code: String,
    },
}

#[derive(Args)]
struct Generate {
    /// YAML, JSON, or a documentation page with either in it; `-` is standard input.
    #[arg(required = true)]
    spec: Option<String>,
    /// The folder of the crate.
    #[arg(long, default_value = "generated")]
    out: PathBuf,
    /// The name of the crate, instead of what the configuration or the document says.
    #[arg(long)]
    name: Option<String>,
    /// The configuration, instead of the file beside the document that ends in `.toml`.
    #[arg(long)]
    config: Option<PathBuf>,
    /// Writes nothing; says which files are not what the document makes of them.
    #[arg(long)]
    check: bool,
    /// Takes a warning for an error; `warnings` means all of them.
    #[arg(long, value_name = "CODE")]
    deny: Vec<String>,
    /// Prints what a stage makes of the document, and writes nothing.
    #[arg(long, value_enum, value_name = "STAGE")]
    dump: Option<DumpStage>,
}

#[derive(Clone, Copy, ValueEnum)]
enum DumpStage {
    Normal,
    Lower,
    Plan,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match cli.command {
        Some(Command::Convert { spec, output }) => convert(&spec, output),
        Some(Command::Explain { code }) => explain(&code),
        None => generate(&cli.generate),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop { code, message }) => {
            if !message.is_empty() {
                say(format_args!("{message}"));
            }
            ExitCode::from(code)
        }
    }
}

/// Why a run ends early.
struct Stop {
    code: u8,
    message: String,
}

impl Stop {
    fn new(code: u8, message: impl ToString) -> Self {
        Stop { code, message: message.to_string() }
    }
}

/// To standard error; nobody may be listening any more.
fn say(text: std::fmt::Arguments<'_>) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// To standard output, which may be a pipe that somebody closed.
fn print(text: &str) -> Result<(), Stop> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| Stop::new(FAILED, error))
}

fn input(spec: &str) -> Input {
    if spec == "-" { Input::Stdin } else { Input::Path(PathBuf::from(spec)) }
}

fn generate(args: &Generate) -> Result<(), Stop> {
    let Some(spec) = &args.spec else { return Err(Stop::new(USAGE, "which document?")) };
    known_codes(&args.deny)?;
    let (input, settings) = (input(spec), args.config.clone().map_or(Settings::Beside, Settings::File));
    if let Some(stage) = args.dump {
        let stage = match stage {
            DumpStage::Normal => Stage::Normal,
            DumpStage::Lower => Stage::Lower,
            DumpStage::Plan => Stage::Plan,
        };
        let (shown, outcome) = generator::dump(&input, &settings, stage);
        report(&outcome.sources, &outcome.diags);
        return print(&shown.ok_or_else(|| Stop::new(REFUSED, ""))?);
    }
    let adjust = |config: &mut Config| {
        if let Some(name) = &args.name {
            config.name = Some(name.clone());
        }
    };
    let Outcome { files, diags, sources } = generator::generate(&input, &settings, adjust);
    report(&sources, &diags);
    let files = files.ok_or_else(|| Stop::new(REFUSED, ""))?;
    denied(&diags, &args.deny)?;
    let out = args.out.display();
    let fail = |error| Stop::new(FAILED, error);
    if args.check {
        let changes = write::check(&args.out, &files).map_err(fail)?;
        return if changes.is_empty() {
            Ok(())
        } else {
            Err(Stop::new(
                STALE,
                format!("{out} is not what the document makes of it:\n{changes}").trim_end(),
            ))
        };
    }
    let changes = write::write(&args.out, &files).map_err(fail)?;
    let touched = changes.missing.len() + changes.differing.len();
    say(format_args!("{out}: {touched} files written, {} removed", changes.obsolete.len()));
    Ok(())
}

/// Everything that was reported, for people.
fn report(sources: &Sources, diags: &Diagnostics) {
    let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let colour = if colour { Colour::Always } else { Colour::Never };
    let text = render(&sources.show(diags.reported()), colour);
    let _ = std::io::stderr().write_all(text.as_bytes());
}

fn known_codes(deny: &[String]) -> Result<(), Stop> {
    let known = |name: &&String| *name == "warnings" || code::ALL.iter().any(|code| code.id == name.as_str());
    match deny.iter().find(|name| !known(name)) {
        None => Ok(()),
        Some(name) => Err(Stop::new(USAGE, unknown_code(name))),
    }
}

fn unknown_code(name: &str) -> String {
    match generator::config::nearest(name, code::ALL.iter().map(|code| code.id)) {
        Some(near) => format!("there is no diagnostic `{name}`: did you mean `{near}`?"),
        None => format!("there is no diagnostic `{name}`"),
    }
}

fn denied(diags: &Diagnostics, deny: &[String]) -> Result<(), Stop> {
    let all = deny.iter().any(|name| name == "warnings");
    let is_denied = |id: &str| all || deny.iter().any(|name| name == id);
    let count = diags.reported().iter().filter(|diagnostic| is_denied(diagnostic.code.id)).count();
    if count == 0 { Ok(()) } else { Err(Stop::new(REFUSED, format!("{count} denied: nothing was written"))) }
}

fn convert(spec: &str, output: Option<PathBuf>) -> Result<(), Stop> {
    let input = input(spec);
    let is_json = output.as_ref().is_some_and(|path| path.extension().is_some_and(|end| end == "json"));
    let text = source::with_stack(|| {
        let (mut diags, mut sources) = (Diagnostics::default(), Sources::default());
        let tree = diags.stage(|diags| source::load(&input, &mut sources, diags)).flatten();
        report(&sources, &diags);
        tree.map(|tree| if is_json { convert::to_json(tree) } else { convert::to_yaml(tree) })
    });
    let text = text.ok_or_else(|| Stop::new(REFUSED, ""))?;
    match output {
        None => print(&text),
        Some(path) => std::fs::write(&path, text)
            .map_err(|error| Stop::new(FAILED, format!("{}: {error}", path.display()))),
    }
}

fn explain(id: &str) -> Result<(), Stop> {
    let Some(code) = code::ALL.iter().find(|code| code.id == id) else {
        return Err(Stop::new(USAGE, unknown_code(id)));
    };
    let severity = match code.severity {
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    print(&format!("{severity}[{}]: {}\n\n{}\n", code.id, code.title, code.help))
}
