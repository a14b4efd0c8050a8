//! Merging a value into another (OpenAPI Overlay 1.1, section 4.4.3.1).

use serde_json::{Map, Value};

use crate::diag::Pointer;
use crate::source::origins::{Pass, Place};

/// What merging one value into some others did.
#[derive(Default)]
pub(super) struct Merge {
    /// Where everything came from.
    pub(super) pass: Pass,
    /// What could not be merged.
    pub(super) clashes: Vec<Clash>,
}

/// Two values that cannot become one.
pub(super) struct Clash {
    /// The place of the newer one, in its file.
    pub(super) at: Pointer,
    pub(super) message: String,
}

impl Merge {
    /// Merges into what an action selects: into a list also something that is no list, as its last element.
    pub(super) fn target(&mut self, target: &mut Value, update: &Value, at: Pointer, from: &Place) {
        match (target, update) {
            (Value::Array(list), update) if !update.is_array() => {
                self.pass.moved(at.join(&list.len().to_string()), from.clone());
                list.push(update.clone());
            }
            (target, update) => self.value(target, update, at, from),
        }
    }

    fn value(&mut self, target: &mut Value, update: &Value, at: Pointer, from: &Place) {
        match (target, update) {
            (Value::Object(members), Value::Object(update)) => self.members(members, update, &at, from),
            (Value::Array(list), Value::Array(update)) => {
                for (index, element) in update.iter().enumerate() {
                    self.pass.moved(at.join(&list.len().to_string()), below(from, &index.to_string()));
                    list.push(element.clone());
                }
            }
            (target, update) if is_primitive(target) && is_primitive(update) => {
                *target = update.clone();
                self.pass.moved(at, from.clone());
            }
            (target, update) => {
                let (new, old) = (kind(update), kind(target));
                let message = format!(
                    "{new} cannot be merged into {old}, which is at `{at}`: remove that first, by an action before this one"
                );
                self.clashes.push(Clash { at: from.pointer.clone(), message });
            }
        }
    }

    fn members(
        &mut self,
        members: &mut Map<String, Value>,
        update: &Map<String, Value>,
        at: &Pointer,
        from: &Place,
    ) {
        for (name, value) in update {
            let (at, from) = (at.join(name), below(from, name));
            match members.get_mut(name) {
                Some(member) => self.value(member, value, at, &from),
                None => {
                    members.insert(name.clone(), value.clone());
                    self.pass.moved(at, from);
                }
            }
        }
    }
}

fn below(place: &Place, token: &str) -> Place {
    Place { file: place.file, pointer: place.pointer.join(token) }
}

fn is_primitive(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}

/// What a value is, in words.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
