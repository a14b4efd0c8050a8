//! Methods, what they take and what they return.

use super::{Changes, Compared, Level, Names, plain};
use crate::ledger::{Call, Ledger, Part};
use std::collections::BTreeMap;

pub fn calls(old: &Ledger, new: &Ledger, names: &Names<'_>, changes: &mut Changes) {
    for (module, was) in &old.resources {
        match new.resources.get(module) {
            // Its methods are told one by one.
            None => {}
            Some(now) if now != was => {
                changes.add(Level::Major, format!("{module}::{was}"), format!("is `{now}` now"));
            }
            Some(_) => {}
        }
    }
    others(old, new, names, changes);
    let (before, after) = (by_path(old), by_path(new));
    for (path, (key, was)) in &before {
        let item = format!("Client::{}", path.replace('.', "()."));
        match after.get(path) {
            Some((_, now)) => Compared { item, names, changes }.call(was, now),
            None => {
                let now = new.operations.get(*key).map(|call| call.call.to_string());
                let what = match now {
                    Some(now) => format!("is `{now}` now"),
                    None => format!("is gone: `{}`", plain(key)),
                };
                changes.add(Level::Major, item, what);
            }
        }
    }
    for (path, (key, _)) in after.iter().filter(|(path, _)| !before.contains_key(*path)) {
        changes.add(
            Level::Minor,
            format!("Client::{}", path.replace('.', "().")),
            format!("is new: `{}`", plain(key)),
        );
    }
}

/// Methods that ask for other media types.
fn others(old: &Ledger, new: &Ledger, names: &Names<'_>, changes: &mut Changes) {
    let (before, after) = (others_of(old), others_of(new));
    for (item, was) in &before {
        match after.get(item) {
            None => changes.add(Level::Major, item, "is gone"),
            Some(now) if names.then(was) != names.now(now) => {
                changes.add(Level::Major, item, format!("returns `{now}` and not `{was}`"));
            }
            Some(_) => {}
        }
    }
    for item in after.keys().filter(|item| !before.contains_key(*item)) {
        changes.add(Level::Minor, item, "is new");
    }
}

fn others_of(ledger: &Ledger) -> BTreeMap<String, &str> {
    let calls = ledger.operations.values();
    let others = calls.flat_map(|call| call.others.iter().map(move |part| (&call.call.resource, part)));
    others.map(|(module, part)| (format!("Client::{module}().{}", part.name), part.ty.as_str())).collect()
}

fn by_path(ledger: &Ledger) -> BTreeMap<String, (&str, &Call)> {
    let calls = ledger.operations.iter();
    calls.map(|(key, call)| (call.call.to_string(), (key.as_str(), call))).collect()
}

impl Compared<'_, '_> {
    fn call(&mut self, was: &Call, now: &Call) {
        let types = |call: &Call, text: &dyn Fn(&str) -> String| -> Vec<String> {
            call.args.iter().map(|part| text(&part.ty)).collect()
        };
        let then = types(was, &|text| self.names.then(text));
        if then != types(now, &|text| self.names.now(text)) || was.required != now.required {
            let what = format!("took `({})` and takes `({})`", list(&was.args), list(&now.args));
            self.add(Level::Major, "", what);
        }
        self.one("takes a body of", was.body.as_deref(), now.body.as_deref());
        self.one("returns", Some(&was.returns), Some(&now.returns));
        self.one("has pages of", was.items.as_deref(), now.items.as_deref());
        self.one("starts a job that answers", was.job.as_deref(), now.job.as_deref());
        match (was.until_done, now.until_done) {
            (true, false) => self.add(Level::Major, "until_done", "is gone"),
            (false, true) => self.add(Level::Minor, "until_done", "is new"),
            _ => {}
        }
        self.call_parts("parameter", &was.params, &now.params);
        self.call_parts("variant of the body", &was.bodies, &now.bodies);
        self.call_parts("variant of the answer", &was.answers, &now.answers);
    }

    fn one(&mut self, verb: &str, was: Option<&str>, now: Option<&str>) {
        match (was, now) {
            (Some(was), Some(now)) if self.names.then(was) != self.names.now(now) => {
                self.add(Level::Major, "", format!("{verb} `{now}` and not `{was}`"));
            }
            (Some(was), None) => self.add(Level::Major, "", format!("no longer {verb} `{was}`")),
            // A body is an argument; pages are something more.
            (None, Some(now)) if verb.contains("body") => {
                self.add(Level::Major, "", format!("{verb} `{now}` where it took none"));
            }
            (None, Some(now)) => self.add(Level::Minor, "", format!("{verb} `{now}`")),
            _ => {}
        }
    }

    fn call_parts(&mut self, what: &str, was: &[Part], now: &[Part]) {
        for was in was {
            match now.iter().find(|part| part.name == was.name) {
                None => self.add(Level::Major, &was.name.0, format!("the {what} is gone")),
                Some(now) if self.names.then(&was.ty) != self.names.now(&now.ty) => {
                    self.add(Level::Major, &was.name.0, format!("was `{}` and is `{}`", was.ty, now.ty));
                }
                Some(_) => {}
            }
        }
        for now in now.iter().filter(|part| !was.iter().any(|other| other.name == part.name)) {
            self.add(Level::Minor, &now.name.0, format!("the {what} is new"));
        }
    }
}

fn list(parts: &[Part]) -> String {
    parts.iter().map(|part| format!("{}: {}", part.name, part.ty)).collect::<Vec<_>>().join(", ")
}
