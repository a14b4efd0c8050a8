//! Values of several members of a union at once: read as one of them, they keep what only the others name. An `anyOf` allows
//! them. A `oneOf` does not, but where nothing tells its members apart, it has no value that is of one of them alone.

use super::Lower;
use super::dispatch::{self, Facts};
use crate::ir::{Hint, Kind, Rest, Ty, TypeId, Variant};
use std::collections::HashSet;
use std::rc::Rc;

impl Lower<'_> {
    /// Notes the members whose values may be of another member, too; of an `exclusive` union, those that nothing tells from
    /// another.
    pub(super) fn note_shared_values(
        &mut self,
        facts: &[Rc<Facts>],
        variants: &[Variant<Hint>],
        exclusive: bool,
    ) {
        for (index, (own, variant)) in facts.iter().zip(variants).enumerate() {
            let mut others = facts.iter().enumerate().filter(|(i, _)| *i != index).map(|(_, other)| other);
            if others.any(|other| {
                self.shares_values(own, other) && !(exclusive && dispatch::disjoint(self, own, other, 0))
            }) {
                self.shared_values.push(variant.ty.clone());
            }
        }
    }

    /// Whether a value of `own` may be of `other` as well and have properties that only `other` names: itself, or each of
    /// its elements.
    fn shares_values(&mut self, own: &Facts, other: &Facts) -> bool {
        let elements = own.items.zip(other.items).is_some_and(|(own, other)| {
            let (own, other) = (self.facts(own.schema), self.facts(other.schema));
            dispatch::shares_values(&own, &other)
        });
        elements || dispatch::shares_values(own, other)
    }
}

/// Structs that share values with others keep the properties that they have no field for.
pub(super) fn keep_properties(lower: &mut Lower<'_>) {
    let mut seen: HashSet<TypeId> = HashSet::new();
    let mut types = std::mem::take(&mut lower.shared_values);
    while let Some(ty) = types.pop() {
        let id = match ty {
            Ty::Boxed(inner) | Ty::List(inner) | Ty::Nullable(inner) => {
                types.push(*inner);
                continue;
            }
            Ty::Named(id) if seen.insert(id) => id,
            _ => continue,
        };
        match lower.slots.get_mut(id.0 as usize).and_then(|slot| slot.def.as_mut()).map(|def| &mut def.kind) {
            Some(Kind::Struct { rest, .. }) if *rest == Rest::Ignore => *rest = Rest::Keep(Ty::Any),
            Some(Kind::Union { variants, .. }) => types.extend(variants.iter().map(|v| v.ty.clone())),
            Some(Kind::Newtype(inner)) => types.push(inner.clone()),
            _ => {}
        }
    }
}
