//! What changes for users of a generated crate, from one [ledger](mod@crate::ledger) to the next.
//!
//! Each [`Change`] names one item of the crate and says how large a step it is by the rules of Semantic Versioning, as
//! Cargo reads them: [`Level::Major`] is code that compiled and does not any more, [`Level::Minor`] something new or
//! something deprecated. Types with public fields and enums are `#[non_exhaustive]`, so what is added to them breaks
//! nothing. What only changes behaviour, such as a path or a name in JSON, is told where it can be seen in a ledger.
//!
//! [`render`] writes a report of it, as text or as Markdown.

pub mod render;

mod calls;
mod root;
mod types;

use crate::ledger::{Ledger, Name};
use serde::Serialize;
use std::collections::BTreeMap;

/// How large a step is, the smallest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Nothing that code could see.
    Patch,
    /// Something new, or deprecated.
    Minor,
    /// Something that code could use is gone, or is another.
    Major,
}

impl Level {
    /// The word of Semantic Versioning.
    pub fn word(self) -> &'static str {
        match self {
            Level::Patch => "patch",
            Level::Minor => "minor",
            Level::Major => "major",
        }
    }

    /// The next version after a step of this size. Before 1.0 the first number that is not zero takes the place of the
    /// first (the Cargo book, "SemVer compatibility"). `None` for what is no version, or is a pre-release.
    pub fn next(self, version: &str) -> Option<String> {
        let numbers: Vec<u64> =
            version.split('.').map(|number| number.parse().ok()).collect::<Option<_>>()?;
        let [major, minor, patch] = numbers.as_slice() else { return None };
        Some(match (self, major, minor) {
            (Level::Major, 0, 0) => format!("0.0.{}", patch + 1),
            (Level::Major, 0, _) => format!("0.{}.0", minor + 1),
            (Level::Major, ..) => format!("{}.0.0", major + 1),
            (Level::Minor, 1.., _) => format!("{major}.{}.0", minor + 1),
            _ => format!("{major}.{minor}.{}", patch + 1),
        })
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Change {
    /// The item: `types::Payment::status`.
    pub item: String,
    /// How large a step it is.
    pub level: Level,
    /// What happened: lower case, no full stop.
    pub what: String,
}

/// All changes, by item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// The step as a whole.
    pub bump: Option<Level>,
    /// The largest steps first.
    pub changes: Vec<Change>,
}

/// Compares.
pub fn diff(old: &Ledger, new: &Ledger) -> Diff {
    let names = Names::new(old, new);
    let mut changes = Changes(Vec::new());
    types::types(old, new, &names, &mut changes);
    calls::calls(old, new, &names, &mut changes);
    root::root(old, new, &names, &mut changes);
    let mut changes = changes.0;
    changes.sort_by(|a, b| (b.level, &a.item, &a.what).cmp(&(a.level, &b.item, &b.what)));
    Diff { bump: changes.first().map(|change| change.level), changes }
}

/// Text of a document between backticks: it cannot end them, nor the line.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c == '`' || c.is_control() { ' ' } else { c }).collect()
}

/// What was found so far.
struct Changes(Vec<Change>);

impl Changes {
    fn add(&mut self, level: Level, item: impl Into<String>, what: impl Into<String>) {
        self.0.push(Change { item: item.into(), level, what: what.into() });
    }
}

/// One item of then beside that of now: a method or a type.
struct Compared<'a, 'l> {
    item: String,
    names: &'a Names<'l>,
    changes: &'a mut Changes,
}

impl Compared<'_, '_> {
    /// Notes what became of a part of the item; of the whole where `part` is empty.
    fn add(&mut self, level: Level, part: &str, what: impl Into<String>) {
        let item = if part.is_empty() { self.item.clone() } else { format!("{}::{part}", self.item) };
        self.changes.add(level, item, what);
    }
}

/// Which names mean the same: an alias is what it stands for.
struct Names<'l> {
    old: BTreeMap<&'l str, &'l str>,
    new: BTreeMap<&'l str, &'l str>,
}

impl<'l> Names<'l> {
    fn new(old: &'l Ledger, new: &'l Ledger) -> Self {
        let aliases = |ledger: &'l Ledger| -> BTreeMap<&'l str, &'l str> {
            let aliases = ledger.types.iter().filter_map(|(name, ty)| Some((name, ty.alias.as_ref()?)));
            aliases.map(|(name, target): (&Name, &Name)| (name.0.as_str(), target.0.as_str())).collect()
        };
        Names { old: aliases(old), new: aliases(new) }
    }

    /// What was written then, with the names of today.
    fn then(&self, text: &str) -> String {
        rename(&rename(text, &self.old), &self.new)
    }

    /// What is written now, without aliases.
    fn now(&self, text: &str) -> String {
        rename(text, &self.new)
    }
}

/// A type with other names in it.
fn rename(text: &str, names: &BTreeMap<&str, &str>) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '#' || c == ':';
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let word = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let (head, tail) = rest.split_at(word);
        out.push_str(names.get(head).unwrap_or(&head));
        let gap = tail.find(is_word).unwrap_or(tail.len());
        let (between, next) = tail.split_at(gap);
        out.push_str(between);
        rest = next;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_version_is_as_cargo_counts() {
        let next = |level: Level, version: &str| level.next(version).unwrap_or_default();
        assert_eq!(next(Level::Major, "0.0.3"), "0.0.4");
        assert_eq!(next(Level::Major, "0.1.3"), "0.2.0");
        assert_eq!(next(Level::Minor, "0.1.3"), "0.1.4");
        assert_eq!(next(Level::Major, "1.2.3"), "2.0.0");
        assert_eq!(next(Level::Minor, "1.2.3"), "1.3.0");
        assert_eq!(next(Level::Patch, "1.2.3"), "1.2.4");
        assert_eq!(Level::Major.next("1.2.3-beta"), None);
    }

    #[test]
    fn names_are_words() {
        let names = BTreeMap::from([("Old", "New"), ("Map", "Card")]);
        assert_eq!(rename("wire::Map<Vec<Old>, Older>", &names), "wire::Map<Vec<New>, Older>");
    }
}
