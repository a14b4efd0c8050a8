//! Conjunctions: which records of keywords hold together, with references and `allOf` followed.

use super::facts::FactId;
use super::read::FactsList;
use std::collections::HashMap;

/// References and `allOf` nested deeper than this lead nowhere.
const MAX_DEPTH: usize = 4_000;

/// One conjunct: a record, and which of its combining keywords still count besides its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Part {
    pub fact: FactId,
    /// `$ref` and `allOf`.
    pub deep: bool,
    pub one_of: bool,
    pub any_of: bool,
    /// The children of a parent with a discriminator.
    pub children: bool,
}

impl Part {
    /// All of it.
    pub fn whole(fact: FactId) -> Self {
        Part { fact, deep: true, one_of: true, any_of: true, children: true }
    }

    /// As one element of an `allOf`: a parent with a discriminator is meant without its other children.
    pub fn conjunct(fact: FactId) -> Self {
        Part { children: false, ..Part::whole(fact) }
    }

    /// Its own keywords alone.
    pub fn bare(fact: FactId) -> Self {
        Part { fact, deep: false, one_of: false, any_of: false, children: false }
    }

    fn and(self, other: Part) -> Part {
        Part {
            fact: self.fact,
            deep: self.deep || other.deep,
            one_of: self.one_of || other.one_of,
            any_of: self.any_of || other.any_of,
            children: self.children || other.children,
        }
    }
}

/// What a node is: parts that hold together. The order is that of the fields.
pub(super) type Key = Vec<Part>;

/// A keyword that says "one of these".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    OneOf,
    AnyOf,
}

/// A choice that has not been made yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Open {
    pub fact: FactId,
    pub choice: Choice,
}

impl Open {
    pub fn members(self, list: &FactsList) -> &[FactId] {
        match self.choice {
            Choice::OneOf => &list[self.fact].combined.one_of,
            Choice::AnyOf => &list[self.fact].combined.any_of,
        }
    }
}

/// A conjunction with every `$ref` and `allOf` followed.
#[derive(Debug, Default)]
pub(super) struct Flat {
    /// Records whose own keywords count, parents before what inherits from them.
    pub facts: Vec<FactId>,
    /// Choices yet to be made.
    pub open: Vec<Open>,
    /// Whether some reference leads nowhere.
    pub dangling: bool,
    /// A record that contains itself through references and `allOf` alone.
    pub circular: Option<FactId>,
    /// How many steps it took.
    pub steps: u64,
    seen: HashMap<FactId, Part>,
    active: Vec<FactId>,
}

impl Flat {
    pub fn new(list: &FactsList, key: &[Part]) -> Self {
        let mut flat = Flat::default();
        for part in key {
            flat.visit(list, *part);
        }
        flat.absorb(list);
        flat
    }

    /// Whether a record is part of the conjunction.
    pub fn contains(&self, fact: FactId) -> bool {
        self.seen.contains_key(&fact)
    }

    fn visit(&mut self, list: &FactsList, part: Part) {
        self.steps += 1;
        let facts = &list[part.fact];
        let before = self.seen.get(&part.fact).copied();
        self.seen.insert(part.fact, before.map_or(part, |before| before.and(part)));
        let new = |flag: fn(&Part) -> bool| flag(&part) && !before.is_some_and(|b| flag(&b));
        if self.active.len() >= MAX_DEPTH {
            self.dangling = true;
        } else if new(|p| p.deep) {
            self.active.push(part.fact);
            match facts.reference {
                Some(Some(target)) => self.visit(list, Part::conjunct(target)),
                Some(None) => self.dangling = true,
                None => {}
            }
            for member in &facts.combined.all_of {
                self.visit(list, Part::conjunct(*member));
            }
            self.active.pop();
        } else if part.deep && self.active.contains(&part.fact) {
            self.circular = Some(part.fact);
        }
        if before.is_none() {
            self.facts.push(part.fact);
        }
        if new(|p| p.one_of) && !facts.combined.one_of.is_empty() {
            self.open.push(Open { fact: part.fact, choice: Choice::OneOf });
        }
        if new(|p| p.any_of) && !facts.combined.any_of.is_empty() {
            self.open.push(Open { fact: part.fact, choice: Choice::AnyOf });
        }
    }

    /// A choice of which one member holds anyway is made: `x and (x or y)` is `x`. That is how a child that inherits
    /// from a parent whose `oneOf` lists the child comes out finite.
    fn absorb(&mut self, list: &FactsList) {
        let seen = &self.seen;
        let holds = |member: &FactId, owner: FactId| {
            let target = list.alias(*member);
            target != owner && seen.get(&target).is_some_and(|part| part.deep)
        };
        self.open.retain(|open| !open.members(list).iter().any(|member| holds(member, open.fact)));
    }
}
