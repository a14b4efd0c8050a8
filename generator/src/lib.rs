//! An OpenAPI document walks in at the front door, passes six rooms in one direction, and leaves as Rust.
#![warn(missing_docs)]

pub mod diag;
