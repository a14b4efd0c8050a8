//! Parameters (OpenAPI 3.1 section 4.8.12).

use super::{Http, place, resolve};
use crate::diag::{Spot, code};
use crate::ir::Docs;
use crate::normal::{Param, docs};
use crate::source::fit::key;
use openapiv3 as oa;
use serde_json::Value;

/// Headers that a parameter cannot set (section 4.8.12.2).
const IGNORED_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

type List<'a> = (&'a [oa::ReferenceOr<oa::Parameter>], &'a Spot);

impl Http<'_, '_> {
    /// The parameters of an operation: those of its path item, replaced by its own of the same name and place.
    pub(super) fn params(
        &mut self,
        path: &str,
        item: (&Vec<oa::ReferenceOr<oa::Parameter>>, &Spot),
        own: (&Vec<oa::ReferenceOr<oa::Parameter>>, &Spot),
    ) -> Vec<Param> {
        let mut params: Vec<Param> = Vec::new();
        for param in self.param_list((item.0, item.1)).into_iter().chain(self.param_list((own.0, own.1))) {
            match params.iter_mut().find(|p| p.name == param.name && p.location == param.location) {
                Some(slot) => *slot = param,
                None => params.push(param),
            }
        }
        self.check_template(path, &mut params, own.1);
        params
    }

    fn param_list(&mut self, (list, at): List<'_>) -> Vec<Param> {
        let mut params: Vec<Param> = Vec::new();
        for (i, param) in list.iter().enumerate() {
            let at = at.key("parameters").index(i);
            let Some(param) = self.param(param, &at) else { continue };
            if params.iter().any(|p| p.name == param.name && p.location == param.location) {
                let message = format_args!(
                    "`{}` is already a {} parameter: the first counts",
                    param.name, param.location
                );
                self.builder.diags.report(&code::DUPLICATE_PARAMETER, &at, message);
            } else {
                params.push(param);
            }
        }
        params
    }

    fn param(&mut self, param: &oa::ReferenceOr<oa::Parameter>, used_at: &Spot) -> Option<Param> {
        let none = Default::default();
        let components = self.components.map_or(&none, |components| &components.parameters);
        let (param, component) = resolve(param, components, "parameters")?;
        let at = place("parameters", &component, used_at);
        if let Some(known) = component.as_ref().and_then(|name| self.read_params.get(name)) {
            let mut param = known.clone();
            self.override_docs(used_at, &mut param.docs);
            return Some(param);
        }
        let data = param.parameter_data_ref();
        let location = match data.extensions.get(key::IN).and_then(Value::as_str) {
            Some("querystring") => "querystring",
            Some(_) => return None,
            None => location(param),
        };
        if data.name.is_empty() || (location == "header" && is_ignored(&data.name)) {
            return None;
        }
        let (content, value) = match &data.format {
            oa::ParameterSchemaOrContent::Schema(schema) => (None, self.schema(schema, at.key("schema"))),
            oa::ParameterSchemaOrContent::Content(content) => match content.first() {
                Some((name, media)) => {
                    let schema = media.schema.as_ref();
                    let at = at.key("content").key(name).key("schema");
                    (Some(name.clone()), schema.and_then(|schema| self.schema(schema, at)))
                }
                None => (None, None),
            },
        };
        let mut said = Docs {
            description: data.description.clone(),
            deprecated: data.deprecated == Some(true),
            examples: self.examples(data.example.as_ref(), &data.examples),
            ..Docs::default()
        };
        if let Some(value) = &value {
            docs::fill(&mut said, &value.docs);
        }
        let (style, allow_reserved) = style(param, &data.extensions);
        let mut param = Param {
            component: component.clone(),
            name: data.name.clone(),
            location: location.to_owned(),
            style,
            explode: data.explode,
            allow_reserved,
            required: data.required || location == "path",
            content,
            value,
            docs: said,
            at,
        };
        self.read_params.extend(component.map(|name| (name, param.clone())));
        self.override_docs(used_at, &mut param.docs);
        Some(param)
    }

    /// Every `{name}` of the template is a parameter, and every path parameter is in the template (section 4.8.8.2).
    fn check_template(&mut self, path: &str, params: &mut Vec<Param>, at: &Spot) {
        let names = template(path);
        if path.matches('{').count() != path.matches('}').count() {
            let message =
                format_args!("{path} opens a brace that it does not close: it is sent as it is written");
            self.builder.diags.report(&code::UNCLOSED_PLACE, at, message);
        }
        params.retain(|param| {
            let used = param.location != "path" || names.contains(&param.name.as_str());
            if !used {
                let message =
                    format_args!("`{{{}}}` is not in the path {path}: the parameter is left out", param.name);
                self.builder.diags.report(&code::PARAMETER_NOT_IN_PATH, &param.at, message);
            }
            used
        });
        for name in names {
            if params.iter().any(|param| param.location == "path" && param.name == name) {
                continue;
            }
            let message =
                format_args!("`{{{name}}}` of the path is not declared: it becomes a required string");
            self.builder.diags.report(&code::UNDECLARED_PARAMETER, at, message);
            params.push(Param {
                component: None,
                name: name.to_owned(),
                location: "path".to_owned(),
                style: None,
                explode: None,
                allow_reserved: false,
                required: true,
                content: None,
                value: None,
                docs: Docs::default(),
                at: at.clone(),
            });
        }
    }
}

/// The names in a path template, in order, each once.
fn template(path: &str) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    let mut rest = path;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
        rest = after;
    }
    names
}

fn is_ignored(header: &str) -> bool {
    IGNORED_HEADERS.iter().any(|name| header.eq_ignore_ascii_case(name))
}

fn location(param: &oa::Parameter) -> &'static str {
    match param {
        oa::Parameter::Query { .. } => "query",
        oa::Parameter::Header { .. } => "header",
        oa::Parameter::Path { .. } => "path",
        oa::Parameter::Cookie { .. } => "cookie",
    }
}

/// The style as the document names it, and `allowReserved`.
fn style(param: &oa::Parameter, extensions: &indexmap::IndexMap<String, Value>) -> (Option<String>, bool) {
    let (style, reserved) = match param {
        oa::Parameter::Query { style, allow_reserved, .. } => (serde_json::to_value(style), *allow_reserved),
        oa::Parameter::Header { style, .. } => (serde_json::to_value(style), false),
        oa::Parameter::Path { style, .. } => (serde_json::to_value(style), false),
        oa::Parameter::Cookie { style, .. } => (serde_json::to_value(style), false),
    };
    let written = extensions.get("x-fit-style").and_then(Value::as_str).map(str::to_owned);
    let known = style.ok().and_then(|style| style.as_str().map(str::to_owned));
    let reserved = reserved || extensions.get("x-fit-allowReserved").and_then(Value::as_bool) == Some(true);
    (written.or(known), reserved)
}
