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
        let root = convert(&source::fit::inverse(tree), Direction::Sent);
        let judge = Judge::new(root.clone()).map_err(|why| fault(&why))?;
        Ok(Self { root, judge })
    }
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

impl Schemas {
    /// What the maker knows of them.
    pub fn world(&self) -> World<'_> {
        World::new(&self.root)
    }
}

fn method(item: &str, operation: &Operation<Ident>) -> String {
    format!("{item}/{}", operation.method.to_ascii_lowercase())
}

/// A key in a JSON pointer (RFC 6901, section 3).
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
