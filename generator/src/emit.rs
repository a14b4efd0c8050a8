//! 5 EMIT: a plan in, the text of files out. Nothing is decided here and nothing can fail; the only user of `quote!`.
//!
//! Behaviour is not printed: a method is its signature and one call into the runtime, a model is its fields and one table
//! of wire names. Items are formatted one by one, in as many threads as there are processors: tokens cannot leave
//! their thread, so each worker turns its own share into text.

mod answer;
mod body;
mod docs;
mod example;
mod fake;
mod features;
mod flow;
mod guide;
mod headers;
mod item;
mod jobs;
mod ledger;
mod markdown;
mod package;
mod print;
mod resource;
mod root;
mod runtime;
mod shared;
mod ty;
mod types;
mod validate;

pub use ledger::ledger;

use crate::ledger::Ledger;
use crate::parallel;
use crate::plan::Plan;
use crate::plan::model::Model;

/// One file of the generated crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Relative to the crate, with `/` between its parts.
    pub path: String,
    /// All of it.
    pub text: String,
}

/// Every file of the crate, in the order of their paths.
pub fn emit(plan: &Plan) -> Vec<File> {
    emit_with(plan, &ledger(plan))
}

/// The same for who has the [`ledger`] of the plan already.
pub fn emit_with(plan: &Plan, ledger: &Ledger) -> Vec<File> {
    let groups = groups(plan);
    let models: Vec<(usize, &Model)> = plan.models.iter().enumerate().collect();
    let made = parallel::map(&jobs(&groups, &models), 1, |job| job.run(plan, ledger));
    let (mut files, mut texts) = (Vec::new(), Vec::new());
    for made in made {
        match made {
            Made::Files(some) => files.extend(some),
            Made::Models(some) => texts.extend(some),
        }
    }
    files.extend(types(plan, texts));
    files.sort();
    files.into_iter().map(|(path, text)| File { path, text }).collect()
}

/// Makes files, each with its path, or none where there is nothing to be in them.
type Make = fn(&Plan) -> Vec<(String, String)>;

/// What one worker makes at a time.
enum Job<'p> {
    /// What there is once.
    Single(Make),
    Ledger,
    Resource(&'p resource::Group<'p>),
    /// Some of the types, each with its index.
    Models(&'p [(usize, &'p Model)]),
}

/// What comes of it.
enum Made {
    /// Path and text.
    Files(Vec<(String, String)>),
    /// The texts of types.
    Models(Vec<String>),
}

/// All that is to be made, the longest first: what is begun last should be short, so that all workers end together.
fn jobs<'p>(groups: &'p [resource::Group<'p>], models: &'p [(usize, &'p Model)]) -> Vec<Job<'p>> {
    /// Types that a worker takes at a time.
    const SHARE: usize = 32;
    const SINGLE: [Make; 10] = [
        |plan| vec![("src/fake.json".to_owned(), fake::file(plan))],
        |plan| validate::file(plan).map(|text| ("src/validate.rs".to_owned(), text)).into_iter().collect(),
        |plan| vec![("GUIDE.md".to_owned(), guide::file(plan))],
        |plan| vec![("README.md".to_owned(), package::readme(plan))],
        |plan| vec![("src/lib.rs".to_owned(), root::file(plan))],
        |plan| vec![("Cargo.toml".to_owned(), package::manifest(plan))],
        |_| vec![("rustfmt.toml".to_owned(), package::rustfmt())],
        |plan| vec![("src/runtime/mod.rs".to_owned(), runtime::list(&plan.needs))],
        |plan| runtime::files(&plan.needs).collect(),
        |plan| headers::file(plan).map(|text| ("src/headers.rs".to_owned(), text)).into_iter().collect(),
    ];
    let mut groups: Vec<_> = groups.iter().collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.calls.len()));
    let single = SINGLE.into_iter().map(Job::Single).chain([Job::Ledger]);
    single.chain(groups.into_iter().map(Job::Resource)).chain(models.chunks(SHARE).map(Job::Models)).collect()
}

impl Job<'_> {
    fn run(&self, plan: &Plan, ledger: &Ledger) -> Made {
        match self {
            Job::Single(make) => Made::Files(make(plan)),
            Job::Ledger => Made::Files(vec![(crate::ledger::FILE.to_owned(), ledger.to_string())]),
            Job::Resource(group) => {
                let module = group.resource.name.0.trim_start_matches("r#");
                Made::Files(vec![(format!("src/{module}.rs"), resource::file(plan, group))])
            }
            Job::Models(models) => {
                let text = |(index, model): &(usize, &Model)| {
                    let def = plan.api.types.get(*index)?;
                    Some(types::model(plan, def, model, plan.extras.get(*index)))
                };
                Made::Models(models.iter().filter_map(text).collect())
            }
        }
    }
}

/// All types in one file; those that are there with the features of resources in one for each set of features.
fn types(plan: &Plan, mut models: Vec<String>) -> Vec<(String, String)> {
    // An old name is where its type is.
    for (old, id) in &plan.aliases {
        if let (Some(model), Some(alias)) = (models.get_mut(id.0 as usize), types::alias(plan, old, *id)) {
            model.push_str("\n\n");
            model.push_str(&alias);
        }
    }
    let Some(features) = &plan.features else {
        return vec![("src/types.rs".to_owned(), print::file([types::head(plan)].into_iter().chain(models)))];
    };
    let mut always = Vec::new();
    let head = |home| features::head(plan, features, home);
    let mut some: Vec<Vec<String>> = (0..features.modules.len()).map(|home| vec![head(Some(home))]).collect();
    for (model, home) in models.into_iter().zip(&features.homes) {
        match home.and_then(|home| some.get_mut(home)) {
            Some(module) => module.push(model),
            None => always.push(model),
        }
    }
    let list = (!features.modules.is_empty()).then(|| features::modules(features));
    let root = std::iter::once(head(None)).chain(list).chain(always);
    let modules = features.modules.iter().zip(some);
    let modules =
        modules.map(|(module, models)| (format!("src/types/{}.rs", module.name), print::file(models)));
    [("src/types.rs".to_owned(), print::file(root))].into_iter().chain(modules).collect()
}

/// The operations of each resource.
fn groups(plan: &Plan) -> Vec<resource::Group<'_>> {
    let named = plan.api.resources.iter().zip(&plan.resources);
    let mut groups: Vec<_> =
        named.map(|(resource, name)| resource::Group { resource, name, calls: Vec::new() }).collect();
    for (operation, call) in plan.api.operations.iter().zip(&plan.calls) {
        groups.get_mut(operation.resource).into_iter().for_each(|group| group.calls.push((operation, call)));
    }
    groups
}
