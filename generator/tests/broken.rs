//! Broken documents, one mistake each: what a user sees is a golden, and whoever denies warnings gets no crate.
//! `UPDATE_GOLDENS=1` renews the goldens; read them as prose.

mod source_support;

use generator::diag::level::{Level, WARNINGS};
use generator::diag::{Severity, render};
use generator::source::Input;
use generator::{Settings, generate};
use source_support::assert_golden;
use std::path::{Path, PathBuf};

/// Relative to the package, which is where its tests run: goldens hold no path of anybody's machine.
const CASES: &str = "tests/cases/broken";

fn documents(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.extension().and_then(|extension| extension.to_str()) {
            None if path.is_dir() && !path.ends_with("parts") => documents(&path, found),
            Some("yaml" | "json") => found.push(path),
            _ => {}
        }
    }
}

#[test]
fn every_mistake_is_told_at_its_place_with_a_remedy() {
    let mut found = Vec::new();
    documents(Path::new(CASES), &mut found);
    found.sort();
    assert!(found.len() >= 100, "{} documents: is this the right folder?", found.len());
    for document in found {
        let name = document.display();
        let input = Input::Path(document.clone());
        let outcome = generate(&input, &Settings::Beside, |_| {});
        let reported = outcome.diags.reported();
        let shown = outcome.sources.show(reported);
        assert_golden(&document.with_extension("stderr"), &render::render(&shown, render::Colour::Never));
        assert!(!reported.is_empty(), "{name}: nothing is said");
        let is_error = reported.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        assert_eq!(
            outcome.files.is_none(),
            is_error,
            "{name}: there is a crate exactly where there is no error"
        );
        assert!(reported.iter().all(|diagnostic| !diagnostic.code.help.is_empty()), "{name}");
        let denied = generate(&input, &Settings::Beside, |config| {
            config.levels.add(WARNINGS, Level::Deny).expect("it means all of them");
        });
        assert!(denied.files.is_none(), "{name}: a crate in spite of warnings that are denied");
    }
}
