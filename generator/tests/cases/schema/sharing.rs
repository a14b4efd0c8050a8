//! The types of the document, version `1`.
//!
//! Enums are open: `Unlisted` is a value that the document does not list, as it came.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct A { pub status: Option<Status>, pub owner: Option<AOwner> }
wire::object!(A { status?, owner? });

#[derive(Clone)] #[non_exhaustive]
pub enum Status { Open, Shut, Unlisted(wire::Unlisted) }
wire::strings!(Status { Open = "open", Shut = "shut" });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct AOwner { pub name: Option<String> }
wire::object!(AOwner { name? });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct B {
    pub status: Option<Status>,
    pub owner: Option<BOwner>,
    /// Nice Name
    pub titled: Option<NiceName>,
}
wire::object!(B { status?, owner?, titled? });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct BOwner { pub name: Option<String>, pub age: Option<i64> }
wire::object!(BOwner { name?, age? });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct NiceName { pub z: Option<String> }
wire::object!(NiceName { z? });

#[derive(Clone)] #[non_exhaustive]
pub enum Sort { Asc, Desc, Unlisted(wire::Unlisted) }
wire::strings!(Sort { Asc = "asc", Desc = "desc" });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct NotFound { pub code: String, pub detail: Option<NotFoundDetail> }
wire::object!(NotFound { code, detail? });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct NotFoundDetail { pub x: Option<String> }
wire::object!(NotFoundDetail { x? });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Error422 { pub reason: Option<String> }
wire::object!(Error422 { reason? });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct ListBResponse { pub items: Option<Vec<ListBResponseItem>> }
wire::object!(ListBResponse { items? });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct ListBResponseItem { pub x: Option<String> }
wire::object!(ListBResponseItem { x? });
