//! The runtime of every generated client, as an ordinary crate: compiled, linted and tested as itself, and copied
//! word for word into what the generator writes. Its files name each other through `super::` only, so that a
//! generated client works as a crate and as a module in somebody's tree.

pub mod wire;

#[cfg(test)]
#[path = "../tests/wire/mod.rs"]
mod wire_tests;
