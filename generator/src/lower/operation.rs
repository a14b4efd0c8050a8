//! Operations: the types of what they take and give.

use super::calls::{self, Call};
use super::name::{self, Context, Owner, Step};
use super::{Lower, append, scalar, webhook};
use crate::config;
use crate::ir::{
    Answer, Api, Body, Content, Docs, Hint, Operation, Param, Resource, RetryClass, Server, ServerVariable,
    Status, Webhook,
};
use crate::normal::{self, Shape};
use crate::table::{media, style};
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// Everything of an API but its types.
pub(super) fn api(lower: &mut Lower<'_>) -> Api<Hint> {
    let normal = lower.normal;
    let calls = calls::calls(lower);
    let mut groups: IndexMap<String, Resource<Hint>> = IndexMap::new();
    let alike = calls::alike(calls.iter().map(|call| call.group.as_str()));
    let resource = |group: &str, docs: &Docs| {
        let own = name::words(group).get(alike..).unwrap_or_default().join(" ");
        let name = if alike == 0 { Hint::new(group) } else { Hint::new(own).or(group) };
        Resource { name, docs: docs.clone() }
    };
    let with_calls: BTreeSet<&str> = calls.iter().map(|call| call.group.as_str()).collect();
    for (tag, docs) in &normal.tags {
        if with_calls.contains(tag.as_str()) {
            groups.insert(tag.clone(), resource(tag, docs));
        }
    }
    let names = calls::method_names(&calls);
    let mut operations = Vec::new();
    for (call, name) in calls.into_iter().zip(names) {
        let index = groups.get_index_of(&call.group).unwrap_or_else(|| {
            groups.insert_full(call.group.clone(), resource(&call.group, &Docs::default())).0
        });
        operations.push(lower.operation(call, index, name));
    }
    let webhooks: Vec<_> = normal.webhooks.iter().map(|webhook| lower.webhook(webhook)).collect();
    let event = webhook::event(lower, &webhooks);
    Api {
        components: Vec::new(),
        info: normal.info.clone(),
        servers: normal.servers.iter().map(|server| lower.server(server)).collect(),
        schemes: normal.schemes.clone(),
        types: Vec::new(),
        resources: groups.into_values().collect(),
        operations,
        webhooks,
        event,
    }
}

impl Lower<'_> {
    fn operation(&mut self, call: Call<'_>, resource: usize, name: Hint) -> Operation<Hint> {
        let operation = call.operation;
        let said = self.config.operation(&operation.method, &operation.path).cloned().unwrap_or_default();
        let mut docs = operation.docs.clone();
        if let Some(more) = &said.docs {
            append(&mut docs, more);
        }
        let retry = retry(operation, &said);
        let context = Context::new(Owner::Operation(call.told.join(" ")));
        let params = operation.params.iter().map(|param| self.param(param, &context)).collect();
        let body = operation.body.as_ref().filter(|body| !self.holds_nothing(body));
        let body = body.map(|body| self.body(body, &context));
        let answers = operation.answers.iter().map(|answer| self.answer(answer, &context)).collect();
        Operation {
            name: said.name.map_or(name, Hint::new),
            id: call.id,
            resource,
            method: operation.method.clone(),
            path: operation.path.clone(),
            docs,
            params,
            body,
            answers,
            security: operation.security.clone(),
            servers: operation.servers.iter().map(|server| self.server(server)).collect(),
            retry,
            at: operation.at.clone(),
        }
    }

    fn param(&mut self, param: &normal::Param, context: &Context) -> Param<Hint> {
        let context = match &param.component {
            Some(name) => Context::new(Owner::Shared(name.clone())),
            None => context.then(Step::Property(param.name.clone())),
        };
        let ty = param.value.as_ref().map_or_else(|| scalar::string(None), |value| self.ty(value, &context));
        let style = style::find(&param.location, param.style.as_deref().unwrap_or_default())
            .unwrap_or(&style::STYLES[0]);
        Param {
            name: Hint::new(param.name.clone()).or(format!("{} {}", param.name, param.location)),
            wire: param.name.clone(),
            style,
            explode: param.explode.unwrap_or(style.explode),
            allow_reserved: param.allow_reserved,
            content: param.content.clone(),
            ty,
            required: param.required,
            docs: param.docs.clone(),
            constraints: param.value.as_ref().map_or_else(Default::default, |value| {
                let mut constraints = self.normal[value.schema].constraints.value();
                normal::tighten(&mut constraints, &value.constraints);
                constraints
            }),
            at: param.at.clone(),
        }
    }

    /// Whether a body may be left out, and has nothing to hold where it is not: some documents write one beside every GET.
    fn holds_nothing(&self, body: &normal::Body) -> bool {
        let nothing = |content: &normal::Content| {
            content.item.is_none()
                && content.value.as_ref().is_some_and(|value| match &self.normal[value.schema].shape {
                    Shape::Object(object) => {
                        object.closed && object.properties.is_empty() && object.rest.is_none()
                    }
                    _ => false,
                })
        };
        !body.required && !body.contents.is_empty() && body.contents.iter().all(nothing)
    }

    fn body(&mut self, body: &normal::Body, context: &Context) -> Body {
        let context = match &body.component {
            Some(name) => Context::new(Owner::Shared(name.clone())),
            None => context.then(Step::Role("Request".to_owned())),
        };
        let contents = self.contents(&body.contents, &context);
        Body { required: body.required, contents, docs: body.docs.clone() }
    }

    fn answer(&mut self, answer: &normal::Answer, context: &Context) -> Answer {
        let role = match answer.status {
            status if status.is_success() => "Response".to_owned(),
            Status::Exact(code) => format!("Error {code}"),
            Status::Range(_) | Status::Default => "Error".to_owned(),
        };
        let context = match &answer.component {
            Some(name) if name.contains(char::is_alphabetic) => Context::new(Owner::Shared(name.clone())),
            // A number is no name.
            Some(_) => Context::new(Owner::Shared(role)),
            None => context.then(Step::Role(role)),
        };
        let contents = self.contents(&answer.contents, &context);
        let header = |(name, _, value, docs): &(String, bool, Option<normal::Use>, Docs)| {
            let context = context.then(Step::Property(name.clone()));
            let ty = value.as_ref().map_or_else(|| scalar::string(None), |value| self.ty(value, &context));
            (name.clone(), ty, docs.clone())
        };
        let headers = answer.headers.iter().map(header).collect();
        Answer { status: answer.status, contents, headers, docs: answer.docs.clone() }
    }

    fn contents(&mut self, contents: &[normal::Content], context: &Context) -> Vec<Content> {
        let content = |content: &normal::Content| {
            let media = media::find(&content.media_type);
            let item = content.item.as_ref().map(|item| self.ty(item, &context.then(Step::Item)));
            let whole = content.value.as_ref().map(|value| self.ty(value, context));
            Content {
                media_type: content.media_type.clone(),
                media,
                ty: item.or(whole),
                encodings: content.encodings.clone(),
                examples: content.examples.clone(),
            }
        };
        contents.iter().map(content).collect()
    }

    fn webhook(&mut self, webhook: &normal::Webhook) -> Webhook<Hint> {
        let context = Context::new(Owner::Webhook(webhook.name.clone()));
        let role = if webhook.is_callback { "Payload" } else { "Event" };
        let context = context.then(Step::Role(role.to_owned()));
        Webhook {
            name: Hint::new(webhook.name.clone()),
            wire: webhook.name.clone(),
            payload: webhook.payload.as_ref().map(|payload| self.ty(payload, &context)),
            docs: webhook.docs.clone(),
            at: webhook.at.clone(),
        }
    }

    fn server(&self, server: &normal::Server) -> Server<Hint> {
        let variable = |(wire, default, values, docs): &(String, String, Vec<String>, Docs)| {
            let (wire, default, values, docs) = (wire.clone(), default.clone(), values.clone(), docs.clone());
            ServerVariable { name: Hint::new(wire.clone()), wire, default, values, docs }
        };
        Server {
            name: self.config.servers.get(&server.url).map_or_else(|| server_name(server), Hint::new),
            url: server.url.clone(),
            docs: server.docs.clone(),
            variables: server.variables.iter().map(variable).collect(),
        }
    }
}

/// What the name of a server is, without words that all servers share.
fn server_name(server: &normal::Server) -> Hint {
    const NOISE: [&str; 9] =
        ["server", "host", "environment", "api", "url", "endpoint", "base", "the", "for"];
    let mut hint = Hint::default();
    if let Some(name) = &server.name {
        hint = hint.or(name.clone());
    }
    let description = server.docs.description.as_deref().unwrap_or_default();
    let words: Vec<String> =
        name::words(description).into_iter().filter(|word| !NOISE.contains(&word.as_str())).collect();
    if (1..=4).contains(&words.len()) {
        hint = hint.or(words.join(" "));
    }
    let (scheme, address) = server.url.split_once("://").unwrap_or(("", &server.url));
    let host = address.split(['/', '?']).next().unwrap_or_default();
    let label = host.split('.').next().unwrap_or_default();
    // The scheme alone tells many a pair of servers apart.
    for text in [label, &format!("{label} {scheme}"), address, &format!("{address} {scheme}")] {
        let words = name::words(text).join(" ");
        if !words.is_empty() && !hint.candidates.contains(&words) {
            hint = hint.or(words);
        }
    }
    if hint.candidates.is_empty() { Hint::new("default") } else { hint }
}

/// What the configuration says; else RFC 9110 section 9.2, and the header by which a server recognises a repeated request
/// where the document declares it.
fn retry(operation: &normal::Operation, said: &config::Operation) -> RetryClass {
    if let Some(header) = &said.idempotency_header {
        return RetryClass::Keyed(header.clone());
    }
    match said.retry {
        Some(config::Retry::Safe) => return RetryClass::Safe,
        Some(config::Retry::Idempotent) => return RetryClass::Idempotent,
        Some(config::Retry::Unsafe) => return RetryClass::Unsafe,
        None => {}
    }
    let key = operation.params.iter().find(|param| {
        let name = param.name.to_ascii_lowercase();
        param.location == "header" && (name == "idempotency-key" || name == "x-idempotency-key")
    });
    match (RetryClass::of(&operation.method), key) {
        (RetryClass::Unsafe, Some(param)) => RetryClass::Keyed(param.name.clone()),
        (class, _) => class,
    }
}
