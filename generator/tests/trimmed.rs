//! The documents of the package `trimmed`: each reaches one part of the runtime that others do without. That the clients
//! compile is that package's own affair: the lints and the docs of the workspace have it among them.

use generator::plan::{Plan, capabilities};
use generator::source::Input;
use generator::table::scalar::SCALARS;
use generator::{Settings, Watch, generate, generate_watched};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What a part cannot do without.
const WITH: &[(&str, &[&str])] = &[
    ("base64", &["formats"]),
    ("dates", &["formats"]),
    ("download", &["streams"]),
    ("events", &["streams"]),
    ("jobs", &["polling"]),
    ("lines", &["streams"]),
    ("lists_of_checked", &["validate"]),
    ("multipart", &["forms", "media", "uploads"]),
    ("pages", &["polling"]),
    ("uploads", &["media"]),
    ("urlencoded", &["forms", "media"]),
    ("with_chrono", &["dates", "formats", "with_jiff", "with_time"]),
    ("with_rust_decimal", &["formats"]),
    ("with_uuid", &["formats"]),
];

/// Documents that are named after something else than a part of the runtime.
const OTHERS: &[&str] = &["empty", "lists_of_checked", "nothing", "webhooks"];

fn documents() -> BTreeMap<String, PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/trimmed/documents");
    let entries = std::fs::read_dir(folder).expect("a folder of documents");
    let paths = entries.map(|entry| entry.expect("a document").path());
    let paths = paths.filter(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.map(|path| (path.file_stem().expect("a name").to_string_lossy().into_owned(), path)).collect()
}

#[derive(Default)]
struct Needs(BTreeSet<&'static str>);

impl Watch for Needs {
    fn plan(&mut self, plan: &Plan) {
        self.0 = plan.needs.clone();
    }
}

#[test]
fn each_document_needs_what_it_is_named_after() {
    let (mut known, mut others) = (BTreeSet::new(), Vec::new());
    for (name, path) in documents() {
        let mut needs = Needs::default();
        let outcome = generate_watched(&Input::Path(path), &Settings::Beside, |_| {}, &mut needs);
        assert!(outcome.diags.reported().is_empty(), "{name}: {:?}", outcome.diags.reported());
        // Any document that has an operation has an example of it.
        needs.0.remove(capabilities::EXAMPLES);
        let with = WITH.iter().find(|(part, _)| *part == name).map_or(&[][..], |(_, with)| with);
        let mut wanted: BTreeSet<&str> = with.iter().copied().collect();
        wanted.extend((!OTHERS.contains(&name.as_str())).then_some(name.as_str()));
        if needs.0 != wanted {
            others.push(format!("{name} needs {:?}, not {wanted:?}", needs.0));
        }
        known.extend(needs.0);
    }
    assert!(others.is_empty(), "{others:#?}");
    let of_types = SCALARS.iter().flat_map(|row| row.needs);
    let parts = capabilities::ALL.iter().filter(|part| **part != capabilities::EXAMPLES);
    let all: BTreeSet<&str> = of_types.chain(parts).copied().collect();
    assert_eq!(known, all, "a part of the runtime has no document in tests/trimmed/documents");
}

/// A feature that the manifest does not have would be false for ever, silently where the client is a module.
#[test]
fn no_client_asks_for_a_feature_that_it_does_not_have() {
    let mut questions = 0;
    for (name, path) in documents() {
        let files = generate(&Input::Path(path), &Settings::Beside, |_| {}).files;
        let files = files.expect("a sound document");
        let manifest = files.iter().find(|file| file.path == "Cargo.toml").expect("a manifest");
        let manifest: toml::Table = manifest.text.parse().expect("TOML");
        let features = manifest["features"].as_table().expect("features");
        for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
            for asked in file.text.split("feature = \"").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(features.contains_key(asked), "{name}: {} asks for `{asked}`", file.path);
                questions += 1;
            }
        }
    }
    assert!(questions > 0, "features are asked for in another way");
}
