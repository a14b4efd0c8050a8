//! What a call returns: how each success is read, which of its media types comes first, and what else may be asked for.

use super::body::{is_anything, is_structured, is_text, line, row};
use crate::ir::{Answer, Content, Ident, Kind, Operation, Status, Ty, TypeDef};
use crate::table::media::{Behaviour, essence};

/// What a call returns.
#[derive(Clone, Debug, PartialEq)]
pub enum Returned {
    /// Nothing: `()`.
    Nothing,
    /// JSON of this type.
    Json(Ty),
    /// Text, or a scalar that is written as text.
    Text(Ty),
    /// The body as it is.
    Bytes,
    /// A value per line, as they come.
    Lines(Ty),
    /// Server-sent events, as they come.
    Events(Ty, Data),
    /// One of these, by the status.
    Several(Several),
}

/// What the type of an event describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Data {
    /// The data, which are JSON.
    Json,
    /// The data, which are text.
    Text,
    /// The whole event: an object with the data in it.
    Event,
}

/// Successes that differ by their status.
#[derive(Clone, Debug, PartialEq)]
pub struct Several {
    /// The enum; named last.
    pub name: Option<Ident>,
    /// In document order.
    pub variants: Vec<(Ident, Status, Returned)>,
}

/// What else may be asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Other {
    /// The method; named last.
    pub name: Ident,
    /// What its name says after that of the operation.
    pub word: String,
    /// What it returns.
    pub returned: Returned,
    /// The `Accept` header.
    pub accept: String,
}

/// The successes of an operation.
pub struct Successes {
    /// What the call returns.
    pub returned: Returned,
    /// The `Accept` header.
    pub accept: String,
    /// What else may be asked for.
    pub others: Vec<Other>,
}

/// The answers to a call that went well: 2xx, or `default` where no 2xx is declared.
pub fn successes(answers: &[Answer]) -> Vec<&Answer> {
    let good: Vec<&Answer> = answers.iter().filter(|answer| answer.status.is_success()).collect();
    if good.is_empty() {
        answers.iter().filter(|answer| answer.status == Status::Default).collect()
    } else {
        good
    }
}

/// Decides it all.
pub fn answer(operation: &Operation<Ident>, types: &[TypeDef<Ident>]) -> Successes {
    if operation.method == "HEAD" {
        return Successes { returned: Returned::Nothing, accept: String::new(), others: Vec::new() };
    }
    let answers = successes(&operation.answers);
    let first = |answer: &&Answer| {
        best(&answer.contents, types).map_or(Returned::Nothing, |content| returned(content, types))
    };
    let firsts: Vec<Returned> = answers.iter().map(first).collect();
    let returned = match firsts.as_slice() {
        [] => Returned::Nothing,
        [one, more @ ..] if more.iter().all(|other| other == one) => one.clone(),
        several => {
            let statuses = answers.iter().map(|answer| answer.status);
            let variants =
                statuses.zip(several).map(|(status, kind)| (variant(status), status, at_once(kind)));
            Returned::Several(Several { name: None, variants: variants.collect() })
        }
    };
    let contents = || answers.iter().flat_map(|answer| &answer.contents);
    let accepted = contents().filter(|content| firsts.contains(&self::returned(content, types)));
    let others = others(&answers, &firsts, types);
    Successes { returned, accept: accept(accepted), others }
}

/// JSON before all else, then what the document has first.
fn best<'c>(contents: &'c [Content], types: &[TypeDef<Ident>]) -> Option<&'c Content> {
    let rank = |content: &&Content| match behaviour(content, types) {
        Behaviour::Json if essence(&content.media_type) == "application/json" => 0,
        Behaviour::Json => 1,
        _ => 2,
    };
    contents.iter().min_by_key(rank)
}

/// How a body is read: as its media type says, unless that says nothing.
fn behaviour(content: &Content, types: &[TypeDef<Ident>]) -> Behaviour {
    let structured = content.ty.as_ref().is_some_and(|ty| is_structured(ty, types));
    match content.media.behaviour {
        Behaviour::Bytes if structured && is_anything(&content.media_type) => Behaviour::Json,
        Behaviour::Text if content.ty == Some(row("binary")) => Behaviour::Bytes,
        Behaviour::Form => Behaviour::Text,
        Behaviour::Multipart => Behaviour::Bytes,
        behaviour => behaviour,
    }
}

fn returned(content: &Content, types: &[TypeDef<Ident>]) -> Returned {
    let ty = content.ty.as_ref();
    let text = || ty.filter(|ty| is_text(ty, types)).cloned().unwrap_or_else(|| row(""));
    match behaviour(content, types) {
        Behaviour::Json => Returned::Json(ty.cloned().unwrap_or(Ty::Any)),
        Behaviour::JsonLines => Returned::Lines(line(ty)),
        Behaviour::Text | Behaviour::Form => Returned::Text(text()),
        Behaviour::Bytes | Behaviour::Multipart => Returned::Bytes,
        Behaviour::Events => match ty {
            Some(ty) if is_event(ty, types) => Returned::Events(line(Some(ty)), Data::Event),
            Some(ty) if !is_text(ty, types) => Returned::Events(line(Some(ty)), Data::Json),
            _ => Returned::Events(text(), Data::Text),
        },
    }
}

/// Whether a type describes an event with its data, rather than the data.
fn is_event(ty: &Ty, types: &[TypeDef<Ident>]) -> bool {
    let Ty::Named(id) = ty else { return matches!(ty, Ty::List(item) if is_event(item, types)) };
    match types.get(id.0 as usize).map(|def| &def.kind) {
        Some(Kind::Struct { fields, .. }) => {
            let has = |name: &str| fields.iter().any(|field| field.wire == name);
            has("data") && (has("event") || has("id") || has("retry"))
        }
        // A union of unions that holds itself is no list of events.
        Some(Kind::Union { variants, .. }) => {
            let held =
                |ty: &Ty| matches!(ty, Ty::Named(inner) if inner != id && is_struct_event(inner.0, types));
            !variants.is_empty() && variants.iter().all(|variant| held(&variant.ty))
        }
        _ => false,
    }
}

fn is_struct_event(id: u32, types: &[TypeDef<Ident>]) -> bool {
    let is_struct = matches!(types.get(id as usize).map(|def| &def.kind), Some(Kind::Struct { .. }));
    is_struct && is_event(&Ty::Named(crate::ir::TypeId(id)), types)
}

/// What one of several answers is: streams are for calls that always return one.
fn at_once(returned: &Returned) -> Returned {
    match returned {
        Returned::Lines(_) | Returned::Events(..) => Returned::Bytes,
        other => other.clone(),
    }
}

/// `Created`; the reason phrases of RFC 9110, section 15.3.
fn variant(status: Status) -> Ident {
    let name = match status {
        Status::Exact(200) => "Ok",
        Status::Exact(201) => "Created",
        Status::Exact(202) => "Accepted",
        Status::Exact(203) => "NonAuthoritative",
        Status::Exact(204) => "NoContent",
        Status::Exact(205) => "ResetContent",
        Status::Exact(206) => "PartialContent",
        Status::Exact(207) => "MultiStatus",
        Status::Exact(code) => return Ident(format!("Status{code}")),
        Status::Range(_) => "Success",
        Status::Default => "Default",
    };
    Ident(name.to_owned())
}

/// What can be had beside the first: what is of another type, and is not the same in another format.
fn others(answers: &[&Answer], firsts: &[Returned], types: &[TypeDef<Ident>]) -> Vec<Other> {
    let mut others: Vec<(Returned, Vec<&Content>)> = Vec::new();
    for answer in answers {
        let Some(first) = best(&answer.contents, types) else { continue };
        for content in &answer.contents {
            let kind = returned(content, types);
            let streams = matches!(kind, Returned::Lines(_) | Returned::Events(..));
            let same = content.ty.is_some() && content.ty == first.ty && !streams;
            if same || firsts.contains(&kind) {
                continue;
            }
            match others.iter_mut().find(|(other, _)| *other == kind) {
                Some((_, contents)) => contents.push(content),
                None => others.push((kind, vec![content])),
            }
        }
    }
    let other = |(returned, contents): (Returned, Vec<&Content>)| {
        let (word, accept) = (word(&returned, &contents), accept(contents.into_iter()));
        Other { name: Ident(String::new()), word, returned, accept }
    };
    others.into_iter().map(other).filter(|other| !other.accept.is_empty()).collect()
}

fn word(returned: &Returned, contents: &[&Content]) -> String {
    let subtype = |content: &&Content| {
        let essence = essence(&content.media_type);
        let subtype = essence.split_once('/').map_or(essence.clone(), |(_, subtype)| subtype.to_owned());
        match subtype.as_str() {
            "plain" | "*" => "text".to_owned(),
            "octet-stream" => "bytes".to_owned(),
            _ => subtype.trim_start_matches("x-").to_owned(),
        }
    };
    match (returned, contents) {
        (Returned::Events(..), _) => "stream".to_owned(),
        (Returned::Lines(_), _) => "lines".to_owned(),
        (Returned::Bytes, [_, _, ..]) => "bytes".to_owned(),
        (_, [first, ..]) => subtype(first),
        (_, []) => String::new(),
    }
}

/// All media types, in order. What could not be a header is left out.
fn accept<'c>(contents: impl Iterator<Item = &'c Content>) -> String {
    let is_header =
        |text: &str| text.contains('/') && text.chars().all(|c| matches!(c, ' '..='~') && c != ',');
    let mut types: Vec<&str> = Vec::new();
    for content in contents {
        let media_type = content.media_type.trim();
        if is_header(media_type) && !types.contains(&media_type) {
            types.push(media_type);
        }
    }
    types.join(", ")
}
