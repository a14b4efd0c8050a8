//! What the command is made of: documents, instances of their schemas by a maker and a validator that share no code with
//! the generator, and what becomes of them in generated clients.

pub mod args;
pub mod compare;
pub mod compile;
pub mod fidelity;
pub mod find;
pub mod generate;
pub mod harness;
pub mod instances;
pub mod load;
pub mod process;
pub mod progress;
pub mod report;
pub mod run;
pub mod schema;
pub mod suite;
pub mod table;
pub mod worker;
