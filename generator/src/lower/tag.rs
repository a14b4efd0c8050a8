//! Tags of unions that are written as an enum of one value.

use super::Lower;
use crate::ir::{Dispatch, Kind, Presence, Ty, TypeId};
use serde_json::Value;
use std::collections::BTreeMap;

/// A required enum of one value that is the tag of the struct in every union it is a member of is a constant: OpenAPI
/// 3.0 has no `const`. Any other enum stays open, whatever the number of its values.
pub(super) fn fix_tags(lower: &mut Lower<'_>) {
    let mut tags: BTreeMap<(TypeId, String), Vec<String>> = BTreeMap::new();
    for def in lower.slots.iter().filter_map(|slot| slot.def.as_ref()) {
        if let Kind::Union { variants, dispatch: Dispatch::Tag { property } } = &def.kind {
            for variant in variants {
                if let (Ty::Named(id), Some(tag)) = (&variant.ty, &variant.tag) {
                    tags.entry((*id, property.clone())).or_default().push(tag.clone());
                }
            }
        }
    }
    for ((id, property), tags) in tags {
        let same = tags.first().filter(|first| tags.iter().all(|tag| tag == *first));
        let Some(tag) = same else { continue };
        if single_value(lower, id, &property).as_ref() != Some(tag) {
            continue;
        }
        let slot = lower.slots.get_mut(id.0 as usize).and_then(|slot| slot.def.as_mut());
        if let Some(Kind::Struct { fields, .. }) = slot.map(|def| &mut def.kind)
            && let Some(field) = fields.iter_mut().find(|field| field.wire == property)
        {
            field.presence = Presence::Fixed(Value::String(tag.clone()));
            field.ty = super::scalar::string(None);
        }
    }
}

/// The only value of a required field whose type is an inline enum.
fn single_value(lower: &Lower<'_>, id: TypeId, property: &str) -> Option<String> {
    let def = |id: TypeId| lower.slots.get(id.0 as usize)?.def.as_ref();
    let Kind::Struct { fields, .. } = &def(id)?.kind else { return None };
    let field = fields.iter().find(|field| field.wire == property && field.presence == Presence::Required)?;
    let Ty::Named(id) = &field.ty else { return None };
    match &def(*id)?.kind {
        Kind::Enum { values } if values.len() == 1 => values.first()?.wire.as_str().map(str::to_owned),
        _ => None,
    }
}
