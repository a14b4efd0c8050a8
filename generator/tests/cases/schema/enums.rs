//! The types of the document, version `1`.
//!
//! Enums are open: `Unlisted` is a value that the document does not list, as it came.

use super::runtime::wire;

#[derive(Clone)] #[non_exhaustive]
pub enum Theme { Dark, Light, Unlisted(wire::Unlisted) }
wire::strings!(Theme { Dark = "dark", Light = "light" });

#[derive(Clone)] #[non_exhaustive]
pub enum Open { A, B, Unlisted(wire::Unlisted) }
wire::strings!(Open { A = "a", B = "b" });

#[derive(Clone)] #[non_exhaustive]
pub enum Either { Dark, Light, Blue, Unlisted(wire::Unlisted) }
wire::strings!(Either { Dark = "dark", Light = "light", Blue = "blue" });

#[derive(Clone)] #[non_exhaustive]
pub enum Other { Blue, Dark, Unlisted(wire::Unlisted) }
wire::strings!(Other { Blue = "blue", Dark = "dark" });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Integers { _1, _2, Minus1, Unlisted(wire::Json) }
wire::values!(Integers { _1 = 1, _2 = 2, Minus1 = -1 });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Mixed { A, _1, True, Unlisted(wire::Json) }
wire::values!(Mixed { A = "a", _1 = 1, True = true });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Boolean { True, Unlisted(wire::Json) }
wire::values!(Boolean { True = true });

#[derive(Clone)] #[non_exhaustive]
pub enum Colliding { AHyphenB, AUnderscoreB, AB, Empty, Plus1, Minus1, Self_, _1, Unlisted(wire::Unlisted) }
wire::strings!(Colliding {
    AHyphenB = "a-b", AUnderscoreB = "a_b", AB = "aB", Empty = "", Plus1 = "+1", Minus1 = "-1",
    Self_ = "self", _1 = "1"
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Documented {
    /// No light.
    Off,
    /// Light.
    On,
    Unlisted(wire::Json),
}
wire::values!(Documented { Off = 0, On = 1 });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Described {
    /// Ten of them.
    Ten,
    Twenty,
    Unlisted(wire::Json),
}
wire::values!(Described { Ten = 10, Twenty = 20 });

#[derive(Clone)] #[non_exhaustive]
pub enum Unquoted { _1, Yes, _2_5, Unlisted(wire::Unlisted) }
wire::strings!(Unquoted { _1 = "1", Yes = "yes", _2_5 = "2.5" });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Quoted { _1, _2, Unlisted(wire::Json) }
wire::values!(Quoted { _1 = 1, _2 = 2 });

#[derive(Clone)] #[non_exhaustive]
pub enum Constant { Fixed, Unlisted(wire::Unlisted) }
wire::strings!(Constant { Fixed = "fixed" });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Holder {
    pub level: Option<HolderLevel>,
    pub status: Option<Status>,
    pub one: Option<HolderOne>,
    /// The only text listed: The name is not one of those that exist.
    pub message: Option<String>,
}
wire::object!(Holder { "version" == "2", level?, status?, one?, message? });
wire::builder!(Holder {
    new(); level(into HolderLevel); status(into Status); one(into HolderOne); message(into String);
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum HolderLevel { _3, Unlisted(wire::Json) }
wire::values!(HolderLevel { _3 = 3 });

#[derive(Clone)] #[non_exhaustive]
pub enum Status { On, Off, Unlisted(wire::Unlisted) }
wire::strings!(Status { On = "on", Off = "off" });

#[derive(Clone)] #[non_exhaustive]
pub enum HolderOne { Single, Unlisted(wire::Unlisted) }
wire::strings!(HolderOne { Single = "single" });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Shared { pub status: Option<Status> }
wire::object!(Shared { status? });
wire::builder!(Shared { new(); status(into Status); });
