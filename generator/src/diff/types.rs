//! Types, their fields, values and members.

use super::{Changes, Compared, Level, Names, plain};
use crate::ledger::{Ledger, Name, Part, Type};
use std::collections::BTreeMap;

pub fn types(old: &Ledger, new: &Ledger, names: &Names<'_>, changes: &mut Changes) {
    for (name, was) in &old.types {
        let item = format!("types::{name}");
        let Some(now) = new.types.get(name) else {
            changes.add(Level::Major, item, "is gone");
            continue;
        };
        let now = match &now.alias {
            Some(target) if was.alias.is_none() => {
                changes.add(
                    Level::Minor,
                    &item,
                    format!("is `{target}` now, and deprecated under this name"),
                );
                new.types.get(target).unwrap_or(now)
            }
            _ => now,
        };
        if was.alias.is_none() {
            Compared { item, names, changes }.ty(was, now);
        }
    }
    for (name, now) in new.types.iter().filter(|(name, _)| !old.types.contains_key(*name)) {
        if now.alias.is_none() {
            changes.add(Level::Minor, format!("types::{name}"), "is new");
        }
    }
}

/// What a type is, in a word.
fn kind(ty: &Type) -> &'static str {
    match ty {
        Type { alias: Some(_), .. } => "another name",
        Type { fields: Some(_), .. } => "a struct",
        Type { values: Some(_), .. } | Type { variants: Some(_), .. } => "an enum",
        _ => "a newtype",
    }
}

impl Compared<'_, '_> {
    fn ty(&mut self, was: &Type, now: &Type) {
        let (before, after) = (kind(was), kind(now));
        if before != after {
            self.add(Level::Major, "", format!("was {before} and is {after}"));
            return;
        }
        if let (Some(was), Some(now)) = (&was.newtype, &now.newtype)
            && self.names.then(was) != self.names.now(now)
        {
            self.add(Level::Major, "0", format!("was `{was}` and is `{now}`"));
        }
        self.type_parts("field", was.fields.as_deref(), now.fields.as_deref());
        self.type_parts("value", was.values.as_deref(), now.values.as_deref());
        self.type_parts("variant", was.variants.as_deref(), now.variants.as_deref());
        match (was.unlisted, now.unlisted) {
            (true, false) => self.add(Level::Major, "Unlisted", "the variant is gone"),
            (false, true) => self.add(Level::Minor, "Unlisted", "the variant is new"),
            _ => {}
        }
        self.conversions(was.variants.as_deref(), now.variants.as_deref());
        self.text(was, now);
        self.new_of(was, now);
    }

    fn type_parts(&mut self, what: &str, was: Option<&[Part]>, now: Option<&[Part]>) {
        let by_name = |parts: Option<&[Part]>| -> BTreeMap<Name, Part> {
            parts.into_iter().flatten().map(|part| (part.name.clone(), part.clone())).collect()
        };
        let (was, now) = (by_name(was), by_name(now));
        for (name, was) in &was {
            match now.get(name) {
                None => self.add(Level::Major, &name.0, format!("the {what} is gone")),
                Some(now) if self.names.then(&was.ty) != self.names.now(&now.ty) => {
                    self.add(Level::Major, &name.0, format!("was `{}` and is `{}`", was.ty, now.ty));
                }
                Some(now) if was.wire() != now.wire() => {
                    let (was, now) = (plain(&was.wire().to_string()), plain(&now.wire().to_string()));
                    self.add(Level::Major, &name.0, format!("was `{was}` in JSON and is `{now}`"));
                }
                Some(_) => {}
            }
        }
        for name in now.keys().filter(|name| !was.contains_key(*name)) {
            self.add(Level::Minor, &name.0, format!("the {what} is new"));
        }
    }

    /// What becomes a union by itself is what only one member holds.
    fn conversions(&mut self, was: Option<&[Part]>, now: Option<&[Part]>) {
        let alone = |parts: Option<&[Part]>, text: &dyn Fn(&str) -> String| -> Vec<String> {
            let held = |part: &Part| {
                let ty = text(&part.ty);
                ty.strip_prefix("Box<").and_then(|ty| ty.strip_suffix('>')).map(str::to_owned).unwrap_or(ty)
            };
            let all: Vec<String> = parts.into_iter().flatten().map(held).collect();
            let is_alone = |ty: &&String| all.iter().filter(|other| other == ty).count() == 1;
            all.iter().filter(is_alone).cloned().collect()
        };
        let before = alone(was, &|text| self.names.then(text));
        let after = alone(now, &|text| self.names.now(text));
        let still_held = |ty: &String| {
            now.into_iter().flatten().any(|part| self.names.now(&part.ty).contains(ty.as_str()))
        };
        let gone: Vec<String> =
            before.into_iter().filter(|ty| !after.contains(ty) && still_held(ty)).collect();
        for ty in gone {
            self.add(Level::Major, "", format!("`From<{ty}>` is gone: more than one member holds it"));
        }
    }

    /// An enum of texts has methods that one of other values has not.
    fn text(&mut self, was: &Type, now: &Type) {
        let is_text = |ty: &Type| {
            ty.values.as_ref().is_some_and(|values| values.iter().all(|it| it.wire().is_string()))
        };
        if is_text(was) && now.values.is_some() && !is_text(now) {
            self.add(
                Level::Major,
                "",
                "`as_str`, `Eq` and `Hash` are gone: not all of its values are texts any more",
            );
        }
    }

    fn new_of(&mut self, was: &Type, now: &Type) {
        let before = arguments(was, &|text| self.names.then(text));
        let after = arguments(now, &|text| self.names.now(text));
        match (before, after) {
            (Some(_), None) => self.add(Level::Major, "new", "is gone"),
            (None, Some(_)) => self.add(Level::Minor, "new", "is new"),
            (Some(before), Some(after)) if before != after => {
                self.add(Level::Major, "new", format!("took `{before}` and takes `{after}`"));
            }
            _ => {}
        }
    }
}

/// What `new` takes: `(id: String)`, or `Required { id: String }`.
fn arguments(ty: &Type, text: &dyn Fn(&str) -> String) -> Option<String> {
    let fields = ty.fields.as_deref().unwrap_or_default();
    let argument = |part: &Part| {
        let field = fields.iter().find(|field| field.name == part.name);
        let ty = if part.ty.is_empty() { field.map_or("", |field| field.ty.as_str()) } else { &part.ty };
        format!("{}: {}", part.name, text(ty))
    };
    let list: Vec<String> = ty.new.as_ref()?.iter().map(argument).collect();
    let list = list.join(", ");
    Some(match &ty.required {
        Some(required) => format!("{required} {{ {list} }}"),
        None => format!("({list})"),
    })
}
