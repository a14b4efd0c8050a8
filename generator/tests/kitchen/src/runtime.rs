//! The runtime as itself: a generated crate has a copy of it here.

#[path = "../../../runtime/src/lib.rs"]
mod itself;

pub use itself::*;
