//! For a `build.rs`: keeps a generated crate that is under version control in step with its document.
//!
//! ```no_run
//! // build.rs
//! generator::build::Build::new("spec/checkouts.yaml", "generated").run();
//! ```

use crate::diag::render::{Colour, render};
use crate::emit::File;
use crate::source::Input;
use crate::write::{self, Changes};
use crate::{Outcome, Settings, generate, watched};
use std::path::PathBuf;
use std::process;

/// One document and the folder of its crate.
#[derive(Clone, Debug)]
pub struct Build {
    input: Input,
    out: PathBuf,
    settings: Settings,
    mend: String,
}

impl Build {
    /// The document at `spec`, with the configuration beside it, as a crate in `out`.
    pub fn new(spec: impl Into<PathBuf>, out: impl Into<PathBuf>) -> Self {
        let spec = spec.into();
        let mend = format!("cargo run -p generator -- {}", spec.display());
        Build { input: Input::Path(spec), out: out.into(), settings: Settings::Beside, mend }
    }

    /// Another configuration than the one beside the document.
    #[must_use]
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// The command that a stale crate is mended with.
    #[must_use]
    pub fn mend(mut self, command: impl Into<String>) -> Self {
        self.mend = command.into();
        self
    }

    /// Refreshes the crate; where the variable `CI` is set, or nothing can be written, only looks whether it is stale.
    ///
    /// Ends the build if the document has errors, or if a stale crate may not be touched. To be called from a
    /// `build.rs`: prints what cargo has to watch.
    pub fn run(&self) {
        let outcome = generate(&self.input, &self.settings, |_| {});
        println!("cargo::rerun-if-env-changed=CI");
        println!("cargo::rerun-if-changed={}", self.out.display());
        for path in watched(&self.input, &outcome) {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        if let Err(message) = self.refresh(&outcome) {
            eprintln!("{message}");
            process::exit(1);
        }
    }

    fn refresh(&self, outcome: &Outcome) -> Result<(), String> {
        let in_ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false");
        if !in_ci {
            // What an earlier run left half done is whole even if this document is not. Whether it could not be
            // written turns out below.
            let _ = write::recover(&self.out);
        }
        let Some(files) = &outcome.files else {
            return Err(render(&outcome.sources.show(outcome.diags.reported()), Colour::Never));
        };
        if in_ci {
            return self.check(files);
        }
        match write::write(&self.out, files) {
            Ok(_) => Ok(()),
            Err(error) if error.is_read_only() => self.check(files),
            Err(error) => Err(error.to_string()),
        }
    }

    fn check(&self, files: &[File]) -> Result<(), String> {
        match write::check(&self.out, files) {
            Ok(changes) if changes.is_empty() => Ok(()),
            Ok(changes) => Err(self.stale(&changes)),
            Err(error) => Err(error.to_string()),
        }
    }

    fn stale(&self, changes: &Changes) -> String {
        format!(
            "{} is not what the document makes of it:\n{changes}mend it with: {}",
            self.out.display(),
            self.mend
        )
    }
}
