//! Child processes: with a time limit, and with what they cost.

use nix::sys::resource::{Usage, UsageWho, getrusage};
use serde::{Deserialize, Serialize};
use std::io::{Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// What a piece of work cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// Processor seconds, user and system.
    pub seconds: f64,
    /// The most memory that was resident at a time, in bytes.
    pub peak: u64,
}

impl Cost {
    /// Of this process so far.
    pub fn of_self() -> Self {
        Self::of(getrusage(UsageWho::RUSAGE_SELF).ok())
    }

    /// Of the children of this process that have ended; the peak is that of the largest.
    pub fn of_children() -> Self {
        Self::of(getrusage(UsageWho::RUSAGE_CHILDREN).ok())
    }

    #[expect(clippy::cast_precision_loss, reason = "microseconds of a run are far below 2^53")]
    fn of(usage: Option<Usage>) -> Self {
        let Some(usage) = usage else { return Self::default() };
        let seconds = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
        // Linux counts in KiB, macOS in bytes (getrusage(2)).
        let unit = if cfg!(target_os = "macos") { 1 } else { 1024 };
        Self {
            seconds: seconds(usage.user_time()) + seconds(usage.system_time()),
            peak: u64::try_from(usage.max_rss()).unwrap_or_default().saturating_mul(unit),
        }
    }
}

/// How a child ended.
#[derive(Debug)]
pub struct Ended {
    /// `None` where it was stopped for taking too long.
    pub status: Option<ExitStatus>,
    /// What it wrote.
    pub stdout: Vec<u8>,
    /// What it complained about.
    pub stderr: String,
}

impl Ended {
    /// Why there is no result, for a report: `None` where all is well.
    pub fn trouble(&self) -> Option<String> {
        match self.status {
            Some(status) if status.success() => None,
            None => Some("took too long".to_owned()),
            Some(status) => {
                let said = self.stderr.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
                let panic = self.stderr.lines().skip_while(|line| !line.contains("panicked at")).take(2);
                let panic = panic.collect::<Vec<_>>().join(" ");
                Some(format!("{status}: {}", if panic.is_empty() { said } else { &panic }))
            }
        }
    }
}

/// Runs a command to its end or to the limit, giving it `input`.
pub fn run(command: &mut Command, input: Vec<u8>, limit: Duration) -> std::io::Result<Ended> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let stdin = child.stdin.take();
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    std::thread::scope(|scope| {
        // A child that ends without reading closes the pipe: no fault of ours.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(&input)));
        let stdout = scope.spawn(move || all(stdout));
        let stderr = scope.spawn(move || all(stderr));
        let status = end(&mut child, limit)?;
        let stdout = stdout.join().unwrap_or_default();
        let stderr = String::from_utf8_lossy(&stderr.join().unwrap_or_default()).into_owned();
        Ok(Ended { status, stdout, stderr })
    })
}

/// Runs a command that shares our input and output; `None` where it was stopped for taking too long.
pub fn wait(command: &mut Command, limit: Duration) -> std::io::Result<Option<ExitStatus>> {
    end(&mut command.spawn()?, limit)
}

fn end(child: &mut Child, limit: Duration) -> std::io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    let mut nap = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(nap);
        nap = (nap * 2).min(Duration::from_millis(50));
    }
}

fn all(pipe: Option<impl Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(mut pipe) = pipe {
        // What came before a failure still tells something.
        let _ = pipe.read_to_end(&mut bytes);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_gets_its_input_and_its_output_is_read() {
        let ended =
            run(&mut Command::new("cat"), vec![b'x'; 1 << 20], Duration::from_secs(20)).expect("a child");
        assert_eq!(ended.stdout.len(), 1 << 20);
        assert_eq!(ended.trouble(), None);
        assert!(Cost::of_children().peak > 100_000);
    }

    #[test]
    fn a_child_that_hangs_is_stopped() {
        let ended =
            run(Command::new("sleep").arg("60"), Vec::new(), Duration::from_millis(50)).expect("a child");
        assert_eq!(ended.trouble().as_deref(), Some("took too long"));
    }
}
