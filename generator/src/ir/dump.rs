//! A compact text of the representation, for `--dump` and for tests: one line per type, field, operation and answer.

use super::*;
use std::fmt::Write;

/// What a thing is called, for reading.
pub trait Label {
    /// All there is to say, in one piece.
    fn label(&self) -> String;
}

impl Label for Hint {
    fn label(&self) -> String {
        self.candidates.join(" | ")
    }
}

impl Label for Ident {
    fn label(&self) -> String {
        self.0.clone()
    }
}

/// The whole API.
pub fn dump<N: Label>(api: &Api<N>) -> String {
    let mut out = String::new();
    let dump = Dump { api };
    // Writing to a string cannot fail.
    let _ = dump.all(&mut out);
    out
}

/// A type, with the ids of named types: `[#3]?` is a list of #3 or null.
pub fn ty(ty: &Ty) -> String {
    show(ty, &|id| format!("#{}", id.0))
}

fn show(ty: &Ty, name: &dyn Fn(TypeId) -> String) -> String {
    match ty {
        // The same in JSON, and not elsewhere: a part of a multipart body is a file or a text.
        Ty::Scalar(row) if row.format == "binary" => format!("{} as binary", row.rust),
        Ty::Scalar(row) => row.rust.to_owned(),
        Ty::Named(id) => name(*id),
        Ty::List(item) => format!("[{}]", show(item, name)),
        Ty::Tuple(items) => {
            format!("({})", items.iter().map(|item| show(item, name)).collect::<Vec<_>>().join(", "))
        }
        Ty::Map { key, value } => {
            format!("{{{}: {}}}", key.map_or_else(|| "String".to_owned(), name), show(value, name))
        }
        Ty::Nullable(inner) => format!("{}|null", show(inner, name)),
        Ty::Boxed(inner) => format!("box {}", show(inner, name)),
        Ty::Any => "any".to_owned(),
    }
}

struct Dump<'a, N> {
    api: &'a Api<N>,
}

impl<N: Label> Dump<'_, N> {
    fn all(&self, out: &mut String) -> std::fmt::Result {
        let info = &self.api.info;
        writeln!(out, "api {:?} {:?}", info.title, info.version)?;
        for server in &self.api.servers {
            writeln!(out, "server {} = {}{}", server.name.label(), server.url, doc(&server.docs))?;
            for variable in &server.variables {
                let (name, wire) = (variable.name.label(), &variable.wire);
                writeln!(out, "  {name} = {wire} default {:?} of {:?}", variable.default, variable.values)?;
            }
        }
        for scheme in &self.api.schemes {
            writeln!(out, "scheme {:?} = {:?}", scheme.name, scheme.kind)?;
        }
        for (index, def) in self.api.types.iter().enumerate() {
            self.type_def(index, def, out)?;
        }
        for operation in &self.api.operations {
            self.operation(operation, out)?;
        }
        for webhook in &self.api.webhooks {
            let payload = webhook.payload.as_ref().map_or("nothing".to_owned(), |ty| self.ty(ty));
            writeln!(
                out,
                "webhook {} {:?}: {payload}{}",
                webhook.name.label(),
                webhook.wire,
                doc(&webhook.docs)
            )?;
        }
        if let Some(event) = &self.api.event {
            writeln!(out, "event: {}", self.ty(event))?;
        }
        Ok(())
    }

    fn ty(&self, ty: &Ty) -> String {
        show(ty, &|id| match self.api.types.get(id.0 as usize) {
            Some(def) => format!("<{}>", def.name.label().split(" | ").next().unwrap_or_default()),
            None => format!("#{}", id.0),
        })
    }

    fn type_def(&self, index: usize, def: &TypeDef<N>, out: &mut String) -> std::fmt::Result {
        let component = def.component.as_ref().map_or(String::new(), |name| format!(" = {name:?}"));
        let kind = match &def.kind {
            Kind::Struct { .. } => "struct",
            Kind::Enum { .. } => "enum",
            Kind::Union { .. } => "union",
            Kind::Newtype(_) => "newtype",
        };
        write!(out, "{kind} #{index} {}{component}", def.name.label())?;
        match &def.kind {
            Kind::Struct { fields, rest } => {
                writeln!(out, "{}", doc(&def.docs))?;
                for field in fields {
                    self.field(field, out)?;
                }
                if let Rest::Keep(ty) = rest {
                    writeln!(out, "  ..: {}", self.ty(ty))?;
                }
            }
            Kind::Enum { values } => {
                writeln!(out, "{}", doc(&def.docs))?;
                for value in values {
                    writeln!(out, "  {} = {}{}", value.name.label(), value.wire, doc(&value.docs))?;
                }
            }
            Kind::Union { variants, dispatch } => {
                match dispatch {
                    Dispatch::Tag { property } => writeln!(out, " by {property:?}{}", doc(&def.docs))?,
                    Dispatch::Shape { order } => writeln!(out, " in order {order:?}{}", doc(&def.docs))?,
                }
                for variant in variants {
                    let tag = variant.tag.as_ref().map_or(String::new(), |tag| format!(" = {tag:?}"));
                    let kinds: Vec<String> =
                        variant.probe.kinds.iter().map(|kind| format!(" {kind:?}")).collect();
                    let keys: Vec<String> =
                        variant.probe.keys.iter().map(|key| format!(" {key:?}")).collect();
                    let (name, ty) = (variant.name.label(), self.ty(&variant.ty));
                    let probe = format!("{}{}", kinds.concat().to_lowercase(), keys.concat());
                    writeln!(out, "  {name}: {ty}{tag}{probe}{}", doc(&variant.docs))?;
                }
            }
            Kind::Newtype(ty) => writeln!(out, ": {}{}", self.ty(ty), doc(&def.docs))?,
        }
        Ok(())
    }

    fn field(&self, field: &Field<N>, out: &mut String) -> std::fmt::Result {
        let presence = match &field.presence {
            Presence::Required => String::new(),
            Presence::Optional { three_valued: false } => "?".to_owned(),
            Presence::Optional { three_valued: true } => "??".to_owned(),
            Presence::Fixed(value) => format!(" == {value}"),
        };
        let name = field.name.label();
        let wire = if name == field.wire { String::new() } else { format!(" = {:?}", field.wire) };
        let mut flags = String::new();
        if field.read_only {
            flags.push_str(" readonly");
        }
        if field.write_only {
            flags.push_str(" writeonly");
        }
        let mut asked = bounds(&field.constraints);
        for constraints in &field.inside {
            asked.push_str(&format!(" each:{}", bounds(constraints)));
        }
        writeln!(out, "  {name}{wire}{presence}: {}{flags}{asked}{}", self.ty(&field.ty), doc(&field.docs))
    }

    fn operation(&self, operation: &Operation<N>, out: &mut String) -> std::fmt::Result {
        let resource = self.api.resources.get(operation.resource).map_or(String::new(), |r| r.name.label());
        let (name, method, path) = (operation.name.label(), &operation.method, &operation.path);
        let id = operation.id.as_ref().map_or(String::new(), |id| format!(" id {id:?}"));
        writeln!(
            out,
            "operation {resource}.{name}: {method} {path}{id} {:?}{}",
            operation.retry,
            doc(&operation.docs)
        )?;
        if !operation.security.is_empty() {
            let scheme = |(index, _): &(usize, Vec<String>)| {
                self.api.schemes.get(*index).map_or(String::new(), |scheme| scheme.name.clone())
            };
            let all = |all: &Vec<(usize, Vec<String>)>| all.iter().map(scheme).collect::<Vec<_>>();
            writeln!(out, "  security {:?}", operation.security.iter().map(all).collect::<Vec<_>>())?;
        }
        for server in &operation.servers {
            writeln!(out, "  server {} = {}", server.name.label(), server.url)?;
        }
        for param in &operation.params {
            let optional = if param.required { "" } else { "?" };
            let explode = if param.explode { "*" } else { "" };
            let content = param.content.as_ref().map_or(String::new(), |content| format!(" as {content}"));
            let (name, wire, style) = (param.name.label(), &param.wire, param.style);
            let style = format!("{} {}{explode}", style.location, style.name);
            let ty = self.ty(&param.ty);
            writeln!(out, "  param {name} {wire:?}{optional}: {ty} in {style}{content}{}", doc(&param.docs))?;
        }
        if let Some(body) = &operation.body {
            let optional = if body.required { "" } else { "?" };
            for content in &body.contents {
                writeln!(out, "  body{optional} {}{}", self.content(content), doc(&body.docs))?;
            }
        }
        for answer in &operation.answers {
            let status = match answer.status {
                Status::Exact(code) => code.to_string(),
                Status::Range(hundred) => format!("{hundred}XX"),
                Status::Default => "default".to_owned(),
            };
            let contents: Vec<String> = answer.contents.iter().map(|content| self.content(content)).collect();
            let headers: Vec<String> =
                answer.headers.iter().map(|(name, ty, _)| format!(" {name}: {}", self.ty(ty))).collect();
            writeln!(out, "  {status} {}{}{}", contents.join(", "), headers.concat(), doc(&answer.docs))?;
        }
        Ok(())
    }

    fn content(&self, content: &Content) -> String {
        let ty = content.ty.as_ref().map_or("nothing".to_owned(), |ty| self.ty(ty));
        let mut encodings: Vec<String> = content.encodings.iter().map(encoding).collect();
        encodings.sort();
        let encodings = encodings.concat();
        format!("{} {ty}{encodings}", content.media_type)
    }
}

/// The encoding of one property: ` meta: application/json style form explode`.
fn encoding((name, encoding): &(String, Encoding)) -> String {
    let mut out = format!(" {name}:");
    if let Some(content_type) = &encoding.content_type {
        let _ = write!(out, " {content_type}");
    }
    if let Some(style) = &encoding.style {
        let _ = write!(out, " style {style}");
    }
    match encoding.explode {
        Some(true) => out.push('*'),
        Some(false) => out.push_str(" joined"),
        None => {}
    }
    if encoding.allow_reserved {
        out.push_str(" reserved");
    }
    out
}

fn bounds(constraints: &Constraints) -> String {
    let mut out = String::new();
    let exclusive = |exclusive: bool| if exclusive { "" } else { "=" };
    if let Some((bound, open)) = &constraints.minimum {
        let _ = write!(out, " >{}{bound}", exclusive(*open));
    }
    if let Some((bound, open)) = &constraints.maximum {
        let _ = write!(out, " <{}{bound}", exclusive(*open));
    }
    if let Some(divisor) = &constraints.multiple_of {
        let _ = write!(out, " multiple of {divisor}");
    }
    for (name, least, most) in [
        ("length", constraints.min_length, constraints.max_length),
        ("items", constraints.min_items, constraints.max_items),
    ] {
        if least.is_some() || most.is_some() {
            let text = |bound: Option<u64>| bound.map_or(String::new(), |bound| bound.to_string());
            let _ = write!(out, " {name} {}..{}", text(least), text(most));
        }
    }
    if let Some(pattern) = &constraints.pattern {
        let _ = write!(out, " ~ /{pattern}/");
    }
    if constraints.unique_items {
        out.push_str(" unique");
    }
    out
}

/// What is said for people, on one line.
fn doc(docs: &Docs) -> String {
    let mut out = String::new();
    for text in [&docs.summary, &docs.description].into_iter().flatten() {
        let _ = write!(out, " // {}", text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    for note in &docs.notes {
        let _ = write!(out, " // {note}");
    }
    if let Some(default) = &docs.default {
        let _ = write!(out, " default {default}");
    }
    if docs.deprecated {
        out.push_str(" deprecated");
    }
    for example in &docs.examples {
        let _ = write!(out, " e.g. {example}");
    }
    if let Some((_, url)) = &docs.external {
        let _ = write!(out, " see {url}");
    }
    out
}
