//! What stands beside `$ref` before OpenAPI 3.1: what of it counts is in [`crate::table::sibling`]. Properties get a field
//! each, which need not be there.

use super::facts::{Combined, FactId, Facts, Kinds, Members};
use super::node::Builder;
use super::read::FactsList;
use crate::diag::{Spot, code};
use crate::ir::Constraints;
use crate::table::sibling::counts;

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
        properties: !facts.object.properties.is_empty(),
    };
    let Facts { at, component, reference, nullable, docs, read_only, write_only, extensions, .. } = facts;
    let mut combined = Combined::default();
    if beside.properties {
        let members = Members { properties: facts.object.properties.clone(), ..Members::default() };
        let described = Facts { at: at.clone(), object: members.into(), ..Facts::default() };
        combined.conditional.push(list.push(described));
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
        combined: combined.into(),
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
        ("enum", facts.listed.enumeration.is_some()),
        ("const", facts.listed.constant.is_some()),
        ("format", facts.format.is_some()),
        ("required", !facts.object.required.is_empty()),
        ("patternProperties", !facts.object.pattern_properties.is_empty()),
        ("propertyNames", facts.object.property_names.is_some()),
        ("items", facts.array.items.is_some()),
        ("prefixItems", !facts.array.prefix_items.is_empty()),
        ("oneOf", !facts.combined.one_of.is_empty()),
        ("anyOf", !facts.combined.any_of.is_empty()),
        ("allOf", !facts.combined.all_of.is_empty()),
        ("discriminator", facts.combined.discriminator.is_some()),
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
    rows.into_iter().filter(|(name, there)| *there && !counts(name)).map(|(name, _)| name).collect()
}

impl Builder<'_> {
    /// Says what was ignored beside references. That a value is of the type that the reference says anyway needs no
    /// saying.
    pub(super) fn report_siblings(&mut self) {
        for beside in std::mem::take(&mut self.list.beside) {
            let mut names = beside.ignored;
            let kinds = beside.target.and_then(|target| self.kinds_of(target)).unwrap_or_default();
            let says_type = !counts("type") && !beside.types.is_empty();
            if says_type && (kinds.is_empty() || !kinds.within(beside.types)) {
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

#[cfg(test)]
mod tests {
    use super::super::facts::{Elements, Listed};
    use super::*;

    /// The table decides for documents that are converted, too: it must say of each keyword what happens to its fact here.
    #[test]
    fn facts_are_kept_where_the_table_says_that_they_count() {
        let mut list = FactsList::default();
        let inner = list.push(Facts::default());
        let whole = Facts {
            reference: Some(None),
            nullable: true,
            read_only: true,
            write_only: true,
            extensions: vec![("x-a".to_owned(), true.into())],
            listed: Listed {
                enumeration: Some(Vec::new()),
                constant: Some(true.into()),
                ..Listed::default()
            }
            .into(),
            format: Some("uuid".to_owned()),
            object: Members {
                properties: vec![("a".to_owned(), inner)],
                required: vec!["a".to_owned()],
                pattern_properties: vec![("a".to_owned(), inner)],
                property_names: Some(inner),
                ..Members::default()
            }
            .into(),
            array: Elements { items: Some(inner), prefix_items: vec![inner] }.into(),
            combined: Combined {
                one_of: vec![inner],
                any_of: vec![inner],
                all_of: vec![inner],
                discriminator: Some(("a".to_owned(), Vec::new())),
                ..Combined::default()
            }
            .into(),
            ..Facts::default()
        };
        let (kept, beside) = set_apart(whole, &mut list);
        assert!(kept.nullable && counts("nullable"));
        assert!(kept.read_only && kept.write_only && counts("readOnly") && counts("writeOnly"));
        assert!(!kept.extensions.is_empty() && counts("x-a"));
        assert!(beside.properties && !kept.combined.conditional.is_empty() && counts("properties"));
        let gone = [
            "enum",
            "const",
            "format",
            "required",
            "patternProperties",
            "propertyNames",
            "items",
            "prefixItems",
            "oneOf",
            "anyOf",
            "allOf",
            "discriminator",
        ];
        assert_eq!(beside.ignored, gone);
    }
}
