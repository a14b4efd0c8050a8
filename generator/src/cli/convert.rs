//! `convert`: a document of any version as OpenAPI 3.1.

use super::console::{Console, FAILED, Stop};
use super::reading::Reading;
use clap::Args;
use generator::source::{convert, with_stack};
use std::path::PathBuf;

/// Writes a document of any version or dialect as OpenAPI 3.1.
///
/// Other files are bundled into it; overlays and the selection of the configuration are applied.
#[derive(Args)]
pub struct Convert {
    #[command(flatten)]
    reading: Reading,
    /// Where to write: JSON if it ends in `.json`, else YAML; `-` is standard output.
    #[arg(short, long, alias = "out", value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// Writes JSON, whatever the file is called.
    #[arg(long)]
    json: bool,
}

impl Convert {
    pub fn run(&self, console: &Console) -> Result<(), Stop> {
        let is_json =
            self.json || console.is_json() || self.output.extension().is_some_and(|end| end == "json");
        let tree = self.reading.read(console)?;
        let text = with_stack(|| if is_json { convert::to_json(tree) } else { convert::to_yaml(tree) })
            .map_err(|error| Stop::new(FAILED, error))?;
        if self.output.as_os_str() == "-" {
            return console.print(&text);
        }
        let fail = |error| Stop::new(FAILED, format_args!("{}: {error}", self.output.display()));
        std::fs::write(&self.output, text).map_err(fail)
    }
}
