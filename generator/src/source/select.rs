//! Leaves out what the configuration does not select: operations, webhooks, and the components that only they need.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::reference;
use crate::config::{Config, Select, Selection, matches};
use crate::diag::suggest::nearest;
use crate::diag::{Diagnostic, Diagnostics, Pointer, Scope, code};

/// The fields of a path item that hold operations (OpenAPI 3.2, section 4.9.1).
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Where webhooks are, and where documents of 3.0 have them.
const WEBHOOKS: [&str; 2] = ["webhooks", "x-webhooks"];

/// Leaves out what is not selected. The document is in one piece: every reference is to a component.
pub(super) fn select(tree: &mut Value, config: &Config, diags: &mut Diagnostics) {
    if config.select.is_everything() {
        return;
    }
    let Value::Object(document) = tree else { return };
    let mut chooser = Chooser { select: &config.select, used: BTreeSet::new(), known: BTreeSet::new() };
    let (mut before, mut after) = (0, 0);
    if let Some(Value::Object(paths)) = document.get_mut("paths") {
        before = count(paths);
        paths.retain(|path, item| path.starts_with("x-") || chooser.path(path, item));
        after = count(paths);
    }
    for name in WEBHOOKS {
        if let Some(Value::Object(webhooks)) = document.get_mut(name) {
            webhooks.retain(|name, _| chooser.webhook(name));
        }
    }
    report(config, &chooser, diags);
    if before > 0 && after == 0 {
        let message = "the selection leaves no operation";
        let diagnostic = Diagnostic::new(&code::CONFIG, Pointer::default(), message);
        diags.push(diagnostic.within(place(config, &["select"])));
    }
    prune(document);
}

fn count(paths: &Map<String, Value>) -> usize {
    let operations = |item: &Value| METHODS.iter().filter(|method| item.get(*method).is_some()).count();
    paths.values().map(operations).sum()
}

/// Decides, and remembers which pattern had a say: by table, list and index.
struct Chooser<'c> {
    select: &'c Select,
    used: BTreeSet<(&'static str, &'static str, usize)>,
    /// What there is to select, by list.
    known: BTreeSet<(&'static str, String)>,
}

impl Chooser<'_> {
    /// Removes what is not selected of a path item; whether anything is left.
    fn path(&mut self, path: &str, item: &mut Value) -> bool {
        let Value::Object(fields) = item else { return true };
        let mut left = 0;
        for method in METHODS {
            if fields.get(method).is_some_and(|operation| !self.operation(method, path, operation)) {
                fields.shift_remove(method);
            }
            left += usize::from(fields.contains_key(method));
        }
        if let Some(Value::Object(more)) = fields.get_mut("additionalOperations") {
            more.retain(|method, operation| self.operation(method, path, operation));
            left += more.len();
        }
        left > 0
    }

    fn operation(&mut self, method: &str, path: &str, operation: &Value) -> bool {
        let spelt = format!("{} {path}", method.to_ascii_uppercase());
        let id = operation.get("operationId").and_then(Value::as_str);
        let tags = operation.get("tags").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let tags: Vec<&str> = tags.iter().filter_map(Value::as_str).collect();
        let named = tags.iter().map(|tag| ("tags", *tag)).chain(id.map(|id| ("ids", id)));
        self.known.extend(named.chain([("paths", path)]).map(|(list, name)| (list, name.to_owned())));
        let select = self.select;
        let mut applies = |table: &'static str, selection: &Selection| {
            let mut any = self.any(table, "tags", &selection.tags, |tag| tags.contains(&tag));
            any |= self.any(table, "paths", &selection.paths, |pattern| {
                matches(pattern, if pattern.contains(' ') { &spelt } else { path })
            });
            any | self.any(table, "ids", &selection.ids, |pattern| id.is_some_and(|id| matches(pattern, id)))
        };
        let include = &select.include;
        let all = include.tags.is_empty() && include.paths.is_empty() && include.ids.is_empty();
        let included = applies("include", include) || all;
        included & !applies("exclude", &select.exclude)
    }

    fn webhook(&mut self, name: &str) -> bool {
        self.known.insert(("webhooks", name.to_owned()));
        let select = self.select;
        let (include, exclude) = (&select.include.webhooks, &select.exclude.webhooks);
        let included = self.any("include", "webhooks", include, |pattern| matches(pattern, name));
        let excluded = self.any("exclude", "webhooks", exclude, |pattern| matches(pattern, name));
        (included || include.is_empty()) && !excluded
    }

    fn any(
        &mut self,
        table: &'static str,
        list: &'static str,
        patterns: &[String],
        applies: impl Fn(&str) -> bool,
    ) -> bool {
        let mut any = false;
        for (index, _) in patterns.iter().enumerate().filter(|(_, pattern)| applies(pattern)) {
            self.used.insert((table, list, index));
            any = true;
        }
        any
    }
}

/// Reports the patterns that select nothing.
fn report(config: &Config, chooser: &Chooser<'_>, diags: &mut Diagnostics) {
    for (table, selection) in [("include", &config.select.include), ("exclude", &config.select.exclude)] {
        let lists = [
            ("tags", &selection.tags, "no operation with the tag"),
            ("paths", &selection.paths, "no operation with the path"),
            ("ids", &selection.ids, "no operation with the id"),
            ("webhooks", &selection.webhooks, "no webhook"),
        ];
        for (list, patterns, nothing) in lists {
            for (index, pattern) in patterns.iter().enumerate() {
                if !chooser.used.contains(&(table, list, index)) {
                    let scope = place(config, &["select", table, list, &index.to_string()]);
                    let known =
                        chooser.known.iter().filter(|(of, _)| *of == list).map(|(_, name)| name.as_str());
                    let meant = nearest(pattern, known);
                    let meant = meant.map(|name| format!(": did you mean `{name}`?")).unwrap_or_default();
                    let message = format!("the document has {nothing} `{pattern}`{meant}");
                    let diagnostic = Diagnostic::new(&code::CONFIG_UNUSED, Pointer::default(), message);
                    diags.push(diagnostic.within(scope));
                }
            }
        }
    }
}

fn place(config: &Config, keys: &[&str]) -> Scope {
    match config.place(keys) {
        Scope::Document => Scope::Nowhere,
        place => place,
    }
}

/// A component: its group and its name.
type Component = (String, String);

/// Removes the components that nothing needs.
fn prune(document: &mut Map<String, Value>) {
    let Some(components) = document.shift_remove("components") else { return };
    let mut reach = Reach {
        components: &components,
        children: children(&components),
        found: BTreeSet::new(),
        waiting: Vec::new(),
    };
    for (name, value) in document.iter() {
        reach.gather(name, value);
    }
    reach.follow();
    let found = reach.found;
    let mut components = components;
    if let Value::Object(groups) = &mut components {
        for (group, members) in groups.iter_mut().filter(|(group, _)| !group.starts_with("x-")) {
            if let Value::Object(members) = members {
                members.retain(|name, _| found.contains(&(group.clone(), name.clone())));
            }
        }
    }
    document.insert("components".to_owned(), components);
}

/// The schemas that have a schema in their `allOf`: where that has a discriminator, they are what it may be.
fn children(components: &Value) -> BTreeMap<String, Vec<String>> {
    let mut children: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let schemas = components.get("schemas").and_then(Value::as_object);
    for (name, schema) in schemas.into_iter().flatten() {
        let parents = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
        for parent in parents.filter_map(|parent| component(parent.get("$ref")?.as_str()?)) {
            children.entry(parent.1).or_default().push(name.clone());
        }
    }
    children
}

/// What can be reached from what is left.
struct Reach<'v> {
    components: &'v Value,
    children: BTreeMap<String, Vec<String>>,
    found: BTreeSet<Component>,
    waiting: Vec<Component>,
}

impl Reach<'_> {
    fn follow(&mut self) {
        let components = self.components;
        while let Some((group, name)) = self.waiting.pop() {
            let Some(value) = components.get(&group).and_then(|group| group.get(&name)) else { continue };
            if group == "schemas" && value.get("discriminator").is_some() {
                for child in self.children.get(&name).cloned().unwrap_or_default() {
                    self.add(("schemas".to_owned(), child));
                }
            }
            self.gather("", value);
        }
    }

    fn add(&mut self, component: Component) {
        if self.found.insert(component.clone()) {
            self.waiting.push(component);
        }
    }

    /// Finds what a value refers to. Text in an example that looks like a reference does no harm.
    fn gather(&mut self, field: &str, value: &Value) {
        match (field, value) {
            ("$ref", Value::String(text)) => self.waiting_for(text),
            ("mapping", Value::Object(mapping)) => {
                for target in mapping.values().filter_map(Value::as_str) {
                    self.waiting_for(target);
                    self.add(("schemas".to_owned(), target.to_owned()));
                }
            }
            ("security", Value::Array(alternatives)) => {
                for name in alternatives.iter().filter_map(Value::as_object).flat_map(Map::keys) {
                    self.add(("securitySchemes".to_owned(), name.clone()));
                }
            }
            (_, Value::Object(members)) => {
                for (name, value) in members {
                    self.gather(name, value);
                }
            }
            (_, Value::Array(list)) => {
                for value in list {
                    self.gather("", value);
                }
            }
            _ => {}
        }
    }

    fn waiting_for(&mut self, reference: &str) {
        if let Some(component) = component(reference) {
            self.add(component);
        }
    }
}

/// The component that a reference is to.
fn component(reference: &str) -> Option<Component> {
    let pointer = Pointer(reference::decode(reference.strip_prefix('#')?).into_owned());
    let mut tokens = pointer.tokens();
    let is_component = tokens.next()? == "components";
    let component = (tokens.next()?.into_owned(), tokens.next()?.into_owned());
    is_component.then_some(component)
}
