//! The instances that a document is tested with, and what must become of each.

use crate::schema::dialect::lenient;
use crate::schema::judge::Judge;
use crate::schema::make::{Fill, Maker, Site, of_other_kind};
use crate::schema::path::{Path, Step};
use crate::schema::world::{World, components};
use crate::suite::INSTANCES;
use jsonschema::Validator;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// One instance of a component.
#[derive(Clone, Debug)]
pub struct Instance {
    /// The component, as a reference.
    pub of: String,
    /// JSON.
    pub value: Value,
    /// Where it came from, for the report.
    pub origin: Origin,
    /// What must become of it.
    pub expect: Expect,
}

/// Where an instance came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// The document (or the test suite) itself.
    Example,
    /// Made from the schema, valid.
    Made,
    /// Made, then one listed text replaced by one that is not listed.
    Unlisted,
    /// Made, then spoilt.
    Spoilt,
}

/// What must become of an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expect {
    /// Decodes, and encodes to the same.
    Same,
    /// Is refused, with an error that names this place; the text is the last key of the path.
    Refused {
        /// Where it was spoilt.
        path: String,
        /// What the error must mention.
        key: Option<String>,
    },
}

/// How many of each.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Valid instances made per component, at most.
    pub made: usize,
    /// Spoilt instances per component, at most.
    pub spoilt: usize,
}

/// What came of making instances.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// The instances, component by component.
    pub instances: Vec<Instance>,
    /// Examples in the document that its own schema refuses.
    pub wrong_examples: usize,
    /// Components that nothing satisfies as written, and something does once members may overlap.
    pub lenient: usize,
    /// Components that no instance was found for, and the validator's last word.
    pub without: Vec<(String, String)>,
    /// Components whose schema the validator could not compile, and why.
    pub unjudged: Vec<(String, String)>,
}

/// Makes the instances of some components of a converted document. `examples` come from the document, by reference.
/// Components that nothing satisfies as written are made again from their lenient form.
pub fn make(
    root: &Value,
    which: &[String],
    examples: &BTreeMap<String, Vec<Value>>,
    limits: Limits,
) -> Result<Made, String> {
    let mut made = pass(root, which, examples, limits)?;
    if !made.without.is_empty() {
        let again: Vec<String> = made.without.iter().map(|(of, _)| of.clone()).collect();
        let second = pass(&lenient(root), &again, &BTreeMap::new(), limits)?;
        made.instances.extend(second.instances);
        made.lenient = again.len() - second.without.len();
        made.without = second.without;
    }
    Ok(made)
}

fn pass(
    root: &Value,
    which: &[String],
    examples: &BTreeMap<String, Vec<Value>>,
    limits: Limits,
) -> Result<Made, String> {
    let judge = Judge::new(root.clone())?;
    let world = World::new(root);
    let references: Vec<Value> = which.iter().map(|pointer| serde_json::json!({ "$ref": pointer })).collect();
    let mut maker = Maker::new(&world, 20_260_401);
    let mut made = Made::default();
    for (of, reference) in which.iter().zip(&references) {
        let validator = match judge.of(of) {
            Ok(validator) => validator,
            Err(why) => {
                made.unjudged.push((of.to_owned(), why));
                continue;
            }
        };
        let before = made.instances.len();
        for value in examples.get(of).map(Vec::as_slice).unwrap_or_default() {
            if validator.is_valid(value) {
                push(&mut made, of, value.clone(), Origin::Example, Expect::Same);
            } else {
                made.wrong_examples += 1;
            }
        }
        component(&mut maker, reference, &validator, limits, &mut made);
        if made.instances.len() == before {
            let why = maker.make(reference, Fill::Least).and_then(|(value, _)| {
                let error = validator.validate(&value).err()?;
                Some(format!("{} at {}: {error}", error.schema_path(), error.instance_path()))
            });
            let why = why.unwrap_or_else(|| "no finite instance found".to_owned());
            made.without.push((of.to_owned(), why.chars().take(300).collect()));
        }
    }
    Ok(made)
}

fn push(made: &mut Made, of: &str, value: Value, origin: Origin, expect: Expect) {
    made.instances.push(Instance { of: of.to_owned(), value, origin, expect });
}

/// How many attempts in a row may bring nothing new before a component counts as covered.
const PATIENCE: usize = 6;

/// How many bytes of valid instances a component gets, about.
const ENOUGH: usize = 60_000;

fn component<'a>(
    maker: &mut Maker<'a>,
    schema: &'a Value,
    validator: &Validator,
    limits: Limits,
    made: &mut Made,
) {
    let of = schema.get("$ref").and_then(Value::as_str).unwrap_or_default();
    let mut valid: Vec<(Value, Vec<Site>)> = Vec::new();
    let mut stale = 0;
    let mut bytes = 0;
    for attempt in 0..limits.made.saturating_mul(3) {
        let fill = match attempt {
            0 => Fill::Full,
            1 => Fill::Least,
            _ => Fill::Mixed,
        };
        let fresh = maker.chooser.fresh();
        let instance = maker.make(schema, fill).filter(|(value, _)| validator.is_valid(value));
        let known = instance.as_ref().is_none_or(|(value, _)| valid.iter().any(|(other, _)| other == value));
        if let Some(instance) = instance.filter(|_| !known) {
            valid.push(instance);
        }
        bytes += valid.last().filter(|_| !known).map_or(0, |(value, _)| value.to_string().len());
        stale = if maker.chooser.fresh() > fresh { 0 } else { stale + 1 };
        if valid.len() >= limits.made || bytes > ENOUGH || (stale > PATIENCE && attempt > 8) {
            break;
        }
    }
    // The smallest instance that has a place is the one to spoil there.
    valid.sort_by_cached_key(|(value, _)| value.to_string().len());
    for (value, _) in &valid {
        push(made, of, value.clone(), Origin::Made, Expect::Same);
    }
    spoil(of, &valid, validator, limits, made);
}

/// Spoils valid instances, one place each, and replaces listed texts by unlisted ones.
fn spoil(of: &str, valid: &[(Value, Vec<Site>)], validator: &Validator, limits: Limits, made: &mut Made) {
    let mut done: Vec<(u8, String)> = Vec::new();
    let mut left = limits.spoilt;
    for (value, site) in valid.iter().flat_map(|(value, sites)| sites.iter().map(move |site| (value, site))) {
        let (kind, path) = match site {
            Site::Listed(path) => (0, path),
            Site::Required(path) => (1, path),
            Site::Kinds(path, _) => (2, path),
        };
        // The same place of another element is the same place.
        let place: String = path
            .0
            .iter()
            .map(|step| match step {
                Step::Key(key) => format!(".{key}"),
                Step::Index(_) => "[]".to_owned(),
            })
            .collect();
        if left == 0 || done.contains(&(kind, place.clone())) {
            continue;
        }
        let mut value = value.clone();
        if !change(&mut value, site, done.len()) {
            continue;
        }
        done.push((kind, place));
        left -= 1;
        if kind == 0 {
            push(made, of, value, Origin::Unlisted, Expect::Same);
        } else if !validator.is_valid(&value) {
            let key = path.last_key().map(str::to_owned);
            push(made, of, value, Origin::Spoilt, Expect::Refused { path: path.to_string(), key });
        }
    }
}

/// A text that no list has.
pub const NOT_LISTED: &str = "corpus: not listed";

fn change(value: &mut Value, site: &Site, turn: usize) -> bool {
    let replace = |value: &mut Value, path: &Path, new: Option<Value>| match (path.find(value), new) {
        (Some(place), Some(new)) => {
            *place = new;
            true
        }
        _ => false,
    };
    match site {
        Site::Listed(path) => replace(value, path, Some(NOT_LISTED.into())),
        Site::Kinds(path, kinds) => {
            // Where null was chosen, something else might have been as well: texts out of a list, which the client keeps
            // open, a list of them, or an object, in which it takes any property.
            let null = path.find(value).is_some_and(|value| value.is_null());
            let open = |other: &Value| other.is_string() || other.is_array() || other.is_object();
            let other = of_other_kind(kinds, turn).filter(|other| !(null && open(other)));
            replace(value, path, other)
        }
        Site::Required(path) => {
            let Some((Step::Key(key), above)) = path.0.split_last() else { return false };
            let object = Path(above.to_vec());
            object
                .find(value)
                .and_then(Value::as_object_mut)
                .is_some_and(|object| object.shift_remove(key).is_some())
        }
    }
}

/// The examples of a document, by the component they are of: beside the schema, and beside a media type or parameter
/// that refers to it.
pub fn examples(document: &Value) -> BTreeMap<String, Vec<Value>> {
    let mut found: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (pointer, schema) in components(document) {
        let own = found.entry(pointer).or_default();
        own.extend(schema.get("example").cloned());
        own.extend(schema.get("examples").and_then(Value::as_array).into_iter().flatten().cloned());
        own.extend(schema.get("default").cloned());
    }
    for (name, values) in document.get(INSTANCES).and_then(Value::as_object).into_iter().flatten() {
        let own = found.entry(format!("#/components/schemas/{name}")).or_default();
        own.extend(values.as_array().into_iter().flatten().cloned());
    }
    for part in ["/paths", "/components", "/webhooks"] {
        if let Some(part) = document.pointer(part) {
            media(part, &mut found);
        }
    }
    found
}

fn media(node: &Value, found: &mut BTreeMap<String, Vec<Value>>) {
    let Value::Object(members) = node else {
        node.as_array().into_iter().flatten().for_each(|item| media(item, found));
        return;
    };
    if let Some(schema) = members.get("schema") {
        let named = members.get("examples").and_then(Value::as_object).into_iter().flatten();
        let values = named.filter_map(|(_, example)| example.get("value")).chain(members.get("example"));
        let reference = |schema: &Value| schema.get("$ref").and_then(Value::as_str).map(str::to_owned);
        for value in values {
            if let Some(of) = reference(schema) {
                found.entry(of).or_default().push(value.clone());
            } else if let Some(of) = schema.get("items").and_then(reference) {
                found.entry(of).or_default().extend(value.as_array().into_iter().flatten().cloned());
            }
        }
    }
    for (key, value) in members {
        if !matches!(key.as_str(), "schema" | "schemas" | "example" | "examples") {
            media(value, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::dialect::{Direction, convert};
    use serde_json::json;

    fn run(schemas: Value) -> Made {
        let document = json!({"openapi": "3.1.0", "components": {"schemas": schemas}});
        let root = convert(&document, Direction::Both);
        let all: Vec<String> = components(&root).map(|(pointer, _)| pointer).collect();
        make(&root, &all, &examples(&document), Limits { made: 40, spoilt: 20 }).expect("instances")
    }

    fn values(made: &Made, origin: Origin) -> Vec<&Value> {
        made.instances.iter().filter(|i| i.origin == origin).map(|i| &i.value).collect()
    }

    #[test]
    fn every_alternative_of_a_component_turns_up() {
        let made = run(json!({"A": {"type": "object", "required": ["id"], "properties": {
            "id": {"type": "integer"}, "note": {"type": ["string", "null"]},
            "size": {"enum": ["s", "m", "l"]},
            "who": {"oneOf": [{"type": "string"}, {"type": "object", "required": ["x"], "properties": {"x": {"type": "boolean"}}}]}
        }}}));
        let all = values(&made, Origin::Made);
        let any = |test: &dyn Fn(&Value) -> bool| assert!(all.iter().any(|value| test(value)), "{all:?}");
        any(&|v| v["note"].is_string());
        any(&|v| v.get("note").is_some_and(Value::is_null));
        any(&|v| v.as_object().is_some_and(|o| o.len() == 1));
        any(&|v| v["who"].is_string());
        any(&|v| v["who"]["x"] == true);
        any(&|v| v["id"] == i64::MIN);
        any(&|v| v.get("corpus_unlisted").is_some());
        for size in ["s", "m", "l"] {
            any(&|v| v["size"] == size);
        }
        assert_eq!(values(&made, Origin::Unlisted).len(), 1);
        let refused: Vec<&Expect> =
            made.instances.iter().filter(|i| i.origin == Origin::Spoilt).map(|i| &i.expect).collect();
        assert!(
            refused.contains(&&Expect::Refused { path: "id".into(), key: Some("id".into()) }),
            "{refused:?}"
        );
    }

    #[test]
    fn recursion_ends_and_what_has_no_instance_is_told() {
        let made = run(json!({
            "Tree": {"type": "object", "required": ["kids"], "properties": {
                "kids": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}}},
            "Endless": {"type": "object", "required": ["next"], "properties": {
                "next": {"$ref": "#/components/schemas/Endless"}}}
        }));
        assert_eq!(made.without.len(), 1);
        assert_eq!(made.without[0].0, "#/components/schemas/Endless");
        assert!(values(&made, Origin::Made).len() > 2);
    }

    #[test]
    fn discriminated_members_carry_their_tag() {
        let made = run(json!({
            "Pet": {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
                    "discriminator": {"propertyName": "kind", "mapping": {"meow": "#/components/schemas/Cat"}}},
            "Cat": {"type": "object", "required": ["kind", "lives"], "properties": {"kind": {"type": "string"}, "lives": {"type": "integer"}}},
            "Dog": {"type": "object", "required": ["kind", "tricks"], "properties": {"kind": {"type": "string"}, "tricks": {"type": "array"}}},
            "Base": {"type": "object", "required": ["@type"], "properties": {"@type": {"type": "string"}}, "discriminator": {"propertyName": "@type"}},
            "Child": {"allOf": [{"$ref": "#/components/schemas/Base"}, {"type": "object", "required": ["x"], "properties": {"x": {"type": "string"}}}]},
            "Grandchild": {"allOf": [{"$ref": "#/components/schemas/Child"}, {"type": "object", "properties": {"y": {"type": "string"}}}]}
        }));
        let of = |name: &str| {
            let reference = format!("#/components/schemas/{name}");
            let own = made.instances.iter().filter(move |i| i.of == reference && i.origin == Origin::Made);
            let own: Vec<&Value> = own.map(|i| &i.value).collect();
            assert!(!own.is_empty(), "{name}");
            own
        };
        for pet in of("Pet") {
            let tag = if pet.get("lives").is_some() { "meow" } else { "Dog" };
            assert_eq!(pet["kind"], tag, "{pet}");
        }
        for base in of("Base") {
            assert!(base["@type"] == "Child" || base["@type"] == "Grandchild", "{base}");
            assert!(base["x"].is_string());
        }
        assert!(of("Child").iter().all(|child| child["@type"] == "Child"));
        assert!(of("Grandchild").iter().all(|child| child["@type"] == "Grandchild"));
    }

    #[test]
    fn examples_are_found_beside_media_types_too() {
        let document = json!({"paths": {"/a": {"get": {"responses": {"200": {"content": {"application/json": {
            "schema": {"type": "array", "items": {"$ref": "#/components/schemas/A"}},
            "examples": {"one": {"value": [{"a": 1}, {"a": 2}]}}
        }}}}}}}, "components": {"schemas": {"A": {"example": {"a": 0}}}}});
        assert_eq!(
            examples(&document)["#/components/schemas/A"],
            [json!({"a": 0}), json!({"a": 1}), json!({"a": 2})]
        );
    }
}
