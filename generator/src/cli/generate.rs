//! `generate` and `check`: a crate of a document, written or compared.

use super::console::{Console, FAILED, STALE, Stop};
use super::reading::Reading;
use super::timings::Timings;
use clap::Args;
use generator::Watch;
use generator::config::{Before, Config};
use generator::emit::File;
use generator::ledger;
use generator::write::{self, Changes};
use serde_json::json;
use std::path::PathBuf;

/// Writes the crate of a document; what is right already is not touched.
#[derive(Args)]
pub struct Generate {
    #[command(flatten)]
    crate_: Crate,
    /// Writes nothing: the same as the command `check`.
    #[arg(long)]
    check: bool,
    /// Says how long each stage took.
    #[arg(long)]
    timings: bool,
}

/// Says which files are not what the document makes of them, and writes nothing.
#[derive(Args)]
pub struct Check {
    #[command(flatten)]
    crate_: Crate,
}

/// A document and the folder of its crate.
#[derive(Args)]
struct Crate {
    #[command(flatten)]
    reading: Reading,
    /// The folder of the crate.
    #[arg(long, value_name = "FOLDER", default_value = "generated")]
    out: PathBuf,
    /// The name of the crate, instead of what the configuration or the document says.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

/// How many files are named that are not what they should be.
const MOST: usize = 20;

/// The first lines of a text, each after a line end, and how many there are beyond.
fn first(text: &str, most: usize) -> String {
    let shown: String = text.lines().take(most).map(|line| format!("\n{line}")).collect();
    match text.lines().count().checked_sub(most).filter(|more| *more > 0) {
        Some(more) => format!("{shown}\n... and {more} more"),
        None => shown,
    }
}

impl Generate {
    pub fn run(&self, console: &Console) -> Result<(), Stop> {
        if self.check {
            return self.crate_.check(console);
        }
        let out = &self.crate_.out;
        if out.is_file() {
            let message = format!("{} is a file, where `--out` is the folder of a crate", out.display());
            return Err(Stop::new(FAILED, message));
        }
        // What an earlier run left half done is whole even if this document is not.
        write::recover(out).map_err(|error| Stop::new(FAILED, error))?;
        let mut timings = Timings::default();
        let files = self.crate_.files(console, &mut timings)?;
        timings.begin("writing");
        let changes = write::write(out, &files).map_err(|error| Stop::new(FAILED, error))?;
        let touched = changes.missing.len() + changes.differing.len();
        let removed = changes.obsolete.len();
        if self.timings {
            console.remark(&timings);
        }
        console.remark(format_args!("{}: {touched} files written, {removed} removed", out.display()));
        if touched > 0 && changes.missing.contains(&"Cargo.toml".to_owned()) {
            let out = out.display();
            console.remark(format_args!(
                "`cargo add --path {out}` makes it a dependency; {out}/README.md shows a call"
            ));
        }
        if console.is_json() { self.crate_.report(console, &files, &changes) } else { Ok(()) }
    }
}

impl Check {
    pub fn run(&self, console: &Console) -> Result<(), Stop> {
        self.crate_.check(console)
    }
}

impl Crate {
    fn files(&self, console: &Console, watch: &mut (dyn Watch + Send)) -> Result<Vec<File>, Stop> {
        let named = |config: &mut Config| {
            config.before = Before::File(self.out.join(ledger::FILE));
            if self.name.is_some() {
                config.name.clone_from(&self.name);
            }
        };
        let outcome = self.reading.watched(console, named, watch)?;
        outcome.files.ok_or_else(|| Stop::refused(&outcome.diags))
    }

    fn check(&self, console: &Console) -> Result<(), Stop> {
        let files = self.files(console, &mut ())?;
        let changes = write::check(&self.out, &files).map_err(|error| Stop::new(FAILED, error))?;
        if console.is_json() {
            self.report(console, &files, &changes)?;
        }
        if changes.is_empty() {
            console.remark(format_args!("{} is what the document makes of it", self.out.display()));
            return Ok(());
        }
        let stale = format!("{} is not what the document makes of it:", self.out.display());
        let mend = "\nthe same with `generate` makes it so";
        Err(Stop::new(STALE, stale + &first(&changes.to_string(), MOST) + mend))
    }

    fn report(&self, console: &Console, files: &[File], changes: &Changes) -> Result<(), Stop> {
        let data = json!({
            "out": self.out,
            "files": files.len(),
            "missing": changes.missing,
            "differing": changes.differing,
            "obsolete": changes.obsolete,
            "interrupted": changes.interrupted,
        });
        console.report(String::new, &data)
    }
}
