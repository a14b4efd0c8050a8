//! Whether `diff` says what the other two find, and nothing else.

use crate::items::{Items, items, words};
use crate::made::{Made, NAME};
use generator::diff::{Change, Level, diff};
use std::collections::{BTreeMap, BTreeSet};

/// What the three said of one pair.
pub struct Verdict {
    /// What `diff` calls breaking.
    pub named: Vec<String>,
    /// What cargo-semver-checks does, and what of that `diff` does not name; none where it was not asked.
    pub checks: Vec<String>,
    pub missed_checks: Vec<String>,
    was_asked: bool,
    /// What rustdoc lists no more, or otherwise.
    items: usize,
    pub missed_items: Vec<String>,
    /// What `diff` names, and nobody else can see.
    pub false_ones: Vec<String>,
}

impl Verdict {
    pub fn is_right(&self) -> bool {
        self.missed_checks.is_empty() && self.missed_items.is_empty() && self.false_ones.is_empty()
    }

    pub fn row(&self) -> String {
        let asked = |count: usize| if self.was_asked { count.to_string() } else { "not asked".to_owned() };
        let cells = [
            self.named.len().to_string(),
            asked(self.checks.len()),
            asked(self.missed_checks.len()),
            self.items.to_string(),
            self.missed_items.len().to_string(),
            self.false_ones.len().to_string(),
        ];
        cells.join(" | ")
    }
}

pub fn agree(old: &Made, new: &Made, checks: Option<&[String]>) -> Verdict {
    let changes = diff(&old.ledger, &new.ledger).changes;
    let breaking: Vec<Change> = changes.into_iter().filter(|change| change.level == Level::Major).collect();
    let now = items(new);
    let gone = gone(&items(old), &now);
    let covers = |key: &str| breaking.iter().any(|change| is_about(change, key));
    let missed_items = gone.iter().filter(|(key, _)| !covers(key)).map(|(key, text)| format!("{key} {text}"));
    let seen = |change: &&Change| gone.iter().any(|(key, _)| is_about(change, key));
    let false_ones = breaking.iter().filter(|change| !is_unseen(change) && !seen(change)).map(line);
    let called = called(old, &now);
    let missed_checks = checks
        .unwrap_or_default()
        .iter()
        .filter(|found| !breaking.iter().any(|it| names(it, found, &called)));
    Verdict {
        named: breaking.iter().map(line).collect(),
        checks: checks.unwrap_or_default().to_vec(),
        missed_checks: missed_checks.cloned().collect(),
        was_asked: checks.is_some(),
        items: gone.len(),
        missed_items: missed_items.collect(),
        false_ones: false_ones.collect(),
    }
}

fn line(change: &Change) -> String {
    format!("{}: {}", change.item, change.what)
}

/// What was there and is not, or is another, with the names of today.
fn gone(old: &Items, new: &Items) -> Vec<(String, String)> {
    let rename = |text: &str| {
        let mut out = String::new();
        let mut rest = text;
        while let Some(word) = words(rest).next() {
            let (before, after) = rest.split_once(word).unwrap_or((rest, ""));
            out.push_str(before);
            out.push_str(new.aliases.get(word).map_or(word, String::as_str));
            rest = after;
        }
        out + rest
    };
    let is_gone = |(key, text): &&(String, String)| !new.lines.contains(&(rename(key), rename(text)));
    let aliases = old.aliases.keys().map(|name| (format!("types::{name}"), "alias".to_owned()));
    let names: BTreeSet<&str> = new.lines.iter().map(|(key, _)| key.as_str()).collect();
    let lost = aliases.filter(|(key, _)| {
        !names.contains(key.as_str()) && !new.aliases.contains_key(key.trim_start_matches("types::"))
    });
    old.lines.iter().filter(is_gone).cloned().chain(lost).collect()
}

fn inside(outer: &str, inner: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '.']))
}

/// Whether a change is about an item, something in it, or what it is in.
fn is_about(change: &Change, key: &str) -> bool {
    let Change { item, what, .. } = change;
    // Setters go with `new`, and so does `Default`.
    let built = item.strip_suffix("::new").filter(|_| what == "is gone" || what.contains("takes"));
    let is_runtime = item.starts_with("runtime ")
        && ["runtime::", "feature ", "formats", "oauth2", "validate"]
            .iter()
            .any(|head| key.starts_with(head));
    inside(item, key) || inside(key, item) || built.is_some_and(|ty| inside(ty, key)) || is_runtime
}

/// What no tool that looks at items can see: what a client reads and writes.
fn is_unseen(change: &Change) -> bool {
    change.what.contains("in JSON")
        || change.what.contains("has to be told")
        || change.item.starts_with("environment ")
}

/// What else an item is called in the crate: the type of a resource, what a method or `new` takes, a type's new name.
fn called(made: &Made, now: &Items) -> BTreeMap<String, String> {
    let mut called = BTreeMap::new();
    for call in made.ledger.operations.values() {
        let item = format!("Client::{}", call.call.to_string().replace('.', "()."));
        let own = made.ledger.resources.get(&call.call.resource).into_iter();
        let own = own.chain(&call.marker).chain(&call.required);
        let own: Vec<&str> = own.map(|name| name.0.as_str()).collect();
        called.insert(item, own.join(" "));
    }
    for (name, ty) in &made.ledger.types {
        if let Some(required) = &ty.required {
            called.insert(format!("types::{name}"), required.0.clone());
        }
    }
    for (old, new) in &now.aliases {
        called.entry(format!("types::{old}")).or_default().push_str(&format!(" {new}"));
    }
    called
}

/// Whether a change names what cargo-semver-checks found: all of the names in its sentence, but for where the item is.
fn names(change: &Change, found: &str, called: &BTreeMap<String, String>) -> bool {
    const KINDS: [&str; 14] = [
        "field", "of", "struct", "variant", "enum", "type", "trait", "constant", "const", "feature",
        "method", "function", "mod", "module",
    ];
    let said = found.split_once(": ").map_or(found, |(_, said)| said);
    let head = [", previously", " in src/", " takes ", " in file ", ", but ", " from "]
        .iter()
        .fold(said, |said, end| said.split(end).next().unwrap_or(said));
    let more = called.iter().filter(|(item, _)| inside(item, &change.item));
    let more: Vec<&str> = more.map(|(_, names)| names.as_str()).collect();
    let known = format!("{} {} {}", change.item, change.what, more.join(" "));
    let known: BTreeSet<&str> = words(&known).chain(["types", "headers", "Call", NAME]).collect();
    if change.item.starts_with("runtime ") && found.contains(" src/runtime/") {
        return true;
    }
    let mut wanted = words(head).filter(|word| !KINDS.contains(word));
    let ty = change.item.strip_suffix("::new").filter(|_| change.what == "is gone");
    let is_setter = ty.is_some_and(|ty| words(head).any(|word| ty.ends_with(&format!("::{word}"))));
    is_setter || wanted.all(|word| known.contains(word))
}
