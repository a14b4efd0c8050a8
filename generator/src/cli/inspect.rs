//! `inspect`: what is in a document, and what would be generated.

mod census;
mod code;

use super::console::{Console, Stop};
use super::keep::Keep;
use super::reading::Reading;
use clap::Args;
use generator::Outcome;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Says what is in a document, what would be generated, and where the lines go.
#[derive(Args)]
pub struct Inspect {
    #[command(flatten)]
    reading: Reading,
    /// Lists every operation with the method that calls it.
    #[arg(long)]
    operations: bool,
}

/// What is known in the end.
#[derive(Serialize)]
struct Report {
    document: census::Document,
    /// Nothing if the document has errors.
    #[serde(skip_serializing_if = "Option::is_none")]
    generated: Option<code::Generated>,
    /// How often each code was reported.
    diagnostics: BTreeMap<&'static str, usize>,
}

impl Inspect {
    pub fn run(&self, console: &Console) -> Result<(), Stop> {
        let mut keep = Keep::default();
        let outcome = self.reading.watched(console, |_| {}, &mut keep)?;
        let census = keep.census.ok_or_else(|| Stop::refused(&outcome.diags))?;
        let plan = keep.plan.as_ref().filter(|_| outcome.files.is_some());
        let report = Report {
            document: census::Document::new(&outcome, census, keep.plan.as_ref()),
            generated: plan
                .zip(outcome.files.as_deref())
                .map(|(plan, files)| code::Generated::new(plan, files)),
            diagnostics: counts(&outcome),
        };
        console.report(|| self.text(&report), &report)?;
        if outcome.files.is_some() { Ok(()) } else { Err(Stop::refused(&outcome.diags)) }
    }

    fn text(&self, report: &Report) -> String {
        let mut text = String::new();
        report.document.show(&mut text);
        if let Some(generated) = &report.generated {
            generated.show(&mut text, self.operations);
        }
        if report.generated.is_none() {
            let _ = writeln!(text, "\nNothing would be generated: there are errors.");
        }
        if !report.diagnostics.is_empty() {
            let _ = writeln!(text, "\nReported: {}", ranked(&report.diagnostics, usize::MAX));
        }
        text
    }
}

fn counts(outcome: &Outcome) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for diagnostic in outcome.diags.reported() {
        *counts.entry(diagnostic.code.id).or_default() += 1;
    }
    counts
}

/// A line of a list: what it is about, and what there is.
fn line(text: &mut String, label: &str, value: &str) {
    let _ = writeln!(text, "  {label:<14}{value}");
}

/// Names with how often each occurs, the most frequent first.
fn ranked<K: AsRef<str>>(counts: &BTreeMap<K, usize>, most: usize) -> String {
    let mut ranked: Vec<(&str, usize)> = counts.iter().map(|(name, count)| (name.as_ref(), *count)).collect();
    ranked.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let shown: Vec<String> =
        ranked.iter().take(most).map(|(name, count)| format!("{name} {count}")).collect();
    match ranked.len().checked_sub(most).filter(|more| *more > 0) {
        Some(more) => format!("{}, and {more} more", shown.join(", ")),
        None if shown.is_empty() => "none".to_owned(),
        None => shown.join(", "),
    }
}

/// A number with commas.
fn number(value: usize) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
