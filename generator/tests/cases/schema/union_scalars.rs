//! The types of the document, version `1`.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum TextOrNumber { String(String), Number(f64) }
wire::union!(TextOrNumber { String: string from String, Number: integer | number from f64 });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Types { Boolean(bool), Integer(i64), String(String) }
wire::union!(Types { Boolean: boolean from bool, Integer: integer from i64, String: string from String });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Exact { Integer(i64), Number(f64) }
wire::union!(Exact { Integer: integer from i64, Number: integer | number from f64 });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Texts { String(String), Integer(i64) }
wire::union!(Texts { String: string from String, Integer: integer from i64 });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum TextOrList { String(String), List(Vec<String>) }
wire::union!(TextOrList { String: string from String, List: array from Vec<String> });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Lists { List1(Vec<String>), List2(Vec<i64>) }
wire::union!(Lists { List1: array from Vec<String>, List2: array from Vec<i64> });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Mixed { String(String), WithA(MixedWithA) }
wire::union!(Mixed { WithA: object from MixedWithA, String: string from String });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct MixedWithA { pub a: i64 }
wire::object!(MixedWithA { a });
wire::builder!(MixedWithA { new(a(i64)); });
