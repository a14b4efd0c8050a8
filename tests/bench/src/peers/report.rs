//! What was measured, as a page and as a chart.

use std::fmt::Write;

use super::Phase;
use super::tools::Tool;
use crate::measure::Cost;

/// One document.
pub struct Document {
    /// Its file without the ending.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// One for each tool; that of this repository first.
    pub entries: Vec<Entry>,
}

/// One tool.
pub struct Entry {
    title: String,
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
    /// What the compiler cost, by [`Phase`]; none where it was not measured.
    costs: [Option<Cost>; 4],
}

/// What the compiler said.
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
        let (generated, checked) = (Cost::default(), Checked::No);
        Entry {
            title: tool.title(),
            refused: None,
            generated,
            lines: 0,
            runtime: 0,
            checked,
            costs: [None; 4],
        }
    }

    /// What it is called in a table.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The place of what a phase cost.
    pub fn cost_mut(&mut self, phase: Phase) -> &mut Option<Cost> {
        let [cold, check, debug, release] = &mut self.costs;
        match phase {
            Phase::Cold => cold,
            Phase::Check => check,
            Phase::Debug => debug,
            Phase::Release => release,
        }
    }

    /// What a phase cost; none where it was not measured, or the package does not compile.
    fn cost(&self, phase: Phase) -> Option<Cost> {
        let [cold, check, debug, release] = self.costs;
        match phase {
            Phase::Cold => cold,
            Phase::Check => check,
            Phase::Debug => debug,
            Phase::Release => release,
        }
    }

    fn compiled(&self) -> Option<Cost> {
        self.cost(Phase::Check)
    }

    /// Its row; `more` are the phases that have a column.
    fn row(&self, more: &[Phase]) -> String {
        if let Some(why) = &self.refused {
            return format!(
                "| {} | refused: {} | | | |{}",
                self.title,
                last_line(why),
                " |".repeat(more.len())
            );
        }
        let lines = match self.runtime {
            0 => thousands(self.lines),
            runtime => format!("{} + {}", thousands(self.lines), thousands(runtime)),
        };
        let checked = match &self.checked {
            Checked::No => "not asked | |".to_owned(),
            Checked::Fails(why) => format!("does not compile: {} | |", last_line(why)),
            Checked::Compiles => {
                let cost = self.compiled().unwrap_or_default();
                format!("{:.1} | {:.0} |", cost.cpu, cost.peak)
            }
        };
        let more: String = more.iter().map(|phase| self.cell(*phase)).collect();
        format!("| {} | {:.2} | {lines} | {checked}{more}", self.title, self.generated.wall)
    }

    fn cell(&self, phase: Phase) -> String {
        self.cost(phase).map_or_else(|| " |".to_owned(), |cost| format!(" {:.1} |", cost.cpu))
    }
}

/// The phases that were measured beside `cargo check`.
fn measured(document: &Document) -> Vec<Phase> {
    let all = [Phase::Cold, Phase::Debug, Phase::Release];
    all.into_iter()
        .filter(|phase| document.entries.iter().any(|entry| entry.cost(*phase).is_some()))
        .collect()
}

/// A figure of which ours is compared with the best of the others.
struct Figure {
    name: &'static str,
    /// What ours may be, as a part of theirs.
    bar: f64,
    of: fn(&Entry) -> Option<f64>,
}

#[expect(clippy::cast_precision_loss, reason = "lines are far below 2^53")]
const FIGURES: [Figure; 7] = [
    Figure { name: "generate", bar: 0.25, of: |entry| entry.compiled().map(|_| entry.generated.wall) },
    Figure { name: "lines", bar: 1.0 / 3.0, of: |entry| entry.compiled().map(|_| entry.lines as f64) },
    Figure { name: "check", bar: 0.25, of: |entry| entry.compiled().map(|cost| cost.cpu) },
    Figure { name: "peak", bar: 0.25, of: |entry| entry.compiled().map(|cost| cost.peak) },
    Figure { name: "cold check", bar: 1.0, of: |entry| entry.cost(Phase::Cold).map(|cost| cost.cpu) },
    Figure { name: "debug build", bar: 1.0 / 3.0, of: |entry| entry.cost(Phase::Debug).map(|cost| cost.cpu) },
    Figure {
        name: "release build",
        bar: 1.0 / 3.0,
        of: |entry| entry.cost(Phase::Release).map(|cost| cost.cpu),
    },
];

/// The page.
pub fn markdown(documents: &[Document], runs: usize) -> String {
    let mut out = format!(
        "# Beside other generators\n\n\
        Printed by `cargo run --release -p bench -- peers DOCUMENT… --docs docs`, which installs the others from crates.io and\n\
        measures all in turns: seconds to generate, lines of Rust that are not empty (of ours: the client + the runtime that\n\
        every client carries), processor seconds and peak memory of `cargo check` of the generated package alone, with what it\n\
        depends on built. With `--builds` also of the same with all that it depends on, from nothing (one run), and of debug and\n\
        release builds of the package alone. Medians of {runs}, on {}.\n\n\
        A ratio is ours against the best of the others that compile; behind it stands what we want it to be.\n\n\
        ![Processor seconds of cargo check](benchmarks.svg)\n",
        machine()
    );
    for document in documents {
        #[expect(clippy::cast_precision_loss, reason = "documents are far below 2^53 bytes")]
        let size = document.size as f64 / 1e6;
        let more = measured(document);
        let _ = write!(
            out,
            "\n## {}, {size:.1} MB\n\n| | generate, s | lines | check, s | peak, MiB |{}\n|---|---|---|---|---|{}\n",
            document.name,
            more.iter().map(|phase| format!(" {}, s |", phase.name())).collect::<String>(),
            "---|".repeat(more.len()),
        );
        for entry in &document.entries {
            let _ = writeln!(out, "{}", entry.row(&more));
        }
        let _ = writeln!(out, "\n{}", ratios(document));
    }
    out
}

fn ratios(document: &Document) -> String {
    let Some((ours, peers)) = document.entries.split_first() else { return String::new() };
    let ratio = |figure: &Figure| {
        let best = peers.iter().filter_map(figure.of).min_by(f64::total_cmp)?;
        let ratio = (figure.of)(ours)? / best.max(f64::MIN_POSITIVE);
        let reached = if ratio <= figure.bar { "reached" } else { "not reached" };
        Some(format!("{} {ratio:.2} (wanted {:.2}: {reached})", figure.name, figure.bar))
    };
    let all: Vec<String> = FIGURES.iter().filter_map(ratio).collect();
    if all.is_empty() {
        "Nothing to compare with: no other compiles.".to_owned()
    } else {
        all.join("; ") + "."
    }
}

/// Bars of processor seconds.
pub fn chart(documents: &[Document]) -> String {
    const LEFT: usize = 260;
    const WIDTH: f64 = 420.0;
    const BAR: usize = 18;
    let most = documents.iter().flat_map(|document| &document.entries).filter_map(Entry::compiled);
    let most = most.map(|cost| cost.cpu).fold(0.1, f64::max);
    let (mut bars, mut y) = (String::new(), 10);
    for document in documents {
        let _ = writeln!(
            bars,
            "<text x=\"10\" y=\"{}\" font-weight=\"bold\">{}</text>",
            y + 14,
            escape(&document.name)
        );
        y += BAR + 4;
        for (index, entry) in document.entries.iter().enumerate() {
            let (length, said) = match entry.compiled() {
                Some(cost) => (cost.cpu / most * WIDTH, format!("{:.1} s", cost.cpu)),
                None if entry.refused.is_some() => (0.0, "refuses the document".to_owned()),
                None => (0.0, "does not compile".to_owned()),
            };
            let colour = if index == 0 { "#b7410e" } else { "#8a8f98" };
            let _ = writeln!(
                bars,
                "<text x=\"{0}\" y=\"{1}\" text-anchor=\"end\">{2}</text><rect x=\"{LEFT}\" y=\"{y}\" width=\"{length:.1}\" \
                 height=\"{BAR}\" fill=\"{colour}\"/><text x=\"{3:.1}\" y=\"{1}\">{said}</text>",
                LEFT - 8,
                y + 14,
                escape(&entry.title),
                f64::from(u16::try_from(LEFT).unwrap_or(u16::MAX)) + length + 6.0,
            );
            y += BAR + 4;
        }
        y += 10;
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 {0}\" font-family=\"sans-serif\" font-size=\"13\">\n\
         <title>Processor seconds of cargo check</title>\n<rect width=\"800\" height=\"{0}\" fill=\"#fff\"/>\n{bars}</svg>\n",
        y + 10
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
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

/// The machine, as far as it tells.
fn machine() -> String {
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
    format!("{processor}, {cores} processors{load}, {rustc}")
}
