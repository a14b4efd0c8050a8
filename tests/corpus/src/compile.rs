//! Cargo over everything that was generated: one workspace, one target folder, each crate measured.
//!
//! This program is cargo's `RUSTC_WORKSPACE_WRAPPER`: so each crate's processor time and peak memory are those of its
//! own `rustc`, however many run at a time.

use crate::process::{self, Cost};
use crate::progress::Progress;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

/// A crate to compile.
#[derive(Clone, Debug)]
pub struct Package {
    /// Of the document it is for.
    pub document: String,
    /// The package's name.
    pub name: String,
    /// Its folder, relative to the work folder.
    pub folder: PathBuf,
}

/// What the compiler said and cost.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Compiled {
    /// Processor time and peak memory of `rustc`.
    pub cost: Cost,
    /// How many errors.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// The first of both, as rendered.
    pub said: Vec<String>,
    /// Whether this was known from an earlier run of the same text.
    #[serde(skip_deserializing)]
    pub known: bool,
}

/// What to do with the packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// `cargo check`.
    Check,
    /// `cargo build`.
    Build,
}

const COSTS: &str = "CORPUS_COSTS";

/// Messages kept for the report.
const KEPT: usize = 3;

/// Seconds after which one `rustc` is stopped.
const LIMIT: Duration = Duration::from_secs(900);

/// Compiles packages of the workspace in `work`; the manifest must be there. The result has a row for each, by name.
/// `options` are more of cargo's.
pub fn compile(
    work: &Path,
    verb: Verb,
    packages: &[Package],
    jobs: usize,
    options: &[String],
) -> Result<BTreeMap<String, Compiled>, String> {
    let mut results: BTreeMap<String, Compiled> = BTreeMap::new();
    if packages.is_empty() {
        return Ok(results);
    }
    let fault = |error: &dyn std::fmt::Display| format!("cargo: {error}");
    let (word, stage) = match verb {
        Verb::Check => ("check", "check"),
        Verb::Build => ("build", "build"),
    };
    let costs = work.join("costs").join(word);
    std::fs::create_dir_all(&costs).map_err(|error| fault(&error))?;
    let costs = costs.canonicalize().map_err(|error| fault(&error))?;
    let this = std::env::current_exe().map_err(|error| fault(&error))?;
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .current_dir(work)
        .args([word, "--quiet", "--keep-going", "--message-format=json", "--target-dir=target"])
        .arg(format!("--jobs={jobs}"))
        .args(packages.iter().flat_map(|package| ["--package", &package.name]))
        .args(options)
        .env("RUSTC_WORKSPACE_WRAPPER", this)
        .env(COSTS, &costs)
        .env_remove("CARGO_TARGET_DIR")
        .stdout(Stdio::piped());
    let mut child = cargo.spawn().map_err(|error| fault(&error))?;
    let progress = Progress::new(stage, packages.len());
    for line in child.stdout.take().map(BufReader::new).into_iter().flat_map(BufRead::lines) {
        let line = line.map_err(|error| fault(&error))?;
        let Ok(message) = serde_json::from_str::<Value>(&line) else { continue };
        heed(&message, packages, &mut results, &progress);
    }
    let success = child.wait().map_err(|error| fault(&error))?.success();
    for package in packages {
        let result = results.entry(package.name.clone()).or_default();
        let file = costs.join(format!("{}.json", package.name.replace('-', "_")));
        let cost = std::fs::read_to_string(file).ok().and_then(|text| serde_json::from_str(&text).ok());
        result.cost = cost.unwrap_or_default();
    }
    let told = results.values().any(|result| result.errors > 0);
    if success || told {
        Ok(results)
    } else {
        Err("cargo failed without naming a package (see above)".to_owned())
    }
}

/// One line of cargo's output.
fn heed(
    message: &Value,
    packages: &[Package],
    results: &mut BTreeMap<String, Compiled>,
    progress: &Progress,
) {
    let Some(id) = message.get("package_id").and_then(Value::as_str) else { return };
    let ours = |package: &&Package| {
        let folder = package.folder.to_string_lossy();
        id.split('#').next().is_some_and(|path| path.ends_with(folder.as_ref()))
    };
    let Some(package) = packages.iter().find(ours) else { return };
    if message.get("reason").is_some_and(|reason| reason == "compiler-artifact") {
        progress.step(&package.document, "");
        results.entry(package.name.clone()).or_default();
    }
    let Some(message) = message.get("message").filter(|message| message.is_object()) else { return };
    let result = results.entry(package.name.clone()).or_default();
    let said = match message.get("level").and_then(Value::as_str) {
        // The last words ("aborting due to …") have no code and no place.
        Some("error")
            if message.pointer("/spans/0").is_some() || message.get("code").is_some_and(|c| !c.is_null()) =>
        {
            result.errors += 1;
            true
        }
        Some("error") => {
            result.errors = result.errors.max(1);
            false
        }
        Some("warning") if message.pointer("/spans/0").is_some() => {
            result.warnings += 1;
            true
        }
        _ => false,
    };
    let rendered = message.get("rendered").and_then(Value::as_str);
    if said && result.said.len() < KEPT {
        result.said.extend(rendered.map(|text| text.trim().to_owned()));
    }
}

/// Checks what has changed since it last passed; the rest is as it was then.
pub fn check(work: &Path, packages: &[Package], jobs: usize) -> Result<BTreeMap<String, Compiled>, String> {
    let mut results = BTreeMap::new();
    let mut changed = Vec::new();
    for package in packages {
        let print = fingerprint(&work.join(&package.folder))?;
        let note = work.join(&package.folder).with_file_name("passed.json");
        let known: Option<Passed> =
            std::fs::read_to_string(&note).ok().and_then(|text| serde_json::from_str(&text).ok());
        match known.filter(|known| known.fingerprint == print) {
            Some(known) => {
                results.insert(package.name.clone(), Compiled { known: true, ..known.compiled });
            }
            None => changed.push((package.clone(), print, note)),
        }
    }
    let packages: Vec<Package> = changed.iter().map(|(package, ..)| package.clone()).collect();
    let fresh = compile(work, Verb::Check, &packages, jobs, &[])?;
    for (package, fingerprint, note) in changed {
        let Some(compiled) = fresh.get(&package.name) else { continue };
        if compiled.errors == 0 && compiled.warnings == 0 {
            let text = serde_json::to_string(&Passed { fingerprint, compiled: compiled.clone() });
            // Without the note it is checked again next time.
            let _ = text.map(|text| std::fs::write(&note, text));
        }
    }
    results.extend(fresh);
    Ok(results)
}

/// Checks a client with `blocking`, and with each of some resources alone: `count` of them, from all over the list. The
/// results are by what was asked for.
pub fn check_features(
    work: &Path,
    package: &Package,
    count: usize,
    jobs: usize,
) -> Result<BTreeMap<String, Compiled>, String> {
    let file = work.join(&package.folder).join("Cargo.toml");
    let manifest = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let rows = manifest.lines().skip_while(|line| *line != "resources = [").skip(1);
    let resources: Vec<&str> =
        rows.take_while(|line| *line != "]").map(|line| line.trim_matches([' ', '"', ','])).collect();
    let some = (0..count.min(resources.len()))
        .filter_map(|index| resources.get(index * resources.len() / count.max(1)));
    let alone = some.map(|resource| {
        let features = format!("--features=reqwest,{resource}");
        ((*resource).to_owned(), vec!["--no-default-features".to_owned(), features])
    });
    let mut results = BTreeMap::new();
    for (label, options) in
        [("blocking".to_owned(), vec!["--features=blocking".to_owned()])].into_iter().chain(alone)
    {
        let mut compiled = compile(work, Verb::Check, std::slice::from_ref(package), jobs, &options)?;
        results.extend(compiled.remove(&package.name).map(|compiled| (label, compiled)));
    }
    Ok(results)
}

#[derive(Serialize, Deserialize)]
struct Passed {
    fingerprint: u64,
    compiled: Compiled,
}

/// Writes the workspace around all packages.
pub fn workspace(work: &Path, packages: &[Package]) -> Result<(), String> {
    let mut text = String::from("[workspace]\nresolver = \"3\"\nmembers = [\n");
    for package in packages {
        text.push_str(&format!("    \"{}\",\n", package.folder.to_string_lossy().replace('\\', "/")));
    }
    text.push_str("]\n\n[profile.dev]\ndebug = false\nincremental = false\n");
    let file = work.join("Cargo.toml");
    std::fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))
}

/// A number that changes with any file of a folder (FNV-1a over names and contents).
pub fn fingerprint(folder: &Path) -> Result<u64, String> {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut feed = |bytes: &[u8]| {
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for file in files(folder)? {
        let bytes = std::fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let name = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy();
        feed(name.as_bytes());
        feed(&bytes.len().to_le_bytes());
        feed(&bytes);
    }
    Ok(hash)
}

/// Every file in a folder and below, sorted.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    if folder.is_dir() {
        list(folder, &mut files)?;
    }
    files.sort();
    Ok(files)
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let fault = |error: std::io::Error| format!("{}: {error}", folder.display());
    for entry in std::fs::read_dir(folder).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        if path.is_dir() { list(&path, files)? } else { files.push(path) }
    }
    Ok(())
}

/// Runs `rustc` where cargo started this program as its wrapper; `None` where it did not.
pub fn wrapped() -> Option<ExitCode> {
    let costs = std::env::var_os(COSTS)?;
    let mut arguments = std::env::args_os().skip(1);
    let rustc = arguments.next()?;
    let arguments: Vec<_> = arguments.collect();
    let named = arguments.iter().position(|argument| argument == "--crate-name");
    let name = named.and_then(|position| arguments.get(position + 1)).map(PathBuf::from);
    let mut command = Command::new(rustc);
    command.args(&arguments);
    let code = match process::wait(&mut command, LIMIT) {
        Ok(Some(status)) => status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(101),
        Ok(None) => {
            eprintln!("error: rustc was stopped after {} s", LIMIT.as_secs());
            101
        }
        Err(error) => {
            eprintln!("error: {error}");
            101
        }
    };
    if let Some(name) = name {
        let cost = serde_json::to_string(&Cost::of_children()).unwrap_or_default();
        // A cost that cannot be noted is missing in the report, and the crate is compiled all the same.
        let _ = std::fs::write(Path::new(&costs).join(name).with_extension("json"), cost);
    }
    Some(ExitCode::from(code))
}
