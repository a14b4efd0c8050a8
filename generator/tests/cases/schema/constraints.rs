//! The types of the document, version `1`.

use super::runtime::{formats, wire};

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Everything {
    /// At least 2.
    pub at_least: Option<u64>,
    pub from_zero: Option<u64>,
    /// Greater than 0.
    pub positive: Option<u64>,
    /// At most 0.5.
    pub at_most: Option<f64>,
    /// Less than 10.
    pub below: Option<f64>,
    /// At least 9007199254740993. At most 18446744073709551615.
    pub big: Option<u64>,
    /// A multiple of 0.01.
    pub price: Option<f64>,
    /// A multiple of 2.
    pub even: Option<i64>,
    /// At most 0.1.
    pub single: Option<f32>,
    /// From 2 to 3 characters.
    pub text: Option<String>,
    /// Matches `^(?!0)\d{2}-\p{L}$`.
    pub pattern: Option<String>,
    /// Matches `^a\-b$`.
    pub escaped: Option<String>,
    /// Matches `(`.
    pub broken: Option<String>,
    /// From 1 to 2 entries. All entries differ.
    pub list: Option<Vec<String>>,
    pub nested: Option<Vec<Vec<String>>>,
    /// At least 1 entry.
    pub map: Option<wire::Map<i64>>,
    pub inner: Option<Box<Everything>>,
    pub inners: Option<Vec<Everything>>,
    pub by_name: Option<wire::Map<Everything>>,
    /// At most 2 characters.
    pub either: Option<EverythingEither>,
    pub when: Option<formats::DateTime>,
    pub days: Option<Vec<formats::Date>>,
    pub narrow: Option<i32>,
    pub byte: Option<Vec<u32>>,
    /// At most 1 character.
    pub odd_name: Option<String>,
}
wire::object!(Everything {
    at_least?, from_zero?, positive?, at_most?, below?, big?, price?, even?, single?, text?, pattern?,
    escaped?, broken?, list?, nested?, map?, inner?, inners?, by_name?, either?, when?, days?, narrow?, byte?,
    odd_name = "odd name"?
});
wire::builder!(Everything {
    new(); at_least(u64); from_zero(u64); positive(u64); at_most(f64); below(f64); big(u64); price(f64);
    even(i64); single(f32); text(into String); pattern(into String); escaped(into String);
    broken(into String); list(list String); nested(list Vec<String>); map(wire::Map<i64>);
    inner(boxed Everything); inners(list Everything); by_name(map Everything); either(into EverythingEither);
    when(into formats::DateTime); days(list formats::Date); narrow(i32); byte(Vec<u32>);
    odd_name(into String);
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum EverythingEither { Everything(Box<Everything>), String(String) }
wire::union!(EverythingEither { Everything: object from Everything, String: string from String });
