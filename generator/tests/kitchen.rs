//! A document with every kind of body and answer: what is printed for it is compiled, and driven over sockets, as the
//! package `kitchen`. `UPDATE_GOLDENS=1 cargo test -p generator --test kitchen` writes it anew.

use generator::source::Input;
use generator::{Settings, generate};
use std::path::Path;

#[test]
fn the_kitchen_is_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kitchen");
    let outcome = generate(&Input::Path(folder.join("kitchen.yaml")), &Settings::Beside, |_| {});
    let said: Vec<_> = outcome.diags.reported().iter().map(|said| (said.code.id, &said.message)).collect();
    assert!(said.is_empty(), "{said:#?}");
    let files = outcome.files.expect("a sound document");
    let is_own = |path: &str| path.starts_with("src/") && !path.starts_with("src/runtime/");
    for file in files.iter().filter(|file| is_own(&file.path)) {
        let path = folder.join(&file.path);
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            std::fs::write(&path, &file.text).expect("written");
        }
        let golden = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(golden == file.text, "{} is stale: see UPDATE_GOLDENS\n{}", path.display(), file.text);
    }
}
