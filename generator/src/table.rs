//! Open sets as rows: a new format, parameter style or media type is one row and nothing else.

pub mod media;
pub mod scalar;
pub mod sibling;
pub mod style;
