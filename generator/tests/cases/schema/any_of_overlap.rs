//! The types of the document, version `1`.

use super::runtime::{formats, wire};

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Filter { pub name: Option<String>, pub limit: Option<i64>, pub age: Option<i64> }
wire::object!(Filter { name?, limit?, age? });
wire::builder!(Filter { new(); name(into String); limit(i64); age(i64); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Contact { pub email: Option<String>, pub phone: Option<String> }
wire::object!(Contact { email?, phone? });
wire::builder!(Contact { new(); email(into String); phone(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Base { pub id: String }
wire::object!(Base { id });
wire::builder!(Base { new(id(into String)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Extended { pub id: Option<String>, pub more: Option<bool> }
wire::object!(Extended { id, more? });
wire::builder!(Extended { new(id(null String)); more(bool); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Disagree { pub v: Option<wire::Json>, pub w: Option<i64> }
wire::object!(Disagree { v?, w? });
wire::builder!(Disagree { new(); v(into wire::Json); w(i64); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Open {
    pub name: Option<wire::Json>,
    /// Properties that the document does not name, in their order.
    pub rest: wire::Map<wire::Json>,
}
wire::object!(Open { name?, ..rest });
wire::builder!(Open { new(); name(into wire::Json); rest(rest wire::Json); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Formats { pub at: Option<String>, pub id: Option<formats::Uuid>, pub x: Option<String> }
wire::object!(Formats { at?, id?, x? });
wire::builder!(Formats { new(); at(into String); id(into formats::Uuid); x(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Nulls { pub a: wire::Patch<String>, pub b: Option<String>, pub c: Option<i64> }
wire::object!(Nulls { a?, b?, c? });
wire::builder!(Nulls { new(); a(patch a_null into String); b(into String); c(i64); });
