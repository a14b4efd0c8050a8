//! Diagnostics for programs: one JSON object per line.

use super::render::{Shown, sorted};
use serde_json::{Value, json};

/// Each diagnostic as a JSON object on a line of its own, sorted by place.
///
/// `severity` (`warning` or `error`), `code`, `message`, `help`, and where it is about a place in a file: `file`, `line` and
/// `column` (counted from one, columns in characters), `start` and `end` (bytes of the file's text).
pub fn lines(shown: &[Shown<'_>]) -> String {
    sorted(shown).into_iter().map(|shown| format!("{}\n", object(shown))).collect()
}

fn object(shown: &Shown<'_>) -> Value {
    let diagnostic = shown.diagnostic;
    let mut object = json!({
        "severity": diagnostic.severity.to_string(),
        "code": diagnostic.code.id,
        "message": diagnostic.message,
        "help": diagnostic.code.help,
    });
    if let (Some(excerpt), Some(members)) = (&shown.excerpt, object.as_object_mut()) {
        members.insert("file".to_owned(), json!(excerpt.file));
        members.insert("line".to_owned(), json!(excerpt.line));
        members.insert("column".to_owned(), json!(excerpt.column));
        members.insert("start".to_owned(), json!(excerpt.span.start));
        members.insert("end".to_owned(), json!(excerpt.span.end));
    }
    object
}
