//! Parameters: in 2.0 they are also the body of a request, and its forms (section 5.2.10).

use serde_json::{Map, Value, json};

use super::{Converter, file, media_types, reference};
use crate::diag::code;
use crate::source::members::{Members, put_some, take_text};
use crate::source::origins::Trace;

/// The parameters of an operation or path item, taken apart.
pub(super) struct Parameters {
    pub(super) list: Vec<Value>,
    pub(super) body: Option<Value>,
}

/// What describes a value outside of a body, where 2.0 has no schema.
const SCHEMA_FIELDS: [&str; 16] = [
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
];

impl Converter<'_> {
    /// Takes parameters apart. `consumes` are the media types of the operation, if it has some of its own.
    pub(super) fn parameters(
        &mut self,
        list: Option<Value>,
        consumes: Option<&[String]>,
        at: &Trace,
    ) -> Parameters {
        let mut out = Parameters { list: Vec::new(), body: None };
        let mut form: Vec<(Members, Trace)> = Vec::new();
        let Some(Value::Array(list)) = list else { return out };
        let types = consumes.map_or_else(|| self.consumes.clone(), <[String]>::to_vec);
        // The body stands beside the list of parameters.
        let beside = at.origin().clone();
        for (index, value) in list.into_iter().enumerate() {
            let Value::Object(parameter) = value else { continue };
            let here = at.before(&index.to_string());
            let (target, name) = self.shared(&parameter);
            let place = target.as_ref().unwrap_or(&parameter).get("in").and_then(Value::as_str);
            match (place, name) {
                (Some("body"), Some(name)) if consumes.is_none() => {
                    out.body = Some(json!({"$ref": format!("#/components/requestBodies/{name}")}));
                }
                (Some("body"), _) => {
                    let here = here.sibling("requestBody");
                    out.body = Some(Value::Object(self.body(target.unwrap_or(parameter), &types, &here)));
                }
                (Some("formData"), _) => form.push((target.unwrap_or(parameter), here)),
                _ => {
                    let here = here.after(&out.list.len().to_string());
                    out.list.push(Value::Object(self.parameter(parameter, &here)));
                }
            }
        }
        if out.body.is_some() && !form.is_empty() {
            let message = "a request has a body or a form, not both; the form is left out";
            self.report(&code::SWAGGER_NOT_EXPRESSIBLE, &beside, message);
        } else if !form.is_empty() {
            out.body = Some(self.form(form, &types, &at.sibling("requestBody")));
        }
        out
    }

    /// The shared parameter that one refers to, and its name.
    fn shared(&self, parameter: &Members) -> (Option<Members>, Option<String>) {
        let name =
            parameter.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix("#/parameters/"));
        let plain = name.map(|name| name.replace("~1", "/").replace("~0", "~"));
        let target = plain.and_then(|name| self.shared.get(&name)).and_then(Value::as_object);
        (target.cloned(), name.filter(|_| target.is_some()).map(str::to_owned))
    }

    /// A parameter that is one in 3.0 as well.
    pub(super) fn parameter(&mut self, mut parameter: Members, at: &Trace) -> Members {
        self.pass.traced(at);
        if let Some(Value::Object(reference)) = reference(&parameter) {
            return reference;
        }
        let place = parameter.get("in").and_then(Value::as_str).unwrap_or("query").to_owned();
        let list = parameter.get("type").is_some_and(|kind| kind == "array");
        let format = take_text(&mut parameter, "collectionFormat").unwrap_or_else(|| "csv".to_owned());
        let schema = self.lift_schema(&mut parameter, at);
        if list && let Some((style, explode)) = self.style(&place, &format, at) {
            parameter.insert("style".into(), json!(style));
            parameter.insert("explode".into(), json!(explode));
        }
        parameter.insert("schema".into(), schema);
        parameter
    }

    /// How a list is written: the style and whether it repeats the name, where they are not the default of 3.0.
    fn style(&mut self, place: &str, format: &str, at: &Trace) -> Option<(&'static str, bool)> {
        match (place, format) {
            ("query" | "formData", "multi") => Some(("form", true)),
            ("query" | "formData", "csv") => Some(("form", false)),
            ("query" | "formData", "ssv") => Some(("spaceDelimited", false)),
            ("query" | "formData", "pipes") => Some(("pipeDelimited", false)),
            (_, "csv") => None,
            _ => {
                let message = format_args!("`{format}` in the {place} is read as values separated by commas");
                self.report(&code::SWAGGER_NOT_EXPRESSIBLE, &at.origin().join("collectionFormat"), message);
                (place == "query").then_some(("form", false))
            }
        }
    }

    /// Moves the fields that describe a value into a schema of their own.
    pub(super) fn lift_schema(&mut self, members: &mut Members, at: &Trace) -> Value {
        self.pass.traced(&at.after("schema"));
        members.shift_remove("collectionFormat");
        let mut schema = Map::new();
        for field in SCHEMA_FIELDS {
            schema.extend(members.shift_remove(field).map(|value| (field.to_owned(), value)));
        }
        if members.get("x-nullable") == Some(&Value::Bool(true)) {
            schema.insert("nullable".into(), Value::Bool(true));
        }
        file(&mut schema);
        let mut inner = schema.get("items");
        while let Some(items) = inner {
            if let Some(format) =
                items.get("collectionFormat").and_then(Value::as_str).filter(|format| *format != "csv")
            {
                let message =
                    format!("lists in a list cannot be separated as `{format}`; they are written as JSON");
                self.report(&code::SWAGGER_NOT_EXPRESSIBLE, at.origin(), message);
            }
            inner = items.get("items");
        }
        if let Some(items) = schema.get_mut("items") {
            no_collection_format(items);
        }
        Value::Object(schema)
    }

    pub(super) fn body(&mut self, mut parameter: Members, consumes: &[String], at: &Trace) -> Members {
        self.pass.traced(at);
        let schema = parameter.shift_remove("schema").unwrap_or_else(|| json!({}));
        parameter.shift_remove("in");
        // A body has no name in 3.0, and the author's is a hint at what it is.
        let name = parameter.shift_remove("name");
        let mut content = Map::new();
        for media in media_types(consumes) {
            let Some(schema) = self.repeat(&schema, at) else { break };
            self.pass.traced(&at.before("schema").after("content").after(&media).after("schema"));
            content.insert(media, json!({"schema": schema}));
        }
        parameter.insert("content".into(), Value::Object(content));
        parameter.extend(name.map(|name| ("x-body-name".to_owned(), name)));
        parameter
    }

    /// A form: an object with the parameters as its properties.
    fn form(&mut self, parts: Vec<(Members, Trace)>, consumes: &[String], at: &Trace) -> Value {
        let (mut properties, mut required, mut encodings) = (Map::new(), Vec::new(), Map::new());
        let uploads = parts.iter().any(|(part, _)| part.get("type").is_some_and(|kind| kind == "file"));
        let mut types: Vec<String> = consumes.iter().filter(|name| name.contains("form")).cloned().collect();
        if types.is_empty() {
            let name = if uploads { "multipart/form-data" } else { "application/x-www-form-urlencoded" };
            types.push(name.to_owned());
        }
        let mut traces = Vec::new();
        for (mut part, here) in parts {
            let name = take_text(&mut part, "name").unwrap_or_default();
            if part.get("required") == Some(&Value::Bool(true)) {
                required.push(json!(name));
            }
            let format = take_text(&mut part, "collectionFormat").unwrap_or_else(|| "csv".to_owned());
            if part.get("type").is_some_and(|kind| kind == "array")
                && let Some((style, explode)) =
                    self.style("formData", &format, &here).filter(|style| !style.1)
            {
                encodings.insert(name.clone(), json!({"style": style, "explode": explode}));
            }
            let mut schema = self.lift_schema(&mut part, &here);
            if let Value::Object(schema) = &mut schema {
                let described =
                    part.into_iter().filter(|(field, _)| field == "description" || field.starts_with("x-"));
                schema.extend(described);
            }
            traces.push((name.clone(), here));
            properties.insert(name, schema);
        }
        let mut schema = Map::from_iter([("type".to_owned(), json!("object"))]);
        let needed = !required.is_empty();
        if needed {
            schema.insert("required".into(), Value::Array(required));
        }
        schema.insert("properties".into(), Value::Object(properties));
        let schema = Value::Object(schema);
        let mut content = Map::new();
        for media in types {
            let Some(schema) = self.repeat(&schema, at) else { break };
            for (name, here) in &traces {
                let place = at.after("content").after(&media).after("schema").after("properties").after(name);
                self.pass.traced(&here.written_as(&place));
            }
            let mut value = Map::from_iter([("schema".to_owned(), schema)]);
            if media.contains("urlencoded") {
                put_some(&mut value, "encoding", encodings.clone());
            }
            content.insert(media, Value::Object(value));
        }
        json!({"required": needed, "content": content})
    }
}

fn no_collection_format(items: &mut Value) {
    if let Value::Object(members) = items {
        members.shift_remove("collectionFormat");
        if let Some(inner) = members.get_mut("items") {
            no_collection_format(inner);
        }
    }
}
