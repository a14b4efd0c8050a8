//! An OpenAPI document walks in at the front door, passes six rooms in one direction, and leaves as Rust.

pub mod config;
pub mod diag;
pub mod emit;
pub mod ir;
pub mod lower;
pub mod normal;
pub mod plan;
pub mod source;
pub mod table;
pub mod write;
