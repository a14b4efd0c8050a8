//! Finding the references in a tree.

use serde_json::Value;

use crate::diag::{At, FileId, Pointer};
use crate::source::fit::table::{Kind, Slot};
use crate::source::origins::Place;
use crate::source::walk;

/// A reference as it stands in a file.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    /// The object with the `$ref` in it; for the value of a discriminator's mapping, that value.
    pub(super) place: Place,
    /// The name of the member that refers, or `None` where the value itself is the reference.
    pub(super) member: Option<&'static str>,
    /// What is written.
    pub(super) text: String,
    /// What belongs there.
    pub(super) slot: Slot,
    /// The nearest `$id` around it, joined with those around that.
    pub(super) base: String,
}

impl Reference {
    /// The reference itself: what a diagnostic points at.
    pub(super) fn written_at(&self) -> Place {
        let pointer = match self.member {
            Some(member) => self.place.pointer.join(member),
            None => self.place.pointer.clone(),
        };
        Place { file: self.place.file, pointer }
    }
}

/// Collects the references at and below a value.
pub(super) fn collect(
    file: FileId,
    slot: Slot,
    value: &mut Value,
    at: &Pointer,
    base: &str,
    found: &mut Vec<Reference>,
) {
    let mut collector = Collector { file, start: at, found };
    collector.visit(slot, value, At::Root, base);
}

struct Collector<'a> {
    file: FileId,
    /// Where the walk started.
    start: &'a Pointer,
    found: &'a mut Vec<Reference>,
}

impl Collector<'_> {
    fn visit(&mut self, slot: Slot, value: &mut Value, at: At<'_>, base: &str) {
        let identifier = value.get("$id").and_then(Value::as_str).filter(|_| walk::is_schema(slot));
        let joined = identifier.filter(|id| !id.starts_with('#')).map(|id| super::reference::join(base, id));
        let base = joined.as_deref().unwrap_or(base);
        if let Some((member, text)) = refers(slot, value) {
            self.found(Some(member), text.to_owned(), slot, at, base);
        }
        if slot == Slot::Object(Kind::Discriminator) {
            self.mapping(value, at, base);
        }
        for part in walk::parts(slot, value) {
            let here = part.step.from(&at);
            self.visit(part.slot, part.value, here, base);
        }
    }

    /// OpenAPI 3.1, section 4.8.25: a value is the name of a component, or a reference.
    fn mapping(&mut self, value: &Value, at: At<'_>, base: &str) {
        let Some(mapping) = value.get("mapping").and_then(Value::as_object) else { return };
        let mapping_at = at.key("mapping");
        for (tag, target) in mapping {
            let Some(text) = target.as_str() else { continue };
            let file = [".json", ".yaml", ".yml"].iter().any(|extension| text.ends_with(extension));
            if file || text.contains(['#', '/']) {
                let slot = Slot::Ref(Kind::Schema);
                self.found(None, text.to_owned(), slot, mapping_at.key(tag), base);
            }
        }
    }

    fn found(&mut self, member: Option<&'static str>, text: String, slot: Slot, at: At<'_>, base: &str) {
        let pointer = Pointer(format!("{}{}", self.start.0, Pointer::from(at).0));
        let place = Place { file: self.file, pointer };
        self.found.push(Reference { place, member, text, slot, base: base.to_owned() });
    }
}

/// The member that makes an object a reference, and its text.
fn refers(slot: Slot, value: &Value) -> Option<(&'static str, &str)> {
    let members = value.as_object()?;
    // A property may be called `$ref`; its value is a schema and no string.
    if let Some(Value::String(text)) = members.get("$ref") {
        return Some(("$ref", text));
    }
    // What is referred to dynamically is the same anchor, unless a schema is extended by another resource.
    match members.get("$dynamicRef") {
        Some(Value::String(text)) if walk::is_schema(slot) => Some(("$dynamicRef", text)),
        _ => None,
    }
}
