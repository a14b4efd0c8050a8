//! Nothing is lost, over as many real documents as there are at hand.
//!
//! Set `CORPUS` to a folder of OpenAPI documents. Without it there is nothing to test, and the test says so.

mod source_support;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use generator::diag::{Diagnostics, code};
use generator::source::{self, Input, Sources, convert, fit};
use source_support::differences;

#[derive(Default, Debug)]
struct Tally {
    files: usize,
    /// Packages, parts of documents, test suites of other things.
    no_documents: usize,
    /// Texts that are no YAML or JSON, repeat a name, or are of a version that cannot be read.
    refused: usize,
    read: usize,
    time: Duration,
    slowest: (Duration, PathBuf),
    wrong: Vec<String>,
}

#[test]
fn nothing_is_lost() {
    let Some(folder) = std::env::var_os("CORPUS") else {
        eprintln!("SKIPPED: set CORPUS to a folder of OpenAPI documents to test with them");
        return;
    };
    let mut tally = Tally::default();
    each_file(Path::new(&folder), &mut |path| {
        source::with_stack(|| try_file(path, &mut tally)).expect("a deep stack")
    });
    eprintln!(
        "{} files: {} read in {:.1?}, {} no documents, {} refused; slowest {:.1?} {}",
        tally.files,
        tally.read,
        tally.time,
        tally.no_documents,
        tally.refused,
        tally.slowest.0,
        tally.slowest.1.display()
    );
    assert!(tally.read > 0, "there is no document in {folder:?}");
    assert!(tally.wrong.is_empty(), "{} wrong:\n{}", tally.wrong.len(), tally.wrong.join("\n"));
}

fn each_file(folder: &Path, visit: &mut impl FnMut(&Path)) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        let document =
            ["json", "yaml", "yml"].iter().any(|kind| path.extension().is_some_and(|it| it == *kind));
        if path.is_dir() {
            each_file(&path, visit);
        } else if document {
            visit(&path);
        }
    }
}

fn try_file(path: &Path, tally: &mut Tally) {
    tally.files += 1;
    let name = path.display();
    let (mut sources, mut diags) = (Sources::default(), Diagnostics::default());
    let start = Instant::now();
    let tree = source::load(&Input::Path(path.to_owned()), &mut sources, &mut diags);
    let loaded = start.elapsed();
    let Some(tree) = tree else {
        let no_document = diags.reported().iter().any(|d| *d.code == code::NOT_OPENAPI);
        if no_document {
            tally.no_documents += 1
        } else {
            tally.refused += 1
        }
        assert!(diags.errors() > 0, "{name}: refused without a reason");
        return;
    };
    let before = tree.value().clone();
    let start = Instant::now();
    let read = tree.fit(&mut diags);
    let took = loaded + start.elapsed();
    tally.time += took;
    if took > tally.slowest.0 {
        tally.slowest = (took, path.to_owned());
    }
    let Some(read) = read else {
        tally.wrong.push(format!("{name}: not held: {:?}", diags.reported().last()));
        return;
    };
    tally.read += 1;
    let held = serde_json::to_value(&read.api).expect("a document serialises");
    let lost = differences(&before, &fit::inverse(held));
    tally.wrong.extend(lost.into_iter().take(3).map(|what| format!("{name}: {what}")));
    // Whatever was objected to has a place in some file.
    let places = sources.locations(diags.reported());
    for (diagnostic, place) in diags.reported().iter().zip(places) {
        if place.is_none() {
            tally.wrong.push(format!("{name}: no place for {diagnostic:?}"));
        }
    }
    // A reference that leads nowhere in one version may lead somewhere in the other.
    if !diags.reported().iter().any(|d| *d.code == code::DANGLING_REFERENCE) {
        converted(path, tally);
    }
}

/// The text of a converted document is read as the tree that it was written from.
fn converted(path: &Path, tally: &mut Tally) {
    let load = |input: &Input| source::load(input, &mut Sources::default(), &mut Diagnostics::default());
    let tree = load(&Input::Path(path.to_owned())).expect("it was read before");
    let json = convert::to_json(tree);
    let written: serde_json::Value = serde_json::from_str(&json).expect("JSON is JSON");
    let Some(tree) = load(&Input::Text { name: "again.json".into(), text: json }) else {
        tally.wrong.push(format!("{}: not read as JSON", path.display()));
        return;
    };
    let yaml = convert::to_yaml(tree);
    match load(&Input::Text { name: "again.yaml".into(), text: yaml }) {
        Some(again) if *again.value() == written => {}
        Some(again) => {
            let what = differences(&written, again.value());
            tally.wrong.push(format!("{}: changed as YAML: {:?}", path.display(), what.first()));
        }
        None => tally.wrong.push(format!("{}: not read as YAML", path.display())),
    }
}
