//! Webhooks: one type for whoever receives all of them.

use super::Lower;
use super::dispatch;
use super::name::{Context, Owner};
use crate::diag::{Spot, code};
use crate::ir::{Dispatch, Hint, Kind, Probe, Ty, Variant, Webhook};
use crate::normal::{self, SchemaId};
use indexmap::IndexMap;

/// The type of any event: an enum by the property that tells the payloads apart, the payload itself where there is
/// only one. Where nothing tells them apart there is none: to try one after the other could take an event for another.
pub(super) fn event(lower: &mut Lower<'_>, webhooks: &[Webhook<Hint>]) -> Option<Ty> {
    // Several webhooks may share a payload.
    let mut payloads: IndexMap<SchemaId, (&normal::Webhook, &Ty)> = IndexMap::new();
    let normal = lower.normal;
    for (webhook, lowered) in normal.webhooks.iter().zip(webhooks).filter(|(webhook, _)| !webhook.is_callback)
    {
        if let (Some(payload), Some(ty)) = (&webhook.payload, &lowered.payload) {
            payloads.entry(payload.schema).or_insert((webhook, ty));
        }
    }
    if let (1, Some((_, ty))) = (payloads.len(), payloads.values().next()) {
        return Some((*ty).clone());
    }
    let facts: Vec<_> = payloads.keys().map(|schema| lower.facts(*schema)).collect();
    let property = dispatch::constant_tag(&facts);
    let Some(property) = property else {
        if let Some((webhook, _)) = payloads.values().next() {
            let message =
                "no property tells the payloads of the webhooks apart: there is no type for all of them";
            lower.diags.report(&code::WEBHOOKS_ALIKE, &webhook.at, message);
        }
        return None;
    };
    let mut variants = Vec::new();
    for ((webhook, ty), facts) in payloads.into_values().zip(&facts) {
        for text in facts.tags(&property).unwrap_or_default() {
            variants.push(Variant {
                name: Hint::new(text.clone()).or(webhook.name.clone()),
                ty: ty.clone(),
                docs: webhook.docs.clone(),
                tag: Some(text),
                probe: Probe::default(),
            });
        }
    }
    let kind = Kind::Union { variants, dispatch: Dispatch::Tag { property } };
    let context = Context::new(Owner::Webhook("Webhook Event".to_owned()));
    let ty = lower.inline(kind, &Spot::default().key("webhooks"), &context);
    if let Ty::Named(id) = &ty
        && let Some(def) = lower.slots.get_mut(id.0 as usize).and_then(|slot| slot.def.as_mut())
    {
        def.docs.description = Some("Whatever the API may tell through a webhook.".to_owned());
    }
    Some(ty)
}
