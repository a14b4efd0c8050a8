//! `bench peers`: what clients cost to generate and to compile, beside those of other generators.

mod chart;
mod compile;
mod program;
mod report;
mod results;
mod tools;

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::measure::{self, Cost, median};
use compile::{Package, Phase};
use results::{Checked, Document, Entry};
use tools::{TOOLS, Tool};

/// What was asked for.
pub struct Options {
    /// The documents.
    pub documents: Vec<PathBuf>,
    /// How often each thing is measured; the median counts.
    pub runs: usize,
    /// Where the other generators are installed, and what is generated and measured is kept.
    pub cache: PathBuf,
    /// The folder of the page and the chart; neither is written unless given.
    pub docs: Option<PathBuf>,
    /// Whether builds are measured as well.
    pub builds: bool,
    /// How long a generator, and how long the compiler may take.
    pub limit: Duration,
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
            Err(error) if tool.is_ours() => return Err(error),
            Err(error) => eprintln!("without {}: {error}", tool.title()),
        }
    }
    for path in &options.documents {
        let spec = path.canonicalize().map_err(|error| format!("{}: {error}", path.display()))?;
        eprintln!("{}", spec.display());
        results::keep(&cache, &document(&spec, &tools, &cache, options)?)?;
    }
    let documents = results::kept(&cache)?;
    let text = report::markdown(&documents);
    println!("{text}");
    if let Some(folder) = &options.docs {
        let put = |name: &str, text: &str| {
            std::fs::write(folder.join(name), text).map_err(|error| format!("{name}: {error}"))
        };
        put("benchmarks.md", &text)?;
        put("benchmarks.svg", &chart::chart(&documents))?;
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
    let name = spec.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let size = std::fs::metadata(spec).map_err(|error| format!("{}: {error}", spec.display()))?.len();
    let conditions = report::conditions(options.runs);
    let mut entries: Vec<Entry> = tools.iter().map(|(tool, _)| Entry::new(tool)).collect();
    let mut packages = Vec::new();
    for (tool, _) in tools {
        packages.push(Package {
            folder: cache.join("out").join(&name).join(tool.name),
            program: None,
            target: cache.join("target").join(tool.name),
            limit: options.limit,
        });
    }
    generate_all(spec, tools, &packages, &mut entries, options)?;
    for ((entry, package), (tool, _)) in entries.iter_mut().zip(&mut packages).zip(tools) {
        if entry.refused.is_none() {
            package.program = program::program(&name, tool.name, &package.folder)?;
            package.first(entry, options.builds);
        }
    }
    let builds: &[Phase] = if options.builds { &[Phase::Debug, Phase::Release] } else { &[] };
    for phase in [Phase::Check].iter().chain(builds) {
        compile_all(*phase, &packages, &mut entries, options.runs);
    }
    for (entry, package) in entries.iter_mut().zip(&packages).filter(|(entry, _)| entry.compiles()) {
        one_resource(entry, package);
    }
    Ok(Document { name, size, conditions, entries })
}

/// How often generating is measured at least, where that takes no longer than [`SHORT`]: much of a single run is what the
/// machine has not read before.
const GENERATED: usize = 5;

/// In seconds.
const SHORT: f64 = 5.0;

/// Generates with all tools in turns, and makes packages of what they write.
fn generate_all(
    spec: &Path,
    tools: &[(&'static Tool, PathBuf)],
    packages: &[Package],
    entries: &mut [Entry],
    options: &Options,
) -> Result<(), String> {
    let mut costs: Vec<Vec<Cost>> = vec![Vec::new(); tools.len()];
    for round in 0..options.runs.max(GENERATED) {
        for ((((tool, program), package), entry), costs) in
            tools.iter().zip(packages).zip(entries.iter_mut()).zip(&mut costs)
        {
            if round >= options.runs && costs.last().is_none_or(|cost| cost.wall > SHORT) {
                continue;
            }
            match generate(tool, program, spec, package) {
                Ok(cost) => costs.push(cost),
                Err(error) => entry.refused = Some(error),
            }
        }
    }
    for (((entry, costs), (tool, _)), package) in entries.iter_mut().zip(&costs).zip(tools).zip(packages) {
        if entry.refused.is_none() {
            entry.generated = median(costs);
            (entry.lines, entry.runtime) = lines(&package.folder.join("src"))?;
            entry.refused = tool.finish(&package.folder).err();
        }
    }
    Ok(())
}

/// Generates into an empty folder.
fn generate(tool: &Tool, program: &Path, spec: &Path, package: &Package) -> Result<Cost, String> {
    let out = &package.folder;
    let _ = std::fs::remove_dir_all(out);
    std::fs::create_dir_all(out).map_err(|error| format!("{}: {error}", out.display()))?;
    measure::cost(&tool.generate(program, spec, out), package.limit)
}

/// Compiles the packages of all tools in turns.
fn compile_all(phase: Phase, packages: &[Package], entries: &mut [Entry], runs: usize) {
    let mut costs: Vec<Vec<Cost>> = vec![Vec::new(); packages.len()];
    for run in 1..=runs {
        for ((entry, costs), package) in entries.iter_mut().zip(&mut costs).zip(packages) {
            if entry.compiles() {
                eprintln!("  {} {} {run}/{runs}", phase.name(), entry.title);
                match package.compile(phase) {
                    Ok(cost) => costs.push(cost),
                    Err(error) => entry.checked = Checked::Fails(error),
                }
            }
        }
    }
    for (entry, costs) in entries.iter_mut().zip(&costs).filter(|(_, costs)| !costs.is_empty()) {
        entry.costs.insert(phase, median(costs));
    }
}

/// Checks three resources, each alone, where the package can leave out the others; the median counts.
fn one_resource(entry: &mut Entry, package: &Package) {
    let mut costs = Vec::new();
    for resource in program::resources(&package.folder) {
        eprintln!("  {} {} {resource}", Phase::One.name(), entry.title);
        match package.compile_one(&resource) {
            Ok(cost) => costs.push(cost),
            Err(error) => entry.checked = Checked::Fails(error),
        }
        entry.resources.push(resource);
    }
    if !costs.is_empty() {
        entry.costs.insert(Phase::One, median(&costs));
    }
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
