//! The command line, as its users meet it: exit codes, what is written, what is said.
#![cfg(feature = "cli")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const DOCUMENT: &str = "\
openapi: 3.1.0
info: {title: Kiosk, version: '1'}
servers: [{url: https://kiosk.example}]
paths:
  /papers/{id}:
    get:
      operationId: getPaper
      tags: [Papers]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Paper'}}}}
components:
  schemas:
    Paper: {type: object, required: [id], properties: {id: {type: string}, price: {type: [integer, 'null']}}}
";

/// An empty folder with the document in it.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Desk {
        let desk = Desk(tempfile::tempdir().expect("a folder"));
        desk.put("kiosk.yaml", DOCUMENT);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("written");
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.feed(arguments, "")
    }

    fn feed(&self, arguments: &[&str], input: &str) -> Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_generator"))
            .args(arguments)
            .current_dir(self.0.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("read");
        child.wait_with_output().expect("the program ends")
    }
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return found };
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.clone(), std::fs::read(path).expect("readable")));
        }
    }
    found.sort();
    found
}

#[test]
fn a_crate_of_any_document_and_the_same_again() {
    let desk = Desk::new();
    let output = desk.run(&["kiosk.yaml", "--out", "client", "--name", "kiosk-client"]);
    assert_eq!(code(&output), Some(0), "{}", said(&output));
    let first = files(&desk.path("client"));
    let manifest = std::fs::read_to_string(desk.path("client/Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("name = \"kiosk-client\""), "{manifest}");
    let types = std::fs::read_to_string(desk.path("client/src/types.rs")).expect("types");
    assert!(types.contains("pub struct Paper"), "{types}");

    let again = ["kiosk.yaml", "--out", "client", "--name", "kiosk-client"];
    assert_eq!(code(&desk.run(&again)), Some(0));
    assert!(files(&desk.path("client")) == first, "the same to the byte");
    let other = ["-", "--out", "piped", "--name", "kiosk-client"];
    assert_eq!(code(&desk.feed(&other, DOCUMENT)), Some(0));
    let of = |files: &[(PathBuf, Vec<u8>)]| files.iter().map(|(_, text)| text.clone()).collect::<Vec<_>>();
    assert!(of(&files(&desk.path("piped"))) == of(&first), "standard input makes the same crate");
}

#[test]
fn check_tells_a_hand_edit_and_a_stale_file_and_writes_nothing() {
    let desk = Desk::new();
    let check = ["kiosk.yaml", "--out", "client", "--check"];
    assert_eq!(code(&desk.run(&check)), Some(1), "nothing is there yet");
    assert!(files(&desk.path("client")).is_empty());
    assert_eq!(code(&desk.run(&["kiosk.yaml", "--out", "client"])), Some(0));
    assert_eq!(code(&desk.run(&check)), Some(0));

    let types = desk.path("client/src/types.rs");
    let text = std::fs::read_to_string(&types).expect("types");
    std::fs::write(&types, text.replace("Paper", "Leaflet")).expect("edited");
    let edited = desk.run(&check);
    assert_eq!(code(&edited), Some(1));
    assert!(format!("{}{}", said(&edited), String::from_utf8_lossy(&edited.stdout)).contains("types.rs"));
    assert!(std::fs::read_to_string(&types).expect("types").contains("Leaflet"), "--check writes nothing");

    assert_eq!(code(&desk.run(&["kiosk.yaml", "--out", "client"])), Some(0));
    desk.put("kiosk.yaml", &DOCUMENT.replace("price", "cost"));
    assert_eq!(code(&desk.run(&check)), Some(1), "the document has moved on");
}

#[test]
fn a_mistake_is_shown_at_its_place_and_leaves_nothing_behind() {
    let desk = Desk::new();
    for (mistake, place) in [
        (DOCUMENT.replace("type: string}, price", "type: strng}, price"), "kiosk.yaml:14:"),
        (DOCUMENT.replace("info: {", "info: [{"), "kiosk.yaml:"),
        (String::new(), "kiosk.yaml"),
        ("hello".to_owned(), "kiosk.yaml"),
    ] {
        desk.put("kiosk.yaml", &mistake);
        let output = desk.run(&["kiosk.yaml", "--out", "client"]);
        assert_eq!(code(&output), Some(3), "{mistake}\n{}", said(&output));
        assert!(said(&output).contains("error[") && said(&output).contains(place), "{}", said(&output));
        assert!(!said(&output).contains("panicked"), "{}", said(&output));
        assert!(!desk.path("client").exists(), "no half a crate");
    }
    assert_ne!(code(&desk.run(&["missing.yaml", "--out", "client"])), Some(0));
    assert_eq!(code(&desk.run(&["--no-such-flag"])), Some(2));
    assert_eq!(code(&desk.run(&[])), Some(2));
}

#[test]
fn a_warning_can_be_denied() {
    let desk = Desk::new();
    desk.put("kiosk.yaml", &DOCUMENT.replace("      operationId: getPaper\n", ""));
    assert_eq!(code(&desk.run(&["kiosk.yaml", "--out", "client"])), Some(0));
    let denied = desk.run(&["kiosk.yaml", "--out", "denied", "--deny", "warnings"]);
    assert_eq!(code(&denied), Some(3), "{}", said(&denied));
    assert!(!desk.path("denied").exists());
}

#[test]
fn convert_gives_openapi_3_1_that_makes_the_same_types() {
    let desk = Desk::new();
    let swagger = "swagger: '2.0'\ninfo: {title: Kiosk, version: '1'}\nhost: kiosk.example\npaths: {}\n\
                   definitions: {Paper: {type: object, required: [id], properties: {id: {type: string}}}}\n";
    desk.put("old.yaml", swagger);
    assert_eq!(code(&desk.run(&["convert", "old.yaml", "-o", "new.yaml"])), Some(0));
    let new = std::fs::read_to_string(desk.path("new.yaml")).expect("converted");
    assert!(new.starts_with("openapi: 3.1"), "{new}");
    for name in ["old", "new"] {
        let spec = format!("{name}.yaml");
        let output = desk.run(&[&spec, "--out", name, "--name", "kiosk"]);
        assert_eq!(code(&output), Some(0), "{}", said(&output));
    }
    let types = |name: &str| std::fs::read_to_string(desk.path(name).join("src/types.rs")).expect("types");
    assert_eq!(types("old"), types("new"));
}
