//! The types of the document, version `1`.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Conditional { pub country: String, pub zip: Option<ConditionalZip>, pub postcode: Option<String> }
wire::object!(Conditional { country, zip?, postcode? });
wire::builder!(Conditional { new(country(into String)); zip(into ConditionalZip); postcode(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum ConditionalZip { String(String), Integer(i64) }
wire::union!(ConditionalZip { String: string from String, Integer: integer from i64 });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Dependent { pub card: Option<String>, pub billing: Option<String> }
wire::object!(Dependent { card?, billing? });
wire::builder!(Dependent { new(); card(into String); billing(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Not { pub a: Option<String> }
wire::object!(Not { a? });
wire::builder!(Not { new(); a(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct HasNever { pub a: Option<String>, pub gone: Option<wire::Json> }
wire::object!(HasNever { a?, gone? });
wire::builder!(HasNever { new(); a(into String); gone(into wire::Json); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Undeclared { pub a: String, pub missing: Option<wire::Json> }
wire::object!(Undeclared { a, missing? });
wire::builder!(Undeclared { new(a(into String)); missing(into wire::Json); });
