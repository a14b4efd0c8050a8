//! Text to tree: YAML and JSON through one visitor, with everything noted that the tree cannot show.
//!
//! Nothing in a text can make this hang, run out of memory or overflow the stack (given [`super::with_stack`]): depth is
//! bounded before and while parsing, and so is what aliases expand to.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Deserialize;
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde_json::{Map, Number, Value};

use super::pieces;
use super::text::{self, Format, Mark};
use crate::diag::{At, Pointer};
use crate::parallel;

/// A tree, and what was odd about its text.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) tree: Value,
    pub(crate) format: Format,
    pub(crate) notes: Vec<Note>,
    /// The pieces in which the text was read, if it was.
    pub(crate) pieces: Option<pieces::Index>,
}

/// Something that the tree does not show.
#[derive(Debug, PartialEq)]
pub(crate) struct Note {
    pub(crate) pointer: Pointer,
    pub(crate) oddity: Oddity,
}

/// What is odd.
#[derive(Debug, PartialEq)]
pub(crate) enum Oddity {
    /// The name occurred before; the first one counts.
    DuplicateKey,
    /// The same, and so is the value.
    RepeatedKey,
    /// The name, if it is not quoted, is something else than text to YAML.
    KeyNotText,
    /// `<<` with something that is not an object.
    MergeNotObject,
    /// A tag that YAML does not define.
    Tag(String),
    /// An integer past 64 bits, or a double that may have been one.
    Huge,
    /// Not a number, or infinite.
    NotFinite,
}

/// Why there is no tree.
#[derive(Debug, PartialEq)]
pub(crate) struct Failure {
    pub(crate) reason: Reason,
    /// Where, if the parser said so.
    pub(crate) mark: Option<Mark>,
    /// Where what could not be finished begins, if the parser said so.
    pub(crate) opened: Option<Mark>,
    /// The innermost value that could not be read, if there is one.
    pub(crate) pointer: Option<Pointer>,
    /// What is wrong: lower case, no full stop.
    pub(crate) message: String,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Reason {
    Syntax,
    TooDeep,
    AliasesTooLarge,
    SeveralDocuments,
}

/// How deep objects and lists may nest, in all: both parsers refuse more than this.
const DEPTH: usize = 128;

/// Parses a text that has no byte order mark. The format is seen from the text itself.
pub(crate) fn load(text: &str) -> Result<Loaded, Failure> {
    if !text.trim_start().starts_with(['{', '[']) {
        return yaml(text);
    }
    // YAML's flow style looks like JSON too; where it is neither, JSON's error is the one that helps.
    // A number past what a double holds is an error in both, though YAML would take it for text.
    json(text).or_else(|error| match error.message.starts_with("number out of range") {
        true => Err(error),
        false => yaml(text).map_err(|_| error),
    })
}

fn json(text: &str) -> Result<Loaded, Failure> {
    let cx = Context::new(usize::MAX);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let tree = Tree { cx: &cx, at: At::Root }.deserialize(&mut deserializer);
    let tree = tree.and_then(|tree| deserializer.end().map(|()| tree)).map_err(|error| {
        let message = text::without_place(&error.to_string());
        let (reason, message) = match message.starts_with("recursion limit") {
            true => (Reason::TooDeep, text::too_deep(DEPTH)),
            false => (Reason::Syntax, message),
        };
        // serde_json counts bytes in columns, and columns from one; at the end of a line it may say zero.
        let mark = Mark::byte_column(text, error.line(), error.column());
        Failure { reason, mark: Some(mark), opened: None, pointer: None, message }
    })?;
    Ok(Loaded { tree, format: Format::Json, notes: cx.notes.into_inner(), pieces: None })
}

fn yaml(text: &str) -> Result<Loaded, Failure> {
    side_by_side(text).map_or_else(|| whole(text).map(Read::loaded), Ok)
}

/// Reads a text in pieces, if it can be read so to the same effect.
pub(super) fn side_by_side(text: &str) -> Option<Loaded> {
    let pieces = pieces::cut(text);
    if pieces.len() < 2 {
        return None;
    }
    let failed = AtomicBool::new(false);
    let parts = parallel::map(&pieces, 1, |piece| {
        let read = (!failed.load(Ordering::Relaxed)).then(|| whole(&piece.text()).ok()).flatten();
        let read = read.filter(Read::stands_alone);
        failed.fetch_or(read.is_none(), Ordering::Relaxed);
        read
    });
    let parts = parts.into_iter().collect::<Option<Vec<Read>>>()?;
    if parts.iter().map(|read| read.weight).sum::<usize>() > alias_budget(text) {
        return None;
    }
    let (trees, notes): (Vec<_>, Vec<_>) = parts.into_iter().map(|read| (read.tree, read.notes)).unzip();
    let index = pieces::Index::new(pieces.iter().zip(&trees));
    let tree = pieces::join(pieces.iter().zip(trees))?;
    let notes = notes.into_iter().flatten().collect();
    Some(Loaded { tree, format: Format::Yaml, notes, pieces: Some(index) })
}

/// What was read of a text at once.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) tree: Value,
    pub(super) notes: Vec<Note>,
    /// Of what may be spent: see [`alias_budget`].
    weight: usize,
    /// Whether a merge key was followed.
    merges: bool,
}

impl Read {
    fn loaded(self) -> Loaded {
        Loaded { tree: self.tree, format: Format::Yaml, notes: self.notes, pieces: None }
    }

    /// Whether it is the same for what stands around it.
    fn stands_alone(&self) -> bool {
        let repeats = |note: &Note| matches!(note.oddity, Oddity::DuplicateKey | Oddity::RepeatedKey);
        !self.merges && !self.notes.iter().any(repeats)
    }
}

/// Reads a text as it is.
pub(super) fn whole(text: &str) -> Result<Read, Failure> {
    text::check_flow_depth(text, DEPTH)?;
    let budget = alias_budget(text);
    let cx = Context::new(budget);
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let tree = match documents.next() {
        Some(document) => {
            Tree { cx: &cx, at: At::Root }.deserialize(document).map_err(|error| cx.failure(text, &error))?
        }
        None => Value::Null,
    };
    for document in documents {
        // A separator at the very end starts a document too, an empty one.
        let more = Value::deserialize(document).map_err(|error| cx.failure(text, &error))?;
        if !more.is_null() {
            let message = "a second document starts in this file".to_owned();
            return Err(Failure {
                reason: Reason::SeveralDocuments,
                mark: text::second_document(text),
                opened: None,
                pointer: None,
                message,
            });
        }
    }
    let (weight, merges) = (budget - cx.budget.get(), cx.merges.get());
    Ok(Read { tree, notes: cx.notes.into_inner(), weight, merges })
}

/// How much a tree may weigh. Without aliases, a text cannot come near this: each node takes at least two bytes of it,
/// and no escape sequence makes a character longer than twice what was written.
fn alias_budget(text: &str) -> usize {
    (64 << 20) + text.len().saturating_mul(WEIGHT)
}

/// What a node weighs besides its text: roughly its size in memory.
const WEIGHT: usize = 32;

#[derive(Default)]
struct Context {
    budget: Cell<usize>,
    failed: RefCell<Option<Pointer>>,
    notes: RefCell<Vec<Note>>,
    merges: Cell<bool>,
}

impl Context {
    fn new(budget: usize) -> Self {
        Context { budget: Cell::new(budget), ..Context::default() }
    }

    fn spend<E: de::Error>(&self, text: usize) -> Result<(), E> {
        let left = self.budget.get().checked_sub(WEIGHT + text).ok_or_else(|| E::custom(TOO_LARGE))?;
        self.budget.set(left);
        Ok(())
    }

    fn note(&self, at: At<'_>, oddity: Oddity) {
        self.notes.borrow_mut().push(Note { pointer: at.into(), oddity });
    }

    /// Called from the inside out, so that the first call tells the most.
    fn failed<E>(&self, at: At<'_>, error: E) -> E {
        self.failed.borrow_mut().get_or_insert_with(|| at.into());
        error
    }

    fn failure(&self, text: &str, error: &serde_yaml::Error) -> Failure {
        let written = error.to_string();
        let message = text::without_place(&written);
        let reason = match () {
            () if message.ends_with(TOO_LARGE) || message.contains("repetition limit") => {
                Reason::AliasesTooLarge
            }
            () if message.contains("recursion limit") => Reason::TooDeep,
            () => Reason::Syntax,
        };
        let message = match reason {
            Reason::AliasesTooLarge => TOO_LARGE.to_owned(),
            Reason::TooDeep => text::too_deep(DEPTH),
            _ => message,
        };
        let pointer = self.failed.take();
        let mark = error.location().map(|place| Mark::char_column(text, place.line(), place.column()));
        let mark = mark.or_else(|| text::position_in(&written));
        let opened = text::context_in(text, &written);
        Failure { reason, mark, opened, pointer, message }
    }
}

const TOO_LARGE: &str = "aliases make this document many times larger than its file";

#[derive(Clone, Copy)]
struct Tree<'a> {
    cx: &'a Context,
    at: At<'a>,
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML or JSON value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        self.cx.spend(0)?;
        Ok(Value::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<Value, E> {
        self.cx.spend(0)?;
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E: de::Error>(self, integer: i64) -> Result<Value, E> {
        self.cx.spend(0)?;
        Ok(Value::Number(integer.into()))
    }

    fn visit_u64<E: de::Error>(self, integer: u64) -> Result<Value, E> {
        self.cx.spend(0)?;
        Ok(Value::Number(integer.into()))
    }

    fn visit_i128<E: de::Error>(self, integer: i128) -> Result<Value, E> {
        self.visit_f64(integer as f64)
    }

    fn visit_u128<E: de::Error>(self, integer: u128) -> Result<Value, E> {
        self.visit_f64(integer as f64)
    }

    fn visit_f64<E: de::Error>(self, float: f64) -> Result<Value, E> {
        self.cx.spend(0)?;
        match Number::from_f64(float) {
            Some(number) => {
                // 2^64, and what is below -2^63: serde_json hands such integers over as doubles.
                if !(-9.3e18..1.8e19).contains(&float) {
                    self.cx.note(self.at, Oddity::Huge);
                }
                Ok(Value::Number(number))
            }
            None => {
                self.cx.note(self.at, Oddity::NotFinite);
                Ok(Value::Null)
            }
        }
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
        self.cx.spend(text.len())?;
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Value, E> {
        self.cx.spend(text.len())?;
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        self.cx.spend(0)?;
        let mut list = Vec::new();
        loop {
            let at = self.at.index(list.len());
            let value = access.next_element_seed(Tree { cx: self.cx, at });
            match value.map_err(|error| self.cx.failed(at, error))? {
                Some(value) => list.push(value),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    /// A tag with an exclamation mark: serde_yaml takes it for the variant of an enum.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        let (tag, value) = access.variant::<String>()?;
        self.cx.note(self.at, Oddity::Tag(tag));
        value.newtype_variant_seed(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        self.cx.spend(0)?;
        let mut map = Map::new();
        let mut merges = Vec::new();
        // Asking for a string gives a name as it is written: `200`, `1.10` and `NO` included.
        while let Some(name) = access.next_key::<String>()? {
            self.cx.spend(name.len())?;
            let at = self.at.key(&name);
            let value = access.next_value_seed(Tree { cx: self.cx, at });
            let value = value.map_err(|error| self.cx.failed(at, error))?;
            if name == "<<" {
                merges.push(value);
            } else if let Some(first) = map.get(&name) {
                let same = *first == value;
                self.cx.note(at, if same { Oddity::RepeatedKey } else { Oddity::DuplicateKey });
            } else {
                if text::reads_as_other_than_text(&name) {
                    self.cx.note(at, Oddity::KeyNotText);
                }
                map.insert(name, value);
            }
        }
        self.cx.merges.set(self.cx.merges.get() || !merges.is_empty());
        for value in merges {
            self.merge(&mut map, value);
        }
        Ok(Value::Object(map))
    }
}

impl Tree<'_> {
    /// The merge key of YAML 1.1, which OpenAPI documents still use: what is there already stays.
    fn merge(&self, map: &mut Map<String, Value>, value: Value) {
        let sources = match value {
            Value::Array(list) => list,
            single => vec![single],
        };
        for source in sources {
            let Value::Object(members) = source else {
                self.cx.note(self.at.key("<<"), Oddity::MergeNotObject);
                continue;
            };
            for (name, value) in members {
                map.entry(name).or_insert(value);
            }
        }
    }
}
