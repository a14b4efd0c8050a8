//! Overlays: documents that change a document before anything is made of it (OpenAPI Overlay 1.0 and 1.1).
//!
//! An overlay is applied to the file that the user names, before references to other files are followed; to a
//! documentation page once it is OpenAPI. What an overlay put into the document keeps its place in the overlay.

mod action;
mod merge;

use serde_json::{Map, Value};

use super::{Sources, load_file, read_named};
use crate::config::Config;
use crate::diag::suggest::nearest;
use crate::diag::{Diagnostic, Diagnostics, FileId, Pointer, Scope, code};
use action::Action;

/// Applies the overlays that the configuration lists, in their order.
pub(super) fn apply(tree: &mut Value, config: &Config, sources: &mut Sources, diags: &mut Diagnostics) {
    for (index, path) in config.overlays.iter().enumerate() {
        let name = path.display().to_string();
        let text = match read_named(path) {
            Ok(text) => text,
            Err(error) => {
                let message = format!("the overlay `{name}` {error}");
                let scope = match config.place(&["overlays", &index.to_string()]) {
                    Scope::Document => Scope::Nowhere,
                    place => place,
                };
                let diagnostic = Diagnostic::new(&code::UNREADABLE_FILE, Pointer::default(), message);
                diags.push(diagnostic.within(scope));
                continue;
            }
        };
        if let (file, Some(overlay)) = load_file(Some(path.clone()), name, text, sources, diags) {
            let mut checker = Checker { file, diags };
            let actions = checker.actions(&overlay);
            for action in actions {
                action.apply(tree, sources, &mut checker);
            }
        }
    }
}

/// Reports what is wrong with one overlay.
struct Checker<'d> {
    file: FileId,
    diags: &'d mut Diagnostics,
}

/// The fields of an overlay (section 4.4.1) and of an action (section 4.4.3).
const OVERLAY: [&str; 4] = ["overlay", "info", "extends", "actions"];
const ACTION: [&str; 5] = ["target", "description", "update", "remove", "copy"];

impl Checker<'_> {
    fn complain(&mut self, at: Pointer, message: impl std::fmt::Display) {
        self.diags.push(Diagnostic::new(&code::OVERLAY, at, message).within(Scope::File(self.file)));
    }

    /// The actions that make sense; what does not is reported.
    fn actions<'v>(&mut self, overlay: &'v Value) -> Vec<Action<'v>> {
        let root = Pointer::default();
        let Value::Object(fields) = overlay else {
            self.complain(root, "an overlay is an object with `overlay`, `info` and `actions`");
            return Vec::new();
        };
        self.known(&root, fields, &OVERLAY);
        match fields.get("overlay") {
            None => self.complain(root.clone(), "there is no `overlay` with the version, such as `1.0.0`"),
            Some(Value::String(version)) if version.starts_with("1.") => {}
            Some(version) => {
                let version = version.as_str().map_or_else(|| version.to_string(), str::to_owned);
                self.complain(
                    root.join("overlay"),
                    format_args!("overlays of version {version} cannot be read"),
                );
                return Vec::new();
            }
        }
        match fields.get("actions") {
            Some(Value::Array(actions)) => {
                let at = |index: usize| root.join("actions").join(&index.to_string());
                let read =
                    actions.iter().enumerate().filter_map(|(index, action)| self.action(action, at(index)));
                read.collect()
            }
            Some(_) => {
                self.complain(root.join("actions"), "`actions` is a list");
                Vec::new()
            }
            None => {
                self.complain(root, "there are no `actions`");
                Vec::new()
            }
        }
    }

    /// Whether there are no other fields than these.
    /// Complains about fields other than these; whether there are none.
    fn known(&mut self, at: &Pointer, fields: &Map<String, Value>, known: &[&str]) -> bool {
        let is_other = |name: &&String| !name.starts_with("x-") && !known.contains(&name.as_str());
        let others: Vec<&String> = fields.keys().filter(is_other).collect();
        for name in &others {
            let message = match nearest(name, known.iter().copied()) {
                Some(near) => format!("`{name}` is no field of an overlay: did you mean `{near}`?"),
                None => {
                    format!("`{name}` is no field of an overlay: expected one of `{}`", known.join("`, `"))
                }
            };
            let diagnostic = Diagnostic::new(&code::OVERLAY, at.join(name), message).on_key();
            self.diags.push(diagnostic.within(Scope::File(self.file)));
        }
        others.is_empty()
    }

    fn action<'v>(&mut self, action: &'v Value, at: Pointer) -> Option<Action<'v>> {
        let Value::Object(fields) = action else {
            self.complain(at, "an action is an object with a `target`");
            return None;
        };
        // What is missing may be what is misspelt: one complaint is enough.
        if self.known(&at, fields, &ACTION) { Action::read(fields, at, self) } else { None }
    }
}
