//! From an OpenAPI document to a Rust client: readable types, one method per operation, a runtime that is real code.
//!
//! A document walks in at the front door, passes six rooms in one direction, and leaves as Rust.
//!
//! ```text
//!  YAML, JSON,     source      normal       lower       plan       emit      write
//!  Swagger 2,  --> READ    --> NORMALISE -> LOWER   --> PLAN   --> EMIT  --> WRITE --> a crate
//!  a page          Document    Normal       Api<Hint>   Plan       File      files
//! ```
//!
//! | stage | takes | gives | never |
//! |---|---|---|---|
//! | [`source`] | text | an `openapiv3` document, nothing lost | loses the place a thing came from |
//! | [`normal`] | that document | schemas and operations resolved | leaves a `$ref`, an `allOf`, a null type to chase |
//! | [`lower`] | the normal form | [`ir::Api`] of [`ir::Hint`] | says what a thing is called |
//! | [`plan`] | that, and the [`config`] | [`plan::Plan`] with an [`ir::Api`] of [`ir::Ident`] | leaves anything to decide |
//! | [`emit`] | the plan | the text of files | fails, or decides |
//! | [`mod@write`] | the text of files | files | touches what is right already, or writes half a crate |
//!
//! Around them: [`diag`], in which every stage reports; [`config`], what a user says beside a document; [`table`], the
//! open sets as rows; [`mod@ledger`], what the crate promised before; and [`mod@diff`], what has become of that. A module names
//! only modules before it in this order, which a test keeps:
//! `diag`, `config`, `table`, `ledger`, `diff`, `source`, `ir`, `normal`, `lower`, `plan`, `emit`, `write`.
//!
//! What a document says is untrusted: nothing in it can break out of the code that is generated, and nothing makes the
//! generator panic, hang, or use memory beyond what the document's size warrants.

pub mod build;
pub mod config;
pub mod diag;
pub mod diff;
pub mod emit;
pub mod ir;
pub mod ledger;
pub mod lower;
pub mod normal;
mod parallel;
mod past;
pub mod plan;
mod settings;
pub mod source;
pub mod table;
pub mod write;

pub use build::Builder;
use config::Config;
use diag::{Diagnostic, Diagnostics, Pointer, Scope, code};
use emit::File;
use ir::{Api, Hint};
use ledger::Ledger;
use past::Past;
use plan::Plan;
use settings::Found;
pub use settings::Settings;
use source::{Input, Sources, Tree};
use std::path::{Path, PathBuf};

/// What a run came to.
#[derive(Debug)]
pub struct Outcome {
    /// The crate, unless something was wrong.
    pub files: Option<Vec<File>>,
    /// All that was reported.
    pub diags: Diagnostics,
    /// The files that were read, for showing where.
    pub sources: Sources,
}

impl Outcome {
    /// Nothing was begun.
    fn unread(error: &std::io::Error) -> Self {
        let mut diags = Diagnostics::default();
        let message = format!("nothing was read: {error}");
        let diagnostic = Diagnostic::new(&code::NO_STACK, Pointer::default(), message);
        diags.push(diagnostic.within(Scope::Nowhere));
        Outcome { files: None, diags, sources: Sources::default() }
    }
}

/// A stage whose result can be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The document in normal form.
    Normal,
    /// What the API is.
    Lower,
    /// What everything is called.
    Plan,
}

/// Watches a run: what is on, and what the stages give.
///
/// Every method does nothing unless it is said otherwise.
pub trait Watch {
    /// A step begins: `reading`, `normalising`, ...
    fn begin(&mut self, step: &'static str) {
        let _ = step;
    }

    /// The document was read.
    fn tree(&mut self, tree: &Tree) {
        let _ = tree;
    }

    /// Everything was decided.
    fn plan(&mut self, plan: &Plan) {
        let _ = plan;
    }

    /// A stage gave this.
    fn show(&mut self, stage: Stage, value: &dyn std::fmt::Debug) {
        let _ = (stage, value);
    }
}

/// Watches nothing.
impl Watch for () {}

/// Makes a crate of a document. Nothing is written.
///
/// `adjust` may change the configuration after it was read: a name from the command line.
pub fn generate(input: &Input, settings: &Settings, adjust: impl FnOnce(&mut Config) + Send) -> Outcome {
    generate_watched(input, settings, adjust, &mut ())
}

/// The same, while somebody watches.
pub fn generate_watched(
    input: &Input,
    settings: &Settings,
    adjust: impl FnOnce(&mut Config) + Send,
    watch: &mut (dyn Watch + Send),
) -> Outcome {
    source::with_stack(|| {
        let (mut diags, mut sources) = (Diagnostics::default(), Sources::default());
        let files = pipeline(input, settings, adjust, &mut sources, &mut diags, watch);
        Outcome { files, diags, sources }
    })
    .unwrap_or_else(|error| Outcome::unread(&error))
}

/// Reads a document, and makes nothing of it: other versions and dialects converted, other files bundled, overlays
/// applied, what is not selected left out.
pub fn read(
    input: &Input,
    settings: &Settings,
    adjust: impl FnOnce(&mut Config) + Send,
) -> (Option<Tree>, Outcome) {
    source::with_stack(|| {
        let (mut diags, mut sources) = (Diagnostics::default(), Sources::default());
        let mut found = settings.read(input);
        adjust(&mut found.config);
        let levels = found.config.levels.clone();
        let tree = diags.stage(|diags| assemble(input, found, &mut sources, diags).0).flatten();
        diags.apply(&levels);
        (tree.filter(|_| diags.errors() == 0), Outcome { files: None, diags, sources })
    })
    .unwrap_or_else(|error| (None, Outcome::unread(&error)))
}

/// Shows what a stage makes of a document, as a debugging aid.
pub fn dump(
    input: &Input,
    settings: &Settings,
    adjust: impl FnOnce(&mut Config) + Send,
    stage: Stage,
) -> (Option<String>, Outcome) {
    let mut shown = Show { stage, text: None };
    let outcome = generate_watched(input, settings, adjust, &mut shown);
    (shown.text, outcome)
}

/// Keeps what one stage gives.
struct Show {
    stage: Stage,
    text: Option<String>,
}

impl Watch for Show {
    fn show(&mut self, stage: Stage, value: &dyn std::fmt::Debug) {
        if stage == self.stage {
            self.text = Some(format!("{value:#?}\n"));
        }
    }
}

/// Reads the configuration, runs the stages, and does with warnings what it says.
fn pipeline(
    input: &Input,
    settings: &Settings,
    adjust: impl FnOnce(&mut Config),
    sources: &mut Sources,
    diags: &mut Diagnostics,
    watch: &mut dyn Watch,
) -> Option<Vec<File>> {
    let mut found = settings.read(input);
    adjust(&mut found.config);
    let levels = found.config.levels.clone();
    let files = stages(input, found, sources, diags, watch);
    diags.apply(&levels);
    files.filter(|_| diags.errors() == 0)
}

/// The stages, a wall after each.
fn stages(
    input: &Input,
    found: Found,
    sources: &mut Sources,
    diags: &mut Diagnostics,
    watch: &mut dyn Watch,
) -> Option<Vec<File>> {
    watch.begin("reading");
    let before = found.config.before.clone();
    let read = || {
        diags.stage(|diags| {
            let (tree, config) = assemble(input, found, sources, diags);
            let tree = tree.inspect(|tree| watch.tree(tree));
            (tree.and_then(|tree| tree.parts(diags)), config)
        })
    };
    let (read, past) = parallel::both(read, || past::Read::from(&before));
    let (document, config) = read?;
    watch.begin("normalising");
    let document = document?;
    let normal = diags.stage(|diags| normal::normalise_parts(document, diags))?;
    watch.show(Stage::Normal, &normal);
    watch.begin("lowering");
    let api = diags.stage(|diags| lower::lower(&normal, &config, diags))?;
    // Nothing from here on looks at the document, which is the largest of all.
    drop(normal);
    watch.show(Stage::Lower, &api);
    watch.begin("planning");
    let past = diags.stage(|diags| Past::of(past, sources, diags))?;
    let (plan, ledger) = diags.stage(|diags| planned(&past.ledger, api, &config, diags))?;
    watch.show(Stage::Plan, &plan);
    watch.plan(&plan);
    watch.begin("emitting");
    past.compare(&ledger, sources, diags);
    Some(emit::emit_with(&plan, &ledger))
}

/// Decides what everything is called. A document that makes what was promised by itself is planned by itself: whatever
/// cannot be matched with a ledger beyond doubt then stays as it is, too. One that looks as if it did is planned twice if it
/// turns out not to. Also gives what it promises from now on.
fn planned(past: &Ledger, api: Api<Hint>, config: &Config, diags: &mut Diagnostics) -> (Plan, Ledger) {
    let mut after = |api| {
        let plan = plan::plan_after(past, api, config, diags);
        let ledger = emit::ledger(&plan);
        (plan, ledger)
    };
    if *past == Ledger::default() || past::has_moved_on(past, &api) {
        return after(api);
    }
    let mut said = Diagnostics::default();
    let plan = plan::plan(api.clone(), config, &mut said);
    let ledger = emit::ledger(&plan);
    if said.errors() > 0 || ledger != *past {
        return after(api);
    }
    said.reported().iter().for_each(|diagnostic| diags.push(diagnostic.clone()));
    (plan, ledger)
}

/// What the crate of a document would promise.
pub fn ledger(
    input: &Input,
    settings: &Settings,
    adjust: impl FnOnce(&mut Config) + Send,
) -> (Option<Ledger>, Outcome) {
    struct Promise(Option<Ledger>);
    impl Watch for Promise {
        fn plan(&mut self, plan: &Plan) {
            self.0 = Some(emit::ledger(plan));
        }
    }
    let mut promise = Promise(None);
    let outcome = generate_watched(input, settings, adjust, &mut promise);
    (promise.0, outcome)
}

/// Reads the document, as the configuration wants it to be. The document is the first of the files.
fn assemble(
    input: &Input,
    found: Found,
    sources: &mut Sources,
    diags: &mut Diagnostics,
) -> (Option<Tree>, Config) {
    let root = source::open(input, sources, diags);
    let config = found.report(sources, diags);
    let tree = root.and_then(|root| root.assemble(&config, sources, diags));
    (tree, config)
}

/// The paths on which the outcome depends: the document with all it refers to, and where a configuration would be.
pub fn watched(input: &Input, outcome: &Outcome) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = outcome.sources.paths().map(Path::to_owned).collect();
    if let Input::Path(path) = input {
        paths.extend([path.clone(), path.with_extension("toml")]);
    }
    paths.sort();
    paths.dedup();
    paths
}
