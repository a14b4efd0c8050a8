//! The last step: types in their final order, with the names they might have; types that nothing leads to are left out.

use super::name::{Context, Owner};
use super::{Lower, Slot, common};
use crate::config::Config;
use crate::ir::{Api, Docs, EnumValue, Field, Hint, Kind, Ty, TypeDef, TypeId};
use std::collections::HashMap;

/// Candidates made of further places where a type is used, after the best one.
const MAX_PLACES: usize = 3;

/// What is said of two schemas that become one type: only what both say.
pub(super) fn agree(docs: &mut Docs, other: &Docs) {
    if docs.summary != other.summary {
        docs.summary = None;
    }
    if docs.description != other.description {
        docs.description = None;
    }
    if docs.external != other.external {
        docs.external = None;
    }
    if docs.default != other.default {
        docs.default = None;
    }
    if docs.examples != other.examples {
        docs.examples.clear();
    }
    docs.deprecated &= other.deprecated;
}

/// The same for fields, values and members.
pub(super) fn agree_inside(kind: &mut Kind<Hint>, other: &Kind<Hint>) {
    match (kind, other) {
        (Kind::Struct { fields, .. }, Kind::Struct { fields: others, .. }) => {
            let is_same = |a: &Field<Hint>, b: &Field<Hint>| a.wire == b.wire;
            let key = |field: &Field<Hint>| field.wire.clone();
            each_with(fields, others, is_same, key, |field, other| agree(&mut field.docs, &other.docs));
        }
        (Kind::Enum { values }, Kind::Enum { values: others }) => {
            let is_same = |a: &EnumValue<Hint>, b: &EnumValue<Hint>| a.wire == b.wire;
            let key = |value: &EnumValue<Hint>| value.wire.to_string();
            each_with(values, others, is_same, key, |value, other| agree(&mut value.docs, &other.docs));
        }
        (Kind::Union { variants, .. }, Kind::Union { variants: others, .. }) => {
            variants
                .iter_mut()
                .zip(others)
                .for_each(|(variant, other)| agree(&mut variant.docs, &other.docs));
        }
        _ => {}
    }
}

/// Calls with each of these and its like among the others, which as a rule stands at the same place.
fn each_with<T>(
    these: &mut [T],
    others: &[T],
    is_same: impl Fn(&T, &T) -> bool,
    key: impl Fn(&T) -> String,
    each: impl Fn(&mut T, &T),
) {
    if these.len() == others.len() && these.iter().zip(others).all(|(one, other)| is_same(one, other)) {
        these.iter_mut().zip(others).for_each(|(one, other)| each(one, other));
        return;
    }
    let others: HashMap<String, &T> = others.iter().map(|other| (key(other), other)).collect();
    for one in these {
        if let Some(other) = others.get(&key(one)) {
            each(one, other);
        }
    }
}

/// Moves the types into the API.
pub(super) fn finish(lower: Lower<'_>, roots: Vec<(String, Ty)>, api: &mut Api<Hint>) {
    let Lower { config, slots, .. } = lower;
    let order = order(&slots, &roots, api);
    let components = common::components(&slots, config);
    let ids: HashMap<TypeId, TypeId> =
        order.iter().enumerate().map(|(index, id)| (*id, TypeId(index as u32))).collect();
    let mut slots: Vec<Option<Slot>> = slots.into_iter().map(Some).collect();
    for id in order {
        let slot = slots.get_mut(id.0 as usize).and_then(Option::take);
        if let Some(Slot { def: Some(def), contexts }) = slot {
            let name = name(&def, contexts, &components, config);
            api.types.push(TypeDef { name, ..def });
        }
    }
    let renumber = &mut |ty: &mut Ty| renumber(ty, &ids);
    for def in &mut api.types {
        def.kind.each_type_mut(renumber);
    }
    api.each_message_mut(&mut |ty, _| renumber(ty));
    api.components = roots;
    api.components.iter_mut().for_each(|(_, ty)| renumber(ty));
}

/// Components in document order, each followed by the inline types inside it; then those of operations.
fn order(slots: &[Slot], roots: &[(String, Ty)], api: &Api<Hint>) -> Vec<TypeId> {
    let mut order = Order { slots, placed: vec![false; slots.len()], out: Vec::new() };
    for (_, root) in roots {
        order.place(root, true);
    }
    each_use(api, &mut |ty| order.place(ty, false));
    // What only an inline type of another component leads to.
    let mut next = 0;
    while let Some(id) = order.out.get(next).copied() {
        next += 1;
        if let Some(def) = slots.get(id.0 as usize).and_then(|slot| slot.def.as_ref()) {
            def.kind.each_type(&mut |ty| order.place(ty, true));
        }
    }
    order.out
}

struct Order<'a> {
    slots: &'a [Slot],
    placed: Vec<bool>,
    out: Vec<TypeId>,
}

impl Order<'_> {
    /// Places the types that a type mentions, and the inline types inside them. Component types wait for their turn
    /// unless `all`.
    fn place(&mut self, ty: &Ty, all: bool) {
        let mut stack: Vec<TypeId> = Vec::new();
        ty.each_named(&mut |id| stack.push(id));
        stack.reverse();
        let mut all = all;
        while let Some(id) = stack.pop() {
            let Some(def) = self.slots.get(id.0 as usize).and_then(|slot| slot.def.as_ref()) else {
                continue;
            };
            let waits = def.component.is_some() && !all;
            let Some(placed) = self.placed.get_mut(id.0 as usize).filter(|placed| !**placed && !waits) else {
                continue;
            };
            all = false;
            *placed = true;
            self.out.push(id);
            let mut inner = Vec::new();
            def.kind.each_type(&mut |ty| ty.each_named(&mut |id| inner.push(id)));
            stack.extend(inner.into_iter().rev());
        }
    }
}

/// The candidates for the name of a type.
fn name(def: &TypeDef<Hint>, contexts: Vec<Context>, components: &[Option<String>], config: &Config) -> Hint {
    let said = !def.name.candidates.is_empty();
    if let Some(component) = &def.component {
        return match config.schema(component).and_then(|schema| schema.name.as_ref()) {
            Some(name) => Hint::new(name),
            None if said => def.name.clone(),
            None => Hint::new(component),
        };
    }
    if said {
        return def.name.clone();
    }
    let mut contexts = contexts;
    contexts.sort();
    contexts.dedup();
    let mut hint = Hint::default();
    let mut add = |name: String| {
        if !hint.candidates.contains(&name) {
            hint.candidates.push(name);
        }
    };
    if let Some(title) = def.docs.summary.as_ref().filter(|title| is_name(title)) {
        add(title.clone());
    }
    let several =
        contexts.first().is_some_and(|first| contexts.iter().any(|other| other.owner != first.owner));
    if let Some(first) = contexts.first().filter(|_| several) {
        let common =
            first.common_name().filter(|_| contexts.iter().all(|other| other.leaf() == first.leaf()));
        let within = common.as_deref().and_then(|name| common::within(name, &contexts, config));
        within.into_iter().for_each(&mut add);
        common.or_else(|| common::name(def, &contexts, components)).into_iter().for_each(&mut add);
    }
    let places = contexts.iter().take(1 + MAX_PLACES);
    let short = |context: &Context| format!("{} {}", owner(&context.owner, config), context.short_words());
    places.clone().for_each(|context| add(short(context).trim().to_owned()));
    let place = |context: &Context| format!("{} {}", owner(&context.owner, config), context.words());
    places.clone().for_each(|context| add(place(context).trim().to_owned()));
    // A component may be called like what the operation takes or gives.
    let whole = places.filter(|context| context.role().is_some());
    whole.for_each(|context| add(format!("{} Body", place(context))));
    hint
}

/// Whether a title is a name rather than a sentence.
fn is_name(title: &str) -> bool {
    title.split_whitespace().count() <= 5
        && title.chars().any(char::is_alphanumeric)
        && !title.contains(['.', ',', ';', ':', '\n'])
}

fn owner(owner: &Owner, config: &Config) -> String {
    match owner {
        Owner::Component(name) => common::called(name, config),
        Owner::Shared(words) | Owner::Operation(words) | Owner::Webhook(words) => words.clone(),
    }
}

fn renumber(ty: &mut Ty, ids: &HashMap<TypeId, TypeId>) {
    match ty {
        Ty::Named(id) => match ids.get(id) {
            Some(new) => *id = *new,
            None => *ty = Ty::Any,
        },
        Ty::List(inner) | Ty::Nullable(inner) | Ty::Boxed(inner) => renumber(inner, ids),
        Ty::Tuple(items) => items.iter_mut().for_each(|item| renumber(item, ids)),
        Ty::Map { key, value } => {
            *key = key.and_then(|key| ids.get(&key).copied());
            renumber(value, ids);
        }
        Ty::Scalar(_) | Ty::Any => {}
    }
}

/// Calls with every type that an operation or a webhook mentions.
fn each_use(api: &Api<Hint>, call: &mut dyn FnMut(&Ty)) {
    api.operations.iter().for_each(|operation| operation.each_type(call));
    api.webhooks.iter().filter_map(|webhook| webhook.payload.as_ref()).for_each(&mut *call);
    api.event.iter().for_each(call);
}
