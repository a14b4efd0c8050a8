//! Unions: `oneOf`, `anyOf` and parents with a discriminator, distributed over what holds beside them.

use super::facts::{FactId, Facts, Kinds};
use super::flat::{Choice, Flat, Key, Open, Part};
use super::node::Builder;
use super::{Member, Schema, SchemaId, Shape, Union, reference};
use crate::diag::{Pointer, code};
use crate::ir::JsonKind;

/// A combination of choices with more outcomes than this becomes "any value".
const MAX_OUTCOMES: usize = 256;

impl Builder<'_> {
    /// Finds the children of parents with a discriminator (OpenAPI 3.1 section 4.8.25): components that have the
    /// parent in their `allOf`.
    pub(super) fn find_children(&mut self, components: &[FactId]) {
        let parents: Vec<FactId> = components
            .iter()
            .copied()
            .filter(|fact| {
                let facts = &self.list[*fact];
                facts.combined.discriminator.is_some()
                    && facts.combined.one_of.is_empty()
                    && facts.combined.any_of.is_empty()
            })
            .collect();
        if parents.is_empty() {
            return;
        }
        for component in components {
            let flat = Flat::new(&self.list, &[Part::conjunct(*component)]);
            let at = self.list[*component].at.clone();
            if !self.spend(flat.steps + parents.len() as u64, &at) {
                return;
            }
            for parent in &parents {
                if parent != component && self.list.alias(*component) != *parent && flat.contains(*parent) {
                    self.children.entry(*parent).or_default().push(*component);
                }
            }
        }
    }

    /// The union that a conjunction is, if it is one; and whether null is a value too.
    pub(super) fn union(&mut self, key: &[Part], flat: &Flat) -> Option<(Shape, bool)> {
        if let [part] = key
            && part.children
            && flat.open.is_empty()
            && self.children.contains_key(&part.fact)
        {
            let nullable = self.list[part.fact].nullable;
            return Some((self.family(part.fact), nullable));
        }
        let open: Vec<Open> = flat.open.iter().copied().filter(|open| !self.only_asserts(*open)).collect();
        let open = self.distinct(open);
        let first = *open.first()?;
        let outcomes: usize =
            open.iter().map(|open| open.members(&self.list).len()).fold(1, usize::saturating_mul);
        let at = self.list[first.fact].at.clone();
        if outcomes > MAX_OUTCOMES && open.len() > 1 {
            self.diags.report(
                &code::SCHEMA_TOO_COMPLEX,
                &at,
                format_args!("{outcomes} combinations of `oneOf` and `anyOf`: any JSON value is accepted"),
            );
            return Some((Shape::Any, false));
        }
        Some(self.distribute(flat, &open))
    }

    /// Without choices between the same members as another: `oneOf` repeated as `anyOf`.
    fn distinct(&self, open: Vec<Open>) -> Vec<Open> {
        let mut kept: Vec<Open> = Vec::new();
        for open in open {
            let members = open.members(&self.list);
            let again = kept.iter().any(|other| {
                let others = other.members(&self.list);
                others.len() == members.len()
                    && others.iter().zip(members).all(|(a, b)| self.list.same(*a, *b))
            });
            if !again {
                kept.push(open);
            }
        }
        kept
    }

    fn distribute(&mut self, flat: &Flat, open: &[Open]) -> (Shape, bool) {
        let first = open[0];
        let contradicted = self.type_excludes_member(first);
        let base: Key = flat
            .facts
            .iter()
            .filter(|fact| !contradicted || **fact != first.fact)
            .map(|fact| Part {
                one_of: open[1..].contains(&Open { fact: *fact, choice: Choice::OneOf }),
                any_of: open[1..].contains(&Open { fact: *fact, choice: Choice::AnyOf }),
                ..Part::bare(*fact)
            })
            .collect();
        let mut null = flat.facts.iter().any(|fact| {
            let facts = &self.list[*fact];
            facts.nullable || facts.types.contains(JsonKind::Null)
        });
        let mut union = Union { exclusive: first.choice == Choice::OneOf, ..Union::default() };
        let mut targets = Vec::new();
        for member in first.members(&self.list).to_vec() {
            let target = self.list.alias(member);
            if self.is_null(member) {
                null = true;
            } else if target != first.fact {
                let mut key = base.clone();
                key.push(Part::whole(member));
                let value = self.use_of(key);
                let component = self.list[target].component.clone();
                union.members.push(Member { value, component, tags: Vec::new() });
                targets.push(target);
            }
        }
        let discriminator = std::iter::once(first.fact).chain(flat.facts.iter().copied());
        if let Some(owner) =
            discriminator.into_iter().find(|fact| self.list[*fact].combined.discriminator.is_some())
        {
            self.map_tags(owner, &mut union, targets);
        }
        match union.members.is_empty() {
            true if null => (Shape::Null, true),
            true => (Shape::Any, null),
            false => (Shape::Union(union), null),
        }
    }

    /// Whether the `type` beside a choice excludes one of its members: `type: object, oneOf: [string, object]`. What the
    /// document means is what the members say.
    fn type_excludes_member(&mut self, open: Open) -> bool {
        let types = self.list[open.fact].types;
        let only_typed = Facts { types: Kinds::default(), ..self.list[open.fact].clone() };
        if types.is_empty() || !only_typed.says_nothing(&self.list, Kinds::default()) {
            return false;
        }
        for member in open.members(&self.list).to_vec() {
            let excluded = self.kinds_of(member).is_some_and(|kinds| {
                let kinds = kinds.without(JsonKind::Null);
                !kinds.is_empty() && kinds.and(types).is_empty()
            });
            if excluded {
                let other = Pointer::from(&self.list[member].at);
                let message = format_args!("`type` excludes the member at {other}: `type` is ignored");
                let at = self.list[open.fact].at.key("type");
                self.diags.report(&code::TYPE_EXCLUDES_MEMBER, &at, message);
                return true;
            }
        }
        false
    }

    /// A parent with a discriminator, as the union of its children.
    fn family(&mut self, parent: FactId) -> Shape {
        let children = self.children.get(&parent).cloned().unwrap_or_default();
        let mut union = Union { exclusive: true, ..Union::default() };
        for child in &children {
            let component = self.list[*child].component.clone();
            union.members.push(Member {
                value: self.use_of(vec![Part::conjunct(*child)]),
                component,
                tags: Vec::new(),
            });
        }
        self.map_tags(parent, &mut union, children);
        Shape::Union(union)
    }

    /// Applies `discriminator.mapping`; its values are references or names of components.
    fn map_tags(&mut self, owner: FactId, union: &mut Union, mut targets: Vec<FactId>) {
        let Some((property, mapping)) = self.list[owner].combined.discriminator.clone() else { return };
        if property.is_empty() {
            return;
        }
        union.discriminator = Some(property);
        let at = self.list[owner].at.key("discriminator").key("mapping");
        for (tag, reference) in mapping {
            let name = reference::component(&reference, "schemas").unwrap_or_else(|| reference.clone());
            let Some(target) = self.list.component(&name) else {
                self.diags.report(
                    &code::UNKNOWN_MAPPING,
                    &at.key(&tag),
                    format_args!(
                        "`{reference}` is no component schema: values with this tag are kept as raw JSON"
                    ),
                );
                continue;
            };
            let index = targets.iter().position(|t| *t == target).unwrap_or_else(|| {
                let value = self.use_of(vec![Part::conjunct(target)]);
                union.members.push(Member { value, component: Some(name), tags: Vec::new() });
                targets.push(target);
                targets.len() - 1
            });
            if let Some(member) = union.members.get_mut(index) {
                member.tags.push(tag);
            }
        }
    }

    /// Whether a choice only asserts (`oneOf: [{required: [a]}, {required: [b]}]`): it says which values are valid, not
    /// what they look like.
    fn only_asserts(&self, open: Open) -> bool {
        open.members(&self.list).iter().all(|member| {
            let facts = &self.list[*member];
            let rest_says_nothing = || {
                let mut rest = facts.clone();
                rest.object.required.clear();
                rest.object.properties.retain(|(name, id)| !self.is_only_named(open.fact, name, *id));
                if rest.types.within(Kinds::one(JsonKind::Object)) {
                    rest.types = Kinds::default();
                }
                rest.says_nothing(&self.list, Kinds::default())
            };
            facts.reference.is_none()
                && facts.combines_nothing()
                && facts.always.is_none()
                && !facts.object.required.is_empty()
                && rest_says_nothing()
        })
    }

    /// Whether a property of a member says nothing of its value, or what the owner of the choice says of it already.
    fn is_only_named(&self, owner: FactId, name: &str, property: FactId) -> bool {
        let facts = &self.list[property];
        let said = || {
            let mut own = self.list[owner].object.properties.iter();
            own.any(|(other, id)| other == name && self.list.same(*id, property))
        };
        let plain = facts.reference.is_none() && facts.combines_nothing();
        (plain && facts.says_nothing(&self.list, Kinds::default())) || said()
    }
}

/// A union is nullable where one of its members is: null becomes the union's, so that it is written in one way only.
pub(super) fn hoist_null(schemas: &mut [Schema]) {
    let mut parents: Vec<Vec<usize>> = vec![Vec::new(); schemas.len()];
    let mut queue: Vec<usize> = Vec::new();
    for (index, schema) in schemas.iter_mut().enumerate() {
        if let Shape::Union(union) = &mut schema.shape {
            for member in &mut union.members {
                schema.nullable |= std::mem::take(&mut member.value.nullable);
                let SchemaId(id) = member.value.schema;
                parents[id as usize].push(index);
            }
        }
        if schema.nullable || matches!(schema.shape, Shape::Null) {
            queue.push(index);
        }
    }
    while let Some(index) = queue.pop() {
        for parent in std::mem::take(&mut parents[index]) {
            if !schemas[parent].nullable {
                schemas[parent].nullable = true;
                queue.push(parent);
            }
        }
    }
}
