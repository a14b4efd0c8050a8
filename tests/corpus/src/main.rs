//! Generates, compiles and exercises a client for every document in a folder.

mod schema;

fn main() {}
