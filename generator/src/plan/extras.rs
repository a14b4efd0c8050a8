//! What types have because the configuration says so: derives and attributes.

use crate::config::Config;
use crate::ir::{Ident, Kind, TypeDef};
use std::collections::BTreeMap;

/// What stands on a type besides what it needs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extra {
    /// Traits, as paths.
    pub derives: Vec<String>,
    /// Attributes, as Rust writes them.
    pub attributes: Vec<String>,
    /// Those of fields.
    pub fields: BTreeMap<Ident, Vec<String>>,
}

/// Beside the types; none where nothing is said of any.
pub fn extras(types: &[TypeDef<Ident>], config: &Config) -> Vec<Extra> {
    let all = &config.types;
    let own = config.schemas.values();
    let is_said = !all.derives.is_empty() || !all.attributes.is_empty();
    let mut own = own.filter(|said| {
        let has_fields = said.fields.values().any(|field| !field.attributes.is_empty());
        !said.extras.derives.is_empty() || !said.extras.attributes.is_empty() || has_fields
    });
    if !is_said && own.next().is_none() {
        return Vec::new();
    }
    types.iter().map(|def| extra(def, config)).collect()
}

fn extra(def: &TypeDef<Ident>, config: &Config) -> Extra {
    let said = def.component.as_deref().and_then(|component| config.schema(component));
    let (own, all) = (said.map(|said| &said.extras), &config.types);
    let derives = all.derives.iter().chain(own.into_iter().flat_map(|own| &own.derives));
    let mut extra = Extra::default();
    for derive in derives.filter(|derive| !is_there(def, derive)) {
        if !extra.derives.contains(derive) {
            extra.derives.push(derive.clone());
        }
    }
    let attributes = all.attributes.iter().chain(own.into_iter().flat_map(|own| &own.attributes));
    extra.attributes = attributes.cloned().collect();
    if let (Kind::Struct { fields, .. }, Some(said)) = (&def.kind, said) {
        let attributes = fields.iter().filter_map(|field| {
            let said = said.fields.get(&field.wire)?;
            (!said.attributes.is_empty()).then(|| (field.name.clone(), said.attributes.clone()))
        });
        extra.fields = attributes.collect();
    }
    extra
}

/// Enums of texts can be told apart and hashed anyway.
fn is_there(def: &TypeDef<Ident>, derive: &str) -> bool {
    let last = derive.rsplit("::").next().unwrap_or(derive).trim();
    let is_text = |kind: &Kind<Ident>| match kind {
        Kind::Enum { values } => values.iter().all(|value| value.wire.is_string()),
        _ => false,
    };
    ["Eq", "Hash"].contains(&last) && is_text(&def.kind)
}
