//! What would be generated, and where its lines go.

use super::{line, number, ranked};
use generator::emit::File;
use generator::ir::{Api, Ident, Kind};
use generator::plan::Plan;
use generator::table::media::Behaviour;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What would be generated.
#[derive(Serialize)]
pub struct Generated {
    name: String,
    version: String,
    types: BTreeMap<&'static str, usize>,
    resources: BTreeMap<String, usize>,
    /// Operations by what is special about them.
    calls: BTreeMap<&'static str, usize>,
    methods: Vec<Method>,
    lines: Lines,
}

/// An operation and the Rust that calls it.
#[derive(Serialize)]
struct Method {
    operation: String,
    method: String,
}

/// Lines of Rust.
#[derive(Serialize)]
struct Lines {
    total: usize,
    types: usize,
    resources: usize,
    root: usize,
    runtime: usize,
    /// The largest files other than the runtime's.
    largest_files: BTreeMap<String, usize>,
    /// The types that take most of `src/types.rs`.
    largest_types: BTreeMap<String, usize>,
}

const LARGEST: usize = 8;

impl Generated {
    pub fn new(plan: &Plan, files: &[File]) -> Generated {
        let api = &plan.api;
        let mut types = BTreeMap::new();
        for def in &api.types {
            *types.entry(what(&def.kind)).or_default() += 1;
        }
        let mut resources: BTreeMap<String, usize> = BTreeMap::new();
        for resource in api.operations.iter().filter_map(|operation| api.resources.get(operation.resource)) {
            *resources.entry(resource.name.0.clone()).or_default() += 1;
        }
        Generated {
            name: plan.package.name.clone(),
            version: plan.package.version.clone(),
            types,
            resources,
            calls: calls(plan),
            methods: methods(api),
            lines: Lines::of(files),
        }
    }

    pub fn show(&self, text: &mut String, operations: bool) {
        let _ = writeln!(text, "\nThe crate {} {}", self.name, self.version);
        line(text, "types", &ranked(&self.types, 4));
        line(text, "resources", &format!("{} ({})", self.resources.len(), ranked(&self.resources, 6)));
        if !self.calls.is_empty() {
            line(text, "calls", &ranked(&self.calls, 12));
        }
        let Lines { total, types, resources, root, runtime, .. } = &self.lines;
        line(text, "lines of Rust", &number(*total));
        for (what, lines) in
            [("types", types), ("resources", resources), ("the root", root), ("the runtime", runtime)]
        {
            let _ = writeln!(text, "    {what:<12}{:>9}", number(*lines));
        }
        let _ =
            writeln!(text, "  the largest types, in lines: {}", ranked(&self.lines.largest_types, LARGEST));
        if operations {
            let _ = writeln!(text, "\nOperations");
            let widest =
                self.methods.iter().map(|method| method.operation.chars().count()).max().unwrap_or(0).min(60);
            for method in &self.methods {
                let _ = writeln!(text, "  {:<widest$}  {}", method.operation, method.method);
            }
        }
    }
}

impl Lines {
    fn of(files: &[File]) -> Lines {
        let count = |file: &File| file.text.lines().count();
        let mut lines = Lines {
            total: 0,
            types: 0,
            resources: 0,
            root: 0,
            runtime: 0,
            largest_files: BTreeMap::new(),
            largest_types: BTreeMap::new(),
        };
        let mut sizes = Vec::new();
        for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
            lines.total += count(file);
            match file.path.as_str() {
                path if path.starts_with("src/runtime") => lines.runtime += count(file),
                path if path.starts_with("src/types") => lines.types += count(file),
                "src/lib.rs" => lines.root += count(file),
                _ => lines.resources += count(file),
            }
            if !file.path.starts_with("src/runtime") {
                sizes.push((file.path.clone(), count(file)));
            }
        }
        lines.largest_files = largest(sizes);
        let types = files.iter().filter(|file| file.path.starts_with("src/types"));
        lines.largest_types = largest(types.flat_map(|file| by_type(&file.text)).collect());
        lines
    }
}

fn largest(mut sizes: Vec<(String, usize)>) -> BTreeMap<String, usize> {
    sizes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    sizes.truncate(LARGEST);
    sizes.into_iter().collect()
}

/// The lines of each type of a file: from its documentation to that of the next.
fn by_type(text: &str) -> Vec<(String, usize)> {
    let mut sizes: Vec<(String, usize)> = Vec::new();
    for item in text.split("\n\n") {
        let count = item.lines().count() + 1;
        let name = item.lines().find_map(|line| {
            let rest = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "))?;
            rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()
        });
        match (name, sizes.last_mut()) {
            (Some(name), _) => sizes.push((name.to_owned(), count)),
            (None, Some((_, lines))) => *lines += count,
            (None, None) => {}
        }
    }
    sizes
}

fn what(kind: &Kind<Ident>) -> &'static str {
    match kind {
        Kind::Struct { .. } => "structs",
        Kind::Enum { .. } => "enums",
        Kind::Union { .. } => "unions",
        Kind::Newtype(_) => "newtypes",
    }
}

fn calls(plan: &Plan) -> BTreeMap<&'static str, usize> {
    let mut calls = BTreeMap::new();
    let mut count = |what: &'static str, is: bool| {
        if is {
            *calls.entry(what).or_default() += 1;
        }
    };
    for (operation, call) in plan.api.operations.iter().zip(&plan.calls) {
        let bodies = || operation.body.iter().flat_map(|body| &body.contents);
        let answers = || operation.answers.iter().flat_map(|answer| &answer.contents);
        count("deprecated", operation.docs.deprecated);
        count("in pages", call.paging.is_some());
        count("without credentials", call.security.is_empty());
        count("multipart bodies", bodies().any(|content| content.media.behaviour == Behaviour::Multipart));
        count("form bodies", bodies().any(|content| content.media.behaviour == Behaviour::Form));
        count("event streams", answers().any(|content| content.media.behaviour == Behaviour::Events));
        count("downloads", answers().any(|content| content.media.behaviour == Behaviour::Bytes));
    }
    calls
}

fn methods(api: &Api<Ident>) -> Vec<Method> {
    let method = |operation: &generator::ir::Operation<Ident>| {
        let resource = api.resources.get(operation.resource).map(|resource| resource.name.0.clone());
        Method {
            operation: operation.line(),
            method: format!("client.{}().{}(..)", resource.unwrap_or_default(), operation.name.0),
        }
    };
    api.operations.iter().map(method).collect()
}
