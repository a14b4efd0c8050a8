//! A conjunction of schemas, spread out: references followed, `allOf` opened, members of unions chosen.

use super::choice::{Chooser, address};
use super::dialect;
use super::world::{Costs, Tag, World};
use serde_json::{Map, Value};

/// All the schemas that one value must satisfy.
#[derive(Default)]
pub struct Parts<'a> {
    /// Each schema object, `$ref`, `allOf` and unions already followed.
    pub all: Vec<&'a Map<String, Value>>,
    /// Tags that discriminators ask for.
    pub tags: Vec<Tag<'a>>,
    /// Whether a real choice was made on the way: then a change to the value may make another member fit.
    pub chosen: bool,
}

/// Spreads a conjunction. `cheap` takes the way out of recursions; otherwise unions are taken in turns.
/// `None` where nothing can satisfy it.
pub fn spread<'a>(
    world: &World<'a>,
    schemas: &[&'a Value],
    chooser: &mut Chooser,
    costs: &mut Costs,
    cheap: bool,
) -> Option<Parts<'a>> {
    let mut spread = Spread { world, chooser, costs, cheap, parts: Parts::default(), seen: Vec::new() };
    for schema in schemas {
        spread.add(schema, Via::Use)?;
    }
    Some(spread.parts)
}

/// How a schema was reached.
#[derive(Clone, Copy, PartialEq)]
enum Via {
    /// As itself: a parent with a discriminator stands for its children.
    Use,
    /// As a part of an `allOf`: a parent with a discriminator is a parent here.
    Part,
}

struct Spread<'w, 'a> {
    world: &'w World<'a>,
    chooser: &'w mut Chooser,
    costs: &'w mut Costs,
    cheap: bool,
    parts: Parts<'a>,
    seen: Vec<usize>,
}

impl<'a> Spread<'_, 'a> {
    fn add(&mut self, schema: &'a Value, via: Via) -> Option<()> {
        let Value::Object(members) = schema else {
            return (schema != &Value::Bool(false)).then_some(());
        };
        if self.seen.contains(&address(schema)) {
            return Some(());
        }
        self.seen.push(address(schema));
        self.parts.all.push(members);
        if let Some(reference) = members.get("$ref").and_then(Value::as_str)
            && let Some(target) = self.world.resolve(reference)
        {
            self.family(reference, target, via)?;
            self.add(target, via)?;
        }
        for part in list(members, "allOf") {
            self.add(part, Via::Part)?;
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(union) = members.get(key).and_then(Value::as_array) {
                self.member(members, union, key == "anyOf")?;
            }
        }
        self.condition(members)
    }

    /// One member of a union; of an `anyOf`, now and then two at once.
    fn member(&mut self, schema: &'a Map<String, Value>, union: &'a [Value], several: bool) -> Option<()> {
        let real = union.iter().filter(|member| !is_null(member)).count();
        self.parts.chosen |= real > 1;
        let index = if self.cheap {
            let costs: Vec<u32> = union.iter().map(|member| self.costs.of(self.world, member)).collect();
            let least = costs.iter().min()?;
            costs.iter().position(|cost| cost == least)?
        } else {
            let both = several && real > 1 && schema.get("discriminator").is_none();
            self.chooser.pick(union, b'u', union.len() + usize::from(both))
        };
        if index == union.len() {
            let first = self.chooser.rng().usize(..union.len());
            let second = self.chooser.rng().usize(..union.len());
            self.add(union.get(first)?, Via::Use)?;
            return self.add(union.get(second)?, Via::Use);
        }
        let member = union.get(index)?;
        self.parts.tags.extend(self.world.tag(schema, member));
        self.add(member, Via::Use)
    }

    /// A component with a discriminator and no members of its own: one of its descendants, or itself.
    /// A descendant that was asked for by name gets the tag that its ancestors know it by.
    fn family(&mut self, reference: &'a str, target: &'a Value, via: Via) -> Option<()> {
        if via == Via::Part {
            return Some(());
        }
        let Some(target) = target.as_object() else { return Some(()) };
        let listed = target.contains_key("oneOf") || target.contains_key("anyOf");
        if target.contains_key("discriminator") && !listed {
            let children: Vec<&str> = self.world.descendants(reference);
            if children.is_empty() {
                return Some(());
            }
            self.parts.chosen = true;
            let index = if self.cheap { 0 } else { self.chooser.pick(target, b'f', children.len()) };
            let child = (*children.get(index)?).to_owned();
            self.parts.tags.extend(self.world.tag(target, &serde_json::json!({ "$ref": child })));
            let child = self.world.resolve(&child)?;
            return self.add(child, Via::Part);
        }
        self.ancestors(reference, target, 8);
        Some(())
    }

    fn ancestors(&mut self, reference: &str, schema: &'a Map<String, Value>, depth: u32) {
        if depth == 0 {
            return;
        }
        for part in list(schema, "allOf") {
            let target = dialect::reference(part).and_then(|reference| self.world.resolve(reference));
            let Some(parent) = target.unwrap_or(part).as_object() else { continue };
            if !parent.contains_key("oneOf") && !parent.contains_key("anyOf") {
                self.parts.tags.extend(self.world.tag(parent, &serde_json::json!({ "$ref": reference })));
            }
            self.ancestors(reference, parent, depth - 1);
        }
    }

    fn condition(&mut self, schema: &'a Map<String, Value>) -> Option<()> {
        let Some(condition) = schema.get("if") else { return Some(()) };
        self.parts.chosen = true;
        if self.chooser.pick(condition, b'c', 2) == 0 {
            self.add(condition, Via::Part)?;
            schema.get("then").map_or(Some(()), |then| self.add(then, Via::Part))
        } else {
            schema.get("else").map_or(Some(()), |other| self.add(other, Via::Part))
        }
    }
}

/// The members of an array keyword.
pub fn list<'a>(schema: &'a Map<String, Value>, key: &str) -> &'a [Value] {
    schema.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn is_null(schema: &Value) -> bool {
    schema.get("type").is_some_and(|name| name == "null")
}

impl<'a> Parts<'a> {
    /// A keyword in every part that has it.
    pub fn each<'s>(&'s self, key: &'s str) -> impl Iterator<Item = &'a Value> + 's {
        self.all.iter().filter_map(move |part| part.get(key))
    }

    /// The JSON kinds that every part allows; where no part says, what its keywords are about; `None` = any.
    pub fn kinds(&self) -> Option<Vec<&'static str>> {
        let mut kinds: Option<Vec<&'static str>> = None;
        for value in self.each("type") {
            let names: Vec<&str> = match value {
                Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
                other => other.as_str().into_iter().collect(),
            };
            let allows = |kind: &&'static str| {
                names.contains(kind) || (*kind == "integer" && names.contains(&"number"))
            };
            let before = kinds.unwrap_or_else(|| KINDS.to_vec());
            kinds = Some(before.into_iter().filter(allows).collect());
        }
        // "number" holds the integers: listing both would only ask twice.
        if let Some(kinds) = &mut kinds
            && kinds.contains(&"number")
        {
            kinds.retain(|kind| *kind != "integer");
        }
        kinds.or_else(|| self.implied().map(|kind| vec![kind]))
    }

    fn implied(&self) -> Option<&'static str> {
        let about =
            |keys: &[&str]| self.all.iter().any(|part| keys.iter().any(|key| part.contains_key(*key)));
        let table: [(&'static str, &[&str]); 4] = [
            (
                "object",
                &[
                    "properties",
                    "required",
                    "additionalProperties",
                    "patternProperties",
                    "propertyNames",
                    "minProperties",
                    "maxProperties",
                    "dependentRequired",
                    "dependentSchemas",
                    "unevaluatedProperties",
                ],
            ),
            (
                "array",
                &[
                    "items",
                    "prefixItems",
                    "contains",
                    "minItems",
                    "maxItems",
                    "uniqueItems",
                    "unevaluatedItems",
                ],
            ),
            ("string", &["pattern", "minLength", "maxLength"]),
            ("number", &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]),
        ];
        table.into_iter().find(|(_, keys)| about(keys)).map(|(kind, _)| kind)
    }
}

/// All kinds, as JSON Schema names them.
pub const KINDS: [&str; 7] = ["object", "string", "number", "integer", "boolean", "array", "null"];
