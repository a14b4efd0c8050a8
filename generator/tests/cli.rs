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

/// The lines of a configuration that `init` wrote, said: those that start with `#` and no blank.
fn said_out_loud(text: &str) -> String {
    let said = text.lines().map(|line| match line.strip_prefix('#') {
        Some(rest) if !rest.starts_with(' ') => rest,
        _ => line,
    });
    said.map(|line| format!("{line}\n")).collect()
}

#[test]
fn init_writes_what_changes_nothing_even_when_it_is_said() {
    let desk = Desk::new();
    let generate = ["kiosk.yaml", "--out", "client"];
    assert_eq!(code(&desk.run(&generate)), Some(0));
    let before = files(&desk.path("client"));
    let init = desk.run(&["init", "kiosk.yaml"]);
    assert_eq!(code(&init), Some(0), "{}", said(&init));
    let text = std::fs::read_to_string(desk.path("kiosk.toml")).expect("a configuration");
    for word in ["getPaper", "GET /papers/{id}", "https://kiosk.example", "Papers", "[schemas.Paper]"] {
        assert!(text.contains(word) || word == "getPaper", "{word} is not in\n{text}");
    }
    for written in [text.clone(), said_out_loud(&text)] {
        desk.put("kiosk.toml", &written);
        let again = desk.run(&[&generate[..], &["--deny", "warnings"]].concat());
        assert_eq!(code(&again), Some(0), "{}\n{written}", said(&again));
        assert!(files(&desk.path("client")) == before, "the same to the byte");
    }
    assert_eq!(code(&desk.run(&["init", "kiosk.yaml"])), Some(2), "nothing is overwritten unasked");
    assert_eq!(code(&desk.run(&["init", "kiosk.yaml", "--force"])), Some(0));
    let piped = desk.feed(&["init", "-"], DOCUMENT);
    assert_eq!(String::from_utf8_lossy(&piped.stdout), text, "to standard output for standard input");
}

#[test]
fn inspect_counts_as_text_and_as_json() {
    let desk = Desk::new();
    let output = desk.run(&["inspect", "kiosk.yaml", "--format", "json"]);
    assert_eq!(code(&output), Some(0), "{}", said(&output));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["document"]["operations"], 1);
    assert_eq!(report["document"]["component_schemas"], 1);
    assert_eq!(report["generated"]["types"]["structs"], 1);
    assert_eq!(report["generated"]["methods"][0]["operation"], "GET /papers/{id}");
    assert_eq!(code(&desk.run(&["generate", "kiosk.yaml", "--out", "client"])), Some(0));
    let lines = |end: &str| {
        let of =
            files(&desk.path("client")).into_iter().filter(|(path, _)| path.to_string_lossy().ends_with(end));
        of.map(|(_, text)| String::from_utf8_lossy(&text).lines().count() as u64).sum::<u64>()
    };
    assert_eq!(report["generated"]["lines"]["total"], lines(".rs"), "what is counted is what is written");

    desk.put("kiosk.yaml", &DOCUMENT.replace("type: [integer", "type: [intger"));
    let broken = desk.run(&["inspect", "kiosk.yaml"]);
    assert_eq!(code(&broken), Some(3));
    assert!(String::from_utf8_lossy(&broken.stdout).contains("1 components"), "what is known is shown");
}

#[test]
fn whatever_is_said_can_be_json() {
    let desk = Desk::new();
    desk.put("kiosk.yaml", &DOCUMENT.replace("      operationId: getPaper\n", ""));
    let output = desk.run(&["--format", "json", "kiosk.yaml", "--out", "client"]);
    assert_eq!(code(&output), Some(0));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one object");
    assert_eq!(report["out"], "client");
    let line = said(&output);
    let diagnostic: serde_json::Value = serde_json::from_str(line.trim()).expect("an object on a line");
    assert_eq!(diagnostic["code"], "missing-operation-id");
    assert_eq!((&diagnostic["file"], &diagnostic["line"]), (&"kiosk.yaml".into(), &6.into()));
    let failed =
        desk.run(&["check", "kiosk.yaml", "--out", "nowhere", "--allow", "warnings", "--format", "json"]);
    assert_eq!(code(&failed), Some(1));
    let failure: serde_json::Value = serde_json::from_str(said(&failed).trim()).expect("an object on a line");
    assert_eq!(failure["exit_code"], 1);
}

#[test]
fn a_warning_can_be_allowed_and_a_code_counts_more_than_all() {
    let desk = Desk::new();
    desk.put("kiosk.yaml", &DOCUMENT.replace("      operationId: getPaper\n", ""));
    for arguments in
        [&["--allow", "warnings"][..], &["--deny", "warnings", "--allow", "missing-operation-id"]]
    {
        let output = desk.run(&[&["kiosk.yaml", "--out", "client"], arguments].concat());
        assert_eq!(code(&output), Some(0), "{}", said(&output));
        assert!(!said(&output).contains("missing-operation-id"), "{}", said(&output));
    }
    for arguments in
        [&["--allow", "syntax"][..], &["--deny", "nonsense"], &["--deny", "syntax", "--allow", "syntax"]]
    {
        let output = desk.run(&[&["kiosk.yaml", "--out", "client"], arguments].concat());
        assert_eq!(code(&output), Some(2), "{}", said(&output));
    }
    desk.put("kiosk.toml", "[diagnostics]\ndeny = ['warnings']\n");
    assert_eq!(code(&desk.run(&["kiosk.yaml", "--out", "client"])), Some(3));
    assert_eq!(
        code(&desk.run(&["kiosk.yaml", "--out", "client", "--allow", "missing-operation-id"])),
        Some(0)
    );
}

#[test]
fn many_warnings_of_a_kind_are_cut_short_unless_asked_for() {
    let desk = Desk::new();
    let paths: String = (0..40)
        .map(|n| format!("  /p{n}:\n    get:\n      responses: {{'204': {{description: done}}}}\n"))
        .collect();
    desk.put("many.yaml", &format!("openapi: 3.1.0\ninfo: {{title: Many, version: '1'}}\npaths:\n{paths}"));
    let shown = |arguments: &[&str]| {
        let output = desk.run(&[&["inspect", "many.yaml"], arguments].concat());
        said(&output).matches("missing-operation-id").count()
    };
    assert!(shown(&[]) < 10, "a few, and how to see the rest");
    assert_eq!(shown(&["--verbose"]), 40);
    assert_eq!(shown(&["--format", "json"]), 40);
    let denied = desk.run(&["inspect", "many.yaml", "--deny", "warnings"]);
    assert_eq!(said(&denied).matches("error[missing-operation-id]").count(), 40, "errors are all shown");
    assert!(said(&denied).contains("nothing is made of it: 40 errors"), "{}", said(&denied));
}

#[test]
#[cfg(target_os = "linux")]
fn too_little_memory_is_told_not_a_panic() {
    let desk = Desk::new();
    desk.put("api.yaml", "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\n");
    let script = "ulimit -v 120000; exec \"$0\" check api.yaml";
    let generator = env!("CARGO_BIN_EXE_generator");
    let output = Command::new("sh").args(["-c", script, generator]).current_dir(desk.path("")).output();
    let output = output.expect("a shell");
    assert_eq!(code(&output), Some(3), "{}", said(&output));
    assert!(said(&output).contains("error[no-stack]: nothing was read"), "{}", said(&output));
}

#[test]
fn a_document_that_is_not_there_is_told_with_what_may_be_meant() {
    let desk = Desk::new();
    for (name, message) in [
        ("kisok.yaml", "`kisok.yaml` does not exist; did you mean `kiosk.yaml`?"),
        ("https://kiosk.example/openapi.json", "nothing is fetched from the network"),
        ("elsewhere/api.yaml", "`elsewhere/api.yaml` does not exist"),
        (".", "`.` is a directory; is `./kiosk.yaml` meant?"),
    ] {
        let output = desk.run(&["inspect", name]);
        assert_eq!(code(&output), Some(3), "{}", said(&output));
        assert!(said(&output).contains(message), "{}", said(&output));
    }
}

#[test]
fn who_has_seen_enough_is_told_nothing() {
    let desk = Desk::new();
    let script = "\"$0\" dump lower kiosk.yaml --allow warnings | head -1; \"$0\" man | head -1";
    let generator = env!("CARGO_BIN_EXE_generator");
    let output = Command::new("sh").args(["-c", script, generator]).current_dir(desk.path("")).output();
    assert_eq!(said(&output.expect("a shell")), "");
}

#[test]
fn what_a_stranger_meets_names_what_was_typed() {
    let desk = Desk::new();
    let ended = |arguments: &[&str]| {
        let output = desk.run(&[&["kiosk.yaml", "--allow", "warnings"], arguments].concat());
        (code(&output), said(&output))
    };
    let (status, text) = ended(&["--config", "kisok.toml"]);
    assert!(status == Some(3) && text.contains("the configuration `kisok.toml` does not exist"), "{text}");
    let (status, text) = ended(&["--deny", "everything"]);
    assert!(status == Some(2) && text.contains("`generator explain` lists them"), "{text}");
    let (status, text) = ended(&["--out", "kiosk.yaml/x"]);
    assert!(status == Some(4) && text.starts_with("kiosk.yaml/x: "), "{text}");
    let (status, text) = ended(&["--out", "client"]);
    assert!(status == Some(0) && text.contains("`cargo add --path client`"), "{text}");
    let (_, text) = ended(&["--out", "client"]);
    assert!(!text.contains("cargo add"), "once is enough: {text}");
    let (status, text) = ended(&["--check", "--out", "elsewhere"]);
    assert!(status == Some(1) && text.trim_end().ends_with("the same with `generate` makes it so"), "{text}");
    desk.put("kiosk.toml", "select.include.tags = ['papers']\n");
    let (status, text) = ended(&["--out", "client"]);
    assert!(status == Some(3) && text.contains("the selection leaves no operation"), "{text}");
    let said_of_tags = said(&desk.run(&["kiosk.yaml", "--out", "client"]));
    assert!(
        said_of_tags.contains("no operation with the tag `papers`: did you mean `Papers`?"),
        "{said_of_tags}"
    );
}

#[test]
fn a_file_is_not_taken_for_the_folder_of_a_crate() {
    let desk = Desk::new();
    for arguments in [["kiosk.yaml", "--out", "kiosk.yaml"], ["generate", "kiosk.yaml", "--out=kiosk.yaml"]] {
        let output = desk.run(&arguments);
        assert_eq!(code(&output), Some(4), "{}", said(&output));
        assert_eq!(said(&output), "kiosk.yaml is a file, where `--out` is the folder of a crate\n");
    }
    assert_eq!(std::fs::read_to_string(desk.path("kiosk.yaml")).expect("the document"), DOCUMENT);
}

#[test]
fn every_command_has_a_page_in_the_manual() {
    let desk = Desk::new();
    assert_eq!(code(&desk.run(&["man", "--out", "manual/man1"])), Some(0));
    let pages: Vec<String> = files(&desk.path("manual/man1"))
        .iter()
        .map(|(path, _)| path.file_name().expect("a name").to_string_lossy().into_owned())
        .collect();
    assert_eq!(pages.len(), 11, "{pages:?}");
    for command in ["check", "diff", "man"] {
        let page = std::fs::read_to_string(desk.path(&format!("manual/man1/generator-{command}.1")));
        let printed = desk.run(&["man", command]);
        assert_eq!(code(&printed), Some(0));
        assert_eq!(String::from_utf8_lossy(&printed.stdout), page.expect("a page"), "{command}");
    }
    let check = String::from_utf8_lossy(&desk.run(&["man", "check"]).stdout).into_owned();
    assert!(check.contains("\\-\\-out") && check.contains("generator\\-check"), "{check}");
    let wrong = desk.run(&["man", "chekc"]);
    assert_eq!(code(&wrong), Some(2));
    assert!(
        said(&wrong).starts_with("there is no command `chekc`: there are generate, check"),
        "{}",
        said(&wrong)
    );
}
