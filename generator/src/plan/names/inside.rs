//! The types, and what is inside of each: its fields, its values, its members. That is a scope of its own, in which nothing
//! of another type matters, so all are named at once.

use super::{CONFIGURED, FIRST, Namer, value_key, variant_keys, wish};
use crate::config::Schema;
use crate::diag::{Diagnostics, Spot};
use crate::ir::{EnumValue, Field, Hint, Ident, Kind, TypeDef, Variant};
use crate::ledger::Name;
use crate::parallel;
use crate::plan::roles::{FIELD, TYPE, VARIANT};

impl Namer<'_> {
    /// What the configuration names comes first, then components, then what stands inside them.
    pub(super) fn types(&mut self, defs: Vec<TypeDef<Hint>>) -> Vec<TypeDef<Ident>> {
        let turn = |def: &TypeDef<Hint>| match &def.component {
            Some(component) if self.config.schema(component).is_some_and(|schema| schema.name.is_some()) => {
                CONFIGURED
            }
            Some(_) => FIRST,
            None => FIRST + 1,
        };
        let claims: Vec<_> = defs.iter().map(|def| (turn(def), &def.name, &def.at)).collect();
        let kept = (0..defs.len()).map(|index| self.pins.type_name(index)).collect();
        let reserved: Vec<&Name> = self.pins.reserved().collect();
        let names = self.claim_others(&TYPE, &claims, kept, &reserved);
        let inside = self.all_inside(&defs);
        let named = defs.into_iter().zip(names).zip(inside).map(|((def, name), inside)| TypeDef {
            name,
            kind: named(def.kind, inside),
            component: def.component,
            at: def.at,
            docs: def.docs,
            usage: def.usage,
        });
        named.collect()
    }

    /// The names inside of each type.
    fn all_inside(&mut self, defs: &[TypeDef<Hint>]) -> Vec<Vec<Ident>> {
        /// Types that a worker takes at a time.
        const SHARE: usize = 64;
        let (pins, config) = (self.pins, self.config);
        let defs: Vec<(usize, &TypeDef<Hint>)> = defs.iter().enumerate().collect();
        let inside = parallel::map(&defs, SHARE, |(index, def)| {
            let mut said = Diagnostics::default();
            let names = Namer { pins, config, diags: &mut said }.inside(*index, def);
            (names, said)
        });
        let names = inside.into_iter().map(|(names, said)| {
            said.reported().iter().for_each(|diagnostic| self.diags.push(diagnostic.clone()));
            names
        });
        names.collect()
    }

    fn inside(&mut self, index: usize, def: &TypeDef<Hint>) -> Vec<Ident> {
        let said = def.component.as_ref().and_then(|component| self.config.schema(component));
        match &def.kind {
            Kind::Struct { fields, .. } => self.fields(index, fields, said),
            Kind::Enum { values } => self.values(index, values, said, &def.at),
            Kind::Union { variants, .. } => self.variants(index, variants, said, &def.at),
            Kind::Newtype(_) => Vec::new(),
        }
    }

    fn fields(&mut self, index: usize, fields: &[Field<Hint>], said: Option<&Schema>) -> Vec<Ident> {
        let is_said = |field: &Field<Hint>| {
            said.and_then(|said| said.fields.get(&field.wire)).is_some_and(|said| said.name.is_some())
        };
        let claims: Vec<_> = fields.iter().map(|field| (FIRST, &field.name, &field.at)).collect();
        let kept = |field: &Field<Hint>| self.pins.field(index, &field.wire).filter(|_| !is_said(field));
        let kept = fields.iter().map(kept).collect();
        self.claim_others(&FIELD, &claims, kept, &[])
    }

    fn values(
        &mut self,
        index: usize,
        values: &[EnumValue<Hint>],
        said: Option<&Schema>,
        at: &Spot,
    ) -> Vec<Ident> {
        let name_of =
            |value: &EnumValue<Hint>| said.and_then(|said| said.values.get(&value_key(&value.wire)));
        let wishes: Vec<_> = values.iter().map(|value| wish(name_of(value), &value.name)).collect();
        let kept = values.iter().map(|value| self.pins.value(index, &value.wire)).collect();
        self.claim_wishes(&VARIANT, &wishes, at, kept)
    }

    fn variants(
        &mut self,
        index: usize,
        variants: &[Variant<Hint>],
        said: Option<&Schema>,
        at: &Spot,
    ) -> Vec<Ident> {
        let name_of = |variant: &Variant<Hint>| {
            variant_keys(variant).find_map(|key| said.and_then(|said| said.variants.get(key)))
        };
        let wishes: Vec<_> = variants.iter().map(|variant| wish(name_of(variant), &variant.name)).collect();
        let kept = self.pins.variants(index, variants);
        self.claim_wishes(&VARIANT, &wishes, at, kept)
    }
}

/// A kind with the names of what is inside of it, in their order.
fn named(kind: Kind<Hint>, names: Vec<Ident>) -> Kind<Ident> {
    match kind {
        Kind::Struct { fields, rest } => {
            let fields = fields.into_iter().zip(names).map(|(field, name)| Field {
                name,
                wire: field.wire,
                ty: field.ty,
                presence: field.presence,
                read_only: field.read_only,
                write_only: field.write_only,
                docs: field.docs,
                constraints: field.constraints,
                inside: field.inside,
                at: field.at,
            });
            Kind::Struct { fields: fields.collect(), rest }
        }
        Kind::Enum { values } => {
            let values = values.into_iter().zip(names);
            let values =
                values.map(|(value, name)| EnumValue { name, wire: value.wire, docs: value.docs }).collect();
            Kind::Enum { values }
        }
        Kind::Union { variants, dispatch } => {
            let variants = variants.into_iter().zip(names).map(|(variant, name)| Variant {
                name,
                ty: variant.ty,
                docs: variant.docs,
                tag: variant.tag,
                probe: variant.probe,
            });
            Kind::Union { variants: variants.collect(), dispatch }
        }
        Kind::Newtype(ty) => Kind::Newtype(ty),
    }
}
