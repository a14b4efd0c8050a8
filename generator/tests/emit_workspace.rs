//! The project's own client: `generated/` is what the document makes of it, and what builds here builds there.

use generator::Builder;
use generator::source::Input;
use generator::{Settings, generate, write};
use std::path::{Path, PathBuf};
use toml::Table;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

fn table(path: &str) -> Table {
    let text = std::fs::read_to_string(root().join(path)).expect("a manifest");
    text.parse().expect("TOML")
}

#[test]
fn the_generated_crate_is_fresh() {
    let outcome = generate(&Input::Path(root().join("spec/checkouts.yaml")), &Settings::Beside, |_| {});
    let files = outcome.files.expect("the document is sound");
    let changes = write::check(&root().join("generated"), &files).expect("readable");
    assert!(changes.is_empty(), "cargo run -p generator -- spec/checkouts.yaml\n{changes}");
}

#[test]
fn the_page_makes_the_same_crate() {
    let settings = Settings::File(root().join("spec/checkouts.toml"));
    let of = |path: &str| generate(&Input::Path(root().join(path)), &settings, |_| {}).files.expect("sound");
    assert!(of("spec/create-checkout-session.md") == of("spec/checkouts.yaml"));
}

#[test]
fn the_manifests_agree() {
    let (workspace, generated) = (table("Cargo.toml"), table("generated/Cargo.toml"));
    for name in ["dependencies", "features"] {
        assert_eq!(workspace[name], generated[name], "[{name}]");
    }
    let runtime = table("generator/runtime/Cargo.toml");
    let (all, own) =
        (runtime["dependencies"].as_table().unwrap(), generated["dependencies"].as_table().unwrap());
    // What only some documents need is optional, and the checkouts need none of it.
    for (name, dependency) in all {
        match own.get(name) {
            Some(copy) => assert_eq!(copy, dependency, "{name}"),
            None => assert_eq!(dependency["optional"].as_bool(), Some(true), "{name}"),
        }
    }
    assert!(own.keys().all(|name| all.contains_key(name)));
}

/// What is built beside the generator may turn it on, and tests are always built beside the runtime, which does; a
/// generator by itself would read 40.247749999999996 as 40.24775.
#[test]
fn the_generator_itself_asks_for_numbers_to_the_last_digit() {
    let manifest = table("generator/Cargo.toml");
    let features = manifest["dependencies"]["serde_json"]["features"].as_array().expect("features");
    assert!(features.iter().any(|feature| feature.as_str() == Some("float_roundtrip")));
}

/// The crates that have the runtime as a module of theirs need all that it needs.
#[test]
fn those_that_carry_the_runtime_have_its_features() {
    let features = |of: &Table| -> Table {
        let features = of["features"].as_table().expect("features").clone();
        features.into_iter().filter(|(name, _)| name != "default").collect()
    };
    let runtime = table("generator/runtime/Cargo.toml");
    for path in ["generator/runtime/tests/fixture/Cargo.toml", "generator/tests/kitchen/Cargo.toml"] {
        let carrier = table(path);
        assert_eq!(carrier["dependencies"], runtime["dependencies"], "{path}");
        assert_eq!(features(&carrier), features(&runtime), "{path}");
    }
}

/// Not run: that it can be called like this is the test.
#[allow(dead_code)]
fn build_script() {
    Builder::new("spec/checkouts.yaml", "generated").settings(Settings::Beside).mend("cargo run").run();
}
