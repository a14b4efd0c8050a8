//! Which type of today is which type of the ledger.
//!
//! A component is the one of its name. From there on the uses tell: what the property `status` of `Payment` holds was
//! called `PaymentStatus`, so whatever it holds now is `PaymentStatus`, be it still inside of `Payment` or a component of
//! another name. The first is called so still, the second is called as its component is, and keeps the old name as
//! another.

use super::Was;
use crate::config::Config;
use crate::ir::{Api, Hint, Kind, Rest, Ty, TypeDef, TypeId};
use crate::ledger::{Call, Ledger, Name, Part, Type};
use crate::plan::answer;
use crate::plan::words::{Case, Spelling, identifier};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// What was found.
pub struct Matched<'l> {
    /// Beside the types.
    pub types: Vec<Option<Was<'l>>>,
    /// Names of then whose type has the name and the record of another.
    pub old_names: BTreeMap<&'l Name, TypeId>,
}

/// Finds it.
pub fn types<'l>(
    api: &Api<Hint>,
    calls: &[Option<&'l Call>],
    ledger: &'l Ledger,
    config: &Config,
) -> Matched<'l> {
    let none = vec![None; api.types.len()];
    if ledger.types.is_empty() {
        return Matched { types: none, old_names: BTreeMap::new() };
    }
    let mut search = Search {
        api,
        ledger,
        types: none,
        homes: BTreeMap::new(),
        old: BTreeMap::new(),
        open: VecDeque::new(),
    };
    search.components(config);
    search.messages(calls);
    search.follow();
    search.by_wish();
    search.follow();
    search.aliases();
    Matched { types: search.types, old_names: search.old }
}

struct Search<'a, 'l> {
    api: &'a Api<Hint>,
    ledger: &'l Ledger,
    types: Vec<Option<Was<'l>>>,
    /// Which type has the record of this name.
    homes: BTreeMap<&'l Name, TypeId>,
    old: BTreeMap<&'l Name, TypeId>,
    /// What was written somewhere, and what is there now.
    open: VecDeque<(&'l str, &'a Ty)>,
}

impl<'a, 'l> Search<'a, 'l> {
    /// Components are what they are called in the document.
    fn components(&mut self, config: &Config) {
        let records = self.ledger.types.iter().filter(|(_, ty)| ty.alias.is_none());
        let by_schema: BTreeMap<(&str, bool), (&Name, &Type)> =
            records.filter_map(|(name, ty)| Some(((ty.schema.as_deref()?, ty.sent), (name, ty)))).collect();
        let mut halves = BTreeSet::new();
        let mut found: BTreeMap<&Name, (TypeId, bool)> = BTreeMap::new();
        for (index, def) in self.api.types.iter().enumerate() {
            let Some(schema) = def.component.as_deref() else { continue };
            let is_second = !halves.insert(schema);
            if let Some((name, _)) = by_schema.get(&(schema, is_second)) {
                let said = config.schema(schema).and_then(|schema| schema.name.as_deref());
                let stays = said.is_none_or(|said| {
                    identifier(said, Case::Camel, Spelling::Plain).is_some_and(|said| said == name.0)
                });
                found.insert(name, (TypeId(index as u32), stays));
            }
        }
        for (name, (id, stays)) in found {
            self.settle(name, id, stays);
        }
        // Components that need no type of their own any more: a reference to another, say.
        for (schema, ty) in &self.api.components {
            if let Some((name, _)) = by_schema.get(&(schema.as_str(), false)) {
                self.open.push_back((&name.0, ty));
            }
        }
    }

    /// What operations take and return, and what webhooks bring.
    fn messages(&mut self, calls: &[Option<&'l Call>]) {
        for (operation, call) in self.api.operations.iter().zip(calls) {
            let Some(call) = call else { continue };
            for param in &operation.params {
                let wire = super::param_wire(&param.wire, param.style.location);
                let was = call.args.iter().chain(&call.params).find(|part| part.is_called(&wire));
                self.open.extend(was.map(|part| (part.ty.as_str(), &param.ty)));
            }
            let body = operation.body.iter().flat_map(|body| &body.contents);
            let sent: Vec<&Ty> = body.filter_map(|content| content.ty.as_ref()).collect();
            self.lists(call.body.as_deref(), &call.bodies, &sent);
            let answers = answer::successes(&operation.answers);
            let answers = answers.into_iter().flat_map(|answer| &answer.contents);
            let answered: Vec<&Ty> = answers.filter_map(|content| content.ty.as_ref()).collect();
            self.lists(Some(&call.returns), &call.answers, &answered);
        }
        let payloads = self.api.webhooks.iter().map(|webhook| (webhook.wire.as_str(), &webhook.payload));
        for (name, ty) in payloads.chain([("*", &self.api.event)]) {
            let was = self.ledger.webhooks.get(name).map(String::as_str);
            self.open.extend(was.zip(ty.as_ref()));
        }
    }

    /// Goes on from what was found.
    fn follow(&mut self) {
        while let Some((was, now)) = self.open.pop_front() {
            self.compare(was, now);
        }
    }

    /// What nothing led to (what a failure answers with, say) is what it would like to be called.
    fn by_wish(&mut self) {
        for (index, def) in self.api.types.iter().enumerate() {
            let is_open = self.types.get(index).is_some_and(Option::is_none);
            if !is_open || def.component.is_some() {
                continue;
            }
            let wishes = def.name.candidates.iter();
            let wishes = wishes.filter_map(|hint| identifier(hint, Case::Camel, Spelling::Plain));
            let mut records = wishes.filter_map(|name| self.ledger.types.get_key_value(&Name(name)));
            let found = records.find(|(name, record)| {
                record.schema.is_none() && !self.homes.contains_key(name) && is_kind(record, &def.kind)
            });
            if let Some((name, _)) = found {
                self.settle(name, TypeId(index as u32), true);
            }
        }
    }

    /// What is one thing or several, in an order that need not be the same: only where it is one it is clear.
    fn lists(&mut self, whole: Option<&'l str>, parts: &'l [Part], now: &[&'a Ty]) {
        match (whole, parts, now) {
            (Some(was), [], [now]) => self.open.push_back((was, now)),
            (_, parts, now) if parts.len() == now.len() => {
                self.open.extend(parts.iter().zip(now).map(|(part, now)| (part.ty.as_str(), *now)));
            }
            _ => {}
        }
    }

    /// The named types in what was written, beside those that are there now.
    fn compare(&mut self, was: &'l str, now: &'a Ty) {
        let was: Vec<&Name> = names(was, self.ledger);
        let mut ids = Vec::new();
        named(now, &mut ids);
        if was.len() == ids.len() {
            was.into_iter().zip(ids).for_each(|(name, id)| self.meet(name, id));
        }
    }

    /// What was called `name` is this now.
    fn meet(&mut self, name: &'l Name, id: TypeId) {
        let (Some(record), Some(def)) = (self.ledger.types.get(name), self.api.types.get(id.0 as usize))
        else {
            return;
        };
        if self.homes.contains_key(name) || !is_kind(record, &def.kind) {
            return;
        }
        let is_free = self.types.get(id.0 as usize).is_some_and(Option::is_none);
        if is_free {
            // A component is called as it is called; only what has no name of its own is called by its place.
            let stays = def.component.is_none();
            self.settle(name, id, stays);
        } else {
            self.old.entry(name).or_insert(id);
        }
    }

    fn settle(&mut self, name: &'l Name, id: TypeId, stays: bool) {
        let (Some(record), Some(def)) = (self.ledger.types.get(name), self.api.types.get(id.0 as usize))
        else {
            return;
        };
        self.homes.insert(name, id);
        self.old.remove(name);
        if let Some(slot) = self.types.get_mut(id.0 as usize) {
            *slot = Some(Was { name, ty: record, stays });
        }
        self.inside(record, def);
    }

    /// What a type is made of.
    fn inside(&mut self, record: &'l Type, def: &'a TypeDef<Hint>) {
        match &def.kind {
            Kind::Struct { fields, rest } => {
                for part in record.fields.iter().flatten() {
                    let field = fields.iter().find(|field| part.is_called(&field.wire));
                    match (field, rest) {
                        (Some(field), _) => self.open.push_back((&part.ty, &field.ty)),
                        (None, Rest::Keep(ty)) if part.ty.starts_with("wire::Map<") => {
                            self.open.push_back((&part.ty, ty));
                        }
                        _ => {}
                    }
                }
            }
            Kind::Union { variants, .. } => {
                for part in record.variants.iter().flatten() {
                    let is_same = |variant: &&crate::ir::Variant<Hint>| match &variant.tag {
                        Some(tag) => part.is_called(tag),
                        None => variant.name.candidates.iter().any(|hint| {
                            identifier(hint, Case::Camel, Spelling::Plain)
                                .is_some_and(|name| name == part.name.0)
                        }),
                    };
                    let variant = variants.iter().find(is_same);
                    self.open.extend(variant.map(|variant| (part.ty.as_str(), &variant.ty)));
                }
            }
            Kind::Newtype(ty) => self.open.extend(record.newtype.as_deref().map(|was| (was, ty))),
            Kind::Enum { .. } => {}
        }
    }

    /// Old names go where what they were for goes.
    fn aliases(&mut self) {
        for (name, record) in &self.ledger.types {
            let Some(target) = &record.alias else { continue };
            let now = self.homes.get(target).or_else(|| self.old.get(target)).copied();
            self.old.extend(now.map(|id| (name, id)));
        }
        let homes = &self.homes;
        self.old.retain(|name, _| !homes.contains_key(name));
    }
}

fn is_kind(record: &Type, kind: &Kind<Hint>) -> bool {
    match kind {
        Kind::Struct { .. } => record.fields.is_some(),
        Kind::Enum { .. } => record.values.is_some(),
        Kind::Union { .. } => record.variants.is_some(),
        Kind::Newtype(_) => record.newtype.is_some(),
    }
}

/// The types of the ledger that are named in a type, in the order of the text. What has a path before it is none.
fn names<'l>(text: &str, ledger: &'l Ledger) -> Vec<&'l Name> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '#' || c == ':';
    let words = text.split(|c| !is_word(c)).filter(|word| !word.is_empty());
    words
        .filter_map(|word| ledger.types.get_key_value(&Name(word.to_owned())).map(|(name, _)| name))
        .collect()
}

/// The same of a type of today, in the order in which it is written.
fn named(ty: &Ty, into: &mut Vec<TypeId>) {
    match ty {
        Ty::Named(id) => into.push(*id),
        Ty::List(inner) | Ty::Nullable(inner) | Ty::Boxed(inner) => named(inner, into),
        Ty::Tuple(items) => items.iter().for_each(|item| named(item, into)),
        Ty::Map { key, value } => {
            named(value, into);
            into.extend(key);
        }
        Ty::Scalar(_) | Ty::Any => {}
    }
}
