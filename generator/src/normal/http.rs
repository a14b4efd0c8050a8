//! Paths, operations and what hangs from them (OpenAPI 3.1 sections 4.8.8 to 4.8.21).

mod body;
mod param;

use super::node::Builder;
use super::read::FactsList;
use super::{Answer, Body, Normal, Operation, Param, Webhook, docs, reference, scheme};
use crate::diag::{Diagnostics, Pointer, Spot};
use crate::ir::{Docs, Info};
use crate::source::fit::{self, key};
use indexmap::IndexMap;
use openapiv3 as oa;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::HashMap;

/// References to references longer than this are cycles.
const MAX_HOPS: usize = 32;

/// Walks the document.
pub(super) struct Http<'d, 'b> {
    pub document: &'d oa::OpenAPI,
    pub components: Option<&'d oa::Components>,
    pub builder: Builder<'b>,
    pub normal: Normal,
    /// What stands beside references, by pointer.
    siblings: Option<&'d Map<String, Value>>,
    /// Components that were read, so that their schemas are the same for every operation.
    read_params: HashMap<String, Param>,
    read_bodies: HashMap<String, Body>,
    read_answers: HashMap<String, Answer>,
}

/// Component schemas, or paths, as they are read: each is dropped once it has been looked at.
pub(super) type Each<'i, T> = &'i mut dyn Iterator<Item = (String, oa::ReferenceOr<T>)>;

/// Normalises a document: all but the component schemas, of which there are also the names, and the paths. What was read of
/// it is dropped before the schemas are built: they are as large again.
pub(super) fn document(
    document: oa::OpenAPI,
    names: Vec<String>,
    schemas: Each<'_, oa::Schema>,
    paths: Each<'_, oa::PathItem>,
    diags: &mut Diagnostics,
) -> Normal {
    let list = FactsList::new(&document.openapi, &names, schemas);
    let (builder, mut normal) = walked(&document, names, Builder::new(list, diags), paths);
    drop(document);
    normal.schemas = builder.finish();
    normal
}

/// Everything but the schemas, and what builds those.
fn walked<'b>(
    document: &oa::OpenAPI,
    names: Vec<String>,
    mut builder: Builder<'b>,
    paths: Each<'_, oa::PathItem>,
) -> (Builder<'b>, Normal) {
    let components = document.components.as_ref();
    let facts: Vec<_> = names.iter().filter_map(|name| builder.list.component(name)).collect();
    builder.find_children(&facts);
    let uses: Vec<_> = facts.into_iter().map(|fact| builder.root(fact)).collect();
    let siblings = document.extensions.get(key::REF_SIBLINGS).and_then(Value::as_object);
    let normal = Normal { components: names.into_iter().zip(uses).collect(), ..Normal::default() };
    let (read_params, read_bodies, read_answers) = Default::default();
    let mut http =
        Http { document, components, builder, normal, siblings, read_params, read_bodies, read_answers };
    http.walk(paths);
    (http.builder, http.normal)
}

impl<'d> Http<'d, '_> {
    fn walk(&mut self, paths: Each<'_, oa::PathItem>) {
        let document = self.document;
        self.normal.info = info(document);
        self.normal.servers = scheme::servers(&document.servers);
        self.normal.schemes = self.schemes();
        self.normal.tags = document.tags.iter().map(tag).collect();
        let at = Spot::default().key("paths");
        for (path, item) in paths {
            let at = at.key(&path);
            if let Some((item, at)) = self.path_item(&item, at) {
                self.operations(&path, &item, &at);
            }
        }
        self.webhooks();
    }

    /// A path item, its reference followed. References to path items lead to `components/pathItems`, which
    /// `openapiv3` does not model.
    fn path_item<'i>(
        &self,
        item: &'i oa::ReferenceOr<oa::PathItem>,
        at: Spot,
    ) -> Option<(Cow<'i, oa::PathItem>, Spot)> {
        let reference = match item {
            oa::ReferenceOr::Item(item) => match item.extensions.get("x-fit-$ref").and_then(Value::as_str) {
                None => return Some((Cow::Borrowed(item), at)),
                Some(reference) => {
                    let (target, at) = self.path_component(reference)?;
                    return Some((Cow::Owned(overlay(target, item)), at));
                }
            },
            oa::ReferenceOr::Reference { reference } => reference,
        };
        self.path_component(reference).map(|(item, at)| (Cow::Owned(item), at))
    }

    fn path_component(&self, reference: &str) -> Option<(oa::PathItem, Spot)> {
        let items = self.components?.extensions.get("x-fit-pathItems")?;
        let mut name = reference::component(reference, "pathItems")?;
        for _ in 0..MAX_HOPS {
            match oa::ReferenceOr::<oa::PathItem>::deserialize(items.get(&name)?).ok()? {
                oa::ReferenceOr::Item(item) => {
                    return Some((item, Spot::default().key("components").key("pathItems").key(name)));
                }
                oa::ReferenceOr::Reference { reference } => {
                    name = reference::component(&reference, "pathItems")?
                }
            }
        }
        None
    }

    fn operations(&mut self, path: &str, item: &oa::PathItem, at: &Spot) {
        for (method, operation) in item.iter() {
            self.operation(method, path, item, operation, at, at.key(method));
        }
        if let Some(query) = item.extensions.get(key::QUERY).and_then(|v| oa::Operation::deserialize(v).ok())
        {
            self.operation("query", path, item, &query, at, at.key("query"));
        }
        let more = item.extensions.get(key::ADDITIONAL_OPERATIONS).and_then(Value::as_object);
        for (method, operation) in more.into_iter().flatten() {
            if let Ok(operation) = oa::Operation::deserialize(operation) {
                let place = at.key("additionalOperations").key(method);
                self.operation(method, path, item, &operation, at, place);
            }
        }
    }

    fn operation(
        &mut self,
        method: &str,
        path: &str,
        item: &oa::PathItem,
        operation: &oa::Operation,
        item_at: &Spot,
        at: Spot,
    ) {
        let params = self.params(path, (&item.parameters, item_at), (&operation.parameters, &at));
        let body = operation.request_body.as_ref().map(|body| self.body(body, at.key("requestBody")));
        let answers = self.answers(&operation.responses, &at.key("responses"));
        let (security, security_at) = match (&operation.security, &self.document.security) {
            (Some(own), _) => (own.as_slice(), at.key("security")),
            (None, Some(all)) => (all.as_slice(), Spot::default().key("security")),
            (None, None) => (&[][..], at.clone()),
        };
        let security = self.security(security, &security_at);
        self.callbacks(method, path, operation, &at);
        let servers = if operation.servers.is_empty() { &item.servers } else { &operation.servers };
        let operation = Operation {
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
            id: operation.operation_id.clone().filter(|id| !id.trim().is_empty()),
            tags: operation.tags.clone(),
            docs: operation_docs(item, operation),
            params,
            body,
            answers,
            security,
            servers: scheme::servers(servers),
            extensions: authored(&operation.extensions),
            at,
        };
        self.normal.operations.push(operation);
    }

    /// `webhooks` (OpenAPI 3.1 section 4.8.1): the payload is the body of the request the API makes.
    fn webhooks(&mut self) {
        let Some(webhooks) = self.document.extensions.get(key::WEBHOOKS).and_then(Value::as_object) else {
            return;
        };
        let at = Spot::default().key("webhooks");
        for (name, item) in webhooks {
            let at = at.key(name);
            let item = match oa::ReferenceOr::<oa::PathItem>::deserialize(item) {
                Ok(oa::ReferenceOr::Item(item)) => Some((item, at)),
                Ok(oa::ReferenceOr::Reference { reference }) => self.path_component(&reference),
                Err(_) => None,
            };
            let Some((item, at)) = item else { continue };
            let Some((method, operation)) = item.iter().next() else { continue };
            let at = at.key(method);
            self.webhook(name.clone(), false, &item, operation, at);
        }
    }

    /// `callbacks` of an operation (section 4.8.18): the same, asked for by a call.
    fn callbacks(&mut self, method: &str, path: &str, operation: &oa::Operation, at: &Spot) {
        let caller = operation.operation_id.clone().unwrap_or_else(|| format!("{method} {path}"));
        for (name, callback) in &operation.callbacks {
            self.callback(&format!("{caller} {name}"), callback, &at.key("callbacks").key(name));
        }
        // `openapiv3` has no references to callbacks: an operation with one keeps them all as they were written.
        let beside = operation.extensions.get("x-fit-callbacks").and_then(Value::as_object);
        for (name, callback) in beside.into_iter().flatten() {
            let Some(components) = self.components else { return };
            let Ok(callback) = oa::ReferenceOr::<oa::Callback>::deserialize(callback) else { continue };
            if let Some((callback, Some(component))) = resolve(&callback, &components.callbacks, "callbacks")
            {
                let at = Spot::default().key("components").key("callbacks").key(component);
                self.callback(&format!("{caller} {name}"), callback, &at);
            }
        }
    }

    fn callback(&mut self, name: &str, callback: &oa::Callback, at: &Spot) {
        for (expression, item) in callback {
            for (method, request) in item.iter() {
                self.webhook(name.to_owned(), true, item, request, at.key(expression).key(method));
            }
        }
    }

    /// One call that the API makes. Several of one name are told apart by what is numbered here.
    fn webhook(
        &mut self,
        name: String,
        is_callback: bool,
        item: &oa::PathItem,
        operation: &oa::Operation,
        at: Spot,
    ) {
        let body = operation.request_body.as_ref().map(|body| self.body(body, at.key("requestBody")));
        let payload = body.and_then(|body| {
            let json = body.contents.iter().position(|content| content.media_type.contains("json"));
            body.contents.into_iter().nth(json.unwrap_or_default())?.value
        });
        let taken = |name: &str| self.normal.webhooks.iter().any(|webhook| webhook.name == name);
        let free = (2..).map(|number| format!("{name} {number}")).find(|name| !taken(name));
        let name = if is_callback && taken(&name) { free.unwrap_or(name) } else { name };
        let docs = operation_docs(item, operation);
        self.normal.webhooks.push(Webhook { name, is_callback, payload, docs, at });
    }

    /// `summary` and `description` beside a reference override those of what it leads to (section 4.8.23).
    pub(super) fn override_docs(&self, at: &Spot, docs: &mut Docs) {
        let Some(siblings) = self.siblings else { return };
        let Some(beside) = siblings.get(&Pointer::from(at).0).and_then(Value::as_object) else { return };
        let text = |name: &str| beside.get(name).and_then(Value::as_str).map(str::to_owned);
        docs.description = text("description").or(docs.description.take());
        docs.summary = text("summary").or(docs.summary.take());
    }
}

/// Follows references between components of one kind; also says which component it came to.
pub(super) fn resolve<'d, T>(
    item: &'d oa::ReferenceOr<T>,
    components: &'d IndexMap<String, oa::ReferenceOr<T>>,
    kind: &str,
) -> Option<(&'d T, Option<String>)> {
    let mut item = item;
    let mut name = None;
    for _ in 0..MAX_HOPS {
        match item {
            oa::ReferenceOr::Item(found) => return Some((found, name)),
            oa::ReferenceOr::Reference { reference } => {
                let next = reference::component(reference, kind)?;
                item = components.get(&next)?;
                name = Some(next);
            }
        }
    }
    None
}

/// Where something stands: under the components, if a reference led there.
fn place(kind: &str, component: &Option<String>, used_at: &Spot) -> Spot {
    match component {
        Some(name) => Spot::default().key("components").key(kind).key(name),
        None => used_at.clone(),
    }
}

fn info(document: &oa::OpenAPI) -> Info {
    let info = &document.info;
    let docs = Docs {
        summary: info.extensions.get(key::SUMMARY).and_then(Value::as_str).map(str::to_owned),
        description: info.description.clone(),
        external: docs::external(document.external_docs.as_ref()),
        ..Docs::default()
    };
    Info { title: info.title.clone(), version: info.version.clone(), docs }
}

fn tag(tag: &oa::Tag) -> (String, Docs) {
    let docs = Docs {
        summary: tag.extensions.get(key::SUMMARY).and_then(Value::as_str).map(str::to_owned),
        description: tag.description.clone(),
        external: docs::external(tag.external_docs.as_ref()),
        ..Docs::default()
    };
    (tag.name.clone(), docs)
}

fn operation_docs(item: &oa::PathItem, operation: &oa::Operation) -> Docs {
    Docs {
        summary: operation.summary.clone().or_else(|| item.summary.clone()),
        description: operation.description.clone().or_else(|| item.description.clone()),
        external: docs::external(operation.external_docs.as_ref()),
        deprecated: operation.deprecated,
        ..Docs::default()
    }
}

/// What a path item says beside its reference counts over what it refers to (the specification leaves it undefined).
fn overlay(mut target: oa::PathItem, own: &oa::PathItem) -> oa::PathItem {
    fn over<T: Clone>(slot: &mut Option<T>, own: &Option<T>) {
        if own.is_some() {
            slot.clone_from(own);
        }
    }
    over(&mut target.summary, &own.summary);
    over(&mut target.description, &own.description);
    over(&mut target.get, &own.get);
    over(&mut target.put, &own.put);
    over(&mut target.post, &own.post);
    over(&mut target.delete, &own.delete);
    over(&mut target.options, &own.options);
    over(&mut target.head, &own.head);
    over(&mut target.patch, &own.patch);
    over(&mut target.trace, &own.trace);
    target.parameters.extend(own.parameters.iter().cloned());
    if !own.servers.is_empty() {
        target.servers.clone_from(&own.servers);
    }
    target
}

/// The extensions that the document's author wrote.
pub(super) fn authored(extensions: &IndexMap<String, Value>) -> Vec<(String, Value)> {
    extensions
        .iter()
        .filter(|(name, _)| !fit::is_private(name))
        .map(|(n, v)| (n.clone(), v.clone()))
        .collect()
}
