//! What a user says beside a document: the TOML file next to it, and the same type built in Rust by a `build.rs`.
//!
//! ```toml
//! [crate]
//! name = "dodo-checkouts"                                   # else made from the document's title
//! version = "0.1.0"
//! description = "Create checkout sessions of Dodo Payments" # else "A client of" and the document's title
//!
//! [environment]                                             # variables that `Client::from_env` reads
//! base_url = "DODO_PAYMENTS_BASE_URL"
//! server = "DODO_PAYMENTS_ENVIRONMENT"                      # holds the name of a server
//! credentials."API KEY" = "DODO_PAYMENTS_API_KEY"           # by name of the security scheme
//!
//! [servers]                                                 # by address, as the document writes it
//! "https://test.dodopayments.com/" = "test_mode"
//!
//! [operations."POST /checkouts"]                            # by method and path
//! id = "createCheckoutSession"                              # instead of the document's `operationId`
//! tag = "Checkout Sessions"                                 # instead of its first tag
//! name = "create"                                           # the method in Rust
//! docs = "Said after the document's own description."
//!
//! retry = "idempotent"                                      # or "safe", "unsafe": whether a failed call may be sent again
//! idempotency_header = "Idempotency-Key"                    # by which the server knows a repetition: a key is sent and kept
//!
//! [operations."GET /payments"]
//! first_page = 0                                            # where the document does not say what pages are counted from
//! pages = true                                              # false: no `items()` and `pages()`
//!
//! [schemas.ProductItemReq]                                  # by name of the component
//! name = "ProductItem"
//! docs = "Said after the document's own description."
//! fields.quantity.name = "quantity"
//! fields.quantity.docs = "Must be greater than 0."
//! three_valued = true                                       # absent and null differ, as in the body of a PATCH:
//! fields.amount.three_valued = false                        # for all fields that can be both, and for one field
//! ```
//!
//! Every key is optional. A key that is not in this list is an error with its line and the nearest key that is.

use crate::diag::level::Levels;
use crate::diag::suggest::nearest;
use crate::diag::{FileId, Scope};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What a user says beside a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// `crate.name`: the package's name; made from the document's title where it is not said.
    pub name: Option<String>,
    /// `crate.version`; `0.1.0` where it is not said.
    pub version: Option<String>,
    /// `crate.description`: one line for `Cargo.toml` and the docs.
    pub description: Option<String>,
    /// `environment`.
    pub environment: Environment,
    /// `servers`: what a server is called, by its address as the document writes it.
    pub servers: BTreeMap<String, String>,
    /// `operations`, by method and path: `POST /checkouts`.
    pub operations: BTreeMap<String, Operation>,
    /// `schemas`, by the name of the component.
    pub schemas: BTreeMap<String, Schema>,
    /// What is done with warnings.
    pub levels: Levels,
    /// The file it was read from.
    file: Option<FileId>,
    /// Where each entry stands in that file, by its keys.
    places: BTreeMap<Vec<String>, Range<usize>>,
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
    /// Whether `items()` and `pages()` are made where the operation seems to answer in pages.
    pub pages: Option<bool>,
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
    pub fn parse(text: &str) -> Result<Config, Vec<Complaint>> {
        let (config, complaints) = Config::read(text);
        if complaints.is_empty() { Ok(config) } else { Err(complaints) }
    }

    /// The same, with what could be understood in spite of it.
    pub fn read(text: &str) -> (Config, Vec<Complaint>) {
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut reader = Reader::default();
        for error in errors {
            reader.complain(error.span().unwrap_or_default(), error.message());
        }
        if reader.complaints.is_empty() {
            reader.config(table.get_ref());
        }
        (reader.config, reader.complaints)
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

type Key<'a> = Spanned<Cow<'a, str>>;
type Item<'a> = Spanned<DeValue<'a>>;

/// Walks the parsed file and fills a [`Config`]; says what it does not understand.
#[derive(Default)]
struct Reader {
    config: Config,
    complaints: Vec<Complaint>,
    path: Vec<String>,
}

impl Reader {
    fn config(&mut self, table: &DeTable<'_>) {
        const KNOWN: &[&str] = &["crate", "environment", "servers", "operations", "schemas"];
        self.each(table, |this, key, item| match key.get_ref().as_ref() {
            "crate" => this.package(item),
            "environment" => this.environment(item),
            "servers" => {
                this.config.servers = this.entries(item, "a table of server names, by address", Self::text);
            }
            "operations" => {
                this.config.operations =
                    this.entries(item, "a table of operations, by method and path", Self::operation);
            }
            "schemas" => {
                this.config.schemas =
                    this.entries(item, "a table of schemas, by component name", Self::schema);
            }
            _ => this.unknown(key, KNOWN),
        });
    }

    fn package(&mut self, item: &Item<'_>) {
        self.table(item, "a table with the name of the crate", |this, key, item| {
            match key.get_ref().as_ref() {
                "name" => this.config.name = this.text(item),
                "version" => this.config.version = this.text(item),
                "description" => this.config.description = this.text(item),
                _ => this.unknown(key, &["name", "version", "description"]),
            }
        });
    }

    fn environment(&mut self, item: &Item<'_>) {
        let mut environment = Environment::default();
        self.table(item, "a table of variable names", |this, key, item| match key.get_ref().as_ref() {
            "base_url" => environment.base_url = this.text(item),
            "server" => environment.server = this.text(item),
            "credentials" => {
                environment.credentials =
                    this.entries(item, "a table of variable names, by security scheme", Self::text);
            }
            _ => this.unknown(key, &["base_url", "server", "credentials"]),
        });
        self.config.environment = environment;
    }

    fn operation(&mut self, item: &Item<'_>) -> Option<Operation> {
        let mut operation = Operation::default();
        self.table(item, "a table", |this, key, item| match key.get_ref().as_ref() {
            "id" => operation.id = this.text(item),
            "tag" => operation.tag = this.text(item),
            "name" => operation.name = this.text(item),
            "docs" => operation.docs = this.text(item),
            "retry" => operation.retry = this.retry(item),
            "idempotency_header" => operation.idempotency_header = this.header(item),
            "first_page" => operation.first_page = this.number(item),
            "pages" => operation.pages = this.flag(item),
            _ => this.unknown(
                key,
                &["id", "tag", "name", "docs", "retry", "idempotency_header", "first_page", "pages"],
            ),
        });
        Some(operation)
    }

    fn schema(&mut self, item: &Item<'_>) -> Option<Schema> {
        let mut schema = Schema::default();
        self.table(item, "a table", |this, key, item| match key.get_ref().as_ref() {
            "name" => schema.name = this.text(item),
            "docs" => schema.docs = this.text(item),
            "three_valued" => schema.three_valued = this.flag(item),
            "fields" => schema.fields = this.entries(item, "a table of fields, by property", Self::field),
            _ => this.unknown(key, &["name", "docs", "three_valued", "fields"]),
        });
        Some(schema)
    }

    fn field(&mut self, item: &Item<'_>) -> Option<Field> {
        let mut field = Field::default();
        self.table(item, "a table with `name` or `docs`", |this, key, item| match key.get_ref().as_ref() {
            "name" => field.name = this.text(item),
            "docs" => field.docs = this.text(item),
            "three_valued" => field.three_valued = this.flag(item),
            _ => this.unknown(key, &["name", "docs", "three_valued"]),
        });
        Some(field)
    }

    /// A table whose keys are the user's own.
    fn entries<T>(
        &mut self,
        item: &Item<'_>,
        expected: &str,
        read: fn(&mut Self, &Item<'_>) -> Option<T>,
    ) -> BTreeMap<String, T> {
        let mut entries = BTreeMap::new();
        self.table(item, expected, |this, key, item| {
            if let Some(entry) = read(this, item) {
                entries.insert(key.get_ref().to_string(), entry);
            }
        });
        entries
    }

    fn table(&mut self, item: &Item<'_>, expected: &str, each: impl FnMut(&mut Self, &Key<'_>, &Item<'_>)) {
        match item.get_ref().as_table() {
            Some(table) => self.each(table, each),
            None => self.mismatch(item, expected),
        }
    }

    fn each(&mut self, table: &DeTable<'_>, mut each: impl FnMut(&mut Self, &Key<'_>, &Item<'_>)) {
        for (key, item) in table {
            self.path.push(key.get_ref().to_string());
            self.config.places.insert(self.path.clone(), key.span());
            each(self, key, item);
            self.path.pop();
        }
    }

    fn text(&mut self, item: &Item<'_>) -> Option<String> {
        match item.get_ref().as_str() {
            Some(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            Some(_) => {
                self.complain(item.span(), "this text is empty: leave the key out instead");
                None
            }
            None => {
                self.mismatch(item, "text");
                None
            }
        }
    }

    fn flag(&mut self, item: &Item<'_>) -> Option<bool> {
        let flag = item.get_ref().as_bool();
        if flag.is_none() {
            self.mismatch(item, "`true` or `false`");
        }
        flag
    }

    fn retry(&mut self, item: &Item<'_>) -> Option<Retry> {
        match self.text(item)?.as_str() {
            "safe" => Some(Retry::Safe),
            "idempotent" => Some(Retry::Idempotent),
            "unsafe" => Some(Retry::Unsafe),
            _ => {
                self.complain(item.span(), "expected `safe`, `idempotent` or `unsafe`");
                None
            }
        }
    }

    /// The name of a header (RFC 9110, section 5.1).
    fn header(&mut self, item: &Item<'_>) -> Option<String> {
        let name = self.text(item)?;
        let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        if !name.chars().all(is_token) {
            self.complain(item.span(), "this cannot be the name of a header");
            return None;
        }
        Some(name.to_ascii_lowercase())
    }

    fn number(&mut self, item: &Item<'_>) -> Option<u64> {
        let integer = item.get_ref().as_integer();
        let number = integer.and_then(|integer| u64::from_str_radix(integer.as_str(), integer.radix()).ok());
        if number.is_none() {
            self.mismatch(item, "a number from 0 on");
        }
        number
    }

    fn mismatch(&mut self, item: &Item<'_>, expected: &str) {
        let found = item.get_ref().type_str();
        self.complain(item.span(), &format!("expected {expected}, found {found}"));
    }

    fn unknown(&mut self, key: &Key<'_>, known: &[&str]) {
        let name = key.get_ref().as_ref();
        let message = match nearest(name, known.iter().copied()) {
            Some(near) => format!("unknown key `{name}`: did you mean `{near}`?"),
            None => format!("unknown key `{name}`: expected one of `{}`", known.join("`, `")),
        };
        self.complain(key.span(), &message);
    }

    fn complain(&mut self, span: Range<usize>, message: &str) {
        self.complaints.push(Complaint { span, message: message.to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_key() {
        let config = Config::parse(
            r#"
            [crate]
            name = "n"
            version = "1.2.3"
            description = "D"
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
            [schemas.P]
            name = "Q"
            docs = "sd"
            fields.quantity.name = "q"
            fields.quantity.docs = "fd"
            fields.quantity.three_valued = false
            three_valued = true
            "#,
        )
        .unwrap();
        assert_eq!((config.name.as_deref(), config.version.as_deref()), (Some("n"), Some("1.2.3")));
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
        assert_eq!(operation.idempotency_header.as_deref(), Some("request-key"));
        assert_eq!(config.schema("P").unwrap().docs.as_deref(), Some("sd"));
        assert_eq!(config.schema("P").unwrap().name.as_deref(), Some("Q"));
        let field = config.field("P", "quantity").unwrap();
        assert_eq!((field.name.as_deref(), field.docs.as_deref()), (Some("q"), Some("fd")));
        assert_eq!((config.schema("P").unwrap().three_valued, field.three_valued), (Some(true), Some(false)));
        let place = config.of(FileId(1)).place(&["operations", "POST /c"]);
        assert!(matches!(place, Scope::Text(FileId(1), span) if !span.is_empty()));
    }

    #[test]
    fn complains_about_everything_at_once_at_its_place() {
        let text = "[crate]\nnaem = 'x'\nversion = 3\n[operation]\n[operations.x]\nretry = 'often'\nidempotency_header = 'a b'\n\
                    [servers]\n'https://a/' = ''\n";
        let complaints = Config::parse(text).unwrap_err();
        let said: Vec<(&str, &str)> =
            complaints.iter().map(|c| (&text[c.span.clone()], c.message.as_str())).collect();
        assert_eq!(
            said,
            [
                ("naem", "unknown key `naem`: did you mean `name`?"),
                ("3", "expected text, found integer"),
                ("operation", "unknown key `operation`: did you mean `operations`?"),
                ("'a b'", "this cannot be the name of a header"),
                ("'often'", "expected `safe`, `idempotent` or `unsafe`"),
                ("''", "this text is empty: leave the key out instead"),
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
