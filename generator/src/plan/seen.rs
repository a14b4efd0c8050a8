//! What a value is and has, for those who look for properties in answers.

use crate::ir::{EnumValue, Field, Ident, Kind, Ty, TypeDef};

/// Looks into types.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) types: &'a [TypeDef<Ident>],
}

impl<'a> Seen<'a> {
    /// What a type comes to behind names, null and pointers.
    pub(super) fn behind(&self, ty: &'a Ty) -> &'a Ty {
        self.opened(ty).0
    }

    /// The same, and whether there was a null.
    pub(super) fn opened(&self, ty: &'a Ty) -> (&'a Ty, bool) {
        let (mut ty, mut nullable) = (ty, false);
        // Types may contain themselves; no chain of names is longer than there are types.
        for _ in 0..=self.types.len().min(100) {
            nullable |= matches!(ty, Ty::Nullable(_));
            ty = match ty {
                Ty::Nullable(inner) | Ty::Boxed(inner) => inner,
                Ty::Named(id) => match self.types.get(id.0 as usize).map(|def| &def.kind) {
                    Some(Kind::Newtype(inner)) => inner,
                    _ => break,
                },
                _ => break,
            };
        }
        (ty, nullable)
    }

    /// What keys lead to; nothing where there is no such property.
    pub(super) fn along(&self, ty: &'a Ty, keys: &[String]) -> Option<&'a Ty> {
        keys.iter().try_fold(self.behind(ty), |ty, key| match ty {
            Ty::Any => Some(ty),
            Ty::Map { value, .. } => Some(self.behind(value)),
            _ => self.fields(ty).iter().find(|field| field.wire == *key).map(|field| self.behind(&field.ty)),
        })
    }

    /// The values of an enum.
    pub(super) fn values(&self, ty: &'a Ty) -> Option<&'a [EnumValue<Ident>]> {
        let Ty::Named(id) = self.behind(ty) else { return None };
        match self.types.get(id.0 as usize).map(|def| &def.kind) {
            Some(Kind::Enum { values }) => Some(values),
            _ => None,
        }
    }

    pub(super) fn fields(&self, ty: &'a Ty) -> &'a [Field<Ident>] {
        let Ty::Named(id) = self.behind(ty) else { return &[] };
        match self.types.get(id.0 as usize).map(|def| &def.kind) {
            Some(Kind::Struct { fields, .. }) => fields,
            _ => &[],
        }
    }
}
