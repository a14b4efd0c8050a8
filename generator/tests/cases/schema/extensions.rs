//! The types of the document, version `1`.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Renamed { pub alpha: Option<String>, pub inner: Option<Core> }
wire::object!(Renamed { alpha = "a"?, inner? });
wire::builder!(Renamed { new(); alpha(into String); inner(into Core); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Core { pub b: Option<String> }
wire::object!(Core { b? });
wire::builder!(Core { new(); b(into String); });
