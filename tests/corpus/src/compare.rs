//! What came back against what went in.
//!
//! Numbers are compared as numbers, the order of properties does not count. What may differ, and why, is the list
//! [`EXCUSES`]; everything else is a difference.

use crate::schema::glance::plausible;
use crate::schema::path::{Path, Step};
use crate::schema::world::World;
use serde_json::{Map, Number, Value};

/// One way in which what came back may differ from what went in.
pub struct Excuse {
    /// Short, for counting.
    pub id: &'static str,
    /// What may differ, and why.
    pub reason: &'static str,
    applies: fn(&Difference, &Place<'_>) -> bool,
}

/// All that may differ.
pub static EXCUSES: &[Excuse] = &[
    Excuse {
        id: "unknown-property",
        reason: "a property that no schema at its place names or describes is ignored: a client does not deny what a \
                 newer server adds, and has no field for it",
        applies: |difference, place| match (&difference.change, difference.path.0.last()) {
            (Change::Missing(_), Some(Step::Key(key))) => !place.names(key) && !place.describes(),
            _ => false,
        },
    },
    Excuse {
        id: "null-is-absent",
        reason: "the null of a property that may be absent is read as absent, except in three-valued types",
        applies: |difference, place| match (&difference.change, difference.path.0.last()) {
            (Change::Missing(Value::Null), Some(Step::Key(key))) => place.names(key) && !place.requires(key),
            _ => false,
        },
    },
    Excuse {
        id: "tag-is-written",
        reason: "a property that tells the members of a union apart, or has one possible value, is written even where it \
                 may be missing: whoever builds the value need not say it",
        applies: |difference, place| match (&difference.change, difference.path.0.last()) {
            (Change::Added(value), Some(Step::Key(key))) => place.is_tag(key) || place.is_only(value),
            _ => false,
        },
    },
    Excuse {
        id: "single-precision",
        reason: "a number of format float is compared as IEEE 754 binary32, which is what the format says",
        applies: |difference, place| match &difference.change {
            Change::Changed(Value::Number(was), Value::Number(is)) => {
                place.own("format").any(|format| format == "float") && single(was) == single(is)
            }
            _ => false,
        },
    },
];

/// A place where two values differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Where.
    pub path: Path,
    /// How.
    pub change: Change,
}

/// How two values differ.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Went in, did not come back.
    Missing(Value),
    /// Came back, never went in.
    Added(Value),
    /// Went in as the first, came back as the second.
    Changed(Value, Value),
}

/// The outcome of a comparison.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// The first difference without an excuse.
    pub first: Option<Difference>,
    /// Which excuses were used.
    pub excused: Vec<&'static str>,
}

/// Compares; `schemas` describe what went in.
pub fn compare(world: &World<'_>, schema: &Value, went_in: &Value, came_back: &Value) -> Outcome {
    let mut differences = Vec::new();
    collect(&Path::default(), went_in, came_back, &mut differences);
    let mut outcome = Outcome::default();
    for difference in differences {
        let place = Place::find(world, schema, went_in, &difference);
        match EXCUSES.iter().find(|excuse| (excuse.applies)(&difference, &place)) {
            Some(excuse) => outcome.excused.push(excuse.id),
            None if outcome.first.is_none() => outcome.first = Some(difference),
            None => {}
        }
    }
    outcome.excused.sort_unstable();
    outcome.excused.dedup();
    outcome
}

fn collect(path: &Path, went_in: &Value, came_back: &Value, out: &mut Vec<Difference>) {
    let changed =
        || Difference { path: path.clone(), change: Change::Changed(went_in.clone(), came_back.clone()) };
    match (went_in, came_back) {
        (Value::Object(a), Value::Object(b)) => members(path, a, b, out),
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (index, (a, b)) in a.iter().zip(b).enumerate() {
                collect(&path.with(Step::Index(index)), a, b, out);
            }
        }
        (Value::Number(a), Value::Number(b)) if equal(a, b) => {}
        (a, b) if a == b => {}
        _ => out.push(changed()),
    }
}

fn members(path: &Path, a: &Map<String, Value>, b: &Map<String, Value>, out: &mut Vec<Difference>) {
    for (key, value) in a {
        let path = path.with(Step::Key(key.clone()));
        match b.get(key) {
            Some(other) => collect(&path, value, other, out),
            None => out.push(Difference { path, change: Change::Missing(value.clone()) }),
        }
    }
    for (key, value) in b.iter().filter(|(key, _)| !a.contains_key(*key)) {
        let path = path.with(Step::Key(key.clone()));
        out.push(Difference { path, change: Change::Added(value.clone()) });
    }
}

/// Mathematically: `1`, `1.0` and `1e0` are one number; a double never equals an integer that it cannot hold.
fn equal(a: &Number, b: &Number) -> bool {
    match (whole(a), whole(b)) {
        (Some(a), Some(b)) => a == b,
        (None, None) => a.as_f64() == b.as_f64(),
        _ => false,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "only whole doubles far within the range are converted")]
fn whole(number: &Number) -> Option<i128> {
    let exact = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
    exact.or_else(|| number.as_f64().filter(|f| f.fract() == 0.0 && f.abs() < 1e30).map(|f| f as i128))
}

#[expect(clippy::cast_possible_truncation, reason = "rounding to single precision is the point")]
fn single(number: &Number) -> Option<f32> {
    number.as_f64().map(|value| value as f32)
}

/// Every schema that might apply at a place: of unions, every member that the value there might be of.
struct Place<'a> {
    /// The object that holds the property in question, or the parent array.
    above: Vec<&'a Map<String, Value>>,
    /// The value itself.
    own: Vec<&'a Map<String, Value>>,
}

impl<'a> Place<'a> {
    fn find(world: &World<'a>, schema: &'a Value, value: &Value, difference: &Difference) -> Self {
        let mut above = Vec::new();
        let mut own = open(world, vec![schema], Some(value));
        let mut value = Some(value);
        for step in &difference.path.0 {
            value = value.and_then(|value| match step {
                Step::Key(key) => value.get(key),
                Step::Index(index) => value.get(index),
            });
            let next = own.iter().flat_map(|schema| below(schema, step)).collect();
            above = std::mem::replace(&mut own, open(world, next, value));
        }
        Self { above, own }
    }

    fn own(&self, key: &str) -> impl Iterator<Item = &'a Value> {
        self.own.iter().filter_map(move |schema| schema.get(key))
    }

    fn names(&self, key: &str) -> bool {
        self.above.iter().any(|schema| schema.get("properties").and_then(|p| p.get(key)).is_some())
    }

    /// Whether a discriminator is of this name.
    fn is_tag(&self, key: &str) -> bool {
        let tag = |schema: &&Map<String, Value>| {
            schema.get("discriminator").and_then(|d| d.get("propertyName")).is_some_and(|name| name == key)
        };
        self.above.iter().any(tag)
    }

    /// Whether the schema lists this value and no other.
    fn is_only(&self, value: &Value) -> bool {
        let listed =
            |list: &Value| list.as_array().is_some_and(|list| list.iter().all(|other| other == value));
        self.own("const").any(|constant| constant == value) || self.own("enum").any(listed)
    }

    /// Whether properties beyond the named ones have a schema, or no property is named at all.
    fn describes(&self) -> bool {
        let explicit = |schema: &&Map<String, Value>| {
            schema.contains_key("patternProperties")
                || ["additionalProperties", "unevaluatedProperties"]
                    .iter()
                    .any(|key| schema.get(*key).is_some_and(|value| value != &Value::Bool(false)))
        };
        self.above.iter().any(explicit) || !self.above.iter().any(|schema| schema.contains_key("properties"))
    }

    fn requires(&self, key: &str) -> bool {
        let lists = |schema: &&&Map<String, Value>| {
            schema
                .get("required")
                .and_then(Value::as_array)
                .is_some_and(|names| names.iter().any(|name| name == key))
        };
        self.above.iter().find(lists).is_some()
    }
}

fn below<'a>(schema: &'a Map<String, Value>, step: &Step) -> Vec<&'a Value> {
    let object = |key: &str| schema.get(key).and_then(Value::as_object);
    match step {
        Step::Key(key) => match object("properties").and_then(|properties| properties.get(key)) {
            Some(own) => vec![own],
            None => {
                let patterns = object("patternProperties").into_iter().flat_map(Map::values);
                patterns.chain(schema.get("additionalProperties")).collect()
            }
        },
        Step::Index(index) => {
            let own = schema.get("prefixItems").and_then(|items| items.get(index));
            own.or_else(|| schema.get("items")).into_iter().chain(schema.get("contains")).collect()
        }
    }
}

/// Follows references, `allOf`, every plausible member of every union, conditions, and the families of discriminators.
fn open<'a>(
    world: &World<'a>,
    mut schemas: Vec<&'a Value>,
    value: Option<&Value>,
) -> Vec<&'a Map<String, Value>> {
    let fits = |schema: &&'a Value| value.is_none_or(|value| plausible(world, schema, value));
    let mut opened: Vec<&'a Map<String, Value>> = Vec::new();
    while let Some(schema) = schemas.pop() {
        let Value::Object(members) = schema else { continue };
        if opened.iter().any(|known| std::ptr::eq(*known, members)) {
            continue;
        }
        opened.push(members);
        if let Some(reference) = members.get("$ref").and_then(Value::as_str)
            && let Some(target) = world.resolve(reference)
        {
            schemas.push(target);
            if target.get("discriminator").is_some() {
                let family = world.descendants(reference).into_iter().filter_map(|r| world.resolve(r));
                schemas.extend(family.filter(fits));
            }
        }
        let list = |key: &str| members.get(key).and_then(Value::as_array).into_iter().flatten();
        schemas.extend(list("allOf"));
        schemas.extend(list("oneOf").chain(list("anyOf")).filter(fits));
        schemas.extend(["if", "then", "else"].iter().filter_map(|key| members.get(*key)));
    }
    opened
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn same(a: &Value, b: &Value) -> bool {
        let mut differences = Vec::new();
        collect(&Path::default(), a, b, &mut differences);
        differences.is_empty()
    }

    fn run(schema: Value, went_in: Value, came_back: Value) -> (Option<String>, Vec<&'static str>) {
        let root = json!({});
        let outcome = compare(&World::new(&root), &schema, &went_in, &came_back);
        (outcome.first.map(|difference| difference.path.to_string()), outcome.excused)
    }

    #[test]
    fn numbers_are_compared_as_numbers() {
        assert!(same(&json!(1), &json!(1.0)));
        assert!(same(&json!(-0.0), &json!(0)));
        assert!(!same(&json!(9_007_199_254_740_993_i64), &json!(9_007_199_254_740_992.0)));
        assert!(!same(&json!(1), &json!("1")));
        assert!(!same(&json!(u64::MAX), &json!(18_446_744_073_709_551_616.0)));
    }

    #[test]
    fn the_first_differing_path_is_told() {
        let schema = json!({"properties": {"items": {"items": {"properties": {"tax": {}}}}}});
        let (path, _) =
            run(schema, json!({"items": [{"tax": 1}, {"tax": 2}]}), json!({"items": [{"tax": 1}, {}]}));
        assert_eq!(path.as_deref(), Some("items[1].tax"));
    }

    #[test]
    fn an_unknown_property_may_go_but_a_described_one_may_not() {
        let named = json!({"properties": {"a": {}}});
        assert_eq!(run(named, json!({"a": 1, "b": 2}), json!({"a": 1})), (None, vec!["unknown-property"]));
        let described = json!({"properties": {"a": {}}, "additionalProperties": {}});
        assert_eq!(run(described, json!({"a": 1, "b": 2}), json!({"a": 1})).0.as_deref(), Some("b"));
        let free = json!({"type": "object"});
        assert_eq!(run(free, json!({"b": 2}), json!({})).0.as_deref(), Some("b"));
    }

    #[test]
    fn null_may_become_absent_where_absence_is_allowed() {
        let optional = json!({"properties": {"a": {"type": ["string", "null"]}}});
        assert_eq!(run(optional, json!({"a": null}), json!({})), (None, vec!["null-is-absent"]));
        let required = json!({"properties": {"a": {}}, "required": ["a"]});
        assert_eq!(run(required, json!({"a": null}), json!({})).0.as_deref(), Some("a"));
        let map = json!({"additionalProperties": {"type": ["string", "null"]}});
        assert_eq!(run(map, json!({"a": null}), json!({})).0.as_deref(), Some("a"));
    }

    #[test]
    fn only_members_that_the_value_might_be_of_count() {
        let schema = json!({"oneOf": [
            {"required": ["kind", "a"], "properties": {"kind": {"const": "x"}, "a": {"type": ["string", "null"]}}},
            {"required": ["kind"], "properties": {"kind": {"const": "y"}, "a": {"type": ["string", "null"]}}}
        ]});
        let y = json!({"kind": "y", "a": null});
        assert_eq!(run(schema.clone(), y, json!({"kind": "y"})), (None, vec!["null-is-absent"]));
        let x = json!({"kind": "x", "a": null});
        assert_eq!(run(schema, x, json!({"kind": "x"})).0.as_deref(), Some("a"));
    }

    #[test]
    fn a_member_that_the_value_is_not_of_asks_for_nothing() {
        let schema = json!({"anyOf": [
            {"required": ["a"], "properties": {"a": {"type": "string"}}},
            {"properties": {"a": {"type": ["string", "null"]}}}
        ]});
        assert_eq!(run(schema, json!({"a": null}), json!({})), (None, vec!["null-is-absent"]));
        let maps = json!({"anyOf": [
            {"properties": {"v": {"additionalProperties": {"type": "string"}}}},
            {"properties": {"v": {"properties": {"q": {"type": "string"}}}}}
        ]});
        let lost = run(maps, json!({"v": {"x": 1}}), json!({"v": {}}));
        assert_eq!(lost, (None, vec!["unknown-property"]));
    }

    #[test]
    fn nothing_may_be_invented() {
        let schema = json!({"properties": {"a": {"default": 1}}});
        assert_eq!(run(schema, json!({}), json!({"a": 1})).0.as_deref(), Some("a"));
    }

    #[test]
    fn single_precision_is_what_the_format_says() {
        let schema = json!({"properties": {"a": {"format": "float"}, "b": {"format": "double"}}});
        let exact = 37.774_929_5;
        let rounded = f64::from(37.774_93_f32);
        assert_eq!(run(schema.clone(), json!({"a": exact}), json!({"a": rounded})).1, ["single-precision"]);
        assert_eq!(run(schema, json!({"b": exact}), json!({"b": rounded})).0.as_deref(), Some("b"));
    }
}
