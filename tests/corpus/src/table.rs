//! The table at the end.

use crate::report::{Row, Totals};
use std::fmt::Write;

const HEAD: [&str; 8] =
    ["document", "version", "operations", "schemas", "instances", "generated", "memory", "warnings"];

/// Writes the table, the shortfalls under it, and the sums.
pub fn render(rows: &[Row], totals: &Totals) -> String {
    let mut lines = vec![HEAD.map(str::to_owned)];
    lines.extend(rows.iter().map(cells));
    let width =
        |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or_default();
    let widths: [usize; HEAD.len()] = std::array::from_fn(width);
    let mut out = String::new();
    for line in &lines {
        for (column, (cell, width)) in line.iter().zip(widths).enumerate() {
            let text = if column < 2 || column + 1 == HEAD.len() {
                format!("{cell:<width$}")
            } else {
                format!("{cell:>width$}")
            };
            out.push_str(if column == 0 { "" } else { "  " });
            out.push_str(&text);
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    for row in rows {
        for shortfall in row.shortfalls().iter().take(5) {
            let _ = writeln!(out, "{}: {shortfall}", row.document.name);
        }
    }
    let _ = writeln!(out, "{} documents, {} fall short", totals.documents, totals.short);
    for (code, count) in &totals.warnings {
        let _ = writeln!(out, "{count:>6} {code}");
    }
    out
}

fn cells(row: &Row) -> [String; HEAD.len()] {
    let known = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    let contents = row.contents.as_ref().ok();
    let generated = row.generated.as_ref().ok();
    let warnings = generated.map(|generated| {
        let each = generated.warnings.iter().map(|(code, count)| format!("{code} {count}"));
        each.collect::<Vec<_>>().join(", ")
    });
    [
        row.document.name.clone(),
        known(contents.map(|contents| contents.version.clone())),
        known(contents.map(|contents| contents.operations.to_string())),
        known(contents.map(|contents| contents.schemas.to_string())),
        known(contents.map(|contents| contents.instances.to_string())),
        known(generated.map(|generated| format!("{:.2} s", generated.cost.seconds))),
        known(generated.map(|generated| format!("{} MB", generated.cost.peak >> 20))),
        known(warnings),
    ]
}
