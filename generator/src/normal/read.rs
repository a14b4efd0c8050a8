//! Reads schemas: `openapiv3`'s model and the private extensions that `source::fit` left in it become [`Facts`].

pub(super) mod bounds;
mod reader;

use super::facts::{FactId, Facts, Kinds};
use super::http::Each;
use super::reference;
use super::sibling::Beside;
use crate::diag::Spot;
use crate::table::sibling::all_count;
use openapiv3 as oa;
use reader::Reader;
use std::collections::HashMap;

/// Schemas nested deeper than this are read as "any value"; `source` refuses documents long before.
const MAX_DEPTH: u32 = 1_000;

/// Every schema of a document.
#[derive(Debug, Default)]
pub(super) struct FactsList {
    list: Vec<Facts>,
    components: HashMap<String, FactId>,
    depth: u32,
    /// Whether keywords beside `$ref` count: since OpenAPI 3.1.
    siblings_count: bool,
    /// What was found beside references where it does not count.
    pub beside: Vec<Beside>,
}

impl std::ops::Index<FactId> for FactsList {
    type Output = Facts;
    fn index(&self, id: FactId) -> &Facts {
        &self.list[id.0 as usize]
    }
}

impl FactsList {
    /// Reads the component schemas, of which these are the names; from then on references can be followed. Each is dropped
    /// as soon as it is read: together they are most of a document.
    pub fn new(version: &str, names: &[String], schemas: Each<'_, oa::Schema>) -> Self {
        let mut this = FactsList { siblings_count: all_count(version), ..FactsList::default() };
        let at = Spot::default().key("components").key("schemas");
        for name in names {
            let id = this.push(Facts::default());
            this.components.insert(name.clone(), id);
        }
        for (name, schema) in schemas {
            let facts = this.facts((&schema).into(), at.key(&name));
            if let Some(place) = this.component(&name).and_then(|id| this.list.get_mut(id.0 as usize)) {
                *place = Facts { component: Some(name), ..facts };
            }
        }
        this
    }

    /// The component schema of that name.
    pub fn component(&self, name: &str) -> Option<FactId> {
        self.components.get(name).copied()
    }

    /// What a member of a combination refers to, if it is nothing but a reference; else itself.
    pub fn alias(&self, id: FactId) -> FactId {
        let facts = &self[id];
        match facts.reference {
            Some(Some(target)) if facts.combines_nothing() && facts.says_nothing(self, Kinds::default()) => {
                target
            }
            _ => id,
        }
    }

    /// Whether two schemas allow the same values, as far as can be seen without effort.
    pub fn same(&self, a: FactId, b: FactId) -> bool {
        self.same_within(a, b, &mut 1_000)
    }

    fn same_within(&self, a: FactId, b: FactId, fuel: &mut u32) -> bool {
        let (a, b) = (self.alias(a), self.alias(b));
        if a == b {
            return true;
        }
        if *fuel == 0 {
            return false;
        }
        *fuel -= 1;
        let (fa, fb) = (&self[a], &self[b]);
        let mut lists = |a: &[FactId], b: &[FactId]| {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.same_within(*a, *b, fuel))
        };
        let keywords = fa.component.is_none() && fb.component.is_none() && fa.own_keywords_equal(fb);
        keywords
            && lists(&fa.combined.one_of, &fb.combined.one_of)
            && lists(&fa.combined.any_of, &fb.combined.any_of)
            && lists(&fa.combined.all_of, &fb.combined.all_of)
            && lists(&fa.array.prefix_items, &fb.array.prefix_items)
            && lists(&fa.combined.conditional, &fb.combined.conditional)
            && lists(fa.array.items.as_slice(), fb.array.items.as_slice())
            && lists(fa.object.additional.as_slice(), fb.object.additional.as_slice())
            && lists(fa.object.property_names.as_slice(), fb.object.property_names.as_slice())
            && lists(&ids(&fa.object.properties), &ids(&fb.object.properties))
            && lists(&ids(&fa.object.pattern_properties), &ids(&fb.object.pattern_properties))
    }

    /// Adds a schema.
    pub fn push(&mut self, facts: Facts) -> FactId {
        self.list.push(facts);
        FactId(self.list.len() as u32 - 1)
    }

    /// Reads a schema that stands anywhere else than under the components.
    pub fn read(&mut self, schema: &oa::ReferenceOr<oa::Schema>, at: Spot) -> FactId {
        self.add(schema.into(), at)
    }

    fn add(&mut self, schema: Source<'_>, at: Spot) -> FactId {
        let facts = self.facts(schema, at);
        self.push(facts)
    }

    fn facts(&mut self, schema: Source<'_>, at: Spot) -> Facts {
        let facts = Facts { at, ..Facts::default() };
        match schema {
            Source::Reference(reference) => Facts { reference: Some(self.target(reference)), ..facts },
            Source::Schema(_) if self.depth == MAX_DEPTH => facts,
            Source::Schema(schema) => {
                self.depth += 1;
                let facts = Reader::new(self, facts).read(schema);
                self.depth -= 1;
                facts
            }
        }
    }

    /// Where a reference leads; `None` where it leads nowhere.
    fn target(&self, reference: &str) -> Option<FactId> {
        self.component(&reference::component(reference, "schemas")?)
    }
}

fn ids(named: &[(String, FactId)]) -> Vec<FactId> {
    named.iter().map(|(_, id)| *id).collect()
}

/// A schema or a reference to one: `openapiv3` has two types for it.
#[derive(Clone, Copy)]
enum Source<'a> {
    Reference(&'a str),
    Schema(&'a oa::Schema),
}

impl<'a> From<&'a oa::ReferenceOr<oa::Schema>> for Source<'a> {
    fn from(schema: &'a oa::ReferenceOr<oa::Schema>) -> Self {
        match schema {
            oa::ReferenceOr::Reference { reference } => Source::Reference(reference),
            oa::ReferenceOr::Item(schema) => Source::Schema(schema),
        }
    }
}

impl<'a> From<&'a oa::ReferenceOr<Box<oa::Schema>>> for Source<'a> {
    fn from(schema: &'a oa::ReferenceOr<Box<oa::Schema>>) -> Self {
        match schema {
            oa::ReferenceOr::Reference { reference } => Source::Reference(reference),
            oa::ReferenceOr::Item(schema) => Source::Schema(schema),
        }
    }
}
