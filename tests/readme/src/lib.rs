#![doc = include_str!("../../../generated/README.md")]
