//! `bench peers`: what clients cost to generate and to compile, beside those of other generators.

mod report;
mod tools;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use crate::measure::{self, Cost, median};
use report::{Checked, Document, Entry};
use tools::{TOOLS, Tool};

/// How long a generator, and how long the compiler may take.
const LIMIT: Duration = Duration::from_secs(900);

/// What was asked for.
pub struct Options {
    /// The documents.
    pub documents: Vec<PathBuf>,
    /// How often each thing is measured; the median counts.
    pub runs: usize,
    /// Where the other generators are installed, and what is generated is kept.
    pub cache: PathBuf,
    /// The folder of the page and the chart; neither is written unless given.
    pub docs: Option<PathBuf>,
    /// Whether builds are measured as well.
    pub builds: bool,
}

/// Measures, prints, and writes.
///
/// # Errors
/// No document can be read, or the generator of this repository cannot be built.
pub fn run(options: &Options) -> Result<(), String> {
    std::fs::create_dir_all(&options.cache)
        .map_err(|error| format!("{}: {error}", options.cache.display()))?;
    let cache = options.cache.canonicalize().map_err(|error| error.to_string())?;
    let mut tools = Vec::new();
    for tool in &TOOLS {
        match tool.install(&cache) {
            Ok(program) => tools.push((tool, program)),
            Err(error) if tool.version.is_some() => eprintln!("without {}: {error}", tool.title()),
            Err(error) => return Err(error),
        }
    }
    let mut documents = Vec::new();
    for path in &options.documents {
        let spec = path.canonicalize().map_err(|error| format!("{}: {error}", path.display()))?;
        eprintln!("{}", spec.display());
        documents.push(document(&spec, &tools, &cache, options)?);
    }
    let text = report::markdown(&documents, options.runs);
    println!("{text}");
    if let Some(folder) = &options.docs {
        let put = |name: &str, text: &str| {
            std::fs::write(folder.join(name), text).map_err(|error| format!("{name}: {error}"))
        };
        put("benchmarks.md", &text)?;
        put("benchmarks.svg", &report::chart(&documents))?;
    }
    Ok(())
}

/// One document through all tools, in turns.
fn document(
    spec: &Path,
    tools: &[(&'static Tool, PathBuf)],
    cache: &Path,
    options: &Options,
) -> Result<Document, String> {
    let runs = options.runs;
    let name = spec.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let size = std::fs::metadata(spec).map_err(|error| format!("{}: {error}", spec.display()))?.len();
    let out = |tool: &Tool| cache.join("out").join(&name).join(tool.name);
    let mut entries: Vec<Entry> = tools.iter().map(|(tool, _)| Entry::new(tool)).collect();

    let mut generated: Vec<Vec<Cost>> = vec![Vec::new(); tools.len()];
    for _ in 0..runs {
        for (index, (tool, program)) in tools.iter().enumerate() {
            let (Some(entry), Some(costs)) = (entries.get_mut(index), generated.get_mut(index)) else {
                continue;
            };
            match generate(tool, program, spec, &out(tool)) {
                Ok(cost) => costs.push(cost),
                Err(error) => entry.refused = Some(error),
            }
        }
    }
    for ((entry, costs), (tool, _)) in entries.iter_mut().zip(&generated).zip(tools) {
        if entry.refused.is_some() {
            continue;
        }
        entry.generated = median(costs);
        (entry.lines, entry.runtime) = lines(&out(tool).join("src"))?;
        entry.refused = tool.finish(&out(tool)).err();
    }

    for (entry, (tool, _)) in entries.iter_mut().zip(tools) {
        if entry.refused.is_none() {
            first(entry, &out(tool), &cache.join("target").join(tool.name), options.builds);
        }
    }
    let mut phases = vec![Phase::Check];
    if options.builds {
        phases.extend([Phase::Debug, Phase::Release]);
    }
    for phase in phases {
        let mut costs: Vec<Vec<Cost>> = vec![Vec::new(); tools.len()];
        for run in 1..=runs {
            for ((entry, costs), (tool, _)) in entries.iter_mut().zip(&mut costs).zip(tools) {
                if matches!(entry.checked, Checked::Compiles) {
                    eprintln!("  {} {} {run}/{runs}", phase.name(), tool.title());
                    costs.push(compile(phase, &out(tool), &cache.join("target").join(tool.name))?);
                }
            }
        }
        for (entry, costs) in entries.iter_mut().zip(&costs).filter(|(_, costs)| !costs.is_empty()) {
            *entry.cost_mut(phase) = Some(median(costs));
        }
    }
    Ok(Document { name, size, entries })
}

/// Generates into an empty folder.
fn generate(tool: &Tool, program: &Path, spec: &Path, out: &Path) -> Result<Cost, String> {
    let _ = std::fs::remove_dir_all(out);
    std::fs::create_dir_all(out).map_err(|error| format!("{}: {error}", out.display()))?;
    measure::cost(&tool.generate(program, spec, out), LIMIT)
}

/// What is measured of a compiler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// `cargo check` with everything that it depends on, from an empty target folder.
    Cold,
    /// `cargo check` of the package alone.
    Check,
    /// `cargo build` of the package alone.
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
            Phase::Debug => "debug build",
            Phase::Release => "release build",
        }
    }

    /// The arguments of cargo.
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Phase::Cold | Phase::Check => &["check"],
            Phase::Debug => &["build"],
            Phase::Release => &["build", "--release"],
        }
    }

    /// The folder in which cargo keeps what it makes.
    fn folder(self) -> &'static str {
        match self {
            Phase::Cold | Phase::Check | Phase::Debug => "debug",
            Phase::Release => "release",
        }
    }
}

/// Tells whether a package compiles, and builds what it depends on.
fn first(entry: &mut Entry, package: &Path, target: &Path, builds: bool) {
    eprintln!("  dependencies of {}", entry.title());
    if builds {
        let _ = std::fs::remove_dir_all(target);
    }
    match command(Phase::Cold, package, target) {
        Ok(cost) => {
            entry.checked = Checked::Compiles;
            *entry.cost_mut(Phase::Cold) = Some(cost).filter(|_| builds);
        }
        Err(error) => entry.checked = Checked::Fails(error),
    }
    for phase in [Phase::Debug, Phase::Release] {
        if builds && matches!(entry.checked, Checked::Compiles) {
            entry.checked =
                command(phase, package, target).map_or_else(Checked::Fails, |_| Checked::Compiles);
        }
    }
}

/// Compiles the package alone, from nothing, the way that cargo does unless told otherwise.
fn compile(phase: Phase, package: &Path, target: &Path) -> Result<Cost, String> {
    let _ = std::fs::remove_dir_all(target.join(phase.folder()).join("incremental"));
    let root = package.join("src/lib.rs");
    let touched = std::fs::File::options()
        .append(true)
        .open(&root)
        .and_then(|file| file.set_modified(SystemTime::now()));
    touched.map_err(|error| format!("{}: {error}", root.display()))?;
    command(phase, package, target)
}

fn command(phase: Phase, package: &Path, target: &Path) -> Result<Cost, String> {
    let mut cargo = Command::new(crate::cargo());
    cargo.args(phase.arguments()).arg("--manifest-path").arg(package.join("Cargo.toml"));
    cargo.env("CARGO_TARGET_DIR", target).env_remove("RUSTFLAGS").env_remove("CARGO_INCREMENTAL");
    // Set where this itself is built: the others must be built as everybody builds them.
    cargo.env_remove("CARGO_PROFILE_DEV_DEBUG");
    measure::cost(&cargo, LIMIT)
}

/// Lines of Rust that are not empty: of the client, and of the runtime that every client of ours carries.
fn lines(folder: &Path) -> Result<(usize, usize), String> {
    let (mut all, mut runtime) = (0, 0);
    let mut folders = vec![(folder.to_owned(), false)];
    while let Some((folder, in_runtime)) = folders.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        for entry in entries.filter_map(Result::ok) {
            let path = entry.path();
            if path.is_dir() {
                let is_runtime = in_runtime || path.file_name().is_some_and(|name| name == "runtime");
                folders.push((path, is_runtime));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text =
                    std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
                let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
                *(if in_runtime { &mut runtime } else { &mut all }) += lines;
            }
        }
    }
    Ok((all, runtime))
}
