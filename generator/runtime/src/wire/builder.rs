//! Constructors and setters of models that are sent: what they take is told in [the grammar](super).

use std::hash::Hash;

use indexmap::IndexMap;

/// Converts the elements of a list.
pub fn into_list<T, I: Into<T>>(items: impl IntoIterator<Item = I>) -> Vec<T> {
    items.into_iter().map(Into::into).collect()
}

/// Converts the keys and the values of a map. Of two entries with one key the second counts.
pub fn into_map<K: Hash + Eq, V, A: Into<K>, B: Into<V>>(
    entries: impl IntoIterator<Item = (A, B)>,
) -> IndexMap<K, V> {
    entries.into_iter().map(|(key, value)| (key.into(), value.into())).collect()
}

macro_rules! builder {
    () => {};
    ($(#[$attr:meta])? $Type:ident {
        new($($filled:ident = $value:expr),* $(,)?)
        $(; $(#[$stale:meta])? $field:ident($($spec:tt)*))* $(;)?
    }) => {
        impl Default for $Type {
            fn default() -> Self {
                Self { $($filled: $value,)* $($field: Default::default(),)* }
            }
        }
        impl $Type {
            $(#[$attr])?
            /// Makes one; nothing is required.
            pub fn new() -> Self {
                // Not `Self::default`: a setter may have that name.
                Default::default()
            }
            $(wire::setter!($(#[$stale])? $field $($spec)*);)*
        }
    };
    ($(#[$attr:meta])? $Type:ident { new($Required:ident { $($param:ident $(? $($some:lifetime)?)?),* $(,)? }) $(; $(#[$stale:meta])? $field:ident($($spec:tt)*))* $(;)? }) => {
        impl $Type {
            $(#[$attr])?
            /// Makes one from what is required.
            pub fn new(required: $Required) -> Self {
                Self {
                    $($param: wire::kept!(required.$param $(, some $($some)?)?),)*
                    $($field: Default::default(),)*
                }
            }
            $(wire::setter!($(#[$stale])? $field $($spec)*);)*
        }
    };
    ($(#[$attr:meta])? $Type:ident {
        new($($param:ident $(($($given:tt)*))? $(= $filled:expr)?),+ $(,)?)
        $(; $(#[$stale:meta])? $field:ident($($spec:tt)*))* $(;)?
    }) => {
        impl $Type {
            $(#[$attr])?
            /// Makes one from what is required.
            pub fn new($($($param: wire::given!($($given)*),)?)*) -> Self {
                Self {
                    $($($param: wire::stored!($param $($given)*),)? $($param: $filled,)?)*
                    $($field: Default::default(),)*
                }
            }
            $(wire::setter!($(#[$stale])? $field $($spec)*);)*
        }
    };
}

/// The type of a parameter.
macro_rules! given {
    () => {};
    (some $($spec:tt)*) => { wire::given!($($spec)*) };
    (into $T:ty) => { impl Into<$T> };
    (boxed $T:ty) => { impl Into<$T> };
    (list $T:ty) => { impl IntoIterator<Item = impl Into<$T>> };
    (map $K:ty => $V:ty) => { impl IntoIterator<Item = (impl Into<$K>, impl Into<$V>)> };
    (map $V:ty) => { impl IntoIterator<Item = (impl Into<String>, impl Into<$V>)> };
    (null $T:ty) => { Option<$T> };
    ($T:ty) => { $T };
}

/// The value that is stored for a parameter.
macro_rules! stored {
    () => {};
    ($value:ident some $($spec:tt)*) => {
        Some(wire::stored!($value $($spec)*))
    };
    ($value:ident into $T:ty) => {
        $value.into()
    };
    ($value:ident boxed $T:ty) => {
        Box::new($value.into())
    };
    ($value:ident list $T:ty) => {
        wire::into_list($value)
    };
    ($value:ident map $($T:tt)*) => {
        wire::into_map($value)
    };
    ($value:ident null $T:ty) => {
        $value
    };
    ($value:ident $T:ty) => {
        $value
    };
}

/// The value that is stored for a field of the struct that `new` takes.
macro_rules! kept {
    () => {};
    ($value:expr) => {
        $value
    };
    ($value:expr, some) => {
        Some($value)
    };
}

/// One setter. The most frequent forms come first and are written out: this is expanded more often than anything else.
macro_rules! setter {
    () => {};
    ($(#[$stale:meta])? $field:ident into $T:ty) => {
        /// Sets the field of this name.
        #[must_use]
        $(#[$stale])?
        pub fn $field(mut self, value: impl Into<$T>) -> Self {
            self.$field = Some(value.into());
            self
        }
    };
    ($(#[$stale:meta])? $field:ident list $T:ty) => {
        /// Sets the field of this name.
        #[must_use]
        $(#[$stale])?
        pub fn $field(mut self, items: impl IntoIterator<Item = impl Into<$T>>) -> Self {
            self.$field = Some(wire::into_list(items));
            self
        }
    };
    ($(#[$stale:meta])? $field:ident patch $null:ident $($spec:tt)*) => {
        /// Sets the field of this name.
        #[must_use]
        $(#[$stale])?
        pub fn $field(mut self, value: wire::given!($($spec)*)) -> Self {
            self.$field = wire::Patch::Value(wire::stored!(value $($spec)*));
            self
        }
        /// Clears the field: it is sent as null.
        #[must_use]
        $(#[$stale])?
        pub fn $null(mut self) -> Self {
            self.$field = wire::Patch::Null;
            self
        }
    };
    ($(#[$stale:meta])? $field:ident rest $K:ty => $V:ty) => {
        /// Sets the properties that have no field of their own.
        #[must_use]
        $(#[$stale])?
        pub fn $field(mut self, entries: wire::given!(map $K => $V)) -> Self {
            self.$field = wire::into_map(entries);
            self
        }
    };
    ($(#[$stale:meta])? $field:ident rest $V:ty) => {
        wire::setter!($(#[$stale])? $field rest String => $V);
    };
    ($(#[$stale:meta])? $field:ident boxed $($T:tt)*) => {
        wire::setter!(@ $(#[$stale])? $field boxed $($T)*);
    };
    ($(#[$stale:meta])? $field:ident map $($T:tt)*) => {
        wire::setter!(@ $(#[$stale])? $field map $($T)*);
    };
    ($(#[$stale:meta])? $field:ident $T:ty) => {
        /// Sets the field of this name.
        #[must_use]
        $(#[$stale])?
        pub fn $field(mut self, value: $T) -> Self {
            self.$field = Some(value);
            self
        }
    };
    (@ $(#[$stale:meta])? $field:ident $($spec:tt)*) => {
        /// Sets the field of this name.
        #[must_use]
        $(#[$stale])?
        pub fn $field(mut self, value: wire::given!($($spec)*)) -> Self {
            self.$field = Some(wire::stored!(value $($spec)*));
            self
        }
    };
}

pub(crate) use {builder, given, kept, setter, stored};
