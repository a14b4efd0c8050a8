//! Tests of the wire module from where generated code stands: models in plain Rust and a table each.

mod numbers;
mod smoke;

use super::wire;
