//! Reports of a [`Diff`] for people.

use super::{Diff, Level};
use std::fmt::Write;

/// The step, and what it is made of.
fn summary(diff: &Diff, version: Option<&str>) -> String {
    let Some(bump) = diff.bump else { return "nothing that code can see changes".to_owned() };
    let count = |level| diff.changes.iter().filter(|change| change.level == level).count();
    let next = version.and_then(|version| Some(format!(": {version} becomes {}", bump.next(version)?)));
    format!(
        "a {} step{} ({} breaking, {} other)",
        bump.word(),
        next.unwrap_or_default(),
        count(Level::Major),
        count(Level::Minor)
    )
}

/// One line for each change.
pub fn text(diff: &Diff, version: Option<&str>) -> String {
    let mut out = format!("{}\n", summary(diff, version));
    for change in &diff.changes {
        let _ = writeln!(out, "{}: {}: {}", change.level.word(), change.item, change.what);
    }
    out
}

/// A section for each level: something for a pull request, or a changelog.
pub fn markdown(diff: &Diff, version: Option<&str>) -> String {
    let summary = summary(diff, version);
    let mut out = format!(
        "**{}{}**\n",
        summary.get(..1).unwrap_or_default().to_uppercase(),
        summary.get(1..).unwrap_or_default()
    );
    for (level, title) in [(Level::Major, "Breaking"), (Level::Minor, "New or deprecated")] {
        let mut head = format!("\n### {title}\n\n");
        for change in diff.changes.iter().filter(|change| change.level == level) {
            let _ = writeln!(out, "{}* `{}` {}", std::mem::take(&mut head), change.item, change.what);
        }
    }
    out
}
