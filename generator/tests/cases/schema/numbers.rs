//! The types of the document, version `1`.

use super::runtime::{formats, wire};

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Numbers {
    pub plain: Option<i64>,
    pub i32: Option<i32>,
    pub i64: Option<i64>,
    pub u64: Option<u64>,
    pub u32: Option<u32>,
    pub u8: Option<u32>,
    pub from_zero: Option<u64>,
    pub from_zero_32: Option<u32>,
    /// Greater than 0.
    pub positive: Option<u64>,
    /// Greater than -1.
    pub above_minus_one: Option<u64>,
    /// Greater than -1.
    pub old_exclusive: Option<u64>,
    /// At least 1. At most 100.
    pub small: Option<u64>,
    /// At least -5.
    pub negative: Option<i64>,
    /// At most 18446744073709551615.
    pub big: Option<u64>,
    /// At least -1. At most 18446744073709551615.
    pub too_big: Option<i128>,
    /// At most 4294967295.
    pub past_format: Option<i64>,
    /// At least -9.223372036854776e+18. At most 9.223372036854776e+18.
    pub rounded: Option<i64>,
    /// Format: `unix-time`.
    pub unknown_format: Option<i64>,
    /// A multiple of 0.01.
    pub number: Option<f64>,
    pub float: Option<f32>,
    pub double: Option<f64>,
    /// At most 100.
    pub decimal: Option<formats::DecimalNumber>,
    pub i16: Option<i32>,
    pub i128: Option<i128>,
    /// At least -1. At most 1e+30.
    pub past_any: Option<wire::Json>,
    /// Such as `12345678901234567890`.
    pub identifier: Option<i128>,
    /// Defaults to `9223372036854775808`.
    pub default_past: Option<i128>,
    /// Such as `12345678901234567890`.
    pub positive_identifier: Option<u64>,
}
wire::object!(Numbers {
    plain?, i32?, i64?, u64?, u32?, u8?, from_zero?, from_zero_32?, positive?, above_minus_one?,
    old_exclusive?, small?, negative?, big?, too_big?, past_format?, rounded?, unknown_format?, number?,
    float?, double?, decimal?, i16?, i128?, past_any?, identifier?, default_past?, positive_identifier?
});
wire::builder!(Numbers {
    new(); plain(i64); i32(i32); i64(i64); u64(u64); u32(u32); u8(u32); from_zero(u64); from_zero_32(u32);
    positive(u64); above_minus_one(u64); old_exclusive(u64); small(u64); negative(i64); big(u64);
    too_big(i128); past_format(i64); rounded(i64); unknown_format(i64); number(f64); float(f32); double(f64);
    decimal(into formats::DecimalNumber); i16(i32); i128(i128); past_any(into wire::Json); identifier(i128);
    default_past(i128); positive_identifier(u64);
});
