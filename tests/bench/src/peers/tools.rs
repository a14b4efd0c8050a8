//! The generators that are compared: how each is had, asked, and made to compile.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A generator.
pub struct Tool {
    /// What it is called, as a package too.
    pub name: &'static str,
    /// Where it comes from.
    pub source: Source,
    /// Its arguments; `{spec}` and `{out}` stand for the document and the folder of the package.
    arguments: &'static [&'static str],
    /// Whether it writes a whole package, or only modules and what they depend on.
    whole: bool,
}

/// Where a generator comes from.
#[derive(Clone, Copy)]
pub enum Source {
    /// This repository.
    Here,
    /// crates.io, in a version.
    Crates(&'static str),
    /// PyPI, in a version: a program for the Java virtual machine in a package of Python.
    Java(&'static str),
}

/// The package that every tool writes.
pub const PACKAGE: &str = "client";

/// The generator of this repository first.
pub const TOOLS: [Tool; 5] = [
    Tool {
        name: "generator",
        source: Source::Here,
        arguments: &["{spec}", "--out", "{out}", "--name", PACKAGE],
        whole: true,
    },
    Tool {
        name: "ploidy",
        source: Source::Crates("0.15.0"),
        arguments: &["generate", "rust", "{spec}", "-o", "{out}"],
        whole: true,
    },
    Tool {
        name: "openapi-to-rust",
        source: Source::Crates("0.23.0"),
        arguments: &["generate", "{spec}"],
        whole: false,
    },
    Tool {
        name: "oas3-gen",
        source: Source::Crates("0.29.0"),
        arguments: &["generate", "client-mod", "-i", "{spec}", "-o", "{out}", "--workspace"],
        whole: true,
    },
    Tool {
        name: "openapi-generator",
        source: Source::Java("7.26.0"),
        arguments: &[
            "generate",
            "-g",
            "rust",
            "-i",
            "{spec}",
            "-o",
            "{out}",
            "--skip-validate-spec",
            "--additional-properties=packageName=client",
        ],
        whole: true,
    },
];

impl Tool {
    /// How it is called in a table.
    pub fn title(&self) -> String {
        match self.source {
            Source::Here => "ours".to_owned(),
            Source::Crates(version) | Source::Java(version) => format!("{} {version}", self.name),
        }
    }

    /// Whether it is the generator of this repository.
    pub fn is_ours(&self) -> bool {
        matches!(self.source, Source::Here)
    }

    /// Makes sure that it is there, and tells where.
    ///
    /// # Errors
    /// It cannot be built, or not be fetched.
    pub fn install(&self, cache: &Path) -> Result<PathBuf, String> {
        let program = match self.source {
            Source::Here => return crate::own_generator(),
            Source::Crates(version) => self.install_from_crates(cache, version)?,
            Source::Java(version) => self.install_from_python(cache, version)?,
        };
        program.canonicalize().map_err(|error| format!("{}: {error}", program.display()))
    }

    fn install_from_crates(&self, cache: &Path, version: &str) -> Result<PathBuf, String> {
        let program = cache.join("bin").join(self.name);
        let known = std::fs::read_to_string(cache.join(".crates.toml")).unwrap_or_default();
        if !program.exists() || !known.contains(&format!("\"{} {version} ", self.name)) {
            let mut install = Command::new(crate::cargo());
            install.args(["install", "--locked", "--quiet", "--root"]).arg(cache);
            succeeds(install.arg(format!("{}@{version}", self.name)))?;
        }
        Ok(program)
    }

    fn install_from_python(&self, cache: &Path, version: &str) -> Result<PathBuf, String> {
        succeeds(Command::new("java").arg("-version").stderr(Stdio::null()))?;
        let folder = cache.join(format!("{}-{version}", self.name));
        let program = folder.join("openapi_generator_cli/openapi-generator.jar");
        if !program.exists() {
            let mut install = Command::new("python3");
            install.args(["-m", "pip", "install", "--quiet", "--no-deps", "--target"]).arg(&folder);
            succeeds(install.arg(format!("openapi-generator-cli=={version}")))?;
        }
        Ok(program)
    }

    /// The command that generates a package in `out`, which is there and empty.
    pub fn generate(&self, program: &Path, spec: &Path, out: &Path) -> Command {
        let mut command = if matches!(self.source, Source::Java(_)) {
            let mut java = Command::new("java");
            java.arg("-jar").arg(program);
            java
        } else {
            Command::new(program)
        };
        command.args(self.arguments.iter().map(|argument| match *argument {
            "{spec}" => spec.as_os_str(),
            "{out}" => out.as_os_str(),
            other => other.as_ref(),
        }));
        command.current_dir(out);
        command
    }

    /// Makes a package of what was written: what the tool's own readme says to do by hand, and no more.
    ///
    /// # Errors
    /// There is nothing, or it cannot be written.
    pub fn finish(&self, out: &Path) -> Result<(), String> {
        let put = |path: &str, text: &str| {
            std::fs::write(out.join(path), text).map_err(|error| format!("{path}: {error}"))
        };
        let manifest = if self.whole {
            std::fs::read_to_string(out.join("Cargo.toml")).map_err(|error| format!("Cargo.toml: {error}"))?
        } else {
            let needed = out.join("src/generated/REQUIRED_DEPS.toml");
            let needed =
                std::fs::read_to_string(&needed).map_err(|error| format!("{}: {error}", needed.display()))?;
            let table = if needed.contains("[dependencies]") { "" } else { "[dependencies]\n" };
            put("src/lib.rs", "pub mod generated;\n")?;
            format!(
                "[package]\nname = \"{PACKAGE}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{table}{needed}"
            )
        };
        // It must not be taken for a part of the workspace around it.
        let apart = if manifest.contains("[workspace]") { "" } else { "\n[workspace]\n" };
        put("Cargo.toml", &(manifest + apart))
    }
}

/// Runs a command to its end.
fn succeeds(command: &mut Command) -> Result<(), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.status().map_err(|error| format!("{program}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} failed")) }
}
