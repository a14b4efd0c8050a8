//! One action of an overlay: what it selects and what it does with that (OpenAPI Overlay 1.1, section 4.4.3).

use serde_json::{Map, Value};
use serde_json_path::{JsonPath, PathElement};

use super::Checker;
use super::merge::{Merge, kind};
use crate::diag::{Diagnostic, FileId, Pointer, Scope, code};
use crate::source::Sources;
use crate::source::origins::{Pass, Place};

/// What is done to what a path selects.
pub(super) struct Action<'v> {
    /// Where the action stands in its overlay.
    at: Pointer,
    text: &'v str,
    target: JsonPath,
    change: Change<'v>,
}

enum Change<'v> {
    Remove,
    Update(&'v Value),
    Copy(&'v str, JsonPath),
}

/// A step to a part of a document; indices compare as numbers.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Index(usize),
    Name(String),
}

impl<'v> Action<'v> {
    /// Reads an action; reports what is wrong with it.
    pub(super) fn read(
        fields: &'v Map<String, Value>,
        at: Pointer,
        checker: &mut Checker<'_>,
    ) -> Option<Action<'v>> {
        let (text, target) = path(fields, "target", &at, checker)?;
        let removes = match fields.get("remove") {
            None | Some(Value::Bool(false)) => false,
            Some(Value::Bool(true)) => true,
            Some(_) => {
                checker.complain(at.join("remove"), "`remove` is `true` or `false`");
                return None;
            }
        };
        let change = match (removes, fields.get("update"), fields.contains_key("copy")) {
            (true, ..) => Change::Remove,
            (false, Some(_), true) => {
                checker.complain(at, "an action has an `update` or a `copy`, not both");
                return None;
            }
            (false, Some(update), false) => Change::Update(update),
            (false, None, true) => {
                let (text, from) = path(fields, "copy", &at, checker)?;
                Change::Copy(text, from)
            }
            (false, None, false) => {
                checker
                    .complain(at, "this action does nothing: there is neither `update`, `copy` nor `remove`");
                return None;
            }
        };
        Some(Action { at, text, target, change })
    }

    /// Changes a document, and notes where everything was before.
    pub(super) fn apply(&self, tree: &mut Value, sources: &mut Sources, checker: &mut Checker<'_>) {
        let targets = select(&self.target, tree);
        if targets.is_empty() {
            let message = format!("`{}` selects nothing in the document", self.text);
            let diagnostic = Diagnostic::new(&code::OVERLAY_UNUSED, self.at.join("target"), message);
            checker.diags.push(diagnostic.within(Scope::File(checker.file)));
            return;
        }
        match &self.change {
            Change::Remove => {
                // From the end, so that the places of what is still to be removed stay what they are.
                for target in targets.iter().rev() {
                    self.remove(tree, target, sources, checker);
                }
            }
            Change::Update(update) => {
                let from = Place { file: checker.file, pointer: self.at.join("update") };
                self.merge(tree, &targets, update, &from, sources, checker);
            }
            Change::Copy(text, path) => {
                let found = select(path, tree);
                let [only] = found.as_slice() else {
                    let count = found.len();
                    let message = format!("`{text}` selects {count} values: exactly one can be copied");
                    return checker.complain(self.at.join("copy"), message);
                };
                let pointer = pointer(only);
                let Some(value) = tree.pointer(&pointer.0).cloned() else { return };
                let from = Place { file: FileId::ROOT, pointer };
                self.merge(tree, &targets, &value, &from, sources, checker);
            }
        }
    }

    fn merge(
        &self,
        tree: &mut Value,
        targets: &[Vec<Step>],
        update: &Value,
        from: &Place,
        sources: &mut Sources,
        checker: &mut Checker<'_>,
    ) {
        let mut merge = Merge::default();
        for target in targets {
            let target = pointer(target);
            if let Some(value) = tree.pointer_mut(&target.0) {
                merge.target(value, update, target, from);
            }
        }
        for clash in merge.clashes {
            // What is copied is at fault where the copy was asked for.
            let at = if matches!(self.change, Change::Copy(..)) { self.at.join("copy") } else { clash.at };
            checker.complain(at, clash.message);
        }
        sources.origins.push(merge.pass);
    }

    fn remove(&self, tree: &mut Value, target: &[Step], sources: &mut Sources, checker: &mut Checker<'_>) {
        let Some((last, around)) = target.split_last() else {
            return checker.complain(self.at.join("target"), "the whole document cannot be removed");
        };
        let around = pointer(around);
        match (tree.pointer_mut(&around.0), last) {
            (Some(Value::Object(members)), Step::Name(name)) => {
                members.shift_remove(name);
            }
            (Some(Value::Array(list)), Step::Index(index)) if *index < list.len() => {
                list.remove(*index);
                let mut pass = Pass::default();
                for index in *index..list.len() {
                    let old = around.join(&(index + 1).to_string());
                    pass.moved(around.join(&index.to_string()), Place { file: FileId::ROOT, pointer: old });
                }
                sources.origins.push(pass);
            }
            // It went with what is around it.
            (None, _) => {}
            (Some(other), _) => {
                let message = format!("nothing can be removed from {}", kind(other));
                checker.complain(self.at.join("target"), message);
            }
        }
    }
}

/// The path in a field.
fn path<'v>(
    fields: &'v Map<String, Value>,
    field: &str,
    at: &Pointer,
    checker: &mut Checker<'_>,
) -> Option<(&'v str, JsonPath)> {
    let text = match fields.get(field) {
        Some(Value::String(text)) => text,
        Some(_) => {
            checker.complain(at.join(field), format_args!("`{field}` is a JSONPath, such as `$.info`"));
            return None;
        }
        None => {
            checker.complain(at.clone(), format_args!("this action has no `{field}`"));
            return None;
        }
    };
    if nests_too_deep(text) {
        let message = format_args!("this JSONPath has filters within filters past {DEEPEST} levels");
        checker.complain(at.join(field), message);
        return None;
    }
    match JsonPath::parse(text) {
        Ok(path) => Some((text, path)),
        Err(error) => {
            let why = match error.message() {
                // The parser's way of not saying anything.
                "parser error" => String::new(),
                why => format!(": {why}"),
            };
            let letter = error.position() + 1;
            let message = format!("this is no JSONPath (RFC 9535) from letter {letter} on{why}");
            checker.complain(at.join(field), message);
            None
        }
    }
}

/// How deep brackets may nest in a path: the time that its parser takes grows with a power of their depth.
const DEEPEST: usize = 8;

/// Whether the brackets of a path nest too deep; those in quoted names do not count.
fn nests_too_deep(text: &str) -> bool {
    let (mut depth, mut quote, mut letters) = (0_usize, None, text.chars());
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (Some(_), '\\') => drop(letters.next()),
            (Some(open), _) if open == letter => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(letter),
            (None, '[' | '(') => depth += 1,
            (None, ']' | ')') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

/// What a path selects, in the order of the document and each once.
fn select(path: &JsonPath, tree: &Value) -> Vec<Vec<Step>> {
    let step = |element: &PathElement<'_>| match element {
        PathElement::Name(name) => Step::Name((*name).to_owned()),
        PathElement::Index(index) => Step::Index(*index),
    };
    let nodes = path.query_located(tree);
    let mut found: Vec<Vec<Step>> =
        nodes.iter().map(|node| node.location().iter().map(step).collect()).collect();
    found.sort();
    found.dedup();
    found
}

fn pointer(steps: &[Step]) -> Pointer {
    let mut pointer = Pointer::default();
    for step in steps {
        match step {
            Step::Name(name) => pointer.push(name),
            Step::Index(index) => pointer.push(&index.to_string()),
        }
    }
    pointer
}
