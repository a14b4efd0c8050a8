#![doc = include_str!("../../../generated/README.md")]
#![doc = include_str!("../../../generated/GUIDE.md")]
