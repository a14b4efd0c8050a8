//! Swagger 2.0 to OpenAPI 3.0.
//!
//! Section numbers are those of the Swagger 2.0 specification. The conversion happens after bundling, so that all
//! references are to the document's own definitions, parameters and responses.

mod body;

use serde_json::{Map, Value, json};

use super::fit::table::{Kind, Slot};
use super::members::{Members, put_some, take_object, take_text, take_texts};
use super::origins::{Pass, Trace};
use super::walk;
use crate::diag::{Code, Diagnostic, Diagnostics, Pointer, Scope, code};
use crate::source::Sources;

const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

/// Converts a document.
pub(crate) fn to_openapi(mut tree: Value, sources: &Sources, diags: &mut Diagnostics) -> (Value, Pass) {
    walk::schemas(Slot::Object(Kind::Swagger), &mut tree, &mut schema);
    let Value::Object(mut swagger) = tree else { return (tree, Pass::default()) };
    let mut converter = Converter {
        sources,
        diags,
        pass: Pass::default(),
        consumes: take_texts(&mut swagger, "consumes").unwrap_or_default(),
        produces: take_texts(&mut swagger, "produces").unwrap_or_default(),
        shared: take_object(&mut swagger, "parameters"),
        servers: servers(&mut swagger),
        budget: 4_000_000,
    };
    let openapi = converter.document(swagger);
    (Value::Object(openapi), converter.pass)
}

struct Converter<'a> {
    sources: &'a Sources,
    diags: &'a mut Diagnostics,
    pass: Pass,
    consumes: Vec<String>,
    produces: Vec<String>,
    /// The parameters that others refer to.
    shared: Members,
    servers: Servers,
    /// How many values may be repeated for one media type after the other.
    budget: usize,
}

impl Converter<'_> {
    fn report(&mut self, code: &'static Code, at: &Pointer, message: impl std::fmt::Display) {
        let place = self.sources.origins.find(at.clone());
        self.diags.push(Diagnostic::new(code, place.pointer, message).within(Scope::File(place.file)));
    }

    fn document(&mut self, mut swagger: Members) -> Members {
        let mut openapi = Map::from_iter([("openapi".to_owned(), json!("3.0.3"))]);
        swagger.shift_remove("swagger");
        let at = Trace::default();
        let components = self.components(&mut swagger);
        let paths = take_object(&mut swagger, "paths");
        for field in ["info", "externalDocs", "tags", "security"] {
            openapi.extend(swagger.shift_remove(field).map(|value| (field.to_owned(), value)));
        }
        let servers = self.servers.list(None);
        if !servers.is_empty() {
            self.pass.traced(&at.before("host").after("servers"));
            openapi.insert("servers".into(), Value::Array(servers));
        }
        let paths = paths.into_iter().map(|(path, item)| match item {
            Value::Object(item) if !path.starts_with("x-") => {
                let item = self.path_item(item, &at.both("paths").both(&path));
                (path, Value::Object(item))
            }
            other => (path, other),
        });
        openapi.insert("paths".into(), Value::Object(paths.collect()));
        if !components.is_empty() {
            openapi.insert("components".into(), Value::Object(components));
        }
        openapi.extend(swagger);
        openapi
    }

    /// What is under the document itself in 2.0: sections 5.2.1 and following.
    fn components(&mut self, swagger: &mut Members) -> Members {
        let at = Trace::default();
        let mut components = Map::new();
        let definitions = take_object(swagger, "definitions");
        self.pass.traced(&at.before("definitions").to(&["components", "schemas"]));
        put_some(&mut components, "schemas", definitions);
        let (mut parameters, mut bodies) = (Map::new(), Map::new());
        for (name, value) in self.shared.clone() {
            let Value::Object(parameter) = value else { continue };
            let here = at.before("parameters").before(&name);
            match parameter.get("in").and_then(Value::as_str) {
                Some("body") => {
                    let here = here.to(&["components", "requestBodies", &name]);
                    let consumes = self.consumes.clone();
                    bodies.insert(name, Value::Object(self.body(parameter, &consumes, &here)));
                }
                // Parts of a form go where they are used.
                Some("formData") => {}
                _ => {
                    let here = here.to(&["components", "parameters", &name]);
                    parameters.insert(name, Value::Object(self.parameter(parameter, &here)));
                }
            }
        }
        put_some(&mut components, "parameters", parameters);
        put_some(&mut components, "requestBodies", bodies);
        let produces = self.produces.clone();
        let responses = take_object(swagger, "responses").into_iter().map(|(name, value)| {
            let here = at.before("responses").before(&name).to(&["components", "responses", &name]);
            let value = self.response(value, &produces, &here);
            (name, value)
        });
        let responses: Members = responses.collect();
        put_some(&mut components, "responses", responses);
        let schemes = take_object(swagger, "securityDefinitions").into_iter().map(|(name, scheme)| {
            self.pass.traced(&at.before("securityDefinitions").before(&name).to(&[
                "components",
                "securitySchemes",
                &name,
            ]));
            (name, security_scheme(scheme))
        });
        let schemes: Members = schemes.collect();
        put_some(&mut components, "securitySchemes", schemes);
        components
    }

    /// Section 5.2.9.
    fn path_item(&mut self, mut item: Members, at: &Trace) -> Members {
        let shared = item.shift_remove("parameters");
        let shared = self.parameters(shared, None, &at.both("parameters"));
        for method in METHODS {
            if let Some(Value::Object(operation)) = item.get_mut(method) {
                let converted = self.operation(std::mem::take(operation), &shared.body, &at.both(method));
                *operation = converted;
            }
        }
        if !shared.list.is_empty() {
            item.insert("parameters".into(), Value::Array(shared.list));
        }
        item
    }

    /// Section 5.2.10.
    fn operation(&mut self, mut operation: Members, shared_body: &Option<Value>, at: &Trace) -> Members {
        let consumes = take_texts(&mut operation, "consumes");
        let produces = take_texts(&mut operation, "produces").unwrap_or_else(|| self.produces.clone());
        if let Some(schemes) = take_texts(&mut operation, "schemes") {
            let servers = self.servers.list(Some(&schemes));
            if !servers.is_empty() && schemes != self.servers.schemes {
                operation.insert("servers".into(), Value::Array(servers));
            }
        }
        let parameters = operation.shift_remove("parameters");
        let own = self.parameters(parameters, consumes.as_deref(), &at.both("parameters"));
        if !own.list.is_empty() {
            operation.insert("parameters".into(), Value::Array(own.list));
        }
        if let Some(body) = own.body.or_else(|| shared_body.clone()) {
            operation.insert("requestBody".into(), body);
        }
        if let Some(Value::Object(responses)) = operation.get_mut("responses") {
            let at = at.both("responses");
            for (status, response) in responses.iter_mut().filter(|(status, _)| !status.starts_with("x-")) {
                let converted = self.response(response.take(), &produces, &at.both(status));
                *response = converted;
            }
        }
        operation
    }

    /// Section 5.2.12.
    fn response(&mut self, response: Value, produces: &[String], at: &Trace) -> Value {
        let Value::Object(mut response) = response else { return response };
        self.pass.traced(at);
        if let Some(reference) = reference(&response) {
            return reference;
        }
        let schema = response.shift_remove("schema");
        let mut examples = take_object(&mut response, "examples");
        if schema.is_some() || !examples.is_empty() {
            let mut types = media_types(produces);
            let others: Vec<String> = examples.keys().filter(|name| !types.contains(name)).cloned().collect();
            types.extend(others);
            let mut content = Map::new();
            for name in types {
                let mut media = Map::new();
                if let Some(schema) = schema.as_ref().and_then(|schema| self.repeat(schema, at)) {
                    self.pass.traced(&at.before("schema").after("content").after(&name).after("schema"));
                    media.insert("schema".into(), schema);
                }
                media.extend(examples.shift_remove(&name).map(|example| ("example".to_owned(), example)));
                content.insert(name, Value::Object(media));
            }
            response.insert("content".into(), Value::Object(content));
        }
        if let Some(Value::Object(headers)) = response.get_mut("headers") {
            let at = at.both("headers");
            for (name, header) in headers.iter_mut() {
                if let Value::Object(header) = header {
                    let schema = self.lift_schema(header, &at.both(name));
                    header.insert("schema".into(), schema);
                }
            }
        }
        Value::Object(response)
    }

    /// A value once more, as long as there are not too many of them.
    fn repeat(&mut self, value: &Value, at: &Trace) -> Option<Value> {
        match self.budget.checked_sub(walk::count(value, self.budget)) {
            Some(left) => {
                self.budget = left;
                Some(value.clone())
            }
            None => {
                let message = "this schema is repeated for too many media types";
                self.report(&code::ALIASES_TOO_LARGE, at.origin(), message);
                None
            }
        }
    }
}

/// Section 5.2.1: a host, a path under it, and the schemes it understands.
struct Servers {
    host: Option<String>,
    base: String,
    schemes: Vec<String>,
}

fn servers(swagger: &mut Members) -> Servers {
    let host = take_text(swagger, "host");
    let base = take_text(swagger, "basePath").unwrap_or_default().trim_end_matches('/').to_owned();
    let schemes = take_texts(swagger, "schemes").unwrap_or_default();
    Servers { host, base, schemes }
}

impl Servers {
    fn list(&self, schemes: Option<&[String]>) -> Vec<Value> {
        let base = &self.base;
        let Some(host) = &self.host else {
            return if base.is_empty() { Vec::new() } else { vec![json!({"url": base})] };
        };
        let schemes = schemes.unwrap_or(&self.schemes);
        // "The scheme used to access the Swagger definition itself" is not known here.
        let https = ["https".to_owned()];
        let schemes = if schemes.is_empty() { &https } else { schemes };
        schemes.iter().map(|scheme| json!({"url": format!("{scheme}://{host}{base}")})).collect()
    }
}

/// Section 5.2.24.
fn security_scheme(scheme: Value) -> Value {
    let Value::Object(mut scheme) = scheme else { return scheme };
    match scheme.get("type").and_then(Value::as_str) {
        Some("basic") => {
            scheme.insert("type".into(), json!("http"));
            scheme.insert("scheme".into(), json!("basic"));
        }
        Some("oauth2") => {
            let flow = match take_text(&mut scheme, "flow").as_deref() {
                Some("accessCode") => "authorizationCode".to_owned(),
                Some("application") => "clientCredentials".to_owned(),
                other => other.unwrap_or("implicit").to_owned(),
            };
            let fields = ["authorizationUrl", "tokenUrl", "refreshUrl", "scopes"].into_iter();
            let fields = fields.filter_map(|name| Some((name.to_owned(), scheme.shift_remove(name)?)));
            let fields: Members = fields.collect();
            scheme.insert("flows".into(), json!({flow: fields}));
        }
        _ => {}
    }
    Value::Object(scheme)
}

/// Section 5.2.17: what a schema says in another way. References in it are to definitions, or dangling.
fn schema(value: &mut Value) {
    let Value::Object(schema) = value else { return };
    if let Some(Value::String(target)) = schema.get_mut("$ref")
        && let Some(name) = target.strip_prefix("#/definitions/")
    {
        *target = format!("#/components/schemas/{name}");
    }
    if let Some(discriminator @ Value::String(_)) = schema.get_mut("discriminator") {
        *discriminator = json!({"propertyName": discriminator.take()});
    }
    file(schema);
    if schema.get("x-nullable") == Some(&Value::Bool(true)) && !schema.contains_key("nullable") {
        schema.insert("nullable".into(), Value::Bool(true));
    }
}

/// Sections 5.2.10 and 5.2.12: a file is a type there; in 3.0 it is a string of bytes.
fn file(schema: &mut Members) {
    if schema.get("type").is_some_and(|kind| kind == "file") {
        schema.insert("type".into(), json!("string"));
        schema.insert("format".into(), json!("binary"));
    }
}

/// An object that is nothing but a reference, in its new place.
fn reference(members: &Members) -> Option<Value> {
    let target = members.get("$ref")?.as_str()?;
    let target = match target.strip_prefix("#/") {
        Some(rest) if rest.starts_with("parameters/") || rest.starts_with("responses/") => {
            format!("#/components/{rest}")
        }
        _ => target.to_owned(),
    };
    Some(json!({"$ref": target}))
}

fn media_types(types: &[String]) -> Vec<String> {
    if types.is_empty() { vec!["application/json".to_owned()] } else { types.to_vec() }
}
