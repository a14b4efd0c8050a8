//! Which inline types are one type.

use crate::ir::{Constraints, EnumValue, Field, Hint, Kind, Presence, Rest, Variant, dump};
use serde_json::Value;
use std::fmt::Write;

/// What an inline type is, apart from where and how it is described: two of the same identity are one type. Fields
/// and values count without their order, since the order of keys must not matter.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Identity {
    /// What the last step with a name calls it.
    leaf: String,
    kind: String,
    title: Option<String>,
    /// One text for each field, value or member; texts are told apart beyond doubt, and need not be read.
    parts: Vec<String>,
}

impl Identity {
    pub fn of(kind: &Kind<Hint>, title: &Option<String>, leaf: String) -> Self {
        let (kind, parts) = match kind {
            Kind::Struct { fields, rest } => (of_struct(rest), sorted(fields.iter().map(of_field))),
            Kind::Enum { values } => ("enum".to_owned(), sorted(values.iter().map(of_value))),
            Kind::Union { variants, dispatch } => {
                (format!("union {dispatch:?}"), variants.iter().map(of_variant).collect())
            }
            Kind::Newtype(ty) => (format!("newtype {}", dump::ty(ty)), Vec::new()),
        };
        Identity { leaf, kind, title: title.clone(), parts }
    }
}

fn sorted(parts: impl Iterator<Item = String>) -> Vec<String> {
    let mut parts: Vec<String> = parts.collect();
    parts.sort_unstable();
    parts
}

fn of_struct(rest: &Rest) -> String {
    match rest {
        Rest::Ignore => "struct".to_owned(),
        Rest::Keep(ty) => format!("struct ..{}", dump::ty(ty)),
    }
}

fn of_field(field: &Field<Hint>) -> String {
    // With its length, the name ends where it ends whatever is in it.
    let mut text = format!("{} {} {}", field.wire.len(), field.wire, dump::ty(&field.ty));
    text.push_str(match &field.presence {
        Presence::Required => " required",
        Presence::Optional { three_valued: false } => " optional",
        Presence::Optional { three_valued: true } => " optional or null",
        Presence::Fixed(_) => " fixed ",
    });
    if let Presence::Fixed(value) = &field.presence {
        text.push_str(&json(value));
    }
    let flags = [
        (field.read_only, " read only"),
        (field.write_only, " write only"),
        (field.docs.deprecated, " deprecated"),
    ];
    text.extend(flags.into_iter().filter(|(is_so, _)| *is_so).map(|(_, said)| said));
    let asked = (&field.constraints, &field.inside);
    if *asked.0 != Constraints::default() || !asked.1.is_empty() {
        // Writing to a string cannot fail.
        let _ = write!(text, " {asked:?}");
    }
    text
}

fn of_value(value: &EnumValue<Hint>) -> String {
    let mut text = json(&value.wire);
    let names = &value.name.candidates;
    // Nearly all values are called as they are.
    let is_plain = matches!((&value.wire, names.as_slice()), (Value::String(wire), [name]) if wire == name);
    if !is_plain {
        let _ = write!(text, " {names:?}");
    }
    text
}

fn of_variant(variant: &Variant<Hint>) -> String {
    format!("{} {:?} {:?} {:?}", dump::ty(&variant.ty), variant.tag, variant.probe, variant.name)
}

/// A value as text that ends where it ends.
fn json(value: &Value) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
