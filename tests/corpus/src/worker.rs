//! What runs in a process of its own: so that a document that hangs, crashes or eats memory is one row of the report
//! and not the end of the run, and so that its cost can be measured.

use crate::fidelity::{self, Fidelity};
use crate::generate::{self, Generated};
use crate::instances::Limits;
use crate::load;
use crate::process;
use crate::schema::dialect::Direction;
use generator::source;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Duration;

/// Work for a child process.
#[derive(Debug, Serialize, Deserialize)]
pub enum Job {
    /// Generates a client; the result is a [`Generated`].
    Generate {
        /// The document.
        file: PathBuf,
        /// The name of the package.
        package: String,
        /// The folder for the package.
        folder: PathBuf,
    },
    /// Counts what is in a document; the result is a [`Contents`].
    Count {
        /// The document.
        file: PathBuf,
    },
    /// Sends instances there and back; the result is a [`Fidelity`].
    Exercise {
        /// The document.
        file: PathBuf,
        /// Its types.
        uses: Vec<Use>,
        /// Valid and spoilt instances per component, at most.
        limits: (usize, usize),
        /// The program to ask.
        harness: PathBuf,
        /// Seconds that it may take.
        patience: u64,
    },
}

/// The type that a component became.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Use {
    /// The name of the component.
    pub component: String,
    /// The type, as the harness writes it.
    pub rust: String,
    /// Which way its values travel.
    pub direction: Direction,
}

/// What is in a document.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Contents {
    /// The version of OpenAPI.
    pub version: String,
    /// Paths times methods.
    pub operations: usize,
    /// Component schemas.
    pub schemas: usize,
}

const FLAG: &str = "__worker";

/// Runs the job that this process was started for; `None` where it was started by a person.
pub fn asked() -> Option<ExitCode> {
    if std::env::args().nth(1).as_deref() != Some(FLAG) {
        return None;
    }
    // Deep documents need a deep stack, here as in the generator.
    let outcome = source::with_stack(|| {
        let job: Job = serde_json::from_reader(std::io::stdin().lock()).map_err(|error| error.to_string())?;
        match job {
            Job::Generate { file, package, folder } => json(&generate::generate(file, &package, &folder)?),
            Job::Count { file } => json(&count(&load::document(&file)?, &load::whole(&file)?)),
            Job::Exercise { file, uses, limits: (made, spoilt), harness, patience } => {
                let document = load::whole(&file)?;
                let limits = Limits { made, spoilt };
                json(&fidelity::run(&document, &uses, limits, &harness, Duration::from_secs(patience))?)
            }
        }
    });
    Some(match outcome.map_err(|error| error.to_string()).and_then(|answer| answer) {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    })
}

fn json(value: &impl Serialize) -> Result<String, String> {
    serde_json::to_string(value).map_err(|error| error.to_string())
}

/// Has a child process do a job; the error says how it went wrong.
fn run<T: DeserializeOwned>(job: &Job, limit: Duration) -> Result<T, String> {
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    let input = serde_json::to_vec(job).map_err(|error| error.to_string())?;
    let ended =
        process::run(Command::new(this).arg(FLAG), input, limit).map_err(|error| error.to_string())?;
    match ended.trouble() {
        Some(trouble) => Err(trouble),
        None => serde_json::from_slice(&ended.stdout).map_err(|error| error.to_string()),
    }
}

/// Generates a client.
pub fn generated(
    file: PathBuf,
    package: String,
    folder: PathBuf,
    limit: Duration,
) -> Result<Generated, String> {
    run(&Job::Generate { file, package, folder }, limit)
}

/// Counts what is in a document.
pub fn counted(file: PathBuf, limit: Duration) -> Result<Contents, String> {
    run(&Job::Count { file }, limit)
}

/// Sends instances there and back.
pub fn exercised(
    file: PathBuf,
    uses: Vec<Use>,
    limits: Limits,
    harness: PathBuf,
    limit: Duration,
) -> Result<Fidelity, String> {
    let limits = (limits.made, limits.spoilt);
    run(&Job::Exercise { file, uses, limits, harness, patience: limit.as_secs() }, limit * 3)
}

/// The version is the one that is written, the rest is counted over all files.
fn count(written: &Value, document: &Value) -> Contents {
    const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];
    let version = ["openapi", "swagger"].iter().find_map(|key| written.get(key)?.as_str());
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    let methods = |item: &Value| METHODS.iter().filter(|method| item.get(**method).is_some()).count();
    Contents {
        version: version.unwrap_or("?").to_owned(),
        operations: paths.map(|(_, item)| methods(item)).sum(),
        schemas: crate::schema::world::components(document).count(),
    }
}
