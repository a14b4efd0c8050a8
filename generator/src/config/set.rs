//! From what was read to a [`Config`].

use super::{Config, Dependency, Extras, Field, Operation, Retry, Schema, Selection};
use crate::diag::level::Level;
use std::collections::BTreeMap;

/// What a key can hold; the reader has looked that it is of the key's kind.
pub(super) enum Value {
    Text(String),
    Texts(Vec<String>),
    Flag(bool),
    Count(u64),
}

impl Value {
    fn text(self) -> Option<String> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }

    fn texts(self) -> Vec<String> {
        if let Value::Texts(texts) = self { texts } else { Vec::new() }
    }

    fn flag(self) -> Option<bool> {
        if let Value::Flag(flag) = self { Some(flag) } else { None }
    }

    fn count(self) -> Option<u64> {
        if let Value::Count(count) = self { Some(count) } else { None }
    }
}

/// Notes that there is a table: what is said of an operation, be it nothing.
pub(super) fn open(config: &mut Config, path: &[&str]) {
    match path {
        ["operations", name] => drop(operation_of(config, name)),
        ["schemas", name] => drop(config.schemas.entry((*name).to_owned()).or_default()),
        ["schemas", name, "fields", field] => drop(field_of(config, name, field)),
        _ => {}
    }
}

/// Puts a value where its key says; `false` if there is no such key.
pub(super) fn set(config: &mut Config, path: &[&str], value: Value) -> bool {
    match path {
        ["overlays"] => config.overlays = value.texts().into_iter().map(Into::into).collect(),
        ["crate", key] => match *key {
            "name" => config.name = value.text(),
            "version" => config.version = value.text(),
            "description" => config.description = value.text(),
            "resource_features" => config.resource_features = value.flag(),
            "examples" => config.examples = value.flag(),
            "dates" => config.dates = value.text(),
            _ => return false,
        },
        ["crate", "dependencies", name, key] => {
            return dependency(config.dependencies.entry((*name).to_owned()).or_default(), key, value);
        }
        ["types", key] => return extras(&mut config.types, key, value),
        ["diagnostics", key] => {
            let level = if *key == "deny" { Level::Deny } else { Level::Allow };
            for id in value.texts() {
                // The reader has complained about what is no code.
                let _ = config.levels.add(&id, level);
            }
        }
        ["select", "include", key] => return select(&mut config.select.include, key, value),
        ["select", "exclude", key] => return select(&mut config.select.exclude, key, value),
        ["formats", format] => put(&mut config.formats, format, value),
        ["headers", name] => put(&mut config.headers, name, value),
        ["environment", "base_url"] => config.environment.base_url = value.text(),
        ["environment", "server"] => config.environment.server = value.text(),
        ["environment", "credentials", scheme] => put(&mut config.environment.credentials, scheme, value),
        ["servers", address] => put(&mut config.servers, address, value),
        ["tags", tag] => put(&mut config.tags, tag, value),
        ["operations", name, "job", "parameters", parameter] => {
            put(&mut operation_of(config, name).job.parameters, parameter, value);
        }
        ["operations", name, "parameters", parameter] => {
            put(&mut operation_of(config, name).parameters, parameter, value);
        }
        ["operations", name, "job", key] => return job(config, name, key, value),
        ["operations", name, key] => return operation(config, name, key, value),
        ["schemas", name, "fields", field, key] => {
            return self::field(field_of(config, name, field), key, value);
        }
        ["schemas", name, list @ ("values" | "variants"), key] => {
            let schema = config.schemas.entry((*name).to_owned()).or_default();
            put(if *list == "values" { &mut schema.values } else { &mut schema.variants }, key, value);
        }
        ["schemas", name, key] => {
            return schema(config.schemas.entry((*name).to_owned()).or_default(), key, value);
        }
        _ => return false,
    }
    true
}

/// Puts a text under its own key.
fn put(map: &mut BTreeMap<String, String>, key: &str, value: Value) {
    map.extend(value.text().map(|text| (key.to_owned(), text)));
}

fn dependency(dependency: &mut Dependency, key: &str, value: Value) -> bool {
    match key {
        "version" => dependency.version = value.text(),
        "features" => dependency.features = value.texts(),
        _ => return false,
    }
    true
}

fn operation(config: &mut Config, name: &str, key: &str, value: Value) -> bool {
    let operation = operation_of(config, name);
    match key {
        "id" => operation.id = value.text(),
        "tag" => operation.tag = value.text(),
        "name" => operation.name = value.text(),
        "docs" => operation.docs = value.text(),
        "retry" => {
            operation.retry = match value.text().as_deref() {
                Some("safe") => Some(Retry::Safe),
                Some("idempotent") => Some(Retry::Idempotent),
                Some("unsafe") => Some(Retry::Unsafe),
                _ => None,
            }
        }
        "idempotency_header" => {
            operation.idempotency_header = value.text().map(|name| name.to_ascii_lowercase())
        }
        "first_page" => operation.first_page = value.count(),
        "next_page" => operation.next_page = value.text(),
        "pages" => operation.pages = value.flag(),
        _ => return false,
    }
    true
}

fn job(config: &mut Config, name: &str, key: &str, value: Value) -> bool {
    let job = &mut operation_of(config, name).job;
    match key {
        "asks" => job.asks = value.text(),
        "state" => job.state = value.text(),
        "done" => job.done = value.texts(),
        "failed" => job.failed = value.texts(),
        _ => return false,
    }
    true
}

fn schema(schema: &mut Schema, key: &str, value: Value) -> bool {
    match key {
        "name" => schema.name = value.text(),
        "docs" => schema.docs = value.text(),
        "three_valued" => schema.three_valued = value.flag(),
        _ => return extras(&mut schema.extras, key, value),
    }
    true
}

fn extras(extras: &mut Extras, key: &str, value: Value) -> bool {
    match key {
        "derives" => extras.derives = value.texts(),
        "attributes" => extras.attributes = value.texts(),
        _ => return false,
    }
    true
}

fn field(field: &mut Field, key: &str, value: Value) -> bool {
    match key {
        "name" => field.name = value.text(),
        "docs" => field.docs = value.text(),
        "attributes" => field.attributes = value.texts(),
        "three_valued" => field.three_valued = value.flag(),
        _ => return false,
    }
    true
}

fn select(selection: &mut Selection, key: &str, value: Value) -> bool {
    let list = match key {
        "tags" => &mut selection.tags,
        "paths" => &mut selection.paths,
        "ids" => &mut selection.ids,
        "webhooks" => &mut selection.webhooks,
        _ => return false,
    };
    *list = value.texts();
    true
}

fn operation_of<'c>(config: &'c mut Config, name: &str) -> &'c mut Operation {
    config.operations.entry(name.to_owned()).or_default()
}

fn field_of<'c>(config: &'c mut Config, schema: &str, field: &str) -> &'c mut Field {
    let schema = config.schemas.entry(schema.to_owned()).or_default();
    schema.fields.entry(field.to_owned()).or_default()
}
