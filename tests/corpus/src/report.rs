//! What is known about each document at the end, and whether it falls short.

use crate::compile::Compiled;
use crate::fidelity::{Fidelity, Kind};
use crate::find::{Document, Expect};
use crate::generate::Generated;
use crate::worker::Contents;
use serde::Serialize;
use std::collections::BTreeMap;

/// One document.
#[derive(Debug, Serialize)]
pub struct Row {
    /// What was to be done.
    #[serde(flatten)]
    pub document: Document,
    /// What is in it, or why that is not known.
    pub contents: Result<Contents, String>,
    /// What the generator made of it, or how it crashed.
    pub generated: Result<Generated, String>,
    /// What the compiler made of that.
    pub checked: Option<Compiled>,
    /// The same with `blocking`, and with one resource alone.
    pub features: BTreeMap<String, Compiled>,
    /// What became of instances, or why that is not known.
    pub fidelity: Option<Result<Fidelity, String>>,
}

impl Row {
    /// Whether there is a client to compile.
    pub fn has_client(&self) -> bool {
        self.generated.as_ref().is_ok_and(|generated| generated.errors.is_empty())
    }

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
        let with = |feature: &String| format!(" with `{feature}`");
        let checked = self.checked.iter().map(|checked| (String::new(), checked));
        let checked = checked.chain(self.features.iter().map(|(feature, checked)| (with(feature), checked)));
        for (with, checked) in checked.filter(|(_, checked)| checked.errors + checked.warnings > 0) {
            found.push(format!("{} errors and {} warnings of rustc{with}", checked.errors, checked.warnings));
            found.extend(
                checked.said.iter().map(|said| said.lines().take(6).collect::<Vec<_>>().join("\n    ")),
            );
        }
        match &self.fidelity {
            Some(Err(why)) => found.push(format!("there and back: {why}")),
            Some(Ok(fidelity)) => {
                for (kind, count) in kinds(fidelity) {
                    found.push(format!("{count} {}", kind.told()));
                }
            }
            None => {}
        }
        found
    }
}

/// How many failures of each kind.
pub fn kinds(fidelity: &Fidelity) -> BTreeMap<Kind, usize> {
    let mut kinds = BTreeMap::new();
    for failure in &fidelity.failures {
        *kinds.entry(failure.kind).or_default() += 1;
    }
    kinds
}

/// The sums over all documents.
#[derive(Debug, Default, Serialize)]
pub struct Totals {
    /// How many documents.
    pub documents: usize,
    /// How many fall short.
    pub short: usize,
    /// How many clients compiled without an error or a warning.
    pub compiled: usize,
    /// How many clients there are.
    pub clients: usize,
    /// Operations that were seen to answer in pages.
    pub paged: usize,
    /// Operations for which it was asked what their pages are counted from.
    pub asked: usize,
    /// Warnings of the generator by code.
    pub warnings: BTreeMap<String, usize>,
    /// Instances that must come back the same.
    pub instances: usize,
    /// How many of them decoded.
    pub decoded: usize,
    /// How many came back the same.
    pub equal: usize,
    /// Instances that must be refused.
    pub spoilt: usize,
    /// How many of them were, by an error that names the place.
    pub refused: usize,
    /// How often each excuse was used.
    pub excused: BTreeMap<String, usize>,
    /// Components that were not tested.
    pub untested: usize,
}

/// Adds up.
pub fn totals(rows: &[Row]) -> Totals {
    let mut totals = Totals { documents: rows.len(), ..Totals::default() };
    for row in rows {
        totals.short += usize::from(!row.shortfalls().is_empty());
        totals.clients += usize::from(row.has_client());
        totals.compiled += usize::from(row.checked.as_ref().is_some_and(|c| c.errors + c.warnings == 0));
        for (code, count) in row.generated.iter().flat_map(|generated| &generated.warnings) {
            *totals.warnings.entry(code.clone()).or_default() += count;
        }
        if let Ok(generated) = &row.generated {
            totals.paged += generated.paged;
            totals.asked += generated.asked;
        }
        let Some(Ok(fidelity)) = &row.fidelity else { continue };
        totals.instances += fidelity.instances.values().sum::<usize>();
        totals.decoded += fidelity.decoded;
        totals.equal += fidelity.equal;
        totals.spoilt += fidelity.spoilt;
        totals.refused += fidelity.refused;
        totals.untested += fidelity.untested.len();
        for (id, count) in &fidelity.excused {
            *totals.excused.entry(id.clone()).or_default() += count;
        }
    }
    totals
}
