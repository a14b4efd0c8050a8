//! Types that contain themselves: every value must be finite, and every type must have a size.

use super::walk;
use crate::diag::{Diagnostics, code};
use crate::ir::{Dispatch, Ident, Kind, Presence, Ty, TypeDef, TypeId};
use std::collections::{BTreeMap, BTreeSet};

/// Makes every type have a finite value, by making properties optional where none has, and reports it.
///
/// From every type without one, the walk follows what is required until it meets itself; the last property on that
/// cycle is relaxed. Names decide where it starts and which way it goes, so the order of the document does not.
///
/// For each union, returns the member that a finite value can be made of, where that is not the one tried first.
pub fn make_finite(types: &mut [TypeDef<Ident>], diags: &mut Diagnostics) -> Vec<Option<Ident>> {
    let mut finite = Finite::new(types);
    for root in by_name(types).collect::<Vec<_>>() {
        let mut path: Vec<Required> = Vec::new();
        let mut next = Some(root);
        while let Some(here) = next.or_else(|| path.pop().map(|step| step.from)) {
            next = None;
            let Some(step) = types.get(here).and_then(|def| finite.required(here, def)) else { continue };
            let to = step.to;
            path.push(step);
            let Some(start) = path.iter().position(|step| step.from == to) else {
                next = Some(to);
                continue;
            };
            match path.iter().rposition(|step| step.wire.is_some()).filter(|last| *last >= start) {
                Some(last) => {
                    let relaxed: Vec<Required> = path.drain(last..).collect();
                    relaxed.first().into_iter().for_each(|step| relax(types, step, diags));
                    finite.settle(types, relaxed.iter().map(|step| step.from).collect());
                    next = relaxed.first().map(|step| step.from);
                }
                None => {
                    path.clear();
                    if let Some(def) = types.get(to) {
                        let message = format!("`{}` contains nothing but itself", def.name.0);
                        diags.report(&code::ENDLESS_TYPE, &def.at, message);
                    }
                }
            }
        }
    }
    (0..types.len()).map(|index| blank(types, &finite, index)).collect()
}

/// The member of a union that proved it finite, if the first one leads back to the union.
fn blank(types: &[TypeDef<Ident>], finite: &Finite, index: usize) -> Option<Ident> {
    let Kind::Union { variants, dispatch: Dispatch::Shape { order } } = &types.get(index)?.kind else {
        return None;
    };
    let first = variants.get(*order.first()?)?;
    let mut seen = BTreeSet::new();
    let mut open = required_names(&first.ty);
    while let Some(here) = open.pop() {
        if here == index {
            let proof = finite.proof.get(&index)?;
            return variants.get(*proof).map(|variant| variant.name.clone());
        }
        if !seen.insert(here) {
            continue;
        }
        match types.get(here).map(|def| &def.kind) {
            Some(Kind::Struct { fields, .. }) => {
                let required = fields.iter().filter(|field| field.presence == Presence::Required);
                open.extend(required.flat_map(|field| required_names(&field.ty)));
            }
            Some(Kind::Union { variants, .. }) => {
                open.extend(variants.iter().flat_map(|variant| required_names(&variant.ty)));
            }
            Some(Kind::Newtype(ty)) => open.extend(required_names(ty)),
            Some(Kind::Enum { .. }) | None => {}
        }
    }
    None
}

/// The types of which every value of `ty` contains one.
fn required_names(ty: &Ty) -> Vec<usize> {
    match ty {
        Ty::Scalar(_) | Ty::Any | Ty::List(_) | Ty::Map { .. } | Ty::Nullable(_) => Vec::new(),
        Ty::Named(id) => vec![id.0 as usize],
        Ty::Boxed(inner) => required_names(inner),
        Ty::Tuple(items) => items.iter().flat_map(required_names).collect(),
    }
}

fn relax(types: &mut [TypeDef<Ident>], step: &Required, diags: &mut Diagnostics) {
    let Some(TypeDef { kind: Kind::Struct { fields, .. }, name, .. }) = types.get_mut(step.from) else {
        return;
    };
    for field in fields.iter_mut().filter(|field| Some(&field.wire) == step.wire.as_ref()) {
        field.presence = Presence::Optional { three_valued: false };
        let message =
            format!("`{}` is required, and leads back to `{}`: read as optional", field.wire, name.0);
        diags.report(&code::ENDLESS_REQUIRED, &field.at, message);
    }
}

/// One step along what a value must contain.
struct Required {
    from: usize,
    to: usize,
    /// The property, where the step goes through one.
    wire: Option<String>,
}

/// Which types have a finite value: a fixed point from below.
struct Finite {
    known: Vec<bool>,
    users: Vec<Vec<usize>>,
    /// For each finite union, the first member by which it was known to be.
    proof: BTreeMap<usize, usize>,
}

impl Finite {
    fn new(types: &[TypeDef<Ident>]) -> Self {
        let mut users: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
        for (index, def) in types.iter().enumerate() {
            def.kind.each_type(&mut |ty| {
                walk::each_name(ty, true, &mut |id, _| {
                    users.get_mut(id.0 as usize).into_iter().for_each(|users| users.push(index));
                });
            });
        }
        let mut finite = Finite { known: vec![false; types.len()], users, proof: BTreeMap::new() };
        finite.settle(types, (0..types.len()).collect());
        finite
    }

    /// Looks at these types again, and at all that use those that turn out finite.
    fn settle(&mut self, types: &[TypeDef<Ident>], mut open: Vec<usize>) {
        while let Some(index) = open.pop() {
            let known = self.known.get(index) == Some(&true);
            let Some(def) = types.get(index).filter(|_| !known) else { continue };
            if self.required(index, def).is_none() {
                if let Kind::Union { variants, .. } = &def.kind
                    && let Some(proof) =
                        variants.iter().position(|variant| self.endless(&variant.ty).is_none())
                {
                    self.proof.insert(index, proof);
                }
                self.known.get_mut(index).into_iter().for_each(|known| *known = true);
                open.extend(self.users.get(index).into_iter().flatten());
            }
        }
    }

    /// A step to a type without a finite value that every value of this type must take; `None` if there is none.
    fn required(&self, from: usize, def: &TypeDef<Ident>) -> Option<Required> {
        let step = |ty: &Ty| self.endless(ty).map(|to| Required { from, to, wire: None });
        match &def.kind {
            Kind::Struct { fields, .. } => {
                let required = fields.iter().filter(|field| field.presence == Presence::Required);
                let endless = required.filter_map(|field| Some((&field.wire, self.endless(&field.ty)?)));
                endless.min().map(|(wire, to)| Required { from, to, wire: Some(wire.clone()) })
            }
            Kind::Enum { .. } => None,
            Kind::Union { variants, .. } => {
                let steps: Option<Vec<Required>> = variants.iter().map(|variant| step(&variant.ty)).collect();
                steps?.into_iter().next()
            }
            Kind::Newtype(ty) => step(ty),
        }
    }

    /// The type without a finite value that every value of `ty` must contain.
    fn endless(&self, ty: &Ty) -> Option<usize> {
        required_names(ty).into_iter().find(|index| self.known.get(*index) == Some(&false))
    }
}

fn by_name(types: &[TypeDef<Ident>]) -> impl Iterator<Item = usize> {
    let mut order: Vec<usize> = (0..types.len()).collect();
    order.sort_by_key(|index| types.get(*index).map(|def| &def.name));
    order.into_iter()
}

/// Puts a pointer on every use that would make a type contain itself, and on no other.
///
/// A walk in depth from type to type, by name so that the order of the document does not matter: a use that leads
/// back to a type the walk is inside of closes a cycle, and every cycle has one such use.
pub fn put_boxes(types: &mut [TypeDef<Ident>]) {
    let uses = uses_by_value(types);
    let mut state = vec![State::New; types.len()];
    let mut closing: BTreeSet<(usize, usize)> = BTreeSet::new();
    for root in by_name(types) {
        let mut stack = vec![(root, 0)];
        while let Some((here, next)) = stack.pop() {
            let Some(mark) = state.get_mut(here) else { continue };
            if next == 0 && *mark != State::New {
                continue;
            }
            *mark = State::Inside;
            let Some(target) = uses.get(here).and_then(|uses| uses.get(next)).copied() else {
                *mark = State::Done;
                continue;
            };
            stack.push((here, next + 1));
            match state.get(target) {
                Some(State::New) => stack.push((target, 0)),
                Some(State::Inside) => {
                    closing.insert((here, target));
                }
                _ => {}
            }
        }
    }
    for (index, def) in types.iter_mut().enumerate() {
        let closes = |id: TypeId| closing.contains(&(index, id.0 as usize));
        def.kind.each_type_mut(&mut |ty| put_box(ty, &closes));
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Inside,
    Done,
}

/// For each type the types whose values are inside its own, by name.
fn uses_by_value(types: &[TypeDef<Ident>]) -> Vec<Vec<usize>> {
    let uses = |def: &TypeDef<Ident>| {
        let mut targets = BTreeSet::new();
        def.kind.each_type(&mut |ty| {
            walk::each_name(ty, true, &mut |id, inside| {
                let index = id.0 as usize;
                if let Some(target) = types.get(index).filter(|_| inside) {
                    targets.insert((&target.name, index));
                }
            });
        });
        targets.into_iter().map(|(_, index)| index).collect()
    };
    types.iter().map(uses).collect()
}

fn put_box(ty: &mut Ty, closes: &dyn Fn(TypeId) -> bool) {
    match ty {
        Ty::Named(id) if closes(*id) => *ty = Ty::Boxed(Box::new(ty.clone())),
        Ty::Nullable(inner) => put_box(inner, closes),
        Ty::Tuple(items) => items.iter_mut().for_each(|item| put_box(item, closes)),
        Ty::Scalar(_) | Ty::Any | Ty::Named(_) | Ty::List(_) | Ty::Map { .. } | Ty::Boxed(_) => {}
    }
}
