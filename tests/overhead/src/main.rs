//! Measures what a call through the generated client costs beside the same call through the HTTP library below it, in
//! instructions and allocations: they are the same on a busy machine, seconds are not.
//!
//! `cargo run --release -p overhead` prints a table. Each caller is this program once more, with a server that is this
//! program, too; what it costs to start is taken off by making two numbers of calls.

mod callers;
mod instructions;
mod server;

use std::process::{Command, ExitCode, Stdio};

use callers::Caller;

/// Calls of the shorter and of the longer run.
const SHORT: u64 = 200;
const LONG: u64 = 1200;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        [] => measure(),
        ["serve"] => server::serve(),
        ["call", caller, count, url] => call(caller, count, url),
        _ => Err("no arguments: `cargo run --release -p overhead`".into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// One caller, so many calls, and what they allocated on standard output.
fn call(caller: &str, count: &str, url: &str) -> Outcome<()> {
    let caller = Caller::ALL.into_iter().find(|other| other.name() == caller).ok_or("no such caller")?;
    let allocated = caller.run(count.parse()?, url)?;
    println!("{} {}", allocated.count, allocated.bytes);
    Ok(())
}

fn measure() -> Outcome<()> {
    if cfg!(debug_assertions) {
        println!("note: a debug build counts far more instructions than users will see; use --release\n");
    }
    let program = std::env::current_exe()?;
    let mut serving =
        Command::new(&program).arg("serve").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let url = server::url_of(&mut serving)?;
    let counter = instructions::Counter::find();
    println!("A checkout session created, per call ({LONG} calls less {SHORT}, both on one connection):\n");
    println!("| caller | allocations | bytes allocated | instructions |\n|---|---|---|---|");
    for caller in Caller::ALL {
        let run = |count: u64| {
            let mut command = Command::new(&program);
            command.args(["call", caller.name(), &count.to_string(), &url]);
            command
        };
        let per_call = |long: u64, short: u64| long.saturating_sub(short) / (LONG - SHORT);
        let (short, long) = (allocated(run(SHORT))?, allocated(run(LONG))?);
        let instructions = match &counter {
            Some(counter) => per_call(counter.count(run(LONG))?, counter.count(run(SHORT))?).to_string(),
            None => "skipped".to_owned(),
        };
        let (count, bytes) = (per_call(long.0, short.0), per_call(long.1, short.1));
        println!("| {} | {count} | {bytes} | {instructions} |", caller.about());
    }
    match counter {
        Some(counter) => println!("\nInstructions of the user's side only, by `{}`.", counter.about()),
        None => println!(
            "\nINSTRUCTIONS WERE NOT COUNTED: neither `perf stat` nor `valgrind` works on this machine."
        ),
    }
    serving.kill()?;
    serving.wait()?;
    Ok(())
}

/// What a run says that it allocated.
fn allocated(mut command: Command) -> Outcome<(u64, u64)> {
    let output = command.stderr(Stdio::inherit()).output()?;
    let text = String::from_utf8(output.stdout)?;
    let (count, bytes) = text.trim().split_once(' ').ok_or("a run failed")?;
    Ok((count.parse()?, bytes.parse()?))
}
