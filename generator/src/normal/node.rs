//! The builder of schemas: one node for each conjunction that something asks for.

mod kinds;
mod peel;

use super::docs;
use super::facts::{FactId, Kinds};
use super::flat::{Flat, Key, Part};
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

    /// Whether a schema allows null and nothing else, by its own keywords.
    pub fn is_null(&self, fact: FactId) -> bool {
        let facts = &self.list[fact];
        facts.reference.is_none() && facts.combines_nothing() && facts.kinds() == Kinds::one(JsonKind::Null)
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
            schema.value_docs.extend(self.list[*fact].listed.docs.iter().cloned());
        }
        // References that lead only to one another are reported where they are read.
        let says_something = |fact: &FactId| {
            let facts = &self.list[*fact];
            !facts.combined.all_of.is_empty() || !facts.says_nothing(&self.list, Kinds::default())
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
                for member in &facts.combined.all_of {
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
