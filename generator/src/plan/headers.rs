//! The headers of answers that the document declares: one constant for each name.

use super::body::{is_text, row};
use super::scope::{Role, Scope};
use super::words::Case;
use crate::config::Config;
use crate::ir::{Api, Docs, Hint, Ident, Ty, TypeDef};
use crate::ledger::Ledger;
use crate::table::scalar::find;
use indexmap::IndexMap;

/// A declared header.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// The constant, in capitals.
    pub name: Ident,
    /// What it is called in the document.
    pub wire: String,
    /// What it holds.
    pub ty: Ty,
    /// What the document says, where it says so first.
    pub docs: Docs,
}

/// All of them, in document order, then those of the configuration. One that is of several types in several answers is
/// text. One that had a name keeps it.
pub fn headers(api: &Api<Ident>, past: &Ledger, config: &Config) -> Vec<Header> {
    let mut found: IndexMap<String, Header> = IndexMap::new();
    let answers = api.operations.iter().flat_map(|operation| &operation.answers);
    for (wire, ty, docs) in answers.flat_map(|answer| &answer.headers) {
        if http_name(wire) {
            let ty = if is_readable(ty, &api.types) { value(ty) } else { row("") };
            let new = || Header {
                name: Ident(String::new()),
                wire: wire.clone(),
                ty: ty.clone(),
                docs: docs.clone(),
            };
            let header = found.entry(wire.to_ascii_lowercase()).or_insert_with(new);
            if header.ty != ty {
                header.ty = row("");
            }
        }
    }
    for (wire, holds) in config.headers.iter().filter(|(wire, _)| http_name(wire)) {
        let ty = match holds.as_str() {
            "boolean" => scalar("boolean", ""),
            "integer" => scalar("integer", "int64"),
            "number" => scalar("number", ""),
            _ => row(""),
        };
        let header = Header { name: Ident(String::new()), wire: wire.clone(), ty, docs: Docs::default() };
        found.insert(wire.to_ascii_lowercase(), header);
    }
    let mut headers: Vec<Header> = found.into_values().collect();
    let hints: Vec<Hint> = headers.iter().map(|header| Hint::new(header.wire.clone())).collect();
    const HEADER: Role = Role { case: Case::Snake, taken: &[], word: "header" };
    let kept = |header: &Header| {
        let name = past.headers.get(&header.wire.to_ascii_lowercase())?;
        Some(Ident(name.name.0.to_ascii_lowercase()))
    };
    let names = Scope::new(&HEADER).name_others(&hints, headers.iter().map(kept).collect());
    for (header, name) in headers.iter_mut().zip(names) {
        header.name = Ident(name.0.trim_start_matches("r#").to_ascii_uppercase());
    }
    headers
}

/// The headers that may carry the id of a request, in lower case: the configuration's, then those that the document
/// declares under a name which says so.
pub fn request_ids(headers: &[Header], config: &Config) -> Vec<String> {
    let says = |name: &str| {
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        ["requestid", "correlationid", "traceid"].iter().any(|end| plain.ends_with(end))
    };
    let told = config.headers.iter().filter(|(_, holds)| *holds == "request-id");
    let told = told.map(|(name, _)| name.to_ascii_lowercase());
    let declared = headers.iter().map(|header| header.wire.to_ascii_lowercase());
    let mut ids: Vec<String> = Vec::new();
    for name in told.chain(declared.filter(|name| says(name))).filter(|name| http_name(name)) {
        if !ids.contains(&name) {
            ids.push(name);
        }
    }
    ids
}

fn scalar(schema: &str, format: &str) -> Ty {
    find(schema, format).map_or(Ty::Any, Ty::Scalar)
}

/// What a header can be called (RFC 9110, section 5.6.2).
fn http_name(name: &str) -> bool {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.chars().all(is_token)
}

/// A header that is there is not null.
fn value(ty: &Ty) -> Ty {
    match ty {
        Ty::Nullable(inner) => (**inner).clone(),
        ty => ty.clone(),
    }
}

/// Whether text can be read as a type: a scalar, or scalars with commas between them.
fn is_readable(ty: &Ty, types: &[TypeDef<Ident>]) -> bool {
    match ty {
        Ty::List(item) => is_text(item, types),
        Ty::Nullable(inner) => is_readable(inner, types),
        ty => is_text(ty, types),
    }
}
