//! Converting: the vendor's page becomes the document that the client is generated from.

mod source_support;

use std::path::PathBuf;

use generator::diag::Diagnostics;
use generator::source::{self, Input, Sources, Tree, convert};

fn spec(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../spec").join(name)
}

/// A tree, and what was objected to on the way.
fn load(input: &Input) -> (Tree, Diagnostics) {
    let (mut sources, mut diags) = (Sources::default(), Diagnostics::default());
    let tree = source::load(input, &mut sources, &mut diags);
    (tree.unwrap_or_else(|| panic!("{input:?}: {:?}", diags.reported())), diags)
}

#[test]
fn the_page_becomes_the_document() {
    let (tree, diags) = load(&Input::Path(spec("create-checkout-session.md")));
    assert_eq!(diags.reported(), []);
    source_support::assert_golden(&spec("checkouts.yaml"), &convert::to_yaml(tree));
}

/// The text of a converted document is read as the very tree it was written from.
#[test]
fn the_document_is_the_page() {
    let (page, _) = load(&Input::Path(spec("create-checkout-session.md")));
    let (document, diags) = load(&Input::Path(spec("checkouts.yaml")));
    assert_eq!(diags.reported(), []);
    assert_eq!(document.value().to_string(), page.value().to_string());
    let json = Input::Text { name: "checkouts.json".into(), text: convert::to_json(document) };
    assert_eq!(load(&json).0.value().to_string(), page.value().to_string());
}

/// The document is one of OpenAPI 3.1, with nothing left over to object to.
#[test]
fn the_document_is_read_without_objection() {
    let (mut sources, mut diags) = (Sources::default(), Diagnostics::default());
    let document = source::read(&Input::Path(spec("checkouts.yaml")), &mut sources, &mut diags);
    assert_eq!(diags.reported(), []);
    let api = document.expect("a document").api;
    assert_eq!(api.openapi, "3.1.0");
    let operations: Vec<_> = api.operations().map(|(path, method, _)| (path, method)).collect();
    assert_eq!(operations, [("/checkouts", "post")]);
}
