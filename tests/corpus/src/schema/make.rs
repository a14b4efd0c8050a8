//! Makes instances of a schema, weighted to the edges.

use super::choice::Chooser;
use super::number;
use super::parts::{KINDS, Parts, list, spread};
use super::path::{Path, Step};
use super::text;
use super::world::{Costs, World};
use serde_json::{Map, Value, json};

/// How much of an object is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Every optional property, near the root.
    Full,
    /// No optional property.
    Least,
    /// Each alternative in turn.
    Mixed,
}

/// A place of an instance where a change has a known outcome. Places below a choice between members are not listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Site {
    /// One of several listed texts: an unlisted one must be kept.
    Listed(Path),
    /// A property that must be there.
    Required(Path),
    /// A value that is of one of these kinds.
    Kinds(Path, Vec<&'static str>),
}

/// Deeper than this, objects hold what is required and unions take the shortest way out.
const SHALLOW: usize = 5;
/// Deeper than this, an instance is given up.
const DEEPEST: usize = 48;
/// After this many values, an instance is brought to its end.
const FUEL: usize = 250;

/// An extra property that a schema neither names nor describes: a client may drop it.
pub const UNLISTED: &str = "corpus_unlisted";

/// Makes instances.
pub struct Maker<'a> {
    world: &'a World<'a>,
    /// Public so that the caller can ask whether an instance brought anything new.
    pub chooser: Chooser,
    costs: Costs,
    fuel: usize,
    fill: Fill,
    path: Path,
    sites: Vec<Site>,
    /// How many choices between members are above.
    chosen: usize,
}

impl<'a> Maker<'a> {
    /// The same seed and the same questions give the same instances.
    pub fn new(world: &'a World<'a>, seed: u64) -> Self {
        Self {
            world,
            chooser: Chooser::new(seed),
            costs: Costs::default(),
            fuel: 0,
            fill: Fill::Mixed,
            path: Path::default(),
            sites: Vec::new(),
            chosen: 0,
        }
    }

    /// One instance and its sites; `None` where none was found this time.
    pub fn make(&mut self, schema: &'a Value, fill: Fill) -> Option<(Value, Vec<Site>)> {
        self.fuel = FUEL;
        self.fill = fill;
        self.path = Path::default();
        self.sites.clear();
        self.chosen = 0;
        let value = self.value(&[schema], &[])?;
        Some((value, std::mem::take(&mut self.sites)))
    }

    fn depth(&self) -> usize {
        self.path.0.len()
    }

    fn cheap(&self) -> bool {
        self.fuel == 0 || self.depth() > SHALLOW
    }

    /// A value for a conjunction of schemas; `tag` holds the texts that a discriminator allows here.
    fn value(&mut self, schemas: &[&'a Value], tag: &[Value]) -> Option<Value> {
        self.fuel = self.fuel.saturating_sub(1);
        if self.depth() > DEEPEST {
            return None;
        }
        if !tag.is_empty() {
            let index = self.chooser.rng().usize(..tag.len());
            return tag.get(index).cloned();
        }
        let cheap = self.cheap();
        let parts = spread(self.world, schemas, &mut self.chooser, &mut self.costs, cheap)?;
        self.chosen += usize::from(parts.chosen);
        let value = self.listed(&parts).or_else(|| self.of_kind(&parts));
        self.chosen -= usize::from(parts.chosen);
        value
    }

    /// A constant, a listed value, and now and then an example.
    fn listed(&mut self, parts: &Parts<'a>) -> Option<Value> {
        let constant = parts.each("const").next();
        if let Some(values) = parts.each("enum").find_map(Value::as_array) {
            let allowed: Vec<&Value> = values
                .iter()
                .filter(|value| parts.each("enum").filter_map(Value::as_array).all(|v| v.contains(value)))
                .collect();
            if constant.is_some_and(|constant| allowed.contains(&constant)) {
                return constant.cloned();
            }
            let index = self.chooser.pick(values, b'e', allowed.len());
            let value = (*allowed.get(index)?).clone();
            if self.chosen == 0 && value.is_string() && allowed.iter().filter(|v| v.is_string()).count() > 1 {
                self.sites.push(Site::Listed(self.path.clone()));
                self.kinds_site(parts);
            }
            return Some(value);
        }
        if constant.is_some() || self.chooser.rng().u8(..4) > 0 {
            return constant.cloned();
        }
        let first = |key| parts.each(key).next();
        let example = first("example").or_else(|| first("examples").and_then(|e| e.get(0)))?;
        let scalar = !example.is_object() && !example.is_array();
        let fits = parts.kinds().is_none_or(|kinds| kinds.contains(&kind_of(example)));
        (scalar && fits).then(|| example.clone())
    }

    fn kinds_site(&mut self, parts: &Parts<'a>) {
        if self.chosen > 0 || parts.each("type").next().is_none() {
            return;
        }
        if let Some(kinds) = parts.kinds() {
            self.sites.push(Site::Kinds(self.path.clone(), kinds));
        }
    }

    fn of_kind(&mut self, parts: &Parts<'a>) -> Option<Value> {
        let Some(kinds) = parts.kinds() else {
            return Some(self.anything(*parts.all.first()?));
        };
        let place = *parts.all.first()?;
        let index = match (self.cheap(), kinds.iter().position(|kind| *kind == "null")) {
            (true, Some(null)) => null,
            _ => self.chooser.pick(place, b'k', kinds.len()),
        };
        let kind = *kinds.get(index)?;
        self.kinds_site(parts);
        match kind {
            "null" => Some(Value::Null),
            "boolean" => Some((self.chooser.pick(place, b'b', 2) == 0).into()),
            "integer" => number::integer(place, &numeric(parts), &mut self.chooser),
            "number" => number::number(place, &numeric(parts), &mut self.chooser),
            "string" => self.text(parts),
            "array" => self.array(parts),
            _ => self.object(parts),
        }
    }

    fn text(&mut self, parts: &Parts<'a>) -> Option<Value> {
        let wanted = text::Wanted {
            format: parts.each("format").find_map(Value::as_str),
            pattern: parts.each("pattern").find_map(Value::as_str),
            least: most(parts, "minLength").unwrap_or_default(),
            most: least(parts, "maxLength"),
        };
        let made = text::text(*parts.all.first()?, &wanted, &mut self.chooser);
        let example =
            || parts.each("example").chain(parts.each("default")).find(|value| value.is_string()).cloned();
        made.map(Value::String).or_else(example)
    }

    fn array(&mut self, parts: &Parts<'a>) -> Option<Value> {
        let tuple: &'a [Value] = parts
            .all
            .iter()
            .map(|part| list(part, "prefixItems"))
            .find(|l| !l.is_empty())
            .unwrap_or_default();
        let items: Vec<&'a Value> = parts.each("items").collect();
        let contains: Option<&'a Value> = parts.each("contains").next();
        let low = most(parts, "minItems").unwrap_or_default().max(usize::from(contains.is_some()));
        let high = least(parts, "maxItems").unwrap_or(usize::MAX);
        if low > 200 {
            return None;
        }
        let mut lengths = vec![low];
        if !self.cheap() {
            lengths.extend([low + 1, tuple.len(), low.max(3), high.min(low + 5)]);
            lengths.retain(|length| (low..=high).contains(length));
        }
        let index = if self.fill == Fill::Full && lengths.len() > 1 {
            1 + self.chooser.pick(*parts.all.first()?, b'a', lengths.len() - 1)
        } else {
            self.chooser.pick(*parts.all.first()?, b'a', lengths.len())
        };
        let length = lengths.get(index).copied().unwrap_or(low);
        let unique = parts.each("uniqueItems").any(|value| value == true);
        let mut made: Vec<Value> = Vec::new();
        for position in 0..length {
            let schemas = match (tuple.get(position), contains) {
                (Some(own), _) => vec![own],
                (None, Some(wanted)) if position + 1 == length => {
                    items.iter().copied().chain([wanted]).collect()
                }
                _ => items.clone(),
            };
            match self.element(&schemas, &made, unique) {
                Some(value) => made.push(value),
                None if made.len() >= low => break,
                None => return None,
            }
        }
        Some(Value::Array(made))
    }

    /// One element; where they must differ, a few attempts at one that does.
    fn element(&mut self, schemas: &[&'a Value], before: &[Value], unique: bool) -> Option<Value> {
        for _ in 0..6 {
            let sites = self.sites.len();
            let value = self.below(Step::Index(before.len()), schemas, &[])?;
            if !unique || !before.contains(&value) {
                return Some(value);
            }
            self.sites.truncate(sites);
        }
        None
    }

    fn below(&mut self, step: Step, schemas: &[&'a Value], tag: &[Value]) -> Option<Value> {
        self.path.0.push(step);
        let value = self.value(schemas, tag);
        self.path.0.pop();
        value
    }

    fn object(&mut self, parts: &Parts<'a>) -> Option<Value> {
        let mut made = Map::new();
        let required: Vec<&str> =
            parts.all.iter().flat_map(|part| list(part, "required")).filter_map(Value::as_str).collect();
        let mut names: Vec<&'a str> = Vec::new();
        for name in parts.each("properties").filter_map(Value::as_object).flat_map(Map::keys) {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        for name in &names {
            let tag = parts.tags.iter().find(|(property, _)| property == name);
            let must = required.contains(name) || tag.is_some();
            self.property(
                parts,
                name,
                must,
                tag.map(|(_, values)| values.as_slice()).unwrap_or_default(),
                &mut made,
            )?;
        }
        for (property, values) in parts.tags.iter().filter(|(property, _)| !names.contains(property)) {
            made.insert((*property).to_owned(), values.first()?.clone());
        }
        for name in required.iter().filter(|name| !names.contains(*name)) {
            if !made.contains_key(*name) {
                let value = self.extra_value(parts, Step::Key((*name).to_owned()))?;
                made.insert((*name).to_owned(), value);
            }
        }
        self.extras(parts, &mut made)?;
        for (name, needed) in parts.each("dependentRequired").filter_map(Value::as_object).flatten() {
            for other in needed.as_array().into_iter().flatten().filter_map(Value::as_str) {
                if made.contains_key(name) && !made.contains_key(other) {
                    self.property(parts, other, true, &[], &mut made)?;
                }
            }
        }
        Some(Value::Object(made))
    }

    /// A property by name, if it is to be there.
    fn property(
        &mut self,
        parts: &Parts<'a>,
        name: &str,
        must: bool,
        tag: &[Value],
        made: &mut Map<String, Value>,
    ) -> Option<()> {
        let schemas: Vec<&'a Value> = parts
            .all
            .iter()
            .filter_map(|part| match part.get("properties").and_then(|p| p.get(name)) {
                Some(own) => Some(own),
                None if part.contains_key("properties") => part.get("additionalProperties"),
                None => None,
            })
            .collect();
        let present = must
            || match self.fill {
                _ if self.cheap() || schemas.is_empty() => false,
                Fill::Full => true,
                Fill::Least => false,
                Fill::Mixed => self.chooser.pick(*schemas.first()?, b'p', 2) == 0,
            };
        if !present {
            return Some(());
        }
        let sites = self.sites.len();
        let step = Step::Key(name.to_owned());
        match self.below(step.clone(), &schemas, tag) {
            Some(value) => {
                if must && self.chosen == 0 && tag.is_empty() {
                    self.sites.push(Site::Required(self.path.with(step)));
                }
                made.insert(name.to_owned(), value);
                Some(())
            }
            // An optional property that cannot be made is left out; one that must be there ends the attempt.
            None if !must => {
                self.sites.truncate(sites);
                Some(())
            }
            None => None,
        }
    }

    /// Properties beyond the named ones: described by the schema, or unknown to it.
    fn extras(&mut self, parts: &Parts<'a>, made: &mut Map<String, Value>) -> Option<()> {
        let described = parts.each("additionalProperties").any(|schema| schema != &Value::Bool(false))
            || !parts.all.iter().any(|part| part.contains_key("properties"));
        let closed = parts.each("additionalProperties").any(|schema| schema == &Value::Bool(false))
            || parts.each("unevaluatedProperties").next().is_some();
        let place = *parts.all.first()?;
        let low = most(parts, "minProperties").unwrap_or_default().min(50);
        let wanted = match (described && !closed, self.cheap() || self.fill == Fill::Least) {
            (true, false) => [0, 1, 3].get(self.chooser.pick(place, b'x', 3)).copied().unwrap_or_default(),
            _ => 0,
        };
        for (pattern, schema) in parts.each("patternProperties").filter_map(Value::as_object).flatten() {
            if self.fill != Fill::Least && self.chooser.pick(schema, b'q', 2) == 0 {
                let wanted = text::Wanted { pattern: Some(pattern), ..text::Wanted::default() };
                if let Some(name) = text::text(pattern.as_str(), &wanted, &mut self.chooser) {
                    let value = self.below(Step::Key(name.clone()), &[schema], &[])?;
                    made.insert(name, value);
                }
            }
        }
        if described && !closed {
            for _ in 0..wanted.max(low.saturating_sub(made.len())) {
                let Some(name) = self.extra_name(parts, made) else { break };
                let value = self.extra_value(parts, Step::Key(name.clone()))?;
                made.insert(name, value);
            }
        } else if !closed && self.fill != Fill::Least && self.chooser.pick(place, b'y', 4) == 1 {
            made.insert(UNLISTED.to_owned(), self.anything(place));
        }
        Some(())
    }

    fn extra_name(&mut self, parts: &Parts<'a>, made: &Map<String, Value>) -> Option<String> {
        const NAMES: &[&str] =
            &["extra", "Extra key", "ключ", "a.b/c~d", "", "type", "0", "$ref", "self", "another"];
        let names: Vec<&'a Value> = parts.each("propertyNames").collect();
        for _ in 0..8 {
            let name = if names.is_empty() {
                let index = self.chooser.pick(NAMES, b'z', NAMES.len());
                NAMES.get(index).map(|name| (*name).to_owned())?
            } else {
                let (sites, chosen) = (self.sites.len(), self.chosen);
                let value = self.value(&names, &[]);
                self.sites.truncate(sites);
                self.chosen = chosen;
                match value {
                    Some(Value::String(name)) => name,
                    _ => continue,
                }
            };
            let named = parts.each("properties").any(|properties| properties.get(&name).is_some());
            if !named && !made.contains_key(&name) {
                return Some(name);
            }
        }
        None
    }

    fn extra_value(&mut self, parts: &Parts<'a>, step: Step) -> Option<Value> {
        let schemas: Vec<&'a Value> = parts.each("additionalProperties").filter(|s| s.is_object()).collect();
        if schemas.is_empty() {
            return Some(self.anything(*parts.all.first()?));
        }
        self.below(step, &schemas, &[])
    }

    /// Any JSON at all; `place` must be part of the document.
    fn anything(&mut self, place: &'a Map<String, Value>) -> Value {
        let pool = [
            json!("text"),
            json!({"a": {"b": [1, null]}, "null": null, "": {}}),
            json!([1, "two", null, [], {"k": null}]),
            json!(9_007_199_254_740_993_i64),
            json!(u64::MAX),
            json!(1.5),
            json!(true),
            json!({}),
            json!([]),
            Value::Null,
        ];
        let index = self.chooser.pick(place, b'j', pool.len());
        pool.into_iter().nth(index).unwrap_or_default()
    }
}

/// The kind of a value, as [`Parts::kinds`] names it where whole numbers are not told apart.
fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// The kinds a value is not of, each as a value of that kind.
pub fn of_other_kind(kinds: &[&str], turn: usize) -> Option<Value> {
    let others: Vec<Value> = KINDS
        .into_iter()
        .filter(|kind| !(kinds.contains(kind) || *kind == "integer" && kinds.contains(&"number")))
        .filter_map(|kind| match kind {
            "object" => Some(json!({ "corpus": "wrong kind" })),
            "string" => Some(json!("wrong kind")),
            // A whole number would be an integer too.
            "number" => Some(json!(0.5)),
            "boolean" => Some(json!(true)),
            "array" => Some(json!(["wrong kind"])),
            _ => None,
        })
        .collect();
    let index = turn % others.len().max(1);
    others.into_iter().nth(index)
}

fn numeric<'a>(parts: &Parts<'a>) -> number::Wanted<'a> {
    let bound = |plain: &'static str, exclusive: &'static str, tighter: fn(f64, f64) -> bool| {
        let plain =
            parts.each(plain).filter_map(Value::as_f64).map(|value| (value, false)).collect::<Vec<_>>();
        let exclusive = parts.each(exclusive).filter_map(Value::as_f64).map(|value| (value, true));
        plain
            .into_iter()
            .chain(exclusive)
            .reduce(|a, b| if tighter(b.0, a.0) || (a.0 == b.0 && b.1) { b } else { a })
    };
    number::Wanted {
        format: parts.each("format").find_map(Value::as_str),
        low: bound("minimum", "exclusiveMinimum", |new, old| new > old),
        high: bound("maximum", "exclusiveMaximum", |new, old| new < old),
        step: parts.each("multipleOf").find_map(Value::as_f64),
    }
}

fn counts<'s>(parts: &'s Parts<'_>, key: &'s str) -> impl Iterator<Item = usize> + 's {
    parts.each(key).filter_map(Value::as_u64).filter_map(|count| usize::try_from(count).ok())
}

fn most(parts: &Parts<'_>, key: &str) -> Option<usize> {
    counts(parts, key).max()
}

fn least(parts: &Parts<'_>, key: &str) -> Option<usize> {
    counts(parts, key).min()
}
