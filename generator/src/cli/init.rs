//! `init`: a configuration for a document, in which everything stands commented out.

mod page;

use super::console::{Console, FAILED, Stop, USAGE};
use super::keep::Keep;
use super::reading::Reading;
use clap::Args;
use std::path::{Path, PathBuf};

/// Writes a configuration for a document, with every key that it can use, commented out.
///
/// Lines that start with `#` and a letter or bracket are keys as they are without being said: remove the `#` and change them.
#[derive(Args)]
pub struct Init {
    #[command(flatten)]
    reading: Reading,
    /// Where to write, instead of beside the document; `-` is standard output.
    #[arg(short, long, alias = "out", value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replaces a file that is there already.
    #[arg(long)]
    force: bool,
}

impl Init {
    pub fn run(&self, console: &Console) -> Result<(), Stop> {
        let output = self.output()?;
        let mut keep = Keep::default();
        let outcome = self.reading.watched(console, |_| {}, &mut keep)?;
        let (Some(census), Some(plan)) = (keep.census, keep.plan) else {
            return Err(Stop::refused(&outcome.diags));
        };
        let text = page::page(&plan, &census, outcome.diags.reported());
        let Some(path) = output else { return console.print(&text) };
        let fail = |error| Stop::new(FAILED, format_args!("{}: {error}", path.display()));
        std::fs::write(&path, text).map_err(fail)?;
        console
            .remark(format_args!("{}: every key that the document can use, commented out", path.display()));
        Ok(())
    }

    /// Where to write: `None` is standard output.
    fn output(&self) -> Result<Option<PathBuf>, Stop> {
        let path = match (&self.output, self.reading.spec.as_str()) {
            (Some(path), _) if path.as_os_str() == "-" => return Ok(None),
            (Some(path), _) => path.clone(),
            (None, "-") => return Ok(None),
            (None, spec) => Path::new(spec).with_extension("toml"),
        };
        if path.exists() && !self.force {
            let path = path.display();
            return Err(Stop::new(
                USAGE,
                format_args!("{path} exists: `--force` replaces it, `-o` writes elsewhere"),
            ));
        }
        Ok(Some(path))
    }
}
