//! A run: every document through every stage.

use crate::args::Args;
use crate::find::{self, Document};
use crate::progress::Progress;
use crate::report::{self, Row};
use crate::table;
use crate::worker::{self, Job};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Duration;

/// Runs; the exit code is 0 only if nothing falls short.
pub fn run(args: &Args) -> ExitCode {
    match attempt(args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("corpus: {why}");
            ExitCode::from(2)
        }
    }
}

fn attempt(args: &Args) -> Result<bool, String> {
    if !args.dir.exists() {
        eprintln!("corpus: SKIPPED, NOTHING TESTED: there is no {}", args.dir.display());
        return Ok(true);
    }
    let mut documents = find::find(&args.dir)?;
    documents.retain(|document| {
        args.only.is_empty() || args.only.iter().any(|part| document.name.contains(part.as_str()))
    });
    if documents.is_empty() {
        return Err(format!("no document to test in {}", args.dir.display()));
    }
    let progress = Progress::new("generate", documents.len());
    let rows = each(documents, jobs(args), |document| {
        let row = row(document, args);
        let note = row.as_ref().map_or_else(String::clone, |row| match row.shortfalls().first() {
            Some(shortfall) => shortfall.chars().take(100).collect(),
            None => String::new(),
        });
        progress.step(&row.as_ref().map_or("", |row| &row.document.name), &note);
        row
    });
    let rows = rows.into_iter().collect::<Result<Vec<Row>, String>>()?;
    let totals = report::totals(&rows);
    print!("{}", table::render(&rows, &totals));
    let json = args.json.clone().unwrap_or_else(|| args.work.join("report.json"));
    let text = serde_json::to_string_pretty(&serde_json::json!({ "documents": rows, "totals": totals }));
    std::fs::write(&json, text.map_err(|error| error.to_string())?)
        .map_err(|error| format!("{}: {error}", json.display()))?;
    Ok(totals.short == 0)
}

fn jobs(args: &Args) -> usize {
    args.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1)
}

fn row(document: Document, args: &Args) -> Result<Row, String> {
    let folder = args.work.join(&document.name);
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let limit = Duration::from_secs(args.patience);
    let file = document.file.clone();
    let generated = worker::run(&Job::Generate { file: file.clone() }, limit);
    let out = folder.join("instances.jsonl");
    let contents = worker::run(&Job::Instances { file, limits: (args.made, args.spoilt), out }, limit);
    Ok(Row { document, generated, contents })
}

/// Does something with each item, some at a time; the results are in the order of the items.
fn each<T: Send, R: Send>(items: Vec<T>, jobs: usize, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let queue = Mutex::new(items.into_iter().enumerate());
    let next = || queue.lock().unwrap_or_else(std::sync::PoisonError::into_inner).next();
    let done = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                while let Some((position, item)) = next() {
                    let result = work(item);
                    done.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push((position, result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    done.sort_by_key(|(position, _)| *position);
    done.into_iter().map(|(_, result)| result).collect()
}
