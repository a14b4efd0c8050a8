//! What a user says beside a document: the TOML file next to it, and the same type built in Rust by a `build.rs`.
//!
//! ```toml
//! [crate]
//! name = "dodo-checkouts"
//!
//! [environment]
//! credentials."API KEY" = "DODO_PAYMENTS_API_KEY"
//!
//! [operations."POST /checkouts"]
//! name = "create"
//! ```
//!
//! Every key has a row in [`keys`], which says what it is for: the reader, the JSON schema, `docs/configuration.md` and what
//! `generator init` writes are all made of these rows. Every key is optional. A key without a row is an error with its line
//! and the nearest key that has one.

pub mod keys;
mod read;
pub mod schema;
mod select;
mod set;

use crate::diag::level::Levels;
use crate::diag::{FileId, Scope};
pub use select::{Select, Selection, matches};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

/// What a user says beside a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// `crate.name`: the package's name; made from the document's title where it is not said.
    pub name: Option<String>,
    /// `crate.version`; `0.1.0` where it is not said.
    pub version: Option<String>,
    /// `crate.description`: one line for `Cargo.toml` and the docs.
    pub description: Option<String>,
    /// `crate.resource_features`: whether each resource is a cargo feature; where it is not said, those of large documents
    /// are (5 resources and 50 operations).
    pub resource_features: Option<bool>,
    /// `crate.examples`: whether the docs of each operation have an example; where it is not said, those of small documents
    /// do (fewer than 5 resources or 50 operations).
    pub examples: Option<bool>,
    /// `crate.dates`: the one library that dates are exchanged with; all of them, behind features, where it is not said.
    pub dates: Option<String>,
    /// `crate.dependencies`, by the name of the package.
    pub dependencies: BTreeMap<String, Dependency>,
    /// `types`: what every type has besides its own.
    pub types: Extras,
    /// `headers`: what headers of answers hold that the document does not declare, by name.
    pub headers: BTreeMap<String, String>,
    /// `environment`.
    pub environment: Environment,
    /// `servers`: what a server is called, by its address as the document writes it.
    pub servers: BTreeMap<String, String>,
    /// `tags`: what the resource of a tag is called.
    pub tags: BTreeMap<String, String>,
    /// `operations`, by method and path: `POST /checkouts`.
    pub operations: BTreeMap<String, Operation>,
    /// `schemas`, by the name of the component.
    pub schemas: BTreeMap<String, Schema>,
    /// `diagnostics`: what is done with warnings.
    pub levels: Levels,
    /// `overlays`: documents that change the document before anything else is made of it, in this order.
    pub overlays: Vec<PathBuf>,
    /// `select`: which operations there are.
    pub select: Select,
    /// `formats`: another format for each of these; `text` for none.
    pub formats: BTreeMap<String, String>,
    /// What the crate promised before. Not in the file: it is in the folder of the crate.
    pub before: Before,
    /// The file it was read from.
    file: Option<FileId>,
    /// Where each entry stands in that file, by its keys.
    places: BTreeMap<Vec<String>, Range<usize>>,
}

/// A package that the client needs for derives and attributes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dependency {
    /// Which versions will do.
    pub version: Option<String>,
    /// Besides its own default.
    pub features: Vec<String>,
}

/// What types have besides what they need.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extras {
    /// Traits, as paths.
    pub derives: Vec<String>,
    /// As Rust writes them: `#[ts(export)]`.
    pub attributes: Vec<String>,
}

/// Where the ledger of the crate is, as it was before.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Before {
    /// This is the first generation.
    #[default]
    Nothing,
    /// In this file. This is the first generation if there is no such file.
    File(PathBuf),
    /// Here.
    Text(String),
}

/// The environment variables that `Client::from_env` reads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Environment {
    /// Holds an address to use instead of the document's servers.
    pub base_url: Option<String>,
    /// Holds the name of one of the document's servers.
    pub server: Option<String>,
    /// Hold secrets, by the name of the security scheme.
    pub credentials: BTreeMap<String, String>,
}

/// What a user says about an operation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Operation {
    /// Instead of the document's `operationId`.
    pub id: Option<String>,
    /// Instead of the document's first tag: the resource it belongs to.
    pub tag: Option<String>,
    /// What the method is called.
    pub name: Option<String>,
    /// Markdown, said after the document's own description.
    pub docs: Option<String>,
    /// What a repetition does, instead of what the method says.
    pub retry: Option<Retry>,
    /// The header of a key by which the server recognises a repetition.
    pub idempotency_header: Option<String>,
    /// The number of the first page, where the operation answers in numbered pages: 0 or 1.
    pub first_page: Option<u64>,
    /// Where the address of the next page is: `Link` for the header, else the keys that lead to it, with dots between.
    pub next_page: Option<String>,
    /// Whether `items()` and `pages()` are made where the operation seems to answer in pages.
    pub pages: Option<bool>,
    /// What its arguments and setters are called, by the names of the parameters.
    pub parameters: BTreeMap<String, String>,
    /// What it has to do with work that takes longer than a call.
    pub job: Job,
}

/// What a user says about work that takes longer than a call: of the operation that starts it, which one tells how far it
/// is, and of that one, what in its answers tells it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Job {
    /// The method and the path of the operation that tells how far the work is.
    pub asks: Option<String>,
    /// The keys that lead to the values of its parameters in the answer of the operation that starts the work, with dots
    /// between, by the parameter.
    pub parameters: BTreeMap<String, String>,
    /// The keys that lead to what tells how far the work is, with dots between.
    pub state: Option<String>,
    /// What that is when all went well.
    pub done: Vec<String>,
    /// What that is when nothing more will come of the work.
    pub failed: Vec<String>,
}

/// What a repeated execution of an operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// It changes nothing.
    Safe,
    /// It changes the same as one.
    Idempotent,
    /// It might act twice.
    Unsafe,
}

/// What a user says about a component schema.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    /// What the type is called.
    pub name: Option<String>,
    /// Markdown, said after the document's own description.
    pub docs: Option<String>,
    /// Whether absent and null are told apart, in every field that can be both.
    pub three_valued: Option<bool>,
    /// What the type has besides what every type has.
    pub extras: Extras,
    /// What the values of an enum are called, by their text or what they are in JSON.
    pub values: BTreeMap<String, String>,
    /// What the members of a union are called, by their tags or the names that they would have.
    pub variants: BTreeMap<String, String>,
    /// By the name of the property.
    pub fields: BTreeMap<String, Field>,
}

/// What a user says about a property.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Field {
    /// What the field is called.
    pub name: Option<String>,
    /// Markdown, said after the document's own description.
    pub docs: Option<String>,
    /// As Rust writes them: `#[ts(optional)]`.
    pub attributes: Vec<String>,
    /// Whether absent and null are told apart; an optional field can then be null even if the document does not say so.
    pub three_valued: Option<bool>,
}

/// One thing that is wrong with a configuration file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Which bytes of the file.
    pub span: Range<usize>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
}

impl Config {
    /// Reads a configuration file; complains about everything that is wrong with it, not only the first thing.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it.
    pub fn parse(text: &str) -> Result<Config, Vec<Complaint>> {
        let (config, complaints) = Config::read(text);
        if complaints.is_empty() { Ok(config) } else { Err(complaints) }
    }

    /// The same, with what could be understood in spite of it.
    pub fn read(text: &str) -> (Config, Vec<Complaint>) {
        read::read(text)
    }

    /// The package's name.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// What is said about the operation of this method and path.
    pub fn operation(&self, method: &str, path: &str) -> Option<&Operation> {
        self.operations.get(&format!("{} {path}", method.to_ascii_uppercase()))
    }

    /// What is said about a component schema.
    pub fn schema(&self, component: &str) -> Option<&Schema> {
        self.schemas.get(component)
    }

    /// What is said about a property of a component schema.
    pub fn field(&self, component: &str, property: &str) -> Option<&Field> {
        self.schema(component)?.fields.get(property)
    }

    /// Says which file it was read from.
    #[must_use]
    pub fn of(mut self, file: FileId) -> Self {
        self.file = Some(file);
        self
    }

    /// Where an entry stands: `place(&["operations", "POST /checkouts"])`. The whole document for what was set in Rust.
    pub fn place(&self, keys: &[&str]) -> Scope {
        let keys: Vec<String> = keys.iter().map(|key| key.to_string()).collect();
        match (self.file, self.places.get(&keys)) {
            (Some(file), Some(span)) => Scope::Text(file, span.clone()),
            _ => Scope::Document,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_key() {
        let config = Config::parse(
            r##"
            overlays = ["a.yaml", "b.yaml"]
            [diagnostics]
            deny = ["warnings"]
            allow = ["page-origin"]
            [select]
            include.tags = ["Pets"]
            include.paths = ["/pets/**"]
            include.ids = ["getPet"]
            exclude.tags = ["Internal"]
            exclude.paths = ["DELETE /pets/*"]
            exclude.ids = ["x"]
            exclude.webhooks = ["*"]
            [formats]
            money = "decimal"
            [crate]
            name = "n"
            version = "1.2.3"
            description = "D"
            dates = "jiff"
            dependencies.strum = { version = "0.27", features = ["derive"] }
            [types]
            derives = ["std::hash::Hash"]
            attributes = ["#[must_use]"]
            [environment]
            base_url = "B"
            server = "S"
            credentials."API KEY" = "K"
            [servers]
            "https://a/" = "test_mode"
            [operations."POST /c"]
            id = "i"
            tag = "t"
            name = "m"
            docs = "d"
            first_page = 0
            pages = false
            retry = "idempotent"
            idempotency_header = "Request-Key"
            parameters."page[size]" = "size"
            job.asks = "GET /c/{id}"
            job.parameters.id = "c.id"
            job.state = "state"
            job.done = ["done"]
            job.failed = ["failed"]
            [schemas.P]
            name = "Q"
            docs = "sd"
            fields.quantity.name = "q"
            fields.quantity.docs = "fd"
            fields.quantity.attributes = ['#[doc(alias = "n")]']
            derives = ["strum::Display"]
            fields.quantity.three_valued = false
            three_valued = true
            "##,
        )
        .unwrap();
        assert_eq!((config.name.as_deref(), config.version.as_deref()), (Some("n"), Some("1.2.3")));
        assert_eq!(config.dates.as_deref(), Some("jiff"));
        let strum = &config.dependencies["strum"];
        assert_eq!((strum.version.as_deref(), strum.features[0].as_str()), (Some("0.27"), "derive"));
        assert_eq!(
            (config.types.derives[0].as_str(), config.types.attributes[0].as_str()),
            ("std::hash::Hash", "#[must_use]")
        );
        assert_eq!(config.schemas["P"].extras.derives, ["strum::Display"]);
        assert_eq!(config.overlays, ["a.yaml", "b.yaml"].map(PathBuf::from));
        assert_eq!(config.select.include.paths, ["/pets/**"]);
        assert_eq!(config.select.exclude.webhooks, ["*"]);
        assert_eq!(config.formats["money"], "decimal");
        assert_eq!(config.levels.severity(&crate::diag::code::PAGE_ORIGIN), None);
        assert_eq!(config.description.as_deref(), Some("D"));
        assert_eq!(config.environment.base_url.as_deref(), Some("B"));
        assert_eq!(config.environment.server.as_deref(), Some("S"));
        assert_eq!(config.environment.credentials["API KEY"], "K");
        assert_eq!(config.servers["https://a/"], "test_mode");
        let operation = config.operation("post", "/c").unwrap();
        assert_eq!(
            [&operation.id, &operation.tag, &operation.name, &operation.docs].map(|t| t.as_deref()),
            [Some("i"), Some("t"), Some("m"), Some("d")]
        );
        assert_eq!((operation.first_page, operation.pages), (Some(0), Some(false)));
        assert_eq!(operation.retry, Some(Retry::Idempotent));
        assert_eq!(operation.parameters["page[size]"], "size");
        let job = &operation.job;
        assert_eq!((job.asks.as_deref(), job.parameters["id"].as_str()), (Some("GET /c/{id}"), "c.id"));
        assert_eq!(
            (job.state.as_deref(), &*job.done, &*job.failed),
            (Some("state"), &["done".to_owned()][..], &["failed".to_owned()][..])
        );
        assert_eq!(operation.idempotency_header.as_deref(), Some("request-key"));
        assert_eq!(config.schema("P").unwrap().docs.as_deref(), Some("sd"));
        assert_eq!(config.schema("P").unwrap().name.as_deref(), Some("Q"));
        let field = config.field("P", "quantity").unwrap();
        assert_eq!((field.name.as_deref(), field.docs.as_deref()), (Some("q"), Some("fd")));
        assert_eq!(field.attributes, ["#[doc(alias = \"n\")]"]);
        assert_eq!((config.schema("P").unwrap().three_valued, field.three_valued), (Some(true), Some(false)));
        let place = config.of(FileId(1)).place(&["operations", "POST /c"]);
        assert!(matches!(place, Scope::Text(FileId(1), span) if !span.is_empty()));
    }

    #[test]
    fn complains_about_everything_at_once_at_its_place() {
        let text = "[crate]\nnaem = 'x'\nversion = 3\n[operation]\n[operations.x]\nretry = 'often'\nidempotency_header = 'a b'\n\
                    [servers]\n'https://a/' = ''\n\
                    [diagnostics]\nallow = ['syntax', 7]\n";
        let complaints = Config::parse(text).unwrap_err();
        let said: Vec<(&str, &str)> =
            complaints.iter().map(|c| (&text[c.span.clone()], c.message.as_str())).collect();
        assert_eq!(
            said,
            [
                ("naem", "unknown key `naem`: did you mean `name`?"),
                ("3", "expected text, found integer"),
                ("'syntax'", "`syntax` is an error: nothing could be generated after it"),
                ("7", "expected text, found integer"),
                ("operation", "unknown key `operation`: did you mean `operations`?"),
                ("'a b'", "this cannot be the name of a header"),
                ("'often'", "expected `safe`, `idempotent` or `unsafe`, found `often`"),
                ("''", "this text is empty: leave the key out instead"),
            ]
        );
    }

    #[test]
    fn what_would_be_no_rust_is_a_complaint() {
        let text = "types.derives = ['Eq', 'Debug', 'a b', 'serde::Serialize']\n\
                    types.attributes = ['#[a]', 'must_use', '#[a] struct X;', '#![a]']\n\
                    crate.dependencies.x.version = '1; y'\ncrate.dates = 'jif'\n";
        let complaints = Config::parse(text).unwrap_err();
        let said: Vec<(&str, &str)> =
            complaints.iter().map(|c| (&text[c.span.clone()], c.message.as_str())).collect();
        const ATTRIBUTE: &str = "this is no attribute of Rust: `#[ts(export)]` is one";
        assert_eq!(
            said,
            [
                ("'jif'", "expected `chrono`, `jiff` or `time`, found `jif`: did you mean `jiff`?"),
                ("'1; y'", "this is no requirement of a version: `1.2` is one"),
                ("'must_use'", ATTRIBUTE),
                ("'#[a] struct X;'", ATTRIBUTE),
                ("'#![a]'", ATTRIBUTE),
                ("'Debug'", "every type is `Debug` already"),
                ("'a b'", "this is no path of a trait: `strum::Display` is one"),
                ("'serde::Serialize'", "every type is `Serialize` already"),
            ]
        );
    }

    #[test]
    fn what_is_not_toml_is_a_complaint() {
        for text in ["[crate", "a = = 1", "a = 1\na = 2", &"[".repeat(100_000), &"a.".repeat(50_000), "\u{0}"]
        {
            assert!(Config::parse(text).is_err(), "{:.20}", text);
        }
    }
}
