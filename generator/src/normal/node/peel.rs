//! Layers that only annotate, and parts that add nothing: a conjunction without them is the same node.

use super::Builder;
use crate::ir::JsonKind;
use crate::normal::facts::FactId;
use crate::normal::flat::{Choice, Flat, Key, Open, Part};
use crate::normal::{Use, docs};

/// Conjunctions of more parts than this are not searched for parts that add nothing.
const MAX_REDUCED: usize = 64;

impl Builder<'_> {
    /// Takes one layer off: `None` where there is none that only annotates.
    pub(super) fn peel(&mut self, key: &[Part], outer: &mut Use) -> Option<Key> {
        let reduced = self.reduce(key);
        if reduced != key {
            outer.nullable |= self.dropped_null(key, &reduced);
            return Some(reduced);
        }
        let [part] = key else { return None };
        let (inner, null) = self.inside(*part)?;
        if self.list[part.fact].component.is_some() && self.contains(&inner, part.fact) {
            return None;
        }
        let reduced = self.reduce(&inner);
        let [only] = reduced.as_slice() else { return None };
        let implied = self.implied(&reduced);
        let facts = &self.list[part.fact];
        if !facts.says_nothing(&self.list, implied) {
            return None;
        }
        outer.nullable |= null || facts.nullable || facts.types.contains(JsonKind::Null);
        self.annotate_use(part.fact, outer);
        outer.nullable |= self.dropped_null(&inner, &reduced);
        for dropped in inner.iter().filter(|dropped| dropped.fact != only.fact) {
            self.annotate_use(dropped.fact, outer);
        }
        // A child that adds nothing to its parent is what the parent is without its children.
        let parent = self.list.alias(only.fact);
        if self.children.get(&parent).is_some_and(|children| children.contains(&part.fact)) {
            return Some(vec![Part::conjunct(parent)]);
        }
        Some(vec![Part { children: true, ..*only }])
    }

    /// Whether a part that was dropped allows null.
    fn dropped_null(&self, key: &[Part], kept: &[Part]) -> bool {
        let dropped = key.iter().filter(|part| !kept.iter().any(|kept| kept.fact == part.fact));
        dropped.into_iter().any(|part| self.list[part.fact].nullable)
    }

    /// Whether a conjunction leads to a record through references and `allOf` alone.
    fn contains(&mut self, key: &[Part], fact: FactId) -> bool {
        let flat = Flat::new(&self.list, key);
        let at = self.list[fact].at.clone();
        self.spend(flat.steps, &at) && flat.contains(fact)
    }

    /// What a part consists of, where it is nothing but a reference, an `allOf` or a choice with null as the other
    /// member; and whether null was.
    fn inside(&self, part: Part) -> Option<(Key, bool)> {
        let facts = &self.list[part.fact];
        if !part.deep
            || facts.reference == Some(None)
            || (part.children && self.children.contains_key(&part.fact))
        {
            return None;
        }
        let all = facts.reference.flatten().into_iter().chain(facts.combined.all_of.iter().copied());
        let (null, inner): (Key, Key) = all.map(Part::conjunct).partition(|part| self.is_null(part.fact));
        match self.open(part).as_slice() {
            // `allOf` with null as one element excludes every value; what is meant is that null may stand here.
            [] if !inner.is_empty() => Some((inner, !null.is_empty())),
            [open] if inner.is_empty() && facts.combined.discriminator.is_none() => {
                let (member, null) = self.only_member(*open)?;
                Some((vec![Part::whole(member)], null))
            }
            _ => None,
        }
    }

    /// Notes what an annotating layer says about the place.
    fn annotate_use(&self, fact: FactId, outer: &mut Use) {
        let facts = &self.list[fact];
        outer.read_only |= facts.read_only;
        outer.write_only |= facts.write_only;
        outer.docs.add(&facts.docs, docs::fill);
        outer.constraints.add(&facts.constraints, docs::tighten);
    }

    /// The choices that a part leaves open.
    fn open(&self, part: Part) -> Vec<Open> {
        let facts = &self.list[part.fact];
        let mut open = Vec::new();
        if part.one_of && !facts.combined.one_of.is_empty() {
            open.push(Open { fact: part.fact, choice: Choice::OneOf });
        }
        if part.any_of && !facts.combined.any_of.is_empty() {
            open.push(Open { fact: part.fact, choice: Choice::AnyOf });
        }
        open
    }

    /// The one member that is not null, and whether there is one that is.
    fn only_member(&self, open: Open) -> Option<(FactId, bool)> {
        let members = open.members(&self.list);
        let (null, rest): (Vec<FactId>, Vec<FactId>) =
            members.iter().partition(|member| self.is_null(**member));
        match rest.as_slice() {
            [only] => Some((*only, !null.is_empty())),
            _ => None,
        }
    }

    /// A conjunction without the parts that add nothing: what another part contains, and what says nothing.
    fn reduce(&mut self, key: &[Part]) -> Key {
        if key.len() < 2 || key.len() > MAX_REDUCED {
            return key.to_vec();
        }
        let mut kept: Key = Vec::new();
        for (i, part) in key.iter().enumerate() {
            let others: Key = kept.iter().chain(&key[i + 1..]).copied().collect();
            if others.is_empty() || !self.adds_nothing(*part, &others) {
                kept.push(*part);
            }
        }
        if let [only] = kept.as_mut_slice() {
            only.children = true;
        }
        kept
    }

    fn adds_nothing(&mut self, part: Part, others: &[Part]) -> bool {
        let facts = &self.list[part.fact];
        let combines = part.deep && (facts.reference.is_some() || !facts.combined.all_of.is_empty());
        let open = !self.open(part).is_empty();
        let at = facts.at.clone();
        let flat = Flat::new(&self.list, others);
        if !self.spend(flat.steps, &at) {
            return false;
        }
        if !open && !combines && flat.contains(part.fact) {
            return true;
        }
        let alias = self.list.alias(part.fact);
        if alias != part.fact && flat.contains(alias) {
            return true;
        }
        if combines || open || (part.deep && self.list[part.fact].component.is_some()) {
            return false;
        }
        let implied = self.implied(others);
        let facts = &self.list[part.fact];
        facts.says_nothing(&self.list, implied)
            || others.iter().any(|other| {
                let wrapper = !other.deep && self.list[other.fact].reference.is_some();
                !wrapper && self.list.same(other.fact, part.fact)
            })
    }
}
