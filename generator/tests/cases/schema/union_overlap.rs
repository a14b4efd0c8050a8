//! The types of the document, version `1`.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct First { pub a: Option<String>, pub c: Option<String> }
wire::object!(First { a?, c? });
wire::builder!(First { new(); a(into String); c(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Second { pub a: Option<String>, pub b: Option<String> }
wire::object!(Second { a?, b? });
wire::builder!(Second { new(); a(into String); b(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Either { First(First), Second(Second) }
wire::union!(Either { First: object "c" from First, Second: object "b" from Second });
