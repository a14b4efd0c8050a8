//! The cost of a command, in processor seconds: on a busy machine they say more than seconds on the wall.

use std::process::{Command, Stdio};

use nix::sys::resource::{UsageWho, getrusage};

/// Processor seconds, user and system, of a command and its children.
///
/// # Errors
/// It does not start, or it fails: what it wrote is the message.
pub fn seconds(command: &mut Command) -> Result<f64, String> {
    let before = of_children()?;
    let output = command.stdin(Stdio::null()).output().map_err(|error| format!("{command:?}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{command:?} failed:\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(of_children()? - before)
}

fn of_children() -> Result<f64, String> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| format!("getrusage: {error}"))?;
    #[expect(clippy::cast_precision_loss, reason = "microseconds of a run are far below 2^53")]
    let seconds = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    Ok(seconds(usage.user_time()) + seconds(usage.system_time()))
}
