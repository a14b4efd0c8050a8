//! The pages of `docs/` that are made of the generator's own tables. `UPDATE_GOLDENS=1 cargo test -p generator --test docs` renews
//! them.

use generator::config::keys::{KEYS, Kind, TABLES};
use generator::config::{Config, schema};
use generator::diag::{Severity, code};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn docs(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(docs(name)).unwrap_or_else(|error| panic!("docs/{name}: {error}"))
}

/// A file is what it should be, or becomes it.
fn hold(name: &str, wanted: &str) {
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(docs(name), wanted).expect("written");
    }
    assert!(text(name) == wanted, "docs/{name}: UPDATE_GOLDENS=1 cargo test -p generator --test docs");
}

/// What stands between two marks of a page is what it should be.
fn hold_part(name: &str, wanted: &str) {
    const BEGIN: &str = "<!-- made by a test: begin -->\n";
    const END: &str = "<!-- made by a test: end -->";
    let page = text(name);
    let (before, rest) = page.split_once(BEGIN).expect("where the part begins");
    let (_, after) = rest.split_once(END).expect("where the part ends");
    hold(name, &format!("{before}{BEGIN}{wanted}{END}{after}"));
}

fn with_stop(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let text = format!("{first}{}", letters.as_str());
    text + "."
}

#[test]
fn the_page_of_diagnostics_is_the_catalogue() {
    let mut page = String::from(
        "# What the generator can object to\n\n\
         Each objection has a code, which `--deny` and `--allow` take, as do `[diagnostics]` in the configuration and\n\
         `generator explain`. An error means that nothing is generated. A warning means that the client is right as far as\n\
         the document tells, and what was made of the place in question.\n\n\
         The examples are what the generator prints for the fixtures under `generator/tests/cases/diagnostics`.\n",
    );
    for severity in [Severity::Error, Severity::Warning] {
        let _ = write!(page, "\n## {}\n", if severity == Severity::Error { "Errors" } else { "Warnings" });
        for code in code::ALL.iter().filter(|code| code.severity == severity) {
            let (title, help) = (with_stop(code.title), with_stop(code.help));
            let _ = write!(page, "\n### {}\n\n{title}\n\n*What to do:* {help}\n", code.id);
            let fixture =
                format!("{}/tests/cases/diagnostics/{}.stderr", env!("CARGO_MANIFEST_DIR"), code.id);
            if let Ok(shown) = std::fs::read_to_string(fixture) {
                let mark = format!("[{}]", code.id);
                let example =
                    shown.split("\n\n").find(|block| block.contains(&mark)).expect("the code's own");
                let example = example.replace("tests/cases/diagnostics/", "");
                let shown: Vec<&str> =
                    example.lines().filter(|line| !line.trim_start().starts_with("= help:")).collect();
                let _ = write!(page, "\n```text\n{}\n```\n", shown.join("\n").trim_end());
            }
        }
    }
    hold("errors.md", &page);
}

#[test]
fn the_published_schema_is_made_of_the_rows() {
    hold("configuration.schema.json", &format!("{:#}\n", schema::schema()));
}

#[test]
fn the_page_of_the_configuration_lists_every_key() {
    let mut list = String::new();
    let line = |list: &mut String, key: &generator::config::keys::Key| {
        let kind = match key.kind {
            Kind::Text | Kind::OneOf(_) | Kind::Header | Kind::Requirement => "text",
            Kind::Texts | Kind::Codes(_) | Kind::Derives | Kind::Attributes => "list of texts",
            Kind::Flag => "boolean",
            Kind::Count => "number",
        };
        let name = key.path.rsplit('.').next().unwrap_or(key.path);
        let docs = key.docs.replace('|', "\\|");
        let _ = writeln!(list, "| `{name}` | {kind} | {docs} | {} | `{}` |", key.default, key.example);
    };
    const HEAD: &str = "| key | holds | what it is for | default | example |\n|---|---|---|---|---|\n";
    list.push_str(HEAD);
    KEYS.iter().filter(|key| !key.path.contains('.')).for_each(|key| line(&mut list, key));
    for table in TABLES {
        let keys =
            KEYS.iter().filter(|key| key.path.rsplit_once('.').is_some_and(|(path, _)| path == table.path));
        let keys: Vec<_> = keys.collect();
        let names = if table.name.is_empty() { String::new() } else { format!(" By {}.", table.name) };
        let path = table.path.replace('*', "NAME");
        let _ = write!(list, "\n### `[{path}]`\n\n{}{names}\n", table.docs);
        if !keys.is_empty() {
            let _ = write!(list, "\n{HEAD}");
            keys.into_iter().for_each(|key| line(&mut list, key));
        }
    }
    hold_part("configuration.md", &format!("\n{list}\n"));
}

#[test]
fn the_examples_of_the_page_are_sound() {
    let page = text("configuration.md");
    let examples: Vec<&str> =
        page.split("```toml\n").skip(1).filter_map(|rest| Some(rest.split_once("```")?.0)).collect();
    assert!(examples.len() >= 3);
    for example in examples {
        if let Err(complaints) = Config::parse(example) {
            panic!("{complaints:?} in\n{example}");
        }
    }
}
