//! One cargo feature per resource, so that a program compiles what it calls: which they are, and which types are under
//! which of them.
//!
//! A type that one resource uses is there with that resource; one that several use, with any of them. The types that
//! are there with the same features share a module, whose name nobody sees.

use super::scope::is_keyword;
use super::walk::each_name;
use crate::config::Config;
use crate::ir::{Api, Ident, Ty, TypeId};
use crate::ledger::Ledger;
use crate::lower::name;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The features of a client, and what of it is there with which.
#[derive(Clone, Debug, PartialEq)]
pub struct Features {
    /// The features of the resources, each once, in the order of the resources.
    pub names: Vec<String>,
    /// Beside [`Api::resources`]: its feature, among `names`.
    pub of_resources: Vec<usize>,
    /// The modules of the types that are not always there.
    pub modules: Vec<Module>,
    /// Beside [`Api::types`]: its module, among `modules`; none: it is always there.
    pub homes: Vec<Option<usize>>,
    /// Whether there are types that nothing uses: they have a feature too.
    pub has_others: bool,
}

/// Types that are there with the same features.
#[derive(Clone, Debug, PartialEq)]
pub struct Module {
    /// What it is called.
    pub name: String,
    /// Any of these.
    pub features: Vec<String>,
}

/// All resources.
pub const ALL: &str = "resources";
/// The types that no operation and no webhook uses.
pub const OTHERS: &str = "other-types";
/// What a receiver of webhooks needs: a feature of the runtime.
const WEBHOOKS: &str = "webhooks";

/// A client with fewer resources or operations than this compiles in a moment: features would be more to know, and
/// nothing to gain: `cargo check` takes about 2 s for one of 50 operations, half of them for the runtime.
const FEWEST_RESOURCES: usize = 5;
const FEWEST_OPERATIONS: usize = 50;
/// crates.io takes 300 features, of which the runtime has some. More resources than this share features.
const MOST: usize = 200;
/// A type that more resources than this share is always there: nobody would read the list, and most of them would have
/// it anyway.
const MOST_SHARING: usize = 20;

/// Features of the runtime (`runtime/Cargo.toml`), and those that are not a resource's.
const TAKEN: &[&str] = &[
    ALL,
    OTHERS,
    WEBHOOKS,
    "blocking",
    "chrono",
    "default",
    "fake",
    "jiff",
    "reqwest",
    "rust_decimal",
    "stream",
    "time",
    "tower",
    "tracing",
    "uuid",
    "validate",
    "webhooks-unverified",
];

/// Decides which features there are; none where the document is small, unless the configuration asks for them. A crate
/// that had some keeps having some, and one that had none gets none: a program without the default features would miss
/// what is behind a new one. Of a crate whose ledger does not say it, nothing is known.
pub fn features(api: &Api<Ident>, past: &Ledger, config: &Config) -> Option<Features> {
    let is_usual = past.features.as_ref().map_or(is_large(api), |features| !features.is_empty());
    if !config.resource_features.unwrap_or(is_usual) || api.resources.is_empty() {
        return None;
    }
    let (names, of_resources) = names(api)?;
    let users = users(api, &names, &of_resources);
    let (modules, homes) = modules(api, &users, &names);
    let has_others = modules.iter().any(|module| module.features == [OTHERS]);
    Some(Features { names, of_resources, modules, homes, has_others })
}

/// Whether the docs of each operation have an example. Large clients are read less, and compiled more.
pub fn has_examples(api: &Api<Ident>, config: &Config) -> bool {
    let is_usual = api.operations.len() < FEWEST_OPERATIONS;
    !api.operations.is_empty() && config.examples.unwrap_or(is_usual)
}

fn is_large(api: &Api<Ident>) -> bool {
    api.resources.len() >= FEWEST_RESOURCES && api.operations.len() >= FEWEST_OPERATIONS
}

/// Each resource's own name; where that makes too many features, that of the words they begin with. None if even the
/// first words are too many.
fn names(api: &Api<Ident>) -> Option<(Vec<String>, Vec<usize>)> {
    let words: Vec<Vec<&str>> = api.resources.iter().map(|resource| words(&resource.name)).collect();
    let longest = words.iter().map(Vec::len).max().unwrap_or(1);
    (1..=longest).rev().find_map(|count| {
        let mut names: Vec<String> = Vec::new();
        let mut of_resources = Vec::new();
        for words in &words {
            let name = free(words.get(..count).unwrap_or(words).join("-"));
            let index = names.iter().position(|known| *known == name).unwrap_or_else(|| {
                names.push(name);
                names.len() - 1
            });
            if names.len() > MOST {
                return None;
            }
            of_resources.push(index);
        }
        Some((names, of_resources))
    })
}

/// The words of a resource's name. `_1_click` is 1-click: cargo takes digits first, and no hyphen.
fn words(name: &Ident) -> Vec<&str> {
    let name = name.0.trim_start_matches("r#");
    let words: Vec<&str> = name.split('_').filter(|word| !word.is_empty()).collect();
    if words.is_empty() { vec![name] } else { words }
}

fn free(name: String) -> String {
    if TAKEN.contains(&name.as_str()) { format!("{name}-resource") } else { name }
}

/// A set of features: those of the resources by their index, and two more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Set([u64; 4]);

const _: () = assert!(MOST + 2 <= 4 * 64, "a set has room for all");

impl Set {
    fn of(index: usize) -> Self {
        let mut set = Self::default();
        if let Some(word) = set.0.get_mut(index / 64) {
            *word |= 1 << (index % 64);
        }
        set
    }

    /// Adds what the other has; whether that was any.
    fn add(&mut self, other: Self) -> bool {
        let before = *self;
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word |= other);
        *self != before
    }

    fn has(self, index: usize) -> bool {
        self.0.get(index / 64).is_some_and(|word| word & (1 << (index % 64)) != 0)
    }

    fn len(self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }
}

/// For each type the resources that use it, directly or through others. The webhooks count as one, and so do the types
/// that nothing uses, which may themselves use what a resource does.
fn users(api: &Api<Ident>, names: &[String], of_resources: &[usize]) -> Vec<Set> {
    let mut users = vec![Set::default(); api.types.len()];
    let mut open: VecDeque<usize> = VecDeque::new();
    let used = |ty: &Ty, by: Set, users: &mut Vec<Set>, open: &mut VecDeque<usize>| {
        each_name(ty, true, &mut |TypeId(id), _| {
            let id = id as usize;
            if users.get_mut(id).is_some_and(|set| set.add(by)) {
                open.push_back(id);
            }
        });
    };
    for operation in &api.operations {
        let by = of_resources.get(operation.resource).map(|index| Set::of(*index)).unwrap_or_default();
        operation.each_type(&mut |ty| used(ty, by, &mut users, &mut open));
    }
    let webhooks = Set::of(names.len());
    let payloads = api.webhooks.iter().filter_map(|webhook| webhook.payload.as_ref());
    payloads.chain(&api.event).for_each(|ty| used(ty, webhooks, &mut users, &mut open));
    let spread = |users: &mut Vec<Set>, open: &mut VecDeque<usize>| {
        while let Some(id) = open.pop_front() {
            if let (Some(def), Some(by)) = (api.types.get(id), users.get(id).copied()) {
                def.kind.each_type(&mut |ty| used(ty, by, users, open));
            }
        }
    };
    spread(&mut users, &mut open);
    for (id, set) in users.iter_mut().enumerate().filter(|(_, set)| **set == Set::default()) {
        *set = Set::of(names.len() + 1);
        open.push_back(id);
    }
    spread(&mut users, &mut open);
    users
}

/// One module for each set of features that there is.
fn modules(api: &Api<Ident>, users: &[Set], names: &[String]) -> (Vec<Module>, Vec<Option<usize>>) {
    let mut taken = BTreeSet::new();
    let singles = names.iter().map(String::as_str).chain([WEBHOOKS, OTHERS]);
    let own: BTreeMap<&str, String> =
        singles.map(|feature| (feature, claim(own_module(feature), &mut taken))).collect();
    let mut known: BTreeMap<Set, usize> = BTreeMap::new();
    let mut modules: Vec<Module> = Vec::new();
    let mut homes = Vec::new();
    for (set, def) in users.iter().zip(&api.types) {
        if set.len() > MOST_SHARING {
            homes.push(None);
            continue;
        }
        let home = *known.entry(*set).or_insert_with(|| {
            let features = features_of(*set, names);
            let alone =
                features.first().filter(|_| features.len() == 1).and_then(|one| own.get(one.as_str()));
            let name = alone.cloned().unwrap_or_else(|| claim(shared_module(&def.name), &mut taken));
            modules.push(Module { name, features });
            modules.len() - 1
        });
        homes.push(Some(home));
    }
    (modules, homes)
}

fn features_of(set: Set, names: &[String]) -> Vec<String> {
    let own = names.iter().enumerate().filter(|(index, _)| set.has(*index)).map(|(_, name)| name.clone());
    let webhooks = set.has(names.len()).then(|| WEBHOOKS.to_owned());
    let others = set.has(names.len() + 1).then(|| OTHERS.to_owned());
    own.chain(webhooks).chain(others).collect()
}

/// The module of the types that are one feature's alone.
fn own_module(feature: &str) -> String {
    // What the modules import, and names that a file cannot have everywhere.
    const NOT_A_MODULE: &[&str] = &["aux", "con", "formats", "nul", "prn", "wire"];
    let name = feature.replace('-', "_");
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("_{name}")
    } else if is_keyword(&name) || NOT_A_MODULE.contains(&name.as_str()) {
        format!("{name}_1")
    } else {
        name
    }
}

/// The module of types that several features share, by the first of them: a number would be another one as soon as a
/// document has one more.
fn shared_module(first: &Ident) -> String {
    format!("shared_{}", name::words(first.0.trim_start_matches("r#")).join("_"))
}

/// A name that no other module has.
fn claim(wish: String, taken: &mut BTreeSet<String>) -> String {
    let numbered = (2_usize..).map(|number| format!("{wish}_{number}"));
    let mut names = std::iter::once(wish.clone()).chain(numbered);
    let name = names.find(|name| !taken.contains(name)).unwrap_or_else(|| wish.clone());
    taken.insert(name.clone());
    name
}

impl Features {
    /// The features of the resources, in their order.
    pub fn names_of_resources(&self) -> impl Iterator<Item = &str> {
        self.of_resources.iter().filter_map(|index| self.names.get(*index)).map(String::as_str)
    }

    /// The module of a type that is not always there.
    pub fn module_of(&self, id: TypeId) -> Option<&Module> {
        self.modules.get((*self.homes.get(id.0 as usize)?)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A resource that has the name of a feature of the runtime gets another.
    #[test]
    fn the_features_of_the_runtime_are_taken() {
        let manifest = include_str!("../../runtime/Cargo.toml");
        let section = manifest.split("[features]\n").nth(1).and_then(|rest| rest.split("\n[").next());
        let rows = section.expect("features").lines().filter(|line| !line.starts_with('#'));
        let names: Vec<&str> = rows.filter_map(|row| Some(row.split_once(" = ")?.0)).collect();
        assert!(names.len() > 10);
        for name in names {
            assert!(TAKEN.contains(&name), "{name}");
        }
    }

    #[test]
    fn modules_have_names_of_their_own() {
        assert_eq!(own_module("checkout-sessions"), "checkout_sessions");
        assert_eq!(own_module("type"), "type_1");
        assert_eq!(own_module("wire"), "wire_1");
        assert_eq!(own_module("1-click"), "_1_click");
        let shared = |first: &str| shared_module(&Ident(first.to_owned()));
        assert_eq!(shared("PetList"), "shared_pet_list");
        assert_eq!(shared("_2FaCode"), "shared_2fa_code");
        let mut taken = BTreeSet::from(["pet".to_owned()]);
        assert_eq!(claim("pet".to_owned(), &mut taken), "pet_2");
        assert_eq!(claim("pet".to_owned(), &mut taken), "pet_3");
        assert_eq!(claim("cat".to_owned(), &mut taken), "cat");
    }

    #[test]
    fn a_set_holds_what_it_was_given() {
        let mut set = Set::default();
        assert!(set.add(Set::of(0)) && set.add(Set::of(201)) && !set.add(Set::of(0)));
        assert!(set.has(0) && set.has(201) && !set.has(1));
        assert_eq!(set.len(), 2);
    }
}
