//! Objects: the table of a model, and how its properties find their fields and back.

use super::constant::{Check, Constant};
use super::slot::{Done, Entries, Entry, Fail, Pairs, Sink, Slot, Source};

/// The table of an object: what its properties are called and which must be there, in the order of its fields.
pub struct Shape {
    /// The name of the Rust type, for complaints.
    pub name: &'static str,
    /// One row per field, in the order in which the slots are handed over.
    pub rows: &'static [Row],
    /// Properties without a field, which have one possible value.
    pub constants: &'static [Fixed],
}

/// One field.
pub struct Row {
    /// What the property is called on the wire.
    pub name: &'static str,
    /// Whether it may be missing.
    pub optional: bool,
}

/// One property with one possible value.
pub struct Fixed {
    /// What the property is called on the wire.
    pub name: &'static str,
    /// Whether it may be missing. It is written in any case.
    pub optional: bool,
    /// Its value.
    pub value: &'static dyn Constant,
}

impl Row {
    /// A required property of this name.
    pub const fn new(name: &'static str) -> Self {
        Row { name, optional: false }
    }

    /// Its name on the wire, where that is not the field's.
    pub const fn named(self, name: &'static str) -> Self {
        Row { name, ..self }
    }

    /// It may be missing.
    pub const fn optional(self) -> Self {
        Row { optional: true, ..self }
    }
}

impl Fixed {
    /// A required property of this name and value.
    pub const fn new(name: &'static str, value: &'static dyn Constant) -> Self {
        Fixed { name, optional: false, value }
    }

    /// It may be missing.
    pub const fn optional(self) -> Self {
        Fixed { name: self.name, optional: true, value: self.value }
    }
}

/// The table of a map: no property has a name.
pub(super) static ANY: Shape = Shape { name: "a map", rows: &[], constants: &[] };

impl Shape {
    /// Reads an object into its fields. `rest` holds at most one map, which takes the properties without a row.
    ///
    /// # Errors
    /// A required property is missing, a property comes twice, a constant has another value, or a field cannot be read.
    pub fn read<'s>(
        &'static self,
        from: &mut dyn Source,
        slots: &mut [&'s mut dyn Slot],
        rest: &mut [&'s mut dyn Entries],
    ) -> Done {
        let (seen, check) = (Seen { first: 0, more: Vec::new() }, Check::new());
        from.object(&mut Filling { shape: self, slots, rest, seen, next: 0, key: None, check })
    }

    /// Writes an object from its fields.
    pub fn write(&'static self, to: &mut dyn Sink, slots: &[&dyn Slot], rest: &[&dyn Pairs]) {
        to.object(&Object { shape: self, slots, rest, tags: None });
    }

    /// The row of a property. Properties mostly come in the order of the rows, so the search begins where it is expected.
    fn find(&self, key: &str, next: usize) -> Option<usize> {
        let (before, after) = self.rows.split_at_checked(next)?;
        if let Some(index) = after.iter().position(|row| row.name == key) {
            return Some(next + index);
        }
        before.iter().position(|row| row.name == key)
    }

    fn find_fixed(&'static self, key: &str) -> Option<(usize, &'static Fixed)> {
        let index = self.constants.iter().position(|fixed| fixed.name == key)?;
        Some((index, self.constants.get(index)?))
    }
}

/// An object whose fields are being filled.
struct Filling<'a, 's> {
    shape: &'static Shape,
    slots: &'a mut [&'s mut dyn Slot],
    rest: &'a mut [&'s mut dyn Entries],
    seen: Seen,
    next: usize,
    /// The name of the property that was met last; none if the rest took it.
    key: Option<&'static str>,
    check: Check,
}

impl Entries for Filling<'_, '_> {
    fn what(&self) -> &'static str {
        self.shape.name
    }

    fn entry(&mut self, key: &str) -> Entry<'_> {
        if let Some(index) = self.shape.find(key, self.next) {
            let Some((row, slot)) = self.shape.rows.get(index).zip(self.slots.get_mut(index)) else {
                return Entry::Skip;
            };
            self.key = Some(row.name);
            self.next = index + 1;
            if self.seen.add(index) { Entry::Into(&mut **slot) } else { duplicate(row.name) }
        } else if let Some((index, fixed)) = self.shape.find_fixed(key) {
            self.key = Some(fixed.name);
            if self.seen.add(self.shape.rows.len() + index) {
                Entry::Into(self.check.against(fixed.value))
            } else {
                duplicate(fixed.name)
            }
        } else {
            self.key = None;
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
        self.shape.find(key, 0).is_some() || self.shape.find_fixed(key).is_some()
    }

    fn forgets_null(&self) -> bool {
        self.key.is_some_and(|key| self.shape.rows.iter().any(|row| row.name == key && row.optional))
    }

    fn lacks(&self, has: &dyn Fn(&str) -> bool) -> Option<&'static str> {
        let required = self.shape.rows.iter().filter(|row| !row.optional).map(|row| row.name);
        let constant = self.shape.constants.iter().filter(|fixed| !fixed.optional).map(|fixed| fixed.name);
        required.chain(constant).find(|name| !has(name))
    }

    fn end(&mut self) -> Result<(), String> {
        let rows = self.shape.rows.iter().map(|row| (row.name, row.optional));
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
    shape: &'static Shape,
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
        Object { shape: &ANY, slots: &[], rest: pairs, tags: None }
    }

    /// The Rust type that is written; `None` if it is a map.
    pub fn name(&self) -> Option<&'static str> {
        (!std::ptr::eq(self.shape, &ANY)).then_some(self.shape.name)
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
        for (row, slot) in self.shape.rows.iter().zip(self.slots) {
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
        let of_field = || self.shape.rows.iter().zip(self.slots).find(|(row, _)| row.name == name);
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
