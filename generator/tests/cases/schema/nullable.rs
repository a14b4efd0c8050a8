//! The types of the document, version `1`.
//!
//! Enums are open: `Unlisted` is a value that the document does not list, as it came.

use super::runtime::{formats, wire};

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Address { pub city: String }
wire::object!(Address { city });
wire::builder!(Address { new(city(into String)); });

#[derive(Clone)] #[non_exhaustive]
pub enum Colour { Red, Blue, Unlisted(wire::Unlisted) }
wire::strings!(Colour { Red = "red", Blue = "blue" });

#[derive(Clone)] #[non_exhaustive]
pub enum Size { Small, Large, Unlisted(wire::Unlisted) }
wire::strings!(Size { Small = "small", Large = "large" });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Holder {
    /// a list
    pub type_array: Option<Vec<Option<String>>>,
    /// said beside the reference
    pub one_of: Option<Address>,
    /// said outside
    pub any_of: Option<Address>,
    pub alias: Option<Address>,
    pub old: Option<Address>,
    pub all_of_null: Option<Address>,
    pub colour: Option<Colour>,
    pub size: Option<Size>,
    pub twice: Option<Address>,
    pub nested: Option<HolderNested>,
    pub only_null: Option<wire::Json>,
    pub encoded: Option<formats::Base64>,
}
wire::object!(Holder {
    type_array, one_of, any_of, alias, old?, all_of_null, colour, size, twice, nested?, only_null?, encoded?
});
wire::builder!(Holder {
    new(HolderRequired { type_array, one_of, any_of, alias, all_of_null, colour, size, twice });
    old(into Address); nested(into HolderNested); only_null(into wire::Json); encoded(into formats::Base64);
});

/// What [`Holder::new`] takes.
#[derive(Clone, Debug, PartialEq)]
pub struct HolderRequired {
    /// a list
    pub type_array: Option<Vec<Option<String>>>,
    /// said beside the reference
    pub one_of: Option<Address>,
    /// said outside
    pub any_of: Option<Address>,
    pub alias: Option<Address>,
    pub all_of_null: Option<Address>,
    pub colour: Option<Colour>,
    pub size: Option<Size>,
    pub twice: Option<Address>,
}

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum HolderNested { String(String), Integer(i64) }
wire::union!(HolderNested { String: string from String, Integer: integer from i64 });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Graded { pub grade: Option<GradedGrade> }
wire::object!(Graded { grade });
wire::builder!(Graded { new(grade(null GradedGrade)); });

#[derive(Clone)] #[non_exhaustive]
pub enum GradedGrade { A, B, Unlisted(wire::Unlisted) }
wire::strings!(GradedGrade { A = "a", B = "b" });
