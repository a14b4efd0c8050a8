//! The types of the document, version `1`.
//!
//! Enums are open: `Unlisted` is a value that the document does not list, as it came.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct CreateCheckoutSessionRequest { pub cart: Vec<CreateCheckoutSessionRequestCartItem> }
wire::object!(CreateCheckoutSessionRequest { cart });
wire::builder!(CreateCheckoutSessionRequest { new(cart(list CreateCheckoutSessionRequestCartItem)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct CreateCheckoutSessionRequestCartItem { pub id: String }
wire::object!(CreateCheckoutSessionRequestCartItem { id });
wire::builder!(CreateCheckoutSessionRequestCartItem { new(id(into String)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct CreateCheckoutSessionResponse { pub url: Option<String> }
wire::object!(CreateCheckoutSessionResponse { url? });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct GetCheckoutSessionItemsFilter { pub a: Option<String> }
wire::object!(GetCheckoutSessionItemsFilter { a? });
wire::builder!(GetCheckoutSessionItemsFilter { new(); a(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct GetCheckoutSessionItemsJson { pub b: Option<String> }
wire::object!(GetCheckoutSessionItemsJson { b? });
wire::builder!(GetCheckoutSessionItemsJson { new(); b(into String); });

#[derive(Clone)] #[non_exhaustive]
pub enum Limit { Few, Many, Unlisted(wire::Unlisted) }
wire::strings!(Limit { Few = "few", Many = "many" });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Upload { pub file: Option<wire::Blob>, pub meta: Option<UploadMeta> }
wire::object!(Upload { file?, meta? });
wire::builder!(Upload { new(); file(into wire::Blob); meta(into UploadMeta); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct UploadMeta { pub name: Option<String> }
wire::object!(UploadMeta { name? });
wire::builder!(UploadMeta { new(); name(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct OrderPaidEvent { pub id: Option<String> }
wire::object!(OrderPaidEvent { id? });
