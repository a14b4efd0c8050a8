//! The keys of the configuration, one row each: what the reader accepts, what the JSON schema says, what
//! `docs/configuration.md` and `generator init` show.

use crate::diag::level::Level;

/// What a key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text that is not empty.
    Text,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// The name of a header (RFC 9110, section 5.1).
    Header,
    /// A list of texts.
    Texts,
    /// A list of traits that can be derived, as paths.
    Derives,
    /// A list of attributes of Rust: `#[ts(export)]`.
    Attributes,
    /// Which versions of a package will do, as Cargo reads it.
    Requirement,
    /// A list of codes of diagnostics, or `warnings`, with which this is done.
    Codes(Level),
    /// `true` or `false`.
    Flag,
    /// A number from 0 on.
    Count,
}

/// One key.
#[derive(Debug)]
pub struct Key {
    /// Its path from the root of the file, in dots; `*` is a name of the user's own.
    pub path: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What holds where it is not said, in words or as the value.
    pub default: &'static str,
    /// A value, as TOML.
    pub example: &'static str,
    /// What it is for, in Markdown.
    pub docs: &'static str,
}

/// A table of keys.
#[derive(Debug)]
pub struct Table {
    /// Its path, as in [`Key::path`].
    pub path: &'static str,
    /// What it is for, in Markdown.
    pub docs: &'static str,
    /// What a name in the place of the last `*` is, with an example; empty without a `*` at the end.
    pub name: &'static str,
}

const fn key(
    path: &'static str,
    kind: Kind,
    default: &'static str,
    example: &'static str,
    docs: &'static str,
) -> Key {
    Key { path, kind, default, example, docs }
}

/// Every key, in the order in which it is shown.
pub static KEYS: &[Key] = &[
    key(
        "overlays",
        Kind::Texts,
        "none",
        r#"["fixes.overlay.yaml"]"#,
        "OpenAPI Overlays (1.0 or 1.1) that mend the document before anything is made of it, in this order. Paths start from the folder of this file.",
    ),
    key(
        "crate.name",
        Kind::Text,
        "made of the document's title",
        r#""dodo-checkouts""#,
        "The name of the package.",
    ),
    key("crate.version", Kind::Text, "0.1.0", r#""0.2.0""#, "The version of the package."),
    key(
        "crate.description",
        Kind::Text,
        "\"A client of\" and the document's title",
        r#""Checkout sessions of Dodo Payments""#,
        "One line for `Cargo.toml` and for the docs.",
    ),
    key(
        "crate.resource_features",
        Kind::Flag,
        "true from 5 resources and 50 operations on",
        "false",
        "Whether each resource is a cargo feature, so that a program compiles only what it calls.",
    ),
    key(
        "crate.examples",
        Kind::Flag,
        "true below 50 operations",
        "true",
        "Whether the docs of each operation have an example, which `cargo test --doc` compiles. Copied into another crate as a module, the examples are compiled to nothing.",
    ),
    key(
        "crate.dates",
        Kind::OneOf(&["chrono", "jiff", "time"]),
        "all three, each behind a feature of its name",
        r#""jiff""#,
        "The one library that dates of the client are exchanged with: always there, and the other two are not.",
    ),
    key(
        "crate.dependencies.*.version",
        Kind::Requirement,
        "none",
        r#""0.27""#,
        "A package that derives and attributes need, in these versions.",
    ),
    key(
        "crate.dependencies.*.features",
        Kind::Texts,
        "none",
        r#"["derive"]"#,
        "Features of that package, besides its own default.",
    ),
    key(
        "types.derives",
        Kind::Derives,
        "`Clone`, `Debug`, `PartialEq`, and those of serde",
        r#"["ts_rs::TS"]"#,
        "Traits that every struct and enum derives besides. All that a type holds has to have them.",
    ),
    key(
        "types.attributes",
        Kind::Attributes,
        "none",
        r##"["#[ts(export)]"]"##,
        "Attributes of every struct and enum, as Rust writes them.",
    ),
    key(
        "diagnostics.deny",
        Kind::Codes(Level::Deny),
        "none",
        r#"["union-overlap"]"#,
        "Warnings that count as errors; `warnings` means all of them.",
    ),
    key(
        "diagnostics.allow",
        Kind::Codes(Level::Allow),
        "none",
        r#"["missing-operation-id"]"#,
        "Warnings of which nothing is said. A code counts more than `warnings`, and the command line more than this file.",
    ),
    key(
        "select.include.tags",
        Kind::Texts,
        "every operation",
        r#"["Payments"]"#,
        "Operations with one of these tags.",
    ),
    key(
        "select.include.paths",
        Kind::Texts,
        "every operation",
        r#"["/payments/**", "GET /refunds/*"]"#,
        "Operations with one of these paths, or methods and paths. `*` stands for letters other than `/`, `**` for any.",
    ),
    key(
        "select.include.ids",
        Kind::Texts,
        "every operation",
        r#"["list*"]"#,
        "Operations with one of these `operationId`s.",
    ),
    key(
        "select.include.webhooks",
        Kind::Texts,
        "every webhook",
        r#"["payment.*"]"#,
        "Webhooks of these names; the other lists leave webhooks alone.",
    ),
    key(
        "select.exclude.tags",
        Kind::Texts,
        "none",
        r#"["Internal"]"#,
        "The same, left out even if they are included.",
    ),
    key(
        "select.exclude.paths",
        Kind::Texts,
        "none",
        r#"["DELETE /**"]"#,
        "The same, left out even if they are included.",
    ),
    key(
        "select.exclude.ids",
        Kind::Texts,
        "none",
        r#"["debug*"]"#,
        "The same, left out even if they are included.",
    ),
    key(
        "select.exclude.webhooks",
        Kind::Texts,
        "none",
        r#"["**"]"#,
        "The same, left out even if they are included.",
    ),
    key(
        "formats.*",
        Kind::Text,
        "as the table of formats has it",
        r#""decimal""#,
        "A format to read this format as: one of the table in the README, or `text` for none.",
    ),
    key(
        "headers.*",
        Kind::OneOf(&["boolean", "integer", "number", "request-id", "text"]),
        "what the document declares",
        r#""integer""#,
        "What a header of answers holds that the document does not declare: a constant of its type is made for it. `request-id` is text, and what errors call the id of a request.",
    ),
    key(
        "environment.base_url",
        Kind::Text,
        "made of the package's name",
        r#""DODO_PAYMENTS_BASE_URL""#,
        "The variable that holds an address to use instead of the document's servers.",
    ),
    key(
        "environment.server",
        Kind::Text,
        "made of the package's name",
        r#""DODO_PAYMENTS_ENVIRONMENT""#,
        "The variable that holds the name of one of the document's servers.",
    ),
    key(
        "environment.credentials.*",
        Kind::Text,
        "made of the package's name and the scheme's",
        r#""DODO_PAYMENTS_API_KEY""#,
        "The variable that holds the secret of this security scheme.",
    ),
    key(
        "servers.*",
        Kind::Text,
        "made of the description or the address",
        r#""test_mode""#,
        "What a server is called.",
    ),
    key(
        "tags.*",
        Kind::Text,
        "made of the tag",
        r#""sessions""#,
        "What the module and the accessor of the tag's operations are called.",
    ),
    key(
        "operations.*.id",
        Kind::Text,
        "the document's `operationId`",
        r#""createCheckoutSession""#,
        "Instead of the document's `operationId`.",
    ),
    key(
        "operations.*.tag",
        Kind::Text,
        "the first tag",
        r#""Checkout Sessions""#,
        "The resource it belongs to, instead of the document's first tag.",
    ),
    key(
        "operations.*.name",
        Kind::Text,
        "made of the id",
        r#""create""#,
        "What the method is called in Rust.",
    ),
    key(
        "operations.*.docs",
        Kind::Text,
        "nothing",
        r#""A session is valid for 24 hours.""#,
        "Markdown, said after the document's own description.",
    ),
    key(
        "operations.*.retry",
        Kind::OneOf(&["safe", "idempotent", "unsafe"]),
        "what the method says",
        r#""idempotent""#,
        "What a repetition does: `safe` changes nothing, `idempotent` changes the same as one call, `unsafe` might act twice and is not sent again once a server may have seen it.",
    ),
    key(
        "operations.*.idempotency_header",
        Kind::Header,
        "what the document declares",
        r#""Idempotency-Key""#,
        "The header by which the server knows a repetition: a key is sent in it, the same one in each attempt.",
    ),
    key(
        "operations.*.first_page",
        Kind::Count,
        "what the document proves",
        "0",
        "What pages, or items, are counted from, where the document does not say: 0 or 1.",
    ),
    key(
        "operations.*.next_page",
        Kind::Text,
        "what the document shows",
        r#""paging.next""#,
        "Where the address of the next page is: `Link` for the header of that name, else the keys that lead to it in the answer, with dots between.",
    ),
    key(
        "operations.*.pages",
        Kind::Flag,
        "true",
        "false",
        "Whether `items()` and `pages()` are made where the operation seems to answer in pages.",
    ),
    key(
        "operations.*.parameters.*",
        Kind::Text,
        "made of the parameter's name",
        r#""page_size""#,
        "What the argument or the setter of a parameter is called.",
    ),
    key(
        "operations.*.job.asks",
        Kind::Text,
        "nothing",
        r#""GET /exports/{export_id}""#,
        "Where the operation starts work that takes longer than a call: the operation that tells how far it is, of the same resource. Calls get `start_job()`, which gives what asks until the work is done.",
    ),
    key(
        "operations.*.job.parameters.*",
        Kind::Text,
        "the same parameter of the path, else the property of its name, else `id`",
        r#""export.id""#,
        "Where the value of this parameter of the operation that is asked is, in the answer of the one that starts: the keys that lead to it, with dots between.",
    ),
    key(
        "operations.*.job.state",
        Kind::Text,
        "nothing",
        r#""status""#,
        "Where the operation tells how far work is: the keys that lead to the property which says it, with dots between. Calls get `until_done()`, which asks until the deadline.",
    ),
    key(
        "operations.*.job.done",
        Kind::Texts,
        "none",
        r#"["succeeded"]"#,
        "What that property is when all went well.",
    ),
    key(
        "operations.*.job.failed",
        Kind::Texts,
        "none",
        r#"["failed", "cancelled"]"#,
        "What it is when nothing more will come of the work: an error. At anything else it is asked again.",
    ),
    key(
        "schemas.*.name",
        Kind::Text,
        "the name of the component",
        r#""ProductItem""#,
        "What the type is called in Rust.",
    ),
    key(
        "schemas.*.docs",
        Kind::Text,
        "nothing",
        r#""What is in the cart.""#,
        "Markdown, said after the document's own description.",
    ),
    key(
        "schemas.*.derives",
        Kind::Derives,
        "`types.derives`",
        r#"["strum::Display"]"#,
        "Traits that the type derives besides those of `types.derives`.",
    ),
    key(
        "schemas.*.attributes",
        Kind::Attributes,
        "`types.attributes`",
        r##"["#[strum(prefix = \"kind-\")]"]"##,
        "Attributes of the type besides those of `types.attributes`.",
    ),
    key(
        "schemas.*.three_valued",
        Kind::Flag,
        "in bodies of PATCH",
        "true",
        "Whether absent and null are told apart, in every field that can be both.",
    ),
    key(
        "schemas.*.values.*",
        Kind::Text,
        "made of the value",
        r#""PlusOne""#,
        "What a value of an enum is called in Rust.",
    ),
    key(
        "schemas.*.variants.*",
        Kind::Text,
        "made of the tag or the member",
        r#""Card""#,
        "What a member of a union is called in Rust.",
    ),
    key(
        "schemas.*.fields.*.name",
        Kind::Text,
        "the name of the property",
        r#""quantity""#,
        "What the field is called in Rust.",
    ),
    key(
        "schemas.*.fields.*.docs",
        Kind::Text,
        "nothing",
        r#""Must be greater than 0.""#,
        "Markdown, said after the document's own description.",
    ),
    key(
        "schemas.*.fields.*.attributes",
        Kind::Attributes,
        "none",
        r##"["#[ts(optional)]"]"##,
        "Attributes of the field.",
    ),
    key(
        "schemas.*.fields.*.three_valued",
        Kind::Flag,
        "as the schema says",
        "false",
        "Whether absent and null are told apart; an optional field can then be null even if the document does not say so.",
    ),
];

/// Every table, in the order in which it is shown.
pub static TABLES: &[Table] = &[
    Table { path: "crate", docs: "The package.", name: "" },
    Table {
        path: "crate.dependencies",
        docs: "Packages besides those that the client needs.",
        name: "a package, `strum`",
    },
    Table { path: "crate.dependencies.*", docs: "One package.", name: "" },
    Table { path: "types", docs: "What is said of every type, enums and structs alike.", name: "" },
    Table {
        path: "diagnostics",
        docs: "What is done with warnings: the same as `--deny` and `--allow`.",
        name: "",
    },
    Table {
        path: "select",
        docs: "Which operations and webhooks there are. What only others need is left out with them: schemas, parameters, answers.",
        name: "",
    },
    Table { path: "select.include", docs: "Only these: those to which one of the lists applies.", name: "" },
    Table { path: "select.exclude", docs: "None of these.", name: "" },
    Table { path: "formats", docs: "Formats to read as others.", name: "a format of the document, `money`" },
    Table {
        path: "headers",
        docs: "Headers of answers that the document does not declare.",
        name: "a header, `X-RateLimit-Remaining`",
    },
    Table { path: "environment", docs: "The variables that `Client::from_env` reads.", name: "" },
    Table {
        path: "environment.credentials",
        docs: "The variables that hold secrets.",
        name: "a security scheme, `API KEY`",
    },
    Table {
        path: "servers",
        docs: "What servers are called.",
        name: "an address as the document writes it, `https://test.dodopayments.com/`",
    },
    Table {
        path: "tags",
        docs: "What the resources of tags are called.",
        name: "a tag, `Checkout Sessions`",
    },
    Table {
        path: "operations",
        docs: "What is said of operations.",
        name: "a method and a path, `POST /checkouts`",
    },
    Table { path: "operations.*", docs: "One operation.", name: "" },
    Table {
        path: "operations.*.parameters",
        docs: "What its arguments and setters are called.",
        name: "a parameter, `page[size]`",
    },
    Table {
        path: "operations.*.job",
        docs: "Work that takes longer than a call: of the operation that starts it `asks`, of the one that tells how far it is the others.",
        name: "",
    },
    Table {
        path: "operations.*.job.parameters",
        docs: "Where the values of its parameters come from.",
        name: "a parameter of the operation that is asked, `export_id`",
    },
    Table {
        path: "schemas",
        docs: "What is said of component schemas.",
        name: "a component, `ProductItemReq`",
    },
    Table { path: "schemas.*", docs: "One component schema.", name: "" },
    Table { path: "schemas.*.values", docs: "What the values of an enum are called.", name: "a value, `+1`" },
    Table {
        path: "schemas.*.variants",
        docs: "What the members of a union are called.",
        name: "a tag, or the name that the member would have",
    },
    Table {
        path: "schemas.*.fields",
        docs: "What is said of its properties.",
        name: "a property, `quantity`",
    },
    Table { path: "schemas.*.fields.*", docs: "One property.", name: "" },
];

/// The names that may stand below a path; `*` if any may.
pub(super) fn below(shape: &[&str]) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = Vec::new();
    for key in KEYS {
        let mut steps = key.path.split('.');
        if shape.iter().all(|step| steps.next() == Some(step))
            && let Some(next) = steps.next()
            && !names.contains(&next)
        {
            names.push(next);
        }
    }
    names
}

/// The step that a name takes below a path, if it may stand there.
pub(super) fn step(shape: &[&str], name: &str) -> Option<&'static str> {
    below(shape).into_iter().find(|step| *step == "*" || *step == name)
}

/// The row of a key.
pub(super) fn find(shape: &[&str]) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.path.split('.').eq(shape.iter().copied()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    /// A row's path with a name in the place of every `*`.
    fn line(key: &Key) -> String {
        format!("{} = {}", key.path.replace('*', "name"), key.example)
    }

    #[test]
    fn every_row_can_be_said_and_is_heard() {
        let nothing = Config::parse("").unwrap();
        for key in KEYS {
            let config =
                Config::parse(&line(key)).unwrap_or_else(|complaints| panic!("{}: {complaints:?}", key.path));
            let mut said = config.clone();
            said.places.clear();
            assert_ne!(said, nothing, "{} has no effect", key.path);
        }
    }

    #[test]
    fn every_key_stands_in_a_table_that_is_described() {
        for key in KEYS {
            if let Some((table, _)) = key.path.rsplit_once('.') {
                assert!(TABLES.iter().any(|row| row.path == table), "{}", key.path);
            }
        }
    }
}
