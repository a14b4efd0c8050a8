//! The next generation keeps what the one before promised: what it changes, what it says, and that it settles.
//! That what is kept compiles is in `ledger_compiled.rs`. `UPDATE_GOLDENS=1` writes the goldens anew.

mod source_support;

use generator::config::{Before, Config};
use generator::diag::code;
use generator::diff::{Level, diff};
use generator::ledger::{FILE, Ledger};
use generator::source::Input;
use generator::{Outcome, Settings, generate};
use source_support::assert_golden;
use std::path::{Path, PathBuf};

const CASES: &str = "tests/cases/ledger";

fn made(document: &str, before: Before) -> Outcome {
    let input = Input::Path(Path::new(CASES).join(document));
    let outcome = generate(&input, &Settings::Beside, |config: &mut Config| config.before = before);
    assert!(outcome.files.is_some(), "{:?}", outcome.diags.reported());
    outcome
}

fn file<'o>(outcome: &'o Outcome, path: &str) -> &'o str {
    let mut files = outcome.files.iter().flatten();
    &files.find(|file| file.path == path).unwrap_or_else(|| panic!("no {path}")).text
}

fn golden(name: &str) -> PathBuf {
    Path::new(CASES).join(name)
}

/// The first crate, and the second over it.
fn both() -> (Outcome, Outcome) {
    let first = made("first.yaml", Before::Nothing);
    let second = made("second.yaml", Before::Text(file(&first, FILE).to_owned()));
    (first, second)
}

#[test]
fn what_was_promised_is_kept() {
    let (first, second) = both();
    for (name, outcome) in [("first", &first), ("second", &second)] {
        assert_golden(&golden(&format!("{name}.lock")), file(outcome, FILE));
        assert_golden(&golden(&format!("{name}.rs")), file(outcome, "src/types.rs"));
        let methods: Vec<&str> =
            file(outcome, "src/loans.rs").lines().filter(|l| l.contains("pub fn")).collect();
        assert!(methods.iter().any(|line| line.contains("pub fn create(")), "{methods:?}");
    }
    let loans = file(&second, "src/loans.rs");
    let plain: String = loans.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        plain.contains("loan: impl Into<String>, branch: impl Into<String>, desk: impl Into<String>"),
        "{loans}"
    );
    assert!(plain.contains("pub struct Loans<"), "{loans}");
    assert!(file(&second, "src/lib.rs").contains("Main,"), "the server is called as before");
}

#[test]
fn what_cannot_be_kept_is_named_and_what_is_kept_is_told() {
    let (_, second) = both();
    let said: String = second
        .diags
        .reported()
        .iter()
        .filter(|d| [&code::BREAKING_CHANGE, &code::KEPT_OPTIONAL].contains(&d.code))
        .map(|d| format!("{}: {}\n", d.code.id, d.message))
        .collect();
    assert_golden(&golden("second.said"), &said);
}

#[test]
fn the_same_document_again_changes_nothing_and_says_nothing_of_changes() {
    for (document, outcome) in [("first.yaml", both().0), ("second.yaml", both().1)] {
        let again = made(document, Before::Text(file(&outcome, FILE).to_owned()));
        assert_eq!(again.files, outcome.files, "{document}");
        assert!(again.diags.reported().iter().all(|d| d.code != &code::BREAKING_CHANGE));
    }
}

/// A ledger does not tell paths apart that differ in the name of a parameter only, nor which of several failures answered
/// with which type. Over a document that did not change that must not matter.
#[test]
fn what_a_ledger_cannot_tell_apart_stays_while_the_document_stays() {
    const DOCUMENT: &str = r"
openapi: 3.0.3
info: {title: Trees, version: '1'}
servers: [{url: 'https://trees.example'}]
paths:
  /trees/{id}/leaves:
    get:
      operationId: leavesById
      tags: [trees]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: ok}}
  /trees/{species}/leaves:
    get:
      operationId: leavesOfSpecies
      tags: [trees]
      parameters: [{name: species, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: ok}}
";
    let made = |before| {
        let input = Input::Text { name: "trees.yaml".to_owned(), text: DOCUMENT.to_owned() };
        generate(&input, &Settings::Given(Config::default()), |config| config.before = before)
    };
    let first = made(Before::Nothing);
    let again = made(Before::Text(file(&first, FILE).to_owned()));
    assert!(again.files == first.files);
    assert!(again.diags.reported().iter().all(|d| d.code != &code::BREAKING_CHANGE));
}

#[test]
fn a_ledger_that_fits_nothing_changes_nothing() {
    let fresh = made("second.yaml", Before::Nothing);
    let empty = made("second.yaml", Before::Text(Ledger::new().to_string()));
    assert_eq!(fresh.files, empty.files);
    // Of other types and operations altogether.
    let other = "ledger = 1\n[types]\nTree = { fields = [], new = [] }\n[operations]\n\"GET /x\" = { call = \"a.b\", returns = \"()\" }\n";
    assert_eq!(fresh.files, made("second.yaml", Before::Text(other.to_owned())).files);
}

#[test]
fn no_file_is_the_first_generation_and_a_broken_one_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(FILE);
    let fresh = made("first.yaml", Before::Nothing);
    assert_eq!(made("first.yaml", Before::File(path.clone())).files, fresh.files);
    std::fs::write(&path, "<<<<<<< ours\n").expect("written");
    let input = Input::Path(golden("first.yaml"));
    let outcome = generate(&input, &Settings::Beside, |config| config.before = Before::File(path));
    assert!(outcome.files.is_none());
    assert!(outcome.diags.reported().iter().any(|d| d.code == &code::LEDGER));
}

#[test]
fn without_the_ledger_more_would_break() {
    let (first, second) = both();
    let ledger = |outcome: &Outcome| Ledger::parse(file(outcome, FILE)).expect("a ledger");
    let fresh = made("second.yaml", Before::Nothing);
    let breaks = |new: &Outcome| {
        let changes = diff(&ledger(&first), &ledger(new)).changes;
        changes.into_iter().filter(|change| change.level == Level::Major).count()
    };
    assert!(breaks(&second) * 4 < breaks(&fresh), "{} and {}", breaks(&second), breaks(&fresh));
}
