//! How far a run is: a line that rewrites itself on a terminal, one line per document elsewhere.

use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::time::Instant;

/// The progress of one stage, on standard error.
pub struct Progress {
    stage: &'static str,
    total: usize,
    terminal: bool,
    start: Instant,
    done: Mutex<usize>,
}

impl Progress {
    /// A stage that handles `total` documents.
    pub fn new(stage: &'static str, total: usize) -> Self {
        Self {
            stage,
            total,
            terminal: std::io::stderr().is_terminal(),
            start: Instant::now(),
            done: Mutex::new(0),
        }
    }

    /// One more is done; `note` says how it went.
    pub fn step(&self, name: &str, note: &str) {
        let mut done = self.done.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *done += 1;
        let bar = bar(*done, self.total);
        let (stage, total) = (self.stage, self.total);
        let mut err = std::io::stderr().lock();
        // Progress that cannot be shown is no reason to stop.
        let _ = if self.terminal {
            let end = if *done == total { "\n" } else { "" };
            let what: String = format!("{name} {note}").chars().take(50).collect();
            write!(err, "\r\x1b[2K{stage:>9} {bar} {done}/{total} {what}{end}").and_then(|()| err.flush())
        } else {
            let seconds = self.start.elapsed().as_secs();
            writeln!(err, "{stage:>9} {done:>4}/{total} {seconds:>4} s  {name} {note}")
        };
    }
}

fn bar(done: usize, total: usize) -> String {
    const WIDTH: usize = 24;
    let filled = (done * WIDTH).checked_div(total).unwrap_or(WIDTH).min(WIDTH);
    format!("[{}{}]", "=".repeat(filled), " ".repeat(WIDTH - filled))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_bar_fills() {
        assert_eq!(super::bar(0, 4), format!("[{}]", " ".repeat(24)));
        assert_eq!(super::bar(2, 4), format!("[{}{}]", "=".repeat(12), " ".repeat(12)));
        assert_eq!(super::bar(0, 0), format!("[{}]", "=".repeat(24)));
    }
}
