//! What was measured, document by document, kept between runs: a run of one document may take half an hour.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::compile::Phase;
use super::tools::Tool;
use crate::measure::Cost;

/// One document, measured in one run.
#[derive(Serialize, Deserialize)]
pub struct Document {
    /// Its file without the ending.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// How often each thing was measured, and on what machine.
    pub conditions: String,
    /// One for each tool; that of this repository first.
    pub entries: Vec<Entry>,
}

/// One tool.
#[derive(Serialize, Deserialize)]
pub struct Entry {
    /// What it is called in a table.
    pub title: String,
    /// Why it generates nothing.
    pub refused: Option<String>,
    /// What generating cost.
    pub generated: Cost,
    /// Lines of Rust that are not empty.
    pub lines: usize,
    /// Those of what every client carries.
    pub runtime: usize,
    /// Whether it compiles.
    pub checked: Checked,
    /// What the compiler cost, where it was measured.
    pub costs: BTreeMap<Phase, Cost>,
    /// The resources that were compiled alone, of a client that can.
    pub resources: Vec<String>,
}

/// What the compiler said.
#[derive(Serialize, Deserialize)]
pub enum Checked {
    /// It was not asked.
    No,
    /// It does not compile; what was written last.
    Fails(String),
    /// It compiles.
    Compiles,
}

impl Entry {
    /// Nothing is known yet.
    pub fn new(tool: &Tool) -> Self {
        Entry {
            title: tool.title(),
            refused: None,
            generated: Cost::default(),
            lines: 0,
            runtime: 0,
            checked: Checked::No,
            costs: BTreeMap::new(),
            resources: Vec::new(),
        }
    }

    /// Whether its package compiles.
    pub fn compiles(&self) -> bool {
        self.refused.is_none() && matches!(self.checked, Checked::Compiles)
    }

    /// What a phase cost; none where it was not measured, or the package does not compile.
    pub fn cost(&self, phase: Phase) -> Option<Cost> {
        self.costs.get(&phase).copied().filter(|_| self.compiles())
    }
}

/// Keeps what was measured of a document.
///
/// # Errors
/// The file cannot be written.
pub fn keep(cache: &Path, document: &Document) -> Result<(), String> {
    let folder = cache.join("results");
    let path = folder.join(format!("{}.json", document.name));
    let text = serde_json::to_string_pretty(document).map_err(|error| error.to_string())?;
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&path, text))
        .map_err(|error| format!("{}: {error}", path.display()))
}

/// All that was kept, the smallest document first.
///
/// # Errors
/// A file cannot be read, or is not what [`keep`] writes.
pub fn kept(cache: &Path) -> Result<Vec<Document>, String> {
    let mut documents = Vec::new();
    let folder = cache.join("results");
    let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let document: Document = serde_json::from_str(&text)
            .map_err(|error| format!("{}: {error}; remove it to measure again", path.display()))?;
        documents.push(document);
    }
    documents.sort_by(|one, other| (one.size, &one.name).cmp(&(other.size, &other.name)));
    Ok(documents)
}
