//! Which kinds of JSON value a schema allows, as far as can be told at once.

use super::Builder;
use crate::normal::facts::{FactId, Facts, Kinds};
use crate::normal::flat::{Flat, Part};

/// Choices nested deeper than this are not followed to see which kinds they allow.
const MAX_DEPTH: u32 = 500;

impl Builder<'_> {
    /// The kinds that a conjunction is known to allow; empty = not known.
    pub(super) fn implied(&mut self, key: &[Part]) -> Kinds {
        let mut kinds = Kinds::default();
        for part in key {
            match self.kinds_of_part(*part) {
                Some(more) if kinds.is_empty() => kinds = more,
                Some(more) => kinds = kinds.and(more),
                None => {}
            }
        }
        kinds
    }

    /// The kinds that a part allows: of one that counts by its own keywords alone, by those.
    fn kinds_of_part(&mut self, part: Part) -> Option<Kinds> {
        let facts = &self.list[part.fact];
        let own = [facts.kinds(), facts.inferred()].into_iter().find(|kinds| !kinds.is_empty());
        let whole = part.deep
            && (part.one_of || facts.combined.one_of.is_empty())
            && (part.any_of || facts.combined.any_of.is_empty());
        if whole { self.kinds_of(part.fact) } else { own }
    }

    /// The kinds that a schema allows; `None` where that cannot be told at once.
    pub fn kinds_of(&mut self, fact: FactId) -> Option<Kinds> {
        if let Some(known) = self.kinds.get(&fact) {
            return *known;
        }
        self.kinds.insert(fact, None);
        let flat = Flat::new(&self.list, &[Part::conjunct(fact)]);
        let at = self.list[fact].at.clone();
        if self.kinds_depth > MAX_DEPTH || !self.spend(flat.steps, &at) {
            return None;
        }
        self.kinds_depth += 1;
        let all = |kinds: fn(&Facts) -> Kinds| {
            let own =
                flat.facts.iter().map(|fact| kinds(&self.list[*fact])).filter(|kinds| !kinds.is_empty());
            own.reduce(Kinds::and)
        };
        let mut kinds = all(Facts::kinds).or_else(|| all(Facts::inferred));
        for open in &flat.open {
            let members = open.members(&self.list).to_vec();
            let each: Option<Vec<Kinds>> = members.into_iter().map(|member| self.kinds_of(member)).collect();
            if let Some(each) = each {
                let any = each.into_iter().fold(Kinds::default(), Kinds::or);
                kinds = Some(kinds.map_or(any, |kinds| kinds.and(any)));
            }
        }
        self.kinds_depth -= 1;
        self.kinds.insert(fact, kinds);
        kinds
    }
}
