//! The program that makes one call of every operation, with everything that the operation takes.

use crate::values::{Values, Wanted};
use corpus::schema::make::Fill;
use generator::ir::{Ident, Operation, Param, SchemeKind, Ty};
use generator::plan::Plan;
use generator::plan::body::{Body, Content};
use generator::plan::call::Call;
use generator::plan::model::{Argument, Spec};
use generator::plan::paging::By;
use generator::plan::sample::value;
use generator::table::media::Behaviour;
use serde_json::Value;

/// A program that asks for all items of every operation whose pages are numbered, and prints how many there are.
pub fn pages(plan: &Plan) -> String {
    let mut calls = String::new();
    for (operation, call) in numbered(plan) {
        let id = format!("{} {}", operation.method, operation.path);
        if let Some(call) = (Driver { plan, values: None }).bare(operation, call) {
            calls.push_str(&format!("    walk({id:?}, {call}.items());\n"));
        }
    }
    HEAD.replace("CREDENTIALS", &credentials(plan)) + WALK + "fn calls(client: Client) {\n" + &calls + "}\n"
}

const WALK: &str = r#"fn walk<T>(id: &str, items: impl Iterator<Item = Result<T, Error>>) {
    match items.collect::<Result<Vec<T>, Error>>() {
        Ok(items) => println!("{id}\t{}", items.len()),
        Err(error) => println!("{id}\t{error}"),
    }
}

"#;

/// The operations whose pages are numbered.
pub fn numbered(plan: &Plan) -> impl Iterator<Item = (&Operation<Ident>, &Call)> {
    let is_numbered =
        |call: &Call| matches!(&call.paging, Some(paging) if matches!(paging.by, By::Number(_)));
    plan.api.operations.iter().zip(&plan.calls).filter(move |(_, call)| is_numbered(call))
}

/// A program that makes one call of every operation. One for which no value can be made up is named and left out.
pub fn program(plan: &Plan, values: &Values<'_>) -> String {
    let (mut functions, mut calls) = (String::new(), String::new());
    for (index, (operation, call)) in plan.api.operations.iter().zip(&plan.calls).enumerate() {
        let id = format!("{} {}", operation.method, operation.path);
        match (Driver { plan, values: Some(values) }).call(operation, call) {
            Some(call) => {
                functions.push_str(&format!(
                    "fn call_{index}(client: &Client) {{\n    tell({id:?}, {call}.send());\n}}\n\n"
                ));
                calls.push_str(&format!("    attempt({id:?}, || call_{index}(&client));\n"));
            }
            None => calls.push_str(&format!("    println!(\"{{}}\\tunmade\\t\\t\", {id:?});\n")),
        }
    }
    let credentials = credentials(plan);
    HEAD.replace("CREDENTIALS", &credentials) + &functions + "fn calls(client: Client) {\n" + &calls + "}\n"
}

/// Made-up ones, of every kind that the document has.
fn credentials(plan: &Plan) -> String {
    let has = |is: fn(&SchemeKind) -> bool| plan.api.schemes.iter().any(|scheme| is(&scheme.kind));
    let token = |kind: &SchemeKind| {
        matches!(kind, SchemeKind::Bearer | SchemeKind::OAuth2 { .. } | SchemeKind::OpenIdConnect { .. })
    };
    let credentials = [
        (has(token), ".bearer_token(\"token\")"),
        (has(|kind| matches!(kind, SchemeKind::ApiKey { .. } | SchemeKind::Http(_))), ".api_key(\"key\")"),
        (has(|kind| *kind == SchemeKind::Basic), ".basic_auth(\"user\", \"password\")"),
    ];
    credentials.iter().filter(|(has, _)| *has).map(|(_, credential)| *credential).collect()
}

const HEAD: &str = r#"#![allow(deprecated, unused)]

use client::blocking::Client;
use client::runtime::answer::Response;
use client::{Error, types, wire};

fn main() {
    let url = std::env::args().nth(1).expect("an address");
    calls(Client::builder().base_url(url).no_proxy().max_retries(0)CREDENTIALS.build().expect("a client"));
}

/// A value as the document's reader reads it.
fn from<T: wire::Slot>(json: &str) -> T {
    wire::from_json(json.as_bytes()).unwrap_or_else(|error| panic!("{json}: {error:?}"))
}

/// Makes a call; a value that its type does not take is told.
fn attempt(id: &str, call: impl FnOnce()) {
    if let Err(panic) = std::panic::catch_unwind(std::panic::AssertUnwindSafe(call)) {
        let why = panic.downcast_ref::<String>().map_or("", |why| why.as_str());
        println!("{id}\t0\t\t{}", why.replace(['\n', '\t'], " "));
    }
}

fn tell<T>(id: &str, answer: Result<Response<T>, Error>) {
    let (status, headers) = match &answer {
        Ok(answer) => (answer.status.as_u16(), Some(&answer.headers)),
        Err(error) => (error.status().map_or(0, |status| status.as_u16()), error.headers()),
    };
    // What the server objects to, also where it answers as the document says that it does to such a request.
    let said = headers.and_then(|headers| headers.get("sl-violations")).and_then(|said| said.to_str().ok());
    let body = match &answer {
        Ok(_) => String::new(),
        Err(error) => match error.body() {
            Some(body) => String::from_utf8_lossy(body).replace(['\n', '\t'], " "),
            None => error.to_string(),
        },
    };
    println!("{id}\t{status}\t{}\t{body}", said.unwrap_or_default());
}

"#;

struct Driver<'p, 's> {
    plan: &'p Plan,
    /// Where values come from that constraints are for; without them those of the types alone count.
    values: Option<&'p Values<'s>>,
}

impl<'s> Driver<'_, 's> {
    fn call(&self, operation: &Operation<Ident>, call: &Call) -> Option<String> {
        let mut text = self.bare(operation, call)?;
        let params = call.params.iter().filter_map(|index| operation.params.get(*index));
        for (param, argument) in params.filter(|param| !param.required).zip(&call.setters) {
            // What the document gives no example of is set too, so that every style is written.
            if let Some(json) = self.parameter(operation, param) {
                text.push_str(&format!(".{}({})", argument.name.0, self.setter(&argument.spec, &json)));
            }
        }
        Some(text + ".raw()")
    }

    /// The call with nothing but what it cannot do without.
    fn bare(&self, operation: &Operation<Ident>, call: &Call) -> Option<String> {
        let resource = self.plan.api.resources.get(operation.resource)?;
        let params = || call.params.iter().filter_map(|index| operation.params.get(*index));
        let required = params().filter(|param| param.required).zip(&call.arguments);
        let required: Vec<(&Param<Ident>, &Argument)> = required.collect();
        let mut arguments = Vec::new();
        match &call.required {
            Some(name) => {
                let mut fields = String::new();
                for (param, argument) in required {
                    let json = self.parameter(operation, param)?;
                    fields.push_str(&format!("{}: from({json:?}), ", argument.name.0));
                }
                arguments.push(format!("client::{}::{} {{ {fields}}}", resource.name.0, name.0));
            }
            None => {
                for (param, argument) in required {
                    arguments.push(self.argument(&argument.spec, &self.parameter(operation, param)?));
                }
            }
        }
        if let Some(body) = &call.body {
            arguments.push(self.body(operation, body)?);
        }
        Some(format!("client.{}().{}({})", resource.name.0, operation.name.0, arguments.join(", ")))
    }

    /// A value of a parameter, as JSON: an example, one that reads well, or whatever its schema takes.
    fn parameter(&self, operation: &Operation<Ident>, param: &Param<Ident>) -> Option<String> {
        let wanted = self.values.and_then(|values| Some((values, values.of_parameter(operation, param)?)));
        let suits = |value: &Value| is_sendable(value, param.style.location);
        let takes = |value: &Value| wanted.as_ref().is_none_or(|(_, wanted)| wanted.takes(value));
        let mut examples = param.docs.examples.clone();
        examples.extend(param.docs.default.clone());
        examples.retain(|example| takes(example) && suits(example));
        let plain = value(&self.plan.api, &self.plan.models, &param.ty, &param.wire, &examples);
        if let Some(plain) = plain.as_ref().filter(|plain| takes(plain) && suits(plain)) {
            return Some(plain.to_string());
        }
        let fills = [Fill::Full, Fill::Mixed, Fill::Least];
        let made = wanted.and_then(|(values, wanted)| {
            fills.into_iter().find_map(|fill| values.make(&wanted, fill, suits))
        });
        made.or(plain).map(|value| value.to_string())
    }

    /// What a method takes.
    fn argument(&self, spec: &Spec, json: &str) -> String {
        match spec {
            Spec::Into(ty) | Spec::Boxed(ty) => format!("from::<{}>({json:?})", self.rust(ty)),
            _ => format!("from({json:?})"),
        }
    }

    /// What a setter takes: it converts the parts.
    fn setter(&self, spec: &Spec, json: &str) -> String {
        match spec {
            Spec::List(ty) => format!("from::<Vec<{}>>({json:?})", self.rust(ty)),
            Spec::Map(None, ty) | Spec::Rest(ty) => format!("from::<wire::Map<{}>>({json:?})", self.rust(ty)),
            spec => self.argument(spec, json),
        }
    }

    /// The media type that the client offers first.
    fn body(&self, operation: &Operation<Ident>, body: &Body) -> Option<String> {
        let content = body.contents.first()?;
        let value = self.content(operation, content)?;
        let resource = self.plan.api.resources.get(operation.resource)?;
        let variant = body
            .either
            .as_ref()
            .map(|name| format!("client::{}::{}::{}", resource.name.0, name.0, content.name.0));
        let value = variant.map_or(value.clone(), |variant| format!("{variant}({value})"));
        Some(if body.required { value } else { format!("Some({value})") })
    }

    /// A value of one media type.
    fn content(&self, operation: &Operation<Ident>, content: &Content) -> Option<String> {
        if content.behaviour == Behaviour::Bytes {
            return Some("wire::Blob::from(\"text\")".to_owned());
        }
        let wanted =
            self.values.and_then(|values| Some((values, values.of_body(operation, &content.media_type)?)));
        let json = match &wanted {
            Some((values, wanted)) => self.of_schema(operation, content, values, wanted),
            None => self.of_type(content, &said(operation)),
        };
        Some(format!("from::<{}>({:?})", self.rust(&content.ty), json?.to_string()))
    }

    /// An example, or as much as the schema takes. What reads forms is not as good at much.
    fn of_schema(
        &self,
        operation: &Operation<Ident>,
        content: &Content,
        values: &Values<'s>,
        wanted: &Wanted<'s>,
    ) -> Option<Value> {
        let fills: &[Fill] = match content.behaviour {
            Behaviour::Form | Behaviour::Multipart => &[Fill::Least, Fill::Mixed],
            _ => &[Fill::Full, Fill::Mixed, Fill::Least],
        };
        let made = || fills.iter().find_map(|fill| values.make(wanted, *fill, is_exact));
        self.example(operation, content, wanted).or_else(made).or_else(|| self.of_type(content, &[]))
    }

    /// An example of the operation that its schema takes.
    fn example(&self, operation: &Operation<Ident>, content: &Content, wanted: &Wanted<'_>) -> Option<Value> {
        let is_typed = |example: &Value| {
            self.of_type(content, std::slice::from_ref(example)).is_some_and(|value| value == *example)
        };
        said(operation).into_iter().find(|example| wanted.takes(example) && is_typed(example))
    }

    /// The first of these that is a value of the type, or one made from it.
    fn of_type(&self, content: &Content, examples: &[Value]) -> Option<Value> {
        value(&self.plan.api, &self.plan.models, &content.ty, "text", examples)
    }

    fn rust(&self, ty: &Ty) -> String {
        match ty {
            Ty::Scalar(row) if row.rust.starts_with("formats::") => format!("client::{}", row.rust),
            Ty::Scalar(row) => row.rust.to_owned(),
            Ty::Named(id) => format!("types::{}", self.plan.name(*id).map_or("_", |name| &name.0)),
            Ty::List(item) => format!("Vec<{}>", self.rust(item)),
            Ty::Tuple(items) => {
                format!("({},)", items.iter().map(|item| self.rust(item)).collect::<Vec<_>>().join(", "))
            }
            Ty::Map { key: None, value } => format!("wire::Map<{}>", self.rust(value)),
            Ty::Map { key: Some(id), value } => {
                format!("wire::Map<{}, {}>", self.rust(&Ty::Named(*id)), self.rust(value))
            }
            Ty::Nullable(inner) => format!("Option<{}>", self.rust(inner)),
            Ty::Boxed(inner) => format!("Box<{}>", self.rust(inner)),
            Ty::Any => "wire::Json".to_owned(),
        }
    }
}

/// The examples of the body of an operation.
fn said(operation: &Operation<Ident>) -> Vec<Value> {
    operation
        .body
        .iter()
        .flat_map(|body| &body.contents)
        .flat_map(|content| content.examples.clone())
        .collect()
}

/// Whether a text or list can stand in a place of a request, and is read there as it was written: an empty segment leads
/// elsewhere, and servers take lists apart at their commas after decoding them.
fn is_sendable(value: &Value, location: &str) -> bool {
    match value {
        Value::String(text) => {
            !text.is_empty()
                && text.chars().all(|c| (' '..='~').contains(&c) && !(location == "header" && c == ' '))
        }
        Value::Array(items) => items.iter().all(|item| {
            is_sendable(item, location) && item.as_str().is_none_or(|text| !text.contains([',', ' ', '|']))
        }),
        Value::Object(entries) => entries.values().all(|value| is_sendable(value, location)),
        value => is_exact(value),
    }
}

/// Whether a server that keeps numbers as doubles reads this value as it is.
fn is_exact(value: &Value) -> bool {
    const MOST: u64 = (1 << 53) - 1;
    match value {
        Value::Number(number) => number.as_f64().is_some_and(|number| number.abs() <= MOST as f64),
        Value::Array(items) => items.iter().all(is_exact),
        Value::Object(entries) => entries.values().all(is_exact),
        Value::Null | Value::Bool(_) | Value::String(_) => true,
    }
}
