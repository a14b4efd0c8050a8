//! What of the runtime a document needs: what no operation of it can reach is not copied.

use super::answer::Returned;
use super::body::Body;
use super::call::Call;
use super::walk::each_scalar;
use crate::ir::{Api, Ident, RetryClass, SchemeKind, Ty};
use crate::ledger::Ledger;
use crate::table::media::Behaviour;
use crate::table::scalar::{SCALARS, Scalar};
use std::collections::BTreeSet;

/// All that the runtime's files mark as needed by some documents only, beside the modules of formats.
///
/// * `cookies`: parameters and keys that are sent as one. `deep`: parameters in the style `deepObject`.
/// * `download`, `events`, `lines`: answers that are bytes, server-sent events, values by lines; `streams`: any of them.
/// * `jobs`: operations that start work that takes longer than a call, or tell how far it is.
/// * [`EXAMPLES`]: docs of operations that have one.
/// * `headers`: headers of answers that the document declares.
/// * `media`: bodies that are not JSON, or not JSON alone. `multipart`, `urlencoded`: those; `forms`: either of them;
///   `uploads`: bodies that may be files and streams, and values that are bytes.
/// * `oauth2`: security schemes whose tokens end.
/// * `pages`: operations that answer in pages.
/// * `polling`: operations that may be sent again and again.
/// * `validate`: schemas with constraints.
/// * `variables`: servers whose addresses have some.
pub const ALL: &[&str] = &[
    "cookies",
    "deep",
    "download",
    "events",
    EXAMPLES,
    "forms",
    "headers",
    "jobs",
    "lines",
    "media",
    "multipart",
    "oauth2",
    "pages",
    "polling",
    "streams",
    "uploads",
    "urlencoded",
    "validate",
    "variables",
];

/// What examples in docs need. Programs do not, so that no crate has to keep it.
pub const EXAMPLES: &str = "examples";

/// Those that the operations and the security schemes of an API need.
pub fn capabilities(api: &Api<Ident>, calls: &[Call]) -> BTreeSet<&'static str> {
    let mut needs = BTreeSet::new();
    for call in calls {
        needs.extend(call.paging.is_some().then_some("pages"));
        needs.extend(call.has_job().then_some("jobs"));
        answered(&call.answer, &mut needs);
        call.others.iter().for_each(|other| answered(&other.returned, &mut needs));
        call.body.iter().for_each(|body| sent(body, &mut needs));
    }
    each_type(api, calls, &mut |ty| {
        let is_bytes = |scalar: &Scalar| scalar.format == "binary";
        each_scalar(ty, &mut |scalar| needs.extend(is_bytes(scalar).then_some("uploads")));
    });
    for param in api.operations.iter().flat_map(|operation| &operation.params) {
        needs.extend((param.style.location == "cookie").then_some("cookies"));
        needs.extend((param.style.name == "deepObject").then_some("deep"));
    }
    needs.extend(api.servers.iter().any(|server| !server.variables.is_empty()).then_some("variables"));
    for scheme in &api.schemes {
        needs.extend(scheme.kind.gives_tokens().then_some("oauth2"));
        let is_cookie = matches!(&scheme.kind, SchemeKind::ApiKey { location, .. } if location == "cookie");
        needs.extend(is_cookie.then_some("cookies"));
    }
    let may_repeat = |retry: &RetryClass| matches!(retry, RetryClass::Safe | RetryClass::Idempotent);
    needs.extend(api.operations.iter().any(|operation| may_repeat(&operation.retry)).then_some("polling"));
    needs
}

/// Those that the crate had before: programs may name what is in them, or the cargo features that are there for them.
pub fn kept(past: &Ledger) -> impl Iterator<Item = &'static str> {
    let formats = SCALARS.iter().flat_map(|row| row.needs).copied();
    let had = past.runtime.as_ref();
    formats.chain(ALL.iter().copied()).filter(move |need| had.is_some_and(|had| had.contains(*need)))
}

/// Every type that is printed. An answer that is bytes has none.
fn each_type(api: &Api<Ident>, calls: &[Call], each: &mut dyn FnMut(&Ty)) {
    api.types.iter().for_each(|def| def.kind.each_type(each));
    api.webhooks.iter().filter_map(|webhook| webhook.payload.as_ref()).for_each(&mut *each);
    for operation in &api.operations {
        operation.params.iter().for_each(|param| each(&param.ty));
        operation.answers.iter().flat_map(|answer| &answer.headers).for_each(|(_, ty, _)| each(ty));
    }
    for call in calls {
        call.body.iter().flat_map(|body| &body.contents).for_each(|content| each(&content.ty));
        each_answer(&call.answer, each);
        call.others.iter().for_each(|other| each_answer(&other.returned, each));
    }
}

fn each_answer(returned: &Returned, each: &mut dyn FnMut(&Ty)) {
    match returned {
        Returned::Nothing | Returned::Bytes => {}
        Returned::Json(ty) | Returned::Text(ty) | Returned::Lines(ty) | Returned::Events(ty, _) => each(ty),
        Returned::Several(several) => {
            several.variants.iter().for_each(|(_, _, returned)| each_answer(returned, each));
        }
    }
}

/// What it takes to send a body.
fn sent(body: &Body, needs: &mut BTreeSet<&'static str>) {
    if body.json().is_some() {
        return;
    }
    needs.insert("media");
    for content in &body.contents {
        match content.behaviour {
            Behaviour::Json | Behaviour::JsonLines => {}
            Behaviour::Form => needs.extend(["forms", "urlencoded"]),
            Behaviour::Multipart => needs.extend(["forms", "multipart", "uploads"]),
            Behaviour::Text | Behaviour::Events | Behaviour::Bytes => needs.extend(["uploads"]),
        }
    }
}

/// What it takes to read an answer.
fn answered(returned: &Returned, needs: &mut BTreeSet<&'static str>) {
    match returned {
        Returned::Nothing | Returned::Json(_) | Returned::Text(_) => {}
        Returned::Bytes => needs.extend(["download", "streams"]),
        Returned::Lines(_) => needs.extend(["lines", "streams"]),
        Returned::Events(..) => needs.extend(["events", "streams"]),
        Returned::Several(several) => {
            several.variants.iter().for_each(|(_, _, returned)| answered(returned, needs));
        }
    }
}
