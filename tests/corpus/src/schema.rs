//! Schemas as the independent side sees them: converted to one dialect, and instances made from them.

pub mod choice;
pub mod dialect;
pub mod glance;
pub mod judge;
pub mod make;
pub mod number;
pub mod parts;
pub mod path;
pub mod text;
pub mod world;
