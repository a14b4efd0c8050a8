//! `convert`: a document of any version as OpenAPI 3.1.

use super::console::{Console, FAILED, Stop};
use super::reading::{LevelArgs, input};
use clap::Args;
use generator::diag::Diagnostics;
use generator::source::{self, Sources, convert};
use std::path::PathBuf;

/// Writes a document of any version or dialect as OpenAPI 3.1.
#[derive(Args)]
pub struct Convert {
    /// YAML, JSON, or a documentation page with either in it; `-` is standard input.
    spec: String,
    /// Where to write: JSON if it ends in `.json`, else YAML; `-` is standard output.
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// Writes JSON, whatever the file is called.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    levels: LevelArgs,
}

impl Convert {
    pub fn run(&self, console: &Console) -> Result<(), Stop> {
        let levels = self.levels.levels()?;
        let is_json = self.json || self.output.extension().is_some_and(|end| end == "json");
        let text = source::with_stack(|| {
            let (mut diags, mut sources) = (Diagnostics::default(), Sources::default());
            let input = input(&self.spec);
            let tree = diags.stage(|diags| source::load(&input, &mut sources, diags)).flatten();
            diags.apply(&levels);
            console.diagnostics(&sources, &diags);
            let tree = tree.filter(|_| diags.errors() == 0);
            tree.map(|tree| if is_json { convert::to_json(tree) } else { convert::to_yaml(tree) })
        });
        let text = text.ok_or_else(Stop::refused)?;
        if self.output.as_os_str() == "-" {
            return console.print(&text);
        }
        let fail = |error| Stop::new(FAILED, format_args!("{}: {error}", self.output.display()));
        std::fs::write(&self.output, text).map_err(fail)
    }
}
