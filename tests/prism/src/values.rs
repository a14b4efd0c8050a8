//! Values that a document's schemas allow: made, and judged, by what shares no code with the generator.

use corpus::schema::dialect::{Direction, convert};
use corpus::schema::judge::Judge;
use corpus::schema::make::{Fill, Maker};
use corpus::schema::world::World;
use generator::diag::Diagnostics;
use generator::ir::{Ident, Operation, Param};
use generator::source::{self, Input, Sources};
use jsonschema::Validator;
use serde_json::Value;
use std::cell::RefCell;
use std::path::Path;

/// How often a value is proposed before a schema goes without.
const PATIENCE: usize = 60;

/// The schemas of a document, as what is sent must be.
pub struct Schemas {
    /// The document in one piece.
    tree: Value,
    root: Value,
    judge: Judge,
}

impl Schemas {
    /// Reads them; a document of any version, and one of several files.
    ///
    /// # Errors
    /// The document cannot be read.
    pub fn read(document: &Path) -> Result<Self, String> {
        let fault = |why: &str| format!("{}: {why}", document.display());
        let (mut sources, mut diags) = (Sources::default(), Diagnostics::default());
        let read = source::read(&Input::Path(document.to_owned()), &mut sources, &mut diags);
        let read = read.ok_or_else(|| fault("the generator refuses it"))?;
        let tree = serde_json::to_value(&read.api).map_err(|error| fault(&error.to_string()))?;
        let tree = source::fit::inverse(tree);
        let root = convert(&tree, Direction::Sent);
        let judge = Judge::new(root.clone()).map_err(|why| fault(&why))?;
        Ok(Self { tree, root, judge })
    }

    /// What the maker knows of them.
    pub fn world(&self) -> World<'_> {
        World::new(&self.root)
    }

    /// The document, with lists in queries that may not be null; none where there is no list that may. Prism reads a list
    /// only where nothing but a list is allowed.
    pub fn without_null_lists(&self) -> Option<Value> {
        let mut document = self.tree.clone();
        let mut changed = false;
        let mut queries = Vec::new();
        parameters(&mut document, &mut queries);
        for schema in queries {
            if let Some(list) = list_alone(schema) {
                *schema = list;
                changed = true;
            }
        }
        changed.then_some(document)
    }
}

/// The schemas of all parameters in queries.
fn parameters<'v>(node: &'v mut Value, found: &mut Vec<&'v mut Value>) {
    match node {
        Value::Array(items) => items.iter_mut().for_each(|item| parameters(item, found)),
        Value::Object(members) => {
            let is_query = members.get("in").is_some_and(|place| place == "query");
            for (key, value) in members {
                match key.as_str() {
                    "schema" if is_query => found.push(value),
                    "schemas" | "schema" | "example" | "examples" => {}
                    _ => parameters(value, found),
                }
            }
        }
        _ => {}
    }
}

/// The list that a schema of a list or null is of.
fn list_alone(schema: &Value) -> Option<Value> {
    let is_list = |schema: &&Value| schema.get("type").is_some_and(|name| name == "array");
    if let Some(members) = schema.get("anyOf").or(schema.get("oneOf")).and_then(Value::as_array) {
        let is_null = |schema: &Value| schema.get("type").is_some_and(|name| name == "null");
        let list = members.iter().find(is_list)?;
        return (members.len() == 2 && members.iter().any(is_null)).then(|| list.clone());
    }
    let mut list = schema.as_object()?.clone();
    let nullable = list.shift_remove("nullable").is_some_and(|nullable| nullable == true);
    let either = list.get("type") == Some(&serde_json::json!(["array", "null"]));
    list.insert("type".to_owned(), "array".into());
    ((nullable && is_list(&schema)) || either).then_some(Value::Object(list))
}

/// Makes values, and judges those of others.
pub struct Values<'s> {
    schemas: &'s Schemas,
    maker: RefCell<Maker<'s>>,
}

/// A schema, and what tells whether a value is one of it.
pub struct Wanted<'s> {
    schema: &'s Value,
    validator: Validator,
}

impl Wanted<'_> {
    /// Whether the schema takes it, formats included.
    pub fn takes(&self, value: &Value) -> bool {
        self.validator.is_valid(value)
    }
}

impl<'s> Values<'s> {
    /// The same schemas and questions give the same values.
    pub fn new(schemas: &'s Schemas, world: &'s World<'s>) -> Self {
        Self { schemas, maker: RefCell::new(Maker::new(world, 20_260_401)) }
    }

    /// What a parameter must be; `None` where nothing can tell.
    pub fn of_parameter(&self, operation: &Operation<Ident>, param: &Param<Ident>) -> Option<Wanted<'s>> {
        let item = self.item(operation);
        let of = |parent: &str| {
            let list = format!("{parent}/parameters");
            let count = self.find(&list).and_then(Value::as_array).map_or(0, Vec::len);
            let all = (0..count).map(|index| self.target(format!("{list}/{index}")));
            all.into_iter().find(|place| {
                let says = |key: &str, text: &str| {
                    self.find(&format!("{place}/{key}")).and_then(Value::as_str) == Some(text)
                };
                says("name", &param.wire) && says("in", param.style.location)
            })
        };
        let place = of(&method(&item, operation)).or_else(|| of(&item))?;
        if self.find(&format!("{place}/schema")).is_some() {
            return self.wanted(format!("{place}/schema"));
        }
        let (name, _) = self.find(&format!("{place}/content"))?.as_object()?.iter().next()?;
        self.wanted(format!("{place}/content/{}/schema", escaped(name)))
    }

    /// What a body of this media type must be.
    pub fn of_body(&self, operation: &Operation<Ident>, media_type: &str) -> Option<Wanted<'s>> {
        let body = self.target(format!("{}/requestBody", method(&self.item(operation), operation)));
        let contents = self.find(&format!("{body}/content"))?.as_object()?;
        // What is sent differs from what is written where that is no single media type.
        let name = contents.keys().find(|name| name.as_str() == media_type);
        let name = name.or_else(|| contents.keys().next().filter(|_| contents.len() == 1))?;
        self.wanted(format!("{body}/content/{}/schema", escaped(name)))
    }

    /// Makes a value with so much in it that the schema takes and `suits` as well.
    pub fn make(&self, wanted: &Wanted<'s>, fill: Fill, suits: impl Fn(&Value) -> bool) -> Option<Value> {
        let mut maker = self.maker.borrow_mut();
        let mut made = (0..PATIENCE).filter_map(|_| maker.make(wanted.schema, fill));
        made.find(|(value, _)| suits(value) && wanted.takes(value)).map(|(value, _)| value)
    }

    /// The path item.
    fn item(&self, operation: &Operation<Ident>) -> String {
        self.target(format!("/paths/{}", escaped(&operation.path)))
    }

    /// The place itself, or the one that it refers to.
    fn target(&self, place: String) -> String {
        let reference = self.find(&place).and_then(|found| found.get("$ref")).and_then(Value::as_str);
        match reference.and_then(|reference| reference.strip_prefix('#')) {
            Some(target) if target != place => target.to_owned(),
            _ => place,
        }
    }

    fn find(&self, place: &str) -> Option<&'s Value> {
        self.schemas.root.pointer(place)
    }

    fn wanted(&self, place: String) -> Option<Wanted<'s>> {
        let schema = self.find(&place)?;
        let validator = self.schemas.judge.with_formats(&format!("#{place}"), true).ok()?;
        Some(Wanted { schema, validator })
    }
}

fn method(item: &str, operation: &Operation<Ident>) -> String {
    format!("{item}/{}", operation.method.to_ascii_lowercase())
}

/// A key in a JSON pointer (RFC 6901, section 3).
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
