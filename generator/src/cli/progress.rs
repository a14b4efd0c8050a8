//! What is on, on a terminal, once it takes longer than a second.

use generator::Watch;
use std::io::{IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Shows the step that a run is at, until it is dropped.
pub struct Progress {
    steps: Option<Sender<&'static str>>,
    thread: Option<JoinHandle<()>>,
}

const BEFORE_FIRST: Duration = Duration::from_secs(1);
const BETWEEN: Duration = Duration::from_millis(200);

impl Progress {
    /// Nothing is shown where `quiet`, or where standard error is no terminal.
    pub fn new(quiet: bool) -> Progress {
        if quiet || !std::io::stderr().is_terminal() {
            return Progress { steps: None, thread: None };
        }
        let (steps, received) = channel();
        let started = Instant::now();
        let thread = std::thread::Builder::new().spawn(move || {
            let (mut step, mut wait, mut shown) = ("starting", BEFORE_FIRST, false);
            loop {
                match received.recv_timeout(wait) {
                    Ok(next) => {
                        step = next;
                        wait = BEFORE_FIRST.saturating_sub(started.elapsed()).max(BETWEEN);
                    }
                    Err(RecvTimeoutError::Timeout) => {
                        let seconds = started.elapsed().as_secs();
                        let _ = write!(std::io::stderr(), "\r\x1b[K{step} ({seconds} s)");
                        let _ = std::io::stderr().flush();
                        (shown, wait) = (true, BETWEEN);
                    }
                    Err(RecvTimeoutError::Disconnected) => break,
                }
            }
            if shown {
                let _ = write!(std::io::stderr(), "\r\x1b[K");
            }
        });
        Progress { steps: Some(steps), thread: thread.ok() }
    }
}

impl Watch for Progress {
    fn begin(&mut self, step: &'static str) {
        if let Some(steps) = &self.steps {
            // Without the thread nothing is shown, and nothing else is amiss.
            let _ = steps.send(step);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.steps = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
