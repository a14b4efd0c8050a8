//! What the configuration says of things that the document does not have.

use super::call::Call;
use super::names::{value_key, variant_keys};
use crate::config::Config;
use crate::diag::suggest::nearest;
use crate::diag::{Diagnostic, Diagnostics, Pointer, code};
use crate::ir::{Api, Hint, Ident, Kind};
use std::collections::BTreeSet;

/// Reports every entry that has no effect, with what was probably meant.
pub fn report(api: &Api<Hint>, config: &Config, diags: &mut Diagnostics) {
    let mut unused = Unused { config, diags };
    let servers: BTreeSet<&str> = api.servers.iter().map(|server| server.url.as_str()).collect();
    unused.check(&["servers"], config.servers.keys(), &servers, "server");
    let tags: BTreeSet<&str> = api
        .resources
        .iter()
        .filter_map(|resource| resource.name.candidates.last())
        .map(String::as_str)
        .collect();
    unused.check(&["tags"], config.tags.keys(), &tags, "tag with operations");
    let schemes: BTreeSet<&str> = api.schemes.iter().map(|scheme| scheme.name.as_str()).collect();
    unused.check(
        &["environment", "credentials"],
        config.environment.credentials.keys(),
        &schemes,
        "security scheme",
    );
    let operations: Vec<String> = api.operations.iter().map(|operation| operation.line()).collect();
    let operations = operations.iter().map(String::as_str).collect();
    unused.check(&["operations"], config.operations.keys(), &operations, "operation");
    for operation in &api.operations {
        let Some(said) = config.operation(&operation.method, &operation.path) else { continue };
        let known = operation.params.iter().map(|param| param.wire.as_str()).collect();
        let name = operation.line();
        unused.check(&["operations", &name, "parameters"], said.parameters.keys(), &known, "parameter");
    }
    let components: BTreeSet<&str> = api.types.iter().filter_map(|def| def.component.as_deref()).collect();
    unused.check(&["schemas"], config.schemas.keys(), &components, "type made of a component");
    for (component, schema) in &config.schemas {
        let Some(def) = api.types.iter().find(|def| def.component.as_ref() == Some(component)) else {
            continue;
        };
        let fields: BTreeSet<&str> = match &def.kind {
            Kind::Struct { fields, .. } => fields.iter().map(|field| field.wire.as_str()).collect(),
            _ => BTreeSet::new(),
        };
        unused.check(&["schemas", component, "fields"], schema.fields.keys(), &fields, "property");
        let values: Vec<String> = match &def.kind {
            Kind::Enum { values } => values.iter().map(|value| value_key(&value.wire)).collect(),
            _ => Vec::new(),
        };
        let values = values.iter().map(String::as_str).collect();
        unused.check(&["schemas", component, "values"], schema.values.keys(), &values, "value");
        let variants: BTreeSet<&str> = match &def.kind {
            Kind::Union { variants, .. } => variants.iter().flat_map(variant_keys).collect(),
            _ => BTreeSet::new(),
        };
        unused.check(&["schemas", component, "variants"], schema.variants.keys(), &variants, "member");
    }
}

/// Reports what is said of pages where there are none.
pub fn report_pages(api: &Api<Ident>, calls: &[Call], config: &Config, diags: &mut Diagnostics) {
    for (operation, call) in api.operations.iter().zip(calls) {
        let said = config.operation(&operation.method, &operation.path);
        let Some(said) = said.filter(|_| call.paging.is_none()) else { continue };
        let name = operation.line();
        for (key, is_said) in [("first_page", said.first_page.is_some()), ("pages", said.pages == Some(true))]
        {
            if is_said {
                let message = format!(
                    "{name} does not seem to answer in pages: no parameter and answer of it go together"
                );
                let diagnostic = Diagnostic::new(&code::CONFIG_UNUSED, Pointer::default(), message);
                diags.push(diagnostic.within(config.place(&["operations", &name, key])));
            }
        }
    }
}

struct Unused<'a> {
    config: &'a Config,
    diags: &'a mut Diagnostics,
}

impl Unused<'_> {
    fn check<'k>(
        &mut self,
        table: &[&str],
        keys: impl Iterator<Item = &'k String>,
        known: &BTreeSet<&str>,
        what: &str,
    ) {
        for key in keys.filter(|key| !known.contains(key.as_str())) {
            let meant = match nearest(key, known.iter().copied()) {
                Some(near) => format!(": did you mean `{near}`?"),
                None => String::new(),
            };
            let path = [table, &[key.as_str()]].concat();
            let message = format!("the document has no {what} `{key}`{meant}");
            let diagnostic = Diagnostic::new(&code::CONFIG_UNUSED, Pointer::default(), message);
            self.diags.push(diagnostic.within(self.config.place(&path)));
        }
    }
}
