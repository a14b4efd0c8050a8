//! `types.rs`: each model as a plain item and its table.

use super::docs::Comment;
use super::item::Item;
use super::markdown::code;
use super::print::{self, Rows, table};
use super::ty::{Types, constant, ident, tokens};
use crate::ir::{
    Dispatch, EnumValue, Field, Ident, JsonKind, Kind, Presence, Rest, Ty, TypeDef, TypeId, Variant,
};
use crate::plan::Plan;
use crate::plan::extras::Extra;
use crate::plan::model::{Argument, Build, Model, Spec, value_type};
use proc_macro2::TokenStream;
use quote::quote;

/// What is said of the types together.
pub fn docs(plan: &Plan) -> Comment {
    let said = format!("The types of the document, version {}.", code(&plan.api.info.version));
    let is_open = |def: &TypeDef<Ident>| match &def.kind {
        Kind::Enum { .. } => true,
        Kind::Union { dispatch, .. } => matches!(dispatch, Dispatch::Tag { .. }),
        Kind::Struct { .. } | Kind::Newtype(_) => false,
    };
    let open = "Enums are open: `Unlisted` is a value that the document does not list, as it came.";
    Comment::new(said).and(if plan.api.types.iter().any(is_open) { open } else { "" })
}

/// What stands at the top of the file.
pub fn head(plan: &Plan) -> String {
    let formats = if plan.types_have_formats { "formats" } else { "" };
    // A document of scalars has no type of its own.
    let wire = if plan.api.types.is_empty() { "" } else { "wire" };
    let uses = print::uses("super::runtime", [formats, wire].map(str::to_owned));
    print::joined([print::items(docs(plan).inner()), uses])
}

/// One type: its item, its tables.
pub fn model(plan: &Plan, def: &TypeDef<Ident>, model: &Model, extra: Option<&Extra>) -> String {
    let types = &Types::inside(plan);
    let docs = Comment::of_type(&def.docs, &def.name.0);
    let name = &def.name;
    match &def.kind {
        Kind::Struct { fields, rest } => {
            let item = structure(types, def, fields, model, rest, extra);
            let table = object(name, fields, model);
            let Some(build) = &model.build else { return format!("{item}\n{table}") };
            let needed: Vec<TokenStream> = build
                .new
                .iter()
                .filter_map(|argument| {
                    let field = fields.iter().find(|field| field.name == argument.name)?;
                    let is_given = matches!(argument.spec, Spec::Given(_));
                    let ty =
                        if is_given { types.text(value_type(&field.ty)) } else { field_type(types, field) };
                    Some(part(&Comment::of_field(field, types.def(&field.ty)), &field.name, &ty))
                })
                .collect();
            let model = format!("{item}\n{table}\n{}", builder(types, name, build));
            let required = required(name, build, needed.iter());
            [Some(model), required].into_iter().flatten().collect::<Vec<_>>().join("\n\n")
        }
        Kind::Enum { values } => enumeration(name, values, &docs, extra),
        Kind::Union { variants, dispatch } => {
            union(types, def, variants, dispatch, model.blank.as_ref(), &docs, extra)
        }
        Kind::Newtype(ty) => {
            let (docs, ident, inner) = (docs.outer(), ident(name), types.tokens(ty));
            let attributes = tokens(&attributes("Clone, PartialEq", extra));
            let item = print::items(quote! {
                #docs
                #attributes
                pub struct #ident(pub #inner);
            });
            format!("{item}\nwire::newtype!({} from {});", name.0, types.text(ty))
        }
    }
}

fn structure(
    types: &Types<'_>,
    def: &TypeDef<Ident>,
    fields: &[Field<Ident>],
    model: &Model,
    rest: &Rest,
    extra: Option<&Extra>,
) -> String {
    let declared = |name: &Ident, ty: &str| {
        let said = extra.and_then(|extra| extra.fields.get(name)).into_iter().flatten();
        let said: String = said.map(|attribute| format!("{attribute}\n    ")).collect();
        format!("{said}pub {}: {ty}", name.0)
    };
    let mut members: Vec<(Comment, String)> = fields
        .iter()
        .filter(|field| !matches!(field.presence, Presence::Fixed(_)))
        .map(|field| {
            let docs = Comment::of_field(field, types.def(&field.ty));
            (docs, declared(&field.name, &field_type(types, field)))
        })
        .collect();
    if let Some((name, value)) = model.rest.as_ref().zip(kept(rest)) {
        let docs = Comment::new("Properties that the document does not name, in their order.");
        members.push((docs, declared(name, &format!("wire::Map<{}>", types.text(value)))));
    }
    let head = format!("struct {}", def.name.0);
    Item {
        docs: &Comment::of_type(&def.docs, &def.name.0),
        attributes: attributes("Clone, PartialEq", extra),
        head: &head,
        members,
    }
    .text()
}

/// What stands on a type: what it derives, and what the configuration adds.
fn attributes(derives: &str, extra: Option<&Extra>) -> String {
    let more: String = extra.iter().flat_map(|it| &it.derives).map(|derive| format!(", {derive}")).collect();
    let lines = extra.iter().flat_map(|it| &it.attributes).map(|attribute| format!("\n{attribute}"));
    format!("#[derive({derives}{more})]{}", lines.collect::<String>())
}

/// A field.
pub fn part(docs: &Comment, name: &Ident, ty: &str) -> TokenStream {
    let (docs, name, ty) = (docs.outer(), ident(name), tokens(ty));
    quote! { #docs pub #name: #ty, }
}

/// The type of what `new` takes, where that is too much for arguments.
pub fn required<'t>(
    owner: &Ident,
    build: &Build,
    fields: impl Iterator<Item = &'t TokenStream>,
) -> Option<String> {
    let name = build.required.as_ref().map(ident)?;
    let docs = Comment::new(format!("What [`{0}::new`] takes.", owner.0)).outer();
    Some(print::items(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name { #(#fields)* }
    }))
}

fn kept(rest: &Rest) -> Option<&Ty> {
    match rest {
        Rest::Ignore => None,
        Rest::Keep(ty) => Some(ty),
    }
}

/// What a field holds.
pub fn field_type(types: &Types<'_>, field: &Field<Ident>) -> String {
    match field.presence {
        Presence::Optional { three_valued: true } => {
            format!("wire::Patch<{}>", types.text(value_type(&field.ty)))
        }
        Presence::Optional { three_valued: false } => {
            format!("Option<{}>", types.text(value_type(&field.ty)))
        }
        Presence::Required | Presence::Fixed(_) => types.text(&field.ty),
    }
}

fn object(name: &Ident, fields: &[Field<Ident>], model: &Model) -> String {
    let row = |field: &Field<Ident>| {
        let Field { name, wire, .. } = field;
        let named = if name.0 == *wire { name.0.clone() } else { format!("{} = {}", name.0, property(wire)) };
        match &field.presence {
            Presence::Required => named,
            Presence::Optional { .. } => named + "?",
            Presence::Fixed(value) => format!("{} == {}", print::text(wire), constant(value)),
        }
    };
    let rest = model.rest.as_ref().map(|rest| format!("..{}", rest.0));
    let rows = fields.iter().map(row).chain(rest).collect();
    table(&format!("wire::object!({} {{", name.0), &[commas(rows)], "});")
}

/// The name of a property in a table. The runtime tells names apart by three control characters, which nobody uses: a
/// property that has one in its name is never met under the name that stands for it.
fn property(wire: &str) -> String {
    print::text(&wire.replace(['\0', '\u{1}', '\u{2}'], "\u{fffd}"))
}

fn commas(rows: Vec<String>) -> Rows {
    Rows { around: None, separator: ",", closed: false, rows }
}

/// The attribute is on functions only: whatever names a deprecated field or variant is warned about, and so would be the
/// tables.
const DEPRECATED: &str = "#[deprecated] ";

/// An old name of a type.
pub fn alias(plan: &Plan, old: &Ident, id: TypeId) -> Option<String> {
    let name = plan.name(id)?;
    let said = format!("this is `{}` now", name.0);
    let docs = Comment::new(format!("What [`{}`] was called before.", name.0)).outer();
    let (old, name) = (ident(old), ident(name));
    Some(print::items(quote! {
        #docs
        #[deprecated(note = #said)]
        pub type #old = #name;
    }))
}

/// The constructor and the setters.
pub fn builder(types: &Types<'_>, name: &Ident, build: &Build) -> String {
    let rows = |arguments: &[Argument]| -> Vec<String> {
        arguments
            .iter()
            .map(|argument| format!("{}({})", argument.name.0, spec(types, &argument.spec)))
            .collect()
    };
    let new = match &build.required {
        None => Rows {
            around: Some(("new(".to_owned(), ");")),
            separator: ",",
            closed: false,
            rows: rows(&build.new),
        },
        Some(required) => {
            let name = |argument: &Argument| match argument.spec {
                Spec::Given(_) => format!("{}?", argument.name.0),
                _ => argument.name.0.clone(),
            };
            let names = build.new.iter().map(name).collect();
            let open = format!("new({} {{ ", required.0);
            Rows { around: Some((open, " });")), separator: ",", closed: false, rows: names }
        }
    };
    let mut setters = rows(&build.setters);
    for (row, _) in setters.iter_mut().zip(&build.setters).filter(|(_, s)| build.deprecated.contains(&s.name))
    {
        row.insert_str(0, DEPRECATED);
    }
    let setters = Rows { around: None, separator: ";", closed: true, rows: setters };
    let mark = if build.is_deprecated { DEPRECATED } else { "" };
    table(&format!("wire::builder!({mark}{} {{", name.0), &[new, setters], "});")
}

/// How a value is taken, as the runtime's macros read it.
pub fn spec(types: &Types<'_>, spec: &Spec) -> String {
    match spec {
        Spec::Value(ty) => types.text(ty),
        Spec::Into(ty) => format!("into {}", types.text(ty)),
        Spec::Boxed(ty) => format!("boxed {}", types.text(ty)),
        Spec::List(ty) => format!("list {}", types.text(ty)),
        Spec::Map(None, ty) => format!("map {}", types.text(ty)),
        Spec::Map(Some(key), ty) => format!("map {} => {}", types.name(*key), types.text(ty)),
        Spec::Rest(ty) => format!("rest {}", types.text(ty)),
        Spec::Null(ty) => format!("null {}", types.text(ty)),
        Spec::Given(inner) => format!("some {}", self::spec(types, inner)),
        Spec::Patch(null, inner) => format!("patch {} {}", null.0, self::spec(types, inner)),
    }
}

fn enumeration(name: &Ident, values: &[EnumValue<Ident>], docs: &Comment, extra: Option<&Extra>) -> String {
    let is_text = values.iter().all(|value| value.wire.is_string());
    let (derives, unlisted, macro_name) = if is_text {
        ("Clone", "wire::Unlisted", "strings")
    } else {
        ("Clone, PartialEq", "wire::Json", "values")
    };
    let listed = values.iter().map(|value| (Comment::of_value(&value.docs), value.name.0.clone()));
    let open = (Comment::default(), format!("Unlisted({unlisted})"));
    let members = listed.chain([open]).collect();
    let attributes = attributes(derives, extra);
    let item = Item { docs, attributes, head: &format!("enum {}", name.0), members }.text();
    let rows = values.iter().map(|value| format!("{} = {}", value.name.0, constant(&value.wire))).collect();
    format!("{item}\n{}", table(&format!("wire::{macro_name}!({} {{", name.0), &[commas(rows)], "});"))
}

fn union(
    types: &Types<'_>,
    def: &TypeDef<Ident>,
    variants: &[Variant<Ident>],
    dispatch: &Dispatch,
    blank: Option<&Ident>,
    docs: &Comment,
    extra: Option<&Extra>,
) -> String {
    let declared = |variant: &Variant<Ident>| {
        (Comment::of(&variant.docs), format!("{}({})", variant.name.0, types.text(&variant.ty)))
    };
    let mut members: Vec<(Comment, String)> = variants.iter().map(declared).collect();
    if matches!(dispatch, Dispatch::Tag { .. }) {
        members.push((Comment::default(), "Unlisted(wire::Json)".to_owned()));
    }
    let head = format!("enum {}", def.name.0);
    let attributes = attributes("Clone, PartialEq", extra);
    let item = Item { docs, attributes, head: &head, members }.text();
    format!("{item}\n{}", union_table(types, def, variants, dispatch, blank))
}

fn union_table(
    types: &Types<'_>,
    def: &TypeDef<Ident>,
    variants: &[Variant<Ident>],
    dispatch: &Dispatch,
    blank: Option<&Ident>,
) -> String {
    let from = |variant: &Variant<Ident>| match from(types, def, variants, variant) {
        Some(ty) => format!(" from {ty}"),
        None => String::new(),
    };
    match dispatch {
        Dispatch::Tag { property } => {
            let row = |variant: &Variant<Ident>| {
                let tag = print::text(variant.tag.as_deref().unwrap_or_default());
                format!("{} = {tag}{}", variant.name.0, from(variant))
            };
            let head = format!("wire::tagged!({} by {} {{", def.name.0, print::text(property));
            table(&head, &[commas(variants.iter().map(row).collect())], "});")
        }
        Dispatch::Shape { order } => {
            let row = |variant: &Variant<Ident>| {
                let keys = variant.probe.keys.iter().map(|key| format!(" {}", print::text(key)));
                let keys: String = keys.collect();
                format!("{}: {}{keys}{}", variant.name.0, kinds(&variant.probe.kinds), from(variant))
            };
            let rows = order.iter().filter_map(|index| variants.get(*index)).map(row).collect();
            let blank = blank.map(|name| format!(" blank {}", name.0)).unwrap_or_default();
            table(&format!("wire::union!({}{blank} {{", def.name.0), &[commas(rows)], "});")
        }
    }
}

/// The type that becomes this member by itself: one that no other member holds.
fn from(
    types: &Types<'_>,
    def: &TypeDef<Ident>,
    variants: &[Variant<Ident>],
    variant: &Variant<Ident>,
) -> Option<String> {
    let held = |variant: &Variant<Ident>| match &variant.ty {
        Ty::Boxed(inner) => types.text(inner),
        ty => types.text(ty),
    };
    let own = held(variant);
    let alone = variants.iter().filter(|other| held(other) == own).count() == 1;
    (alone && own != def.name.0).then_some(own)
}

fn kinds(kinds: &[JsonKind]) -> String {
    let name = |kind: &JsonKind| match kind {
        JsonKind::Null => "null",
        JsonKind::Boolean => "boolean",
        JsonKind::Integer => "integer",
        JsonKind::Number => "number",
        JsonKind::String => "string",
        JsonKind::Array => "array",
        JsonKind::Object => "object",
    };
    if kinds.is_empty() { "any".to_owned() } else { kinds.iter().map(name).collect::<Vec<_>>().join(" | ") }
}
