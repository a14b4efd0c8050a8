//! Reading and writing models: one generic implementation of serde for every type of a client.
//!
//! A generated model is a plain struct or enum followed by one macro line, its table. The table says what each part is
//! called on the wire; everything that serde derives would print per type lives here once. Both serde traits are
//! implemented for every model, for any self-describing format.
//!
//! # The macros
//!
//! Call sites have `use super::runtime::wire;` in scope. Rows are separated by commas (`builder!`: the setters by
//! semicolons); a trailing comma is accepted. `"…"` is a string literal.
//!
//! ```text
//! object!(Type { ROW, … [, ..rest] })
//!     field                     required: must be present; an `Option` field that is required reads and writes null
//!     field?                    left out when absent (`None`, `Patch::Absent`); null reads as `None`
//!     field = "wire"            its name on the wire; otherwise that is the field's own name
//!     field = "wire"?
//!     r#type = "type"           raw names always say their name on the wire
//!     "wire" == CONSTANT        no field: must be present and equal; always written, before the fields
//!     "wire" == CONSTANT?       checked when present; always written
//!                               CONSTANT: "text", true, false, 1, -1, 1.5; integers beyond i32 with suffix: 5000000000i64
//!     ..rest                    last: a `wire::Map` of every property that no row names
//!
//! strings!(Enum { Variant = "text", … })            and a variant `Unlisted(wire::Unlisted)`
//! values!(Enum { Variant = CONSTANT, … })           and a variant `Unlisted(wire::Json)`
//! newtype!(Type)  newtype!(Type from Inner)         `pub struct Type(pub Inner)`; the second form adds From<Inner>
//!
//! union!(Enum [blank Variant] { ROW, … })             every variant holds one value
//!     Variant: KIND | … "key" … [from Type]
//!                               KIND: null boolean integer number string array object any
//!                               "key": a property that decides for this member as soon as it is seen
//!                               from Type: adds From<Type>; the variant holds a Type, or a Box of one
//!     blank Variant             the member that a placeholder is made of. Its payload must have a finite instance that
//!                               does not pass through Enum again (of the proof that Enum is finite: the step that proved
//!                               it). Left out: the first row, which is always right where that one is not an object
//!
//! tagged!(Enum by "tag" { Variant = "value" [from Type], … })   and a variant `Unlisted(wire::Json)`
//!
//! builder!(Type { new(PARAM, …); SETTER; … })
//! builder!(Type { new(Struct { field, … }); SETTER; … })    `new` takes a value of this struct, which has these fields;
//!                                                           of `field?` the value, where the type has an Option
//!     PARAM   field(SPEC)  |  field = EXPRESSION    the second is filled in without asking
//!     SETTER  field(SPEC)                           the field starts as Default::default()
//!             #[deprecated] before a setter marks it, before Type it marks `new`
//!             Every field is named once: one that is forgotten is a compile error, never an empty value.
//!             Without any field(SPEC) in `new` the type also implements Default.
//!     SPEC    T                       by value
//!             into T                  impl Into<T>
//!             boxed T                 impl Into<T>, stored as Box<T>
//!             list T                  impl IntoIterator<Item = impl Into<T>>
//!             map T   map K => T      impl IntoIterator<Item = (impl Into<K>, impl Into<T>)>; K is String
//!             null T                  only in `new`: takes Option<T>
//!             some SPEC               only in `new`: like SPEC, stored as Some
//!             rest T  rest K => T     only as setter: like `map`, for the `..rest` field
//!             patch FIELD_NULL SPEC   only as setter: three-valued; adds a method of the name FIELD_NULL
//! ```
//!
//! Types for fields: [`Json`], [`Map`]`<V>` (keys are text) and `Map<V, K>`, [`Patch`]`<T>`, `Option`, `Vec`, `Box`, tuples
//! of up to twelve, `bool`, `i32`, `i64`, `u32`, `u64`, `f32`, `f64`, `String`, `Blob`, and whatever else implements [`Slot`].
//!
//! # JSON
//!
//! [`from_json`] and [`to_json`], which the client uses, do not go over serde: a text that is right is read straight into the
//! value. What that way cannot read is read again over serde_json, which says what is wrong, so that errors are the same.
//!
//! # In a client
//!
//! The crate root says `mod runtime; pub use runtime::wire;`, so that callers can name these types, and so that
//! what a client happens not to use is public API rather than dead code.
//!
//! Models derive `#[derive(Clone, PartialEq)]`, enums of text `#[derive(Clone)]`; the table implements `Debug` along with
//! serde's traits, which takes an eighth off `cargo check` and prints only what is there. Enums of text are compared by
//! their text.

#[cfg(not(without = "uploads"))]
mod blob;
mod builder;
mod constant;
mod container;
mod debug;
mod index;
mod json;
mod kept;
mod leaf;
mod macros;
mod numbers;
mod object;
mod open;
mod patch;
mod plain;
mod read;
mod read_json;
mod rest;
mod scan;
mod slot;
mod text;
mod trail;
mod tries;
mod union;
#[cfg(not(without = "wide"))]
mod wide;
mod write;
mod write_json;

#[cfg(not(without = "uploads"))]
pub use self::blob::Blob;
pub use self::builder::{into_list, into_map};
pub use self::constant::{Constant, listed, unlisted};
pub use self::container::{Key, Map};
pub use self::debug::debug;
pub use self::json::{DecodeError, EncodeError, from_json, from_value, to_json};
pub use self::object::{Fixed, Object, Shape, read_object, write_object};
pub use self::patch::Patch;
pub use self::plain::from_text;
pub use self::read::read;
pub use self::slot::{Done, Entries, Entry, Fail, Items, List, Maybe, Pairs, Sink, Slot, Source};
pub use self::text::{Unlisted, parse, read_text};
pub use self::union::{Choice, Kinds, Member, Turn, Union};
pub use self::write::{write, write_tagged};
pub use serde_json::Value as Json;

#[cfg(not(without = "uploads"))]
pub(crate) use self::blob::{Content, Once};
pub(crate) use self::builder::{builder, given, kept, setter, stored};
pub(crate) use self::macros::{kind, names, newtype, object, tagged, traits, union, values};
pub(crate) use self::text::strings;

// No client uses every macro; one that is never used would be warned about.
builder!();
given!();
kept!();
kind!();
names!();
newtype!();
object!();
setter!();
stored!();
strings!();
tagged!();
traits!();
union!();
values!();
