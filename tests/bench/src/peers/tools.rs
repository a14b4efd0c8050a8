//! The generators that are compared: how each is had, asked, and made to compile.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A generator.
pub struct Tool {
    /// What it is called, as a package too.
    pub name: &'static str,
    /// The version that is installed; none is the generator of this repository.
    pub version: Option<&'static str>,
    /// Its arguments; `{spec}` and `{out}` stand for the document and the folder of the package.
    arguments: &'static [&'static str],
    /// Whether it writes a whole package, or only modules and what they depend on.
    whole: bool,
}

/// The package that every tool writes.
pub const PACKAGE: &str = "client";

/// The generator of this repository first. Those of other languages that write Rust too are not on crates.io.
pub const TOOLS: [Tool; 4] = [
    Tool {
        name: "generator",
        version: None,
        arguments: &["{spec}", "--out", "{out}", "--name", PACKAGE],
        whole: true,
    },
    Tool {
        name: "ploidy",
        version: Some("0.15.0"),
        arguments: &["generate", "rust", "{spec}", "-o", "{out}"],
        whole: true,
    },
    Tool {
        name: "openapi-to-rust",
        version: Some("0.23.0"),
        arguments: &["generate", "{spec}"],
        whole: false,
    },
    Tool {
        name: "oas3-gen",
        version: Some("0.29.0"),
        arguments: &["generate", "client-mod", "-i", "{spec}", "-o", "{out}", "--workspace"],
        whole: true,
    },
];

impl Tool {
    /// How it is called in a table.
    pub fn title(&self) -> String {
        self.version.map_or_else(|| "ours".to_owned(), |version| format!("{} {version}", self.name))
    }

    /// Makes sure that it is there.
    ///
    /// # Errors
    /// It cannot be built, or not be fetched.
    pub fn install(&self, cache: &Path) -> Result<PathBuf, String> {
        let Some(version) = self.version else { return crate::own_generator() };
        let program = cache.join("bin").join(self.name);
        let known = std::fs::read_to_string(cache.join(".crates.toml")).unwrap_or_default();
        if !program.exists() || !known.contains(&format!("\"{} {version} ", self.name)) {
            let mut install = Command::new(crate::cargo());
            install.args(["install", "--locked", "--quiet", "--root"]).arg(cache);
            let status = install.arg(format!("{}@{version}", self.name)).status();
            if !status.map_err(|error| format!("cargo: {error}"))?.success() {
                return Err(format!("{} cannot be built", self.name));
            }
        }
        program.canonicalize().map_err(|error| format!("{}: {error}", program.display()))
    }

    /// The command that generates a package in `out`, which is there and empty.
    pub fn generate(&self, program: &Path, spec: &Path, out: &Path) -> Command {
        let mut command = Command::new(program);
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
