//! The parts of an object, by the table: how the passes over the tree find references and schemas.

use serde_json::Value;

use super::fit::table::{self, Kind, Slot};
use crate::diag::At;

/// A part of an object: a field, an element of a list under a field, or a member of a map there.
pub(crate) struct Part<'v> {
    /// What belongs there.
    pub(crate) slot: Slot,
    /// Its name or index.
    pub(crate) step: Step<'v>,
    /// What is there.
    pub(crate) value: &'v mut Value,
}

/// From an object to a part of it.
#[derive(Clone, Copy)]
pub(crate) enum Step<'v> {
    Key(&'v str),
    Index(usize),
}

impl<'v> Step<'v> {
    /// The place of the part.
    pub(crate) fn from(self, at: &'v At<'v>) -> At<'v> {
        match self {
            Step::Key(name) => at.key(name),
            Step::Index(index) => at.index(index),
        }
    }
}

/// The parts of what is in a slot. What is not shaped as the slot demands has none.
pub(crate) fn parts(slot: Slot, value: &mut Value) -> Vec<Part<'_>> {
    match (slot, value) {
        (Slot::Object(Kind::Callback) | Slot::Ref(Kind::Callback) | Slot::Paths, value) => {
            members(Slot::Ref(Kind::PathItem), value, true)
        }
        (Slot::Responses, value) => members(Slot::Ref(Kind::Response), value, true),
        (Slot::Map(kind), value) => members(Slot::Object(kind), value, false),
        (Slot::RefMap(kind), value) => members(Slot::Ref(kind), value, false),
        (Slot::List(kind), value) => elements(Slot::Object(kind), value),
        (Slot::RefList(kind), value) => elements(Slot::Ref(kind), value),
        (Slot::Items, value @ Value::Array(_)) => elements(Slot::Ref(Kind::Schema), value),
        (Slot::Items | Slot::BoolOrSchema, value) => fields(Kind::Schema, value),
        (Slot::Object(kind) | Slot::Ref(kind), value) => fields(kind, value),
        _ => Vec::new(),
    }
}

fn fields(kind: Kind, value: &mut Value) -> Vec<Part<'_>> {
    let Value::Object(members) = value else { return Vec::new() };
    let row = table::row(kind);
    let parts = members.iter_mut().filter_map(|(name, value)| {
        let (slot, _) = row.slot(name)?;
        Some(Part { slot, step: Step::Key(name), value })
    });
    parts.collect()
}

fn members(slot: Slot, value: &mut Value, extensible: bool) -> Vec<Part<'_>> {
    let Value::Object(members) = value else { return Vec::new() };
    let named = members.iter_mut().filter(|(name, _)| !(extensible && name.starts_with("x-")));
    named.map(|(name, value)| Part { slot, step: Step::Key(name), value }).collect()
}

fn elements(slot: Slot, value: &mut Value) -> Vec<Part<'_>> {
    let Value::Array(list) = value else { return Vec::new() };
    let numbered = list.iter_mut().enumerate();
    numbered.map(|(index, value)| Part { slot, step: Step::Index(index), value }).collect()
}

/// Whether a slot holds a schema.
pub(crate) fn is_schema(slot: Slot) -> bool {
    matches!(slot, Slot::Ref(Kind::Schema) | Slot::Object(Kind::Schema) | Slot::BoolOrSchema | Slot::Items)
}

/// Calls `visit` on every schema, the inner ones first.
pub(crate) fn schemas(slot: Slot, value: &mut Value, visit: &mut impl FnMut(&mut Value)) {
    for part in parts(slot, value) {
        schemas(part.slot, part.value, visit);
    }
    if is_schema(slot) {
        visit(value);
    }
}

/// How many values there are in a value, or any number past the limit.
pub(crate) fn count(value: &Value, limit: usize) -> usize {
    let mut total = 1;
    let below: &mut dyn Iterator<Item = &Value> = match value {
        Value::Object(members) => &mut members.values(),
        Value::Array(list) => &mut list.iter(),
        _ => return total,
    };
    for value in below {
        if total > limit {
            break;
        }
        total += count(value, limit);
    }
    total
}
