//! What holds other values. These are generic over them, so they do as little as possible.

use std::hash::Hash;

use indexmap::IndexMap;

use super::object::Object;
use super::slot::{Done, Entries, Entry, Items, List, Maybe, Pairs, Sink, Slot, Source};

/// An object whose property names are data: a map that keeps the order of its entries. The keys are text, or an enum of
/// text: `Map<V, K>`.
pub type Map<V, K = String> = IndexMap<K, V>;

impl<T: Slot> Slot for Box<T> {
    fn blank() -> Self {
        Box::new(T::blank())
    }

    fn read(&mut self, from: &mut dyn Source) -> Done {
        T::read(self, from)
    }

    fn write(&self, to: &mut dyn Sink) {
        T::write(self, to);
    }
}

impl<T: Slot> Slot for Option<T> {
    fn blank() -> Self {
        None
    }

    fn read(&mut self, from: &mut dyn Source) -> Done {
        T::read_option(self, from)
    }

    fn write(&self, to: &mut dyn Sink) {
        match self {
            Some(value) => value.write(to),
            None => to.none(),
        }
    }

    fn absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Slot> Maybe for Option<T> {
    fn some(&mut self) -> &mut dyn Slot {
        self.insert(T::blank())
    }
}

impl<T: Slot> Slot for Vec<T> {
    fn blank() -> Self {
        Vec::new()
    }

    fn read(&mut self, from: &mut dyn Source) -> Done {
        from.list(self)
    }

    fn write(&self, to: &mut dyn Sink) {
        to.list(self);
    }
}

impl<T: Slot> List for Vec<T> {
    fn add(&mut self) -> Option<&mut dyn Slot> {
        self.push(T::blank());
        match self.last_mut() {
            Some(last) => Some(last),
            None => None,
        }
    }
}

impl<T: Slot> Items for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn item(&self, index: usize) -> Option<&dyn Slot> {
        match self.get(index) {
            Some(item) => Some(item),
            None => None,
        }
    }
}

/// What can be the key of a [`Map`]: text, and the enums of text.
pub trait Key: for<'a> From<&'a str> + AsRef<str> + Hash + Eq {}

impl<K: for<'a> From<&'a str> + AsRef<str> + Hash + Eq> Key for K {}

impl<V: Slot, K: Key> Slot for IndexMap<K, V> {
    fn blank() -> Self {
        IndexMap::new()
    }

    fn read(&mut self, from: &mut dyn Source) -> Done {
        from.object(self)
    }

    fn write(&self, to: &mut dyn Sink) {
        to.object(&Object::of_pairs(&[self]));
    }
}

impl<V: Slot, K: Key> Entries for IndexMap<K, V> {
    fn what(&self) -> &'static str {
        "a map"
    }

    fn entry(&mut self, key: &str) -> Entry<'_> {
        let (index, old) = self.insert_full(K::from(key), V::blank());
        match (self.get_index_mut(index), old) {
            (Some((_, value)), None) => Entry::Into(value),
            _ => Entry::Refuse(format!("duplicate field `{key}`")),
        }
    }

    fn key(&self) -> &str {
        self.last().map_or("", |(key, _)| key.as_ref())
    }

    fn names(&self, _key: &str) -> bool {
        false
    }
}

impl<V: Slot, K: Key> Pairs for IndexMap<K, V> {
    fn each(&self, entry: &mut dyn FnMut(&str, &dyn Slot) -> Done) -> Done {
        self.iter().try_for_each(|(key, value)| entry(key.as_ref(), value))
    }
}

macro_rules! tuples {
    ($($($T:ident $field:ident)+;)*) => {$(
        impl<$($T: Slot),+> Slot for ($($T,)+) {
            fn blank() -> Self {
                ($($T::blank(),)+)
            }

            fn read(&mut self, from: &mut dyn Source) -> Done {
                let ($($field,)+) = self;
                from.list(&mut Elements { slots: &mut [$($field),+], next: 0 })
            }

            fn write(&self, to: &mut dyn Sink) {
                let ($($field,)+) = self;
                to.list(&Fixed(&[$($field),+]));
            }
        }
    )*};
}

tuples! {
    A a;
    A a B b;
    A a B b C c;
    A a B b C c D d;
    A a B b C c D d E e;
    A a B b C c D d E e F f;
    A a B b C c D d E e F f G g;
    A a B b C c D d E e F f G g H h;
    A a B b C c D d E e F f G g H h I i;
    A a B b C c D d E e F f G g H h I i J j;
    A a B b C c D d E e F f G g H h I i J j K k;
    A a B b C c D d E e F f G g H h I i J j K k L l;
}

/// The elements of a tuple that is being written.
struct Fixed<'a>(&'a [&'a dyn Slot]);

impl Items for Fixed<'_> {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn item(&self, index: usize) -> Option<&dyn Slot> {
        self.0.get(index).copied()
    }
}

/// The elements of a tuple that is being read.
struct Elements<'a, 's> {
    slots: &'a mut [&'s mut dyn Slot],
    next: usize,
}

impl List for Elements<'_, '_> {
    fn add(&mut self) -> Option<&mut dyn Slot> {
        let slot = self.slots.get_mut(self.next)?;
        self.next += 1;
        Some(&mut **slot)
    }

    fn end(&mut self) -> Result<(), String> {
        let (found, expected) = (self.next, self.slots.len());
        if found == expected {
            return Ok(());
        }
        Err(format!("invalid length {found}, expected an array of {expected} elements"))
    }
}
