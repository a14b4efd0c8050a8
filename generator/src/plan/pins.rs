//! What stays as the [ledger](mod@crate::ledger) has it: which type, operation and part of today is which of then.
//!
//! Everything here happens before names are claimed. [`matching`] finds out what was what; [`keep`] changes the API where
//! code that was written before would not compile otherwise; [`Pins`] then answers those who name things.

mod keep;
mod matching;

use super::words::{Case, Spelling, identifier};
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::ir::{Api, Hint, Ident, Operation, ResourceId, TypeDef, TypeId};
use crate::ledger::{Call, Ledger, Name, Part, Path, Type};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What was what.
#[derive(Debug)]
pub struct Pins<'l> {
    ledger: &'l Ledger,
    /// Beside [`Api::types`].
    types: Vec<Option<Was<'l>>>,
    /// Names that are no type's any more, and which type they are for.
    old_names: BTreeMap<&'l Name, TypeId>,
    /// Beside [`Api::operations`].
    calls: Vec<Option<&'l Call>>,
    /// Beside [`Api::resources`]: the module, and the type in it.
    resources: Vec<Option<(&'l Name, Option<&'l Name>)>>,
}

/// What a type was.
#[derive(Clone, Copy, Debug)]
struct Was<'l> {
    name: &'l Name,
    ty: &'l Type,
    /// Whether it is called so still.
    stays: bool,
}

impl<'l> Pins<'l> {
    /// Finds out what was what, and makes the API keep what it can.
    pub fn new(api: &mut Api<Hint>, ledger: &'l Ledger, config: &Config, diags: &mut Diagnostics) -> Self {
        let calls: Vec<Option<&Call>> = calls(&api.operations, ledger);
        let matched = matching::types(api, &calls, ledger, config);
        let resources = resources(api, &calls, ledger, config);
        let pins = Pins { ledger, types: matched.types, old_names: matched.old_names, calls, resources };
        keep::keep(api, &pins, config, diags);
        pins
    }

    fn was(&self, index: usize) -> Option<&'l Type> {
        Some(self.types.get(index)?.as_ref()?.ty)
    }

    /// The name of a type.
    pub fn type_name(&self, index: usize) -> Option<&'l Name> {
        self.types.get(index)?.as_ref().filter(|was| was.stays).map(|was| was.name)
    }

    /// The name of a field, by its name in JSON.
    pub fn field(&self, index: usize, wire: &str) -> Option<&'l Name> {
        find(self.was(index)?.fields.as_deref()?, wire).map(|part| &part.name)
    }

    /// The name of a value of an enum.
    pub fn value(&self, index: usize, wire: &Value) -> Option<&'l Name> {
        let values = self.was(index)?.values.as_deref()?;
        values.iter().find(|part| part.is(wire)).map(|part| &part.name)
    }

    /// The names of the members of a union: by their tags, where they have some, else by what they hold.
    pub fn variants(&self, index: usize, variants: &[crate::ir::Variant<Hint>]) -> Vec<Option<&'l Name>> {
        let was = self.was(index).and_then(|was| was.variants.as_deref()).unwrap_or_default();
        let name = |variant: &crate::ir::Variant<Hint>| match &variant.tag {
            Some(tag) => find(was, tag).map(|part| &part.name),
            None => {
                let now = self.text(&variant.ty);
                let mut same = was.iter().filter(|part| bare(&part.ty) == now);
                // Two that hold the same are not told apart by it.
                same.next().filter(|_| same.next().is_none()).map(|part| &part.name)
            }
        };
        let names: Vec<Option<&Name>> = variants.iter().map(name).collect();
        let mut seen = BTreeSet::new();
        names.into_iter().map(|name| name.filter(|name| seen.insert(*name))).collect()
    }

    /// What a type was written as, with the names of then, without pointers.
    fn text(&self, ty: &crate::ir::Ty) -> String {
        let name = |id: TypeId| match self.types.get(id.0 as usize) {
            Some(Some(was)) => was.name.0.clone(),
            _ => String::new(),
        };
        bare(&ty.text(&name))
    }

    /// What a type was, if it had a `new`.
    pub fn built(&self, index: usize) -> Option<&'l Type> {
        self.was(index).filter(|was| was.new.is_some())
    }

    /// Whether a member of a union was behind a pointer.
    pub fn is_boxed(&self, index: usize, variant: &Ident) -> Option<bool> {
        let variants = self.was(index)?.variants.as_deref()?;
        let part = variants.iter().find(|part| part.name.0 == variant.0)?;
        Some(part.ty.starts_with("Box<"))
    }

    /// The name of a method.
    pub fn method(&self, index: usize) -> Option<&'l Name> {
        Some(&self.calls.get(index)?.as_ref()?.call.method)
    }

    /// The name of a parameter.
    pub fn param(&self, index: usize, wire: &str, location: &str) -> Option<&'l Name> {
        let call = self.calls.get(index)?.as_ref()?;
        let wire = param_wire(wire, location);
        find(&call.args, &wire).or_else(|| find(&call.params, &wire)).map(|part| &part.name)
    }

    /// The module of a resource.
    pub fn module(&self, index: ResourceId) -> Option<&'l Name> {
        Some(self.resources.get(index)?.as_ref()?.0)
    }

    /// The type of a resource.
    pub fn resource(&self, index: ResourceId) -> Option<&'l Name> {
        self.resources.get(index)?.as_ref()?.1
    }

    /// The variant of a server.
    pub fn server(&self, url: &str) -> Option<&'l Name> {
        self.ledger.servers.get(url)
    }

    /// The field of a server's variant.
    pub fn variable(&self, url: &str, wire: &str) -> Option<&'l Name> {
        find(self.ledger.variables.get(url)?, wire).map(|part| &part.name)
    }

    /// Old names of types that are called otherwise now.
    pub fn aliases(&self, types: &[TypeDef<Ident>]) -> Vec<(Ident, TypeId)> {
        let taken: BTreeSet<&str> = types.iter().map(|def| def.name.0.as_str()).collect();
        let otherwise = self.types.iter().enumerate().filter_map(|(index, was)| {
            let (was, def) = (was.as_ref()?, types.get(index)?);
            (was.name.0 != def.name.0).then_some((was.name, TypeId(index as u32)))
        });
        let old: BTreeMap<&Name, TypeId> =
            otherwise.chain(self.old_names.iter().map(|(name, id)| (*name, *id))).collect();
        let free = old.into_iter().filter(|(name, _)| !taken.contains(name.0.as_str()));
        free.map(|(name, id)| (Ident(name.0.clone()), id)).collect()
    }

    /// Names of types that must not be given to another.
    pub fn reserved(&self) -> impl Iterator<Item = &'l Name> {
        let otherwise = self.types.iter().flatten().filter(|was| !was.stays).map(|was| was.name);
        let old: Vec<&Name> = otherwise.chain(self.old_names.keys().copied()).collect();
        old.into_iter()
    }
}

/// How the ledger writes what a parameter is called: one of a query by its name alone, one of a path as the path does.
pub fn param_wire(wire: &str, location: &str) -> String {
    match location {
        "query" => wire.to_owned(),
        "path" => format!("{{{wire}}}"),
        _ => format!("{location} {wire}"),
    }
}

fn find<'l>(parts: &'l [Part], wire: &str) -> Option<&'l Part> {
    parts.iter().find(|part| part.is_called(wire))
}

/// Without the pointer around it.
fn bare(ty: &str) -> String {
    ty.strip_prefix("Box<").and_then(|ty| ty.strip_suffix('>')).unwrap_or(ty).to_owned()
}

/// The same operation is at the same path; where nothing is at the path any more, it is that of the same id; else one
/// at a path that differs in the names of its parameters.
fn calls<'l>(operations: &[Operation<Hint>], ledger: &'l Ledger) -> Vec<Option<&'l Call>> {
    let keys = Ledger::keys(operations.iter().map(|it| (it.method.as_str(), it.path.as_str())));
    let mut calls: Vec<Option<&Call>> = keys.iter().map(|key| ledger.operations.get(key)).collect();
    let now: BTreeSet<&String> = keys.iter().collect();
    let gone: Vec<(&String, &Call)> =
        ledger.operations.iter().filter(|(key, _)| !now.contains(key)).collect();
    let mut seen: BTreeSet<&Path> = calls.iter().flatten().map(|call| &call.call).collect();
    let mut fill = |find: &dyn Fn(&Operation<Hint>) -> Vec<&'l Call>| {
        for (slot, operation) in calls.iter_mut().zip(operations).filter(|(slot, _)| slot.is_none()) {
            *slot = find(operation).into_iter().find(|call| seen.insert(&call.call));
        }
    };
    let by_id: BTreeMap<&str, &Call> =
        gone.iter().filter_map(|(_, call)| Some((call.id.as_deref()?, *call))).collect();
    fill(&|operation| operation.id.as_deref().and_then(|id| by_id.get(id).copied()).into_iter().collect());
    let mut alike: BTreeMap<String, Vec<&Call>> = BTreeMap::new();
    for (key, call) in gone {
        let (method, path) = key.split_once(' ').unwrap_or((key, ""));
        alike.entry(Ledger::key(method, path)).or_default().push(call);
    }
    fill(&|operation| {
        alike.get(&Ledger::key(&operation.method, &operation.path)).cloned().unwrap_or_default()
    });
    calls
}

/// Which resource is which: that in which most of the operations of then are now. The others of them come back to it.
fn resources<'l>(
    api: &mut Api<Hint>,
    calls: &[Option<&'l Call>],
    ledger: &'l Ledger,
    config: &Config,
) -> Vec<Option<(&'l Name, Option<&'l Name>)>> {
    // Where the configuration says where an operation belongs, it belongs there.
    let is_said = |operation: &Operation<Hint>| {
        config.operation(&operation.method, &operation.path).is_some_and(|said| said.tag.is_some())
    };
    let mut shared: BTreeMap<(&Name, ResourceId), usize> = BTreeMap::new();
    for (operation, call) in api.operations.iter().zip(calls) {
        if let Some(call) = call.filter(|_| !is_said(operation)) {
            *shared.entry((&call.call.resource, operation.resource)).or_default() += 1;
        }
    }
    let called = |index: ResourceId, name: &Name| {
        let hints = api.resources.get(index).map(|resource| &resource.name.candidates);
        hints.into_iter().flatten().any(|hint| {
            let module = identifier(hint, Case::Snake, Spelling::Plain);
            module.is_some_and(|module| module == name.0.trim_start_matches("r#"))
        })
    };
    // Those that are called the same first, then those that share most.
    let mut ranked: Vec<(bool, usize, &Name, ResourceId)> =
        shared.into_iter().map(|((name, index), count)| (called(index, name), count, name, index)).collect();
    ranked.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then_with(|| a.2.cmp(b.2)).then_with(|| a.3.cmp(&b.3)));
    let mut names: Vec<Option<&Name>> = vec![None; api.resources.len()];
    let mut homes: BTreeMap<&Name, ResourceId> = BTreeMap::new();
    for (_, _, name, index) in ranked {
        if let Some(slot @ None) = names.get_mut(index)
            && !homes.contains_key(name)
        {
            *slot = Some(name);
            homes.insert(name, index);
        }
    }
    for (operation, call) in api.operations.iter_mut().zip(calls) {
        if is_said(operation) {
            continue;
        }
        if let Some(home) = call.and_then(|call| homes.get(&call.call.resource)) {
            operation.resource = *home;
        }
    }
    names.into_iter().map(|name| name.map(|name| (name, ledger.resources.get(name)))).collect()
}
