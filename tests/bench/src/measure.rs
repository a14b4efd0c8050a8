//! The cost of a command, in processor seconds: on a busy machine they say more than seconds on the wall.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use nix::sys::resource::{Usage, UsageWho, getrusage};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use serde::{Deserialize, Serialize};

/// What one run of a command cost, with all the processes that it started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// Processor seconds, user and system.
    pub cpu: f64,
    /// Seconds on the wall.
    pub wall: f64,
    /// The peak memory of the largest process, in MiB.
    pub peak: f64,
}

/// Processor seconds, user and system, of a command and its children.
///
/// # Errors
/// It does not start, or it fails: what it wrote is the message.
pub fn seconds(command: &mut Command) -> Result<f64, String> {
    let before = cpu(&of_children()?);
    let output = command.stdin(Stdio::null()).output().map_err(|error| format!("{command:?}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{command:?} failed:\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(cpu(&of_children()?) - before)
}

/// What a command costs. It is run by a process of its own, because the system tells the peak only of all children together.
///
/// # Errors
/// It does not start, it fails, or it is not over within the limit; the message is what it wrote last.
pub fn cost(command: &Command, limit: Duration) -> Result<Cost, String> {
    let own = std::env::current_exe().map_err(|error| format!("this program: {error}"))?;
    let mut outer = Command::new(own);
    outer.args(["measure", &limit.as_secs().to_string(), "--"]).arg(command.get_program());
    outer.args(command.get_args()).stdin(Stdio::null());
    if let Some(folder) = command.get_current_dir() {
        outer.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => outer.env(name, value),
            None => outer.env_remove(name),
        };
    }
    let output = outer.output().map_err(|error| format!("{command:?}: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let figures: Vec<f64> =
        String::from_utf8_lossy(&output.stdout).split_whitespace().flat_map(str::parse).collect();
    match figures.as_slice() {
        [cpu, wall, peak] if output.status.success() => Ok(Cost { cpu: *cpu, wall: *wall, peak: *peak }),
        _ => Err(said
            .lines()
            .rev()
            .take(40)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect::<Vec<_>>()
            .join("\n")),
    }
}

/// The process of its own: runs the command and prints what it cost.
///
/// # Errors
/// It does not start, it fails, or it is not over within the limit.
pub fn run(limit: Duration, command: &[String]) -> Result<(), String> {
    let (program, arguments) = command.split_first().ok_or("no command")?;
    let start = Instant::now();
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .process_group(0)
        .spawn()
        .map_err(|error| format!("{program}: {error}"))?;
    let status =
        wait(&mut child, start + limit)?.ok_or_else(|| format!("not over after {} s", limit.as_secs()))?;
    let (wall, usage) = (start.elapsed().as_secs_f64(), of_children()?);
    if !status.success() {
        // By its name: where it is says nothing to whoever reads the page.
        let name = Path::new(program).file_name().unwrap_or(program.as_ref());
        return Err(format!("{} failed", name.display()));
    }
    #[expect(clippy::cast_precision_loss, reason = "kilobytes of a process are far below 2^53")]
    let peak = usage.max_rss() as f64 / 1024.0;
    println!("{} {wall} {peak}", cpu(&usage));
    Ok(())
}

/// Waits until the deadline; then ends the child and whatever it started.
fn wait(child: &mut Child, deadline: Instant) -> Result<Option<ExitStatus>, String> {
    loop {
        match child.try_wait() {
            Ok(None) if Instant::now() < deadline => std::thread::sleep(Duration::from_millis(2)),
            Ok(None) => {
                if let Ok(group) = i32::try_from(child.id()) {
                    let _ = killpg(Pid::from_raw(group), Signal::SIGKILL);
                }
                let _ = child.wait();
                return Ok(None);
            }
            Ok(status) => return Ok(status),
            Err(error) => return Err(error.to_string()),
        }
    }
}

fn of_children() -> Result<Usage, String> {
    getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| format!("getrusage: {error}"))
}

fn cpu(usage: &Usage) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "microseconds of a run are far below 2^53")]
    let seconds = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    seconds(usage.user_time()) + seconds(usage.system_time())
}

/// The median of each figure.
pub fn median(costs: &[Cost]) -> Cost {
    let of = |figure: fn(&Cost) -> f64| {
        let mut all: Vec<f64> = costs.iter().map(figure).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or_default()
    };
    Cost { cpu: of(|cost| cost.cpu), wall: of(|cost| cost.wall), peak: of(|cost| cost.peak) }
}
