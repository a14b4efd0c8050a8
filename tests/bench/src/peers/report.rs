//! What was measured, as a page.

use std::fmt::Write;

use super::compile::Phase;
use super::results::{Checked, Document, Entry};

/// What a page says besides `cargo check`, where it was measured.
const MORE: [Phase; 4] = [Phase::One, Phase::Cold, Phase::Debug, Phase::Release];

/// The row of a tool; `more` are the phases that have a column.
fn row(entry: &Entry, more: &[Phase]) -> String {
    let title = &entry.title;
    if let Some(why) = &entry.refused {
        return format!("| {title} | refused: {} | | | |{}", last_line(why), " |".repeat(more.len()));
    }
    let lines = match entry.runtime {
        0 => thousands(entry.lines),
        runtime => format!("{} + {}", thousands(entry.lines), thousands(runtime)),
    };
    let checked = match &entry.checked {
        Checked::No => "not asked | |".to_owned(),
        Checked::Fails(why) => {
            let cut_off = cut_off(why);
            format!("{} | |", cut_off.unwrap_or_else(|| format!("does not compile: {}", last_line(why))))
        }
        Checked::Compiles => {
            let cost = entry.cost(Phase::Check).unwrap_or_default();
            format!("{:.1} | {:.0} |", cost.cpu, cost.peak)
        }
    };
    let more: String = more.iter().map(|phase| cell(entry, *phase)).collect();
    format!("| {title} | {:.2} | {lines} | {checked}{more}", entry.generated.wall)
}

fn cell(entry: &Entry, phase: Phase) -> String {
    entry.cost(phase).map_or_else(|| " |".to_owned(), |cost| format!(" {:.1} |", cost.cpu))
}

/// A figure of which ours is compared with the best of the others.
struct Figure {
    name: &'static str,
    /// What ours may be, as a part of theirs.
    bar: f64,
    ours: fn(&Entry) -> Option<f64>,
    theirs: fn(&Entry) -> Option<f64>,
}

impl Figure {
    /// One that is the same of ours and of theirs.
    const fn alike(name: &'static str, bar: f64, of: fn(&Entry) -> Option<f64>) -> Self {
        Figure { name, bar, ours: of, theirs: of }
    }
}

fn seconds(entry: &Entry, phase: Phase) -> Option<f64> {
    entry.cost(phase).map(|cost| cost.cpu)
}

#[expect(clippy::cast_precision_loss, reason = "lines are far below 2^53")]
const FIGURES: [Figure; 8] = [
    Figure::alike("generate", 0.25, |entry| entry.compiles().then_some(entry.generated.wall)),
    Figure::alike("lines", 1.0 / 3.0, |entry| entry.compiles().then_some(entry.lines as f64)),
    Figure::alike("check", 0.25, |entry| seconds(entry, Phase::Check)),
    Figure::alike("peak", 0.25, |entry| entry.cost(Phase::Check).map(|cost| cost.peak)),
    Figure {
        name: "one resource against a whole client",
        bar: 0.05,
        ours: |entry| seconds(entry, Phase::One),
        theirs: |entry| seconds(entry, Phase::Check),
    },
    Figure::alike("cold check", 1.0, |entry| seconds(entry, Phase::Cold)),
    Figure::alike("debug build", 1.0 / 3.0, |entry| seconds(entry, Phase::Debug)),
    Figure::alike("release build", 1.0 / 3.0, |entry| seconds(entry, Phase::Release)),
];

/// The page.
pub fn markdown(documents: &[Document]) -> String {
    let mut out = "# Beside other generators\n\n\
        Printed by `cargo run --release -p bench -- peers DOCUMENT… --docs docs`, which installs the others from crates.io and\n\
        PyPI and measures all in turns: seconds to generate (the median of five runs at least where one takes less than five),\n\
        lines of Rust that are not empty (of ours: the client + the runtime that every client carries), processor seconds and\n\
        peak memory of `cargo check` of the generated package alone, with what it depends on built. Where resources are\n\
        features, three of ours are checked alone as well, from all over the list, and the median of the three stands here beside\n\
        whole clients of the others, which cannot leave anything out. With `--builds` also a check with all dependencies from\n\
        nothing (one run), and debug and release builds of a program that calls five operations, with the client and without what\n\
        it depends on.\n\n\
        A ratio is ours against the best of the others that compile; behind it stands what we want it to be.\n\n\
        ![Processor seconds of cargo check](benchmarks.svg)\n"
        .to_owned();
    for document in documents {
        #[expect(clippy::cast_precision_loss, reason = "documents are far below 2^53 bytes")]
        let size = document.size as f64 / 1e6;
        let is_measured = |phase: &Phase| document.entries.iter().any(|entry| entry.cost(*phase).is_some());
        let more: Vec<Phase> = MORE.into_iter().filter(is_measured).collect();
        let _ = write!(
            out,
            "\n## {}, {size:.1} MB\n\n| | generate, s | lines | check, s | peak, MiB |{}\n|---|---|---|---|---|{}\n",
            document.name,
            more.iter().map(|phase| format!(" {}, s |", phase.name())).collect::<String>(),
            "---|".repeat(more.len()),
        );
        for entry in &document.entries {
            let _ = writeln!(out, "{}", row(entry, &more));
        }
        let resources: Vec<&str> =
            document.entries.iter().flat_map(|entry| &entry.resources).map(String::as_str).collect();
        let resources = match resources.as_slice() {
            [] => String::new(),
            names => format!(" Alone: `{}`.", names.join("`, `")),
        };
        let _ = writeln!(out, "\n{}\n\n{}{resources}", ratios(document), document.conditions);
    }
    out
}

fn ratios(document: &Document) -> String {
    let Some((ours, peers)) = document.entries.split_first() else { return String::new() };
    let ratio = |figure: &Figure| {
        let best = peers.iter().filter_map(figure.theirs).min_by(f64::total_cmp)?;
        let ratio = (figure.ours)(ours)? / best.max(f64::MIN_POSITIVE);
        let reached = if ratio <= figure.bar { "reached" } else { "not reached" };
        Some(format!("{} {ratio:.2} (wanted {:.2}: {reached})", figure.name, figure.bar))
    };
    let all: Vec<String> = FIGURES.iter().filter_map(ratio).collect();
    if all.is_empty() {
        "Nothing to compare with: no other compiled.".to_owned()
    } else {
        all.join("; ") + "."
    }
}

/// What is said where the time was over before it could compile or fail: no more than is known.
pub(super) fn cut_off(why: &str) -> Option<String> {
    let why = last_line(why);
    let said = why.strip_prefix("error: ")?;
    said.starts_with("not over after").then(|| said.to_owned())
}

/// What of a message fits into a table.
fn last_line(message: &str) -> String {
    let line =
        message.lines().rev().map(str::trim).find(|line| !line.is_empty()).unwrap_or("no reason given");
    line.chars().take(90).collect::<String>().replace('|', "\\|")
}

fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// How often things are measured, and on what machine, as far as it tells.
pub fn conditions(runs: usize) -> String {
    let file = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let field = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name)).and_then(|line| line.split_once(':'));
        line.map(|(_, value)| value.trim().to_owned())
    };
    let processor =
        field(&file("/proc/cpuinfo"), "model name").unwrap_or_else(|| "an unknown processor".to_owned());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = file("/proc/loadavg")
        .split_whitespace()
        .next()
        .map(|load| format!(", load {load}"))
        .unwrap_or_default();
    let rustc = std::process::Command::new("rustc").arg("--version").output();
    let rustc = rustc
        .map_or_else(|_| String::new(), |output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    let medians = if runs == 1 { "One run".to_owned() } else { format!("Medians of {runs}") };
    format!("{medians}, on {processor}, {cores} processors{load}, {rustc}.")
}
