//! What happens on disk.

use generator::emit::File;
use generator::source::Input;
use generator::write::{Changes, Error, check, write};
use generator::{Settings, generate};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder of its own for each test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("write-{name}"));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).expect("a file")
    }

    /// Every path below, without the list.
    fn paths(&self) -> Vec<String> {
        fn walk(root: &Path, folder: &Path, into: &mut Vec<String>) {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() && !path.is_symlink() {
                    walk(root, &path, into);
                } else {
                    into.push(path.strip_prefix(root).expect("inside").to_string_lossy().into_owned());
                }
            }
        }
        let mut paths = Vec::new();
        walk(&self.0, &self.0, &mut paths);
        paths.retain(|path| path != ".generated");
        paths.sort();
        paths
    }
}

fn file(path: &str, text: &str) -> File {
    File { path: path.to_owned(), text: text.to_owned() }
}

#[test]
fn only_what_differs_is_touched() {
    let folder = Folder::new("touch");
    let first = [file("Cargo.toml", "a"), file("src/lib.rs", "b"), file("src/old/x.rs", "c")];
    assert_eq!(write(&folder.0, &first).expect("written").missing.len(), 4);
    let modified =
        |path: &str| fs::metadata(folder.0.join(path)).and_then(|found| found.modified()).expect("a time");
    let before = modified("Cargo.toml");
    fs::write(folder.0.join("src/mine.rs"), "mine").expect("written");

    let second = [file("Cargo.toml", "a"), file("src/lib.rs", "B"), file("src/new.rs", "d")];
    let stale = check(&folder.0, &second).expect("checked");
    assert_eq!(
        stale.to_string(),
        "missing: src/new.rs\ndiffers: src/lib.rs\ndiffers: .generated\nobsolete: src/old/x.rs\n"
    );
    assert_eq!(folder.read("src/lib.rs"), "b", "a check writes nothing");
    assert_eq!(write(&folder.0, &second).expect("written"), stale);
    assert_eq!(folder.paths(), ["Cargo.toml", "src/lib.rs", "src/mine.rs", "src/new.rs"]);
    assert_eq!(folder.read("src/lib.rs"), "B");
    assert_eq!(modified("Cargo.toml"), before);
    assert_eq!(check(&folder.0, &second).expect("checked"), Changes::default());
    assert_eq!(write(&folder.0, &second).expect("written"), Changes::default());
}

#[test]
fn what_the_generator_did_not_write_is_left_alone() {
    let folder = Folder::new("foreign");
    fs::write(folder.0.join("Cargo.toml"), "somebody's").expect("written");
    let error =
        write(&folder.0, &[file("src/lib.rs", "x"), file("Cargo.toml", "ours")]).expect_err("refused");
    assert!(matches!(error, Error::Foreign(_)), "{error}");
    assert_eq!(folder.paths(), ["Cargo.toml"]);
    assert_eq!(folder.read("Cargo.toml"), "somebody's");
    write(&folder.0, &[file("Cargo.toml", "somebody's")]).expect("the same text is no conflict");
}

#[test]
fn a_list_that_was_tampered_with_leads_nowhere() {
    let folder = Folder::new("tampered");
    let inside = Folder(folder.0.join("crate"));
    fs::create_dir_all(&inside.0).expect("a folder");
    fs::write(folder.0.join("precious"), "x").expect("written");
    fs::write(inside.0.join(".generated"), format!("../precious\n{}\n", folder.0.join("precious").display()))
        .expect("written");
    write(&inside.0, &[file("a", "a")]).expect("written");
    assert_eq!(folder.read("precious"), "x");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let folder = Folder::new("link");
    let outside = Folder::new("link-outside");
    std::os::unix::fs::symlink(&outside.0, folder.0.join("src")).expect("a link");
    let error = write(&folder.0, &[file("Cargo.toml", "a"), file("src/lib.rs", "x")]).expect_err("refused");
    assert!(matches!(error, Error::Link(_)), "{error}");
    assert_eq!(outside.paths(), Vec::<String>::new());
    assert_eq!(folder.paths(), ["src"]);
}

#[test]
fn all_or_nothing() {
    let folder = Folder::new("half");
    fs::create_dir_all(folder.0.join("src/lib.rs")).expect("a folder in the way");
    write(&folder.0, &[file("Cargo.toml", "a"), file("src/lib.rs", "x")]).expect_err("refused");
    assert!(!folder.0.join("Cargo.toml").exists());
    assert_eq!(folder.paths(), Vec::<String>::new());
}

#[test]
fn line_ends_of_a_checkout_do_not_count() {
    let folder = Folder::new("ends");
    write(&folder.0, &[file("a", "x\ny\n")]).expect("written");
    fs::write(folder.0.join("a"), "x\r\ny\r\n").expect("written");
    assert!(check(&folder.0, &[file("a", "x\ny\n")]).expect("checked").is_empty());
}

/// The files of the checkout document after a change of its text.
fn client(change: impl Fn(&str) -> String) -> Vec<File> {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let text = fs::read_to_string(spec.join("checkouts.yaml")).expect("the document");
    let input = Input::Text { name: "checkouts.yaml".into(), text: change(&text) };
    let outcome = generate(&input, &Settings::File(spec.join("checkouts.toml")), |_| {});
    outcome.files.unwrap_or_else(|| panic!("{:?}", outcome.diags.reported()))
}

#[test]
fn what_changes_in_one_schema_changes_the_files_of_it() {
    let folder = Folder::new("schema");
    write(&folder.0, &client(str::to_owned)).expect("written");
    let again = client(str::to_owned);
    assert_eq!(write(&folder.0, &again).expect("written"), Changes::default(), "the same document");

    let documented = client(|text| text.replace("description: City name", "description: The town"));
    let changes = write(&folder.0, &documented).expect("written");
    assert_eq!(changes.to_string(), "differs: src/types.rs\n", "what a field is said to be");

    let longer = |text: &str| {
        let (before, after) = text.split_once("    AttachAddonReq:\n").expect("the schema");
        let after = after.replacen("properties:\n", "properties:\n        note: { type: string }\n", 1);
        format!("{before}    AttachAddonReq:\n{after}")
    };
    let changes = write(&folder.0, &client(|text| longer(&text.replace("City name", "The town"))));
    let changes = changes.expect("written").to_string();
    assert_eq!(changes, "differs: generator.lock\ndiffers: src/types.rs\n", "another field");
}
