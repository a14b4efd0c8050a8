//! What a table says, found once in its text and kept as long as the program runs.
//!
//! A table is a text because that costs a compiler least. A program should not search that text for each property of each
//! object, so what was found is kept, under the address of the text: a table is a literal, which is never moved or changed.

use std::collections::BTreeMap;
use std::sync::{OnceLock, PoisonError, RwLock};

use serde_json::Value as Json;

use super::object::{FIELD, OPTIONAL, ROW};

/// One field of a table.
pub(super) struct Row {
    /// What the property is called on the wire.
    pub name: &'static str,
    /// The same as JSON has it before a value: with quotation marks and a colon.
    pub quoted: String,
    /// Whether it may be missing.
    pub optional: bool,
}

/// The table of an object.
pub(super) struct Index {
    /// The name of the Rust type.
    pub name: &'static str,
    /// In the order in which the slots are handed over.
    pub rows: Vec<Row>,
    /// How many rows may not be missing.
    pub required: usize,
    by_name: ByName,
}

/// The table of a map: no property has a name.
static OF_MAPS: Index = Index { name: "", rows: Vec::new(), required: 0, by_name: ByName(Vec::new()) };

static OBJECTS: Kept<Index> = Kept::new();
static LISTS: Kept<ByName> = Kept::new();

impl Index {
    /// Of a table.
    #[inline]
    pub fn of(names: &'static str) -> &'static Index {
        if names.is_empty() {
            return &OF_MAPS;
        }
        OBJECTS.get((names.as_ptr().addr(), names.len()), || Index::read(names))
    }

    fn read(names: &'static str) -> Self {
        let mut parts = names.split(ROW);
        let name = parts.next().unwrap_or_default();
        let rows: Vec<Row> = parts.map(row).collect();
        let required = rows.iter().filter(|row| !row.optional).count();
        let by_name = ByName::new(rows.len(), |index| rows.get(index).map(|row| row.name));
        Index { name, rows, required, by_name }
    }

    /// The index of the row of a property. Properties mostly come in the order of the rows.
    #[inline]
    pub fn find(&self, key: &str, expected: usize) -> Option<usize> {
        if self.rows.get(expected).is_some_and(|row| row.name == key) {
            return Some(expected);
        }
        self.by_name.find(key, |index| self.rows.get(index).map(|row| row.name))
    }
}

/// One row, without the mark before it.
fn row(text: &'static str) -> Row {
    let name = text.split([OPTIONAL, FIELD]).next().unwrap_or_default();
    Row { name, quoted: format!("{}:", Json::from(name)), optional: text.ends_with(OPTIONAL) }
}

/// A list that is shorter is searched from its start.
const SHORT: usize = 8;

/// Where a text is in a list of texts.
pub(super) fn position(listed: &'static [&'static str], text: &str) -> Option<usize> {
    if listed.len() < SHORT {
        return listed.iter().position(|listed| *listed == text);
    }
    let at = |index: usize| listed.get(index).copied();
    LISTS.get((listed.as_ptr().addr(), listed.len()), || ByName::new(listed.len(), at)).find(text, at)
}

/// Finds names: a hash table of their indices, with a place more than twice for each. What comes from a server is only ever
/// looked up, so that nobody can fill it with names that collide.
struct ByName(Vec<Option<u32>>);

impl ByName {
    fn new(count: usize, name: impl Fn(usize) -> Option<&'static str>) -> Self {
        let mut places = vec![None; (2 * count + 1).next_power_of_two()];
        for index in 0..count {
            let (Some(name), Ok(number)) = (name(index), u32::try_from(index)) else { continue };
            let start = hash(name) & (places.len() - 1);
            // Of two rows of one name the first counts, which stands before the second then.
            let (before, behind) = places.split_at_mut(start);
            if let Some(free) = behind.iter_mut().chain(before).find(|place| place.is_none()) {
                *free = Some(number);
            }
        }
        ByName(places)
    }

    fn find(&self, key: &str, name: impl Fn(usize) -> Option<&'static str>) -> Option<usize> {
        let mask = self.0.len().checked_sub(1)?;
        let mut place = hash(key) & mask;
        while let Some(Some(index)) = self.0.get(place) {
            let index = usize::try_from(*index).ok()?;
            if name(index) == Some(key) {
                return Some(index);
            }
            place = (place + 1) & mask;
        }
        None
    }
}

#[inline]
fn hash(name: &str) -> usize {
    const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
    let mix = |hash: u64, word: u64| (hash.rotate_left(23) ^ word).wrapping_mul(SPREAD);
    let (words, rest) = name.as_bytes().as_chunks::<8>();
    let last = rest.iter().fold(name.len() as u64, |word, byte| word << 8 | u64::from(*byte));
    let hash = words.iter().fold(0, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    (mix(hash, last) >> 32) as usize
}

/// What was made of constants of the program, by their address and length. There are as many as the program has tables.
struct Kept<T: 'static> {
    places: [OnceLock<(Constant, &'static T)>; PLACES],
    /// Where all places that one could be at are taken.
    more: RwLock<BTreeMap<Constant, &'static T>>,
}

/// An address and a length.
type Constant = (usize, usize);

/// More than the types of most documents; a place is three words.
const PLACES: usize = 1 << 11;
/// How many places one could be at.
const NEAR: usize = 4;

impl<T: Sync> Kept<T> {
    const fn new() -> Self {
        Kept { places: [const { OnceLock::new() }; PLACES], more: RwLock::new(BTreeMap::new()) }
    }

    #[inline]
    fn get(&'static self, constant: Constant, make: impl Fn() -> T) -> &'static T {
        // Literals are seldom nearer to each other than this many bytes, and mostly not aligned.
        let start = (constant.0 ^ constant.0 >> 11).wrapping_mul(0x9E37_79B9) >> 4;
        for step in 0..NEAR {
            let Some(place) = self.places.get((start + step) % PLACES) else { break };
            let (of, kept) = place.get_or_init(|| (constant, Box::leak(Box::new(make()))));
            if *of == constant {
                return kept;
            }
        }
        self.get_more(constant, make)
    }

    #[cold]
    fn get_more(&self, constant: Constant, make: impl Fn() -> T) -> &'static T {
        let read = self.more.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = read.get(&constant) {
            return kept;
        }
        drop(read);
        let mut write = self.more.write().unwrap_or_else(PoisonError::into_inner);
        write.entry(constant).or_insert_with(|| Box::leak(Box::new(make())))
    }
}
