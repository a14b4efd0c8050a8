//! Files of another version than the document that refers to them.
//!
//! The one tree is of the version of the root file, and what a file says by the rules of the version that it states itself is
//! said by those of the tree. That is a matter of what stands beside `$ref`, which counts since OpenAPI 3.1; whatever else
//! the versions write in different ways is told by how it is written.

use serde_json::{Map, Value, json};

use crate::diag::{Diagnostic, Diagnostics, FileId, Pointer, Scope, code};
use crate::source::fit::table::{Kind, Slot};
use crate::source::walk;
use crate::table::sibling;

/// Whether what stands beside `$ref` counts in a file, if it states a version.
pub(super) fn siblings_count(tree: &Value) -> Option<bool> {
    let stated = |field: &str| tree.get(field).filter(|version| version.is_string() || version.is_number());
    match stated("openapi") {
        Some(Value::String(version)) => Some(sibling::all_count(version)),
        Some(version) => Some(sibling::all_count(&version.to_string())),
        None => stated("swagger").map(|_| false),
    }
}

/// Says what stands beside references in a file as a tree says it in which all of it counts, or not.
pub(super) fn restate(tree: &mut Value, wanted: bool, file: FileId, diags: &mut Diagnostics) {
    let Some(own) = siblings_count(tree).filter(|own| *own != wanted) else { return };
    let whole = if tree.get("openapi").is_some() { Kind::Document } else { Kind::Swagger };
    let mut left_out = Vec::new();
    walk::schemas(Slot::Object(whole), tree, &mut |schema| {
        let Value::Object(members) = schema else { return };
        match members.get("$ref") {
            Some(Value::String(_)) if own => beside_to_combined(members),
            Some(Value::String(_)) => leave_out(members, &mut left_out),
            _ => {}
        }
    });
    if !left_out.is_empty() {
        let list: Vec<String> = left_out.iter().map(|name| format!("`{name}`")).collect();
        let message = format!("{}: ignored beside `$ref`, by the version of this file", list.join(", "));
        let at = Pointer::default();
        diags.push(Diagnostic::new(&code::REFERENCE_SIBLING, at, message).within(Scope::File(file)));
    }
}

/// A reference and what counts beside it are parts of a combination.
fn beside_to_combined(members: &mut Map<String, Value>) {
    if members.keys().all(|name| name == "$ref" || sibling::is_description(name)) {
        return;
    }
    let Some(reference) = members.shift_remove("$ref") else { return };
    let part = json!({"$ref": reference});
    match members.get_mut("allOf") {
        Some(Value::Array(parts)) => parts.push(part),
        _ => drop(members.insert("allOf".to_owned(), json!([part]))),
    }
}

/// Leaves out what does not count beside a reference, and notes its names. A type is most often the one that the reference
/// leads to anyway: that needs no saying.
fn leave_out(members: &mut Map<String, Value>, names: &mut Vec<String>) {
    members.retain(|name, _| {
        let counts = sibling::counts(name);
        if !counts && name != "type" && !names.contains(name) {
            names.push(name.clone());
        }
        counts
    });
}
