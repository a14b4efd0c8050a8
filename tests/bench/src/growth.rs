//! `bench growth`: what generating costs as a document grows.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::measure::{self, Cost};

/// How long one generation may take.
const LIMIT: Duration = Duration::from_secs(900);

/// Generates documents of 1, 2, 4 … times the size of one, up to `most` times, and prints what each cost.
///
/// A larger document is the same several times over, with names and paths of its own each time. What the least of `runs` took
/// counts.
///
/// # Errors
/// The generator cannot be built or refuses the document, or there is no room for the larger ones.
pub fn run(spec: &Path, most: usize, runs: usize) -> Result<(), String> {
    let program = crate::own_generator()?;
    let folder = PathBuf::from("target/bench/growth");
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let base = converted(&program, spec)?;
    println!("| times | MB | seconds | CPU, s per MB | peak, MiB | peak / size |\n|---|---|---|---|---|---|");
    let mut times = 1;
    while times <= most {
        let (path, out) = (folder.join("document.json"), folder.join("client"));
        let text = repeated(&base, times).to_string();
        std::fs::write(&path, &text).map_err(|error| format!("{}: {error}", path.display()))?;
        let cost = least(&program, &path, &out, runs)?;
        #[expect(clippy::cast_precision_loss, reason = "documents are far below 2^53 bytes")]
        let size = text.len() as f64 / 1e6;
        println!(
            "| {times} | {size:.1} | {:.2} | {:.3} | {:.0} | {:.1} |",
            cost.wall,
            cost.cpu / size,
            cost.peak,
            cost.peak * 1.048_576 / size
        );
        times *= 2;
    }
    Ok(())
}

fn converted(program: &Path, spec: &Path) -> Result<Value, String> {
    let output = Command::new(program).arg("convert").arg(spec).arg("--json").output();
    let output = output.map_err(|error| format!("{}: {error}", program.display()))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    serde_json::from_slice(&output.stdout).map_err(|error| format!("what `convert` wrote: {error}"))
}

fn least(program: &Path, spec: &Path, out: &Path, runs: usize) -> Result<Cost, String> {
    let mut least: Option<Cost> = None;
    for _ in 0..runs {
        let _ = std::fs::remove_dir_all(out);
        let mut command = Command::new(program);
        command.arg(spec).arg("--out").arg(out);
        let cost = measure::cost(&command, LIMIT)?;
        least = Some(least.map_or(cost, |least| Cost {
            cpu: least.cpu.min(cost.cpu),
            wall: least.wall.min(cost.wall),
            peak: least.peak.min(cost.peak),
        }));
    }
    Ok(least.unwrap_or_default())
}

/// The document several times over. Credentials are the same for all, and webhooks, whose names are those of events, are left out.
fn repeated(base: &Value, times: usize) -> Value {
    let mut whole = base.clone();
    let (mut paths, mut components) = (Map::new(), Map::new());
    for copy in 0..times {
        let of = |section: &str| base.get(section).map(|section| renamed(section, copy));
        for (path, item) in of("paths").as_ref().and_then(Value::as_object).into_iter().flatten() {
            paths.insert(format!("/copy{copy}{path}"), item.clone());
        }
        for (kind, named) in of("components").as_ref().and_then(Value::as_object).into_iter().flatten() {
            let all = components.entry(kind).or_insert_with(|| json!({}));
            for (name, component) in named.as_object().into_iter().flatten() {
                let name = if kind == "securitySchemes" { name.clone() } else { copied(name, copy) };
                if let Value::Object(all) = all {
                    all.insert(name, component.clone());
                }
            }
        }
    }
    if let Value::Object(whole) = &mut whole {
        whole.remove("webhooks");
        whole.insert("paths".to_owned(), Value::Object(paths));
        whole.insert("components".to_owned(), Value::Object(components));
    }
    whole
}

fn copied(name: &str, copy: usize) -> String {
    format!("{name}Copy{copy}")
}

/// The same with the references to components, and the ids of operations, of one copy.
fn renamed(value: &Value, copy: usize) -> Value {
    match value {
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| match (key.as_str(), value) {
                ("operationId", Value::String(id)) => (key.clone(), Value::String(copied(id, copy))),
                (_, value) => (key.clone(), renamed(value, copy)),
            })
            .collect(),
        Value::Array(elements) => elements.iter().map(|element| renamed(element, copy)).collect(),
        Value::String(text) => Value::String(reference(text, copy)),
        other => other.clone(),
    }
}

/// A reference to a component of the copy; any other text as it is. That of a discriminator's mapping is one as well.
fn reference(text: &str, copy: usize) -> String {
    let component = text.strip_prefix("#/components/").and_then(|rest| rest.split_once('/'));
    let Some((kind, rest)) = component.filter(|(kind, _)| *kind != "securitySchemes") else {
        return text.to_owned();
    };
    let (name, inside) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    format!("#/components/{kind}/{}{inside}", copied(name, copy))
}

#[cfg(test)]
mod tests {
    use super::{Value, json, repeated};

    #[test]
    fn copies_do_not_share_names() {
        let base = json!({
            "paths": { "/a": { "get": { "operationId": "a", "security": [{ "key": [] }] } } },
            "components": {
                "schemas": { "A": { "$ref": "#/components/schemas/B/items" }, "B": {} },
                "securitySchemes": { "key": { "type": "http" } },
            },
            "webhooks": {},
        });
        let expected: Value = json!({
            "paths": {
                "/copy0/a": { "get": { "operationId": "aCopy0", "security": [{ "key": [] }] } },
                "/copy1/a": { "get": { "operationId": "aCopy1", "security": [{ "key": [] }] } },
            },
            "components": {
                "schemas": {
                    "ACopy0": { "$ref": "#/components/schemas/BCopy0/items" }, "BCopy0": {},
                    "ACopy1": { "$ref": "#/components/schemas/BCopy1/items" }, "BCopy1": {},
                },
                "securitySchemes": { "key": { "type": "http" } },
            },
        });
        assert_eq!(repeated(&base, 2), expected);
    }
}
