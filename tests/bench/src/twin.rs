//! The same models as somebody would write them with serde's derives.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Fields, Ident, Item, LitStr, Token, Type, braced, parse_quote};

/// What the tables of a file say, by the name of the type.
enum Table {
    Object(Vec<Row>),
    Strings(BTreeMap<String, String>),
    Untagged,
    Tagged { tag: String, values: BTreeMap<String, String> },
    Newtype,
}

/// A row of `object!`.
enum Row {
    Field { field: String, wire: Option<String>, optional: bool },
    Rest(String),
}

/// Replaces the tables of a file by derives.
///
/// It is less than the tables give: no constants are checked, no known member of a union that fails is told from an
/// unknown one, an enum of text has no conversions. `values!` has no counterpart and stays, as does `builder!`, which
/// has nothing to do with serde.
///
/// # Errors
/// The file is not what the generator prints.
pub fn derived(types: &str) -> Result<String, String> {
    replaced(types, true)
}

/// The same as the fastest that somebody would write: what the document does not list is refused, since keeping it costs
/// serde a copy of every value, and text in a format is text.
///
/// # Errors
/// As [`derived`].
pub fn closed(types: &str) -> Result<String, String> {
    let numbers = types.replace("formats::DecimalNumber", "f64");
    let mut plain = String::with_capacity(numbers.len());
    let mut parts = numbers.split("formats::");
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        plain.push_str("String");
        plain.push_str(part.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric()));
    }
    replaced(&plain, false)
}

fn replaced(types: &str, open: bool) -> Result<String, String> {
    let mut file = syn::parse_file(types).map_err(|error| error.to_string())?;
    let mut tables = BTreeMap::new();
    let mut kept = Vec::new();
    for item in file.items {
        let Item::Macro(table) = &item else {
            kept.push(item);
            continue;
        };
        let kind = table.mac.path.segments.last().map(|segment| segment.ident.to_string());
        let tokens = table.mac.tokens.clone();
        let read = match kind.as_deref() {
            Some("object") => object.parse2(tokens),
            Some("strings") => strings.parse2(tokens),
            Some("union") => untagged.parse2(tokens),
            Some("tagged") => tagged.parse2(tokens),
            Some("newtype") => newtype.parse2(tokens),
            _ => {
                kept.push(item);
                continue;
            }
        };
        let (name, table) = read.map_err(|error| format!("{}: {error}", table.mac.to_token_stream()))?;
        tables.insert(name.to_string(), table);
    }
    kept.iter_mut().for_each(|item| annotate(item, &tables, open));
    file.items = kept;
    Ok(prettyplease::unparse(&file) + if types.contains("wire::Patch") { PATCH } else { "" })
}

fn annotate(item: &mut Item, tables: &BTreeMap<String, Table>, open: bool) {
    let (name, attributes) = match item {
        Item::Struct(item) => (item.ident.to_string(), &mut item.attrs),
        Item::Enum(item) => (item.ident.to_string(), &mut item.attrs),
        _ => return,
    };
    let Some(table) = tables.get(&name) else { return };
    attributes.push(parse_quote!(#[derive(Debug, serde::Deserialize, serde::Serialize)]));
    match table {
        Table::Untagged => attributes.push(parse_quote!(#[serde(untagged)])),
        Table::Newtype => attributes.push(parse_quote!(#[serde(transparent)])),
        Table::Tagged { tag, .. } => attributes.push(parse_quote!(#[serde(tag = #tag)])),
        // The table compares by text.
        Table::Strings(_) => attributes.push(parse_quote!(#[derive(PartialEq, Eq, Hash)])),
        Table::Object(_) => {}
    }
    match (item, table) {
        (Item::Struct(item), Table::Object(rows)) => fields(&mut item.fields, rows),
        (Item::Enum(item), Table::Strings(values) | Table::Tagged { values, .. }) => {
            if !open {
                let variants = std::mem::take(&mut item.variants).into_iter();
                item.variants =
                    variants.filter(|variant| values.contains_key(&variant.ident.to_string())).collect();
            }
            for variant in &mut item.variants {
                if let Some(wire) = values.get(&variant.ident.to_string()) {
                    variant.attrs.push(parse_quote!(#[serde(rename = #wire)]));
                } else {
                    variant.attrs.push(parse_quote!(#[serde(untagged)]));
                    if matches!(table, Table::Strings(_)) {
                        variant.fields = Fields::Unnamed(parse_quote!((String)));
                    }
                }
            }
        }
        _ => {}
    }
}

fn fields(fields: &mut Fields, rows: &[Row]) {
    for field in fields {
        let name = field.ident.as_ref().map(Ident::to_string).unwrap_or_default();
        for row in rows {
            match row {
                Row::Field { field: of, wire, optional } if *of == name => {
                    if let Some(wire) = wire {
                        field.attrs.push(parse_quote!(#[serde(rename = #wire)]));
                    }
                    if *optional {
                        let absent = if three_valued(&field.ty) {
                            "wire::Patch::is_absent"
                        } else {
                            "Option::is_none"
                        };
                        field.attrs.push(parse_quote!(#[serde(default, skip_serializing_if = #absent)]));
                    }
                }
                Row::Rest(of) if *of == name => field.attrs.push(parse_quote!(#[serde(flatten)])),
                _ => {}
            }
        }
    }
}

fn three_valued(ty: &Type) -> bool {
    let Type::Path(ty) = ty else { return false };
    ty.path.segments.last().is_some_and(|segment| segment.ident == "Patch")
}

/// What somebody would write once for the three-valued type.
const PATCH: &str = "
impl<T: serde::Serialize> serde::Serialize for wire::Patch<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            wire::Patch::Value(value) => serializer.serialize_some(value),
            _ => serializer.serialize_none(),
        }
    }
}
impl<'de, T: serde::Deserialize<'de>> serde::Deserialize<'de> for wire::Patch<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(wire::Patch::Null, wire::Patch::Value))
    }
}
";

fn object(input: ParseStream<'_>) -> syn::Result<(Ident, Table)> {
    let name = input.parse()?;
    let rows;
    braced!(rows in input);
    let mut read = Vec::new();
    while !rows.is_empty() {
        if rows.peek(Token![..]) {
            rows.parse::<Token![..]>()?;
            read.push(Row::Rest(rows.parse::<Ident>()?.to_string()));
        } else if rows.peek(LitStr) {
            skip_row(&rows)?;
        } else {
            let field = rows.call(syn::ext::IdentExt::parse_any).map(|field: Ident| field.to_string())?;
            let wire = match rows.parse::<Option<Token![=]>>()? {
                Some(_) => Some(rows.parse::<LitStr>()?.value()),
                None => None,
            };
            let optional = rows.parse::<Option<Token![?]>>()?.is_some();
            read.push(Row::Field { field, wire, optional });
        }
        rows.parse::<Option<Token![,]>>()?;
    }
    Ok((name, Table::Object(read)))
}

fn strings(input: ParseStream<'_>) -> syn::Result<(Ident, Table)> {
    let name = input.parse()?;
    Ok((name, Table::Strings(values(input)?)))
}

fn tagged(input: ParseStream<'_>) -> syn::Result<(Ident, Table)> {
    let name = input.parse()?;
    input.parse::<Ident>()?;
    let tag = input.parse::<LitStr>()?.value();
    Ok((name, Table::Tagged { tag, values: values(input)? }))
}

/// `Variant = "text" [from Type], …`.
fn values(input: ParseStream<'_>) -> syn::Result<BTreeMap<String, String>> {
    let rows;
    braced!(rows in input);
    let mut values = BTreeMap::new();
    while !rows.is_empty() {
        let variant = rows.parse::<Ident>()?;
        rows.parse::<Token![=]>()?;
        // Two tags of one variant cannot be derived: the first counts.
        values.entry(variant.to_string()).or_insert(rows.parse::<LitStr>()?.value());
        skip_row(&rows)?;
        rows.parse::<Option<Token![,]>>()?;
    }
    Ok(values)
}

fn untagged(input: ParseStream<'_>) -> syn::Result<(Ident, Table)> {
    let name = input.parse()?;
    while !input.is_empty() {
        input.parse::<Tree>()?;
    }
    Ok((name, Table::Untagged))
}

fn newtype(input: ParseStream<'_>) -> syn::Result<(Ident, Table)> {
    let (name, _) = untagged(input)?;
    Ok((name, Table::Newtype))
}

fn skip_row(rows: ParseStream<'_>) -> syn::Result<()> {
    while !rows.is_empty() && !rows.peek(Token![,]) {
        rows.parse::<Tree>()?;
    }
    Ok(())
}

/// One token or group.
struct Tree;

impl Parse for Tree {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        input.step(|cursor| match cursor.token_tree() {
            Some((_, rest)) => Ok((Tree, rest)),
            None => Err(cursor.error("a token is missing")),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::derived;

    #[test]
    fn the_fastest_twin_is_closed_and_keeps_plain_text() {
        let twin = super::closed(
            r#"
            #[derive(Clone)]
            pub enum Kind { Cat, Unlisted(wire::Unlisted) }
            wire::strings!(Kind { Cat = "cat" });
            #[derive(Clone, PartialEq)]
            pub struct Pet { pub born: Option<formats::Date>, pub weight: formats::DecimalNumber }
            wire::object!(Pet { born?, weight });
            "#,
        );
        let twin = twin.expect("a file");
        assert!(!twin.contains("Unlisted"), "{twin}");
        assert!(twin.contains("born: Option<String>") && twin.contains("weight: f64"), "{twin}");
    }

    #[test]
    fn tables_become_derives() {
        let twin = derived(
            r#"
            use super::runtime::wire;
            #[derive(Clone, PartialEq)]
            pub struct Pet { pub name: String, pub kind: Option<Kind>, pub more: wire::Map<i64> }
            wire::object!(Pet { "type" == "pet", name = "Name", kind?, ..more });
            wire::builder!(Pet { new(name(into String)); kind(into Kind); });
            #[derive(Clone)]
            pub enum Kind { Cat, Unlisted(wire::Unlisted) }
            wire::strings!(Kind { Cat = "cat" });
            #[derive(Clone, PartialEq)]
            pub enum Id { Number(i64), Text(String) }
            wire::union!(Id { Number: integer, Text: string });
            #[derive(Clone, PartialEq)]
            pub enum Event { Paid(Box<Pet>), Unlisted(wire::Json) }
            wire::tagged!(Event by "type" { Paid = "paid" from Pet });
            "#,
        );
        let twin = twin.expect("a file");
        for expected in [
            "#[serde(rename = \"Name\")]",
            "#[serde(default, skip_serializing_if = \"Option::is_none\")]",
            "#[serde(flatten)]",
            "#[serde(rename = \"cat\")]\n    Cat,",
            "#[serde(untagged)]\n    Unlisted(String),",
            "#[serde(untagged)]\npub enum Id",
            "#[serde(tag = \"type\")]",
            "#[serde(rename = \"paid\")]",
            "wire::builder!",
        ] {
            assert!(twin.contains(expected), "{expected} is not in\n{twin}");
        }
        assert!(!twin.contains("wire::object!") && !twin.contains("wire::strings!"), "{twin}");
    }
}
