//! The package, and what stands beside types and methods: servers, headers, the runtime, the environment.

use super::{Changes, Level, Names, plain};
use crate::ledger::{Ledger, Part};
use std::collections::{BTreeMap, BTreeSet};

pub fn root(old: &Ledger, new: &Ledger, names: &Names<'_>, changes: &mut Changes) {
    if let (Some(was), Some(now)) = (&old.package, &new.package)
        && was != now
    {
        changes.add(Level::Major, format!("package {}", plain(was)), format!("is `{}` now", plain(now)));
    }
    features(old, new, changes);
    runtime(old, new, changes);
    environment(old, new, changes);
    servers(old, new, changes);
    headers(old, new, names, changes);
}

/// A program that names a feature that is gone does not compile; one without the default features has nothing of what is
/// behind a feature that it does not name.
fn features(old: &Ledger, new: &Ledger, changes: &mut Changes) {
    let (Some(was), Some(now)) = (&old.features, &new.features) else { return };
    for name in was.difference(now) {
        changes.add(Level::Major, format!("feature {}", plain(name)), "is gone");
    }
    let first = was.is_empty() && !old.operations.is_empty();
    for name in now.difference(was) {
        let (level, what) = match first {
            true => (Level::Major, "is new: what is behind it was there without a feature"),
            false => (Level::Minor, "is new"),
        };
        changes.add(level, format!("feature {}", plain(name)), what);
    }
}

/// The modules of the runtime are public, and some are behind cargo features.
fn runtime(old: &Ledger, new: &Ledger, changes: &mut Changes) {
    let said = ["the runtime is without it", "the runtime has it now"];
    several("runtime", [&old.runtime, &new.runtime], said, changes);
}

fn environment(old: &Ledger, new: &Ledger, changes: &mut Changes) {
    several(
        "environment",
        [&old.environment, &new.environment],
        ["is not read any more", "is read now"],
        changes,
    );
}

/// What is gone, and what is new, of several things of a kind.
fn several(kind: &str, sets: [&Option<BTreeSet<String>>; 2], said: [&str; 2], changes: &mut Changes) {
    let [Some(was), Some(now)] = sets else { return };
    let [gone, new] = said;
    let item = |name: &str| format!("{kind} {}", plain(name));
    was.difference(now).for_each(|name| changes.add(Level::Major, item(name), gone));
    now.difference(was).for_each(|name| changes.add(Level::Minor, item(name), new));
}

fn servers(old: &Ledger, new: &Ledger, changes: &mut Changes) {
    let by_name = |ledger: &Ledger| -> BTreeMap<String, String> {
        ledger.servers.iter().map(|(url, name)| (name.0.clone(), url.clone())).collect()
    };
    let (before, after) = (by_name(old), by_name(new));
    for (name, was) in &before {
        let item = format!("Server::{name}");
        let Some(now) = after.get(name) else {
            let what = match new.servers.get(was) {
                Some(name) => format!("is `{name}` now"),
                None => format!("the server `{}` is gone", plain(was)),
            };
            changes.add(Level::Major, item, what);
            continue;
        };
        variables(&item, old.variables.get(was), new.variables.get(now), changes);
        if was != now {
            changes.add(Level::Minor, item, format!("was `{}` and is `{}`", plain(was), plain(now)));
        }
    }
    for (name, now) in after.iter().filter(|(name, _)| !before.contains_key(*name)) {
        changes.add(Level::Minor, format!("Server::{name}"), format!("is new: `{}`", plain(now)));
    }
    if before.len() == 1 && after.len() > 1 {
        changes.add(Level::Major, "Server", "a client has to be told which, where there was but one");
    }
    if !before.is_empty() && old.variables.is_empty() && !new.variables.is_empty() {
        changes.add(Level::Major, "Server", "`Copy` is gone: some of the addresses have variables");
    }
}

/// The variants of servers have all of their fields named where they are made: one more breaks that, too.
fn variables(item: &str, was: Option<&Vec<Part>>, now: Option<&Vec<Part>>, changes: &mut Changes) {
    let set = |parts: Option<&Vec<Part>>| -> BTreeMap<String, String> {
        let parts = parts.into_iter().flatten();
        parts.map(|part| (part.name.0.clone(), part.wire().to_string())).collect()
    };
    let (was, now) = (set(was), set(now));
    let names: BTreeSet<&String> = was.keys().chain(now.keys()).collect();
    for name in names {
        let what = match (was.get(name), now.get(name)) {
            (Some(_), None) => "the field is gone",
            (None, Some(_)) => "the field is new, and has to be given",
            (Some(was), Some(now)) if was != now => "is another variable of the server",
            _ => continue,
        };
        changes.add(Level::Major, format!("{item}::{name}"), what);
    }
}

fn headers(old: &Ledger, new: &Ledger, names: &Names<'_>, changes: &mut Changes) {
    for (wire, was) in &old.headers {
        let item = format!("headers::{}", was.name);
        match new.headers.get(wire) {
            None => changes.add(Level::Major, item, format!("is gone: `{}`", plain(wire))),
            Some(now) if now.name != was.name => {
                changes.add(Level::Major, item, format!("is `{}` now", now.name));
            }
            Some(now) if names.then(&was.ty) != names.now(&now.ty) => {
                changes.add(Level::Major, item, format!("was `{}` and is `{}`", was.ty, now.ty));
            }
            Some(_) => {}
        }
    }
    for (wire, now) in new.headers.iter().filter(|(wire, _)| !old.headers.contains_key(*wire)) {
        changes.add(Level::Minor, format!("headers::{}", now.name), format!("is new: `{}`", plain(wire)));
    }
}
