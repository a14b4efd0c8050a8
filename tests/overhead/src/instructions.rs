//! Counts instructions, with what the machine has for it.

use std::process::{Command, Stdio};

use super::Outcome;

/// A program that counts the instructions of another.
pub enum Counter {
    /// The processor's own counters.
    Perf,
    /// A simulated processor.
    Valgrind,
}

impl Counter {
    /// The first that works here.
    pub fn find() -> Option<Self> {
        [Self::Perf, Self::Valgrind].into_iter().find(|counter| counter.count(Command::new("true")).is_ok())
    }

    /// How it is called.
    pub fn about(&self) -> &'static str {
        match self {
            Self::Perf => "perf stat -e instructions:u",
            Self::Valgrind => "valgrind --tool=cachegrind --cache-sim=no",
        }
    }

    /// The instructions of a run.
    pub fn count(&self, run: Command) -> Outcome<u64> {
        let mut words = self.about().split(' ');
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words);
        let mark = match self {
            Self::Perf => {
                command.args(["-x", ",", "--"]);
                ",,instructions"
            }
            Self::Valgrind => {
                command.args(["--cachegrind-out-file=/dev/null", "--"]);
                "I refs:"
            }
        };
        let output = command.arg(run.get_program()).args(run.get_args()).stdout(Stdio::null()).output()?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let line =
            said.lines().map(|line| line.replace("I   refs:", "I refs:")).find(|line| line.contains(mark));
        let line = line.filter(|_| output.status.success()).ok_or_else(|| format!("no count in: {said}"))?;
        let number = match self {
            Self::Perf => line.split(',').next(),
            Self::Valgrind => line.split("refs:").nth(1),
        };
        let digits: String = number.unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
        Ok(digits.parse()?)
    }
}
