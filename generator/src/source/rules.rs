//! What the specification forbids and no client depends on: said, and nothing more.
//!
//! A document that breaks one of these rules means the same with and without it, so it is read all the same. Each rule
//! is reported once, at the first place that breaks it, because some tools break the same one everywhere.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::fit::table::Kind;
use crate::diag::{At, Diagnostic, Diagnostics, Pointer, code};

type Members = Map<String, Value>;

/// Which documents a rule is for, by the minor version of OpenAPI 3.
type Versions = std::ops::RangeInclusive<u32>;

const ALL: Versions = 0..=u32::MAX;
const UP_TO_3_0: Versions = 0..=0;
const UP_TO_3_1: Versions = 0..=1;
const FROM_3_1: Versions = 1..=u32::MAX;

/// One rule; sections are those of OpenAPI 3.2.
struct Rule {
    kind: Kind,
    versions: Versions,
    /// The name of the member at fault (empty: the object itself), if the rule is broken.
    broken: fn(&Members) -> Option<&'static str>,
    message: &'static str,
}

static RULES: &[Rule] = &[
    // Section 4.1, OpenAPI Object.
    Rule {
        kind: Kind::Document,
        versions: UP_TO_3_0,
        broken: |document| lacks(document, &["paths"]),
        message: "a document without `paths`: the client has no operations",
    },
    Rule {
        kind: Kind::Document,
        versions: FROM_3_1,
        broken: |document| lacks(document, &["paths", "components", "webhooks"]),
        message: "a document with neither `paths`, `components` nor `webhooks`: the client is empty",
    },
    // Fields of later versions.
    Rule {
        kind: Kind::Info,
        versions: UP_TO_3_0,
        broken: |info| has(info, "summary"),
        message: "`summary` is of OpenAPI 3.1: it is read as there",
    },
    Rule {
        kind: Kind::License,
        versions: UP_TO_3_0,
        broken: |license| has(license, "identifier"),
        message: "`identifier` is of OpenAPI 3.1: it is read as there",
    },
    Rule {
        kind: Kind::Components,
        versions: UP_TO_3_0,
        broken: |components| has(components, "pathItems"),
        message: "`pathItems` is of OpenAPI 3.1: they are read as there",
    },
    // Section 4.6, Server Variable Object.
    Rule {
        kind: Kind::ServerVariable,
        versions: ALL,
        broken: |variable| has(variable, "enum").filter(|_| list(variable, "enum").is_empty()),
        message: "no value is listed: any value is accepted",
    },
    Rule {
        kind: Kind::ExternalDocs,
        versions: ALL,
        broken: |docs| lacks(docs, &["url"]),
        message: "external documentation without `url`: it is left out",
    },
    Rule {
        kind: Kind::License,
        versions: ALL,
        broken: |license| lacks(license, &["name"]),
        message: "a licence without `name`: nothing is said of it",
    },
    // Section 4.12, Parameter Object.
    Rule {
        kind: Kind::Parameter,
        versions: ALL,
        broken: |parameter| {
            let required = parameter.get("required") == Some(&Value::Bool(true));
            (is_in(parameter, "path") && !required).then_some("in")
        },
        message: "a parameter in the path says `required: true`: it is read as if it did",
    },
    Rule {
        kind: Kind::Parameter,
        versions: ALL,
        broken: |parameter| both(parameter, "example", &["examples"]),
        message: "both `example` and `examples`: `example` is shown",
    },
    Rule {
        kind: Kind::Parameter,
        versions: ALL,
        broken: |parameter| {
            has(parameter, "allowReserved")
                .filter(|_| is_in(parameter, "header") || is_in(parameter, "cookie"))
        },
        message: "`allowReserved` has no effect here: nothing is percent-encoded, or all of it is",
    },
    Rule {
        kind: Kind::Parameter,
        versions: UP_TO_3_1,
        broken: |parameter| has(parameter, "allowReserved").filter(|_| is_in(parameter, "path")),
        message: "`allowReserved` has no effect in a path before OpenAPI 3.2",
    },
    Rule {
        kind: Kind::Parameter,
        versions: ALL,
        broken: |parameter| {
            let name = parameter.get("name")?.as_str()?;
            (is_in(parameter, "header") && !name.is_empty() && !name.bytes().all(is_token)).then_some("name")
        },
        message: "no header can have this name (RFC 9110, section 5.1): it cannot be sent",
    },
    Rule {
        kind: Kind::Parameter,
        versions: ALL,
        broken: |parameter| {
            let name = parameter.get("name")?.as_str()?;
            (is_in(parameter, "path") && name.contains(['{', '}'])).then_some("name")
        },
        message: "a path cannot have a parameter whose name has braces",
    },
    Rule {
        kind: Kind::Parameter,
        versions: ALL,
        broken: |parameter| has(parameter, "schema").filter(|_| is_in(parameter, "querystring")),
        message: "a `querystring` parameter has `content` and no `schema`",
    },
    // Sections 4.8 and 4.10: the query is one string or its parameters.
    Rule { kind: Kind::Operation, versions: ALL, broken: queries, message: QUERIES },
    Rule { kind: Kind::PathItem, versions: ALL, broken: queries, message: QUERIES },
    // Sections 4.14 and 4.15, Media Type Object and Encoding Object.
    Rule {
        kind: Kind::MediaType,
        versions: ALL,
        broken: |media| both(media, "example", &["examples"]),
        message: "both `example` and `examples`: `example` is shown",
    },
    Rule { kind: Kind::MediaType, versions: ALL, broken: encodings, message: ENCODINGS },
    Rule { kind: Kind::Encoding, versions: ALL, broken: encodings, message: ENCODINGS },
    // Section 4.19, Example Object.
    Rule {
        kind: Kind::Example,
        versions: ALL,
        broken: |example| {
            let old = both(example, "value", &["externalValue", "dataValue", "serializedValue"]);
            old.or_else(|| both(example, "serializedValue", &["externalValue"]))
        },
        message: "fields of an example that exclude each other: the first that is there is shown",
    },
    // Section 4.21, Header Object.
    Rule {
        kind: Kind::Header,
        versions: ALL,
        broken: |header| both(header, "example", &["examples"]),
        message: "both `example` and `examples`: `example` is shown",
    },
    Rule {
        kind: Kind::Header,
        versions: ALL,
        broken: |header| has(header, "allowReserved"),
        message: "`allowReserved` has no effect here: nothing in a header is percent-encoded",
    },
    // Sections 4.24 and 4.26, Schema Object and XML Object.
    Rule {
        kind: Kind::Schema,
        versions: ALL,
        broken: |schema| {
            let names = list(schema, "required");
            let again = |(at, name): (usize, &Value)| names.iter().take(at).any(|other| other == name);
            (names.len() < 1_000 && names.iter().enumerate().any(again)).then_some("required")
        },
        message: "a name is listed twice: it counts once",
    },
    Rule {
        kind: Kind::Schema,
        versions: ALL,
        broken: |schema| {
            let xml = schema.get("xml")?.as_object()?;
            both(xml, "nodeType", &["attribute", "wrapped"]).map(|_| "xml")
        },
        message: "`nodeType` beside `attribute` or `wrapped`: no XML is written by a client",
    },
];

const QUERIES: &str = "a `querystring` parameter is all of the query: there can be no other parameter in it";
const ENCODINGS: &str = "`encoding` excludes `prefixEncoding` and `itemEncoding`";

/// The rules over one document.
pub(super) struct Rules {
    /// The minor version of OpenAPI 3; what was Swagger 2.0 counts as 3.0.
    minor: u32,
    /// By number of the rule: the first place, and how many there are.
    broken: BTreeMap<usize, (Pointer, usize)>,
}

impl Rules {
    pub(super) fn new(document: &Value) -> Self {
        let version = document.get("openapi").and_then(Value::as_str).unwrap_or_default();
        let minor = version.split('.').nth(1).and_then(|minor| minor.parse().ok());
        Rules { minor: minor.unwrap_or_default(), broken: BTreeMap::new() }
    }

    /// Holds one object against the rules of its kind.
    pub(super) fn check(&mut self, kind: Kind, members: &Members, at: At<'_>) {
        let own = RULES.iter().enumerate().filter(|(_, rule)| rule.kind == kind);
        for (number, rule) in own {
            if let Some(member) = (rule.broken)(members)
                && rule.versions.contains(&self.minor)
            {
                let place = || if member.is_empty() { Pointer::from(at) } else { at.key(member).into() };
                self.broken.entry(number).or_insert_with(|| (place(), 0)).1 += 1;
            }
        }
    }

    pub(super) fn report(self, diags: &mut Diagnostics) {
        for (number, (pointer, count)) in self.broken {
            let Some(rule) = RULES.get(number) else { continue };
            let more = match count {
                1 => String::new(),
                2 => " (here and in one more place)".to_owned(),
                _ => format!(" (here and in {} more places)", count - 1),
            };
            let message = format_args!("{}{more}", rule.message);
            diags.push(Diagnostic::new(&code::AGAINST_A_RULE, pointer, message).on_key());
        }
    }
}

/// The object itself is at fault where none of these members is there.
fn lacks(members: &Members, names: &[&str]) -> Option<&'static str> {
    names.iter().all(|name| members.get(*name).is_none_or(Value::is_null)).then_some("")
}

fn has(members: &Members, name: &'static str) -> Option<&'static str> {
    members.contains_key(name).then_some(name)
}

/// A member beside one of several that exclude it.
fn both(members: &Members, name: &'static str, others: &[&str]) -> Option<&'static str> {
    has(members, name).filter(|_| others.iter().any(|other| members.contains_key(*other)))
}

fn list<'m>(members: &'m Members, name: &str) -> &'m [Value] {
    members.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn is_in(parameter: &Members, place: &str) -> bool {
    parameter.get("in").is_some_and(|at| at == place)
}

/// What the name of a header is made of (RFC 9110, section 5.6.2).
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// Several `querystring` parameters, or one beside parameters in the query. Those that are components are not looked at.
fn queries(members: &Members) -> Option<&'static str> {
    let place = |wanted: &str| {
        let own = list(members, "parameters").iter();
        own.filter(|parameter| parameter.get("in").is_some_and(|at| at == wanted)).count()
    };
    let strings = place("querystring");
    (strings > 1 || strings == 1 && place("query") > 0).then_some("parameters")
}

fn encodings(members: &Members) -> Option<&'static str> {
    both(members, "encoding", &["prefixEncoding", "itemEncoding"])
}
