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
    // Without rows, which the general form would read as one row that is empty, or as none.
    ($Type:ident { $(..$rest:ident)? }) => {
        const _: () = {
            static SHAPE: wire::Shape = wire::Shape { name: stringify!($Type), rows: &[], constants: &[] };
            impl wire::Slot for $Type {
                fn blank() -> Self {
                    Self { $($rest: wire::Slot::blank(),)? }
                }
                fn read(&mut self, from: &mut dyn wire::Source) -> wire::Done {
                    SHAPE.read(from, &mut [], &mut [$(&mut self.$rest)?])
                }
                fn write(&self, to: &mut dyn wire::Sink) {
                    SHAPE.write(to, &[], &[$(&self.$rest)?]);
                }
            }
        };
        wire::traits!($Type);
    };
    ($Type:ident {
        $(
            $($constant:literal == $value:literal $(? $($may_lack:lifetime)?)?)?
            $($field:ident $(= $name:literal)? $(? $($optional:lifetime)?)?)?
        ),*
        $(, ..$rest:ident)?
    }) => {
        const _: () = {
            static SHAPE: wire::Shape = wire::Shape {
                name: stringify!($Type),
                rows: &[$($(
                    wire::Row::new(stringify!($field)) $(.named($name))? $(.optional() $($optional)?)?,
                )?)*],
                constants: &[$($(
                    wire::Fixed::new($constant, &$value) $(.optional() $($may_lack)?)?,
                )?)*],
            };
            impl wire::Slot for $Type {
                fn blank() -> Self {
                    Self { $($($field: wire::Slot::blank(),)?)* $($rest: wire::Slot::blank(),)? }
                }
                fn read(&mut self, from: &mut dyn wire::Source) -> wire::Done {
                    SHAPE.read(from, &mut [$($(&mut self.$field,)?)*], &mut [$(&mut self.$rest)?])
                }
                fn write(&self, to: &mut dyn wire::Sink) {
                    SHAPE.write(to, &[$($(&self.$field,)?)*], &[$(&self.$rest)?]);
                }
            }
        };
        wire::traits!($Type);
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
        const _: () = {
            static LISTED: &[&dyn wire::Constant] = &[$(&$value),*];
            static VARIANTS: &[$Enum] = &[$($Enum::$Variant),*];
            impl wire::Slot for $Enum {
                fn blank() -> Self {
                    Self::Unlisted(wire::Json::Null)
                }
                fn read(&mut self, from: &mut dyn wire::Source) -> wire::Done {
                    let value = from.json()?;
                    *self = match wire::listed(LISTED, VARIANTS, &value) {
                        Some(variant) => variant.clone(),
                        None => Self::Unlisted(wire::unlisted(LISTED, value, from)?),
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
                    match wire::listed(LISTED, VARIANTS, &value) {
                        Some(variant) => variant.clone(),
                        None => Self::Unlisted(value),
                    }
                }
            }
        };
        wire::traits!($Enum);
    };
}

macro_rules! union {
    () => {};
    ($Enum:ident { $First:ident $($rows:tt)* }) => {
        wire::union!($Enum blank $First { $First $($rows)* });
    };
    ($Enum:ident blank $Blank:ident {
        $($Variant:ident($Payload:ty): $($kind:ident)|+ $($key:literal)* $(from $From:ty)?),* $(,)?
    }) => {
        const _: () = {
            static UNION: wire::Union = wire::Union::untagged(stringify!($Enum), &[
                $(wire::Member::new(stringify!($Variant), wire::Kinds::NONE$(.$kind())+, &[$($key),*])),*
            ]);
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
                    from.union(&UNION, self)
                }
                fn write(&self, to: &mut dyn wire::Sink) {
                    match self {
                        $(Self::$Variant(member) => wire::Slot::write(member, to),)*
                    }
                }
            }
        };
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
        $($Variant:ident($Payload:ty) = $value:literal $(from $From:ty)?),* $(,)?
    }) => {
        const _: () = {
            static UNION: wire::Union = wire::Union::tagged(stringify!($Enum), $tag, &[
                $(wire::Member::new(stringify!($Variant), wire::Kinds::NONE.object(), &[$value])),*
            ]);
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
                    from.union(&UNION, self)
                }
                fn write(&self, to: &mut dyn wire::Sink) {
                    match self {
                        $(Self::$Variant(member) => wire::write_tagged(to, $tag, $value, member),)*
                        Self::Unlisted(value) => value.write(to),
                    }
                }
            }
        };
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

pub(crate) use {newtype, object, tagged, traits, union, values};
