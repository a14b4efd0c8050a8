//! Objects: the properties of all records of a conjunction, merged.

use super::facts::FactId;
use super::flat::{Flat, Part};
use super::node::Builder;
use super::{Object, Property, Shape, Use};
use crate::diag::code;
use indexmap::{IndexMap, IndexSet};

impl Builder<'_> {
    /// The object that a conjunction describes.
    pub(super) fn object(&mut self, flat: &Flat) -> Shape {
        let mut declared: IndexMap<String, Vec<FactId>> = IndexMap::new();
        for fact in &flat.facts {
            for (name, schema) in &self.list[*fact].object.properties {
                declared.entry(name.clone()).or_default().push(*schema);
            }
        }
        let at = flat.facts.first().map(|fact| self.list[*fact].at.clone()).unwrap_or_default();
        if !self.spend(declared.len() as u64, &at) {
            return Shape::Any;
        }
        let required: IndexSet<String> =
            flat.facts.iter().flat_map(|fact| self.list[*fact].object.required.iter().cloned()).collect();
        let mut properties: Vec<Property> = Vec::with_capacity(declared.len());
        for (name, schemas) in &declared {
            let value = self.property(schemas);
            properties.push(Property { name: name.clone(), value, required: required.contains(name) });
        }
        for (name, schemas) in self.conditional(flat, &declared) {
            let value = self.any_of(schemas, &at);
            properties.push(Property { name, value, required: false });
        }
        let rest = self.rest(flat);
        if rest.is_none() && !properties.is_empty() {
            self.undeclared(flat, &mut properties);
        }
        let names: Vec<FactId> =
            flat.facts.iter().filter_map(|fact| self.list[*fact].object.property_names).collect();
        let names = (!names.is_empty()).then(|| self.all_of(&names));
        let closed = flat.facts.iter().filter_map(|fact| self.list[*fact].object.additional);
        let closed =
            rest.is_none() && closed.into_iter().any(|schema| self.list[schema].always == Some(false));
        Shape::Object(Object { properties, rest, names, closed })
    }

    /// A property that several records declare must satisfy all of them; the last is the most specific, and what it
    /// says for people counts first.
    fn property(&mut self, schemas: &[FactId]) -> Use {
        let mut distinct: Vec<FactId> = Vec::new();
        for schema in schemas.iter().rev() {
            if !distinct.iter().any(|other| self.list.same(*other, *schema)) {
                distinct.push(*schema);
            }
        }
        match distinct.as_slice() {
            [only] => self.use_of(vec![Part::whole(*only)]),
            _ => {
                let mut value = self.use_of(distinct.iter().rev().map(|id| Part::conjunct(*id)).collect());
                for schema in &distinct {
                    let facts = &self.list[*schema];
                    value.docs.add(&facts.docs, super::docs::fill);
                    value.read_only |= facts.read_only;
                    value.write_only |= facts.write_only;
                    value.at = self.list[distinct[0]].at.clone();
                }
                value
            }
        }
    }

    /// Properties that only `then`, `else` or `dependentSchemas` declare: they may be there, so they get a field.
    fn conditional(
        &mut self,
        flat: &Flat,
        declared: &IndexMap<String, Vec<FactId>>,
    ) -> IndexMap<String, Vec<FactId>> {
        let mut found: IndexMap<String, Vec<FactId>> = IndexMap::new();
        for fact in &flat.facts {
            for branch in &self.list[*fact].combined.conditional {
                for part in Flat::new(&self.list, &[Part::conjunct(*branch)]).facts {
                    for (name, schema) in &self.list[part].object.properties {
                        if !declared.contains_key(name) {
                            found.entry(name.clone()).or_default().push(*schema);
                        }
                    }
                }
            }
        }
        found
    }

    /// `additionalProperties` and `patternProperties` (JSON Schema 2020-12 section 10.3.2). A closed object is left open:
    /// a client does not reject what a newer server adds.
    fn rest(&mut self, flat: &Flat) -> Option<Use> {
        let mut patterns: Vec<FactId> = Vec::new();
        let mut additional: Vec<FactId> = Vec::new();
        let (mut anything, mut closed) = (flat.dangling, false);
        for fact in &flat.facts {
            let facts = &self.list[*fact];
            patterns.extend(facts.object.pattern_properties.iter().map(|(_, schema)| *schema));
            match facts.object.additional.map(|schema| (schema, self.list[schema].always)) {
                Some((_, Some(true))) => anything = true,
                Some((_, Some(false))) => closed = true,
                None => {}
                Some((schema, None)) => additional.push(schema),
            }
        }
        let at = flat.facts.first().map(|fact| self.list[*fact].at.clone()).unwrap_or_default();
        match (patterns.is_empty(), additional.is_empty()) {
            (true, true) => anything.then(|| self.all_of(&[])),
            (true, false) => Some(self.all_of(&additional)),
            (false, _) if anything => Some(self.all_of(&[])),
            (false, true) if !closed && !self.matches_everything(flat) => {
                let message = "names that no pattern matches may hold anything: so do all; `additionalProperties: false` \
                               makes the values what the patterns say";
                self.diags.report(&code::OPEN_PATTERN, &at.key("patternProperties"), message);
                Some(self.all_of(&[]))
            }
            (false, _) => {
                patterns.extend(additional);
                Some(self.any_of(patterns, &at))
            }
        }
    }

    /// Whether one of the patterns is a way of writing "any name".
    fn matches_everything(&self, flat: &Flat) -> bool {
        const ANY: [&str; 10] = ["", ".", ".*", ".+", "^", "^.*$", "^.+$", "^.*", "^.+", "^(.*)$"];
        let mut patterns = flat.facts.iter().flat_map(|fact| &self.list[*fact].object.pattern_properties);
        patterns.any(|(pattern, _)| ANY.contains(&pattern.as_str()))
    }

    /// Names that are required but that no record declares: any value, and optional, since a list of names is where
    /// documents are most often out of date.
    fn undeclared(&mut self, flat: &Flat, properties: &mut Vec<Property>) {
        let mut added: Vec<(String, FactId)> = Vec::new();
        for fact in &flat.facts {
            for name in &self.list[*fact].object.required {
                let known =
                    properties.iter().any(|p| p.name == *name) || added.iter().any(|(n, _)| n == name);
                if !known {
                    added.push((name.clone(), *fact));
                }
            }
        }
        for (name, fact) in added {
            let at = self.list[fact].at.key("required");
            self.diags.report(
                &code::UNDECLARED_PROPERTY,
                &at,
                format_args!(
                    "`{name}` is required but not among the properties: it becomes an optional JSON value"
                ),
            );
            let value = Use { at, ..self.all_of(&[]) };
            properties.push(Property { name, value, required: false });
        }
    }
}
