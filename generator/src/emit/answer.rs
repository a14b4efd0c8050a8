//! What calls return: types, the enum of answers that differ by their status, and the methods that ask for other media
//! types.

use super::docs::Comment;
use super::item;
use super::markdown::code;
use super::print;
use super::ty::{Types, ident, tokens};
use crate::ir::{Answer, Ident, Operation, Status};
use crate::plan::answer::{Data, Other, Returned, Several};
use crate::plan::call::Call;
use quote::quote;

/// The type that a call returns.
pub fn ty(types: &Types<'_>, returned: &Returned) -> String {
    match returned {
        Returned::Nothing => "()".to_owned(),
        Returned::Json(ty) | Returned::Text(ty) => types.text(ty),
        Returned::Bytes => "bytes::Bytes".to_owned(),
        Returned::Lines(ty) => format!("lines::Lines<{}, M>", types.text(ty)),
        Returned::Events(ty, _) => format!("events::Events<{}, M>", types.text(ty)),
        Returned::Several(several) => several.name.as_ref().map(|name| name.0.clone()).unwrap_or_default(),
    }
}

/// How a body is read; `None` for JSON, which is usual, and for what needs no telling.
pub fn reading(returned: &Returned) -> Option<&'static str> {
    match returned {
        Returned::Text(_) | Returned::Events(_, Data::Text) => Some("Reading::Text"),
        Returned::Events(_, Data::Event) => Some("Reading::Event"),
        Returned::Nothing
        | Returned::Json(_)
        | Returned::Bytes
        | Returned::Lines(_)
        | Returned::Events(_, Data::Json)
        | Returned::Several(_) => None,
    }
}

/// What a file with these calls needs of the runtime's modules of answers.
pub fn imports(calls: &[&Call]) -> [String; 3] {
    let all = || {
        calls.iter().flat_map(|call| call.others.iter().map(|other| &other.returned).chain([&call.answer]))
    };
    let several = all().any(|returned| matches!(returned, Returned::Several(_)));
    let reads = calls.iter().any(|call| !call.others.is_empty() || reading(&call.answer).is_some());
    let events = all().any(|returned| matches!(returned, Returned::Events(..)));
    let lines = all().any(|returned| matches!(returned, Returned::Lines(_)));
    [
        print::import("answer", &[("self", several), ("Reading", reads)]),
        if events { "events".to_owned() } else { String::new() },
        if lines { "lines".to_owned() } else { String::new() },
    ]
}

/// The call's option that asks for another media type.
pub fn asked(other: &Other) -> String {
    let reading = reading(&other.returned).unwrap_or("Reading::Json");
    format!(".with_answer({}, {reading})", print::text(&other.accept))
}

/// What is said of a method that asks for another media type.
pub fn other_docs(operation: &Operation<Ident>, other: &Other) -> Comment {
    let name = &operation.name.0;
    Comment::new(format!("As [`{name}`](Self::{name}), answered with {}.", code(&other.accept)))
}

/// The enum of answers that differ by their status, and its table.
pub fn several(types: &Types<'_>, operation: &Operation<Ident>, several: &Several) -> Option<String> {
    let name = several.name.as_ref()?;
    let said = |status: &Status| operation.answers.iter().find(|answer| answer.status == *status);
    let variants = several.variants.iter().map(|(name, status, returned)| {
        let docs = said(status).map(|answer| Comment::of(&answer.docs)).unwrap_or_default();
        let docs = docs.and(code(&text(*status))).outer();
        let name = ident(name);
        let held = (*returned != Returned::Nothing).then(|| {
            let ty = tokens(&ty(types, returned));
            quote!((#ty))
        });
        quote!(#docs #name #held,)
    });
    let docs = Comment::new(format!("What {} answers.", code(&operation.line())));
    let item = item::one_of(&docs, name, variants);
    // A range takes what is left by those that are exact.
    let mut rows: Vec<_> = several.variants.iter().collect();
    rows.sort_by_key(|(_, status, _)| !matches!(status, Status::Exact(_)));
    let row = |(name, status, returned): &(Ident, Status, Returned)| {
        let held = match returned {
            Returned::Json(ty) => format!("({})", types.text(ty)),
            Returned::Text(ty) => format!("({}: Text)", types.text(ty)),
            Returned::Bytes => "(bytes::Bytes)".to_owned(),
            _ => String::new(),
        };
        let status = match status {
            Status::Exact(code) => code.to_string(),
            Status::Range(_) | Status::Default => "200..=299".to_owned(),
        };
        format!("{}{held} = {status}", name.0)
    };
    let rows = rows.into_iter().map(row).collect();
    let rows = print::Rows { around: None, separator: ",", closed: false, rows };
    Some(format!("{item}\n{}", print::table(&format!("answer::answers!({} {{", name.0), &[rows], "});")))
}

/// The successes of which something is said: `200: A pet`.
pub fn successes(operation: &Operation<Ident>) -> Vec<String> {
    let said = |answer: &Answer| {
        let text = Comment::line_of(&answer.docs);
        says(answer.status, &text).then(|| format!("{}: {text}", self::text(answer.status)))
    };
    operation.answers.iter().filter(|answer| answer.status.is_success()).filter_map(said).collect()
}

/// Whether a description of a failure says more than its status does, and the name of its type.
pub fn tells(status: Status, text: &str, ty: &str) -> bool {
    const NOTHING: &[&str] = &[
        "a",
        "an",
        "the",
        "was",
        "is",
        "requested",
        "client",
        "server",
        "internal",
        "unexpected",
        "api",
        "error",
        "errors",
        "response",
        "resource",
        "message",
        "object",
    ];
    let ty = ty.to_ascii_lowercase();
    let phrase = phrase(status).unwrap_or_default();
    let is_said = |word: &str| {
        NOTHING.contains(&word)
            || phrase.split(' ').any(|said| said == word)
            || word.len() >= 4 && ty.contains(word)
    };
    let text = text.to_ascii_lowercase();
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    says(status, &text) && !words.all(is_said)
}

/// Whether a description says more than the status does.
fn says(status: Status, text: &str) -> bool {
    const NOTHING: &[&str] = &[
        "",
        "ok",
        "success",
        "successful",
        "successful operation",
        "done",
        "error",
        "client error",
        "server error",
        "unexpected error",
        "default",
    ];
    let text = text.trim_end_matches('.').to_ascii_lowercase();
    let code = self::text(status).to_ascii_lowercase();
    let text = text.strip_prefix(&code).unwrap_or(&text).trim_start_matches([':', '-', ' ']);
    // `200 response for list_pets`, as tools write it.
    let text = text.split_once("response for ").map_or(
        text,
        |(before, after)| {
            if after.contains(' ') { text } else { before }
        },
    );
    let text = text.trim().trim_end_matches("response").trim_end();
    !NOTHING.contains(&text) && phrase(status).is_none_or(|phrase| phrase != text)
}

/// The reason phrase of a status (RFC 9110, section 15; RFC 6585), in lower case.
fn phrase(status: Status) -> Option<&'static str> {
    let Status::Exact(code) = status else { return None };
    Some(match code {
        201 => "created",
        202 => "accepted",
        204 => "no content",
        206 => "partial content",
        301 => "moved permanently",
        302 => "found",
        304 => "not modified",
        400 => "bad request",
        401 => "unauthorized",
        402 => "payment required",
        403 => "forbidden",
        404 => "not found",
        405 => "method not allowed",
        406 => "not acceptable",
        409 => "conflict",
        410 => "gone",
        412 => "precondition failed",
        413 => "content too large",
        415 => "unsupported media type",
        422 => "unprocessable entity",
        429 => "too many requests",
        500 => "internal server error",
        501 => "not implemented",
        502 => "bad gateway",
        503 => "service unavailable",
        504 => "gateway timeout",
        _ => return None,
    })
}

/// `404`, `4XX`, `others`.
pub fn text(status: Status) -> String {
    match status {
        Status::Exact(code) => code.to_string(),
        Status::Range(hundred) => format!("{hundred}XX"),
        Status::Default => "others".to_owned(),
    }
}
