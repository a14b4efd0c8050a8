//! Types without a finite value: structs that must contain themselves.

use super::Lower;
use crate::diag::{Spot, code};
use crate::ir::{Kind, Presence, Ty, TypeId};

/// Cycles past this many make their types any JSON value.
const MAX_CYCLES: usize = 1_000;

/// Breaks every cycle of required, non-nullable, directly nested structs. No document has a finite value of such a
/// type, so one of the properties must be optional in fact.
pub(super) fn check(lower: &mut Lower<'_>) {
    for _ in 0..lower.slots.len().min(MAX_CYCLES) {
        let finite = finite(lower);
        let Some((index, wire, at)) = first_infinite(lower, &finite) else { break };
        let message = format_args!(
            "`{wire}` must hold a value that contains itself without end: the property becomes optional"
        );
        lower.diags.report(&code::INFINITE_TYPE, &at, message);
        let def = lower.slots.get_mut(index).and_then(|slot| slot.def.as_mut());
        if let Some(Kind::Struct { fields, .. }) = def.map(|def| &mut def.kind)
            && let Some(field) = fields.iter_mut().find(|field| field.wire == wire)
        {
            field.presence = Presence::Optional { three_valued: false };
        }
    }
    let finite = finite(lower);
    for (slot, finite) in lower.slots.iter_mut().zip(&finite) {
        if let (Some(def), false) = (slot.def.as_mut(), finite) {
            lower.diags.report(
                &code::INFINITE_TYPE,
                &def.at,
                "contains itself without end: any JSON value is accepted",
            );
            def.kind = Kind::Newtype(Ty::Any);
        }
    }
}

/// The field to make optional: of all that are part of a cycle the one whose place comes first in the alphabet, so
/// that the order of keys does not decide.
fn first_infinite(lower: &Lower<'_>, finite: &[bool]) -> Option<(usize, String, Spot)> {
    let mut found: Vec<(String, usize, String, Spot)> = Vec::new();
    for (index, slot) in lower.slots.iter().enumerate() {
        let Some(def) = slot.def.as_ref().filter(|_| finite.get(index) == Some(&false)) else { continue };
        let Kind::Struct { fields, .. } = &def.kind else { continue };
        for field in fields {
            let required = matches!(field.presence, Presence::Required);
            if required && !is_finite(&field.ty, finite) {
                let place = crate::diag::Pointer::from(&field.at).0;
                found.push((place, index, field.wire.clone(), field.at.clone()));
            }
        }
    }
    let (_, index, wire, at) = found.into_iter().min_by(|a, b| a.0.cmp(&b.0))?;
    Some((index, wire, at))
}

/// Which types have a finite value: the least fixed point, found by propagating from types that do to types that mention
/// them.
fn finite(lower: &Lower<'_>) -> Vec<bool> {
    let mut finite = vec![false; lower.slots.len()];
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); lower.slots.len()];
    for (index, slot) in lower.slots.iter().enumerate() {
        if let Some(def) = &slot.def {
            def.kind.each_type(&mut |ty| {
                ty.each_named(&mut |TypeId(used)| {
                    if let Some(users) = users.get_mut(used as usize) {
                        users.push(index);
                    }
                });
            });
        }
    }
    let mut queue: Vec<usize> = (0..lower.slots.len()).collect();
    while let Some(index) = queue.pop() {
        let known = finite.get(index).copied().unwrap_or(true);
        let Some(slot) = lower.slots.get(index).filter(|_| !known) else { continue };
        let now = slot.def.as_ref().is_none_or(|def| kind_is_finite(&def.kind, &finite));
        if now {
            if let Some(flag) = finite.get_mut(index) {
                *flag = true;
            }
            queue.extend(users.get(index).into_iter().flatten().copied());
        }
    }
    finite
}

fn kind_is_finite<N>(kind: &Kind<N>, finite: &[bool]) -> bool {
    match kind {
        Kind::Struct { fields, .. } => {
            fields.iter().all(|field| field.presence != Presence::Required || is_finite(&field.ty, finite))
        }
        Kind::Enum { .. } => true,
        Kind::Union { variants, .. } => variants.iter().any(|variant| is_finite(&variant.ty, finite)),
        Kind::Newtype(ty) => is_finite(ty, finite),
    }
}

fn is_finite(ty: &Ty, finite: &[bool]) -> bool {
    match ty {
        Ty::Named(TypeId(id)) => finite.get(*id as usize).copied().unwrap_or(true),
        Ty::Tuple(items) => items.iter().all(|item| is_finite(item, finite)),
        Ty::Boxed(inner) => is_finite(inner, finite),
        Ty::Scalar(_) | Ty::List(_) | Ty::Map { .. } | Ty::Nullable(_) | Ty::Any => true,
    }
}
