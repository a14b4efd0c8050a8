//! The program that makes one call of every operation, with everything that the operation takes.

use generator::ir::{Ident, Operation, Param, SchemeKind, Ty};
use generator::plan::Plan;
use generator::plan::body::Body;
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
        if let Some(call) = (Driver { plan }).bare(operation, call) {
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

/// Its text. An operation for which no value can be made up is named and left out.
pub fn program(plan: &Plan) -> String {
    let (mut functions, mut calls) = (String::new(), String::new());
    for (index, (operation, call)) in plan.api.operations.iter().zip(&plan.calls).enumerate() {
        let id = format!("{} {}", operation.method, operation.path);
        match (Driver { plan }).call(operation, call) {
            Some(call) => {
                functions.push_str(&format!(
                    "fn call_{index}(client: &Client) {{\n    tell({id:?}, {call}.send());\n}}\n\n"
                ));
                calls.push_str(&format!("    call_{index}(&client);\n"));
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

struct Driver<'p> {
    plan: &'p Plan,
}

impl Driver<'_> {
    fn call(&self, operation: &Operation<Ident>, call: &Call) -> Option<String> {
        let mut text = self.bare(operation, call)?;
        let params = call.params.iter().filter_map(|index| operation.params.get(*index));
        for (param, argument) in params.filter(|param| !param.required).zip(&call.setters) {
            // What the document gives no example of is set too, so that every style is written.
            if let Some(json) = self.json(param) {
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
                    fields.push_str(&format!("{}: from({:?}), ", argument.name.0, self.json(param)?));
                }
                arguments.push(format!("client::{}::{} {{ {fields}}}", resource.name.0, name.0));
            }
            None => {
                for (param, argument) in required {
                    arguments.push(self.argument(&argument.spec, &self.json(param)?));
                }
            }
        }
        if let Some(body) = &call.body {
            arguments.push(self.body(operation, body)?);
        }
        Some(format!("client.{}().{}({})", resource.name.0, operation.name.0, arguments.join(", ")))
    }

    fn json(&self, param: &Param<Ident>) -> Option<String> {
        let mut examples = param.docs.examples.clone();
        examples.extend(param.docs.default.clone());
        let made = value(&self.plan.api, &self.plan.models, &param.ty, &param.wire, &examples)?;
        Some(self.within(made, param).to_string())
    }

    /// A made-up number within the bounds of its parameter.
    fn within(&self, made: Value, param: &Param<Ident>) -> Value {
        let bound = param.constraints.minimum.as_ref().map(|(bound, _)| bound.clone());
        match (made.as_f64(), bound) {
            (Some(made), Some(bound)) if bound.as_f64().is_some_and(|bound| made < bound) => {
                Value::Number(bound)
            }
            _ => made,
        }
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

    /// JSON and forms, of which there is a value; bytes are four of them.
    fn body(&self, operation: &Operation<Ident>, body: &Body) -> Option<String> {
        let written = |behaviour| matches!(behaviour, Behaviour::Json | Behaviour::Form);
        let content = body.contents.iter().find(|content| written(content.behaviour));
        let Some(content) = content else {
            let is_bytes = body.contents.len() == 1
                && matches!(&body.contents.first()?.ty, Ty::Scalar(row) if row.rust == "wire::Blob");
            let optional = if body.required { "" } else { "Some" };
            return is_bytes.then(|| format!("{optional}(wire::Blob::from(\"text\"))"));
        };
        let said = operation.body.iter().flat_map(|body| &body.contents);
        let examples: Vec<Value> = said.flat_map(|content| content.examples.clone()).collect();
        let json = value(&self.plan.api, &self.plan.models, &content.ty, "text", &examples)?.to_string();
        let value = format!("from::<{}>({json:?})", self.rust(&content.ty));
        match (body.contents.len(), body.required) {
            (1, _) => Some(value),
            (_, true) if content.is_told_by_type => Some(value),
            _ => None,
        }
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
