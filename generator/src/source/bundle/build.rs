//! Putting the one tree together, once it is known what everything is called.

use serde_json::{Map, Value};

use super::collect::Reference;
use super::{Bundler, Group, Outcome, Use, usage};
use crate::diag::{Code, FileId, Pointer, code};
use crate::source::fit::table::Slot;
use crate::source::origins::{Pass, Place};
use crate::source::walk;

/// Marks an object that something else is to take the place of. The value is an index into the list of what.
const INLINE: &str = "\0inline";

/// How many values references may bring in where they are not kept as references.
const BUDGET: usize = 4_000_000;

struct Inline {
    target: Place,
    written: Place,
}

impl Bundler<'_> {
    pub(super) fn build(mut self) -> (Value, Pass) {
        let inlines = self.rewrite();
        let moved = self.take_out();
        let mut pass = Pass::default();
        let mut root = self.library.trees.first_mut().and_then(Option::take).unwrap_or_default();
        for (group, name, value, origin) in moved {
            pass.moved(group.pointer(&name), origin);
            put_component(&mut root, group, name, value);
        }
        if !inlines.is_empty() {
            let own = inlines.iter().any(|inline| inline.target.file == FileId::ROOT);
            let whole = own.then(|| root.clone());
            let bundler = &mut self;
            let mut inliner =
                Inliner { bundler, inlines, pass: &mut pass, open: Vec::new(), budget: BUDGET, whole };
            inliner.expand(&mut root, &mut Pointer::default());
        }
        (root, pass)
    }

    /// Writes into each reference what it becomes.
    fn rewrite(&mut self) -> Vec<Inline> {
        let (mut inlines, mut not_allowed) = (Vec::new(), Vec::new());
        let references = std::mem::take(&mut self.references);
        let outcomes: Vec<_> =
            references.iter().map(|(written, reference)| self.outcome(written, reference)).collect();
        for ((written, reference), outcome) in references.iter().zip(outcomes) {
            let text = match outcome {
                Outcome::Component(group, name) => group.reference(&name),
                Outcome::Inline(target) => {
                    if let Use::NotAllowed = usage(self.dialect, reference.slot) {
                        not_allowed.push((written, reference));
                    }
                    if let Some(Value::Object(node)) = self.library.get_mut(&reference.place) {
                        node.shift_remove("$ref");
                        node.insert(INLINE.into(), Value::from(inlines.len()));
                        inlines.push(Inline { target, written: written.clone() });
                    }
                    continue;
                }
                // In the one tree, it must not come to mean something else.
                Outcome::Dangling if reference.text.starts_with('#') && written.file != FileId::ROOT => {
                    let file = self.library.sources.files.get(written.file.0);
                    format!("{}{}", file.map(|file| file.name.as_str()).unwrap_or_default(), reference.text)
                }
                Outcome::Dangling if reference.slot == Slot::Text => {
                    if let Some(value) = self.library.get_mut(&reference.place) {
                        value.take();
                    }
                    continue;
                }
                Outcome::Dangling => {
                    // A circle is cut open, so that nobody after this need look out for one.
                    if self.circles.contains(&reference.place)
                        && let Some(Value::Object(node)) = self.library.get_mut(&reference.place)
                    {
                        node.shift_remove("$ref");
                    }
                    continue;
                }
            };
            match (reference.member, self.library.get_mut(&reference.place)) {
                (None, Some(value)) => *value = Value::String(text),
                (Some(member), Some(Value::Object(node))) => {
                    if member != "$ref" {
                        node.shift_remove(member);
                    }
                    node.insert("$ref".into(), Value::String(text));
                }
                _ => {}
            }
        }
        self.report_not_allowed(&not_allowed);
        self.references = references;
        inlines
    }

    /// Whoever splits a document this way does it everywhere: that is one thing to say, not hundreds.
    fn report_not_allowed(&mut self, not_allowed: &[(&Place, &Reference)]) {
        let Some(((written, reference), others)) = not_allowed.split_first() else { return };
        let more = match others.len() {
            0 => String::new(),
            1 => ", and so it is in one more place".to_owned(),
            more => format!(", and so it is in {more} more places"),
        };
        let message = format!("what `{}` points at takes the place of this reference{more}", reference.text);
        self.report(&code::REFERENCE_NOT_ALLOWED, (*written).clone(), message);
    }

    /// Takes what becomes a component out of where it is, the innermost first, and leaves a reference there.
    fn take_out(&mut self) -> Vec<(Group, String, Value, Place)> {
        let mut names: Vec<_> = std::mem::take(&mut self.names).into_iter().collect();
        names.sort_by_key(|((group, place), _)| {
            (std::cmp::Reverse(place.pointer.0.len()), place.clone(), *group)
        });
        let mut moved = Vec::new();
        for ((group, place), name) in names {
            let Some(value) = self.library.get_mut(&place) else { continue };
            let left =
                Value::Object(Map::from_iter([("$ref".to_owned(), Value::String(group.reference(&name)))]));
            moved.push((group, name, std::mem::replace(value, left), place));
        }
        // In the order of their places, whatever the order of taking out.
        moved.sort_by(|x, y| (&x.3, x.0).cmp(&(&y.3, y.0)));
        moved
    }
}

fn put_component(root: &mut Value, group: Group, name: String, value: Value) {
    let mut here = root;
    for token in group.parent.into_iter().chain([group.name]) {
        let Value::Object(members) = here else { return };
        here = members.entry(token).or_insert_with(|| Value::Object(Map::new()));
        if here.is_null() {
            *here = Value::Object(Map::new());
        }
    }
    if let Value::Object(members) = here {
        members.insert(name, value);
    }
}

struct Inliner<'b, 'a> {
    bundler: &'b mut Bundler<'a>,
    inlines: Vec<Inline>,
    pass: &'b mut Pass,
    /// What is being brought in right now, to see circles.
    open: Vec<usize>,
    budget: usize,
    /// The root file as it was before anything was brought in.
    whole: Option<Value>,
}

impl Inliner<'_, '_> {
    fn expand(&mut self, value: &mut Value, at: &mut Pointer) {
        let opened = self.open.len();
        while let Some((index, inline)) = self.marked(value) {
            let (target, written) = (inline.target.clone(), inline.written.clone());
            let mut beside = std::mem::take(value);
            if let Value::Object(members) = &mut beside {
                members.shift_remove(INLINE);
            }
            *value = match self.bring_in(index, &target) {
                Ok(brought) => beneath(brought, beside),
                Err((code, message)) => {
                    self.bundler.report(code, written, message.to_owned());
                    beside
                }
            };
            self.pass.moved(at.clone(), target);
            self.open.push(index);
        }
        let length = at.0.len();
        match value {
            Value::Object(members) => {
                for (name, value) in members {
                    at.push(name);
                    self.expand(value, at);
                    at.0.truncate(length);
                }
            }
            Value::Array(list) => {
                for (index, value) in list.iter_mut().enumerate() {
                    at.push(&index.to_string());
                    self.expand(value, at);
                    at.0.truncate(length);
                }
            }
            _ => {}
        }
        self.open.truncate(opened);
    }

    /// What takes the place of a reference.
    fn bring_in(&mut self, index: usize, target: &Place) -> Result<Value, (&'static Code, &'static str)> {
        if self.open.contains(&index) {
            return Err((&code::REFERENCE_CYCLE, "this leads back here"));
        }
        let source = match target.file {
            FileId::ROOT => self.whole.as_ref().and_then(|whole| whole.pointer(&target.pointer.0)),
            _ => self.bundler.library.get(target),
        };
        let source =
            source.ok_or((&code::DANGLING_REFERENCE, "what this refers to became part of something else"))?;
        let size = walk::count(source, self.budget);
        self.budget = self.budget.checked_sub(size).ok_or((&code::ALIASES_TOO_LARGE, TOO_LARGE))?;
        Ok(source.clone())
    }

    fn marked(&self, value: &Value) -> Option<(usize, &Inline)> {
        let index = value.as_object()?.get(INLINE)?.as_u64()?.try_into().ok()?;
        self.inlines.get(index).map(|inline| (index, inline))
    }
}

/// What was brought in, and what stands beside the reference to it: where both say something, what stands here is closer
/// (section 4.8.9).
fn beneath(mut brought: Value, beside: Value) -> Value {
    if let (Value::Object(members), Value::Object(beside)) = (&mut brought, beside) {
        members.extend(beside);
    }
    brought
}

const TOO_LARGE: &str = "references bring in more than a document may hold";
