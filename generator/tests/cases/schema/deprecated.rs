//! The types of the document, version `1`.
//!
//! Enums are open: `Unlisted` is a value that the document does not list, as it came.

use super::runtime::wire;

/// **Deprecated.**
#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Old { pub a: String }
wire::object!(Old { a });
wire::builder!(#[deprecated] Old { new(a(into String)); });

/// Not used any more. **Deprecated.**
#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct OldWithout { pub a: Option<String> }
wire::object!(OldWithout { a? });
wire::builder!(#[deprecated] OldWithout { new(); a(into String); });

/// **Deprecated.**
#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct OldMuch {
    pub a: String,
    pub b: String,
    pub c: String,
    pub d: String,
    pub e: String,
    pub f: String,
    pub g: String,
    pub h: String,
}
wire::object!(OldMuch { a, b, c, d, e, f, g, h });
wire::builder!(#[deprecated] OldMuch { new(OldMuchRequired { a, b, c, d, e, f, g, h }); });

/// What [`OldMuch::new`] takes.
#[derive(Clone, Debug, PartialEq)]
pub struct OldMuchRequired {
    pub a: String,
    pub b: String,
    pub c: String,
    pub d: String,
    pub e: String,
    pub f: String,
    pub g: String,
    pub h: String,
}

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Current {
    /// **Deprecated.**
    pub must: String,
    /// **Deprecated.**
    pub text: Option<String>,
    /// **Deprecated.**
    pub old: Option<Old>,
    /// **Deprecated.**
    pub list: Option<Vec<String>>,
    /// **Deprecated.**
    pub map: Option<wire::Map<String>>,
    /// **Deprecated.**
    pub number: Option<i64>,
    /// **Deprecated.**
    pub again: Option<Box<Current>>,
    pub still: Option<String>,
    pub colour: Option<Colour>,
}
wire::object!(Current { must, text?, old?, list?, map?, number?, again?, still?, colour? });
wire::builder!(Current {
    new(must(into String)); #[deprecated] text(into String); #[deprecated] old(into Old);
    #[deprecated] list(list String); #[deprecated] map(map String); #[deprecated] number(i64);
    #[deprecated] again(boxed Current); still(into String); colour(into Colour);
});

#[derive(Clone)] #[non_exhaustive]
pub enum Colour {
    Red,
    /// Was red. **Deprecated.**
    Grey,
    Unlisted(wire::Unlisted),
}
wire::strings!(Colour { Red = "red", Grey = "grey" });
