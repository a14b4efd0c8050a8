//! Objects: the table of a model, and how its properties find their fields and back.

use super::constant::{Check, Constant};
use super::slot::{Done, Entries, Entry, Fail, Pairs, Sink, Slot, Source};

/// The table of an object: what its properties are called and which must be there.
///
/// The names are one text, because that is what costs a compiler least: the name of the Rust type, for complaints, and behind
/// it a row for each field, in the order in which the slots are handed over. A row is `ROW`, the name on the wire, where
/// that is another `FIELD` and the name of the field, and `OPTIONAL` if the property may be missing. These marks stand
/// in no name.
#[derive(Clone, Copy)]
pub struct Shape {
    /// The names.
    pub names: &'static str,
    /// Properties without a field, which have one possible value.
    pub constants: &'static [Fixed],
}

/// The mark before a row.
const ROW: u8 = 0;
/// The mark behind a row that may be missing.
const OPTIONAL: u8 = 1;
/// The mark before the name of a field that is not what the property is called.
const FIELD: u8 = 2;

/// One property with one possible value.
pub struct Fixed {
    /// What the property is called on the wire.
    pub name: &'static str,
    /// Whether it may be missing. It is written in any case.
    pub optional: bool,
    /// Its value.
    pub value: &'static dyn Constant,
}

/// The table of a map: no property has a name.
pub(super) const ANY: Shape = Shape { names: "", constants: &[] };

/// Reads an object that has neither constants nor a rest.
///
/// # Errors
/// As [`Shape::read`].
pub fn read_object(names: &'static str, from: &mut dyn Source, slots: &mut [&mut dyn Slot]) -> Done {
    Shape { names, constants: &[] }.read(from, slots, &mut [])
}

/// Writes an object that has neither constants nor a rest.
pub fn write_object(names: &'static str, to: &mut dyn Sink, slots: &[&dyn Slot]) {
    Shape { names, constants: &[] }.write(to, slots, &[]);
}

impl Shape {
    /// Reads an object into its fields. `rest` holds at most one map, which takes the properties without a row.
    ///
    /// # Errors
    /// A required property is missing, a property comes twice, a constant has another value, or a field cannot be read.
    pub fn read<'s>(
        self,
        from: &mut dyn Source,
        slots: &mut [&'s mut dyn Slot],
        rest: &mut [&'s mut dyn Entries],
    ) -> Done {
        let (seen, check) = (Seen { first: 0, more: Vec::new() }, Check::new());
        let next = self.rows();
        from.object(&mut Filling { shape: self, slots, rest, seen, next, key: None, optional: false, check })
    }

    /// Writes an object from its fields.
    pub fn write(self, to: &mut dyn Sink, slots: &[&dyn Slot], rest: &[&dyn Pairs]) {
        to.object(&Object { shape: self, slots, rest, tags: None });
    }

    /// The name of the Rust type.
    fn name(self) -> &'static str {
        let end = self.names.bytes().position(is_mark).unwrap_or(self.names.len());
        self.names.get(..end).unwrap_or_default()
    }

    /// The rows, from the first.
    fn rows(self) -> Rows {
        let start = self.name().len();
        Rows { text: self.names.get(start..).unwrap_or_default(), index: 0 }
    }

    /// The row of a property. Properties mostly come in the order of the rows, so the search begins where it is expected.
    fn find(self, key: &str, next: &Rows) -> Option<Row> {
        let is_it = |row: &Row| row.name == key;
        let before = || self.rows().take(next.index).find(is_it);
        next.expect(key).or_else(|| next.clone().find(is_it)).or_else(before)
    }

    fn find_fixed(self, key: &str) -> Option<(usize, &'static Fixed)> {
        let index = self.constants.iter().position(|fixed| fixed.name == key)?;
        Some((index, self.constants.get(index)?))
    }
}

fn is_mark(byte: u8) -> bool {
    byte <= FIELD
}

/// One field of a table.
struct Row {
    /// What the property is called on the wire.
    name: &'static str,
    /// Whether it may be missing.
    optional: bool,
    /// Where its slot is.
    index: usize,
    /// The rows behind it.
    next: Rows,
}

/// The rows of a table that are still to come.
#[derive(Clone)]
struct Rows {
    /// From the mark of the next row on.
    text: &'static str,
    /// The index of the next row.
    index: usize,
}

impl Rows {
    /// The next row if it is of this name, which can be told without looking for the end of the name.
    fn expect(&self, key: &str) -> Option<Row> {
        let name = self.text.get(1..)?.get(..key.len()).filter(|name| *name == key)?;
        let ends = self.text.as_bytes().get(1 + name.len()).is_none_or(|byte| is_mark(*byte));
        (ends && !name.bytes().any(is_mark)).then(|| self.row(name))
    }

    /// The next row, of which the name is known.
    fn row(&self, name: &'static str) -> Row {
        let behind = self.text.get(1 + name.len()..).unwrap_or_default();
        let end = behind.bytes().position(|byte| byte == ROW).unwrap_or(behind.len());
        let (marks, text) = behind.split_at_checked(end).unwrap_or_default();
        let optional = marks.as_bytes().last() == Some(&OPTIONAL);
        Row { name, optional, index: self.index, next: Rows { text, index: self.index + 1 } }
    }
}

impl Iterator for Rows {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let names = self.text.get(1..)?;
        let end = names.bytes().position(is_mark).unwrap_or(names.len());
        let row = self.row(names.get(..end)?);
        *self = row.next.clone();
        Some(row)
    }
}

/// An object whose fields are being filled.
struct Filling<'a, 's> {
    shape: Shape,
    slots: &'a mut [&'s mut dyn Slot],
    rest: &'a mut [&'s mut dyn Entries],
    seen: Seen,
    next: Rows,
    /// The name of the property that was met last; none if the rest took it.
    key: Option<&'static str>,
    /// Whether that one may be missing.
    optional: bool,
    check: Check,
}

impl Entries for Filling<'_, '_> {
    fn what(&self) -> &'static str {
        self.shape.name()
    }

    fn entry(&mut self, key: &str) -> Entry<'_> {
        if let Some(row) = self.shape.find(key, &self.next) {
            let Some(slot) = self.slots.get_mut(row.index) else { return Entry::Skip };
            (self.key, self.optional, self.next) = (Some(row.name), row.optional, row.next);
            if self.seen.add(row.index) { Entry::Into(&mut **slot) } else { duplicate(row.name) }
        } else if let Some((index, fixed)) = self.shape.find_fixed(key) {
            (self.key, self.optional) = (Some(fixed.name), false);
            if self.seen.add(self.slots.len() + index) {
                Entry::Into(self.check.against(fixed.value))
            } else {
                duplicate(fixed.name)
            }
        } else {
            (self.key, self.optional) = (None, false);
            self.rest.first_mut().map_or(Entry::Skip, |rest| rest.entry(key))
        }
    }

    fn key(&self) -> &str {
        match (self.key, self.rest.first()) {
            (Some(key), _) => key,
            (None, Some(rest)) => rest.key(),
            (None, None) => "",
        }
    }

    fn names(&self, key: &str) -> bool {
        self.shape.find(key, &self.shape.rows()).is_some() || self.shape.find_fixed(key).is_some()
    }

    fn forgets_null(&self) -> bool {
        self.optional
    }

    fn lacks(&self, has: &dyn Fn(&str) -> bool) -> Option<&'static str> {
        let required = self.shape.rows().filter(|row| !row.optional).map(|row| row.name);
        let constant = self.shape.constants.iter().filter(|fixed| !fixed.optional).map(|fixed| fixed.name);
        required.chain(constant).find(|name| !has(name))
    }

    fn end(&mut self) -> Result<(), String> {
        let rows = self.shape.rows().map(|row| (row.name, row.optional));
        let constants = self.shape.constants.iter().map(|fixed| (fixed.name, fixed.optional));
        for (index, (name, optional)) in rows.chain(constants).enumerate() {
            if !optional && !self.seen.has(index) {
                return Err(missing(name));
            }
        }
        Ok(())
    }
}

#[cold]
fn duplicate<'a>(name: &str) -> Entry<'a> {
    Entry::Refuse(format!("duplicate field `{name}`"))
}

#[cold]
pub(super) fn missing(name: &str) -> String {
    format!("missing field `{name}`")
}

/// Which properties have come. Few objects have more than 64, so that the vector is hardly ever used.
struct Seen {
    first: u64,
    more: Vec<u64>,
}

impl Seen {
    /// Adds one; false if it was there.
    fn add(&mut self, index: usize) -> bool {
        let word = match index / 64 {
            0 => &mut self.first,
            word => {
                if self.more.len() < word {
                    self.more.resize(word, 0);
                }
                match self.more.get_mut(word - 1) {
                    Some(word) => word,
                    None => return false,
                }
            }
        };
        let bit = 1 << (index % 64);
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    fn has(&self, index: usize) -> bool {
        let word = match index / 64 {
            0 => self.first,
            word => self.more.get(word - 1).copied().unwrap_or(0),
        };
        word & (1 << (index % 64)) != 0
    }
}

/// An object that is being written, for a [`Sink`] to walk over.
pub struct Object<'a> {
    shape: Shape,
    slots: &'a [&'a dyn Slot],
    rest: &'a [&'a dyn Pairs],
    tags: Option<&'a Tag<'a>>,
}

/// What a tagged union adds to the object of its member, and what the unions inside it add.
pub(super) struct Tag<'a> {
    pub name: &'static str,
    pub value: &'static str,
    pub inner: Option<&'a Tag<'a>>,
}

impl<'a> Object<'a> {
    /// A map.
    pub(super) fn of_pairs(pairs: &'a [&'a dyn Pairs]) -> Self {
        Object { shape: ANY, slots: &[], rest: pairs, tags: None }
    }

    /// The Rust type that is written; `None` if it is a map.
    pub fn name(&self) -> Option<&'static str> {
        Some(self.shape.name()).filter(|name| !name.is_empty())
    }

    /// Tells `sink` the same object with one more tag, which counts before those that are there.
    pub(super) fn tell_tagged(&self, name: &'static str, value: &'static str, to: &mut dyn Sink) {
        let tag = Tag { name, value, inner: self.tags };
        to.object(&Object { shape: self.shape, slots: self.slots, rest: self.rest, tags: Some(&tag) });
    }

    /// Calls `entry` with each property that is to be written: tags, constants, fields, the rest. No name comes twice.
    ///
    /// # Errors
    /// As soon as `entry` fails.
    pub fn each(&self, entry: &mut dyn FnMut(&str, &dyn Slot) -> Done) -> Done {
        let mut tags = self.tags;
        while let Some(tag) = tags {
            if self.tags.is_some_and(|first| first.is_first_of_its_name(tag)) {
                entry(tag.name, &Text(tag.value))?;
            }
            tags = tag.inner;
        }
        for fixed in self.shape.constants {
            if !self.is_tag(fixed.name) {
                entry(fixed.name, &fixed.value)?;
            }
        }
        for (row, slot) in self.shape.rows().zip(self.slots) {
            if !(row.optional && slot.absent() || self.is_tag(row.name)) {
                entry(row.name, *slot)?;
            }
        }
        for pairs in self.rest {
            pairs.each(&mut |name, slot| if self.is_named(name) { Ok(()) } else { entry(name, slot) })?;
        }
        Ok(())
    }

    /// How many properties [`each`](Self::each) gives.
    pub fn count(&self) -> usize {
        let mut count = 0;
        let counted = self.each(&mut |_, _| {
            count += 1;
            Ok(())
        });
        counted.map_or(0, |()| count)
    }

    fn is_tag(&self, name: &str) -> bool {
        self.tags.is_some_and(|tag| tag.has(name))
    }

    /// Whether a name is written already, so that the rest must not write it again.
    fn is_named(&self, name: &str) -> bool {
        let of_field = || self.shape.rows().zip(self.slots).find(|(row, _)| row.name == name);
        self.is_tag(name)
            || self.shape.find_fixed(name).is_some()
            || of_field().is_some_and(|(row, slot)| !(row.optional && slot.absent()))
    }
}

impl Tag<'_> {
    fn has(&self, name: &str) -> bool {
        self.name == name || self.inner.is_some_and(|inner| inner.has(name))
    }

    /// Whether no tag from this one up to `other` has the same name.
    fn is_first_of_its_name(&self, other: &Tag<'_>) -> bool {
        std::ptr::eq(self, other)
            || self.name != other.name && self.inner.is_some_and(|inner| inner.is_first_of_its_name(other))
    }
}

/// Text that is only ever written.
struct Text(&'static str);

impl Slot for Text {
    fn blank() -> Self {
        Text("")
    }

    fn read(&mut self, from: &mut dyn Source) -> Result<(), Fail> {
        Err(from.expected("nothing"))
    }

    fn write(&self, to: &mut dyn Sink) {
        to.str(self.0);
    }
}
