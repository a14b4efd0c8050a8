//! For a `build.rs`: see [`Builder`].

use crate::config::{Before, Config};
use crate::diag::level::Level;
use crate::diag::render::{Colour, render};
use crate::diag::{Diagnostic, Severity};
use crate::source::Input;
use crate::write::{self, Changes};
use crate::{Outcome, Settings, generate, watched};
use std::fmt;
use std::path::PathBuf;
use std::process;
use std::sync::Arc;

/// Keeps a generated crate that is under version control in step with its document.
///
/// ```no_run
/// // build.rs, in `fn main`
/// generator::Builder::new("spec/shop.yaml", "generated")
///     .configure(|config| config.name = Some("shop-client".to_owned()))
///     .run();
/// ```
///
/// [`run`](Self::run) speaks to cargo; [`refresh`](Self::refresh) does the same for any other program:
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = std::env::temp_dir().join(format!("builder-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// # let (spec, out) = (folder.join("shop.yaml"), folder.join("client"));
/// std::fs::write(&spec, "{openapi: 3.1.0, info: {title: Shop, version: '1'}, paths: {}}")?;
/// let done = generator::Builder::new(&spec, &out).check(false).refresh()?;      // also where `CI` is set
/// assert!(done.changes.missing.contains(&"src/lib.rs".to_owned()));   // it was, and is no more
/// assert!(done.warnings.is_empty() && out.join("src/lib.rs").is_file());
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Builder {
    input: Input,
    out: PathBuf,
    settings: Settings,
    adjust: Adjust,
    check: bool,
    mend: String,
}

type Change = Arc<dyn Fn(&mut Config) + Send + Sync>;

/// What is changed of the configuration.
#[derive(Clone, Default)]
struct Adjust(Vec<Change>);

impl fmt::Debug for Adjust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} changes", self.0.len())
    }
}

/// What [`Builder::refresh`] did.
#[derive(Clone, Debug, Default)]
pub struct Done {
    /// What was not as it should be, and is now.
    pub changes: Changes,
    /// What the generator has to say about the document: each on one line.
    pub warnings: Vec<String>,
    /// The files that the crate depends on, and those on which it would if they were there.
    pub watched: Vec<PathBuf>,
}

/// Why [`Builder::refresh`] did not do it.
#[derive(Clone, Debug)]
pub struct Failure {
    message: String,
    watched: Vec<PathBuf>,
}

impl Failure {
    /// The files that were read.
    pub fn watched(&self) -> &[PathBuf] {
        &self.watched
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message.trim_end())
    }
}

impl std::error::Error for Failure {}

impl Builder {
    /// The document at `spec`, with the configuration beside it, as a crate in `out`.
    pub fn new(spec: impl Into<PathBuf>, out: impl Into<PathBuf>) -> Self {
        let spec = spec.into();
        let mend = format!("cargo run -p generator -- {}", spec.display());
        let check = std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false");
        Builder {
            input: Input::Path(spec),
            out: out.into(),
            settings: Settings::Beside,
            adjust: Adjust::default(),
            check,
            mend,
        }
    }

    /// Another configuration than the one beside the document.
    #[must_use]
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Changes the configuration after it was read; may be called several times.
    #[must_use]
    pub fn configure(mut self, change: impl Fn(&mut Config) + Send + Sync + 'static) -> Self {
        self.adjust.0.push(Arc::new(change));
        self
    }

    /// An OpenAPI Overlay, after those of the configuration.
    #[must_use]
    pub fn overlay(self, path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        self.configure(move |config| config.overlays.push(path.clone()))
    }

    /// Takes a warning for an error, by its code; `warnings` means all of them. What is no code changes nothing.
    #[must_use]
    pub fn deny(self, code: &str) -> Self {
        self.level(code, Level::Deny)
    }

    /// Says nothing of a warning, by its code; `warnings` means all of them. What is no code changes nothing.
    #[must_use]
    pub fn allow(self, code: &str) -> Self {
        self.level(code, Level::Allow)
    }

    fn level(self, code: &str, level: Level) -> Self {
        let code = code.to_owned();
        self.configure(move |config| drop(config.levels.add(&code, level)))
    }

    /// Whether nothing is written, and a stale crate is an error: by default where the variable `CI` is set.
    #[must_use]
    pub fn check(mut self, check: bool) -> Self {
        self.check = check;
        self
    }

    /// The command that a stale crate is mended with.
    #[must_use]
    pub fn mend(mut self, command: impl Into<String>) -> Self {
        self.mend = command.into();
        self
    }

    /// Refreshes the crate, to be called from a `build.rs`: tells cargo what to watch (every file that was read, and those
    /// that might be there) and shows warnings through it.
    ///
    /// Ends the build if the document has errors, or if a stale crate may not be touched.
    pub fn run(&self) {
        println!("cargo::rerun-if-env-changed=CI");
        println!("cargo::rerun-if-changed={}", self.out.display());
        let result = self.refresh();
        let (watched, warnings) = match &result {
            Ok(done) => (&done.watched, done.warnings.as_slice()),
            Err(failure) => (&failure.watched, [].as_slice()),
        };
        for path in watched {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        for warning in warnings {
            println!("cargo::warning={warning}");
        }
        if let Err(failure) = result {
            eprintln!("{failure}");
            process::exit(1);
        }
    }

    /// Makes the crate what the document says; where nothing may or can be written, only looks whether it is.
    ///
    /// # Errors
    ///
    /// The document has errors, the crate is stale and may not be touched, or a file cannot be written.
    pub fn refresh(&self) -> Result<Done, Failure> {
        if !self.check {
            // What an earlier run left half done is whole even if this document is not. Whether it could not be
            // written turns out below.
            let _ = write::recover(&self.out);
        }
        let adjust = self.adjust.clone();
        let before = Before::File(self.out.join(crate::ledger::FILE));
        let outcome = generate(&self.input, &self.settings, |config| {
            config.before = before;
            adjust.0.iter().for_each(|change| change(config));
        });
        let watched = watched(&self.input, &outcome);
        match self.written(&outcome) {
            Ok(changes) => Ok(Done { changes, warnings: warnings(&outcome), watched }),
            Err(message) => Err(Failure { message, watched }),
        }
    }

    fn written(&self, outcome: &Outcome) -> Result<Changes, String> {
        let Some(files) = &outcome.files else {
            return Err(render(&outcome.sources.show(outcome.diags.reported()), Colour::Never));
        };
        if !self.check {
            match write::write(&self.out, files) {
                Err(error) if error.is_read_only() => {}
                result => return result.map_err(|error| error.to_string()),
            }
        }
        match write::check(&self.out, files) {
            Ok(changes) if changes.is_empty() => Ok(changes),
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

/// Each warning on a line of its own, with its place before it: what cargo shows.
fn warnings(outcome: &Outcome) -> Vec<String> {
    let reported = outcome.diags.reported();
    let places = outcome.sources.locations(reported);
    let line = |diagnostic: &Diagnostic, place: Option<crate::source::Location>| {
        let place = place.map(|place| format!("{}:{}:{}: ", place.name, place.line, place.column));
        let message = diagnostic.message.replace(['\n', '\r'], " ");
        format!("{}{message} [{}]", place.unwrap_or_default(), diagnostic.code.id)
    };
    let warnings = reported.iter().zip(places);
    let warnings = warnings.filter(|(diagnostic, _)| diagnostic.severity == Severity::Warning);
    warnings.map(|(diagnostic, place)| line(diagnostic, place)).collect()
}
