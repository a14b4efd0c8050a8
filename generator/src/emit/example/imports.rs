//! What an example imports.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// What to import: names by their module.
#[derive(Clone, Debug, Default)]
pub struct Imports(BTreeMap<String, BTreeSet<String>>);

impl Imports {
    /// One more name.
    pub fn add(&mut self, module: &str, name: &str) {
        self.0.entry(module.to_owned()).or_default().insert(name.to_owned());
    }

    /// As statements, a line for each module; the root is the module without a name.
    pub fn text(&self, krate: &str) -> String {
        let mut out = String::new();
        for (module, names) in &self.0 {
            let path = if module.is_empty() { krate.to_owned() } else { format!("{krate}::{module}") };
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let _ = match names.as_slice() {
                [one] => writeln!(out, "use {path}::{one};"),
                several => writeln!(out, "use {path}::{{{}}};", several.join(", ")),
            };
        }
        out
    }
}
