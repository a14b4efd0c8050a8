//! What the values of a conjunction look like.

use super::facts::{Combined, FactId, Facts, Kinds, kind_name};
use super::flat::{Flat, Key, Part};
use super::node::Builder;
use super::{Member, Shape, Union, Use};
use crate::diag::{Spot, code};
use crate::ir::JsonKind;
use serde_json::{Number, Value};

impl Builder<'_> {
    /// The shape of a conjunction, and whether null is a value too.
    pub(super) fn shape(&mut self, key: &[Part], flat: &Flat) -> (Shape, bool) {
        let nullable = flat.facts.iter().any(|fact| self.list[*fact].nullable);
        if let Some(never) = flat.facts.iter().find(|fact| self.list[**fact].always == Some(false)) {
            let at = self.list[*never].at.clone();
            self.diags.report(&code::NO_VALUE, &at, "no value is valid here: any JSON value is accepted");
            return (Shape::Never, nullable);
        }
        if let Some(union) = self.union(key, flat) {
            return union;
        }
        let kinds = match self.kinds_of_all(flat) {
            Ok(kinds) => kinds,
            Err(conflict) => return (conflict, nullable),
        };
        let nullable = nullable || kinds.contains(JsonKind::Null);
        if let Some(shape) = self.enumeration(flat, kinds) {
            return (shape, nullable);
        }
        let shape = match kinds.without(JsonKind::Null).iter().collect::<Vec<_>>().as_slice() {
            [] if kinds.is_empty() => Shape::Any,
            [] => Shape::Null,
            [kind] => self.one_kind(*kind, flat),
            _ if kinds == Kinds::ALL || kinds == Kinds::ALL.without(JsonKind::Integer) => Shape::Any,
            several => self.several_kinds(several, flat),
        };
        (shape, nullable)
    }

    /// The kinds that every record allows; null counts only where it is spelt out.
    fn kinds_of_all(&mut self, flat: &Flat) -> Result<Kinds, Shape> {
        let mut so_far: Option<(Kinds, FactId)> = None;
        for fact in &flat.facts {
            let kinds = self.list[*fact].kinds();
            let Some((before, first)) = so_far else {
                so_far = (!kinds.is_empty()).then_some((kinds, *fact));
                continue;
            };
            if kinds.is_empty() {
                continue;
            }
            let both = before.and(kinds);
            if both.without(JsonKind::Null).is_empty() && !before.without(JsonKind::Null).is_empty() {
                return Err(self.kind_conflict((before, first), (kinds, *fact)));
            }
            so_far = Some((both, first));
        }
        let inferred = || {
            let each = flat.facts.iter().map(|fact| self.list[*fact].inferred());
            each.fold(Kinds::default(), Kinds::or)
        };
        Ok(so_far.map_or_else(inferred, |(kinds, _)| kinds))
    }

    fn kind_conflict(&mut self, a: (Kinds, FactId), b: (Kinds, FactId)) -> Shape {
        let name = |kinds: Kinds| kinds.iter().map(kind_name).collect::<Vec<_>>().join(" or ");
        let (at, other) = (self.list[a.1].at.clone(), self.list[b.1].at.clone());
        self.conflict(&at, &other, format_args!("{} and {}", name(a.0), name(b.0)))
    }

    /// `enum` and `const`: what all of them list. `None` where there is none that Rust can list.
    fn enumeration(&mut self, flat: &Flat, kinds: Kinds) -> Option<Shape> {
        let mut values: Option<(Vec<Value>, FactId)> = None;
        let mut constant = false;
        for fact in &flat.facts {
            let Some(listed) = self.listed(*fact) else { continue };
            constant |= self.list[*fact].listed.constant.is_some();
            values = match values {
                None => Some((listed, *fact)),
                Some((before, first)) => {
                    let both: Vec<Value> = before
                        .into_iter()
                        .filter(|value| listed.iter().any(|other| equal(value, other)))
                        .collect();
                    if both.is_empty() {
                        let (at, other) = (self.list[first].at.clone(), self.list[*fact].at.clone());
                        return Some(self.conflict(&at, &other, "the values listed"));
                    }
                    Some((both, first))
                }
            };
        }
        let (values, fact) = values?;
        let values = distinct(values.into_iter().filter(|value| !value.is_null()));
        let at = self.list[fact].at.clone();
        match values.as_slice() {
            [] => Some(Shape::Null),
            [Value::Bool(_), Value::Bool(_)] => Some(Shape::Boolean),
            [value] if constant && is_listable(value) => Some(Shape::Const(value.clone())),
            _ if values.iter().all(is_listable) => Some(Shape::Enum(values)),
            _ if kinds
                .iter()
                .all(|kind| matches!(kind, JsonKind::Integer | JsonKind::Number | JsonKind::Null)) =>
            {
                Some(Shape::Number(None))
            }
            _ => {
                self.diags.report(
                    &code::ENUM_OF_OBJECTS,
                    &at,
                    "objects and arrays are listed as values: the list is not checked",
                );
                self.list[fact].types.is_empty().then_some(Shape::Any)
            }
        }
    }

    /// The values that one record lists. Where `type` excludes all of them, the type is believed and the values are
    /// read as that type, as YAML without quotes makes them: `type: string, enum: [1, 2]`.
    fn listed(&mut self, fact: FactId) -> Option<Vec<Value>> {
        let facts = &self.list[fact];
        let values = facts.listed.constant.as_ref().map(std::slice::from_ref);
        let values = values.or(facts.listed.enumeration.as_deref())?;
        let types = facts.types;
        let fits = |value: &Value| types.is_empty() || value.is_null() || Kinds::of(value).within(types);
        if values.iter().all(fits) {
            return Some(values.to_vec());
        }
        let converted: Vec<Value> = values.iter().filter_map(|value| convert(value, types)).collect();
        let at = facts.at.key(if facts.listed.constant.is_some() { "const" } else { "enum" });
        let message = if converted.is_empty() {
            "none of the values is of the schema's type: the list is ignored"
        } else {
            "not every value is of the schema's type: values are read as that type where they can be"
        };
        self.diags.report(&code::ENUM_VALUE_TYPE, &at, message);
        (!converted.is_empty()).then_some(converted)
    }

    fn one_kind(&mut self, kind: JsonKind, flat: &Flat) -> Shape {
        let format = flat.facts.iter().rev().find_map(|fact| self.list[*fact].format.clone());
        match kind {
            JsonKind::Null => Shape::Null,
            JsonKind::Boolean => Shape::Boolean,
            JsonKind::Integer => Shape::Integer(format),
            JsonKind::Number => Shape::Number(format),
            JsonKind::String => Shape::String(format),
            JsonKind::Array => self.array(flat),
            JsonKind::Object => self.object(flat),
        }
    }

    /// `type: [string, integer]` is a union of what the schema is as each of the types.
    fn several_kinds(&mut self, kinds: &[JsonKind], flat: &Flat) -> Shape {
        let bare: Key = flat.facts.iter().map(|fact| Part::bare(*fact)).collect();
        let at = bare.first().map(|part| self.list[part.fact].at.clone()).unwrap_or_default();
        let members = kinds.iter().map(|kind| {
            let only = Facts { at: at.clone(), types: Kinds::one(*kind), ..Facts::default() };
            // Integers are numbers too: what both say of numbers would again be both.
            let mut key = if *kind == JsonKind::Number { Key::new() } else { bare.clone() };
            key.push(Part::bare(self.list.push(only)));
            let value = self.use_of(key);
            Member { value: Use { docs: Default::default(), ..value }, component: None, tags: Vec::new() }
        });
        Shape::Union(Union { members: members.collect(), discriminator: None, exclusive: true })
    }

    /// `items` and `prefixItems` (JSON Schema 2020-12 section 10.3.1).
    fn array(&mut self, flat: &Flat) -> Shape {
        let prefix =
            flat.facts.iter().map(|fact| self.list[*fact].array.prefix_items.len()).max().unwrap_or_default();
        let items: Vec<FactId> = flat.facts.iter().filter_map(|fact| self.list[*fact].array.items).collect();
        if prefix == 0 {
            return Shape::List(self.all_of(&items));
        }
        let columns: Vec<Vec<FactId>> = (0..prefix)
            .map(|i| {
                flat.facts
                    .iter()
                    .filter_map(|fact| self.list[*fact].array.prefix_items.get(i))
                    .copied()
                    .collect()
            })
            .collect();
        let limits = flat.facts.iter().map(|fact| &self.list[*fact].constraints);
        let least = limits.clone().filter_map(|limits| limits.min_items).max().unwrap_or_default();
        let most = limits.filter_map(|limits| limits.max_items).min();
        let closed = items.iter().any(|id| self.list[*id].always == Some(false));
        let length = prefix as u64;
        if least >= length && (closed || most.is_some_and(|most| most <= length)) {
            return Shape::Tuple(columns.iter().map(|column| self.all_of(column)).collect());
        }
        let at = flat.facts.first().map(|fact| self.list[*fact].at.clone()).unwrap_or_default();
        self.diags.report(
            &code::OPEN_TUPLE,
            &at,
            format_args!("the length is not fixed: this is a list; `minItems: {prefix}` and `maxItems: {prefix}` make it a tuple"),
        );
        if closed || !items.is_empty() {
            let rest = items.iter().filter(|id| self.list[**id].always != Some(false));
            let any: Vec<FactId> = columns.into_iter().flatten().chain(rest.copied()).collect();
            return Shape::List(self.any_of(any, &at));
        }
        Shape::List(self.all_of(&[]))
    }

    /// The conjunction of some schemas; of none, any value.
    pub(super) fn all_of(&mut self, facts: &[FactId]) -> Use {
        match facts {
            [only] => self.use_of(vec![Part::whole(*only)]),
            _ => self.use_of(facts.iter().map(|fact| Part::conjunct(*fact)).collect()),
        }
    }

    /// The disjunction of some schemas.
    pub(super) fn any_of(&mut self, facts: Vec<FactId>, at: &Spot) -> Use {
        let mut distinct: Vec<FactId> = Vec::new();
        for fact in facts {
            if distinct.len() > 100 || !distinct.iter().any(|other| self.list.same(*other, fact)) {
                distinct.push(fact);
            }
        }
        if let [only] = distinct.as_slice() {
            return self.use_of(vec![Part::whole(*only)]);
        }
        let combined = Combined { any_of: distinct, ..Combined::default() }.into();
        let any = Facts { at: at.clone(), combined, ..Facts::default() };
        let any = self.list.push(any);
        self.use_of(vec![Part::whole(any)])
    }
}

/// Equality of JSON values in the sense of JSON Schema: numbers by value.
fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => super::compare(a, b).is_eq(),
        _ => a == b,
    }
}

fn distinct(values: impl Iterator<Item = Value>) -> Vec<Value> {
    let mut texts = std::collections::HashSet::new();
    let mut out: Vec<Value> = Vec::new();
    for value in values.map(integral) {
        if texts.insert(value.to_string()) {
            out.push(value);
        }
    }
    out.shrink_to_fit();
    out
}

/// `1.0` is the integer 1 (JSON Schema 2020-12 section 4.2.2).
fn integral(value: Value) -> Value {
    let number = value.as_f64().filter(|n| value.is_f64() && n.fract() == 0.0 && n.abs() < 9e15);
    number.map_or(value, |n| Value::Number(Number::from(n as i64)))
}

/// Whether an enum in Rust can have it: text, an integer of 64 bits, a boolean.
fn is_listable(value: &Value) -> bool {
    match value {
        Value::String(_) | Value::Bool(_) => true,
        Value::Number(n) => n.is_i64() || n.is_u64(),
        _ => false,
    }
}

/// A value read as one of the types.
fn convert(value: &Value, types: Kinds) -> Option<Value> {
    if value.is_null() || Kinds::of(value).within(types) {
        return Some(value.clone());
    }
    match value {
        Value::Number(_) | Value::Bool(_) if types.contains(JsonKind::String) => {
            Some(Value::String(value.to_string()))
        }
        Value::String(text) if types.contains(JsonKind::Integer) => text.parse::<i64>().ok().map(Value::from),
        Value::String(text) if types.contains(JsonKind::Boolean) => {
            text.parse::<bool>().ok().map(Value::from)
        }
        _ => None,
    }
}
