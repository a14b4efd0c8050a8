//! The table at the end.

use crate::compare::EXCUSES;
use crate::fidelity::Fidelity;
use crate::generate::Generated;
use crate::report::{Row, Totals};
use std::fmt::Write;

const HEAD: [&str; 17] = [
    "document", "version", "ops", "paged", "asked", "schemas", "lines", "runtime", "generate", "memory",
    "a byte", "check", "memory", "decoded", "equal", "refused", "warnings",
];

/// Writes the table, the shortfalls under it, and the sums.
pub fn render(rows: &[Row], totals: &Totals) -> String {
    let mut lines = vec![HEAD.map(str::to_owned)];
    lines.extend(rows.iter().map(cells));
    let width = |column: usize| {
        lines.iter().filter_map(|line| line.get(column)).map(|cell| cell.chars().count()).max()
    };
    let widths: [usize; HEAD.len()] = std::array::from_fn(|column| width(column).unwrap_or_default());
    let mut out = String::new();
    for line in &lines {
        for (column, (cell, width)) in line.iter().zip(widths).enumerate() {
            let left = column < 2 || column + 1 == HEAD.len();
            let cell = if left { format!("{cell:<width$}") } else { format!("{cell:>width$}") };
            out.push_str(if column == 0 { "" } else { "  " });
            out.push_str(&cell);
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    out.push('\n');
    rows.iter().for_each(|row| features(row, &mut out));
    for row in rows {
        for shortfall in row.shortfalls().iter().take(8) {
            let _ = writeln!(out, "{}: {shortfall}", row.document.name);
        }
    }
    sums(totals, &mut out);
    out
}

/// What compiling with `blocking` or with one resource took.
fn features(row: &Row, out: &mut String) {
    for (feature, compiled) in &row.features {
        let seconds = compiled.cost.seconds;
        let _ = writeln!(out, "{} with `{feature}`: {seconds:.1} s", row.document.name);
    }
}

fn sums(totals: &Totals, out: &mut String) {
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "\n{} documents, {} clients, {} compiled without a warning, {} documents fall short",
        totals.documents, totals.clients, totals.compiled, totals.short
    );
    let _ = writeln!(
        out,
        "{} operations answer in pages, of {} it is asked what their pages are counted from",
        totals.paged, totals.asked
    );
    if totals.instances > 0 {
        let share = |part, whole| percent(part, whole);
        let _ = writeln!(
            out,
            "{} valid instances: {} decoded ({}), {} came back equal ({})\n{} spoilt instances: {} refused by place ({})\n{} components not tested",
            totals.instances,
            totals.decoded,
            share(totals.decoded, totals.instances),
            totals.equal,
            share(totals.equal, totals.instances),
            totals.spoilt,
            totals.refused,
            share(totals.refused, totals.spoilt),
            totals.untested,
        );
    }
    for (id, count) in &totals.excused {
        let reason = EXCUSES.iter().find(|excuse| excuse.id == id).map(|excuse| excuse.reason);
        let _ = writeln!(out, "{count:>7} excused, {id}: {}", reason.unwrap_or_default());
    }
    for (code, count) in &totals.warnings {
        let _ = writeln!(out, "{count:>7} warnings, {code}");
    }
}

fn cells(row: &Row) -> [String; HEAD.len()] {
    let known = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    let contents = row.contents.as_ref().ok();
    let generated = row.generated.as_ref().ok();
    let client = generated.filter(|_| row.has_client());
    let fidelity = row.fidelity.as_ref().and_then(|fidelity| fidelity.as_ref().ok());
    let warnings = generated.map(|generated| {
        let each = generated.warnings.iter().map(|(code, count)| format!("{code} {count}"));
        each.collect::<Vec<_>>().join(", ")
    });
    let seconds = |seconds: f64, known: bool| format!("{}{seconds:.2} s", if known { "=" } else { "" });
    let wanted = |fidelity: &Fidelity| fidelity.instances.values().sum::<usize>();
    [
        row.document.name.clone(),
        known(contents.map(|contents| contents.version.clone())),
        known(contents.map(|contents| contents.operations.to_string())),
        known(generated.map(|generated| generated.paged.to_string())),
        known(generated.map(|generated| generated.asked.to_string())),
        known(contents.map(|contents| contents.schemas.to_string())),
        known(client.map(|generated| generated.lines.to_string())),
        known(client.map(|generated| generated.runtime_lines.to_string())),
        known(generated.map(|generated| seconds(generated.cost.seconds, false))),
        known(generated.map(|generated| megabytes(generated.cost.peak))),
        known(generated.filter(|generated| generated.bytes > 0).map(per_byte)),
        known(row.checked.as_ref().map(|checked| seconds(checked.cost.seconds, checked.known))),
        known(row.checked.as_ref().map(|checked| megabytes(checked.cost.peak))),
        known(fidelity.map(|fidelity| percent(fidelity.decoded, wanted(fidelity)))),
        known(fidelity.map(|fidelity| percent(fidelity.equal, wanted(fidelity)))),
        known(fidelity.map(|fidelity| percent(fidelity.refused, fidelity.spoilt))),
        known(warnings),
    ]
}

/// Bytes of memory for each byte of the document: of a small one, most is the program itself.
#[expect(clippy::cast_precision_loss, reason = "sizes of files and of memory are far below 2^53")]
fn per_byte(generated: &Generated) -> String {
    format!("{:.1}", generated.cost.peak as f64 / generated.bytes as f64)
}

fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes >> 20)
}

/// Never rounded up: 100 % is all of them.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
fn percent(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "-".to_owned();
    }
    let share = (part as f64 / whole as f64 * 100_000.0).floor() / 1000.0;
    if part == whole { "100 %".to_owned() } else { format!("{share:.3} %") }
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_percentage_is_never_rounded_up() {
        assert_eq!(percent(1, 1), "100 %");
        assert_eq!(percent(999_999, 1_000_000), "99.999 %");
        assert_eq!(percent(9_999_999, 10_000_000), "99.999 %");
        assert_eq!(percent(0, 0), "-");
    }
}
