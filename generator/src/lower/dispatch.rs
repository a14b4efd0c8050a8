//! How the members of a union are told apart: what is known of each, and the proof that no value is of two.
//!
//! The rules, strongest first: a tag (a property that is a different constant in every member), the JSON kind, a key
//! that one member requires and the other does not know, a property that both know with values of different kinds.

use super::Lower;
use crate::ir::{Dispatch, JsonKind, Probe};
use crate::normal::{Kinds, Normal, Object, Property, Schema, SchemaId, Shape, kind_of};
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

/// Arrays of arrays are compared this deep.
const MAX_DEPTH: u32 = 8;

/// An enum of more values than this is not a list of tags.
const MAX_TAGS: usize = 8;

/// What is known of the values of a member.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub kinds: Kinds,
    /// The properties, if it is an object: what each holds and whether it is required.
    pub keys: BTreeMap<String, Key>,
    /// Whether it is an object that takes properties of any name.
    pub open: bool,
    /// What the elements are, if it is an array.
    pub items: Option<Element>,
}

/// The elements of an array.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element {
    pub schema: SchemaId,
    nullable: bool,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Key {
    pub required: bool,
    pub kinds: Kinds,
    /// The only values it can have, if they are listed.
    pub values: Option<Vec<Value>>,
}

impl Facts {
    /// The texts that a property must be one of, if it must be there.
    pub fn tags(&self, property: &str) -> Option<Vec<String>> {
        let values = self.keys.get(property)?.values.as_ref()?;
        let texts: Option<Vec<String>> =
            values.iter().map(|value| value.as_str().map(str::to_owned)).collect();
        texts.filter(|texts| texts.len() <= MAX_TAGS && !texts.is_empty())
    }

    /// Whether a property can be a text, as that of a discriminator is (OpenAPI 3.1, section 4.8.25), for all that is known.
    pub fn may_be_text(&self, property: &str) -> bool {
        let kinds = self.keys.get(property).map_or(Kinds::ALL, |key| key.kinds);
        kinds.is_empty() || kinds.contains(JsonKind::String)
    }

    fn requires(&self, name: &str) -> bool {
        self.keys.get(name).is_some_and(|key| key.required)
    }

    fn required(&self) -> usize {
        self.keys.values().filter(|key| key.required).count()
    }

    fn is_object(&self) -> bool {
        self.kinds == Kinds::one(JsonKind::Object)
    }
}

/// The kinds of JSON value that each schema takes, null included. Unions may contain themselves: this is the least
/// fixed point.
pub(super) fn all_kinds(normal: &Normal) -> Vec<Kinds> {
    let mut kinds = vec![Kinds::default(); normal.schemas.len()];
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); normal.schemas.len()];
    let mut queue: Vec<usize> = (0..normal.schemas.len()).rev().collect();
    for (index, schema) in normal.schemas.iter().enumerate() {
        if let Shape::Union(union) = &schema.shape {
            for member in &union.members {
                if let Some(users) = users.get_mut(member.value.schema.0 as usize) {
                    users.push(index);
                }
            }
        }
    }
    while let Some(index) = queue.pop() {
        let Some(schema) = normal.schemas.get(index) else { continue };
        let own = own_kinds(schema, &kinds);
        let own = if schema.nullable { own.with(JsonKind::Null) } else { own };
        if let Some(known) = kinds.get_mut(index)
            && *known != own
        {
            *known = own;
            queue.extend(users.get(index).into_iter().flatten());
        }
    }
    kinds
}

/// For each schema, the cycle of unions it is part of: unions that are members of each other without anything between
/// them have the same number. (Kosaraju's algorithm: the order of finishing, then the reverse graph.)
pub(super) fn union_cycles(normal: &Normal) -> Vec<usize> {
    let members = |index: usize| -> Vec<usize> {
        match normal.schemas.get(index).map(|schema| &schema.shape) {
            Some(Shape::Union(union)) => {
                union.members.iter().map(|member| member.value.schema.0 as usize).collect()
            }
            _ => Vec::new(),
        }
    };
    let mut reverse: Vec<Vec<usize>> = vec![Vec::new(); normal.schemas.len()];
    let mut seen = vec![false; normal.schemas.len()];
    let mut finished = Vec::new();
    for start in 0..normal.schemas.len() {
        let mut stack = vec![(start, false)];
        while let Some((index, done)) = stack.pop() {
            if done {
                finished.push(index);
            } else if seen.get(index) == Some(&false) {
                seen[index] = true;
                stack.push((index, true));
                for member in members(index) {
                    if let Some(users) = reverse.get_mut(member) {
                        users.push(index);
                    }
                    stack.push((member, false));
                }
            }
        }
    }
    let mut cycle = vec![usize::MAX; normal.schemas.len()];
    for root in finished.into_iter().rev() {
        let mut stack = vec![root];
        while let Some(index) = stack.pop() {
            if cycle.get(index) == Some(&usize::MAX) {
                cycle[index] = root;
                stack.extend(reverse.get(index).into_iter().flatten());
            }
        }
    }
    cycle
}

fn own_kinds(schema: &Schema, kinds: &[Kinds]) -> Kinds {
    match &schema.shape {
        Shape::Any | Shape::Never => Kinds::ALL,
        Shape::Null => Kinds::one(JsonKind::Null),
        Shape::Boolean => Kinds::one(JsonKind::Boolean),
        Shape::Integer(_) => Kinds::one(JsonKind::Integer),
        Shape::Number(_) => Kinds::one(JsonKind::Number).with(JsonKind::Integer),
        Shape::String(_) => Kinds::one(JsonKind::String),
        Shape::Enum(values) => values.iter().map(Kinds::of).fold(Kinds::default(), Kinds::or),
        Shape::Const(value) => Kinds::one(kind_of(value)),
        Shape::List(_) | Shape::Tuple(_) => Kinds::one(JsonKind::Array),
        Shape::Object(_) => Kinds::one(JsonKind::Object),
        Shape::Union(union) => {
            let members = union.members.iter().filter_map(|member| kinds.get(member.value.schema.0 as usize));
            members.copied().fold(Kinds::default(), Kinds::or)
        }
    }
}

impl Facts {
    /// What is known of a value that may be of another member as well.
    fn widen(&mut self, other: &Facts) {
        for (name, key) in &mut self.keys {
            key.required &= other.keys.contains_key(name);
        }
        for (name, key) in &other.keys {
            match self.keys.get_mut(name) {
                Some(known) => known.widen(key),
                None => {
                    self.keys.insert(name.clone(), Key { required: false, ..key.clone() });
                }
            }
        }
        self.kinds = self.kinds.or(other.kinds);
        self.open |= other.open;
        self.items = None;
    }
}

impl Key {
    fn widen(&mut self, other: &Key) {
        self.required &= other.required;
        self.kinds = self.kinds.or(other.kinds);
        match (&mut self.values, &other.values) {
            (Some(known), Some(more)) => known.extend(more.iter().cloned()),
            (values, _) => *values = None,
        }
    }
}

/// Whether reading a value as the wrong one of two members cannot go unnoticed. Scalars are safe in any order, since
/// each is read exactly or not at all; of an object, only properties count that its own member knows.
pub(super) fn disjoint(lower: &mut Lower<'_>, a: &Facts, b: &Facts, depth: u32) -> bool {
    let both = a.kinds.and(b.kinds);
    (!both.contains(JsonKind::Array) || lower.disjoint_elements(a.items, b.items, depth))
        && (!both.contains(JsonKind::Object) || decides(a, b) || decides(b, a) || clashes(a, b))
}

/// Whether `a` requires a key that `b` does not know.
fn decides(a: &Facts, b: &Facts) -> bool {
    !b.open && a.keys.iter().any(|(name, key)| key.required && !b.keys.contains_key(name))
}

/// Whether a value of `a` may be of `b` as well and have properties that only `b` names.
pub(super) fn shares_values(a: &Facts, b: &Facts) -> bool {
    a.is_object()
        && b.kinds.contains(JsonKind::Object)
        && b.keys.keys().any(|name| !a.keys.contains_key(name))
        && !clashes(a, b)
}

/// Whether some property that one requires cannot have a value that suits both.
fn clashes(a: &Facts, b: &Facts) -> bool {
    a.keys.iter().any(|(name, x)| {
        b.keys.get(name).is_some_and(|y| {
            let values = match (&x.values, &y.values) {
                (Some(x), Some(y)) => !x.iter().any(|value| y.contains(value)),
                _ => false,
            };
            (x.required || y.required) && (values || x.kinds.and(y.kinds).is_empty())
        })
    })
}

/// A property that is a different constant in every member: none where there is none; the same one whatever the order
/// of the document's keys.
pub(super) fn constant_tag(members: &[Rc<Facts>]) -> Option<String> {
    let first = members.first().filter(|_| members.len() > 1)?;
    let candidates = first.keys.keys().filter(|name| {
        let all = members.iter().all(|member| {
            member.is_object()
                && !member.open_to(name)
                && member.requires(name)
                && member.tags(name).is_some()
        });
        all && distinct(members.iter().filter_map(|member| member.tags(name)))
    });
    let score = |name: &&String| {
        let usual = ["type", "kind", "object", "event", "event_type", "status"];
        let single = members.iter().all(|member| member.tags(name).is_some_and(|tags| tags.len() == 1));
        (!single, usual.iter().position(|usual| usual == name).unwrap_or(usual.len()), (*name).clone())
    };
    candidates.min_by_key(score).cloned()
}

impl Facts {
    fn open_to(&self, name: &str) -> bool {
        self.open && !self.keys.contains_key(name)
    }
}

/// Whether no text occurs twice.
pub(super) fn distinct(lists: impl Iterator<Item = Vec<String>>) -> bool {
    let mut seen = std::collections::HashSet::new();
    lists.flatten().all(|text| seen.insert(text))
}

/// What selects each member, and the order in which they are tried where nothing selects one.
pub(super) fn by_shape(members: &[Rc<Facts>]) -> (Vec<Probe>, Dispatch) {
    let probe = |(index, member): (usize, &Rc<Facts>)| {
        let others = || members.iter().enumerate().filter(move |(i, _)| *i != index).map(|(_, other)| other);
        let decides = |name: &&String| {
            others().all(|other| {
                !other.kinds.contains(JsonKind::Object) || (!other.open && !other.keys.contains_key(*name))
            })
        };
        let unique: Vec<&String> = member.keys.keys().filter(decides).collect();
        let required: Vec<&String> = unique.iter().copied().filter(|name| member.requires(name)).collect();
        let keys = if required.is_empty() { unique } else { required };
        let alone = others().all(|other| !other.kinds.contains(JsonKind::Object));
        Probe {
            kinds: if member.kinds == Kinds::ALL { Vec::new() } else { member.kinds.iter().collect() },
            keys: if alone { Vec::new() } else { keys.into_iter().cloned().collect() },
        }
    };
    let probes = members.iter().enumerate().map(probe).collect();
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by_key(|index| {
        let member = members.get(*index);
        let number = member.is_some_and(|member| member.kinds.contains(JsonKind::Number));
        (
            number,
            member.is_some_and(|member| member.open),
            std::cmp::Reverse(member.map_or(0, |member| member.required())),
        )
    });
    (probes, Dispatch::Shape { order })
}

impl Lower<'_> {
    fn kinds_of(&self, schema: SchemaId) -> Kinds {
        self.kinds.get(schema.0 as usize).copied().unwrap_or(Kinds::ALL)
    }

    /// Whether an array of the one is never an array of the other, unless it is empty.
    fn disjoint_elements(&mut self, a: Option<Element>, b: Option<Element>, depth: u32) -> bool {
        let (Some(a), Some(b), 0..MAX_DEPTH) = (a, b, depth) else { return false };
        let null = |lower: &Self, e: Element| e.nullable || lower.kinds_of(e.schema).contains(JsonKind::Null);
        let scalars = self.kinds_of(a.schema).and(self.kinds_of(b.schema));
        let scalars = scalars.without(JsonKind::Object).without(JsonKind::Array);
        if (null(self, a) && null(self, b)) || !scalars.is_empty() {
            return false;
        }
        let (a, b) = (self.facts(a.schema), self.facts(b.schema));
        disjoint(self, &a, &b, depth + 1)
    }

    /// What is known of the values of a schema.
    pub(super) fn facts(&mut self, schema: SchemaId) -> Rc<Facts> {
        if let Some(known) = self.facts.get(&schema) {
            return known.clone();
        }
        let facts = match &self.normal[schema].shape {
            Shape::Union(_) => self.union_facts(schema),
            _ => self.own_facts(schema),
        };
        let facts = Rc::new(facts);
        self.facts.insert(schema, facts.clone());
        facts
    }

    /// A union is any of the members that it comes down to, however it is nested.
    fn union_facts(&mut self, schema: SchemaId) -> Facts {
        let mut seen = HashSet::from([schema]);
        let mut stack = vec![schema];
        let mut facts: Option<Facts> = None;
        while let Some(schema) = stack.pop() {
            match &self.normal[schema].shape {
                Shape::Union(union) => {
                    let members = union.members.iter().map(|member| member.value.schema);
                    stack.extend(members.filter(|member| seen.insert(*member)));
                }
                _ => {
                    let own = self.facts(schema);
                    match &mut facts {
                        Some(facts) => facts.widen(&own),
                        None => facts = Some((*own).clone()),
                    }
                }
            }
        }
        facts.unwrap_or_default()
    }

    fn own_facts(&self, schema: SchemaId) -> Facts {
        let kinds = self.kinds_of(schema).without(JsonKind::Null);
        match &self.normal[schema].shape {
            Shape::Object(object) => {
                let open = object.rest.is_some() || (object.properties.is_empty() && !object.closed);
                Facts { kinds, keys: self.keys(object), open, items: None }
            }
            Shape::List(item) => {
                let items = Element { schema: item.schema, nullable: item.nullable };
                Facts { kinds, items: Some(items), ..Facts::default() }
            }
            _ => Facts { kinds, ..Facts::default() },
        }
    }

    fn keys(&self, object: &Object) -> BTreeMap<String, Key> {
        let key = |property: &Property| {
            let schema = property.value.schema;
            let null = property.value.nullable || self.normal[schema].nullable;
            let values = match &self.normal[schema].shape {
                Shape::Const(value) => Some(vec![value.clone()]),
                Shape::Enum(values) => Some(values.clone()),
                _ => None,
            };
            let kinds = self.kinds_of(schema);
            let key = Key {
                required: property.required,
                kinds: if null { kinds.with(JsonKind::Null) } else { kinds },
                values: values.filter(|_| !null),
            };
            (property.name.clone(), key)
        };
        object.properties.iter().map(key).collect()
    }
}
