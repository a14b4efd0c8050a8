//! What keywords count for beside `$ref` before OpenAPI 3.1, where a reference "cannot be extended with additional properties
//! and any properties added SHALL be ignored" (OpenAPI 3.0.3, section 4.7.23).
//!
//! People write descriptions and `nullable` there all the same, and mean the place. So what refuses no value counts;
//! `properties` count, but need not be there; and the others are ignored.

/// Whether every keyword beside `$ref` counts in a version: since OpenAPI 3.1.
pub fn all_count(version: &str) -> bool {
    !version.starts_with("3.0")
}

/// Whether a keyword beside `$ref` counts where not all do.
pub fn counts(keyword: &str) -> bool {
    ["$ref", "nullable", "example", "properties"].contains(&keyword) || is_description(keyword)
}

/// Whether a keyword describes, and leaves every value valid.
pub fn is_description(keyword: &str) -> bool {
    const DESCRIBED: [&str; 8] = [
        "title",
        "description",
        "default",
        "examples",
        "deprecated",
        "readOnly",
        "writeOnly",
        "externalDocs",
    ];
    DESCRIBED.contains(&keyword) || keyword.starts_with("x-")
}
