//! The types of the document, version `1`.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum TailItem { String(String), Integer(i64), Boolean(bool) }
wire::union!(TailItem { String: string from String, Integer: integer from i64, Boolean: boolean from bool });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct NestedItemItem { pub a: Option<String> }
wire::object!(NestedItemItem { a? });
wire::builder!(NestedItemItem { new(); a(into String); });
