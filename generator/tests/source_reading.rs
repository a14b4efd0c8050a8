//! Reading a document of any version, in any number of files: what comes of it, as OpenAPI 3.1 text.
//!
//! Each folder under `cases/reading` holds a document, `as-3.1.yaml`, which is what it is read as, and `stderr`, which is
//! what the user sees.

mod source_support;

use std::path::{Path, PathBuf};

use generator::diag::{Diagnostics, render};
use generator::source::{self, Input, Sources, convert, fit};
use source_support::{assert_golden, differences};

fn cases() -> Vec<PathBuf> {
    let entries = std::fs::read_dir("tests/cases/reading").expect("a folder of cases");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("a case").path()).collect();
    cases.sort();
    cases
}

fn document(case: &Path) -> PathBuf {
    let names = ["openapi.yaml", "openapi.json", "openapi.md"].map(|name| case.join(name));
    names.into_iter().find(|path| path.exists()).expect("a document")
}

#[test]
fn documents_are_read_as_the_goldens_say() {
    assert!(cases().len() >= 6);
    for case in cases() {
        let (mut sources, mut diags) = (Sources::default(), Diagnostics::default());
        let tree = source::load(&Input::Path(document(&case)), &mut sources, &mut diags).expect("a tree");
        let yaml = convert::to_yaml(tree);
        let tree =
            source::load(&Input::Path(document(&case)), &mut Sources::default(), &mut Diagnostics::default());
        let tree = tree.expect("a tree");
        let before = tree.value().clone();
        let read = tree.fit(&mut diags).expect("a document");
        let held = serde_json::to_value(&read.api).expect("a document serialises");
        assert_eq!(differences(&before, &fit::inverse(held)), [] as [String; 0], "{}", case.display());
        assert_golden(&case.join("as-3.1.yaml"), &yaml);
        let shown = render::render(&sources.show(diags.reported()), render::Colour::Never);
        assert_golden(&case.join("stderr"), &shown);
    }
}

/// What was converted and bundled is a document of its own, which needs no more of either.
#[test]
fn what_was_read_is_read_again_as_it_is() {
    for case in cases() {
        let golden = case.join("as-3.1.yaml");
        let (mut sources, mut diags) = (Sources::default(), Diagnostics::default());
        let tree = source::load(&Input::Path(golden.clone()), &mut sources, &mut diags).expect("a tree");
        assert_eq!(diags.reported(), [], "{}", golden.display());
        assert_eq!(sources.paths().count(), 1);
        assert_golden(&golden, &convert::to_yaml(tree));
    }
}
