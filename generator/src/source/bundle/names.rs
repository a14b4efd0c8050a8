//! Names for what becomes a component.

use std::collections::{BTreeMap, BTreeSet};

use super::{Bundler, Group, Use, usage};
use crate::diag::{FileId, Pointer};
use crate::source::Sources;
use crate::source::origins::Place;

impl Bundler<'_> {
    /// Decides what everything is called that references point at and that is no component of the root file yet.
    pub(super) fn name_components(&mut self) {
        let mut wanted: BTreeSet<(Group, Place)> = BTreeSet::new();
        let mut claims: BTreeMap<(Group, Place), String> = BTreeMap::new();
        for (written, reference) in &self.references {
            let Use::Component(group) = usage(self.dialect, reference.slot) else { continue };
            let Some(target) = self.end_of(written) else { continue };
            if self.is_component(target) {
                continue;
            }
            // A component that is nothing but a reference to this: its name is the author's choice.
            if self.is_component(&reference.place)
                && self.forwards(&reference.place).is_some()
                && let Some((_, name)) = self.dialect.component(&reference.place.pointer)
            {
                let claim = claims.entry((group, target.clone())).or_insert_with(|| name.clone());
                if name < *claim {
                    *claim = name;
                }
            }
            wanted.insert((group, target.clone()));
        }
        let mut taken = self.taken();
        for (key, name) in claims {
            wanted.remove(&key);
            self.names.insert(key, name);
        }
        // In the order of files and places, so that the order of keys in a file changes no name.
        let mut wanted: Vec<(Group, Place)> = wanted.into_iter().collect();
        let path = |file: FileId| self.library.sources.files.get(file.0).map(|file| file.name.clone());
        wanted.sort_by_cached_key(|(group, place)| (*group, path(place.file), place.pointer.clone()));
        let mut numbers = BTreeMap::new();
        for (group, place) in wanted {
            let names = taken.entry(group).or_default();
            let name = free_name(&place, self.library.sources, names, &mut numbers);
            names.insert(name.clone());
            self.names.insert((group, place), name);
        }
    }

    /// The names of the components that the root file has.
    fn taken(&self) -> BTreeMap<Group, BTreeSet<String>> {
        let mut taken: BTreeMap<Group, BTreeSet<String>> = BTreeMap::new();
        let groups =
            self.references.values().filter_map(|reference| match usage(self.dialect, reference.slot) {
                Use::Component(group) => Some(group),
                _ => None,
            });
        for group in groups.collect::<BTreeSet<_>>() {
            let mut pointer = Pointer::default();
            group.parent.into_iter().chain([group.name]).for_each(|token| pointer.push(token));
            let place = Place { file: FileId::ROOT, pointer };
            let names = self.library.get(&place).and_then(|value| value.as_object()).into_iter().flatten();
            taken.insert(group, names.map(|(name, _)| name.clone()).collect());
        }
        taken
    }
}

/// The name that something brings along, made distinct from those that are taken. `numbers` says which numbers were
/// given to a name already, so that many things of one name need not each try them all.
fn free_name(
    place: &Place,
    sources: &Sources,
    taken: &BTreeSet<String>,
    numbers: &mut BTreeMap<String, usize>,
) -> String {
    let path = sources.files.get(place.file.0).and_then(|file| file.path.as_deref());
    let stem = path.and_then(|path| path.file_stem()).map(|stem| allowed(&stem.to_string_lossy()));
    let stem = stem.filter(|stem| !stem.is_empty()).unwrap_or_else(|| "document".to_owned());
    let (first, second) = match own_name(&place.pointer) {
        Own::File => (stem.clone(), stem),
        Own::Name(name) => (name.clone(), format!("{stem}_{name}")),
        // In the root file it is clear which file is meant.
        Own::Path(words) if place.file == FileId::ROOT => (words.clone(), format!("{stem}_{words}")),
        Own::Path(words) => (format!("{stem}_{words}"), format!("{stem}_{words}")),
    };
    if let Some(free) = [&first, &second].into_iter().find(|name| !taken.contains(*name)) {
        return free.clone();
    }
    let number = numbers.entry(second.clone()).or_insert(1);
    loop {
        *number += 1;
        let name = format!("{second}_{number}");
        if !taken.contains(&name) {
            return name;
        }
    }
}

/// What a pointer says about the name of a thing.
enum Own {
    /// Nothing: it is a whole file.
    File,
    /// It ends in a name: `/components/schemas/Pet`, `/$defs/Pet`, `/Pet`.
    Name(String),
    /// It leads into something: the words on the way.
    Path(String),
}

fn own_name(pointer: &Pointer) -> Own {
    let tokens: Vec<_> = pointer.tokens().collect();
    let tokens: Vec<&str> = tokens.iter().map(AsRef::as_ref).collect();
    let name = match tokens.as_slice() {
        [] => return Own::File,
        ["components", _, name] | [.., "$defs" | "definitions", name] => allowed(name),
        [name] => allowed(name),
        ["properties" | "items" | "allOf" | "oneOf" | "anyOf" | "prefixItems", _] => String::new(),
        [_, name] => allowed(name),
        _ => String::new(),
    };
    if !name.is_empty() && !name.bytes().all(|byte| byte.is_ascii_digit()) {
        return Own::Name(name);
    }
    let speaking = tokens.iter().filter(|token| !STRUCTURE.contains(token));
    let words: Vec<String> = speaking.map(|token| allowed(token)).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { Own::File } else { Own::Path(words.join("_")) }
}

/// What says nothing about the thing that a pointer leads to.
const STRUCTURE: [&str; 16] = [
    "components",
    "schemas",
    "responses",
    "parameters",
    "requestBodies",
    "requestBody",
    "paths",
    "properties",
    "content",
    "schema",
    "$defs",
    "definitions",
    "prefixItems",
    "allOf",
    "oneOf",
    "anyOf",
];

/// A text of the characters that the name of a component may have (OpenAPI 3.1, section 4.8.7).
fn allowed(text: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
    let mapped: String = text.chars().map(|c| if fits(c) { c } else { '_' }).collect();
    mapped.trim_matches('_').to_owned()
}
