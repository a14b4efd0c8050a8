//! `dump`: what a stage makes of a document.

use super::console::{Console, Stop};
use super::reading::Reading;
use clap::{Args, ValueEnum};
use generator::Stage;

/// Prints what a stage makes of a document, for those who work on the generator.
#[derive(Args)]
pub struct Dump {
    #[arg(value_enum)]
    stage: DumpStage,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Clone, Copy, ValueEnum)]
enum DumpStage {
    /// References resolved, `allOf` merged, null folded.
    Normal,
    /// What the API is in Rust, without names.
    Lower,
    /// What everything is called.
    Plan,
}

impl Dump {
    pub fn run(&self, console: &Console) -> Result<(), Stop> {
        let stage = match self.stage {
            DumpStage::Normal => Stage::Normal,
            DumpStage::Lower => Stage::Lower,
            DumpStage::Plan => Stage::Plan,
        };
        let (shown, outcome) = self.reading.dump(console, stage)?;
        console.print(&shown.unwrap_or_default())?;
        // What a later stage refuses can still be looked at, but is no success.
        if outcome.files.is_some() { Ok(()) } else { Err(Stop::refused(&outcome.diags)) }
    }
}
