//! How a ledger is written: a line for each thing, in an order that does not depend on the document's.

use super::{Call, FORM, Ledger, Part, Type};
use serde_json::Value;
use std::fmt::{self, Write};

const HEAD: &str = "\
# What this crate promises to code that is written against it. The generator reads it before it makes the crate again.
# Keep it under version control. To give up what a line keeps, remove the line.
";

impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEAD}ledger = {FORM}")?;
        if let Some(package) = &self.package {
            writeln!(f, "package = {}", text(package))?;
        }
        for (key, set) in
            [("features", &self.features), ("runtime", &self.runtime), ("environment", &self.environment)]
        {
            if let Some(set) = set {
                writeln!(f, "{key} = {}", list(&set.iter().collect::<Vec<_>>()))?;
            }
        }
        section(f, "servers", self.servers.iter().map(|(url, name)| (url.as_str(), text(&name.0))))?;
        section(f, "variables", self.variables.iter().map(|(url, parts)| (url.as_str(), list(parts))))?;
        section(
            f,
            "resources",
            self.resources.iter().map(|(module, name)| (module.0.as_str(), text(&name.0))),
        )?;
        section(f, "operations", self.operations.iter().map(|(key, call)| (key.as_str(), call.line())))?;
        section(
            f,
            "headers",
            self.headers.iter().map(|(wire, part)| (wire.as_str(), text(&part.to_string()))),
        )?;
        section(f, "webhooks", self.webhooks.iter().map(|(name, ty)| (name.as_str(), text(ty))))?;
        section(f, "types", self.types.iter().map(|(name, ty)| (name.0.as_str(), ty.line())))
    }
}

fn section<'a>(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    lines: impl Iterator<Item = (&'a str, String)>,
) -> fmt::Result {
    let mut head = format!("\n[{name}]\n");
    for (key, line) in lines {
        writeln!(f, "{}{} = {line}", std::mem::take(&mut head), self::key(key))?;
    }
    Ok(())
}

impl Type {
    fn line(&self) -> String {
        let mut line = Line::default();
        line.add("schema", self.schema.as_deref().map(text));
        line.add("sent", self.sent.then(|| "true".to_owned()));
        line.add("alias", self.alias.as_ref().map(|name| text(&name.0)));
        line.add("newtype", self.newtype.as_deref().map(text));
        line.add("fields", self.fields.as_deref().map(list));
        line.add("new", self.new.as_deref().map(list));
        line.add("required", self.required.as_ref().map(|name| text(&name.0)));
        line.add("values", self.values.as_deref().map(list));
        line.add("variants", self.variants.as_deref().map(list));
        line.add("unlisted", self.unlisted.then(|| "true".to_owned()));
        line.end()
    }
}

impl Call {
    fn line(&self) -> String {
        let some = |parts: &[Part]| (!parts.is_empty()).then(|| list(parts));
        let mut line = Line::default();
        line.add("call", Some(text(&self.call.to_string())));
        line.add("id", self.id.as_deref().map(text));
        line.add("args", some(&self.args));
        line.add("required", self.required.as_ref().map(|name| text(&name.0)));
        line.add("params", some(&self.params));
        line.add("marker", self.marker.as_ref().map(|name| text(&name.0)));
        line.add("body", self.body.as_deref().map(text));
        line.add("bodies", some(&self.bodies));
        line.add("returns", Some(text(&self.returns)));
        line.add("answers", some(&self.answers));
        line.add("others", some(&self.others));
        line.add("items", self.items.as_deref().map(text));
        line.add("job", self.job.as_deref().map(text));
        line.add("until_done", self.until_done.then(|| "true".to_owned()));
        line.end()
    }
}

/// An inline table.
#[derive(Default)]
struct Line(String);

impl Line {
    fn add(&mut self, key: &str, value: Option<String>) {
        if let Some(value) = value {
            let comma = if self.0.is_empty() { " " } else { ", " };
            let _ = write!(self.0, "{comma}{key} = {value}");
        }
    }

    fn end(self) -> String {
        format!("{{{} }}", self.0)
    }
}

fn list(parts: &[impl fmt::Display]) -> String {
    let parts: Vec<String> = parts.iter().map(|part| text(&part.to_string())).collect();
    format!("[{}]", parts.join(", "))
}

/// A string of TOML: as it is between single quotes where that saves escapes, else with those of JSON.
fn text(text: &str) -> String {
    let is_plain = !text.chars().any(|c| c == '\'' || c.is_control());
    if is_plain && text.contains(['"', '\\']) {
        format!("'{text}'")
    } else {
        Value::from(text).to_string().replace('\u{7f}', "\\u007f")
    }
}

fn key(key: &str) -> String {
    let is_bare = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if is_bare { key.to_owned() } else { text(key) }
}
