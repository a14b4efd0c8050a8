//! `diff`: what changes for users of the crate.

use super::console::{Console, FAILED, REFUSED, STALE, Stop};
use super::reading::{LevelArgs, input};
use clap::{Args, ValueEnum};
use generator::config::{Before, Config};
use generator::diag::code;
use generator::diag::level::Level as Said;
use generator::diff::{self, Level, render};
use generator::ledger::{self, Ledger};
use generator::{Outcome, Settings};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Says what changes for users of the generated crate, item by item, and how large a step it is.
///
/// A document is what its crate is. The new one is generated as it would be over the crate of the old one: what the
/// ledger keeps is no change.
#[derive(Args)]
pub struct Diff {
    /// A document, a `generator.lock`, or the folder of a crate that has one.
    old: PathBuf,
    /// The same.
    new: PathBuf,
    /// The configuration of both, instead of the files beside them that end in `.toml`.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Compares the new document as if there had been nothing before it.
    #[arg(long)]
    fresh: bool,
    /// The form of the report for people.
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    report: Report,
    /// The version that the crate has, to be told the next one.
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,
    /// Ends with exit code 1 if the step is larger than this.
    #[arg(long, value_enum, value_name = "LEVEL")]
    at_most: Option<AtMost>,
    #[command(flatten)]
    levels: LevelArgs,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Report {
    #[default]
    Text,
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum AtMost {
    /// Nothing that code could see.
    Patch,
    /// Something new, or deprecated.
    Minor,
}

impl Diff {
    pub fn run(&self, console: &Console) -> Result<(), Stop> {
        let old = self.ledger(console, &self.old, Before::Nothing)?;
        let before = if self.fresh { Before::Nothing } else { Before::Text(old.to_string()) };
        let new = self.ledger(console, &self.new, before)?;
        let diff = diff::diff(&old, &new);
        let version = self.version.as_deref();
        let next = version.zip(diff.bump).and_then(|(version, bump)| bump.next(version));
        let data = json!({ "bump": diff.bump, "next": next, "changes": diff.changes });
        let human = || match self.report {
            Report::Text => render::text(&diff, version),
            Report::Markdown => render::markdown(&diff, version),
        };
        console.report(human, &data)?;
        let most = match self.at_most {
            Some(AtMost::Patch) => Level::Patch,
            Some(AtMost::Minor) => Level::Minor,
            None => Level::Major,
        };
        match diff.bump.filter(|bump| *bump > most) {
            Some(bump) => Err(Stop::new(STALE, format_args!("the step is {}", bump.word()))),
            None => Ok(()),
        }
    }

    /// A ledger is read, a document is generated.
    fn ledger(&self, console: &Console, path: &Path, before: Before) -> Result<Ledger, Stop> {
        let inside = path.join(ledger::FILE);
        let is_ledger = path.extension().is_some_and(|extension| extension == "lock");
        if is_ledger || path.is_dir() {
            let file = if is_ledger { path } else { &inside };
            let fail = |error| Stop::new(FAILED, format_args!("{}: {error}", file.display()));
            let text = std::fs::read_to_string(file).map_err(fail)?;
            return Ledger::parse(&text).map_err(|fault| {
                let line = text.get(..fault.span.start).unwrap_or_default().lines().count().max(1);
                Stop::new(REFUSED, format_args!("{}:{line}: {}", file.display(), fault.message))
            });
        }
        let settings = self.config.clone().map_or(Settings::Beside, Settings::File);
        let levels = self.levels.levels()?;
        let adjust = move |config: &mut Config| {
            config.before = before;
            config.levels.extend(levels);
            // The report says it.
            let _ = config.levels.add(code::BREAKING_CHANGE.id, Said::Allow);
        };
        let (ledger, Outcome { files, diags, sources }) =
            generator::ledger(&input(&path.to_string_lossy()), &settings, adjust);
        console.diagnostics(&sources, &diags);
        ledger.filter(|_| files.is_some()).ok_or_else(|| Stop::refused(&diags))
    }
}
