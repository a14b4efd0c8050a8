//! What is known about each document at the end, and whether it falls short.

use crate::find::{Document, Expect};
use crate::worker::{Contents, Generated};
use serde::Serialize;
use std::collections::BTreeMap;

/// One document.
#[derive(Debug, Serialize)]
pub struct Row {
    /// What was to be done.
    #[serde(flatten)]
    pub document: Document,
    /// What the generator made of it, or how it crashed.
    pub generated: Result<Generated, String>,
    /// What is in it, or why that is not known.
    pub contents: Result<Contents, String>,
}

impl Row {
    /// Everything that is not as it should be, one line each.
    pub fn shortfalls(&self) -> Vec<String> {
        let mut found = Vec::new();
        match (&self.generated, self.document.expect) {
            (Err(crash), _) => found.push(format!("generator: {crash}")),
            (Ok(generated), Expect::Client | Expect::Suite) => {
                found.extend(generated.errors.iter().map(|error| format!("refused: {error}")));
            }
            (Ok(generated), Expect::Objection) => {
                if generated.errors.is_empty() && generated.warnings.is_empty() {
                    found.push("accepted without a word, and should not be".to_owned());
                }
            }
            (Ok(_), Expect::Survival) => {}
        }
        found
    }
}

/// The sums over all documents.
#[derive(Debug, Default, Serialize)]
pub struct Totals {
    /// How many documents.
    pub documents: usize,
    /// How many fall short.
    pub short: usize,
    /// Warnings by code.
    pub warnings: BTreeMap<String, usize>,
}

/// Adds up.
pub fn totals(rows: &[Row]) -> Totals {
    let mut totals = Totals { documents: rows.len(), ..Totals::default() };
    for row in rows {
        totals.short += usize::from(!row.shortfalls().is_empty());
        for (code, count) in row.generated.iter().flat_map(|generated| &generated.warnings) {
            *totals.warnings.entry(code.clone()).or_default() += count;
        }
    }
    totals
}
