//! The types of the document, version `1`.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct First {
    pub a: Option<String>,
    pub c: Option<String>,
    /// Properties that the document does not name, in their order.
    pub rest: wire::Map<wire::Json>,
}
wire::object!(First { a?, c?, ..rest });
wire::builder!(First { new(); a(into String); c(into String); rest(rest wire::Json); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Second {
    pub a: Option<String>,
    pub b: Option<String>,
    /// Properties that the document does not name, in their order.
    pub rest: wire::Map<wire::Json>,
}
wire::object!(Second { a?, b?, ..rest });
wire::builder!(Second { new(); a(into String); b(into String); rest(rest wire::Json); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Either { First(First), Second(Second) }
wire::union!(Either { First: object "c" from First, Second: object "b" from Second });
