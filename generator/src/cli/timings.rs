//! How long each stage of a run takes.

use generator::Watch;
use std::fmt;
use std::time::{Duration, Instant};

/// The stages of a run so far. What is not a stage, like reading the configuration, counts to the stage before it.
#[derive(Default)]
pub struct Timings(Vec<(&'static str, Instant)>);

impl Timings {
    /// Each stage with its share; the last one ends now.
    pub fn split(&self) -> Vec<(&'static str, Duration)> {
        let ends = self.0.iter().skip(1).map(|(_, start)| *start).chain([Instant::now()]);
        self.0.iter().zip(ends).map(|((step, start), end)| (*step, end - *start)).collect()
    }
}

impl Watch for Timings {
    fn begin(&mut self, step: &'static str) {
        self.0.push((step, Instant::now()));
    }
}

impl fmt::Display for Timings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let split = self.split();
        let line =
            |step: &str, took: Duration| format!("{step:<12} {:>8.1} ms\n", took.as_secs_f64() * 1000.0);
        let lines: String = split.iter().map(|(step, took)| line(step, *took)).collect();
        let all = split.iter().map(|(_, took)| *took).sum();
        write!(f, "{lines}{}", line("all", all).trim_end())
    }
}
