//! The types of the document, version `1`.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct MaybeStruct { pub a: String }
wire::object!(MaybeStruct { a });
wire::builder!(MaybeStruct { new(a(into String)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Wrapped { pub b: String }
wire::object!(Wrapped { b });
wire::builder!(Wrapped { new(b(into String)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct ItemsItem { pub c: Option<String> }
wire::object!(ItemsItem { c? });
wire::builder!(ItemsItem { new(); c(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Loose {
    pub d: String,
    /// Properties that the document does not name, in their order.
    pub rest: wire::Map<wire::Json>,
}
wire::object!(Loose { d, ..rest });
wire::builder!(Loose { new(d(into String)); rest(rest wire::Json); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Holder {
    /// A text.
    pub text: Option<String>,
    /// said here
    pub own: Option<String>,
    pub maybe: Option<MaybeStruct>,
    pub wrapped: Option<Wrapped>,
    pub items: Option<Vec<ItemsItem>>,
    pub lost: Option<wire::Json>,
}
wire::object!(Holder { text?, own?, maybe, wrapped?, items?, lost? });
wire::builder!(Holder {
    new(maybe(null MaybeStruct)); text(into String); own(into String); wrapped(into Wrapped);
    items(list ItemsItem); lost(into wire::Json);
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct ABCD { pub self_: Option<Box<ABCD>> }
wire::object!(ABCD { self_ = "self"? });
wire::builder!(ABCD { new(); self_(boxed ABCD); });
