//! What stands beside the code: `Cargo.toml`, `README.md`, `rustfmt.toml`.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::docs::{Comment, sentence};
use super::example::{Example, example};
use super::features;
use super::guide;
use super::markdown::{code, plain_line};
use super::print;
use super::root::variables;
use super::runtime::section;
use super::ty::{ident, tokens};
use crate::ir::{Ident, SchemeKind, Ty};
use crate::plan::Plan;
use crate::plan::capabilities::EXAMPLES;
use crate::plan::features::Features;
use quote::quote;

/// `Cargo.toml`: what the runtime needs, under the name of the client.
pub fn manifest(plan: &Plan) -> String {
    let package = &plan.package;
    let description = toml_text(&plain_line(&package.description));
    let mut own = section("features", &plan.needs);
    if let Some(dates) = &package.dates {
        own = own.replacen("default = [", &format!("default = [\"{dates}\", "), 1);
    }
    if let Some(features) = &plan.features {
        own = features::section(own, features);
    }
    format!(
        "[package]\nname = \"{}\"\nversion = \"{}\"\nedition = \"2024\"\nrust-version = \"{}\"\ndescription = {description}\n\n{}\n{}",
        package.name,
        package.version,
        env!("CARGO_PKG_RUST_VERSION"),
        own,
        dependencies(plan),
    )
}

/// Those of the runtime, and those that the configuration adds.
fn dependencies(plan: &Plan) -> String {
    let own = section("dependencies", &plan.needs);
    if plan.package.dependencies.is_empty() {
        return own;
    }
    let key = |line: &str| line.split(" = ").next().unwrap_or_default().to_owned();
    let mut rows: BTreeMap<String, String> =
        own.lines().skip(1).map(|line| (key(line), line.to_owned())).collect();
    for (name, dependency) in &plan.package.dependencies {
        let version = toml_text(dependency.version.as_deref().unwrap_or("*"));
        let features: Vec<String> = dependency.features.iter().map(|feature| toml_text(feature)).collect();
        let line = format!("{name} = {{ version = {version}, features = [{}] }}", features.join(", "));
        rows.entry(name.clone()).or_insert(line);
    }
    let rows: Vec<String> = rows.into_values().collect();
    format!("[dependencies]\n{}\n", rows.join("\n"))
}

/// A basic string of TOML, whose escapes are those of JSON.
fn toml_text(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

/// Leaves the layout of the code to the generator: tables are filled lines, not a row to a line.
pub fn rustfmt() -> String {
    "disable_all_formatting = true\n".to_owned()
}

/// `README.md`: what it is, and the call site.
pub fn readme(plan: &Plan) -> String {
    let package = &plan.package;
    let name = &package.name;
    let mut out = format!("# {name}\n\n{}\n", sentence(&package.description));
    let docs = Comment::of(&plan.api.info.docs).text();
    if !docs.is_empty() {
        let _ = write!(out, "\n{docs}\n");
    }
    if let Some(example) = example(plan) {
        let _ = write!(out, "\n## Call\n\n```rust,no_run\n{}```\n", program(plan, &example));
        if example.is_sampled {
            let _ = write!(
                out,
                "\n## Test\n\n\
                 With the feature `fake` the API is in the process of a test. It holds each request against the document,\n\
                 answers with the document's examples, and fails as it is told.\n\n\
                 ```rust\n{}```\n",
                test(plan, &example)
            );
        }
    }
    if plan.needs.contains("oauth2") {
        out.push_str(&tokens_section(plan));
    }
    if let Some(Ty::Named(id)) = &plan.api.event
        && let Some(event) = plan.api.types.get(id.0 as usize)
    {
        let _ = write!(
            out,
            "\n## Webhooks\n\n\
             With the feature `webhooks`; other signatures than those of Standard Webhooks through the trait `Signature`.\n\n\
             ```rust\n{}```\n",
            webhook(plan, &event.name)
        );
    }
    out.push_str(
        "\n[GUIDE.md](GUIDE.md) shows what every client can do: failures, deadlines, retries, idempotency keys, endpoints that\n\
         the document does not have, proxies, transports, tracing, and the blocking client.\n",
    );
    let _ = write!(out, "\n## Environment\n\n`Client::from_env` reads:\n\n{}\n", variables(plan));
    let _ = write!(
        out,
        "\n## Features\n\n\
         | feature | what it adds |\n|---|---|\n{}\n\
         {}\
         ## As a module\n\n\
         Copy `src` to a folder of your own crate, say `src/client`, call its `lib.rs` `mod.rs`, and take over the\n\
         dependencies and features from `Cargo.toml`.{}{}\n\n\
         All of this is made from the API's OpenAPI document; edits are lost when it is made again.\n",
        features(plan),
        resources(plan).unwrap_or_default(),
        if plan.needs.contains(EXAMPLES) { UNTESTED } else { "" },
        plan.features.as_ref().map(|_| WITHOUT).unwrap_or_default(),
    );
    out
}

/// What becomes of the examples in the docs.
const UNTESTED: &str = " The examples in the docs are doc tests of this crate alone:\n\
    in yours they are compiled to nothing.";

/// How a crate that has the code as a module does without the features of the resources.
const WITHOUT: &str = " Without the features of the resources, nothing of them is\n\
    compiled; `resource_features = false` under `[crate]` in the generator's configuration makes the code without them.";

/// What the features of the resources are for.
fn resources(plan: &Plan) -> Option<String> {
    let features = plan.features.as_ref()?;
    let one = features.names.first()?;
    let resource = plan.api.resources.first()?;
    let accessor = resource.name.0.trim_start_matches("r#");
    Some(format!(
        "Each resource is a feature too, all of them on by default: `client.{accessor}()` is there with `{one}`. What is left\n\
         out is not compiled, and neither are types that nothing else uses:\n\n\
         ```toml\n\
         {} = {{ version = \"{}\", default-features = false, features = [\"reqwest\", \"{one}\"] }}\n\
         ```\n\n",
        plan.package.name, plan.package.version,
    ))
}

/// A whole program around the call.
fn program(plan: &Plan, example: &Example) -> String {
    let krate = plan.package.crate_name();
    let request = example.request.as_deref().unwrap_or_default();
    let (bind, show) = if example.answers { ("let answer =", "println!(\"{answer:?}\");") } else { ("", "") };
    let main =
        format!("let client = Client::from_env()?; {request} {bind} {}.await?; {show} Ok(())", example.call);
    format!("{}\n{}\n", imports(plan, example), main_of(&krate, &main))
}

/// The same call against the fake: once as the document has it, once refused.
fn test(plan: &Plan, example: &Example) -> String {
    let krate = plan.package.crate_name();
    let request = example.request.as_deref().unwrap_or_default();
    let first = match example.call.strip_suffix("request)") {
        Some(call) => format!("{call}request.clone())"),
        None => example.call.clone(),
    };
    let id = print::text(&example.id);
    let main = format!(
        "let fake = {krate}::fake(); \
         let client = {}.transport(fake.clone()).build()?; \
         {request} {first}.await?; assert_eq!(fake.requests().len(), 1); \
         fake.always({id}, Reply::status(401)); let refused = {}.await; \
         assert_eq!(refused.unwrap_err().status().unwrap(), 401); Ok(())",
        guide::builder(plan),
        example.call
    );
    let uses = imports(plan, example);
    format!("{uses}use {krate}::runtime::fake_reply::Reply;\n\n{}\n", main_of(&krate, &main))
}

/// Where the tokens come from, in each way that the document's schemes allow.
fn tokens_section(plan: &Plan) -> String {
    let krate = plan.package.crate_name();
    let mut scopes: Vec<&str> = Vec::new();
    let mut has_grants = false;
    for scheme in &plan.api.schemes {
        if let SchemeKind::OAuth2 { scopes: own, .. } = &scheme.kind {
            has_grants = true;
            scopes.extend(own.iter().map(String::as_str));
        }
    }
    let said = scopes.iter().map(|scope| code(scope)).collect::<Vec<_>>().join(", ");
    let said = if said.is_empty() { said } else { format!("\n\nThe document's scopes: {said}.") };
    let asked = has_grants.then(|| {
        let scope = scopes.first().map(|scope| quote!(.scopes([#scope])));
        quote! {
            fn from_its_endpoint() -> Result<Client, Error> {
                let grant = OAuth2::client_credentials("an id", "a secret") #scope;
                Client::builder().oauth2(grant).base_url("http://localhost").build()
            }
        }
    });
    let called = quote! {
        fn from_anywhere() -> Result<Client, Error> {
            let get = || async { Ok::<_, Error>(Token::new("a token").expires_in(Duration::from_secs(600))) };
            Client::builder().tokens(get).base_url("http://localhost").build()
        }
    };
    let functions: Vec<String> = asked.into_iter().chain([called]).map(print::items).collect();
    let uses = if has_grants { "{OAuth2, Token}" } else { "Token" };
    format!(
        "\n## Tokens\n\n\
         A token is asked for when a call needs one, by one call for all, is kept until shortly before its end, and is replaced\n\
         once when the server refuses it.{said}\n\n\
         ```rust\nuse {krate}::oauth2::{uses};\nuse {krate}::{{Client, Error}};\nuse std::time::Duration;\n\n{}\n```\n",
        functions.join("\n\n")
    )
}

/// What a handler does with a webhook.
fn webhook(plan: &Plan, event: &Ident) -> String {
    let krate = plan.package.crate_name();
    let event = ident(event);
    let function = print::items(quote! {
        fn receive(headers: &http::HeaderMap, body: &[u8]) -> Result<Verified<#event>, WebhookError> {
            StandardWebhooks::from_env("WEBHOOK_SECRET")?.receive(headers, body)
        }
    });
    format!(
        "use {krate}::types::{event};\nuse {krate}::webhook::{{Signature, StandardWebhooks, Verified, WebhookError}};\n\n{function}\n"
    )
}

fn main_of(krate: &str, body: &str) -> String {
    let main = format!("#[tokio::main] async fn main() -> Result<(), {krate}::Error> {{ {body} }}");
    print::items(tokens(&main))
}

fn imports(plan: &Plan, example: &Example) -> String {
    format!("use {}::Client;\n{}", plan.package.crate_name(), example.imports(plan))
}

/// The features, by what the manifest says of each; not those of the resources one by one.
fn features(plan: &Plan) -> String {
    let mut section = section("features", &plan.needs);
    if let Some(features) = &plan.features {
        section = features::section(section, &Features { names: Vec::new(), ..features.clone() });
    }
    let mut said = String::new();
    let mut rows = String::new();
    for row in section.lines().skip(1) {
        match (row.strip_prefix("## "), row.split_once(" = ")) {
            (Some(text), _) => said = text.to_owned(),
            (None, Some((feature, _))) if feature != "default" => {
                let default = if is_default(&section, feature) { " (default)" } else { "" };
                let _ = writeln!(rows, "| `{feature}`{default} | {said} |");
            }
            _ => {}
        }
    }
    rows
}

fn is_default(section: &str, feature: &str) -> bool {
    let default = section.lines().find(|row| row.starts_with("default = "));
    default.is_some_and(|row| row.contains(&format!("\"{feature}\"")))
}
