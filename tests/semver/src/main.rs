//! Holds `generator diff` against two tools that look at the crates themselves: `cargo-semver-checks`, and what `rustdoc`
//! lists of their public items.
//!
//! ```text
//! cargo install cargo-semver-checks
//! cargo run -p semver -- DOCUMENT DOCUMENT ..             each with the next
//! cargo run -p semver -- --changed DOCUMENT ..            each with itself, changed in typical ways
//! ```
//!
//! Each pair is compared twice: the second crate made over the first, with its ledger, and made afresh. It prints a table, and
//! ends with 1 where a tool finds a breaking change that `diff` does not name, or `diff` one that neither can see.
//! `--work FOLDER` is where the crates go, `target/semver` without it; `--verbose` prints what was found.

mod agree;
mod changes;
mod checks;
mod items;
mod made;

use agree::Verdict;
use made::{Desk, Made};
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str =
    "usage: semver [--work FOLDER] [--verbose] (DOCUMENT DOCUMENT .. | --changed DOCUMENT ..)";

struct Asked {
    work: PathBuf,
    verbose: bool,
    changed: bool,
    documents: Vec<PathBuf>,
}

fn asked() -> Result<Asked, String> {
    let mut asked =
        Asked { work: PathBuf::from("target/semver"), verbose: false, changed: false, documents: Vec::new() };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--work" => asked.work = arguments.next().ok_or(USAGE)?.into(),
            "--verbose" => asked.verbose = true,
            "--changed" => asked.changed = true,
            option if option.starts_with('-') => return Err(USAGE.to_owned()),
            document => asked.documents.push(document.into()),
        }
    }
    if asked.documents.len() < if asked.changed { 1 } else { 2 } {
        return Err(USAGE.to_owned());
    }
    Ok(asked)
}

/// Two documents, by what the table calls them.
struct Pair {
    name: String,
    old: String,
    new: String,
}

fn pairs(asked: &Asked) -> Result<Vec<Pair>, String> {
    let texts: Result<Vec<(String, String)>, String> =
        asked.documents.iter().map(|path| Ok((made::stem(path), made::read(path)?))).collect();
    let texts = texts?;
    if !asked.changed {
        let pair = |pair: &[(String, String)]| match pair {
            [(a, old), (b, new)] => {
                Some(Pair { name: format!("{a} to {b}"), old: old.clone(), new: new.clone() })
            }
            _ => None,
        };
        return Ok(texts.windows(2).filter_map(pair).collect());
    }
    let mut pairs = Vec::new();
    for (name, text) in texts {
        for (what, changed) in changes::all(&text)? {
            pairs.push(Pair { name: format!("{name}: {what}"), old: text.clone(), new: changed });
        }
    }
    Ok(pairs)
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<bool, String> {
    let asked = asked()?;
    let version = checks::version();
    match &version {
        Some(version) => println!("{version}\n"),
        None => {
            eprintln!(
                "SKIPPED: cargo-semver-checks (cargo install cargo-semver-checks): only rustdoc is asked"
            )
        }
    }
    let desk = Desk::new(&asked.work)?;
    println!(
        "| change | ledger | `diff`: breaking | cargo-semver-checks | not named by `diff` | rustdoc | not named | false |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let mut is_right = true;
    let mut last: Option<(String, Made)> = None;
    for Pair { name, old, new } in pairs(&asked)? {
        let known = last.take().filter(|(text, _)| *text == old).map(|(_, made)| made);
        let before = match known {
            Some(made) => made,
            None => desk.make("old", &old, None)?,
        };
        for (way, ledger) in [("with", Some(&before.lock)), ("without", None)] {
            let after = desk.make("new", &new, ledger)?;
            let found =
                version.as_ref().map(|_| checks::between(&before.rustdoc, &after.rustdoc)).transpose()?;
            let verdict = agree::agree(&before, &after, found.as_deref());
            println!("| {name} | {way} | {} |", verdict.row());
            report(&verdict, asked.verbose);
            is_right &= verdict.is_right();
        }
        last = Some((old, before));
    }
    Ok(is_right)
}

fn report(verdict: &Verdict, verbose: bool) {
    let lists = [
        ("not named by diff, found by cargo-semver-checks", &verdict.missed_checks, true),
        ("not named by diff, seen by rustdoc", &verdict.missed_items, true),
        ("named by diff alone", &verdict.false_ones, true),
        ("diff", &verdict.named, false),
        ("cargo-semver-checks", &verdict.checks, false),
    ];
    for (head, lines, always) in lists {
        for line in lines.iter().filter(|_| always || verbose) {
            eprintln!("  {head}: {line}");
        }
    }
}
