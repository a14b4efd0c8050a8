//! The types of the document, version `1`.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Presence {
    pub must: String,
    pub must_or_null: Option<String>,
    pub may: Option<String>,
    pub may_or_null: Option<i32>,
    /// Defaults to `"x"`.
    pub defaulted: Option<String>,
}
wire::object!(Presence { must, must_or_null, may?, may_or_null?, defaulted? });
wire::builder!(Presence {
    new(must(into String), must_or_null(null String)); may(into String); may_or_null(i32);
    defaulted(into String);
});
