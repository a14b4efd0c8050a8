//! The walk that fits every kind of object but schemas, driven by the table.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::table::{self, Filler, Kind, Row, Slot};
use super::{PREFIX, key, objects, scalars};
use crate::diag::{At, Code, Diagnostic, Diagnostics, Pointer, code, suggest};
use crate::source::members::Members;

/// Fits a whole document.
pub(super) fn fit(tree: Value, diags: &mut Diagnostics) -> Value {
    let Value::Object(members) = tree else {
        diags.report(&code::NOT_OPENAPI, At::Root, format_args!("this is {}", scalars::what(&tree)));
        return tree;
    };
    let mut fitter = Fitter { diags, siblings: Map::new(), unknown: BTreeMap::new(), keywords: 10_000 };
    let mut document = fitter.object(Kind::Document, members, At::Root);
    if !fitter.siblings.is_empty() {
        let siblings = std::mem::take(&mut fitter.siblings);
        document.insert(key::REF_SIBLINGS.into(), Value::Object(siblings));
    }
    fitter.report_unknown();
    Value::Object(document)
}

/// What became of a value that was offered to a field.
pub(super) enum Fitted {
    /// It fits.
    Here(Value),
    /// It is valid, and `openapiv3` has no place for it.
    Beside(Value),
    /// It means nothing, or it was reported and is ignored.
    Ignored(Value),
    /// A list under `items`: what is `prefixItems` since draft 2020-12.
    Tuple(Vec<Value>),
}

use Fitted::*;

pub(super) struct Fitter<'a> {
    pub(super) diags: &'a mut Diagnostics,
    /// What stands beside references to anything but schemas.
    siblings: Members,
    /// Unknown keywords by kind of object: the first place and how many there are, so that a keyword that some tool
    /// writes everywhere is one warning and not a thousand.
    unknown: BTreeMap<(Kind, String), (Pointer, usize)>,
    /// How many more unknown keywords are looked at: past this, nobody reads about them.
    keywords: usize,
}

/// An object on its way.
#[derive(Default)]
pub(super) struct Out {
    pub(super) members: Members,
    was: Members,
    dropped: Members,
}

impl Out {
    /// A field that is a string.
    pub(super) fn text(&self, field: &str) -> Option<&str> {
        self.members.get(field).and_then(Value::as_str)
    }

    pub(super) fn put(&mut self, name: String, fitted: Fitted) {
        match fitted {
            Here(value) => {
                self.members.insert(name, value);
            }
            Beside(value) => {
                self.members.insert(format!("{PREFIX}{name}"), value);
            }
            Ignored(value) => {
                self.was.insert(name, value);
            }
            Tuple(schemas) => {
                self.members.insert(key::PREFIX_ITEMS.into(), Value::Array(schemas));
                self.members.insert(key::TUPLE.into(), Value::Bool(true));
            }
        }
    }

    /// Moves a field that turned out to have no place in this particular object.
    pub(super) fn set_aside(&mut self, field: &str) {
        if let Some(value) = self.members.shift_remove(field) {
            self.members.insert(format!("{PREFIX}{field}"), value);
        }
    }

    pub(super) fn ignore(&mut self, field: &str) {
        if let Some(value) = self.members.shift_remove(field) {
            self.was.insert(field.into(), value);
        }
    }

    pub(super) fn make_up(&mut self, field: &str, filler: Filler) {
        self.members.insert(field.into(), fill(filler));
        let list = self.members.entry(key::SYNTH).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(list) = list {
            list.push(field.into());
        }
    }

    pub(super) fn finish(mut self) -> Members {
        if !self.was.is_empty() {
            self.members.insert(key::WAS.into(), Value::Object(self.was));
        }
        if !self.dropped.is_empty() {
            self.members.insert(key::DROPPED.into(), Value::Object(self.dropped));
        }
        self.members
    }
}

fn fill(filler: Filler) -> Value {
    match filler {
        Filler::Text(text) => Value::String(text.into()),
        Filler::EmptyObject => Value::Object(Map::new()),
        Filler::Info => {
            let empty = Value::String(String::new());
            Value::Object(Map::from_iter([
                ("title".to_owned(), empty.clone()),
                ("version".to_owned(), empty),
            ]))
        }
    }
}

impl Fitter<'_> {
    /// Fits an object of a known kind.
    pub(super) fn object(&mut self, kind: Kind, mut members: Members, at: At<'_>) -> Members {
        if kind == Kind::Schema {
            return self.schema(members, at);
        }
        let mut out = Out::default();
        if matches!(kind, Kind::Parameter | Kind::Header)
            && let Some(content) = self.content_beside_schema(&mut members, at)
        {
            out.put("content".into(), Ignored(content));
        }
        self.fields(kind, members, at, &mut out);
        match kind {
            Kind::Parameter => self.parameter(&mut out, at),
            Kind::Header => self.schema_or_content("header", &mut out, at),
            Kind::Encoding => objects::encoding(&mut out),
            Kind::Link => objects::link(&mut out),
            Kind::SecurityScheme => self.security_scheme(&mut out, at),
            _ => {}
        }
        self.needs(table::row(kind), &mut out, at);
        out.finish()
    }

    /// Sorts the members of an object into those that fit and those that do not.
    pub(super) fn fields(&mut self, kind: Kind, members: Members, at: At<'_>, out: &mut Out) {
        let row = table::row(kind);
        for (name, value) in members {
            if name.starts_with(PREFIX) {
                out.put(name, Beside(value));
                continue;
            }
            if name.starts_with("x-") {
                out.members.insert(name, value);
                continue;
            }
            let fitted = match row.slot(&name) {
                Some((slot, held)) => {
                    let here = at.key(&name);
                    match self.slot(slot, value, here, &mut out.dropped, &name) {
                        Here(value) if !held => Beside(value),
                        fitted => fitted,
                    }
                }
                None => {
                    self.check_keyword(kind, row, &name, at);
                    Beside(value)
                }
            };
            out.put(name, fitted);
        }
    }

    fn needs(&mut self, row: &Row, out: &mut Out, at: At<'_>) {
        for need in row.required {
            if out.members.contains_key(need.field) {
                continue;
            }
            // A value kept beside is there, in a form that `openapiv3` cannot hold: nothing is missing.
            let beside = out.members.contains_key(&format!("{PREFIX}{}", need.field));
            if let (Some(told), false) = (need.told, beside) {
                let message = format_args!("{} without `{}`: {told}", row.name, need.field);
                self.diags.report(&code::MISSING_FIELD, at, message);
            }
            out.make_up(need.field, need.filler);
        }
    }

    /// Offers a value to a field. Elements and members that are nothing at all go to `dropped`.
    fn slot(&mut self, slot: Slot, value: Value, at: At<'_>, dropped: &mut Members, name: &str) -> Fitted {
        match (slot, value) {
            (Slot::Any, Value::Null) => Beside(Value::Null),
            (Slot::Any, value) => Here(value),
            (_, Value::Null) => Ignored(Value::Null),
            (Slot::Text, value @ Value::String(_)) | (Slot::Flag, value @ Value::Bool(_)) => Here(value),
            (Slot::Choice(held, others), value) => self.choice(held, others, value, at),
            (slot, Value::Number(number)) => self.number(slot, number, at),
            (Slot::Texts, Value::Array(list)) if list.iter().all(Value::is_string) => {
                scalars::some(Value::Array(list))
            }
            (Slot::Texts, Value::Array(list)) => self.wrong_texts(list, at),
            (Slot::Texts, Value::Bool(required)) if at.is_key("required") => self.required_flag(required, at),
            (Slot::TextMap, Value::Object(map)) if map.values().all(Value::is_string) => {
                scalars::some(Value::Object(map))
            }
            (Slot::Anys, Value::Array(list)) => scalars::some(Value::Array(list)),
            (Slot::AnyMap, Value::Object(map)) => scalars::some(Value::Object(map)),
            (Slot::Object(kind), Value::Object(map)) => Here(Value::Object(self.object(kind, map, at))),
            (Slot::Ref(Kind::Schema) | Slot::BoolOrSchema, value) => self.schema_slot(slot, value, at),
            (Slot::Type, value) => self.schema_type(value, at),
            (Slot::Items, value) => self.items(value, at),
            (Slot::Ref(kind), Value::Object(map)) => Here(self.object_or_ref(kind, map, at)),
            (Slot::List(kind) | Slot::RefList(kind), Value::Array(list)) => {
                let mut holes = Map::new();
                let list = Value::Array(self.list(slot, kind, list, at, &mut holes));
                keep_dropped(dropped, name, holes, list)
            }
            (Slot::Map(Kind::Callback), Value::Object(map)) => self.callbacks(map, at),
            (Slot::Map(kind) | Slot::RefMap(kind), Value::Object(map)) => {
                let mut holes = Map::new();
                let map = Value::Object(self.map(slot, kind, map, at, &mut holes));
                keep_dropped(dropped, name, holes, map)
            }
            (Slot::Paths, Value::Object(map)) => Here(Value::Object(self.paths(map, at))),
            (Slot::Responses, Value::Object(map)) => Here(Value::Object(self.responses(map, at))),
            (Slot::Security, value) => self.security(value, at),
            (slot, value) => self.wrong(scalars::wanted(slot), value, at),
        }
    }

    fn list(
        &mut self,
        slot: Slot,
        kind: Kind,
        list: Vec<Value>,
        at: At<'_>,
        holes: &mut Members,
    ) -> Vec<Value> {
        let mut kept = Vec::with_capacity(list.len());
        for (index, value) in list.into_iter().enumerate() {
            match self.element(slot, kind, value, at.index(index)) {
                Ok(value) => kept.push(value),
                Err(value) => {
                    holes.insert(index.to_string(), value);
                }
            }
        }
        kept
    }

    fn map(&mut self, slot: Slot, kind: Kind, map: Members, at: At<'_>, holes: &mut Members) -> Members {
        let mut kept = Map::with_capacity(map.len());
        for (name, value) in map {
            match self.element(slot, kind, value, at.key(&name)) {
                Ok(value) => {
                    kept.insert(name, value);
                }
                Err(value) => {
                    holes.insert(name, value);
                }
            }
        }
        kept
    }

    /// One element of a list or member of a map: fitted, or left out. A schema is never left out, because others may
    /// refer to it.
    fn element(&mut self, slot: Slot, kind: Kind, value: Value, at: At<'_>) -> Result<Value, Value> {
        match (kind, value) {
            (Kind::Schema, value) => Ok(self.schema_or_hole(value, at)),
            (_, Value::Object(map)) if matches!(slot, Slot::RefMap(_) | Slot::RefList(_)) => {
                Ok(self.object_or_ref(kind, map, at))
            }
            (_, Value::Object(map)) => Ok(Value::Object(self.object(kind, map, at))),
            (_, value) => {
                self.complain(table::row(kind).name, &value, at);
                Err(value)
            }
        }
    }

    /// An object where a reference may stand instead.
    pub(super) fn object_or_ref(&mut self, kind: Kind, mut members: Members, at: At<'_>) -> Value {
        if kind == Kind::Schema {
            return self.schema_or_ref(members, at);
        }
        match members.shift_remove("$ref") {
            Some(Value::String(target)) => {
                if !members.is_empty() {
                    self.siblings.insert(Pointer::from(at).0, Value::Object(members));
                }
                reference(target)
            }
            Some(other) => {
                self.complain("a reference", &other, at.key("$ref"));
                members.insert("$ref".into(), other);
                Value::Object(self.object(kind, members, at))
            }
            None if kind == Kind::Callback => Value::Object(self.callback(members, at)),
            None => Value::Object(self.object(kind, members, at)),
        }
    }

    pub(super) fn report_key(&mut self, code: &'static Code, at: At<'_>, message: impl std::fmt::Display) {
        self.diags.push(Diagnostic::new(code, at, message).on_key());
    }

    fn check_keyword(&mut self, kind: Kind, row: &Row, name: &str, at: At<'_>) {
        if name == "$ref" || row.plain.contains(&name) || self.keywords == 0 {
            return;
        }
        self.keywords -= 1;
        if let Some(meant) = suggest::slip(name, row.names()) {
            let message = format_args!("{} has no `{name}`; did you mean `{meant}`?", row.name);
            self.report_key(&code::MISSPELT_KEYWORD, at.key(name), message);
            return;
        }
        let entry = self.unknown.entry((kind, name.to_owned()));
        entry.or_insert_with(|| (at.key(name).into(), 0)).1 += 1;
    }

    fn report_unknown(&mut self) {
        for ((kind, name), (pointer, count)) in std::mem::take(&mut self.unknown) {
            let row = table::row(kind).name;
            let more = match count {
                1 => String::new(),
                2 => ", here and in one more place".to_owned(),
                _ => format!(", here and in {} more places", count - 1),
            };
            let message = format_args!("{row} has no `{name}`{more}");
            self.diags.push(Diagnostic::new(&code::UNKNOWN_KEYWORD, pointer, message).on_key());
        }
    }
}

/// Notes which elements of a field were left out.
fn keep_dropped(dropped: &mut Members, field: &str, holes: Members, rest: Value) -> Fitted {
    if holes.is_empty() {
        return scalars::some(rest);
    }
    dropped.insert(field.into(), Value::Object(holes));
    Here(rest)
}

pub(super) fn reference(target: String) -> Value {
    Value::Object(Map::from_iter([("$ref".to_owned(), Value::String(target))]))
}
