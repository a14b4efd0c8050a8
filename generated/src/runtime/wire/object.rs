//! Objects: the table of a model, and how its properties find their fields and back.

use super::constant::{Check, Constant};
use super::index::{Index, Row};
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
pub(super) const ROW: char = '\0';
/// The mark behind a row that may be missing.
pub(super) const OPTIONAL: char = '\u{1}';
/// The mark before the name of a field that is not what the property is called.
pub(super) const FIELD: char = '\u{2}';

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
        let (index, seen, check) = (Index::of(self.names), Seen { first: 0, more: Vec::new() }, Check::new());
        from.object(&mut Filling {
            index,
            constants: self.constants,
            slots,
            rest,
            seen,
            missing: index.required,
            next: 0,
            last: Last::Nothing,
            check,
        })
    }

    /// Writes an object from its fields.
    pub fn write(self, to: &mut dyn Sink, slots: &[&dyn Slot], rest: &[&dyn Pairs]) {
        to.object(&Object { shape: self, slots, rest, tags: None });
    }
}

fn find_fixed(constants: &'static [Fixed], key: &str) -> Option<(usize, &'static Fixed)> {
    constants.iter().enumerate().find(|(_, fixed)| fixed.name == key)
}

/// An object whose fields are being filled.
struct Filling<'a, 's> {
    index: &'static Index,
    constants: &'static [Fixed],
    slots: &'a mut [&'s mut dyn Slot],
    rest: &'a mut [&'s mut dyn Entries],
    seen: Seen,
    /// How many required fields have not come.
    missing: usize,
    /// The row that is expected next.
    next: usize,
    last: Last,
    check: Check,
}

/// The property that was met last.
enum Last {
    /// None, or one that the rest took.
    Nothing,
    /// The one of this row.
    Row(&'static Row),
    /// A constant.
    Fixed(&'static Fixed),
}

impl Filling<'_, '_> {
    /// What has no row.
    fn other(&mut self, key: &str) -> Entry<'_> {
        let Some((index, fixed)) = find_fixed(self.constants, key) else {
            self.last = Last::Nothing;
            return self.rest.first_mut().map_or(Entry::Skip, |rest| rest.entry(key));
        };
        self.last = Last::Fixed(fixed);
        if self.seen.add(self.slots.len() + index) {
            Entry::Into(self.check.against(fixed.value))
        } else {
            duplicate(fixed.name)
        }
    }
}

impl Entries for Filling<'_, '_> {
    fn what(&self) -> &'static str {
        self.index.name
    }

    fn entry(&mut self, key: &str) -> Entry<'_> {
        let Some(index) = self.index.find(key, self.next) else { return self.other(key) };
        let (Some(row), Some(slot)) = (self.index.rows.get(index), self.slots.get_mut(index)) else {
            return Entry::Skip;
        };
        (self.last, self.next) = (Last::Row(row), index + 1);
        if !self.seen.add(index) {
            return duplicate(row.name);
        }
        self.missing = self.missing.saturating_sub(usize::from(!row.optional));
        Entry::Into(&mut **slot)
    }

    fn key(&self) -> &str {
        match (&self.last, self.rest.first()) {
            (Last::Row(row), _) => row.name,
            (Last::Fixed(fixed), _) => fixed.name,
            (Last::Nothing, Some(rest)) => rest.key(),
            (Last::Nothing, None) => "",
        }
    }

    fn names(&self, key: &str) -> bool {
        self.index.find(key, 0).is_some() || find_fixed(self.constants, key).is_some()
    }

    fn forgets_null(&self) -> bool {
        matches!(self.last, Last::Row(row) if row.optional)
    }

    fn lacks(&self, has: &dyn Fn(&str) -> bool) -> Option<&'static str> {
        let required = self.index.rows.iter().filter(|row| !row.optional).map(|row| row.name);
        let constant = self.constants.iter().filter(|fixed| !fixed.optional).map(|fixed| fixed.name);
        required.chain(constant).find(|name| !has(name))
    }

    fn end(&mut self) -> Result<(), String> {
        if self.missing == 0 && self.constants.is_empty() {
            return Ok(());
        }
        let rows = self.index.rows.iter().map(|row| (row.name, row.optional));
        let constants = self.constants.iter().map(|fixed| (fixed.name, fixed.optional));
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

/// The name of a property that is written.
pub(super) enum Name<'a> {
    /// Of a field.
    Of(&'static Row),
    /// Of anything else.
    Other(&'a str),
}

impl<'a> Name<'a> {
    fn text(&self) -> &'a str {
        match self {
            Name::Of(row) => row.name,
            Name::Other(name) => name,
        }
    }
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
        Some(Index::of(self.shape.names).name).filter(|name| !name.is_empty())
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
        self.walk(|name, value| entry(name.text(), value))
    }

    /// The same for a sink that wants to write names in a way of its own.
    #[inline]
    pub(super) fn walk(&self, mut entry: impl FnMut(Name<'_>, &dyn Slot) -> Done) -> Done {
        let mut tags = self.tags;
        while let Some(tag) = tags {
            if self.tags.is_some_and(|first| first.is_first_of_its_name(tag)) {
                entry(Name::Other(tag.name), &Text(tag.value))?;
            }
            tags = tag.inner;
        }
        for fixed in self.shape.constants {
            if !self.is_tag(fixed.name) {
                entry(Name::Other(fixed.name), &fixed.value)?;
            }
        }
        for (row, slot) in Index::of(self.shape.names).rows.iter().zip(self.slots) {
            if !(row.optional && slot.absent() || self.is_tag(row.name)) {
                entry(Name::Of(row), *slot)?;
            }
        }
        for pairs in self.rest {
            pairs.each(&mut |name, slot| {
                if self.is_named(name) { Ok(()) } else { entry(Name::Other(name), slot) }
            })?;
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
        let index = Index::of(self.shape.names);
        let of_field = || {
            let place = index.find(name, 0)?;
            Some((index.rows.get(place)?, self.slots.get(place)?))
        };
        self.is_tag(name)
            || find_fixed(self.shape.constants, name).is_some()
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
