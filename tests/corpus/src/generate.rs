//! The generator at work on one document.

use crate::process::Cost;
use crate::schema::dialect::Direction;
use crate::worker::Use;
use generator::config::Config;
use generator::diag::{Diagnostics, Severity, code};
use generator::emit::{self, File};
use generator::ir::{Ident, Ty, Usage};
use generator::plan::{self, Plan};
use generator::source::{self, Input, Sources};
use generator::{lower, normal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What came of generating.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Generated {
    /// What the generator refused the document for.
    pub errors: Vec<String>,
    /// How often it warned, by code.
    pub warnings: BTreeMap<String, usize>,
    /// What it cost, start of the process included.
    pub cost: Cost,
    /// The size of the document, all its files together.
    pub bytes: u64,
    /// Lines of models and operations.
    pub lines: usize,
    /// Lines of the runtime, which is the same everywhere.
    pub runtime_lines: usize,
    /// Operations that were seen to answer in pages.
    pub paged: usize,
    /// Operations for which it was asked what their pages are counted from.
    pub asked: usize,
    /// The types of the components.
    pub uses: Vec<Use>,
}

/// Generates a client into a folder. A folder that holds something else is emptied first.
pub fn generate(file: PathBuf, package: &str, folder: &Path) -> Result<Generated, String> {
    let mut sources = Sources::default();
    let mut diags = Diagnostics::default();
    let config = Config::default().name(package);
    let plan = plan_of(&Input::Path(file), &config, &mut sources, &mut diags);
    let files = plan.as_ref().map(emit::emit);
    let mut generated = Generated { cost: Cost::of_self(), ..Generated::default() };
    generated.bytes = sources.paths().filter_map(|path| path.metadata().ok()).map(|file| file.len()).sum();
    for diagnostic in diags.reported() {
        let code = diagnostic.code;
        match code.severity {
            Severity::Error => {
                generated
                    .errors
                    .push(format!("{} at {}: {}", code.id, diagnostic.pointer.0, diagnostic.message));
            }
            Severity::Warning => *generated.warnings.entry(code.id.to_owned()).or_default() += 1,
        }
    }
    let (Some(plan), Some(files)) = (plan, files) else {
        if generated.errors.is_empty() {
            generated.errors.push("refused without a reason".to_owned());
        }
        return Ok(generated);
    };
    for file in &files {
        let lines = file.text.lines().count();
        if file.path.starts_with("src/runtime/") {
            generated.runtime_lines += lines;
        } else {
            generated.lines += lines;
        }
    }
    generated.paged = plan.calls.iter().filter(|call| call.paging.is_some()).count();
    generated.asked = generated.warnings.get(code::PAGE_ORIGIN.id).copied().unwrap_or_default();
    write(folder, &files)?;
    generated.uses = uses(&plan);
    Ok(generated)
}

/// Writes what is not there yet, and removes what no longer belongs there: what is unchanged keeps its time.
fn write(folder: &Path, files: &[File]) -> Result<(), String> {
    let fault = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    let mut wanted: Vec<PathBuf> = Vec::new();
    for file in files {
        let path = folder.join(&file.path);
        if !std::fs::read(&path).is_ok_and(|known| known == file.text.as_bytes()) {
            path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(|error| fault(&path, error))?;
            std::fs::write(&path, &file.text).map_err(|error| fault(&path, error))?;
        }
        wanted.push(path);
    }
    for path in crate::compile::files(folder)? {
        if !wanted.contains(&path) {
            std::fs::remove_file(&path).map_err(|error| fault(&path, error))?;
        }
    }
    Ok(())
}

/// The library's pipeline, up to the last stage that decides.
fn plan_of(input: &Input, config: &Config, sources: &mut Sources, diags: &mut Diagnostics) -> Option<Plan> {
    let document = diags.stage(|diags| source::read(input, sources, diags))??;
    let normal = diags.stage(|diags| normal::normalise(document.api, diags))?;
    let api = diags.stage(|diags| lower::lower(&normal, config, diags))?;
    diags.stage(|diags| plan::plan(api, config, diags))
}

/// The type of each component; a component that travels both ways in two forms has two.
fn uses(plan: &Plan) -> Vec<Use> {
    let mut uses = Vec::new();
    for def in &plan.api.types {
        let Some(component) = &def.component else { continue };
        let direction = direction(def.usage);
        let nullable = plan.api.components.iter().any(|(name, ty)| {
            name == component && matches!(ty, Ty::Nullable(inner) if matches!(**inner, Ty::Named(_)))
        });
        let name = named(&def.name);
        let rust = if nullable { format!("Option<{name}>") } else { name };
        uses.push(Use { component: component.clone(), rust, direction });
    }
    for (component, ty) in &plan.api.components {
        if !uses.iter().any(|used| used.component == *component) && is_there(plan, ty) {
            // Another name for a type travels as that does.
            let def = match ty {
                Ty::Named(id) => plan.api.types.get(id.0 as usize),
                Ty::Nullable(inner) => match **inner {
                    Ty::Named(id) => plan.api.types.get(id.0 as usize),
                    _ => None,
                },
                _ => None,
            };
            uses.push(Use {
                component: component.clone(),
                rust: text(plan, ty),
                direction: def.map_or(Direction::Answered, |def| direction(def.usage)),
            });
        }
    }
    uses
}

/// Whether the client has what a type is made of: a component that is a date, say, need not be used by anything.
fn is_there(plan: &Plan, ty: &Ty) -> bool {
    match ty {
        Ty::Scalar(scalar) => scalar.needs.iter().all(|need| plan.needs.contains(need)),
        Ty::Tuple(items) => items.iter().all(|item| is_there(plan, item)),
        Ty::List(inner) | Ty::Nullable(inner) | Ty::Boxed(inner) | Ty::Map { value: inner, .. } => {
            is_there(plan, inner)
        }
        Ty::Named(_) | Ty::Any => true,
    }
}

fn direction(usage: Usage) -> Direction {
    match (usage.sent, usage.answered) {
        (true, false) => Direction::Sent,
        (false, true) => Direction::Answered,
        _ => Direction::Both,
    }
}

fn named(name: &Ident) -> String {
    format!("types::{}", name.0)
}

/// A type as a program outside the client writes it.
fn text(plan: &Plan, ty: &Ty) -> String {
    let name = |id| plan.name(id).map_or_else(|| "()".to_owned(), named);
    match ty {
        Ty::Scalar(scalar) => scalar.rust.to_owned(),
        Ty::Named(id) => name(*id),
        Ty::List(item) => format!("Vec<{}>", text(plan, item)),
        Ty::Tuple(items) => {
            let items: String = items.iter().map(|item| text(plan, item) + ",").collect();
            format!("({items})")
        }
        Ty::Map { key: None, value } => format!("wire::Map<{}>", text(plan, value)),
        Ty::Map { key: Some(key), value } => format!("wire::Map<{}, {}>", text(plan, value), name(*key)),
        Ty::Nullable(inner) => format!("Option<{}>", text(plan, inner)),
        Ty::Boxed(inner) => format!("Box<{}>", text(plan, inner)),
        Ty::Any => "wire::Json".to_owned(),
    }
}
