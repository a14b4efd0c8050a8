//! What is in the document.

use super::{line, number, ranked};
use generator::Outcome;
use generator::ir::SchemeKind;
use generator::plan::Plan;
use generator::source::census::Census;
use serde::Serialize;
use std::collections::BTreeMap;

/// What is in the document.
#[derive(Serialize)]
pub struct Document {
    title: String,
    version: String,
    dialect: String,
    files: Vec<String>,
    bytes: usize,
    operations: usize,
    methods: BTreeMap<String, usize>,
    tags: BTreeMap<String, usize>,
    webhooks: usize,
    servers: Vec<String>,
    security: BTreeMap<String, String>,
    component_schemas: usize,
    schemas: usize,
    keywords: BTreeMap<&'static str, usize>,
    formats: BTreeMap<String, usize>,
}

impl Document {
    pub fn new(outcome: &Outcome, census: Census, plan: Option<&Plan>) -> Document {
        let api = plan.map(|plan| &plan.api);
        let mut methods: BTreeMap<String, usize> = BTreeMap::new();
        for operation in api.into_iter().flat_map(|api| &api.operations) {
            *methods.entry(operation.method.clone()).or_default() += 1;
        }
        let servers = api.map(|api| api.servers.iter().map(|server| server.url.clone()).collect());
        let schemes = api.into_iter().flat_map(|api| &api.schemes);
        Document {
            title: api.map(|api| api.info.title.clone()).unwrap_or_default(),
            version: api.map(|api| api.info.version.clone()).unwrap_or_default(),
            dialect: census.version,
            files: outcome.sources.names().map(str::to_owned).collect(),
            bytes: outcome.sources.bytes(),
            operations: methods.values().sum(),
            methods,
            tags: census.tags,
            webhooks: api.map_or(0, |api| api.webhooks.len()),
            servers: servers.unwrap_or_default(),
            security: schemes.map(|scheme| (scheme.name.clone(), kind(&scheme.kind))).collect(),
            component_schemas: census.components,
            schemas: census.schemas,
            keywords: census.keywords,
            formats: census.formats,
        }
    }

    pub fn show(&self, text: &mut String) {
        let title = [self.title.as_str(), self.version.as_str()].join(" ");
        text.push_str(if title.trim().is_empty() { "The document" } else { title.trim() });
        text.push('\n');
        line(text, "written as", &self.dialect);
        let files =
            if self.files.len() == 1 { "1 file".to_owned() } else { format!("{} files", self.files.len()) };
        line(text, "size", &format!("{} bytes in {files}", number(self.bytes)));
        line(text, "operations", &format!("{} ({})", number(self.operations), ranked(&self.methods, 9)));
        if !self.tags.is_empty() {
            line(text, "tags", &ranked(&self.tags, 8));
        }
        if self.webhooks > 0 {
            line(text, "webhooks", &self.webhooks.to_string());
        }
        let schemas = (number(self.component_schemas), number(self.schemas));
        line(text, "schemas", &format!("{} components, {} in all", schemas.0, schemas.1));
        if !self.keywords.is_empty() {
            line(text, "keywords", &ranked(&self.keywords, 20));
        }
        if !self.formats.is_empty() {
            line(text, "formats", &ranked(&self.formats, 10));
        }
        for (index, server) in self.servers.iter().enumerate() {
            line(text, if index == 0 { "servers" } else { "" }, server);
        }
        for (index, (name, kind)) in self.security.iter().enumerate() {
            line(text, if index == 0 { "security" } else { "" }, &format!("{name}: {kind}"));
        }
    }
}

fn kind(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::Bearer => "bearer".to_owned(),
        SchemeKind::Basic => "basic".to_owned(),
        SchemeKind::Http(name) => name.clone(),
        SchemeKind::ApiKey { location, name } => format!("key in the {location} `{name}`"),
        SchemeKind::OAuth2 { .. } => "OAuth2".to_owned(),
        SchemeKind::OpenIdConnect { .. } => "OpenID Connect".to_owned(),
        SchemeKind::MutualTls => "mutual TLS".to_owned(),
    }
}
