//! What calls return: types, the enum of answers that differ by their status, and the methods that ask for other media
//! types.

use super::docs::Comment;
use super::markdown::code;
use super::print;
use super::ty::{Types, ident};
use crate::ir::{Answer, Ident, Operation, Status, Ty};
use crate::plan::answer::{Data, Other, Returned, Several};
use crate::plan::call::Call;
use proc_macro2::TokenStream;
use quote::quote;

/// The type that a call returns.
pub fn ty(types: &Types<'_>, returned: &Returned) -> TokenStream {
    match returned {
        Returned::Nothing => quote!(()),
        Returned::Json(ty) | Returned::Text(ty) => types.tokens(ty),
        Returned::Bytes => quote!(bytes::Bytes),
        Returned::Lines(ty) => {
            let ty = types.tokens(ty);
            quote!(lines::Lines<#ty, M>)
        }
        Returned::Events(ty, _) => {
            let ty = types.tokens(ty);
            quote!(events::Events<#ty, M>)
        }
        Returned::Several(several) => several.name.as_ref().map(ident).unwrap_or_default(),
    }
}

/// How a body is read; `None` for JSON, which is usual, and for what needs no telling.
pub fn reading(returned: &Returned) -> Option<TokenStream> {
    match returned {
        Returned::Text(_) | Returned::Events(_, Data::Text) => Some(quote!(Reading::Text)),
        Returned::Events(_, Data::Event) => Some(quote!(Reading::Event)),
        Returned::Nothing
        | Returned::Json(_)
        | Returned::Bytes
        | Returned::Lines(_)
        | Returned::Events(_, Data::Json)
        | Returned::Several(_) => None,
    }
}

/// What a file with these calls needs of the runtime's modules of answers.
pub fn imports(calls: &[&Call]) -> [Option<TokenStream>; 3] {
    let all = || {
        calls.iter().flat_map(|call| call.others.iter().map(|other| &other.returned).chain([&call.answer]))
    };
    let several = all().any(|returned| matches!(returned, Returned::Several(_))).then(|| quote!(self,));
    let reads = calls.iter().any(|call| !call.others.is_empty() || reading(&call.answer).is_some());
    let reading = reads.then(|| quote!(Reading));
    let answer = (several.is_some() || reading.is_some()).then(|| {
        quote!(
            use super::runtime::answer::{#several #reading};
        )
    });
    let events = all().any(|returned| matches!(returned, Returned::Events(..))).then(|| {
        quote!(
            use super::runtime::events;
        )
    });
    let lines = all().any(|returned| matches!(returned, Returned::Lines(_))).then(|| {
        quote!(
            use super::runtime::lines;
        )
    });
    [answer, events, lines]
}

/// A method that asks for another media type: as `first` comes to it, after what has to be there before.
pub fn other(
    types: &Types<'_>,
    operation: &Operation<Ident>,
    other: &Other,
    (arguments, marker): (&[(TokenStream, TokenStream)], Option<TokenStream>),
    (before, first): &(TokenStream, TokenStream),
) -> String {
    let name = ident(&other.name);
    let ty = ty(types, &other.returned);
    let (accept, reading) =
        (&other.accept, reading(&other.returned).unwrap_or_else(|| quote!(Reading::Json)));
    let docs =
        Comment::new(format!("As [`{0}`](Self::{0}), answered with {1}.", operation.name.0, code(accept)));
    let docs = docs.outer();
    let deprecated = operation.docs.deprecated.then(|| quote!(#[deprecated]));
    let arguments = arguments.iter().map(|(name, ty)| quote!(#name: #ty));
    print::items(quote! {
        #docs
        #deprecated
        pub fn #name(&self, #(#arguments),*) -> Call<#ty, M #marker> {
            #before
            #first.with_answer(#accept, #reading)
        }
    })
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
            let ty = ty(types, returned);
            quote!((#ty))
        });
        quote!(#docs #name #held,)
    });
    let call = code(&format!("{} {}", operation.method, operation.path));
    let docs = Comment::new(format!("What {call} answers.")).outer();
    let enumeration = ident(name);
    let item = print::items(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #enumeration { #(#variants)* }
    });
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

/// What is said of answers: first of successes, then of errors, with the types of their bodies.
pub fn docs(types: &Types<'_>, operation: &Operation<Ident>, docs: Comment) -> Comment {
    let (good, bad): (Vec<&Answer>, Vec<&Answer>) = operation
        .answers
        .iter()
        .partition(|answer| matches!(answer.status, Status::Exact(200..=299) | Status::Range(2)));
    // Without any other it is what a success is like.
    let is_success = |answer: &Answer| answer.status == Status::Default && good.is_empty();
    let bad = bad.into_iter().filter(|answer| !is_success(answer));
    let bad: Vec<String> = bad.filter_map(|answer| error(types, answer)).collect();
    let good: Vec<String> = good.into_iter().filter_map(success).collect();
    let docs = if good.is_empty() { docs } else { docs.and("# Returns").and(good.join("\n")) };
    if bad.is_empty() { docs } else { docs.and("# Errors").and(bad.join("\n")) }
}

/// One line on a success that says more than that it is one.
fn success(answer: &Answer) -> Option<String> {
    const NOTHING: &[&str] =
        &["ok", "success", "successful", "successful response", "successful operation", "done"];
    let text = Comment::line_of(&answer.docs);
    let says = !NOTHING.contains(&text.trim_end_matches('.').to_ascii_lowercase().as_str());
    (says && !text.is_empty()).then(|| format!("* {}: {text}", self::text(answer.status)))
}

/// One line on an answer that is no success, with the type by which its body can be read.
fn error(types: &Types<'_>, answer: &Answer) -> Option<String> {
    let text = Comment::line_of(&answer.docs);
    let json =
        answer.contents.iter().find(|content| content.media_type.to_ascii_lowercase().contains("json"));
    let read = json.and_then(|content| match &content.ty {
        Some(Ty::Named(id)) => Some(types.link(*id)),
        _ => None,
    });
    let said = match (text.is_empty(), read) {
        (true, None) if answer.status == Status::Default => return None,
        (true, None) => String::new(),
        (true, Some(link)) => format!(": {link}"),
        (false, None) => format!(": {text}"),
        (false, Some(link)) => format!(": {text} ({link})"),
    };
    Some(format!("* {}{said}", self::text(answer.status)))
}

fn text(status: Status) -> String {
    match status {
        Status::Exact(code) => code.to_string(),
        Status::Range(hundred) => format!("{hundred}XX"),
        Status::Default => "otherwise".to_owned(),
    }
}
