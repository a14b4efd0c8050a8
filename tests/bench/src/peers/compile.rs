//! What the compiler costs, for a package that a tool wrote and for a program that uses it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::results::{Checked, Entry};
use crate::measure::{self, Cost};

/// What is measured of a compiler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Phase {
    /// `cargo check` with everything that it depends on, from an empty target folder.
    Cold,
    /// `cargo check` of the package alone.
    Check,
    /// `cargo check` of the package alone, with one of its resources.
    One,
    /// `cargo build` of a program that calls five operations, and of the package; of the package alone where there is no program.
    Debug,
    /// The same with `--release`.
    Release,
}

impl Phase {
    /// What it is called in a table.
    pub fn name(self) -> &'static str {
        match self {
            Phase::Cold => "cold check",
            Phase::Check => "check",
            Phase::One => "one resource",
            Phase::Debug => "debug build",
            Phase::Release => "release build",
        }
    }

    /// The arguments of cargo.
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Phase::Cold | Phase::Check | Phase::One => &["check"],
            Phase::Debug => &["build"],
            Phase::Release => &["build", "--release"],
        }
    }

    /// The folder in which cargo keeps what it makes.
    fn folder(self) -> &'static str {
        match self {
            Phase::Cold | Phase::Check | Phase::One | Phase::Debug => "debug",
            Phase::Release => "release",
        }
    }
}

/// A package that a tool wrote, and where its compiled parts are kept.
pub struct Package {
    /// The folder of the package.
    pub folder: PathBuf,
    /// The folder of a program that uses it.
    pub program: Option<PathBuf>,
    /// The target folder.
    pub target: PathBuf,
    /// How long the compiler may take.
    pub limit: Duration,
}

impl Package {
    /// Tells whether it compiles, and builds what it depends on.
    pub fn first(&self, entry: &mut Entry, builds: bool) {
        eprintln!("  dependencies of {}", entry.title);
        if builds {
            let _ = std::fs::remove_dir_all(&self.target);
        }
        match self.command(Phase::Cold, &self.folder, &[]) {
            Ok(cost) => {
                entry.checked = Checked::Compiles;
                if builds {
                    entry.costs.insert(Phase::Cold, cost);
                }
            }
            Err(error) => entry.checked = Checked::Fails(error),
        }
        for phase in [Phase::Debug, Phase::Release] {
            if builds && entry.compiles() {
                entry.checked =
                    self.command(phase, self.built(), &[]).map_or_else(Checked::Fails, |_| Checked::Compiles);
            }
        }
    }

    /// Compiles it alone, from nothing, the way that cargo does unless told otherwise.
    ///
    /// # Errors
    /// It does not compile within the limit.
    pub fn compile(&self, phase: Phase) -> Result<Cost, String> {
        self.forget(phase)?;
        let is_build = matches!(phase, Phase::Debug | Phase::Release);
        self.command(phase, if is_build { self.built() } else { &self.folder }, &[])
    }

    /// Checks it alone with one resource, in place of all.
    ///
    /// # Errors
    /// It does not compile within the limit.
    pub fn compile_one(&self, resource: &str) -> Result<Cost, String> {
        let features = format!("reqwest,{resource}");
        let arguments = ["--no-default-features", "--features", &features];
        // What it depends on may be built otherwise for fewer features.
        self.command(Phase::One, &self.folder, &arguments)?;
        self.forget(Phase::One)?;
        self.command(Phase::One, &self.folder, &arguments)
    }

    /// What is built: the program, or the package alone.
    fn built(&self) -> &Path {
        self.program.as_ref().unwrap_or(&self.folder)
    }

    /// Forgets what was compiled of it.
    fn forget(&self, phase: Phase) -> Result<(), String> {
        let _ = std::fs::remove_dir_all(self.target.join(phase.folder()).join("incremental"));
        let root = self.folder.join("src/lib.rs");
        let touched = std::fs::File::options()
            .append(true)
            .open(&root)
            .and_then(|file| file.set_modified(SystemTime::now()));
        touched.map_err(|error| format!("{}: {error}", root.display()))
    }

    fn command(&self, phase: Phase, package: &Path, more: &[&str]) -> Result<Cost, String> {
        let mut cargo = Command::new(crate::cargo());
        cargo.args(phase.arguments()).args(more).arg("--manifest-path").arg(package.join("Cargo.toml"));
        cargo.env("CARGO_TARGET_DIR", &self.target).env_remove("RUSTFLAGS").env_remove("CARGO_INCREMENTAL");
        // Set where this itself is built: the others must be built as everybody builds them.
        cargo.env_remove("CARGO_PROFILE_DEV_DEBUG");
        measure::cost(&cargo, self.limit)
    }
}
