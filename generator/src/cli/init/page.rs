//! The text of the configuration.
//!
//! What is prose starts with `# `, what is a key with `#` alone, as in the configuration of a well-known server: the keys
//! are those that would be there if everything were said, so that removing the `#` changes nothing.

use generator::config::keys::{KEYS, TABLES};
use generator::diag::{Diagnostic, Severity};
use generator::ir::RetryClass;
use generator::plan::Plan;
use generator::source::census::Census;
use generator::table::scalar::SCALARS;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// No more than this many operations and as many schemas: the file is to be read.
const MOST: usize = 60;

/// The file for a document.
pub fn page(plan: &Plan, census: &Census, reported: &[Diagnostic]) -> String {
    let mut page = Page { text: String::new(), plan };
    page.prose(&format!("What is said beside the document {}.", one_line(&plan.api.info.title)));
    page.prose("Nothing is said yet: every line with a key is commented out, and shows what holds anyway. Remove the `#`");
    page.prose("and change it. `docs/configuration.md` tells more.");
    page.overlays();
    page.package();
    page.diagnostics(reported);
    page.select(census);
    page.formats(census);
    page.environment();
    page.servers();
    page.operations(reported);
    page.schemas();
    page.text
}

struct Page<'p> {
    text: String,
    plan: &'p Plan,
}

impl Page<'_> {
    /// Sentences, in lines of a width that is read easily.
    fn prose(&mut self, text: &str) {
        const WIDTH: usize = 110;
        let mut line = String::from("#");
        for word in text.split(' ') {
            if line.chars().count() + 1 + word.chars().count() > WIDTH {
                let _ = writeln!(self.text, "{line}");
                line = String::from("#  ");
            }
            line.push(' ');
            line.push_str(word);
        }
        let _ = writeln!(self.text, "{line}");
    }

    /// The head of a table, with what its row says.
    fn table(&mut self, path: &str) {
        self.text.push('\n');
        if let Some(row) = TABLES.iter().find(|row| row.path == path) {
            self.prose(row.docs);
        }
        let _ = writeln!(self.text, "#[{path}]");
    }

    /// A key and its value, after what its row says.
    fn key(&mut self, path: &str, name: &str, value: &str) {
        let docs = KEYS.iter().find(|key| key.path == path).map_or("", |key| key.docs);
        self.prose(docs);
        self.plain(name, value);
    }

    fn plain(&mut self, name: &str, value: &str) {
        let _ = writeln!(self.text, "#{name} = {value}");
    }

    fn overlays(&mut self) {
        self.text.push('\n');
        self.key("overlays", "overlays", "[]");
    }

    fn package(&mut self) {
        let package = &self.plan.package;
        self.table("crate");
        self.key("crate.name", "name", &quoted(&package.name));
        self.key("crate.version", "version", &quoted(&package.version));
        self.key("crate.description", "description", &quoted(&package.description));
    }

    fn diagnostics(&mut self, reported: &[Diagnostic]) {
        let warnings = reported.iter().filter(|diagnostic| diagnostic.severity == Severity::Warning);
        let codes: BTreeSet<&str> = warnings.map(|diagnostic| diagnostic.code.id).collect();
        self.table("diagnostics");
        self.key("diagnostics.deny", "deny", "[]");
        self.key("diagnostics.allow", "allow", "[]");
        if !codes.is_empty() {
            let codes: Vec<String> = codes.into_iter().map(quoted).collect();
            self.prose(&format!("This document has: {}", codes.join(", ")));
        }
    }

    fn select(&mut self, census: &Census) {
        self.table("select");
        for (table, list) in
            [("include", "tags"), ("include", "paths"), ("include", "ids"), ("exclude", "tags")]
        {
            self.key(&format!("select.{table}.{list}"), &format!("{table}.{list}"), "[]");
        }
        if !census.tags.is_empty() {
            let tags: Vec<String> = census.tags.keys().take(MOST).map(|tag| quoted(tag)).collect();
            self.prose(&format!("The tags: {}", tags.join(", ")));
        }
    }

    /// The formats that mean nothing to the generator.
    fn formats(&mut self, census: &Census) {
        let known: BTreeSet<&str> = SCALARS.iter().map(|row| row.format).collect();
        let unknown: Vec<&String> =
            census.formats.keys().filter(|format| !known.contains(format.as_str())).collect();
        if unknown.is_empty() {
            return;
        }
        self.table("formats");
        let names: Vec<&str> = unknown.into_iter().take(MOST).map(String::as_str).collect();
        self.prose(&format!(
            "Without a type of their own: {}. To be read as another: NAME = \"decimal\"",
            names.join(", ")
        ));
    }

    fn environment(&mut self) {
        let package = &self.plan.package;
        self.table("environment");
        self.key("environment.base_url", "base_url", &quoted(&package.base_url));
        if let Some(server) = &package.server {
            self.key("environment.server", "server", &quoted(server));
        }
        for (scheme, variables) in self.plan.api.schemes.iter().zip(&package.credentials) {
            if let [variable] = variables.as_slice() {
                self.plain(&format!("credentials.{}", bare(&scheme.name)), &quoted(variable));
            }
        }
    }

    fn servers(&mut self) {
        if self.plan.api.servers.is_empty() {
            return;
        }
        self.table("servers");
        let snake = |name: &str| snake(name);
        for server in &self.plan.api.servers {
            self.plain(&quoted(&server.url), &quoted(&snake(&server.name.0)));
        }
    }

    fn operations(&mut self, reported: &[Diagnostic]) {
        let asked = reported.iter().any(|diagnostic| diagnostic.code.id == "page-origin");
        let mut shown = false;
        for operation in self.plan.api.operations.iter().take(MOST) {
            self.text.push('\n');
            if !shown {
                self.prose("What is said of operations, each by its method and path.");
                for key in KEYS.iter().filter(|key| key.path.starts_with("operations.*.")) {
                    let name = key.path.trim_start_matches("operations.*.");
                    self.prose(&format!("  {name}: {}", key.docs));
                }
                if asked {
                    self.prose("For some `first_page` is asked for: see the warnings.");
                }
                shown = true;
            }
            let key = quoted(&operation.line());
            let _ = writeln!(self.text, "#[operations.{key}]");
            self.plain("name", &quoted(raw(&operation.name.0)));
            let retry = match operation.retry {
                RetryClass::Safe => "safe",
                RetryClass::Idempotent => "idempotent",
                RetryClass::Unsafe => "unsafe",
                RetryClass::Keyed(_) => continue,
            };
            self.plain("retry", &quoted(retry));
        }
        self.more(self.plan.api.operations.len(), "operations");
    }

    fn schemas(&mut self) {
        // What is sent and what is answered may be two types of one component: the first has its name.
        let mut seen = BTreeSet::new();
        let types = self.plan.api.types.iter();
        let components: Vec<_> =
            types.filter(|def| def.component.as_ref().is_some_and(|name| seen.insert(name))).collect();
        let mut shown = false;
        for def in components.iter().take(MOST) {
            self.text.push('\n');
            if !shown {
                self.prose("What is said of component schemas, each by its name, and of their properties.");
                for key in KEYS.iter().filter(|key| key.path.starts_with("schemas.*.")) {
                    let name = key.path.trim_start_matches("schemas.*.").replace('*', "NAME");
                    self.prose(&format!("  {name}: {}", key.docs));
                }
                shown = true;
            }
            let component = def.component.as_deref().unwrap_or_default();
            let _ = writeln!(self.text, "#[schemas.{}]", bare(component));
            self.plain("name", &quoted(raw(&def.name.0)));
        }
        self.more(components.len(), "schemas");
    }

    fn more(&mut self, count: usize, what: &str) {
        if let Some(more) = count.checked_sub(MOST).filter(|more| *more > 0) {
            self.text.push('\n');
            self.prose(&format!("And so on for {more} more {what}."));
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn raw(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// `TestMode` as a configuration has it: `test_mode`.
fn snake(name: &str) -> String {
    let mut text = String::new();
    for letter in raw(name).chars() {
        if letter.is_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.extend(letter.to_lowercase());
    }
    text
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            _ if letter.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(letter));
            }
            _ => out.push(letter),
        }
    }
    out + "\""
}

/// A key of TOML, in quotes only where it needs them.
fn bare(text: &str) -> String {
    let is_bare =
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if is_bare { text.to_owned() } else { quoted(text) }
}
