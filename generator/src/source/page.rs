//! The vendor's documentation page: Markdown with one operation in a fenced block, in a dialect of its own.
//!
//! The dialect (that of the Mintlify page builder) is OpenAPI 3.1 turned inside out, for display: one operation under
//! `paths` itself, media types with a list of schemas (`schemaArray`), every property wrapped in an `allOf` of its own,
//! the name of an inlined component in `refIdentifier`. Here it is turned back.
//!
//! What the page does not say is not invented: there is no `operationId` and no tag. Two things OpenAPI demands are
//! made up: `info.title` is the page's heading, and `info.version` is `0.0.0`, because a page has no version.

mod prose;

use serde_json::{Map, Value, json};

use super::members::{Members, object, put_some, take_list, take_object, take_text};
use super::origins::{Pass, Trace};
use crate::diag::{Diagnostic, Diagnostics, FileId, Scope, code};
pub(crate) use prose::{Prose, find};

/// Whether a tree is in the page's dialect.
pub(crate) fn is_page(tree: &Value) -> bool {
    let field = |name| tree.get("paths").and_then(|paths| paths.get(name));
    field("path").is_some_and(Value::is_string) && field("method").is_some_and(Value::is_string)
}

/// Turns a page into OpenAPI 3.1.
pub(crate) fn to_openapi(tree: Value, prose: &Prose, diags: &mut Diagnostics) -> (Value, Pass) {
    let mut tree = tree;
    no_type_at_all(&mut tree);
    let Value::Object(mut page) = tree else { return (tree, Pass::default()) };
    let mut components = take_object(&mut page, "components");
    let schemas = take_object(&mut components, "schemas");
    let sorted = schemas.keys().is_sorted();
    let mut turner = Turner { schemas, security: Map::new(), pass: Pass::default(), diags };
    let paths = take_object(&mut page, "paths");
    let mut document = turner.document(paths, prose);
    if sorted {
        turner.schemas.sort_keys();
    }
    put_some(&mut components, "schemas", turner.schemas);
    put_some(&mut components, "securitySchemes", turner.security);
    put_some(&mut document, "components", components);
    document.extend(foreign(page));
    (Value::Object(document), turner.pass)
}

struct Turner<'a> {
    schemas: Members,
    security: Members,
    pass: Pass,
    diags: &'a mut Diagnostics,
}

impl Turner<'_> {
    fn moved(&mut self, here: &Trace) {
        self.pass.traced(here);
    }

    fn document(&mut self, mut paths: Members, prose: &Prose) -> Members {
        let path = take_text(&mut paths, "path").unwrap_or_default();
        let method = take_text(&mut paths, "method").unwrap_or_default().to_lowercase();
        let webhook = take_text(&mut paths, "type").is_some_and(|kind| kind == "webhook");
        let title = prose.title.clone().unwrap_or_else(|| format!("{} {path}", method.to_uppercase()));
        let mut document = object([("openapi", json!("3.1.0"))]);
        document.insert("info".into(), json!({"title": title, "version": "0.0.0"}));
        let paths_at = Trace::default().before("paths");
        if let Some(servers) = paths.shift_remove("servers") {
            self.moved(&paths_at.before("servers").after("servers"));
            document.insert("servers".into(), servers);
        }
        let group = if webhook { "webhooks" } else { "paths" };
        let here = paths_at.after(group).after(&path);
        self.moved(&here);
        let operation = self.operation(paths, prose, &here.after(&method));
        let item = object([(method.as_str(), Value::Object(operation))]);
        document.insert(group.into(), Value::Object(object([(path.as_str(), Value::Object(item))])));
        document
    }

    fn operation(&mut self, mut paths: Members, prose: &Prose, here: &Trace) -> Members {
        self.moved(here);
        let mut operation = Map::new();
        let texts = [("summary", &prose.title), ("description", &prose.description)];
        for (field, text) in texts.into_iter().filter_map(|(field, text)| Some((field, text.clone()?))) {
            operation.insert(field.into(), Value::String(text));
        }
        if paths.shift_remove("deprecated") == Some(Value::Bool(true)) {
            operation.insert("deprecated".into(), Value::Bool(true));
        }
        let mut request = take_object(&mut paths, "request");
        let in_request = here.before("request");
        let security = self.security(take_list(&mut request, "security"), &in_request.before("security"));
        let parameters = take_object(&mut request, "parameters");
        let parameters = self.parameters(parameters, &in_request.both("parameters"));
        if !parameters.is_empty() {
            operation.insert("parameters".into(), Value::Array(parameters));
        }
        let body = take_object(&mut request, "body");
        if !body.is_empty() {
            let media = self.content(body, &in_request.before("body").after("requestBody"));
            let mut body = Map::new();
            body.extend(media.description.map(|text| ("description".to_owned(), text)));
            body.insert("required".into(), Value::Bool(media.required));
            body.insert("content".into(), Value::Object(media.content));
            operation.insert("requestBody".into(), Value::Object(body));
        }
        let responses = take_object(&mut paths, "response");
        let responses = self.responses(responses, &here.before("response").after("responses"));
        operation.insert("responses".into(), Value::Object(responses));
        if !security.is_empty() {
            operation.insert("security".into(), Value::Array(security));
        }
        if let Some(samples) = request.shift_remove("codeSamples").or(paths.shift_remove("codeSamples")) {
            self.moved(&in_request.before("codeSamples").after("x-codeSamples"));
            operation.insert("x-codeSamples".into(), samples);
        }
        operation.extend(foreign(request).chain(foreign(paths)));
        operation
    }

    /// Each element is one way to authenticate; what it needs is listed by place.
    fn security(&mut self, list: Vec<Value>, here: &Trace) -> Vec<Value> {
        let mut requirements = Vec::new();
        for (index, element) in list.into_iter().enumerate() {
            let here = here.before(&index.to_string());
            let title = element.get("title").and_then(Value::as_str).unwrap_or("auth");
            let mut requirement = Map::new();
            for place in ["query", "header", "cookie"] {
                let Some(needs) = element.pointer(&format!("/parameters/{place}")).and_then(Value::as_object)
                else {
                    continue;
                };
                for (parameter, need) in needs {
                    let name = if requirement.is_empty() {
                        title.to_owned()
                    } else {
                        format!("{title} {parameter}")
                    };
                    let name = component_name(&name);
                    let scheme = security_scheme(place, parameter, need);
                    self.moved(&here.to(&["components", "securitySchemes", &name]));
                    self.security.insert(name.clone(), scheme);
                    requirement.insert(name, json!([]));
                }
            }
            requirements.push(Value::Object(requirement));
        }
        requirements
    }

    fn parameters(&mut self, places: Members, here: &Trace) -> Vec<Value> {
        let mut list = Vec::new();
        for (place, named) in places {
            let Value::Object(named) = named else { continue };
            for (name, value) in named {
                let Value::Object(mut fields) = value else { continue };
                let here = here.before(&place).before(&name).after(&list.len().to_string());
                self.moved(&here);
                let schemas = take_list(&mut fields, "schema");
                let (schema, required) = self.schemas(schemas, &here.both("schema"));
                let mut parameter = object([("name", json!(name)), ("in", json!(place))]);
                let description = schema.get("description").filter(|_| schema.get("$ref").is_none()).cloned();
                parameter.extend(description.map(|text| ("description".to_owned(), text)));
                parameter.insert("required".into(), Value::Bool(required || place == "path"));
                parameter.insert("schema".into(), schema);
                parameter.extend(fields);
                list.push(Value::Object(parameter));
            }
        }
        list
    }

    fn responses(&mut self, responses: Members, here: &Trace) -> Members {
        let mut out = Map::new();
        for (status, content) in responses {
            let Value::Object(content) = content else { continue };
            let media = self.content(content, &here.both(&status));
            let mut response = object([("description", media.description.unwrap_or(json!("")))]);
            put_some(&mut response, "content", media.content);
            out.insert(status, Value::Object(response));
        }
        out
    }

    /// Media types by name. The page keeps the description of the body or response inside of them.
    fn content(&mut self, types: Members, here: &Trace) -> Media {
        self.moved(here);
        let mut media = Media::default();
        for (name, value) in types {
            let Value::Object(mut fields) = value else { continue };
            let description = fields.shift_remove("description");
            if media.description.is_none() && description.is_some() {
                self.moved(&here.before(&name).both("description"));
            }
            let here = here.before(&name).after("content").after(&name);
            if name == PLACEHOLDER {
                let schemas = take_list(&mut fields, "schemaArray");
                let said = schemas.first().and_then(|schema| schema.get("description")).cloned();
                media.description = media.description.or(description).or(said);
                continue;
            }
            media.description = media.description.or(description);
            self.moved(&here);
            let schemas = take_list(&mut fields, "schemaArray");
            let in_schema = here.before("schemaArray").after("schema");
            let (schema, required) = self.schemas(schemas, &in_schema);
            media.required |= required;
            let mut out = object([("schema", schema)]);
            put_some(&mut out, "examples", take_object(&mut fields, "examples"));
            out.extend(foreign(fields));
            media.content.insert(name, Value::Object(out));
        }
        media
    }

    /// One schema, or a choice of several; and whether the page says that the value is required.
    fn schemas(&mut self, list: Vec<Value>, here: &Trace) -> (Value, bool) {
        let single = list.len() == 1;
        let (mut required, mut schemas) = (false, Vec::new());
        for (index, value) in list.into_iter().enumerate() {
            let mut here = here.before(&index.to_string());
            if !single {
                here = here.after("oneOf").after(&index.to_string());
            }
            let Value::Object(mut schema) = value else { continue };
            if let Some(Value::Bool(flag)) = schema.get("required") {
                required |= *flag;
                schema.shift_remove("required");
            }
            self.moved(&here);
            schemas.push(self.schema(schema, &here));
        }
        match schemas.len() {
            0 => (Value::Object(Map::new()), required),
            1 => (schemas.remove(0), required),
            _ => (json!({"oneOf": schemas}), required),
        }
    }

    fn schema(&mut self, mut schema: Members, here: &Trace) -> Value {
        let name =
            schema.get("refIdentifier").and_then(Value::as_str).and_then(|name| name.rsplit('/').next());
        let name = name.map(str::to_owned);
        schema.shift_remove("refIdentifier");
        let here = match &name {
            Some(name) => here.to(&["components", "schemas", name]),
            None => here.clone(),
        };
        let known = name.as_ref().is_some_and(|name| self.schemas.contains_key(name));
        if !known {
            self.moved(&here);
        }
        let required = schema.shift_remove("requiredProperties");
        let mut out = Map::new();
        for (field, value) in schema {
            let value = match (field.as_str(), value) {
                ("properties", Value::Object(properties)) => {
                    if let Some(required) = &required {
                        out.insert("required".into(), required.clone());
                    }
                    let properties = properties.into_iter().map(|(name, value)| {
                        let value = self.property(value, &here.both("properties").both(&name), known);
                        (name, value)
                    });
                    Value::Object(properties.collect())
                }
                (_, value) => value,
            };
            out.insert(field, value);
        }
        let Some(name) = name else { return Value::Object(out) };
        match self.schemas.get(&name) {
            Some(component) if !same(component, &Value::Object(out.clone())) => {
                let message = format!("`{name}` differs between here and `components.schemas`");
                let diagnostic = Diagnostic::new(&code::PAGE_DISAGREES, here.origin().clone(), message);
                self.diags.push(diagnostic.within(Scope::File(FileId::ROOT)));
            }
            Some(_) => {}
            None => {
                self.schemas.insert(name.clone(), Value::Object(out));
            }
        }
        json!({"$ref": format!("#/components/schemas/{}", super::reference::token(&name))})
    }

    /// A property without its wrapper: an `allOf` of one element and nothing beside it.
    fn property(&mut self, value: Value, here: &Trace, known: bool) -> Value {
        let wrapped = value.as_object().filter(|members| members.len() == 1);
        let wrapped =
            wrapped.and_then(|members| members.get("allOf")?.as_array()).filter(|list| list.len() == 1);
        let (value, here) = match wrapped.and_then(|list| list.first()) {
            Some(inner) => (inner.clone(), here.before("allOf").before("0")),
            None => (value, here.clone()),
        };
        if !known {
            self.moved(&here);
        }
        match value {
            Value::Object(schema) => self.schema(schema, &here),
            other => other,
        }
    }
}

/// What the page writes where a response documents no body.
const PLACEHOLDER: &str = "_mintlify/placeholder";

#[derive(Default)]
struct Media {
    content: Members,
    required: bool,
    description: Option<Value>,
}

fn security_scheme(place: &str, parameter: &str, need: &Value) -> Value {
    let text = |field: &str| need.get(field).and_then(Value::as_str);
    let mut scheme = match text("type") {
        Some("http") => {
            object([("type", json!("http")), ("scheme", json!(text("scheme").unwrap_or("bearer")))])
        }
        Some("oauth2") => {
            object([("type", json!("oauth2")), ("flows", need.get("flows").cloned().unwrap_or(json!({})))])
        }
        _ => object([("type", json!("apiKey")), ("in", json!(place)), ("name", json!(parameter))]),
    };
    scheme.extend(need.get("description").map(|text| ("description".to_owned(), text.clone())));
    Value::Object(scheme)
}

/// A title as the name of a component: section 4.8.7 of OpenAPI 3.1 allows letters, digits, `.`, `-` and `_`.
fn component_name(title: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
    let name: String = title.chars().map(|c| if allowed(c) { c } else { '_' }).collect();
    name.trim_matches('_').to_owned()
}

/// Removes `type: any`, which the page writes for no type at all, wherever a schema may be.
fn no_type_at_all(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if members.get("type").is_some_and(|kind| kind == "any") {
                members.shift_remove("type");
            }
            for (name, value) in members.iter_mut() {
                if !matches!(name.as_str(), "example" | "examples" | "default" | "enum" | "const") {
                    no_type_at_all(value);
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(no_type_at_all),
        _ => {}
    }
}

/// Whether two schemas are equal once the wrappers are gone.
fn same(component: &Value, inlined: &Value) -> bool {
    fn unwrapped(value: &Value) -> &Value {
        let list =
            value.as_object().filter(|members| members.len() == 1).and_then(|members| members.get("allOf"));
        list.and_then(Value::as_array)
            .filter(|list| list.len() == 1)
            .and_then(|list| list.first())
            .unwrap_or(value)
    }
    match (unwrapped(component), unwrapped(inlined)) {
        (Value::Object(x), Value::Object(y)) => {
            x.len() == y.len()
                && x.iter().all(|(name, value)| y.get(name).is_some_and(|other| same(value, other)))
        }
        (Value::Array(x), Value::Array(y)) => x.len() == y.len() && x.iter().zip(y).all(|(x, y)| same(x, y)),
        (x, y) => x == y,
    }
}

/// Members of the page that this module does not know, as extensions.
fn foreign(members: Members) -> impl Iterator<Item = (String, Value)> {
    members.into_iter().map(|(name, value)| match name.starts_with("x-") {
        true => (name, value),
        false => (format!("x-mintlify-{name}"), value),
    })
}
