//! `fake.json`: what a fake of the API answers, one operation on a line.

use crate::ir::{Ident, Operation};
use crate::plan::Plan;
use crate::plan::sample::Sample;
use serde_json::{Map, Value};

/// The file.
pub fn file(plan: &Plan) -> String {
    let samples = plan.api.operations.iter().zip(&plan.samples);
    let rows = samples.filter_map(|(operation, sample)| Some(row(operation, sample.as_ref()?)));
    let rows: Vec<String> = rows.collect();
    if rows.is_empty() { "{}\n".to_owned() } else { format!("{{\n{}\n}}\n", rows.join(",\n")) }
}

/// What an operation is called in its table.
pub fn id(operation: &Operation<Ident>) -> String {
    operation.id.clone().unwrap_or_else(|| operation.line())
}

fn row(operation: &Operation<Ident>, sample: &Sample) -> String {
    let mut said = Map::new();
    if sample.status != 200 {
        said.insert("status".to_owned(), sample.status.into());
    }
    let is_text = match (&sample.media_type, &sample.body) {
        (Some(media_type), Some(Value::String(_))) => !media_type.contains("json"),
        _ => false,
    };
    let usual = if is_text { "text/plain" } else { "application/json" };
    if let Some(media_type) = sample.media_type.as_deref().filter(|media_type| *media_type != usual) {
        let mut headers = Map::new();
        headers.insert("content-type".to_owned(), media_type.into());
        said.insert("headers".to_owned(), headers.into());
    }
    if let Some(body) = &sample.body {
        said.insert(if is_text { "text" } else { "body" }.to_owned(), body.clone());
    }
    format!("  {}: {}", Value::from(id(operation)), Value::from(said))
}
