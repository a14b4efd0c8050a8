//! The types of the document, version `1`.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Self_ { pub a: Option<String> }
wire::object!(Self_ { a? });
wire::builder!(Self_ { new(); a(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Ping { pub b: Option<String>, pub a: Option<String> }
wire::object!(Ping { b?, a? });
wire::builder!(Ping { new(); b(into String); a(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Pong { pub a: Option<String>, pub b: Option<String> }
wire::object!(Pong { a?, b? });
wire::builder!(Pong { new(); a(into String); b(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Left { pub next: Option<Box<Left>>, pub l: Option<String> }
wire::object!(Left { next?, l? });
wire::builder!(Left { new(); next(boxed Left); l(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Right { pub next: Option<Box<Right>>, pub r: Option<String> }
wire::object!(Right { next?, r? });
wire::builder!(Right { new(); next(boxed Right); r(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Both { pub next: Option<BothNext>, pub l: Option<String>, pub r: Option<String> }
wire::object!(Both { next?, l?, r? });
wire::builder!(Both { new(); next(into BothNext); l(into String); r(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct BothNext { pub next: Option<Box<BothNext>>, pub l: Option<String>, pub r: Option<String> }
wire::object!(BothNext { next?, l?, r? });
wire::builder!(BothNext { new(); next(boxed BothNext); l(into String); r(into String); });
