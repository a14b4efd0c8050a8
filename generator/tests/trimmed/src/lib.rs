//! A client for each of `documents/`, as a module with the runtime that was made for it.
//!
//! A client carries what its document can reach. Each of these documents reaches one part of the runtime that others do
//! without, and `nothing.yaml` none: so whatever is left out, the rest compiles, without a warning and without a link in
//! its docs that leads nowhere.

include!(concat!(env!("OUT_DIR"), "/clients.rs"));
