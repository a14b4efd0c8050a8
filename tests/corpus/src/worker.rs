//! What runs in a process of its own: so that a document that hangs, crashes or eats memory is one row of the report
//! and not the end of the run, and so that its cost can be measured.

use crate::instances::{self, Limits, Made};
use crate::load;
use crate::process::{self, Cost};
use crate::schema::dialect::{Direction, convert};
use generator::diag::{Diagnostics, Severity};
use generator::source::{self, Input, Sources};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Duration;

/// Work for a child process.
#[derive(Debug, Serialize, Deserialize)]
pub enum Job {
    /// Generates a client.
    Generate {
        /// The document.
        file: PathBuf,
    },
    /// Counts what is in a document, and makes instances of its components.
    Instances {
        /// The document.
        file: PathBuf,
        /// How many.
        limits: (usize, usize),
        /// Where they go, one JSON text per line.
        out: PathBuf,
    },
}

/// What came of generating.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Generated {
    /// What the generator refused the document for.
    pub errors: Vec<String>,
    /// How often it warned, by code.
    pub warnings: BTreeMap<String, usize>,
    /// What it cost, start of the process included.
    pub cost: Cost,
}

/// What is in a document, and what came of making instances.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Contents {
    /// The version of OpenAPI.
    pub version: String,
    /// Paths times methods.
    pub operations: usize,
    /// Component schemas.
    pub schemas: usize,
    /// How many instances were made or found.
    pub instances: usize,
    /// Without the instances themselves.
    pub made: Made,
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
            Job::Generate { file } => json(&generate(file)),
            Job::Instances { file, limits, out } => json(&contents(&file, limits, &out)?),
        }
    });
    Some(match outcome {
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
pub fn run<T: DeserializeOwned>(job: &Job, limit: Duration) -> Result<T, String> {
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    let input = serde_json::to_vec(job).map_err(|error| error.to_string())?;
    let ended =
        process::run(Command::new(this).arg(FLAG), input, limit).map_err(|error| error.to_string())?;
    match ended.trouble() {
        Some(trouble) => Err(trouble),
        None => serde_json::from_slice(&ended.stdout).map_err(|error| error.to_string()),
    }
}

fn generate(file: PathBuf) -> Generated {
    let mut sources = Sources::default();
    let mut diags = Diagnostics::default();
    source::read(&Input::Path(file), &mut sources, &mut diags);
    let mut generated = Generated::default();
    for diagnostic in diags.reported() {
        match diagnostic.code.severity {
            Severity::Error => generated
                .errors
                .push(format!("{} at {}: {}", diagnostic.code.id, diagnostic.pointer.0, diagnostic.message)),
            Severity::Warning => {
                *generated.warnings.entry(diagnostic.code.id.to_owned()).or_default() += 1;
            }
        }
    }
    generated.cost = Cost::of_self();
    generated
}

fn contents(
    file: &std::path::Path,
    limits: (usize, usize),
    out: &std::path::Path,
) -> Result<Contents, String> {
    let document = load::document(file)?;
    let root = convert(&document, Direction::Both);
    let limits = Limits { made: limits.0, spoilt: limits.1 };
    let mut made = instances::make(&root, &instances::examples(&document), limits)?;
    let mut text = String::new();
    let count = made.instances.len();
    for instance in std::mem::take(&mut made.instances) {
        text.push_str(&json(&instance)?);
        text.push('\n');
    }
    std::fs::write(out, text).map_err(|error| format!("{}: {error}", out.display()))?;
    let version = ["openapi", "swagger"].iter().find_map(|key| document.get(key)?.as_str());
    Ok(Contents {
        version: version.unwrap_or("?").to_owned(),
        operations: operations(&document),
        schemas: crate::schema::world::components(&document).count(),
        instances: count,
        made,
    })
}

fn operations(document: &Value) -> usize {
    const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    paths.map(|(_, item)| METHODS.iter().filter(|method| item.get(**method).is_some()).count()).sum()
}
