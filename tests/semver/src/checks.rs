//! `cargo-semver-checks`, which is no dependency: it is asked where it is installed.

use std::path::Path;
use std::process::Command;

fn tool() -> Command {
    let mut command = Command::new("cargo");
    // Its rules are for the format that this compiler writes.
    command.arg("semver-checks").env("RUSTC_BOOTSTRAP", "1");
    command
}

/// Its name and version, where it is there.
pub fn version() -> Option<String> {
    let output = tool().arg("--version").output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// What it calls breaking, each as `lint: what it says`. The version is taken for a minor step, so that it looks for all of it.
pub fn between(old: &Path, new: &Path) -> Result<Vec<String>, String> {
    let output = tool()
        .args(["--release-type", "minor", "--color", "never", "--baseline-rustdoc"])
        .arg(old)
        .arg("--current-rustdoc")
        .arg(new)
        .output()
        .map_err(|error| format!("cargo semver-checks: {error}"))?;
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if !said.contains("Summary") {
        return Err(format!("cargo semver-checks:\n{said}"));
    }
    Ok(findings(&String::from_utf8_lossy(&output.stdout)))
}

fn findings(said: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut lint, mut inside) = ("", false);
    for line in said.lines() {
        if let Some(head) = line.strip_prefix("--- failure ") {
            lint = head.split(':').next().unwrap_or(head);
        }
        inside = line.starts_with("Failed in:") || (inside && !line.trim().is_empty());
        if inside && line.starts_with("  ") {
            found.push(format!("{lint}: {}", line.trim()));
        }
    }
    found
}
