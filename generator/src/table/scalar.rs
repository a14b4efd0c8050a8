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
    /// The runtime's modules that it lives in and is converted by, where it is not a type of the standard library. A client
    /// has those that its rows name, and no others that a row names. `with_x` is behind the feature `x`.
    pub needs: &'static [&'static str],
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
    Scalar { schema, format, rust, traits, needs: &[], example }
}

/// A string of a type that keeps the text.
const fn text(
    format: &'static str,
    rust: &'static str,
    needs: &'static [&'static str],
    example: &'static str,
) -> Scalar {
    Scalar { schema: "string", format, rust, traits: OWNED, needs, example }
}

/// What converts dates, days and spans of time.
const DATES: &[&str] = &["dates", "formats", "with_chrono", "with_jiff", "with_time"];

/// Every row; the first of a type is its default.
pub static SCALARS: &[Scalar] = &[
    row("string", "", "String", OWNED, r#""text""#),
    text("date-time", "formats::DateTime", DATES, r#""2026-03-01T12:00:00.250+05:30""#),
    text("date", "formats::Date", DATES, r#""2026-03-01""#),
    text("time", "formats::Time", &["dates", "formats"], r#""12:00:00Z""#),
    text("duration", "formats::Duration", DATES, r#""P1DT12H""#),
    text("uuid", "formats::Uuid", &["formats", "with_uuid"], r#""F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6""#),
    text("decimal", "formats::Decimal", &["formats", "with_rust_decimal"], r#""19.90""#),
    text("byte", "formats::Base64", &["base64", "formats"], r#""Zm9vYg==""#),
    text("base64url", "formats::Base64Url", &["base64", "formats"], r#""-_8""#),
    row("string", "binary", "wire::Blob", OWNED, r#""text""#),
    row("integer", "", "i64", COPY, "-9223372036854775808"),
    row("integer", "int64", "i64", COPY, "9223372036854775807"),
    row("integer", "int32", "i32", COPY, "-2147483648"),
    row("integer", "uint64", "u64", COPY, "18446744073709551615"),
    row("integer", "uint32", "u32", COPY, "4294967295"),
    // Of 32 bits, so that the next version of a server is not refused for a larger value.
    row("integer", "int16", "i32", COPY, "-32768"),
    row("integer", "int8", "i32", COPY, "-128"),
    row("integer", "uint16", "u32", COPY, "65535"),
    row("integer", "uint8", "u32", COPY, "255"),
    // Also what an integer is whose example, default or bounds are past `int64` while negative values are valid.
    Scalar { needs: &["wide"], ..row("integer", "int128", "i128", COPY, "18446744073709551615") },
    row("number", "", "f64", FLOAT, "0.5"),
    row("number", "double", "f64", FLOAT, "1e300"),
    row("number", "float", "f32", FLOAT, "0.5"),
    Scalar {
        schema: "number",
        needs: &["formats", "with_rust_decimal"],
        ..text("decimal", "formats::DecimalNumber", &[], "19.9")
    },
    row("boolean", "", "bool", COPY, "true"),
];

/// The row for a type and format; the default of the type where the format has none, `None` for a type without rows.
pub fn find(schema: &str, format: &str) -> Option<&'static Scalar> {
    SCALARS
        .iter()
        .find(|row| row.schema == schema && row.format == format)
        .or_else(|| SCALARS.iter().find(|row| row.schema == schema))
}
