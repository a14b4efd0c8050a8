//! Request bodies: the argument of a method, how it is handed on, its rows of the table, and the enum of several.

use super::docs::Comment;
use super::markdown::code;
use super::print;
use super::ty::{Types, ident, tokens};
use crate::ir::{Encoding, Ident, Operation};
use crate::plan::body::{Body, Content};
use crate::table::media::Behaviour;
use crate::table::style;
use proc_macro2::TokenStream;
use quote::quote;

/// `impl Into<..>`.
pub fn argument(types: &Types<'_>, body: &Body) -> TokenStream {
    let ty = match (&body.either, body.contents.first()) {
        (Some(either), _) => ident(either),
        (None, Some(content)) => types.tokens(&content.ty),
        (None, None) => quote!(()),
    };
    if body.required { quote!(impl Into<#ty>) } else { quote!(impl Into<Option<#ty>>) }
}

/// What is called with the body.
pub fn setter(body: &Body) -> TokenStream {
    match (&body.either, body.json()) {
        (Some(_), _) => quote!(either),
        (None, Some(_)) => quote!(json),
        (None, None) => quote!(body),
    }
}

/// The rows of the operation's table; none where the body is JSON and nothing else.
pub fn rows(body: &Body) -> Vec<TokenStream> {
    if body.json().is_some() { Vec::new() } else { body.contents.iter().map(row).collect() }
}

/// What a file with this body needs of the runtime's module of media types.
pub fn imports(bodies: &[&Body]) -> TokenStream {
    let rows: Vec<&Content> =
        bodies.iter().filter(|body| body.json().is_none()).flat_map(|body| &body.contents).collect();
    let media = (!rows.is_empty()).then(|| quote!(Media,));
    let part = rows.iter().any(|content| !parts(content).is_empty()).then(|| quote!(Part,));
    let itself = bodies.iter().any(|body| body.either.is_some()).then(|| quote!(self,));
    let all = quote!(#itself #media #part);
    if all.is_empty() { all } else { quote!(use super::runtime::media::{#all};) }
}

/// Whether a row names a style.
pub fn has_style(body: &Body) -> bool {
    body.json().is_none()
        && body.contents.iter().flat_map(written).any(|(_, encoding)| {
            style_of(encoding).is_some_and(|style| style.name != "deepObject")
                || encoding.explode == Some(false)
        })
}

fn row(content: &Content) -> TokenStream {
    let name = &content.media_type;
    let parts = parts(content);
    let is = |usual: &str| name == usual;
    match content.behaviour {
        Behaviour::Json => quote!(Media::json(#name)),
        Behaviour::JsonLines => quote!(Media::lines(#name)),
        Behaviour::Text | Behaviour::Events => quote!(Media::text(#name)),
        Behaviour::Bytes => quote!(Media::bytes(#name)),
        Behaviour::Form if is("application/x-www-form-urlencoded") => quote!(Media::form(&[#(#parts),*])),
        Behaviour::Form => quote!(Media { name: #name, ..Media::form(&[#(#parts),*]) }),
        Behaviour::Multipart => quote!(Media::multipart(&[#(#parts),*])),
    }
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

fn parts(content: &Content) -> Vec<TokenStream> {
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

fn part(name: &str, encoding: &Encoding) -> TokenStream {
    let Some(style) = style_of(encoding) else {
        let media_type = part_type(encoding).unwrap_or_default();
        return quote!(Part::typed(#name, #media_type));
    };
    let explode = encoding.explode.filter(|explode| *explode != style.explode);
    let row = if style.name == "deepObject" {
        quote!(Part::deep(#name))
    } else {
        let style = tokens(style.runtime);
        quote!(Part::style(#name, Style::#style))
    };
    let explode = explode.map(|explode| quote!(explode: #explode,));
    let reserved = encoding.allow_reserved.then(|| quote!(allow_reserved: true,));
    if explode.is_none() && reserved.is_none() { row } else { quote!(Part { #explode #reserved ..#row }) }
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
    let call = code(&format!("{} {}", operation.method, operation.path));
    let docs = Comment::new(format!("What {call} takes.")).outer();
    let ident = ident(name);
    let item = print::items(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #ident { #(#variants)* }
    });
    let row = |(index, content): (usize, &Content)| {
        let ty = types.text(&content.ty);
        let from = if content.is_told_by_type { format!(" from {ty}") } else { String::new() };
        format!("{index} => {}({ty}){from}", content.name.0)
    };
    let rows = body.contents.iter().enumerate().map(row).collect();
    let rows = print::Rows { around: None, separator: ",", closed: false, rows };
    Some(format!("{item}\n{}", print::table(&format!("media::bodies!({} {{", name.0), &[rows], "});")))
}
