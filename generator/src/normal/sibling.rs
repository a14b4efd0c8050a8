//! What stands beside `$ref` before OpenAPI 3.1.
//!
//! There a reference "cannot be extended with additional properties and any properties added SHALL be ignored" (OpenAPI
//! 3.0.3, section 4.7.23). So no keyword beside it may refuse a value that the reference allows. What only says something
//! of the place (descriptions, `nullable`, `readOnly`) is honoured all the same, as people write it everywhere, and
//! properties get a field each, which need not be there: neither loses a value.

use super::facts::{FactId, Facts, Kinds};
use super::node::Builder;
use super::read::FactsList;
use crate::diag::{Spot, code};
use crate::ir::Constraints;

/// Keywords that were found beside a reference.
#[derive(Debug)]
pub(super) struct Beside {
    at: Spot,
    target: Option<FactId>,
    types: Kinds,
    /// Those that are ignored, besides `type`.
    ignored: Vec<&'static str>,
    /// Whether properties are described.
    properties: bool,
}

/// Takes from a reference what stands beside it and might refuse a value; and says what that was.
pub(super) fn set_apart(facts: Facts, list: &mut FactsList) -> (Facts, Beside) {
    let beside = Beside {
        at: facts.at.clone(),
        target: facts.reference.flatten(),
        types: facts.types,
        ignored: ignored(&facts),
        properties: !facts.properties.is_empty(),
    };
    let Facts { at, component, reference, nullable, docs, read_only, write_only, extensions, .. } = facts;
    let mut conditional = Vec::new();
    if !facts.properties.is_empty() {
        let described = Facts { at: at.clone(), properties: facts.properties, ..Facts::default() };
        conditional.push(list.push(described));
    }
    let kept = Facts {
        at,
        component,
        reference,
        nullable,
        docs,
        read_only,
        write_only,
        extensions,
        conditional,
        ..Facts::default()
    };
    (kept, beside)
}

/// The keywords that would refuse values, apart from `type` and `properties`. That an object is closed would be ignored
/// anywhere.
fn ignored(facts: &Facts) -> Vec<&'static str> {
    let Constraints {
        minimum,
        maximum,
        multiple_of,
        min_length,
        max_length,
        pattern,
        min_items,
        max_items,
        unique_items,
        is_address: _,
    } = facts.constraints.value();
    let array = facts.types.is_empty() || facts.types == Kinds::parse("array");
    let (least, most) = if array { ("minItems", "maxItems") } else { ("minProperties", "maxProperties") };
    let rows = [
        ("enum", facts.enumeration.is_some()),
        ("const", facts.constant.is_some()),
        ("format", facts.format.is_some()),
        ("required", !facts.required.is_empty()),
        ("patternProperties", !facts.pattern_properties.is_empty()),
        ("propertyNames", facts.property_names.is_some()),
        ("items", facts.items.is_some()),
        ("prefixItems", !facts.prefix_items.is_empty()),
        ("oneOf", !facts.one_of.is_empty()),
        ("anyOf", !facts.any_of.is_empty()),
        ("allOf", !facts.all_of.is_empty()),
        ("discriminator", facts.discriminator.is_some()),
        ("minimum", minimum.is_some()),
        ("maximum", maximum.is_some()),
        ("multipleOf", multiple_of.is_some()),
        ("minLength", min_length.is_some()),
        ("maxLength", max_length.is_some()),
        ("pattern", pattern.is_some()),
        (least, min_items.is_some()),
        (most, max_items.is_some()),
        ("uniqueItems", unique_items),
    ];
    rows.into_iter().filter(|(_, there)| *there).map(|(name, _)| name).collect()
}

impl Builder<'_> {
    /// Says what was ignored beside references. That a value is of the type that the reference says anyway needs no
    /// saying.
    pub(super) fn report_siblings(&mut self) {
        for beside in std::mem::take(&mut self.list.beside) {
            let mut names = beside.ignored;
            let kinds = beside.target.and_then(|target| self.kinds_of(target)).unwrap_or_default();
            if !beside.types.is_empty() && (kinds.is_empty() || !kinds.within(beside.types)) {
                names.insert(0, "type");
            }
            let place = names.first().copied().or(beside.properties.then_some("properties"));
            let Some(place) = place else { continue };
            let list = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            let message = match (names.is_empty(), beside.properties) {
                (false, false) => format!("{list}: ignored beside `$ref`"),
                (false, true) => {
                    format!("{list}: ignored beside `$ref`; `properties` become optional fields")
                }
                (true, _) => "`properties` beside `$ref` become optional fields".to_owned(),
            };
            self.diags.report(&code::REFERENCE_SIBLING, &beside.at.key(place), message);
        }
    }
}
