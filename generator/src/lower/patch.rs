//! Three-valued fields: where leaving out, null and a value are three different requests.

use super::{Lower, Slot};
use crate::diag::{Diagnostic, Pointer, code};
use crate::ir::{Api, Content, Field, Hint, Kind, Presence, Ty, TypeId};
use std::collections::BTreeSet;

/// In the body of a PATCH (RFC 5789) or a merge patch (RFC 7396) absence leaves a property as it is and null removes it,
/// so optional nullable fields tell the two apart: in the type of the body itself, and in what only such bodies hold.
pub(super) fn three_valued(lower: &mut Lower<'_>, api: &Api<Hint>) {
    if !api.operations.is_empty() {
        forget_answered_nulls(lower, api);
    }
    let mut bodies = BTreeSet::new();
    let mut elsewhere = BTreeSet::new();
    for operation in &api.operations {
        let body = operation.body.iter().flat_map(|body| &body.contents);
        for content in body {
            let patches = operation.method == "PATCH" || content.media_type.contains("merge-patch");
            roots(content, if patches { &mut bodies } else { &mut elsewhere });
        }
        for content in operation.answers.iter().flat_map(|answer| &answer.contents) {
            roots(content, &mut elsewhere);
        }
    }
    for payload in api.webhooks.iter().filter_map(|webhook| webhook.payload.as_ref()) {
        named(payload, &mut elsewhere);
    }
    let elsewhere = reach(lower, &elsewhere);
    let inside = reach(lower, &bodies);
    let mut all: BTreeSet<TypeId> = inside.difference(&elsewhere).copied().collect();
    all.extend(bodies);
    for id in all {
        each_field(lower, id, |field| tell_apart(field, true));
    }
}

/// In a struct made of several members, null may be what one of them requires. Whoever sends it must be able to say so;
/// whoever is answered reads null as absent, as everywhere.
fn forget_answered_nulls(lower: &mut Lower<'_>, api: &Api<Hint>) {
    let mut bodies = BTreeSet::new();
    for operation in &api.operations {
        operation.body.iter().flat_map(|body| &body.contents).for_each(|content| roots(content, &mut bodies));
    }
    let sent = reach(lower, &bodies);
    for index in 0..lower.slots.len() {
        let id = TypeId(index as u32);
        if !sent.contains(&id) {
            each_field(lower, id, |field| tell_apart(field, false));
        }
    }
}

/// What the configuration says has the last word.
pub(super) fn configured(lower: &mut Lower<'_>) {
    let config = lower.config;
    for (component, schema) in &config.schemas {
        let is_it =
            |slot: &Slot| slot.def.as_ref().is_some_and(|def| def.component.as_ref() == Some(component));
        let Some(index) = lower.slots.iter().position(is_it) else { continue };
        let id = TypeId(index as u32);
        if let Some(apart) = schema.three_valued {
            each_field(lower, id, |field| tell_apart(field, apart));
        }
        let mut required = Vec::new();
        each_field(lower, id, |field| {
            let Some(apart) = schema.fields.get(&field.wire).and_then(|said| said.three_valued) else {
                return;
            };
            if !matches!(field.presence, Presence::Optional { .. }) {
                required.push(field.wire.clone());
            }
            if apart && matches!(field.presence, Presence::Optional { .. }) {
                field.ty = super::nullable(std::mem::replace(&mut field.ty, Ty::Any));
            }
            tell_apart(field, apart);
        });
        for name in required {
            let message = format!("`{name}` is never absent: nothing is to be told apart");
            let place = config.place(&["schemas", component, "fields", &name, "three_valued"]);
            let complaint = Diagnostic::new(&code::CONFIG_UNUSED, Pointer::default(), message);
            lower.diags.push(complaint.within(place));
        }
    }
}

fn tell_apart(field: &mut Field<Hint>, apart: bool) {
    if let (Presence::Optional { three_valued }, Ty::Nullable(_) | Ty::Any) = (&mut field.presence, &field.ty)
    {
        *three_valued = apart;
    }
}

fn each_field(lower: &mut Lower<'_>, id: TypeId, mut change: impl FnMut(&mut Field<Hint>)) {
    let def = lower.slots.get_mut(id.0 as usize).and_then(|slot| slot.def.as_mut());
    if let Some(Kind::Struct { fields, .. }) = def.map(|def| &mut def.kind) {
        fields.iter_mut().for_each(&mut change);
    }
}

fn roots(content: &Content, out: &mut BTreeSet<TypeId>) {
    if let Some(ty) = &content.ty {
        named(ty, out);
    }
}

/// The named types that a type is or holds directly.
fn named(ty: &Ty, out: &mut BTreeSet<TypeId>) {
    ty.each_named(&mut |id| {
        out.insert(id);
    });
}

/// Everything that can be reached from some types.
fn reach(lower: &Lower<'_>, from: &BTreeSet<TypeId>) -> BTreeSet<TypeId> {
    let mut seen = from.clone();
    let mut queue: Vec<TypeId> = from.iter().copied().collect();
    while let Some(id) = queue.pop() {
        let Some(def) = lower.slots.get(id.0 as usize).and_then(|slot| slot.def.as_ref()) else { continue };
        def.kind.each_type(&mut |ty| {
            ty.each_named(&mut |id| {
                if seen.insert(id) {
                    queue.push(id);
                }
            });
        });
    }
    seen
}
