//! The table of an operation, which says what differs from the usual, and which parameters it has a row for.

use super::params;
use crate::emit::print::{self, Rows};
use crate::emit::root::variable_value;
use crate::emit::{answer, body, fake};
use crate::ir::{Ident, Operation, Param, RetryClass, Server};
use crate::plan::Plan;
use crate::plan::call::Call;
use crate::table::style;
use std::collections::BTreeSet;

/// How many parameters the path alone says all of: those in the style that the specification defaults to, where all of
/// the path's are.
pub(super) fn filled(operation: &Operation<Ident>, call: &Call) -> usize {
    let holes = operation.path.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    let holes: Vec<&str> = holes.map(|(name, _)| name).collect();
    let first: Vec<&Param<Ident>> = params(operation, call).take(holes.len()).collect();
    let fills = |(param, hole): (&&Param<Ident>, &&str)| {
        param.style.location == "path" && param.wire == **hole && self::param(param) == path_param(hole)
    };
    let is_usual = first.len() == holes.len() && first.iter().zip(&holes).all(fills);
    let differ = holes.iter().collect::<BTreeSet<_>>().len() == holes.len();
    if is_usual && differ { holes.len() } else { 0 }
}

/// The parameters that the table has a row for.
pub(super) fn rows<'p>(
    operation: &'p Operation<Ident>,
    call: &'p Call,
) -> impl Iterator<Item = &'p Param<Ident>> {
    params(operation, call).skip(filled(operation, call))
}

/// The table of an operation: what differs from the usual.
pub(super) fn of(plan: &Plan, operation: &Operation<Ident>, call: &Call) -> String {
    let (id, path) = (print::text(&fake::id(operation)), print::text(&operation.path));
    let new = match operation.method.as_str() {
        "GET" | "POST" | "PUT" | "PATCH" | "DELETE" => {
            format!("{}({id}, {path})", operation.method.to_ascii_lowercase())
        }
        method => format!("new({}, {id}, {path})", print::text(method)),
    };
    let mut calls = Vec::new();
    let list = |name: &str, rows: Vec<String>| {
        let rows = Rows { around: None, separator: ",", closed: false, rows };
        (format!(".{name}(&["), rows, "])")
    };
    let params: Vec<String> = rows(operation, call).map(param).collect();
    if !params.is_empty() {
        calls.push(list("params", params));
    }
    let bodies = call.body.as_ref().map(body::rows).unwrap_or_default();
    if !bodies.is_empty() {
        calls.push(list("bodies", bodies));
    }
    let mut say = |call: String| calls.push((call, Rows::none(), ""));
    if call.accept != "application/json" {
        say(format!(".accept({})", print::text(&call.accept)));
    }
    if let Some(reading) = answer::reading(&call.answer) {
        say(format!(".reading({reading})"));
    }
    if let Some(retry) = retry(operation) {
        say(format!(".retry(Retry::{retry})"));
    }
    if call.security != plan.package.security {
        let names =
            |all: &Vec<String>| all.iter().map(|name| print::text(name)).collect::<Vec<_>>().join(", ");
        let alternatives = call.security.iter().map(|all| format!("&[{}]", names(all))).collect();
        calls.push(list("security", alternatives));
    }
    if !operation.servers.is_empty() {
        calls.push(list("servers", operation.servers.iter().map(server).collect()));
    }
    print::built(&format!("static {}: Operation = Operation::{new}", call.table.0), &calls, ";")
}

/// When a failed call may be sent again, where that is not what its method tells.
pub(super) fn retry(operation: &Operation<Ident>) -> Option<String> {
    let said = match &operation.retry {
        said if *said == RetryClass::of(&operation.method) => return None,
        RetryClass::Safe => "Safe".to_owned(),
        RetryClass::Idempotent => "Idempotent".to_owned(),
        RetryClass::Keyed(header) => format!("Keyed({})", print::text(header)),
        RetryClass::Unsafe => "Unsafe".to_owned(),
    };
    Some(said)
}

/// A server of the operation alone.
fn server(server: &Server<Ident>) -> String {
    let [name, url] = [variable_value(server), server.default_url()].map(|text| print::text(&text));
    format!("super::runtime::api::ServerRow {{ name: {name}, url: {url} }}")
}

/// Whether a parameter is written in another way than the specification defaults to.
pub(super) fn differs(param: &Param<Ident>) -> bool {
    let usual = style::find(param.style.location, "");
    usual.is_some_and(|usual| usual != param.style)
}

fn path_param(name: &str) -> String {
    format!("Param::path({})", print::text(name))
}

fn param(param: &Param<Ident>) -> String {
    let mut row = format!("Param::{}({})", param.style.location, print::text(&param.wire));
    if differs(param) {
        row += &format!(".style(Style::{})", param.style.runtime);
    }
    let usual = style::find(param.style.location, "").is_some_and(|usual| usual.explode);
    if param.explode != usual {
        row += &format!(".explode({})", param.explode);
    }
    if param.allow_reserved {
        row += ".reserved()";
    }
    if param.content.as_deref().is_some_and(|media| media.to_ascii_lowercase().contains("json")) {
        row += ".json()";
    }
    // A path parameter always is.
    if param.required && param.style.location != "path" {
        row += ".required()";
    }
    row
}
