//! A run: every document through every stage.

use crate::args::{Args, Stage};
use crate::compile::{self, Package, Verb};
use crate::find::{self, Document, Expect};
use crate::harness;
use crate::instances::Limits;
use crate::progress::Progress;
use crate::report::{self, Row};
use crate::suite;
use crate::table;
use crate::worker;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
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
    std::fs::create_dir_all(&args.work).map_err(|error| format!("{}: {error}", args.work.display()))?;
    let work = args.work.canonicalize().map_err(|error| format!("{}: {error}", args.work.display()))?;
    let jobs =
        args.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1);
    let run = Run { work: &work, jobs, limit: Duration::from_secs(args.patience), args };

    let mut rows = run.generate(documents);
    if !args.unchecked && args.before.is_none_or(|before| before > Stage::Check) {
        run.check(&mut rows)?;
    }
    if args.before.is_none() {
        rows = run.exercise(rows)?;
    }
    let totals = report::totals(&rows);
    print!("{}", table::render(&rows, &totals));
    let json = args.json.clone().unwrap_or_else(|| work.join("report.json"));
    let text = serde_json::to_string_pretty(&serde_json::json!({ "documents": rows, "totals": totals }));
    std::fs::write(&json, text.map_err(|error| error.to_string())?)
        .map_err(|error| format!("{}: {error}", json.display()))?;
    Ok(totals.short == 0)
}

struct Run<'a> {
    work: &'a Path,
    jobs: usize,
    limit: Duration,
    args: &'a Args,
}

impl Run<'_> {
    fn generate(&self, documents: Vec<Document>) -> Vec<Row> {
        let progress = Progress::new("generate", documents.len());
        each(documents, self.jobs, |document| {
            let client = client(&document.name);
            let folder = self.work.join(&client.folder);
            let document = self.prepared(document);
            let generated = worker::generated(document.file.clone(), client.name, folder, self.limit);
            let contents = worker::counted(document.file.clone(), self.limit);
            let row = Row {
                document,
                contents,
                generated,
                checked: None,
                features: BTreeMap::new(),
                fidelity: None,
            };
            let note: String =
                row.shortfalls().first().map(|text| text.chars().take(120).collect()).unwrap_or_default();
            progress.step(&row.document.name, &note);
            row
        })
    }

    /// A file of the JSON Schema test suite is turned into a document first.
    fn prepared(&self, document: Document) -> Document {
        if document.expect != Expect::Suite {
            return document;
        }
        let file = self.work.join(&document.name).join("document.json");
        let made = suite::document(&document.file).and_then(|(made, left_out)| {
            if left_out > 0 {
                eprintln!("{}: {left_out} groups left out, they refer to other documents", document.name);
            }
            let folder = self.work.join(&document.name);
            std::fs::create_dir_all(folder)
                .and_then(|()| std::fs::write(&file, made.to_string()))
                .map_err(|e| e.to_string())
        });
        match made {
            Ok(()) => Document { file, ..document },
            // The generator will say what is wrong with it.
            Err(_) => document,
        }
    }

    fn check(&self, rows: &mut [Row]) -> Result<(), String> {
        let with_client = |row: &&Row| row.has_client();
        let clients: Vec<Package> =
            rows.iter().filter(with_client).map(|row| client(&row.document.name)).collect();
        compile::workspace(self.work, &clients)?;
        let mut checked = compile::check(self.work, &clients, self.jobs)?;
        for row in rows {
            let client = client(&row.document.name);
            row.checked = checked.remove(&client.name);
            if let Some(count) = self.args.features.filter(|_| row.has_client()) {
                row.features = compile::check_features(self.work, &client, count, self.jobs)?;
            }
        }
        Ok(())
    }

    fn exercise(&self, rows: Vec<Row>) -> Result<Vec<Row>, String> {
        let compiles = |row: &&Row| match &row.checked {
            Some(checked) => checked.errors == 0,
            None => self.args.unchecked && row.has_client(),
        };
        let mut harnesses: Vec<Package> = Vec::new();
        for row in rows.iter().filter(compiles) {
            let (client, harness) = (client(&row.document.name), harness_of(&row.document.name));
            let uses = row.generated.as_ref().map(|generated| generated.uses.as_slice()).unwrap_or_default();
            if uses.is_empty() {
                continue;
            }
            harness::write(
                &self.work.join(&harness.folder),
                &harness.name,
                &self.work.join(client.folder),
                uses,
            )?;
            harnesses.push(harness);
        }
        let clients = rows.iter().filter(|row| row.has_client()).map(|row| client(&row.document.name));
        compile::workspace(self.work, &clients.chain(harnesses.clone()).collect::<Vec<_>>())?;
        let built = compile::compile(self.work, Verb::Build, &harnesses, self.jobs, &[])?;
        let progress = Progress::new("exercise", harnesses.len());
        Ok(each(rows, self.jobs, |mut row| {
            let harness = harness_of(&row.document.name);
            let Some(built) = built.get(&harness.name) else { return row };
            row.fidelity = Some(if built.errors > 0 {
                Err(format!(
                    "the harness does not compile: {}",
                    built.said.first().map_or("", String::as_str)
                ))
            } else {
                self.exercised(&row, &self.work.join("target/debug").join(&harness.name))
            });
            progress.step(&row.document.name, "");
            row
        }))
    }

    fn exercised(&self, row: &Row, harness: &Path) -> Result<crate::fidelity::Fidelity, String> {
        let uses = row.generated.as_ref().map(|generated| generated.uses.clone()).unwrap_or_default();
        let limits = Limits { made: self.args.made, spoilt: self.args.spoilt };
        worker::exercised(row.document.file.clone(), uses, limits, harness.to_owned(), self.limit)
    }
}

fn client(document: &str) -> Package {
    package(document, "client", format!("doc-{document}"))
}

fn harness_of(document: &str) -> Package {
    package(document, "harness", format!("run-{document}"))
}

fn package(document: &str, folder: &str, name: String) -> Package {
    Package { document: document.to_owned(), name, folder: PathBuf::from(document).join(folder) }
}

/// Does something with each item, some at a time; the results are in the order of the items.
fn each<T: Send, R: Send>(items: Vec<T>, jobs: usize, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let queue = Mutex::new(items.into_iter().enumerate());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let done = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                while let Some((position, item)) = next() {
                    let result = work(item);
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((position, result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(position, _)| *position);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::each;

    #[test]
    fn results_are_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..50).collect();
        let doubled = each(items.clone(), 4, |n| {
            std::thread::sleep(std::time::Duration::from_micros(50 - n));
            n * 2
        });
        assert_eq!(doubled, items.iter().map(|n| n * 2).collect::<Vec<_>>());
    }
}
