//! Request bodies, responses and media types (OpenAPI 3.1 sections 4.8.13 to 4.8.17).

use super::{Http, place, resolve};
use crate::diag::Spot;
use crate::ir::{Docs, Encoding, Status};
use crate::normal::{Answer, Body, Content, Use, docs};
use crate::source::fit::{self, key};
use indexmap::IndexMap;
use openapiv3 as oa;
use serde_json::Value;

impl Http<'_, '_> {
    /// A request body. One whose reference leads nowhere is any JSON value.
    pub(super) fn body(&mut self, body: &oa::ReferenceOr<oa::RequestBody>, used_at: Spot) -> Body {
        let none = Default::default();
        let components = self.components.map_or(&none, |components| &components.request_bodies);
        let Some((body, component)) = resolve(body, components, "requestBodies") else {
            return Body { contents: vec![self.unknown_json(used_at)], ..Body::default() };
        };
        let at = place("requestBodies", &component, &used_at);
        let known = component.as_ref().and_then(|name| self.read_bodies.get(name)).cloned();
        let mut body = known.unwrap_or_else(|| {
            let contents = self.contents(&body.content, &at.key("content"));
            let docs = Docs { description: body.description.clone(), ..Docs::default() };
            let body = Body { component: component.clone(), required: body.required, contents, docs };
            self.read_bodies.extend(component.map(|name| (name, body.clone())));
            body
        });
        self.override_docs(&used_at, &mut body.docs);
        body
    }

    /// The responses, `default` last.
    pub(super) fn answers(&mut self, responses: &oa::Responses, at: &Spot) -> Vec<Answer> {
        let mut answers = Vec::new();
        for (status, response) in &responses.responses {
            let status_code = match status {
                oa::StatusCode::Code(code) => Status::Exact(*code),
                oa::StatusCode::Range(hundred) => Status::Range(*hundred as u8),
            };
            answers.push(self.answer(status_code, response, at.key(status.to_string())));
        }
        if let Some(response) = &responses.default {
            answers.push(self.answer(Status::Default, response, at.key("default")));
        }
        answers
    }

    fn answer(&mut self, status: Status, response: &oa::ReferenceOr<oa::Response>, used_at: Spot) -> Answer {
        let none = Default::default();
        let components = self.components.map_or(&none, |components| &components.responses);
        let Some((response, component)) = resolve(response, components, "responses") else {
            let (component, headers, docs) = Default::default();
            return Answer { component, status, contents: vec![self.unknown_json(used_at)], headers, docs };
        };
        let at = place("responses", &component, &used_at);
        let known = component.as_ref().and_then(|name| self.read_answers.get(name)).cloned();
        let mut answer = known.unwrap_or_else(|| {
            let docs = Docs {
                summary: response.extensions.get(key::SUMMARY).and_then(Value::as_str).map(str::to_owned),
                description: Some(response.description.clone()).filter(|text| !text.is_empty()),
                ..Docs::default()
            };
            let contents = self.contents(&response.content, &at.key("content"));
            let headers = self.headers(&response.headers, &at.key("headers"));
            let answer = Answer { component: component.clone(), status, contents, headers, docs };
            self.read_answers.extend(component.map(|name| (name, answer.clone())));
            answer
        });
        answer.status = status;
        self.override_docs(&used_at, &mut answer.docs);
        answer
    }

    fn headers(
        &mut self,
        headers: &IndexMap<String, oa::ReferenceOr<oa::Header>>,
        at: &Spot,
    ) -> Vec<(String, bool, Option<Use>, Docs)> {
        let none = Default::default();
        let components = self.components.map_or(&none, |components| &components.headers);
        let mut list = Vec::new();
        for (name, header) in headers {
            let Some((header, component)) = resolve(header, components, "headers") else { continue };
            let at = place("headers", &component, &at.key(name));
            let value = match &header.format {
                oa::ParameterSchemaOrContent::Schema(schema) => self.schema(schema, at.key("schema")),
                oa::ParameterSchemaOrContent::Content(_) => None,
            };
            let mut said = Docs {
                description: header.description.clone(),
                deprecated: header.deprecated == Some(true),
                ..Docs::default()
            };
            if let Some(value) = &value {
                docs::fill(&mut said, &value.docs);
            }
            list.push((name.clone(), header.required, value, said));
        }
        list
    }

    fn contents(&mut self, content: &IndexMap<String, oa::MediaType>, at: &Spot) -> Vec<Content> {
        let mut contents = Vec::new();
        for (media_type, media) in content {
            let at = at.key(media_type);
            let value = media.schema.as_ref().and_then(|schema| self.schema(schema, at.key("schema")));
            let item = media.extensions.get(key::ITEM_SCHEMA).and_then(fit::schema);
            let item = item.and_then(|schema| self.schema(&schema, at.key("itemSchema")));
            let encodings = media.encoding.iter().map(|(name, e)| (name.clone(), encoding(e))).collect();
            let examples = self.examples(media.example.as_ref(), &media.examples);
            contents.push(Content { media_type: media_type.clone(), value, item, encodings, examples });
        }
        contents
    }

    /// What stands for a body whose reference leads nowhere: any JSON value.
    fn unknown_json(&mut self, at: Spot) -> Content {
        let anything = oa::Schema {
            schema_data: oa::SchemaData::default(),
            schema_kind: oa::SchemaKind::Any(oa::AnySchema::default()),
        };
        let value = Some(self.builder.read(&oa::ReferenceOr::Item(anything), at));
        let (item, encodings, examples) = Default::default();
        Content { media_type: "application/json".to_owned(), value, item, encodings, examples }
    }

    /// A schema, unless `openapiv3` only demanded one.
    pub(super) fn schema(&mut self, schema: &oa::ReferenceOr<oa::Schema>, at: Spot) -> Option<Use> {
        let made_up = schema
            .as_item()
            .is_some_and(|schema| schema.schema_data.extensions.get(key::SYNTH) == Some(&Value::Bool(true)));
        (!made_up).then(|| self.builder.read(schema, at))
    }

    /// `example` and `examples`, as values.
    pub(super) fn examples(
        &self,
        example: Option<&Value>,
        examples: &IndexMap<String, oa::ReferenceOr<oa::Example>>,
    ) -> Vec<Value> {
        let none = Default::default();
        let components = self.components.map_or(&none, |components| &components.examples);
        let named = examples.values().filter_map(|example| {
            let (example, _) = resolve(example, components, "examples")?;
            example.value.as_ref().or_else(|| example.extensions.get("x-fit-dataValue"))
        });
        example.into_iter().chain(named).cloned().collect()
    }
}

fn encoding(encoding: &oa::Encoding) -> Encoding {
    let said = encoding.explode || encoding.extensions.contains_key("x-fit-explode");
    Encoding {
        content_type: encoding.content_type.clone(),
        style: encoding
            .style
            .as_ref()
            .and_then(|style| serde_json::to_value(style).ok()?.as_str().map(str::to_owned)),
        explode: said.then_some(encoding.explode),
        allow_reserved: encoding.allow_reserved,
    }
}
