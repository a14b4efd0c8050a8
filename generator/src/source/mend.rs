//! Repairs what real documents get wrong and what is certain to have been meant otherwise.
//!
//! A version that is a number, a flag in quotes, a path without its slash: each is reported, and the tree has what was
//! meant from here on, so that converting a document mends it as well. What is not certain is left for
//! [`fit`](super::fit) to set aside.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::Sources;
use super::fit;
use super::fit::table::{self, Kind, Slot};
use super::origins::{Pass, Place};
use super::rules::Rules;
use super::walk;
use crate::diag::{At, Code, Diagnostic, Diagnostics, FileId, Pointer, code};

type Members = Map<String, Value>;

/// Repairs names: of paths and of responses. Tells what they were.
pub(super) fn names(tree: &mut Value, diags: &mut Diagnostics) -> Pass {
    let mut pass = Pass::default();
    webhooks(tree, &mut pass);
    rename(Slot::Object(Kind::Document), tree, At::Root, &mut pass, diags);
    pass
}

/// Repairs values, and says which rules are broken without consequence.
pub(super) fn values(tree: &mut Value, sources: &Sources, diags: &mut Diagnostics) {
    let mut mender = Mender { sources, diags, rules: Rules::new(tree) };
    mender.visit(Slot::Object(Kind::Document), tree, At::Root);
    let Mender { diags, rules, .. } = mender;
    rules.report(diags);
}

/// `x-webhooks`, under which documents of OpenAPI 3.0 and before have what 3.1 calls `webhooks`.
fn webhooks(tree: &mut Value, pass: &mut Pass) {
    const EARLIER: &str = "x-webhooks";
    let Value::Object(members) = tree else { return };
    if members.contains_key("webhooks") || !members.get(EARLIER).is_some_and(Value::is_object) {
        return;
    }
    let renamed = std::mem::take(members).into_iter().map(|(name, value)| match name.as_str() {
        EARLIER => ("webhooks".to_owned(), value),
        _ => (name, value),
    });
    *members = renamed.collect();
    let old = Place { file: FileId::ROOT, pointer: Pointer::from(At::Root.key(EARLIER)) };
    pass.moved(At::Root.key("webhooks").into(), old);
}

fn rename(slot: Slot, value: &mut Value, at: At<'_>, pass: &mut Pass, diags: &mut Diagnostics) {
    if let (Slot::Paths | Slot::Responses, Value::Object(members)) = (slot, &mut *value) {
        let proper: fn(&str) -> Option<String> = if slot == Slot::Paths { with_slash } else { status_within };
        let taken: BTreeSet<String> = members.keys().cloned().collect();
        if members.keys().any(|name| proper(name).is_some_and(|new| !taken.contains(&new))) {
            let renamed = std::mem::take(members).into_iter().map(|(name, value)| {
                match proper(&name).filter(|new| !taken.contains(new)) {
                    None => (name, value),
                    Some(new) => {
                        let code = if slot == Slot::Paths {
                            &code::PATH_WITHOUT_SLASH
                        } else {
                            &code::NOT_A_STATUS_CODE
                        };
                        let here = at.key(&new);
                        diags.push(
                            Diagnostic::new(code, here, format_args!("`{name}` is read as `{new}`")).on_key(),
                        );
                        let old = Place { file: FileId::ROOT, pointer: Pointer::from(at.key(&name)) };
                        pass.moved(here.into(), old);
                        (new, value)
                    }
                }
            });
            *members = renamed.collect();
        }
    }
    for part in walk::parts(slot, value) {
        // Paths and responses are not within schemas, which are most of a document.
        if !walk::is_schema(part.slot) {
            let here = part.step.from(&at);
            rename(part.slot, part.value, here, pass, diags);
        }
    }
}

/// A path as section 4.8.8.1 wants it, if it is one but for its slash.
fn with_slash(name: &str) -> Option<String> {
    (!name.starts_with('/') && !name.starts_with("x-")).then(|| format!("/{name}"))
}

/// The status code in a name that also says what it means (`204 No Content`), or a range in lower case.
fn status_within(name: &str) -> Option<String> {
    let (status, words) = name.split_once(' ').unwrap_or((name, ""));
    let digits = status.bytes().all(|byte| byte.is_ascii_digit());
    let range = status.ends_with("xx") && status.starts_with(|c: char| c.is_ascii_digit());
    let mended = status.len() == 3 && (range || digits && !words.is_empty());
    mended.then(|| status.to_ascii_uppercase())
}

struct Mender<'a> {
    sources: &'a Sources,
    diags: &'a mut Diagnostics,
    rules: Rules,
}

impl Mender<'_> {
    fn visit(&mut self, slot: Slot, value: &mut Value, at: At<'_>) {
        match (slot, &mut *value) {
            (Slot::Text, Value::Number(_) | Value::Bool(_)) => self.text(value, at),
            (Slot::Texts, Value::Array(list)) if list.iter().all(is_scalar) => {
                list.retain(|value| !value.is_null());
                list.iter_mut().enumerate().for_each(|(index, value)| self.text(value, at.index(index)));
            }
            (Slot::TextMap, Value::Object(map)) if map.values().all(is_scalar) => {
                for (name, value) in map {
                    if value.is_null() {
                        *value = Value::String(String::new());
                    }
                    self.text(value, at.key(name));
                }
            }
            (Slot::Flag, Value::String(text)) if text == "true" || text == "false" => {
                self.report(&code::QUOTED_VALUE, at, format_args!("\"{text}\" is read as {text}"));
                *value = Value::Bool(text == "true");
            }
            (Slot::Number | Slot::Count, Value::String(text)) => {
                if let Ok(number) = text.trim().parse::<serde_json::Number>() {
                    self.report(&code::QUOTED_VALUE, at, format_args!("\"{text}\" is read as {number}"));
                    *value = Value::Number(number);
                }
            }
            (Slot::Map(_) | Slot::RefMap(_) | Slot::Paths | Slot::Responses, Value::Object(map)) => {
                // YAML writes an object without members as nothing.
                for (_, value) in
                    map.iter_mut().filter(|(name, value)| value.is_null() && !name.starts_with("x-"))
                {
                    *value = Value::Object(Map::new());
                }
            }
            (Slot::Object(kind) | Slot::Ref(kind), Value::Object(members)) => self.object(kind, members, at),
            (Slot::Items | Slot::BoolOrSchema, Value::Object(members)) => {
                self.object(Kind::Schema, members, at)
            }
            _ => {}
        }
        for part in walk::parts(slot, value) {
            let here = part.step.from(&at);
            self.visit(part.slot, part.value, here);
        }
    }

    fn object(&mut self, kind: Kind, members: &mut Members, at: At<'_>) {
        self.rules.check(kind, members, at);
        // An empty field of a YAML mapping is null; only where any value may stand does null mean something.
        let row = table::row(kind);
        let empty = |name: &str| row.slot(name).is_some_and(|(slot, _)| slot != Slot::Any);
        if members.values().any(Value::is_null) {
            members.retain(|name, value| !(value.is_null() && empty(name)));
        }
        if kind == Kind::Schema {
            self.schema(members, at);
        }
    }

    fn schema(&mut self, members: &mut Members, at: At<'_>) {
        match members.get_mut("type") {
            Some(Value::Array(list)) => {
                for (index, name) in list.iter_mut().enumerate() {
                    self.type_name(name, at.key("type").index(index));
                }
            }
            Some(name) => self.type_name(name, at.key("type")),
            None => {}
        }
        match members.get("type").and_then(Value::as_str) {
            Some("any") => {
                self.report(&code::NONSTANDARD_TYPE, at.key("type"), "`any` is read as no type at all");
                members.shift_remove("type");
            }
            Some("file") => {
                self.report(&code::NONSTANDARD_TYPE, at.key("type"), "`file` is read as a string of bytes");
                members.insert("type".into(), Value::String("string".into()));
                members.entry("format").or_insert_with(|| Value::String("binary".into()));
            }
            Some("string") => self.string_values(members, at),
            _ => {}
        }
    }

    /// What other languages call a type, and types in capitals.
    fn type_name(&mut self, value: &mut Value, at: At<'_>) {
        let Some(name) = value.as_str() else { return };
        if let Some(meant) = meant_type(name) {
            self.report(&code::NONSTANDARD_TYPE, at, format_args!("`{name}` is read as `{meant}`"));
            *value = Value::String(meant.to_owned());
        }
    }

    /// Values of a string schema that its author forgot to quote: `enum: [1.10, 2.0]`, `default: true`.
    fn string_values(&mut self, members: &mut Members, at: At<'_>) {
        for field in ["default", "const"] {
            if let Some(value) = members.get_mut(field).filter(|value| is_unquoted(value)) {
                self.text(value, at.key(field));
            }
        }
        let Some(Value::Array(list)) = members.get_mut("enum") else { return };
        if !list.iter().any(is_unquoted) {
            return;
        }
        let place = at.key("enum");
        let message = "the type is string, so its numbers and booleans are read as text, as they are written";
        self.report(&code::UNQUOTED_TEXT, place, message);
        for (index, value) in list.iter_mut().enumerate().filter(|(_, value)| is_unquoted(value)) {
            *value = Value::String(self.written(value, place.index(index)));
        }
    }

    /// Makes text of a number or a boolean.
    fn text(&mut self, value: &mut Value, at: At<'_>) {
        if is_unquoted(value) {
            let text = self.written(value, at);
            self.report(&code::UNQUOTED_TEXT, at, format_args!("{text} is read as the text \"{text}\""));
            *value = Value::String(text);
        }
    }

    /// A number or a boolean as its author wrote it.
    fn written(&self, value: &Value, at: At<'_>) -> String {
        self.sources.written(&Pointer::from(at)).unwrap_or_else(|| value.to_string())
    }

    fn report(&mut self, code: &'static Code, at: At<'_>, message: impl std::fmt::Display) {
        self.diags.report(code, at, message);
    }
}

/// The type of JSON Schema that a name is certain to mean; `None` for those types themselves, and for strangers.
fn meant_type(name: &str) -> Option<&'static str> {
    const OTHER_NAMES: [(&str, &str); 7] = [
        ("bool", "boolean"),
        ("double", "number"),
        ("float", "number"),
        ("int", "integer"),
        ("int32", "integer"),
        ("int64", "integer"),
        ("long", "integer"),
    ];
    let plain = name.trim().to_ascii_lowercase();
    if let Some(own) = fit::TYPES.iter().find(|own| **own == plain) {
        return (*own != name).then_some(own);
    }
    OTHER_NAMES.iter().find(|(other, _)| *other == plain).map(|(_, meant)| *meant)
}

fn is_unquoted(value: &Value) -> bool {
    value.is_number() || value.is_boolean()
}

fn is_scalar(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}
