//! The arguments of every command that reads a document.

use super::console::{Console, Stop, USAGE};
use super::progress::Progress;
use clap::Args;
use generator::config::Config;
use generator::diag::code;
use generator::diag::level::{Level, Levels, WARNINGS};
use generator::plan::Plan;
use generator::source::{Input, Tree};
use generator::{Outcome, Settings, Stage, Watch};
use std::path::PathBuf;

/// A document and how to read it.
#[derive(Args)]
pub struct Reading {
    /// YAML, JSON, or a documentation page with either in it; `-` is standard input.
    pub spec: String,
    /// The configuration, instead of the file beside the document that ends in `.toml`.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// An OpenAPI Overlay that mends the document, after those that the configuration lists; may be given several times.
    #[arg(long = "overlay", value_name = "FILE")]
    overlays: Vec<PathBuf>,
    #[command(flatten)]
    levels: LevelArgs,
}

/// What is done with warnings.
#[derive(Args)]
pub struct LevelArgs {
    /// Takes a warning for an error; `warnings` means all of them.
    #[arg(long, value_name = "CODE", help_heading = "Diagnostics")]
    deny: Vec<String>,
    /// Says nothing of a warning; `warnings` means all of them.
    #[arg(long, value_name = "CODE", help_heading = "Diagnostics")]
    allow: Vec<String>,
}

impl Reading {
    /// The document.
    pub fn input(&self) -> Input {
        input(&self.spec)
    }

    /// The configuration.
    pub fn settings(&self) -> Settings {
        self.config.clone().map_or(Settings::Beside, Settings::File)
    }

    /// What the command line changes of the configuration.
    pub fn adjust(&self) -> Result<impl FnOnce(&mut Config) + Send + use<>, Stop> {
        let levels = self.levels.levels()?;
        let overlays = self.overlays.clone();
        Ok(move |config: &mut Config| {
            config.levels.extend(levels);
            config.overlays.extend(overlays);
        })
    }

    /// Runs all stages and shows what they reported; `more` changes the configuration once more, `watch` sees the stages.
    pub fn watched(
        &self,
        console: &Console,
        more: impl FnOnce(&mut Config) + Send,
        watch: &mut (dyn Watch + Send),
    ) -> Result<Outcome, Stop> {
        let adjust = self.adjust()?;
        let mut watch = Both(console.progress(), watch);
        let outcome = generator::generate_watched(
            &self.input(),
            &self.settings(),
            |config| {
                adjust(config);
                more(config);
            },
            &mut watch,
        );
        drop(watch);
        console.diagnostics(&outcome.sources, &outcome.diags);
        Ok(outcome)
    }

    /// Reads the document and shows what was reported about it.
    pub fn read(&self, console: &Console) -> Result<Tree, Stop> {
        let (tree, outcome) = generator::read(&self.input(), &self.settings(), self.adjust()?);
        console.diagnostics(&outcome.sources, &outcome.diags);
        tree.ok_or_else(|| Stop::refused(&outcome.diags))
    }

    /// Runs the stages up to one, and shows what they reported.
    pub fn dump(&self, console: &Console, stage: Stage) -> Result<(Option<String>, Outcome), Stop> {
        let adjust = self.adjust()?;
        let (shown, outcome) = generator::dump(&self.input(), &self.settings(), adjust, stage);
        console.diagnostics(&outcome.sources, &outcome.diags);
        Ok((shown, outcome))
    }
}

/// Shows the progress to a user and the rest to a command.
struct Both<'w>(Progress, &'w mut (dyn Watch + Send));

impl Watch for Both<'_> {
    fn begin(&mut self, step: &'static str) {
        self.0.begin(step);
        self.1.begin(step);
    }

    fn tree(&mut self, tree: &Tree) {
        self.1.tree(tree);
    }

    fn plan(&mut self, plan: &Plan) {
        self.1.plan(plan);
    }

    fn show(&mut self, stage: Stage, value: &dyn std::fmt::Debug) {
        self.1.show(stage, value);
    }
}

impl LevelArgs {
    /// What is to be done, if the codes exist and none is both denied and allowed.
    pub fn levels(&self) -> Result<Levels, Stop> {
        if let Some(both) = self.deny.iter().find(|id| self.allow.contains(id)) {
            return Err(Stop::new(USAGE, format_args!("`{both}` is both denied and allowed")));
        }
        let mut levels = Levels::default();
        for (ids, level) in [(&self.deny, Level::Deny), (&self.allow, Level::Allow)] {
            for id in ids {
                levels.add(id, level).map_err(|message| Stop::new(USAGE, message))?;
            }
        }
        Ok(levels)
    }
}

/// A document by its name on the command line.
pub fn input(spec: &str) -> Input {
    if spec == "-" { Input::Stdin } else { Input::Path(PathBuf::from(spec)) }
}

/// Says that there is no such code, and which one may be meant.
pub fn unknown_code(id: &str) -> Stop {
    let known = code::ALL.iter().map(|code| code.id).chain([WARNINGS]);
    let hint = match generator::diag::suggest::nearest(id, known) {
        Some(near) => format!(": did you mean `{near}`?"),
        None => ": `generator explain` lists them".to_owned(),
    };
    Stop::new(USAGE, format_args!("there is no diagnostic `{id}`{hint}"))
}
