//! What the crate promised before, read from where the configuration says, and what has become of it.

use crate::config::Before;
use crate::diag::{Diagnostic, Diagnostics, FileId, Pointer, Scope, code};
use crate::diff::{Level, diff};
use crate::ir::{Api, Field, Hint, Kind, Presence, Rest};
use crate::ledger::{self, Fault, Ledger};
use crate::source::Sources;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::ErrorKind;
use std::ops::Range;
use std::path::PathBuf;

/// A ledger, and the file that it was read from.
#[derive(Debug, Default)]
pub struct Past {
    pub ledger: Ledger,
    file: Option<FileId>,
}

/// What reading a ledger came to.
pub enum Read {
    Nothing,
    Text { path: PathBuf, text: String, parsed: Result<Ledger, Fault> },
    Unreadable(String),
}

impl Read {
    /// Reads it. Nothing depends on the document, so that this can be done while that is read.
    pub fn from(before: &Before) -> Read {
        let (path, text) = match before {
            Before::Nothing => return Read::Nothing,
            Before::Text(text) => (PathBuf::from(ledger::FILE), text.clone()),
            Before::File(path) => match std::fs::read_to_string(path) {
                Ok(text) => (path.clone(), text),
                Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                    return Read::Nothing;
                }
                Err(error) => return Read::Unreadable(format!("{}: {error}", path.display())),
            },
        };
        let parsed = Ledger::parse(&text);
        Read::Text { path, text, parsed }
    }
}

impl Past {
    /// Where there is none, nothing was promised.
    pub fn of(read: Read, sources: &mut Sources, diags: &mut Diagnostics) -> Past {
        let (path, text, parsed) = match read {
            Read::Nothing => return Past::default(),
            Read::Text { path, text, parsed } => (path, text, parsed),
            Read::Unreadable(message) => {
                diags.report(&code::LEDGER, Pointer::default(), message);
                return Past::default();
            }
        };
        let file = sources.note(path, text);
        match parsed {
            Ok(ledger) => Past { ledger, file: Some(file) },
            Err(Fault { span, message }) => {
                let place = Scope::Text(file, span);
                diags.push(Diagnostic::new(&code::LEDGER, Pointer::default(), message).within(place));
                Past::default()
            }
        }
    }

    /// Reports everything that was promised and is not kept, at its line.
    pub fn compare(&self, now: &Ledger, sources: &Sources, diags: &mut Diagnostics) {
        let Some(file) = self.file else { return };
        if self.ledger == *now {
            return;
        }
        if self.ledger.features.is_none()
            && let Some(first) = now.features.iter().flatten().next()
        {
            let message = format!(
                "this ledger is from before cargo features were in it: if the crate had none, programs without its default \
                 features lose what is behind `{first}` and others; `resource_features = false` in `[crate]` keeps all of \
                 it there"
            );
            let place = Scope::Text(file, 0..0);
            diags.push(Diagnostic::new(&code::BREAKING_CHANGE, Pointer::default(), message).within(place));
        }
        let lines = Lines::of(sources.text(file));
        for change in diff(&self.ledger, now).changes.iter().filter(|change| change.level == Level::Major) {
            let message = format_args!("{}: {}", change.item, change.what);
            let place = Scope::Text(file, lines.place(&change.item));
            diags.push(Diagnostic::new(&code::BREAKING_CHANGE, Pointer::default(), message).within(place));
        }
    }
}

/// Whether a document makes something else than was promised: there are other operations, or schemas have other properties or
/// values. Where it does not look so, it may still do.
pub fn has_moved_on(past: &Ledger, api: &Api<Hint>) -> bool {
    let keys = Ledger::keys(api.operations.iter().map(|it| (it.method.as_str(), it.path.as_str())));
    let now: BTreeMap<&str, Option<&str>> =
        keys.iter().zip(&api.operations).map(|(key, it)| (key.as_str(), it.id.as_deref())).collect();
    let then = past.operations.iter().map(|(key, call)| (key.as_str(), call.id.as_deref()));
    if now != then.collect() {
        return true;
    }
    let mut known: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for ty in past.types.values() {
        let (Some(schema), Some(parts)) = (&ty.schema, ty.fields.as_ref().or(ty.values.as_ref())) else {
            continue;
        };
        known.entry(schema).or_default().extend(parts.iter().map(|part| part.wire().to_string()));
    }
    api.types.iter().any(|def| {
        let was = def.component.as_deref().and_then(|component| known.get(component));
        match (was, &def.kind) {
            (Some(was), Kind::Enum { values }) => {
                *was != values.iter().map(|value| value.wire.to_string()).collect()
            }
            (Some(was), Kind::Struct { fields, rest: Rest::Ignore }) => {
                // Constants that a table can hold have no field.
                let is_there = |field: &&Field<Hint>| match &field.presence {
                    Presence::Fixed(value) => value.is_null() || value.is_array() || value.is_object(),
                    _ => true,
                };
                let fields = fields.iter().filter(is_there);
                *was != fields.map(|field| Value::from(field.wire.as_str()).to_string()).collect()
            }
            _ => false,
        }
    })
}

/// Where the lines of a ledger name what they are about.
#[derive(Default)]
struct Lines<'t>(HashMap<(&'static str, &'t str), Range<usize>>);

impl<'t> Lines<'t> {
    /// Looked through once, however much has changed.
    fn of(text: &'t str) -> Self {
        let mut lines = Lines::default();
        let mut begin = 0;
        for line in text.split_inclusive('\n') {
            lines.note(line.trim_end_matches('\n'), begin);
            begin += line.len();
        }
        lines
    }

    /// Takes in a line that begins there.
    fn note(&mut self, line: &'t str, begin: usize) {
        let Some((key, value)) = line.split_once(" = ") else { return };
        let mut put = |head, name: &'t str, at| {
            self.0.entry((head, name)).or_insert(begin + at..begin + at + name.len());
        };
        put("types", key, 0);
        let Some(inside) = value.strip_prefix('"') else {
            const CALL: &str = "call = \"";
            if let Some((before, call)) = line.split_once(CALL)
                && let Some((call, _)) = call.split_once('"')
            {
                put("Client", call, before.len() + CALL.len());
            }
            return;
        };
        let at = line.len() - inside.len();
        if let Some(name) = inside.strip_suffix('"') {
            put("Server", name, at);
        }
        if let Some((name, _)) = inside.split_once(": ") {
            put("headers", name, at);
        }
    }

    /// The name of an item in its line: `Book` for `types::Book::title`; the call for `Client::books().add`.
    fn place(&self, item: &str) -> Range<usize> {
        let mut parts = item.split("::");
        let (Some(head), Some(name)) = (parts.next(), parts.next()) else { return 0..0 };
        let name = if head == "Client" { name.replace("()", "") } else { name.to_owned() };
        self.0.get(&(head, name.as_str())).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_found_in_its_line() {
        let text = "\
# Promised.
ledger = 1

[servers]
\"https://example.com\" = \"Live\"

[operations]
\"GET /books/{}\" = { call = \"books.get\", args = [\"id: String = \\\"id\\\"\"] }

[headers]
\"x-request-id\" = \"X_REQUEST_ID: HeaderName\"

[types]
Book = { fields = [\"title: String\"] }
Title = { alias = \"Book\" }
";
        let lines = Lines::of(text);
        let found = |item| text.get(lines.place(item));
        assert_eq!(found("types::Book::title"), Some("Book"));
        assert_eq!(lines.place("types::Title").start, text.find("Title =").expect("the line"));
        assert_eq!(found("Client::books().get"), Some("books.get"));
        assert_eq!(found("Server::Live"), Some("Live"));
        assert_eq!(found("headers::X_REQUEST_ID"), Some("X_REQUEST_ID"));
        for unknown in ["types::Author", "Client::books().list", "package", "types"] {
            assert_eq!(lines.place(unknown), 0..0, "{unknown}");
        }
    }
}
