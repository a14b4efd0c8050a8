//! Request bodies: the argument of a method, how it is handed on, its rows of the table, and the enum of several.

use super::docs::Comment;
use super::item;
use super::markdown::code;
use super::print;
use super::ty::{Types, ident};
use crate::ir::{Encoding, Ident, Operation, Ty};
use crate::plan::body::{Body, Content};
use crate::table::media::Behaviour;
use crate::table::style;
use quote::quote;

/// `impl Into<..>`.
pub fn argument(types: &Types<'_>, body: &Body) -> String {
    let ty = match (&body.either, body.contents.first()) {
        (Some(either), _) => either.0.clone(),
        (None, Some(content)) => types.text(&content.ty),
        (None, None) => "()".to_owned(),
    };
    if body.required { format!("impl Into<{ty}>") } else { format!("impl Into<Option<{ty}>>") }
}

/// What is called with the body.
pub fn setter(body: &Body) -> &'static str {
    match (&body.either, body.json()) {
        (Some(_), _) => "either",
        (None, Some(_)) => "json",
        (None, None) => "body",
    }
}

/// The rows of the operation's table, in pieces between commas: a long one can be broken there. None where the body is
/// JSON and nothing else.
pub fn rows(body: &Body) -> Vec<String> {
    if body.json().is_some() { Vec::new() } else { body.contents.iter().flat_map(row).collect() }
}

/// What a file with these bodies needs of the runtime's module of media types.
pub fn imports(bodies: &[&Body]) -> String {
    let rows: Vec<&Content> =
        bodies.iter().filter(|body| body.json().is_none()).flat_map(|body| &body.contents).collect();
    let itself = bodies.iter().any(|body| body.either.is_some());
    let part = rows.iter().any(|content| !parts(content).is_empty());
    print::import("media", &[("self", itself), ("Media", !rows.is_empty()), ("Part", part)])
}

/// Whether a row names a style.
pub fn has_style(body: &Body) -> bool {
    body.json().is_none()
        && body.contents.iter().flat_map(written).any(|(_, encoding)| {
            style_of(encoding).is_some_and(|style| style.name != "deepObject")
                || encoding.explode == Some(false)
        })
}

fn row(content: &Content) -> Vec<String> {
    let name = print::text(&content.media_type);
    let (open, close) = match content.behaviour {
        Behaviour::Json => (format!("Media::json({name}"), ")"),
        Behaviour::JsonLines => (format!("Media::lines({name}"), ")"),
        Behaviour::Text | Behaviour::Events => (format!("Media::text({name}"), ")"),
        Behaviour::Bytes => (format!("Media::bytes({name}"), ")"),
        Behaviour::Form if content.media_type == "application/x-www-form-urlencoded" => {
            ("Media::form(&[".to_owned(), "])")
        }
        Behaviour::Form => (format!("Media {{ name: {name}, ..Media::form(&["), "]) }"),
        Behaviour::Multipart => ("Media::multipart(&[".to_owned(), "])"),
    };
    print::pieces(&open, parts(content), close)
}

/// The properties that are written in another way than by default.
fn written(content: &Content) -> impl Iterator<Item = (&String, &Encoding)> {
    let is_form = matches!(content.behaviour, Behaviour::Form | Behaviour::Multipart);
    let says = |encoding: &Encoding| {
        *encoding != Encoding::default() && !(style_of(encoding).is_none() && part_type(encoding).is_none())
    };
    let encodings = content.encodings.iter().filter(move |(_, encoding)| is_form && says(encoding));
    encodings.map(|(name, encoding)| (name, encoding))
}

fn parts(content: &Content) -> Vec<String> {
    written(content).map(|(name, encoding)| part(name, encoding)).collect()
}

/// The style, where any of its keywords is said (OpenAPI 3.1 section 4.8.15: then the media type does not count).
fn style_of(encoding: &Encoding) -> Option<&'static style::Style> {
    let said = encoding.style.is_some() || encoding.explode.is_some() || encoding.allow_reserved;
    said.then(|| style::find("query", encoding.style.as_deref().unwrap_or_default())).flatten()
}

/// The media type of a part, if it can be a header.
fn part_type(encoding: &Encoding) -> Option<&str> {
    let media_type = encoding.content_type.as_deref()?.trim();
    let is_header = media_type.contains('/') && media_type.chars().all(|c| matches!(c, ' '..='~'));
    is_header.then_some(media_type)
}

fn part(name: &str, encoding: &Encoding) -> String {
    let name = print::text(name);
    let Some(style) = style_of(encoding) else {
        return format!("Part::typed({name}, {})", print::text(part_type(encoding).unwrap_or_default()));
    };
    let row = if style.name == "deepObject" {
        format!("Part::deep({name})")
    } else {
        format!("Part::style({name}, Style::{})", style.runtime)
    };
    let explode = encoding.explode.filter(|explode| *explode != style.explode);
    let explode = explode.map(|explode| format!("explode: {explode}, ")).unwrap_or_default();
    let reserved = if encoding.allow_reserved { "allow_reserved: true, " } else { "" };
    if explode.is_empty() && reserved.is_empty() {
        row
    } else {
        format!("Part {{ {explode}{reserved}..{row} }}")
    }
}

/// The enum of a body of several media types, and its table.
pub fn either(types: &Types<'_>, operation: &Operation<Ident>, body: &Body) -> Option<String> {
    let name = body.either.as_ref()?;
    // Its table names the traits of the runtime.
    types.use_wire();
    let variants = body.contents.iter().map(|content| {
        let docs = Comment::new(code(&content.media_type)).outer();
        let (variant, ty) = (ident(&content.name), types.tokens(&content.ty));
        quote!(#docs #variant(#ty),)
    });
    let docs = Comment::new(format!("What {} takes.", code(&operation.line())));
    let item = item::one_of(&docs, name, variants);
    let row = |(index, content): (usize, &Content)| {
        let ty = types.text(&content.ty);
        let told = if let Ty::Boxed(inner) = &content.ty { inner } else { &content.ty };
        let from =
            if content.is_told_by_type { format!(" from {}", types.text(told)) } else { String::new() };
        format!("{index} => {}({ty}){from}", content.name.0)
    };
    let rows = body.contents.iter().enumerate().map(row).collect();
    let rows = print::Rows { around: None, separator: ",", closed: false, rows };
    Some(format!("{item}\n{}", print::table(&format!("media::bodies!({} {{", name.0), &[rows], "});")))
}
