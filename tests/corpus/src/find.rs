//! Which documents a folder holds.

use crate::load;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A document to work on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What it is called here: unique, and fit for a folder and a package.
    pub name: String,
    /// The file.
    pub file: PathBuf,
    /// What must become of it.
    pub expect: Expect,
}

/// What must become of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Expect {
    /// A client.
    Client,
    /// An error or a warning: it stands in a folder called `fail`.
    Objection,
    /// Nothing that breaks out or hangs: it stands in a folder called `malicious`.
    Survival,
    /// A client; the file is of the JSON Schema test suite, and its groups become components.
    Suite,
}

/// Finds the documents of a folder: those that its `index.json` lists, else every file in it and below that says
/// `openapi` or `swagger`, or is of the JSON Schema test suite.
pub fn find(dir: &Path) -> Result<Vec<Document>, String> {
    if dir.is_file() {
        let name = slug(&dir.file_stem().unwrap_or_default().to_string_lossy());
        return Ok(vec![Document { name, file: dir.to_owned(), expect: expectation(dir) }]);
    }
    let mut found = match listed(dir)? {
        Some(found) => found,
        None => searched(dir)?,
    };
    let mut taken = BTreeSet::new();
    for document in &mut found {
        while !taken.insert(document.name.clone()) {
            document.name.push_str("-2");
        }
    }
    Ok(found)
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    file: PathBuf,
}

fn listed(dir: &Path) -> Result<Option<Vec<Document>>, String> {
    let index = dir.join("index.json");
    if !index.is_file() {
        return Ok(None);
    }
    let fault = |error: &dyn std::fmt::Display| format!("{}: {error}", index.display());
    let text = std::fs::read_to_string(&index).map_err(|error| fault(&error))?;
    let entries: Vec<Entry> = serde_json::from_str(&text).map_err(|error| fault(&error))?;
    let document = |entry: Entry| {
        let file = dir.join(entry.file);
        Document { name: slug(&entry.name), expect: expectation(&file), file }
    };
    Ok(Some(entries.into_iter().map(document).collect()))
}

fn searched(dir: &Path) -> Result<Vec<Document>, String> {
    let mut files = Vec::new();
    walk(dir, &mut files)?;
    files.sort();
    let document = |file: PathBuf| {
        let expect = match kind(&file)? {
            Kind::Document => expectation(&file),
            Kind::Suite => Expect::Suite,
        };
        let name = slug(&file.strip_prefix(dir).unwrap_or(&file).with_extension("").to_string_lossy());
        Some(Document { name, file, expect })
    };
    Ok(files.into_iter().filter_map(document).collect())
}

fn walk(dir: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let fault = |error: std::io::Error| format!("{}: {error}", dir.display());
    for entry in std::fs::read_dir(dir).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        if path.is_dir() {
            walk(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "json" || e == "yaml" || e == "yml") {
            files.push(path);
        }
    }
    Ok(())
}

enum Kind {
    Document,
    Suite,
}

/// What a file is, by its text alone where that can tell: a bomb must not be parsed here.
fn kind(file: &Path) -> Option<Kind> {
    let bytes = std::fs::read(file).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let says = |word: &str| {
        text.lines().any(|line| {
            let line = line.trim_start_matches([' ', '\t', '{', '\u{feff}', '"', '\'']);
            line.strip_prefix(word)
                .is_some_and(|rest| rest.trim_start_matches(['"', '\'', ' ']).starts_with(':'))
        })
    };
    if says("openapi") || says("swagger") || text.trim_start().starts_with("{\"openapi\"") {
        return Some(Kind::Document);
    }
    let suite = text.contains("\"schema\"") && text.contains("\"tests\"");
    let Value::Array(groups) = suite.then(|| load::document(file).ok()).flatten()? else { return None };
    groups.first()?.get("tests").map(|_| Kind::Suite)
}

fn expectation(file: &Path) -> Expect {
    let within = |name: &str| file.components().any(|part| part.as_os_str() == name);
    match () {
        () if within("fail") => Expect::Objection,
        () if within("malicious") => Expect::Survival,
        () => Expect::Client,
    }
}

/// Names of packages have at most 64 characters, and something is put before this.
const LONGEST: usize = 56;

/// `3_0/Foo bar` becomes `3-0-foo-bar`; of a long name the end is kept, and a number made of all of it.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        match c {
            c if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    let slug = slug.trim_end_matches('-');
    let number = slug.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    match slug.len() {
        0 => "document".to_owned(),
        1..=LONGEST => slug.to_owned(),
        long => {
            // The text is ASCII, so that any index is a boundary.
            let end = slug.get(long + 9 - LONGEST..).unwrap_or_default().trim_start_matches('-');
            format!("{end}-{number:08x}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_fit_for_packages_and_unique() {
        assert_eq!(slug("3_0/Foo bar.v1"), "3-0-foo-bar-v1");
        assert_eq!(slug("_"), "document");
        let long = |end: &str| slug(&("a/".repeat(60) + end));
        assert!(long("x").contains("a-x-"));
        assert!(long("x").len() <= LONGEST);
        assert_ne!(long("x"), long("y"));
    }

    #[test]
    fn a_folder_is_searched_for_what_says_it_is_a_document() {
        let dir = std::env::temp_dir().join(format!("corpus-find-{}", std::process::id()));
        let write = |name: &str, text: &str| {
            let file = dir.join(name);
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            std::fs::write(file, text).expect("a file");
        };
        write("a.yaml", "info: {}\nopenapi: 3.1.0\n");
        write("a.json", "{ \"swagger\" : \"2.0\" }");
        write("fail/b.yml", "# comment\n'openapi': 3.1.0\n");
        write("part.yaml", "type: object\ndescription: about openapi\n");
        write("suite/type.json", r#"[{"schema": {}, "tests": []}]"#);
        let found = find(&dir).expect("documents");
        let names: Vec<(&str, Expect)> = found.iter().map(|d| (d.name.as_str(), d.expect)).collect();
        assert_eq!(
            names,
            [
                ("a", Expect::Client),
                ("a-2", Expect::Client),
                ("fail-b", Expect::Objection),
                ("suite-type", Expect::Suite)
            ]
        );
        std::fs::remove_dir_all(&dir).expect("removed");
    }
}
