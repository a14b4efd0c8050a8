//! The types of the document, version `1`.
//!
//! Enums are open: `Unlisted` is a value that the document does not list, as it came.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Types { pub v: wire::Json, pub w: Option<String> }
wire::object!(Types { v, w? });
wire::builder!(Types { new(v(into wire::Json)); w(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Values { pub v: Option<wire::Json> }
wire::object!(Values { v? });
wire::builder!(Values { new(); v(into wire::Json); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Narrowed { pub v: Option<i32>, pub e: Option<NarrowedE> }
wire::object!(Narrowed { v?, e? });
wire::builder!(Narrowed { new(); v(i32); e(into NarrowedE); });

#[derive(Clone)] #[non_exhaustive]
pub enum NarrowedE { B, C, Unlisted(wire::Unlisted) }
wire::strings!(NarrowedE { B = "b", C = "c" });
