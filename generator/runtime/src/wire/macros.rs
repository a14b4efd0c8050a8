//! The tables of models: what these macros take is told in [the grammar](super).
//!
//! Their expansions are what a client pays for in compile time. They contain no closures, no loops and nothing generic
//! beyond what a type needs, and name everything through `wire`, which is in scope where they are used.

/// The traits that every model has: their code is elsewhere, once.
macro_rules! traits {
    () => {};
    ($Type:ident) => {
        impl ::std::fmt::Debug for $Type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                wire::debug(self, f)
            }
        }
        impl ::serde::Serialize for $Type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                wire::write(self, serializer)
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $Type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                wire::read(deserializer)
            }
        }
    };
}

macro_rules! object {
    () => {};
    // What most objects are.
    ($Type:ident { $($field:ident $(= $name:literal)? $(? $($optional:lifetime)?)?),+ }) => {
        impl wire::Slot for $Type {
            fn blank() -> Self {
                Self { $($field: wire::Slot::blank(),)+ }
            }
            fn read(&mut self, from: &mut dyn wire::Source) -> wire::Done {
                wire::read_object(
                    wire::names!($Type $($field $(= $name)? $(? $($optional)?)?,)+),
                    from,
                    &mut [$(&mut self.$field),+],
                )
            }
            fn write(&self, to: &mut dyn wire::Sink) {
                wire::write_object(
                    wire::names!($Type $($field $(= $name)? $(? $($optional)?)?,)+),
                    to,
                    &[$(&self.$field),+],
                );
            }
        }
        wire::traits!($Type);
    };
    // Without rows, which the form below would read as one row that is empty, or as none.
    ($Type:ident { $(..$rest:ident)? }) => {
        wire::object!(@ $Type [$Type] [] [] [$($rest)?]);
    };
    ($Type:ident {
        $(
            $($constant:literal == $value:literal $(? $($may_lack:lifetime)?)?)?
            $($field:ident $(= $name:literal)? $(? $($optional:lifetime)?)?)?
        ),*
        $(, ..$rest:ident)?
    }) => {
        wire::object!(@ $Type
            [$Type $($($field $(= $name)? $(? $($optional)?)?,)?)*]
            [$($($field)?)*]
            [$($(wire::Fixed {
                name: $constant,
                value: &$value,
                optional: false $(| true $($may_lack)?)?,
            },)?)*]
            [$($rest)?]
        );
    };
    (@ $Type:ident [$($names:tt)*] [$($field:ident)*] [$($constants:tt)*] [$($rest:ident)?]) => {
        impl wire::Slot for $Type {
            fn blank() -> Self {
                Self { $($field: wire::Slot::blank(),)* $($rest: wire::Slot::blank(),)? }
            }
            fn read(&mut self, from: &mut dyn wire::Source) -> wire::Done {
                let shape = wire::Shape { names: wire::names!($($names)*), constants: &[$($constants)*] };
                shape.read(from, &mut [$(&mut self.$field),*], &mut [$(&mut self.$rest)?])
            }
            fn write(&self, to: &mut dyn wire::Sink) {
                let shape = wire::Shape { names: wire::names!($($names)*), constants: &[$($constants)*] };
                shape.write(to, &[$(&self.$field),*], &[$(&self.$rest)?]);
            }
        }
        wire::traits!($Type);
    };
}

/// The names of an object as one text: see [`Shape`](super::object::Shape).
macro_rules! names {
    () => {};
    ($Type:ident $($field:ident $(= $name:literal)? $(? $($optional:lifetime)?)?,)*) => {
        concat!(
            stringify!($Type),
            $("\0", $($name, "\u{2}",)? stringify!($field), $("\u{1}", $(stringify!($optional),)?)?)*
        )
    };
}

macro_rules! newtype {
    () => {};
    ($Type:ident from $Inner:ty) => {
        impl From<$Inner> for $Type {
            fn from(inner: $Inner) -> Self {
                Self(inner)
            }
        }
        wire::newtype!($Type);
    };
    ($Type:ident) => {
        impl wire::Slot for $Type {
            fn blank() -> Self {
                Self(wire::Slot::blank())
            }
            fn read(&mut self, from: &mut dyn wire::Source) -> wire::Done {
                self.0.read(from)
            }
            fn write(&self, to: &mut dyn wire::Sink) {
                self.0.write(to);
            }
        }
        wire::traits!($Type);
    };
}

macro_rules! values {
    () => {};
    ($Enum:ident { $($Variant:ident = $value:literal),* $(,)? }) => {
        impl wire::Slot for $Enum {
            fn blank() -> Self {
                Self::Unlisted(wire::Json::Null)
            }
            fn read(&mut self, from: &mut dyn wire::Source) -> wire::Done {
                let value = from.json()?;
                let listed: &[&dyn wire::Constant] = &[$(&$value),*];
                *self = match wire::listed(listed, &[$(Self::$Variant),*], &value) {
                    Some(variant) => variant.clone(),
                    None => Self::Unlisted(wire::unlisted(listed, value, from)?),
                };
                Ok(())
            }
            fn write(&self, to: &mut dyn wire::Sink) {
                match self {
                    $(Self::$Variant => wire::Constant::tell(&$value, to),)*
                    Self::Unlisted(value) => value.write(to),
                }
            }
        }
        impl From<wire::Json> for $Enum {
            fn from(value: wire::Json) -> Self {
                match wire::listed(&[$(&$value),*], &[$(Self::$Variant),*], &value) {
                    Some(variant) => variant.clone(),
                    None => Self::Unlisted(value),
                }
            }
        }
        wire::traits!($Enum);
    };
}

macro_rules! union {
    () => {};
    ($Enum:ident { $First:ident $($rows:tt)* }) => {
        wire::union!($Enum blank $First { $First $($rows)* });
    };
    ($Enum:ident blank $Blank:ident {
        $($Variant:ident: $($kind:ident)|+ $($key:literal)* $(from $From:ty)?),* $(,)?
    }) => {
        impl wire::Choice for $Enum {
            fn begin(&mut self, index: usize) -> &mut dyn wire::Slot {
                let mut turn = wire::Turn(index);
                $(if turn.comes() {
                    *self = Self::$Variant(wire::Slot::blank());
                })*
                match self {
                    $(Self::$Variant(member) => member,)*
                }
            }
        }
        impl wire::Slot for $Enum {
            fn blank() -> Self {
                Self::$Blank(wire::Slot::blank())
            }
            fn read(&mut self, from: &mut dyn wire::Source) -> wire::Done {
                from.union(
                    &wire::Union {
                        name: stringify!($Enum),
                        tag: None,
                        members: &[$(wire::Member {
                            name: stringify!($Variant),
                            kinds: wire::Kinds($(wire::kind!($kind))|+),
                            keys: &[$($key),*],
                        }),*],
                    },
                    self,
                )
            }
            fn write(&self, to: &mut dyn wire::Sink) {
                match self {
                    $(Self::$Variant(member) => wire::Slot::write(member, to),)*
                }
            }
        }
        wire::traits!($Enum);
        $($(
            impl From<$From> for $Enum {
                fn from(member: $From) -> Self {
                    Self::$Variant(From::from(member))
                }
            }
        )?)*
    };
}

macro_rules! tagged {
    () => {};
    ($Enum:ident by $tag:literal {
        $($Variant:ident = $value:literal $(from $From:ty)?),* $(,)?
    }) => {
        impl wire::Choice for $Enum {
            fn begin(&mut self, index: usize) -> &mut dyn wire::Slot {
                let mut turn = wire::Turn(index);
                $(if turn.comes() {
                    *self = Self::$Variant(wire::Slot::blank());
                })*
                match self {
                    $(Self::$Variant(member) => member,)*
                    Self::Unlisted(value) => value,
                }
            }
        }
        impl wire::Slot for $Enum {
            fn blank() -> Self {
                Self::Unlisted(wire::Json::Null)
            }
            fn read(&mut self, from: &mut dyn wire::Source) -> wire::Done {
                from.union(
                    &wire::Union {
                        name: stringify!($Enum),
                        tag: Some($tag),
                        members: &[$(wire::Member {
                            name: stringify!($Variant),
                            kinds: wire::Kinds(wire::kind!(object)),
                            keys: &[$value],
                        }),*],
                    },
                    self,
                )
            }
            fn write(&self, to: &mut dyn wire::Sink) {
                match self {
                    $(Self::$Variant(member) => wire::write_tagged(to, $tag, $value, member),)*
                    Self::Unlisted(value) => value.write(to),
                }
            }
        }
        wire::traits!($Enum);
        $($(
            impl From<$From> for $Enum {
                fn from(member: $From) -> Self {
                    Self::$Variant(From::from(member))
                }
            }
        )?)*
    };
}

/// The bit of a JSON type in [`Kinds`](super::union::Kinds).
macro_rules! kind {
    () => {};
    (null) => {
        1
    };
    (boolean) => {
        2
    };
    (integer) => {
        4
    };
    (number) => {
        8
    };
    (string) => {
        16
    };
    (array) => {
        32
    };
    (object) => {
        64
    };
    (any) => {
        127
    };
}

pub(crate) use {kind, names, newtype, object, tagged, traits, union, values};
