//! The types of the document, version `1`.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Rest {
    pub id: String,
    /// Properties that the document does not name, in their order.
    pub rest: wire::Map<i64>,
}
wire::object!(Rest { id, ..rest });
wire::builder!(Rest { new(id(into String)); rest(rest i64); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct RestOfAnything {
    pub id: Option<String>,
    /// Properties that the document does not name, in their order.
    pub rest: wire::Map<wire::Json>,
}
wire::object!(RestOfAnything { id?, ..rest });
wire::builder!(RestOfAnything { new(); id(into String); rest(rest wire::Json); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Closed { pub x: Option<String> }
wire::object!(Closed { x? });
wire::builder!(Closed { new(); x(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum TwoPatternsValue { String(String), Integer(i64) }
wire::union!(TwoPatternsValue { String: string from String, Integer: integer from i64 });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct PatternsAndRest {
    pub id: Option<i64>,
    /// Properties that the document does not name, in their order.
    pub rest: wire::Map<PatternsAndRestValue>,
}
wire::object!(PatternsAndRest { id?, ..rest });
wire::builder!(PatternsAndRest { new(); id(i64); rest(rest PatternsAndRestValue); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum PatternsAndRestValue { String(String), Boolean(bool) }
wire::union!(PatternsAndRestValue { String: string from String, Boolean: boolean from bool });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Untyped { pub a: Option<String> }
wire::object!(Untyped { a? });
wire::builder!(Untyped { new(); a(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct ItemsValue { pub n: Option<i64> }
wire::object!(ItemsValue { n? });
wire::builder!(ItemsValue { new(); n(i64); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Unevaluated {
    pub a: Option<String>,
    /// Properties that the document does not name, in their order.
    pub rest: wire::Map<i64>,
}
wire::object!(Unevaluated { a?, ..rest });
wire::builder!(Unevaluated { new(); a(into String); rest(rest i64); });
