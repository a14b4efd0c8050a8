//! Scalars: which Rust type a (type, format) becomes.

/// One row per (type, format): a new format is one row and nothing else.
#[derive(Debug, PartialEq)]
pub struct Scalar {
    /// The JSON Schema `type`.
    pub schema: &'static str,
    /// The `format`; empty = none, or one without a row.
    pub format: &'static str,
    /// The Rust type, as written in a model.
    pub rust: &'static str,
    /// What the Rust type can do.
    pub traits: Traits,
    /// The runtime file it lives in, where it is not a type of the standard library.
    pub needs: Option<&'static str>,
    /// A JSON value that decodes and encodes back to the same: the row's test.
    pub example: &'static str,
}

/// What a Rust type can do beyond Clone, Debug and PartialEq.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traits {
    /// `Copy`.
    pub copy: bool,
    /// `Eq` and `Hash`.
    pub eq: bool,
}

const COPY: Traits = Traits { copy: true, eq: true };
const FLOAT: Traits = Traits { copy: true, eq: false };
const OWNED: Traits = Traits { copy: false, eq: true };

const fn row(
    schema: &'static str,
    format: &'static str,
    rust: &'static str,
    traits: Traits,
    example: &'static str,
) -> Scalar {
    Scalar { schema, format, rust, traits, needs: None, example }
}

/// Every row; the first of a type is its default.
pub static SCALARS: &[Scalar] = &[
    row("string", "", "String", OWNED, r#""text""#),
    row("integer", "", "i64", COPY, "-9223372036854775808"),
    row("integer", "int64", "i64", COPY, "9223372036854775807"),
    row("integer", "int32", "i32", COPY, "-2147483648"),
    row("integer", "uint64", "u64", COPY, "18446744073709551615"),
    row("integer", "uint32", "u32", COPY, "4294967295"),
    row("number", "", "f64", FLOAT, "0.5"),
    row("number", "double", "f64", FLOAT, "1e300"),
    row("number", "float", "f32", FLOAT, "0.5"),
    row("boolean", "", "bool", COPY, "true"),
];

/// The row for a type and format; the default of the type where the format has none, `None` for a type without rows.
pub fn find(schema: &str, format: &str) -> Option<&'static Scalar> {
    SCALARS
        .iter()
        .find(|row| row.schema == schema && row.format == format)
        .or_else(|| SCALARS.iter().find(|row| row.schema == schema))
}
