//! From a plan to the text of files. Nothing is decided here and nothing can fail; the only user of `quote!`.
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
mod ty;
mod types;
mod validate;

pub use ledger::ledger;

use crate::plan::Plan;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

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
    let groups = groups(plan);
    let resources = parallel(&groups, |group| resource::file(plan, group));

    let mut files = vec![
        ("Cargo.toml".to_owned(), package::manifest(plan)),
        ("GUIDE.md".to_owned(), guide::file(plan)),
        ("README.md".to_owned(), package::readme(plan)),
        (crate::ledger::FILE.to_owned(), ledger(plan).to_string()),
        ("rustfmt.toml".to_owned(), package::rustfmt()),
        ("src/fake.json".to_owned(), fake::file(plan)),
        ("src/lib.rs".to_owned(), root::file(plan)),
        ("src/runtime/mod.rs".to_owned(), runtime::list(&plan.needs)),
    ];
    files.extend(models(plan));
    files.extend(validate::file(plan).map(|text| ("src/validate.rs".to_owned(), text)));
    files.extend(runtime::files(&plan.needs));
    files.extend(headers::file(plan).map(|text| ("src/headers.rs".to_owned(), text)));
    for (group, text) in groups.iter().zip(resources) {
        let module = group.resource.name.0.trim_start_matches("r#");
        files.push((format!("src/{module}.rs"), text));
    }
    files.sort();
    files.into_iter().map(|(path, text)| File { path, text }).collect()
}

/// All types in one file; those that are there with the features of resources in one for each set of features.
fn models(plan: &Plan) -> Vec<(String, String)> {
    let models: Vec<_> = plan.api.types.iter().zip(&plan.models).enumerate().collect();
    let mut models =
        parallel(&models, |(index, (def, model))| types::model(plan, def, model, plan.extras.get(*index)));
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

/// Maps in all processors at once, keeping the order.
fn parallel<T: Sync>(items: &[T], map: impl Fn(&T) -> String + Sync) -> Vec<String> {
    /// Items that a worker takes at a time: fewer are not worth a thread.
    const SHARE: usize = 32;
    /// Bytes of stack for each worker.
    const STACK: usize = 64 << 20;
    let chunks: Vec<&[T]> = items.chunks(SHARE).collect();
    let workers = thread::available_parallelism().map_or(1, usize::from).min(chunks.len());
    if workers <= 1 {
        return items.iter().map(map).collect();
    }
    let next = AtomicUsize::new(0);
    let done = Mutex::new(BTreeMap::new());
    let work = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(chunk) = chunks.get(index) else { return };
            let texts: Vec<String> = chunk.iter().map(&map).collect();
            done.lock().unwrap_or_else(PoisonError::into_inner).insert(index, texts);
        }
    };
    thread::scope(|scope| {
        for _ in 1..workers {
            // Types nest as deep as the document does. Where no thread can be had, this one does all the work.
            let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        }
        work();
    });
    done.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().flatten().collect()
}
