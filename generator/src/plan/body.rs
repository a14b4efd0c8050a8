//! Request bodies: which of its media types an operation offers, and what each holds.

use super::scope::{Role, Scope};
use super::words::Case;
use crate::ir::{self, Encoding, Hint, Ident, Kind, Operation, Ty, TypeDef};
use crate::table::media::{Behaviour, essence};
use crate::table::scalar;

/// A request body.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Whether it must be given.
    pub required: bool,
    /// What it may be, best first; never empty.
    pub contents: Vec<Content>,
    /// The enum of them, where there are several; named last.
    pub either: Option<Ident>,
}

/// One media type of a body.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The variant, where there are several.
    pub name: Ident,
    /// What it holds.
    pub ty: Ty,
    /// What the `Content-Type` header says.
    pub media_type: String,
    /// How it is written: never [`Behaviour::Events`].
    pub behaviour: Behaviour,
    /// How properties of a form are written.
    pub encodings: Vec<(String, Encoding)>,
    /// Whether its type alone tells that it is meant.
    pub is_told_by_type: bool,
}

impl Body {
    /// What a body holds that is JSON and nothing else, as most are.
    pub fn json(&self) -> Option<&Ty> {
        match self.contents.as_slice() {
            [Content { ty, behaviour: Behaviour::Json, media_type, .. }]
                if media_type == "application/json" =>
            {
                Some(ty)
            }
            _ => None,
        }
    }

    /// What it holds, where it is of one media type.
    pub fn ty(&self) -> Option<&Ty> {
        match self.contents.as_slice() {
            [content] => Some(&content.ty),
            _ => None,
        }
    }
}

/// What an operation sends; `None` where the document gives no media type.
pub fn body(operation: &Operation<Ident>, types: &[TypeDef<Ident>]) -> Option<Body> {
    let body = operation.body.as_ref()?;
    let mut ranked: Vec<(u8, &ir::Content)> =
        body.contents.iter().map(|content| (rank(content, types), content)).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    let mut kept: Vec<&ir::Content> = Vec::new();
    for (_, content) in ranked {
        if !kept.iter().any(|other| says_the_same(other, content)) {
            kept.push(content);
        }
    }
    let names = variants(&kept);
    let mut contents: Vec<Content> =
        kept.into_iter().zip(names).map(|(content, name)| self::content(content, name, types)).collect();
    let told: Vec<bool> = contents
        .iter()
        .map(|content| contents.iter().filter(|other| other.ty == content.ty).count() == 1)
        .collect();
    contents.iter_mut().zip(told).for_each(|(content, told)| content.is_told_by_type = told);
    (!contents.is_empty()).then_some(Body { required: body.required, contents, either: None })
}

/// JSON first, what can carry files before what cannot, bytes last.
fn rank(content: &ir::Content, types: &[TypeDef<Ident>]) -> u8 {
    let files = content.ty.as_ref().is_some_and(|ty| holds_blob(ty, types));
    match behaviour(content, types) {
        Behaviour::Multipart if files => 0,
        Behaviour::Json if essence(&content.media_type) == "application/json" => 1,
        Behaviour::Json => 2,
        Behaviour::Form => 3,
        Behaviour::Multipart => 4,
        Behaviour::JsonLines => 5,
        Behaviour::Text | Behaviour::Events => 6,
        Behaviour::Bytes => 7,
    }
}

/// Whether two media types are two ways to say the same. Patches are not: the same JSON means another thing in each.
fn says_the_same(one: &ir::Content, other: &ir::Content) -> bool {
    let patch =
        |content: &ir::Content| Some(essence(&content.media_type)).filter(|name| name.contains("patch"));
    match (&one.ty, &other.ty) {
        (Some(ty), Some(more)) => ty == more && patch(one) == patch(other),
        _ => essence(&one.media_type) == essence(&other.media_type),
    }
}

/// How a body is written: as its media type says, unless that says nothing or its type cannot be written so.
fn behaviour(content: &ir::Content, types: &[TypeDef<Ident>]) -> Behaviour {
    let structured = content.ty.as_ref().is_some_and(|ty| is_structured(ty, types));
    let object = content.ty.as_ref().is_none_or(|ty| may_be_object(ty, types));
    match content.media.behaviour {
        Behaviour::Bytes if structured && is_anything(&content.media_type) => Behaviour::Json,
        Behaviour::Form if !object => Behaviour::Text,
        Behaviour::Multipart if !object => Behaviour::Bytes,
        Behaviour::Events => Behaviour::Text,
        behaviour => behaviour,
    }
}

/// `*/*`, which says nothing of what it is.
pub(super) fn is_anything(media_type: &str) -> bool {
    matches!(essence(media_type).as_str(), "*/*" | "application/*" | "*")
}

fn content(content: &ir::Content, name: Ident, types: &[TypeDef<Ident>]) -> Content {
    let behaviour = behaviour(content, types);
    let ty = match (behaviour, &content.ty) {
        (Behaviour::Json, ty) => ty.clone().unwrap_or(Ty::Any),
        (Behaviour::JsonLines, ty) => Ty::List(Box::new(line(ty.as_ref()))),
        (Behaviour::Form | Behaviour::Multipart, Some(ty)) => ty.clone(),
        (Behaviour::Form | Behaviour::Multipart, None) => Ty::Map { key: None, value: Box::new(Ty::Any) },
        (Behaviour::Text | Behaviour::Events, Some(ty)) if is_text(ty, types) => ty.clone(),
        (Behaviour::Text | Behaviour::Events, _) => row(""),
        (Behaviour::Bytes, _) => row("binary"),
    };
    let media_type = sent_as(&content.media_type, behaviour);
    let encodings = content.encodings.clone();
    Content { name, ty, media_type, behaviour, encodings, is_told_by_type: false }
}

/// What a line of JSON holds: an item, where the document describes the whole as a list.
pub(super) fn line(ty: Option<&Ty>) -> Ty {
    match ty {
        Some(Ty::List(item)) => (**item).clone(),
        Some(ty) => ty.clone(),
        None => Ty::Any,
    }
}

/// The row of the scalar table for text of a format.
pub(super) fn row(format: &str) -> Ty {
    scalar::find("string", format).map_or(Ty::Any, Ty::Scalar)
}

/// What the header says: ranges of media types become one of them.
fn sent_as(media_type: &str, behaviour: Behaviour) -> String {
    let is_header =
        |text: &str| text.contains('/') && text.chars().all(|c| matches!(c, ' '..='~') && c != ',');
    let media_type = media_type.trim();
    if is_header(media_type) && !media_type.contains('*') {
        return media_type.to_owned();
    }
    match behaviour {
        Behaviour::Json => "application/json",
        Behaviour::JsonLines => "application/jsonl",
        Behaviour::Form => "application/x-www-form-urlencoded",
        Behaviour::Multipart => "multipart/form-data",
        Behaviour::Text | Behaviour::Events => "text/plain",
        Behaviour::Bytes => "application/octet-stream",
    }
    .to_owned()
}

/// `Json`, `Form`, `ImagePng`: what sets the media types of a body apart.
fn variants(contents: &[&ir::Content]) -> Vec<Ident> {
    const VARIANT: Role = Role { case: Case::Camel, taken: &[], word: "Body" };
    let hint = |content: &&ir::Content| {
        let essence = essence(&content.media_type);
        let (group, subtype) = essence.split_once('/').unwrap_or(("", &essence));
        let short = match essence.as_str() {
            "application/x-www-form-urlencoded" => "form",
            "multipart/form-data" => "multipart",
            "text/plain" => "text",
            "application/octet-stream" | "*/*" => "bytes",
            _ => subtype.strip_suffix("+json").filter(|name| name.contains("patch")).unwrap_or(subtype),
        };
        Hint::new(short).or(format!("{group} {subtype}")).or(content.media_type.clone())
    };
    let hints: Vec<Hint> = contents.iter().map(hint).collect();
    Scope::new(&VARIANT).name(&hints)
}

/// What a named type is.
fn kind<'t>(ty: &Ty, types: &'t [TypeDef<Ident>]) -> Option<&'t Kind<Ident>> {
    match ty {
        Ty::Named(id) => types.get(id.0 as usize).map(|def| &def.kind),
        _ => None,
    }
}

/// Whether a type is more than a scalar: nobody describes bytes like that.
pub(super) fn is_structured(ty: &Ty, types: &[TypeDef<Ident>]) -> bool {
    match ty {
        Ty::Scalar(_) | Ty::Any => false,
        Ty::Nullable(inner) | Ty::Boxed(inner) => is_structured(inner, types),
        Ty::List(_) | Ty::Tuple(_) | Ty::Map { .. } => true,
        Ty::Named(_) => !matches!(kind(ty, types), Some(Kind::Enum { .. }) | None),
    }
}

/// Whether a value can have properties.
fn may_be_object(ty: &Ty, types: &[TypeDef<Ident>]) -> bool {
    match ty {
        Ty::Scalar(_) | Ty::List(_) | Ty::Tuple(_) => false,
        Ty::Nullable(inner) | Ty::Boxed(inner) => may_be_object(inner, types),
        Ty::Any | Ty::Map { .. } => true,
        Ty::Named(_) => match kind(ty, types) {
            Some(Kind::Newtype(inner)) => matches!(inner, Ty::Map { .. } | Ty::Any),
            Some(Kind::Struct { .. } | Kind::Union { .. }) => true,
            Some(Kind::Enum { .. }) | None => false,
        },
    }
}

/// Whether a type is written as text by itself.
pub(super) fn is_text(ty: &Ty, types: &[TypeDef<Ident>]) -> bool {
    match ty {
        Ty::Scalar(_) => true,
        Ty::Named(_) => matches!(kind(ty, types), Some(Kind::Enum { .. })),
        _ => false,
    }
}

/// Whether a file is among the properties.
fn holds_blob(ty: &Ty, types: &[TypeDef<Ident>]) -> bool {
    let holds = |ty: &Ty| match ty {
        Ty::List(inner) | Ty::Nullable(inner) => is_blob(inner),
        ty => is_blob(ty),
    };
    matches!(kind(ty, types), Some(Kind::Struct { fields, .. }) if fields.iter().any(|field| holds(&field.ty)))
}

fn is_blob(ty: &Ty) -> bool {
    *ty == row("binary")
}
