//! What is said for people, and bounds: merging those of several layers.

use super::read::bounds::{tighten_maximum, tighten_minimum};
use crate::ir::{Constraints, Docs};
use openapiv3 as oa;

/// Takes from an inner layer what the outer ones do not say.
pub fn fill(docs: &mut Docs, inner: &Docs) {
    fn fill<T: Clone>(slot: &mut Option<T>, inner: &Option<T>) {
        if slot.is_none() {
            slot.clone_from(inner);
        }
    }
    fill(&mut docs.summary, &inner.summary);
    fill(&mut docs.description, &inner.description);
    fill(&mut docs.external, &inner.external);
    fill(&mut docs.default, &inner.default);
    docs.deprecated |= inner.deprecated;
    if docs.examples.is_empty() {
        docs.examples.clone_from(&inner.examples);
    }
}

/// Adds to the bounds what others ask for.
pub fn tighten(constraints: &mut Constraints, more: &Constraints) {
    if let Some((bound, exclusive)) = &more.minimum {
        tighten_minimum(constraints, bound.clone(), *exclusive);
    }
    if let Some((bound, exclusive)) = &more.maximum {
        tighten_maximum(constraints, bound.clone(), *exclusive);
    }
    constraints.min_length = constraints.min_length.max(more.min_length);
    constraints.max_length = least(constraints.max_length, more.max_length);
    constraints.min_items = constraints.min_items.max(more.min_items);
    constraints.max_items = least(constraints.max_items, more.max_items);
    constraints.unique_items |= more.unique_items;
    constraints.is_address |= more.is_address;
    if more.multiple_of.is_some() {
        constraints.multiple_of.clone_from(&more.multiple_of);
    }
    if more.pattern.is_some() {
        constraints.pattern.clone_from(&more.pattern);
    }
}

fn least(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// `externalDocs`, where it has an address.
pub(super) fn external(docs: Option<&oa::ExternalDocumentation>) -> Option<(Option<String>, String)> {
    docs.filter(|docs| !docs.url.is_empty()).map(|docs| (docs.description.clone(), docs.url.clone()))
}
