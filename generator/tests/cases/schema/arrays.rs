//! The types of the document, version `1`.

use super::runtime::wire;

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum TailItem { String(String), Integer(i64), Boolean(bool) }
wire::union!(TailItem {
    String(String): string from String, Integer(i64): integer from i64, Boolean(bool): boolean from bool
});

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct NestedItemItem {
    pub a: Option<String>,
}
wire::object!(NestedItemItem { a? });
wire::builder!(NestedItemItem { new(); a(into String); });
