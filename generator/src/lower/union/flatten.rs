//! The members of a union, with those of the unions among them.

use crate::lower::Lower;
use crate::normal::{Member, Normal, SchemaId, Shape, Union};
use std::collections::HashSet;

/// A union of more members than this is any JSON value: telling them apart would cost more than it gives.
pub(super) const MAX_MEMBERS: usize = 500;

/// Collects the members of a union: one past [`MAX_MEMBERS`] at most, since each is searched for among those before it.
pub(super) fn flatten(lower: &Lower<'_>, id: SchemaId, union: &Union) -> Vec<Member> {
    let (tagged, seen) = (union.discriminator.is_some(), HashSet::new());
    let mut flat = Flatten { normal: lower.normal, cycles: &lower.cycles, tagged, seen, out: Vec::new() };
    flat.union(id, union);
    flat.out
}

struct Flatten<'a> {
    normal: &'a Normal,
    cycles: &'a [usize],
    tagged: bool,
    seen: HashSet<SchemaId>,
    out: Vec<Member>,
}

impl Flatten<'_> {
    /// The members, with those of inline unions in their place, and without what no value is of. Component unions stay
    /// members, except under a discriminator, since the tag is their members', and where they contain this union in turn:
    /// reading one inside the other would never end.
    fn union(&mut self, id: SchemaId, union: &Union) {
        self.seen.insert(id);
        for member in &union.members {
            if self.out.len() > MAX_MEMBERS {
                return;
            }
            let inner_id = member.value.schema;
            let schema = &self.normal[inner_id];
            match &schema.shape {
                Shape::Never | Shape::Null => {}
                Shape::Union(_) if self.seen.contains(&inner_id) => {}
                Shape::Union(inner) if self.is_opened(id, member, inner) => self.union(inner_id, inner),
                _ => match self.out.iter_mut().find(|known| {
                    // Children that add nothing to their parent are one schema, each with its own tags.
                    known.value.schema == inner_id && (!self.tagged || known.component == member.component)
                }) {
                    Some(known) => known.tags.extend(member.tags.iter().cloned()),
                    None => self.out.push(member.clone()),
                },
            }
        }
    }

    fn is_opened(&self, id: SchemaId, member: &Member, inner: &Union) -> bool {
        let cycle = |id: SchemaId| self.cycles.get(id.0 as usize);
        let inline = self.normal[member.value.schema].component.is_none() && inner.discriminator.is_none();
        cycle(id) == cycle(member.value.schema) || (member.tags.is_empty() && (self.tagged || inline))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::diag::Diagnostics;
    use serde_json::json;

    /// How many members are kept of unions that have so many each, one of them inside the other.
    fn kept(count: usize) -> usize {
        let member =
            |index: usize| json!({"type": "object", "properties": {format!("p{index}"): {"type": "string"}}});
        let inner = json!({"oneOf": (0..count).map(member).collect::<Vec<_>>()});
        let outer = std::iter::once(inner).chain((count..2 * count).map(member));
        let document = json!({
            "openapi": "3.0.0",
            "info": {"title": "", "version": ""},
            "paths": {},
            "components": {"schemas": {"U": {"oneOf": outer.collect::<Vec<_>>()}}},
        });
        let document = serde_json::from_value(document).expect("a document");
        let (config, mut diags) = (Config::default(), Diagnostics::default());
        let normal = crate::normal::normalise(document, &mut diags);
        let lower = Lower::new(&normal, &config, &mut diags);
        let (_, component) = normal.components.first().expect("a component");
        let Shape::Union(union) = &normal[component.schema].shape else { panic!("no union") };
        flatten(&lower, component.schema, union).len()
    }

    #[test]
    fn what_members_are_searched_among_does_not_grow_with_the_document() {
        assert_eq!(kept(100), 200);
        assert_eq!(kept(250), MAX_MEMBERS);
        assert_eq!(kept(251), MAX_MEMBERS + 1);
        assert_eq!(kept(2_000), MAX_MEMBERS + 1);
    }
}
