//! Every code has a fixture of its name, and the file beside it holds what the user sees.

mod source_support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use generator::config::Before;
use generator::diag::{code, render};
use generator::source::Input;
use generator::{Settings, generate};
use source_support::assert_golden;

/// Relative to the package, which is where its tests run: goldens hold no path of anybody's machine.
const CASES: &str = "tests/cases/diagnostics";

fn fixtures() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(CASES).expect("a folder of fixtures");
    let paths = entries.map(|entry| entry.expect("a fixture").path());
    let mut fixtures: Vec<PathBuf> = paths.filter(|path| stem(path).is_some()).collect();
    fixtures.sort();
    fixtures
}

/// The code that a fixture is of.
fn stem(path: &Path) -> Option<String> {
    let fixture = path
        .extension()
        .is_some_and(|extension| ["yaml", "json", "md"].iter().any(|kind| extension == *kind));
    fixture.then(|| path.file_stem().map(|stem| stem.to_string_lossy().into_owned())).flatten()
}

#[test]
fn users_see_what_the_goldens_say() {
    for fixture in fixtures() {
        // Beside the fixtures about the ledger.
        let before = Before::File(fixture.with_extension("lock"));
        let outcome =
            generate(&Input::Path(fixture.clone()), &Settings::Beside, |config| config.before = before);
        let reported = outcome.diags.reported();
        let shown = render::render(&outcome.sources.show(reported), render::Colour::Never);
        let code = stem(&fixture).expect("the name of a fixture");
        assert!(reported.iter().any(|d| d.code.id == code), "{code} is not reported:\n{shown}");
        assert_golden(&fixture.with_extension("stderr"), &shown);
    }
}

/// Reported only where an earlier stage has overlooked something, or where the system lacks memory (a test of the command line
/// takes it away): no document of a few lines gets there.
const UNREACHABLE: [&str; 3] = ["endless-required", "endless-type", "no-stack"];

#[test]
fn every_code_has_a_fixture() {
    let shown = fixtures().iter().filter_map(|path| stem(path)).collect::<BTreeSet<_>>();
    let unreachable = UNREACHABLE.iter().map(|id| (*id).to_owned()).collect();
    let known: BTreeSet<String> = code::ALL.iter().map(|code| code.id.to_owned()).collect();
    assert_eq!(&shown | &unreachable, known);
    assert!(shown.is_disjoint(&unreachable));
    assert_eq!(known.len(), code::ALL.len(), "two codes have the same name");
}

#[test]
fn every_code_can_be_written_after_a_flag() {
    for code in code::ALL {
        assert!(code.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", code.id);
        assert!(!code.title.ends_with('.') && !code.help.ends_with('.'), "{}", code.id);
    }
}
