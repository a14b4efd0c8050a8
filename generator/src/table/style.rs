//! Parameter styles (OpenAPI 3.1 section 4.8.12.2.1): how a value is written where.

/// One row per (location, style).
#[derive(Debug, PartialEq)]
pub struct Style {
    /// `path`, `query`, `header`, `cookie` or (3.2) `querystring`.
    pub location: &'static str,
    /// `style`.
    pub name: &'static str,
    /// `explode` where the document does not say.
    pub explode: bool,
    /// The variant of the runtime's `Style` that writes it.
    pub runtime: &'static str,
}

const fn row(location: &'static str, name: &'static str, explode: bool, runtime: &'static str) -> Style {
    Style { location, name, explode, runtime }
}

/// Every row; the first of a location is its default.
pub static STYLES: &[Style] = &[
    row("path", "simple", false, "Simple"),
    row("path", "label", false, "Label"),
    row("path", "matrix", false, "Matrix"),
    row("query", "form", true, "Form"),
    row("query", "spaceDelimited", false, "SpaceDelimited"),
    row("query", "pipeDelimited", false, "PipeDelimited"),
    row("query", "deepObject", true, "DeepObject"),
    row("header", "simple", false, "Simple"),
    row("cookie", "form", true, "Form"),
    row("cookie", "cookie", true, "Cookie"),
    row("querystring", "form", true, "Form"),
];

/// The row for a location and style; the default of the location where the style has none.
pub fn find(location: &str, name: &str) -> Option<&'static Style> {
    STYLES
        .iter()
        .find(|row| row.location == location && row.name == name)
        .or_else(|| STYLES.iter().find(|row| row.location == location))
}
