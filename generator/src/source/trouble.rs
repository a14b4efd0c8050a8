//! What an error most likely comes from, in the words of somebody who has seen it before.

use std::io::{self, ErrorKind};
use std::path::Path;

use serde_json::Value;

use super::load::{Failure, Reason};
use super::text::Mark;
use crate::diag::suggest::nearest;

/// Where a text is wrong, and how.
pub(super) struct Trouble {
    /// The byte of the text, if it is known.
    pub(super) mark: Option<usize>,
    /// Lower case, no full stop.
    pub(super) message: String,
}

/// Looks at the text around an error of a parser.
pub(super) fn of(failure: &Failure, text: &str) -> Trouble {
    let mark = failure.mark.as_ref().map(|Mark(at)| *at);
    let as_said = Trouble { mark, message: failure.message.clone() };
    if failure.reason != Reason::Syntax {
        return as_said;
    }
    if is_markup(text) {
        return Trouble { mark: Some(0), message: MARKUP.to_owned() };
    }
    if let Some(at) = conflict(text) {
        let message = "a conflict of two versions that nobody has resolved: keep one of them".to_owned();
        return Trouble { mark: Some(at), message };
    }
    if let Some(at) = mark.and_then(|at| tab(text, at)) {
        let message = "a tab, where YAML is indented by spaces only".to_owned();
        return Trouble { mark: Some(at), message };
    }
    let message = match failure.message.strip_prefix("EOF while") {
        Some(rest) => format!("the text ends while{rest}"),
        None => failure.message.clone(),
    };
    let line = |at: usize| text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
    let message = match (&failure.opened, mark) {
        (Some(Mark(start)), Some(at)) if line(*start) != line(at) => {
            let message =
                format!("{message} that starts {} lines before", line(at).saturating_sub(line(*start)));
            message.replace(" 1 lines", " 1 line")
        }
        _ => message,
    };
    Trouble { mark, message: message + likely(&failure.message) }
}

/// What it mostly comes from that libyaml objects to a text in these words.
fn likely(message: &str) -> &'static str {
    if message.starts_with("mapping values are not allowed") {
        "; are the lines around it indented alike, and is a text that has a colon in it in quotes?"
    } else if message.starts_with("did not find expected key") && message.contains("block mapping") {
        "; are its lines indented alike?"
    } else {
        ""
    }
}

/// What markup is called.
pub(super) const MARKUP: &str = "this is a web page or XML, and an OpenAPI document is YAML or JSON";

/// Whether a text is a web page or XML: a login page, say, that was saved in the document's place.
pub(super) fn is_markup(text: &str) -> bool {
    text.trim_start().starts_with('<') && conflict(text).is_none()
}

/// What an object without `openapi` and `swagger` is, where its fields tell.
pub(super) fn other_format(tree: &Value) -> Option<&'static str> {
    let has = |pointer: &str| tree.pointer(pointer).is_some();
    let formats = [
        ("/asyncapi", "an AsyncAPI document"),
        ("/arazzo", "an Arazzo document"),
        ("/overlay", "an overlay, which `--overlay` applies to a document"),
        ("/info/_postman_id", "a Postman collection, which Postman can export as OpenAPI"),
        ("/discoveryVersion", "a Google API discovery document"),
        ("/swaggerVersion", "a Swagger 1.x document"),
        ("/__schema", "a GraphQL schema"),
        ("/data/__schema", "a GraphQL schema"),
        ("/$schema", "a JSON Schema"),
    ];
    formats.into_iter().find(|(field, _)| has(field)).map(|(_, name)| name)
}

/// What is wrong with a file that the system does not give.
pub(super) fn unreadable(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "does not exist".to_owned(),
        ErrorKind::IsADirectory => "is a directory".to_owned(),
        ErrorKind::PermissionDenied => "may not be read".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}

/// What bytes are that are not UTF-8 from some place on: a file of another kind, or a text in another encoding.
pub(super) fn not_text(bytes: &[u8], valid: usize) -> String {
    let kinds: [(&[u8], &str); 4] = [
        (b"PK\x03\x04", "ZIP archive"),
        (b"\x1f\x8b", "gzip file"),
        (b"\x28\xb5\x2f\xfd", "zstd file"),
        (b"%PDF", "PDF"),
    ];
    if let Some((_, kind)) = kinds.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return format!("is a {kind}, not a text");
    }
    let before = bytes.get(..valid).unwrap_or_default();
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = before.get(start..).map_or(0, |rest| String::from_utf8_lossy(rest).chars().count()) + 1;
    format!("is not UTF-8: the letter at line {line}, column {column} is in another encoding")
}

/// Where version control has left two versions of a text.
fn conflict(text: &str) -> Option<usize> {
    let start = if text.starts_with("<<<<<<< ") { 0 } else { text.find("\n<<<<<<< ")? + 1 };
    text.get(start..)?.contains("\n>>>>>>> ").then_some(start)
}

/// The tab at a place, or before it on the same line with nothing but blanks between.
fn tab(text: &str, at: usize) -> Option<usize> {
    if text.get(at..)?.starts_with('\t') {
        return Some(at);
    }
    let before = text.get(..at)?;
    let line = before.rfind('\n').map_or(0, |newline| newline + 1);
    let blank = before.get(line..)?;
    let tab = blank.find('\t')?;
    blank.chars().all(char::is_whitespace).then_some(line + tab)
}

/// What to say of a file that does not exist: whether one beside it may be meant.
pub(super) fn missing(path: &Path) -> String {
    let text = path.to_string_lossy();
    if text.starts_with("http://") || text.starts_with("https://") {
        return "is an address: nothing is fetched from the network, so save it as a file first".to_owned();
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let names = names(folder.unwrap_or(Path::new(".")));
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    match nearest(&name, names.iter().map(String::as_str)) {
        Some(near) => format!("does not exist; did you mean `{}`?", path.with_file_name(near).display()),
        None => "does not exist".to_owned(),
    }
}

/// What to say of a folder: which file in it may be meant.
pub(super) fn directory(path: &Path) -> String {
    let names = names(path);
    let documents =
        names.iter().filter(|name| [".yaml", ".yml", ".json"].iter().any(|end| name.ends_with(end)));
    let is_usual = |name: &&String| name.starts_with("openapi.") || name.starts_with("swagger.");
    match documents.clone().find(is_usual).or(documents.clone().next()) {
        Some(name) => format!("is a directory; is `{}` meant?", path.join(name).display()),
        None => "is a directory".to_owned(),
    }
}

/// The names in a folder, sorted. It may have any number of files; the first so many are enough for a hint.
fn names(folder: &Path) -> Vec<String> {
    const MOST: usize = 1000;
    let entries = std::fs::read_dir(folder).into_iter().flatten().take(MOST);
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    names
}
