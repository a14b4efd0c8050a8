//! Reading from any serde format. What is generic over the format is kept small: it is compiled once per format.

use std::fmt::{self, Display};
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde_json::Value as Json;

use super::numbers::{Digits, Float, RAW, Signed, Unsigned};
use super::open::{Open, OpenList};
use super::rest::Rest;
use super::slot::{Done, Entries, Entry, Fail, List, Maybe, Slot, Source};
use super::trail::Trail;
use super::tries::choose;
use super::union::{Choice, Union};

/// Reads a value from a deserializer: what `Deserialize` of every model calls.
///
/// # Errors
/// Whatever the deserializer reports, and what does not fit the type.
pub fn read<'de, T: Slot, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::blank();
    read_into(deserializer, &mut value, &mut Trail::new())?;
    Ok(value)
}

/// Reads a value in place. If that fails, the trail says where.
pub(super) fn read_into<'de, D: Deserializer<'de>>(
    deserializer: D,
    slot: &mut dyn Slot,
    trail: &mut Trail,
) -> Result<(), D::Error> {
    let mut reader = Reader { value: Some(deserializer), error: None, trail, life: PhantomData };
    match slot.read(&mut reader) {
        Ok(()) => Ok(()),
        Err(Fail) => Err(reader.error.unwrap_or_else(|| D::Error::custom("a value was read twice"))),
    }
}

/// The [`Source`] over a serde deserializer.
struct Reader<'t, 'de, D: Deserializer<'de>> {
    value: Option<D>,
    error: Option<D::Error>,
    trail: &'t mut Trail,
    life: PhantomData<&'de ()>,
}

impl<'de, D: Deserializer<'de>> Reader<'_, 'de, D> {
    #[inline]
    fn run<T>(&mut self, read: impl FnOnce(D, &mut Trail) -> Result<T, D::Error>) -> Result<T, Fail> {
        let Some(value) = self.value.take() else { return Err(Fail) };
        match read(value, self.trail) {
            Ok(value) => Ok(value),
            Err(error) => {
                self.error = Some(error);
                Err(Fail)
            }
        }
    }
}

impl<'de, D: Deserializer<'de>> Source for Reader<'_, 'de, D> {
    fn fail(&mut self, reason: &dyn Display) -> Fail {
        self.error = Some(D::Error::custom(reason));
        Fail
    }

    fn expected(&mut self, what: &'static str) -> Fail {
        self.fail(&format_args!("invalid value, expected {what}"))
    }

    fn bool(&mut self) -> Result<bool, Fail> {
        self.run(|value, _| bool::deserialize(value))
    }

    fn i64(&mut self, what: &'static str) -> Result<i64, Fail> {
        self.run(|value, _| value.deserialize_i64(Signed(what)))
    }

    fn u64(&mut self, what: &'static str) -> Result<u64, Fail> {
        self.run(|value, _| value.deserialize_u64(Unsigned(what)))
    }

    fn f64(&mut self, what: &'static str) -> Result<f64, Fail> {
        self.run(|value, _| value.deserialize_f64(Float(what)))
    }

    fn number(&mut self) -> Result<String, Fail> {
        self.run(|value, _| value.deserialize_newtype_struct(RAW, Digits))
    }

    fn string(&mut self) -> Result<String, Fail> {
        self.run(|value, _| String::deserialize(value))
    }

    fn option_string(&mut self) -> Result<Option<String>, Fail> {
        self.run(|value, _| Option::<String>::deserialize(value))
    }

    fn json(&mut self) -> Result<Json, Fail> {
        self.run(|value, _| Json::deserialize(value))
    }

    fn option(&mut self, option: &mut dyn Maybe) -> Done {
        self.run(|value, trail| value.deserialize_option(Optional { option, trail }))
    }

    fn list(&mut self, list: &mut dyn List) -> Done {
        self.run(|value, trail| value.deserialize_seq(Array { list, trail }))
    }

    fn object(&mut self, entries: &mut dyn Entries) -> Done {
        self.run(|value, trail| value.deserialize_map(Object { entries, trail }))
    }

    fn union(&mut self, union: &'static Union, choice: &mut dyn Choice) -> Done {
        self.run(|value, trail| value.deserialize_any(Member { union, choice, trail }))
    }
}

/// Reads one value into one slot.
struct Into<'a> {
    slot: &'a mut dyn Slot,
    trail: &'a mut Trail,
}

impl<'de> DeserializeSeed<'de> for Into<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        read_into(deserializer, self.slot, self.trail)
    }
}

struct Optional<'a> {
    option: &'a mut dyn Maybe,
    trail: &'a mut Trail,
}

impl<'de> Visitor<'de> for Optional<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("null or a value")
    }

    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        read_into(deserializer, self.option.some(), self.trail)
    }
}

struct Array<'a> {
    list: &'a mut dyn List,
    trail: &'a mut Trail,
}

impl<'de> Visitor<'de> for Array<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        read_items(&mut items, self.list, self.trail)
    }
}

/// Reads what is left of an array.
pub(super) fn read_items<'de, A: SeqAccess<'de>>(
    items: &mut A,
    list: &mut dyn List,
    trail: &mut Trail,
) -> Result<(), A::Error> {
    let mut index = 0;
    loop {
        match items.next_element_seed(Element { list: &mut *list, trail: &mut *trail }) {
            Ok(Some(())) => index += 1,
            Ok(None) => return list.end().map_err(A::Error::custom),
            Err(error) => {
                trail.index(index);
                return Err(error);
            }
        }
    }
}

struct Element<'a> {
    list: &'a mut dyn List,
    trail: &'a mut Trail,
}

impl<'de> DeserializeSeed<'de> for Element<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.list.add() {
            Some(slot) => read_into(deserializer, slot, self.trail),
            None => Err(D::Error::custom("more elements than expected")),
        }
    }
}

struct Object<'a> {
    entries: &'a mut dyn Entries,
    trail: &'a mut Trail,
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.entries.what())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        read_entries(&mut map, self.entries, self.trail)
    }
}

/// Reads what is left of an object, or until `entries` wants to stop.
pub(super) fn read_entries<'de, A: MapAccess<'de>>(
    map: &mut A,
    entries: &mut dyn Entries,
    trail: &mut Trail,
) -> Result<(), A::Error> {
    while let Some(entry) = map.next_key_seed(Key(&mut *entries))? {
        // A property that nobody reads has no name to tell.
        let skipped = matches!(entry, Entry::Skip);
        let read = read_entry(map, entry, trail);
        if read.map_err(|error| if skipped { error } else { passed(error, entries, trail) })? {
            return Ok(());
        }
    }
    entries.end().map_err(A::Error::custom)
}

/// Reads the value of a property whose key was read; returns whether to stop.
pub(super) fn read_entry<'de, A: MapAccess<'de>>(
    map: &mut A,
    entry: Entry<'_>,
    trail: &mut Trail,
) -> Result<bool, A::Error> {
    match entry {
        Entry::Into(slot) => map.next_value_seed(Into { slot, trail }).map(|()| false),
        Entry::Last(slot) => map.next_value_seed(Into { slot, trail }).map(|()| true),
        Entry::Skip => map.next_value::<IgnoredAny>().map(|_| false),
        Entry::Stop => Ok(true),
        Entry::Refuse(reason) => Err(A::Error::custom(reason)),
    }
}

#[cold]
pub(super) fn passed<E>(error: E, entries: &mut dyn Entries, trail: &mut Trail) -> E {
    trail.key(entries.key());
    error
}

struct Key<'a>(&'a mut dyn Entries);

impl<'de, 'a> DeserializeSeed<'de> for Key<'a> {
    type Value = Entry<'a>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Entry<'a>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'a> Visitor<'_> for Key<'a> {
    type Value = Entry<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    fn visit_str<E>(self, key: &str) -> Result<Entry<'a>, E> {
        Ok(self.0.entry(key))
    }
}

// ---- unions

struct Member<'a> {
    union: &'static Union,
    choice: &'a mut dyn Choice,
    trail: &'a mut Trail,
}

impl Member<'_> {
    fn take<E: Error>(self, value: Json) -> Result<(), E> {
        choose(self.union, self.choice, &value, self.trail).map_err(E::custom)
    }
}

impl<'de> Visitor<'de> for Member<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.union)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.take(Json::Null)
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.take(Json::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.take(Json::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.take(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.take(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        if !value.is_finite() {
            return Err(E::invalid_value(Unexpected::Float(value), &self));
        }
        self.take(value.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.take(value.into())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<(), E> {
        self.take(value.into())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<(), A::Error> {
        let mut rest = Rest::of(items);
        let outcome = OpenList::new(&mut rest, self.trail).union(self.union, self.choice);
        rest.finish(outcome)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let mut rest = Rest::of(map);
        let outcome = Open::new(&mut rest, self.trail).union(self.union, self.choice);
        rest.finish(outcome)
    }
}
