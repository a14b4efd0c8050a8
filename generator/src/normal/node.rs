//! The builder of schemas: one node for each conjunction that something asks for.

use super::docs;
use super::facts::{FactId, Facts, Kinds};
use super::flat::{Choice, Flat, Key, Open, Part};
use super::read::FactsList;
use super::{Schema, SchemaId, Shape, Use};
use crate::diag::{Diagnostic, Diagnostics, Spot, code};
use crate::ir::JsonKind;
use openapiv3 as oa;
use std::collections::{BTreeMap, HashMap};

/// Builds schemas from facts.
pub(super) struct Builder<'a> {
    pub list: FactsList,
    pub diags: &'a mut Diagnostics,
    /// The children of each parent that has a discriminator.
    pub children: HashMap<FactId, Vec<FactId>>,
    schemas: Vec<Schema>,
    known: HashMap<Key, SchemaId>,
    queue: Vec<Key>,
    /// The index of the node that is being built.
    building: usize,
    /// Impossible combinations, by index of their node.
    conflicts: BTreeMap<usize, Diagnostic>,
    /// What the document uses directly.
    roots: Vec<SchemaId>,
    kinds: HashMap<FactId, Option<Kinds>>,
    kinds_depth: u32,
    /// How much work is left before everything becomes "any value".
    fuel: u64,
}

/// Work that any honest document stays far below: the largest known (13 MB) needs about a tenth of it.
const FUEL: u64 = 20_000_000;

/// Conjunctions of more parts than this are not searched for parts that add nothing.
const MAX_REDUCED: usize = 64;

/// Choices nested deeper than this are not followed to see which kinds they allow.
const MAX_DEPTH: u32 = 500;

impl<'a> Builder<'a> {
    pub fn new(list: FactsList, diags: &'a mut Diagnostics) -> Self {
        Builder {
            list,
            diags,
            children: HashMap::new(),
            schemas: Vec::new(),
            known: HashMap::new(),
            queue: Vec::new(),
            building: 0,
            conflicts: BTreeMap::new(),
            roots: Vec::new(),
            kinds: HashMap::new(),
            kinds_depth: 0,
            fuel: FUEL,
        }
    }

    /// Reads a schema and says how it is used where it stands.
    pub fn read(&mut self, schema: &oa::ReferenceOr<oa::Schema>, at: Spot) -> Use {
        let fact = self.list.read(schema, at);
        self.root(fact)
    }

    /// Says how a schema is used that stands somewhere by itself.
    pub fn root(&mut self, fact: FactId) -> Use {
        let value = self.use_of(vec![Part::whole(fact)]);
        self.roots.push(value.schema);
        value
    }

    /// Builds everything that was asked for, and everything that asks for.
    pub fn finish(mut self) -> Vec<Schema> {
        let mut next = 0;
        while let Some(key) = self.queue.get(next).cloned() {
            self.building = next;
            self.schemas[next] = self.build(&key);
            next += 1;
        }
        let reached = super::impossible::prune(&mut self.schemas, &self.roots);
        for (index, conflict) in std::mem::take(&mut self.conflicts) {
            if reached.get(index) == Some(&true) {
                self.diags.push(conflict);
            }
        }
        super::combine::hoist_null(&mut self.schemas);
        self.report_siblings();
        self.schemas
    }

    /// Takes from the budget; `false` once it is spent.
    pub fn spend(&mut self, amount: u64, at: &Spot) -> bool {
        if self.fuel > 0 && self.fuel <= amount {
            self.diags.report(
                &code::SCHEMA_TOO_COMPLEX,
                at,
                "the document combines its schemas in too many ways: from here on they are read as any JSON value",
            );
        }
        self.fuel = self.fuel.saturating_sub(amount);
        self.fuel > 0
    }

    /// How a conjunction is used where it stands: layers that only annotate are peeled off, what remains is a node.
    pub fn use_of(&mut self, key: Key) -> Use {
        let at = key.first().map(|part| self.list[part.fact].at.clone()).unwrap_or_default();
        let mut outer = Use {
            schema: SchemaId(0),
            nullable: false,
            docs: Default::default(),
            read_only: false,
            write_only: false,
            constraints: Default::default(),
            at: at.clone(),
        };
        let mut key = self.canonical(key);
        let mut seen = Vec::new();
        while let Some(inner) = self.peel(&key, &mut outer) {
            if seen.contains(&inner) || seen.len() > 100 || !self.spend(1, &at) {
                self.diags.report(
                    &code::SCHEMA_CYCLE,
                    &at,
                    "this schema leads only to itself: any JSON value is accepted",
                );
                key = Vec::new();
                break;
            }
            seen.push(key);
            key = self.canonical(inner);
        }
        if let [part] = key.as_slice() {
            let facts = &self.list[part.fact];
            outer.read_only |= facts.read_only;
            outer.write_only |= facts.write_only;
            if facts.component.is_none() {
                outer.docs.add(&facts.docs, docs::fill);
            }
        }
        outer.schema = self.node(key, &at);
        outer
    }

    /// One way of writing what means the same: `children` only counts where there are any.
    fn canonical(&self, mut key: Key) -> Key {
        for part in &mut key {
            part.children |= !self.children.contains_key(&part.fact);
        }
        key
    }

    /// The node of a conjunction.
    fn node(&mut self, key: Key, at: &Spot) -> SchemaId {
        let key = if self.fuel == 0 { Key::new() } else { key };
        if let Some(id) = self.known.get(&key) {
            return *id;
        }
        let id = SchemaId(self.schemas.len() as u32);
        self.schemas.push(Schema { at: at.clone(), ..Schema::default() });
        self.queue.push(key.clone());
        self.known.insert(key, id);
        id
    }

    /// Takes one layer off: `None` where there is none that only annotates.
    fn peel(&mut self, key: &[Part], outer: &mut Use) -> Option<Key> {
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
        let all = facts.reference.flatten().into_iter().chain(facts.all_of.iter().copied());
        let (null, inner): (Key, Key) = all.map(Part::conjunct).partition(|part| self.is_null(part.fact));
        match self.open(part).as_slice() {
            // `allOf` with null as one element excludes every value; what is meant is that null may stand here.
            [] if !inner.is_empty() => Some((inner, !null.is_empty())),
            [open] if inner.is_empty() && facts.discriminator.is_none() => {
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
        if part.one_of && !facts.one_of.is_empty() {
            open.push(Open { fact: part.fact, choice: Choice::OneOf });
        }
        if part.any_of && !facts.any_of.is_empty() {
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

    /// Whether a schema allows null and nothing else, by its own keywords.
    pub fn is_null(&self, fact: FactId) -> bool {
        let facts = &self.list[fact];
        facts.reference.is_none() && facts.combines_nothing() && facts.kinds() == Kinds::one(JsonKind::Null)
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
        let combines = part.deep && (facts.reference.is_some() || !facts.all_of.is_empty());
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

    /// The kinds that a conjunction is known to allow; empty = not known.
    fn implied(&mut self, key: &[Part]) -> Kinds {
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
        let whole =
            part.deep && (part.one_of || facts.one_of.is_empty()) && (part.any_of || facts.any_of.is_empty());
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

    /// Builds a node.
    fn build(&mut self, key: &[Part]) -> Schema {
        let flat = Flat::new(&self.list, key);
        let at = key.first().map(|part| self.list[part.fact].at.clone()).unwrap_or_default();
        let mut schema = Schema { at: at.clone(), ..Schema::default() };
        if key.is_empty() || !self.spend(flat.steps, &at) {
            return schema;
        }
        if let [part] = key {
            let facts = &self.list[part.fact];
            let parent = self.children.contains_key(&part.fact) && !part.children;
            let name = if part.deep { facts.component.clone() } else { None };
            (schema.component, schema.parent) = if parent { (None, name) } else { (name, None) };
        }
        self.annotate(key, &mut schema);
        for fact in &flat.facts {
            schema.constraints.add(&self.list[*fact].constraints, docs::tighten);
            schema.value_docs.extend(self.list[*fact].value_docs.iter().cloned());
        }
        // References that lead only to one another are reported where they are read.
        let says_something = |fact: &FactId| {
            let facts = &self.list[*fact];
            !facts.all_of.is_empty() || !facts.says_nothing(&self.list, Kinds::default())
        };
        if flat.circular.is_some() && flat.facts.iter().any(says_something) {
            let message = "`allOf` leads back to this schema: it counts once";
            self.diags.report(&code::SCHEMA_CYCLE, &at, message);
        }
        let (shape, nullable) = self.shape(key, &flat);
        schema.shape = shape;
        schema.nullable = nullable;
        schema
    }

    /// What a conjunction's own layers say for people; nothing of what is referred to.
    fn annotate(&self, key: &[Part], schema: &mut Schema) {
        for part in key.iter().rev() {
            let facts = &self.list[part.fact];
            schema.docs.add(&facts.docs, docs::fill);
            schema.extensions.extend(facts.extensions.iter().cloned());
            if part.deep {
                for member in &facts.all_of {
                    let facts = &self.list[*member];
                    schema.docs.add(&facts.docs, docs::fill);
                    schema.extensions.extend(facts.extensions.iter().cloned());
                }
            }
        }
    }

    /// A node that takes no value, for an impossible combination. Reported once it is clear that the node is more than a
    /// member of a union that has others.
    pub fn conflict(&mut self, at: &Spot, other: &Spot, what: impl std::fmt::Display) -> Shape {
        let other = crate::diag::Pointer::from(other);
        let message =
            format_args!("{what} here and at {other} exclude each other: any JSON value is accepted");
        self.conflicts.insert(self.building, Diagnostic::new(&code::ALL_OF_CONFLICT, at, message));
        Shape::Never
    }
}
