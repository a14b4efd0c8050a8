//! Reads one schema: every keyword into its place in [`Facts`].

use super::FactsList;
use super::bounds::{Bounds, number, tighten_maximum, tighten_minimum};
use crate::diag::Spot;
use crate::ir::{Constraints, Docs, Seldom};
use crate::normal::docs::external;
use crate::normal::facts::{FactId, Facts, Kinds, Listed};
use crate::normal::sibling;
use crate::source::fit::{self, key};
use openapiv3 as oa;
use serde_json::Value;

/// Reads one schema.
pub(super) struct Reader<'a> {
    list: &'a mut FactsList,
    facts: Facts,
}

impl<'a> Reader<'a> {
    /// Into `facts`; the schemas inside it go into the list.
    pub(super) fn new(list: &'a mut FactsList, facts: Facts) -> Self {
        Reader { list, facts }
    }

    /// What the schema says.
    pub(super) fn read(mut self, schema: &oa::Schema) -> Facts {
        let data = &schema.schema_data;
        self.facts.always = fit::bool_of(data);
        self.facts.nullable = data.nullable;
        self.facts.read_only = data.read_only;
        self.facts.write_only = data.write_only;
        self.facts.docs = docs(data).into();
        if let Some(discriminator) = &data.discriminator {
            let mapping = discriminator.mapping.iter().map(|(tag, schema)| (tag.clone(), schema.clone()));
            self.facts.combined.discriminator =
                Some((discriminator.property_name.clone(), mapping.collect()));
        }
        match &schema.schema_kind {
            oa::SchemaKind::Type(typ) => self.typed(typ),
            oa::SchemaKind::OneOf { one_of } => self.facts.combined.one_of = self.each(one_of, "oneOf"),
            oa::SchemaKind::AnyOf { any_of } => self.facts.combined.any_of = self.each(any_of, "anyOf"),
            oa::SchemaKind::AllOf { all_of } => self.facts.combined.all_of = self.each(all_of, "allOf"),
            oa::SchemaKind::Not { .. } => {}
            oa::SchemaKind::Any(any) => self.any(any),
        }
        for (name, value) in &data.extensions {
            if fit::is_private(name) {
                self.private(name, value, data);
            } else {
                self.facts.extensions.push((name.clone(), value.clone()));
            }
        }
        self.reference(data);
        if !self.list.siblings_count && self.facts.reference.is_some() {
            let (facts, beside) = sibling::set_apart(std::mem::take(&mut self.facts), self.list);
            self.facts = facts;
            self.list.beside.push(beside);
        }
        self.list_constants();
        let mut facts = self.facts;
        facts.constraints.tidy();
        facts.listed.tidy();
        facts.object.tidy();
        facts.array.tidy();
        facts.combined.tidy();
        facts
    }

    /// `oneOf` (or `anyOf`) of constants is how OpenAPI 3.1 writes an enum with a description of each value.
    fn list_constants(&mut self) {
        let facts = &self.facts;
        let members = match (facts.combined.one_of.as_slice(), facts.combined.any_of.as_slice()) {
            ([], members) | (members, []) if members.len() > 1 => members,
            _ => return,
        };
        let constant = |id: &FactId| {
            let member = &self.list[*id];
            let plain = member.reference.is_none()
                && member.combines_nothing()
                && member.object.properties.is_empty();
            let listed = member.listed.constant.is_some() || member.listed.enumeration.is_some();
            (plain && (listed || member.types == Kinds::parse("null"))).then_some(member)
        };
        let Some(members) = members.iter().map(constant).collect::<Option<Vec<&Facts>>>() else { return };
        let mut values = Vec::new();
        let mut value_docs = Vec::new();
        let mut types = Kinds::default();
        let mut nullable = false;
        for member in members {
            types = types.or(member.types);
            nullable |= member.nullable;
            match (&member.listed.constant, &member.listed.enumeration) {
                (Some(value), _) => {
                    values.push(value.clone());
                    value_docs.push((value.clone(), member.docs.value()));
                }
                (None, Some(list)) => values.extend(list.iter().cloned()),
                (None, None) => values.push(Value::Null),
            }
        }
        let Listed { enumeration, constant, .. } = &*self.facts.listed;
        if enumeration.is_some() || constant.is_some() || self.facts.combined.discriminator.is_some() {
            return;
        }
        if self.facts.types.is_empty() {
            self.facts.types = types;
        }
        self.facts.nullable |= nullable;
        self.facts.listed = Listed { enumeration: Some(values), docs: value_docs, constant: None }.into();
        self.facts.combined.one_of.clear();
        self.facts.combined.any_of.clear();
    }

    fn typed(&mut self, typ: &oa::Type) {
        let facts = &mut self.facts;
        match typ {
            oa::Type::String(t) => {
                facts.types = Kinds::parse("string");
                facts.format = format(&t.format);
                facts.constraints.is_address = facts.format.as_deref().is_some_and(is_address);
                facts.constraints.pattern = t.pattern.clone();
                facts.constraints.min_length = t.min_length.map(|n| n as u64);
                facts.constraints.max_length = t.max_length.map(|n| n as u64);
                facts.listed = values(&t.enumeration, |text| Value::String(text.clone()));
            }
            oa::Type::Number(t) => {
                facts.types = Kinds::parse("number");
                facts.format = format(&t.format);
                facts.listed = values(&t.enumeration, |n| Value::Number(number(*n)));
                Bounds::from(t).set(&mut facts.constraints);
            }
            oa::Type::Integer(t) => {
                facts.types = Kinds::parse("integer");
                facts.format = format(&t.format);
                facts.listed = values(&t.enumeration, |n| Value::from(*n));
                Bounds::from(t).set(&mut facts.constraints);
            }
            oa::Type::Boolean(t) => {
                facts.types = Kinds::parse("boolean");
                facts.listed = values(&t.enumeration, |b| Value::Bool(*b));
            }
            oa::Type::Object(t) => {
                facts.types = Kinds::parse("object");
                facts.object.required = t.required.clone();
                self.object(&t.properties, t.additional_properties.as_ref());
                self.facts.constraints.min_items = t.min_properties.map(|n| n as u64);
                self.facts.constraints.max_items = t.max_properties.map(|n| n as u64);
            }
            oa::Type::Array(t) => {
                facts.types = Kinds::parse("array");
                facts.constraints.min_items = t.min_items.map(|n| n as u64);
                facts.constraints.max_items = t.max_items.map(|n| n as u64);
                facts.constraints.unique_items = t.unique_items;
                self.items(t.items.as_ref());
            }
        }
    }

    fn any(&mut self, any: &oa::AnySchema) {
        let facts = &mut self.facts;
        facts.types = any.typ.as_deref().map(Kinds::parse).unwrap_or_default();
        facts.format = any.format.clone();
        facts.object.required = any.required.clone();
        if !any.enumeration.is_empty() {
            facts.listed.enumeration = Some(any.enumeration.clone());
        }
        facts.constraints = Constraints {
            min_length: any.min_length.map(|n| n as u64),
            max_length: any.max_length.map(|n| n as u64),
            pattern: any.pattern.clone(),
            min_items: any.min_items.or(any.min_properties).map(|n| n as u64),
            max_items: any.max_items.or(any.max_properties).map(|n| n as u64),
            unique_items: any.unique_items == Some(true),
            is_address: any.format.as_deref().is_some_and(is_address),
            ..Constraints::default()
        }
        .into();
        Bounds::from(any).set(&mut facts.constraints);
        self.object(&any.properties, any.additional_properties.as_ref());
        self.items(any.items.as_ref());
        let (one_of, any_of) = (self.each(&any.one_of, "oneOf"), self.each(&any.any_of, "anyOf"));
        let all_of = self.each(&any.all_of, "allOf");
        let combined = &mut self.facts.combined;
        (combined.one_of, combined.any_of, combined.all_of) = (one_of, any_of, all_of);
    }

    fn object<'s>(
        &mut self,
        properties: impl IntoIterator<Item = (&'s String, &'s oa::ReferenceOr<Box<oa::Schema>>)>,
        additional: Option<&oa::AdditionalProperties>,
    ) {
        let at = self.facts.at.key("properties");
        for (name, schema) in properties {
            let id = self.list.add(schema.into(), at.key(name));
            self.facts.object.properties.push((name.clone(), id));
        }
        let Some(additional) = additional else { return };
        let at = self.facts.at.key("additionalProperties");
        self.facts.object.additional = Some(match additional {
            oa::AdditionalProperties::Any(always) => {
                self.list.push(Facts { at, always: Some(*always), ..Facts::default() })
            }
            oa::AdditionalProperties::Schema(schema) => self.list.add(schema.as_ref().into(), at),
        });
    }

    fn items(&mut self, items: Option<&oa::ReferenceOr<Box<oa::Schema>>>) {
        let Some(items) = items else { return };
        let at = self.facts.at.key("items");
        self.facts.array.items = Some(self.list.add(items.into(), at));
    }

    fn each(&mut self, schemas: &[oa::ReferenceOr<oa::Schema>], keyword: &str) -> Vec<FactId> {
        let at = self.facts.at.key(keyword);
        schemas.iter().enumerate().map(|(i, schema)| self.list.add(schema.into(), at.index(i))).collect()
    }

    /// One private extension: it overrides what the model says.
    fn private(&mut self, name: &str, value: &Value, data: &oa::SchemaData) {
        let constraints = &mut self.facts.constraints;
        match (name, value) {
            (key::TYPE, _) => {
                let types = fit::types_of(data).unwrap_or_default();
                self.facts.types = types.into_iter().map(Kinds::parse).fold(Kinds::default(), Kinds::or);
            }
            (key::CONST, value) => self.facts.listed.constant = Some(value.clone()),
            (key::ENUM, Value::Array(values)) => self.facts.listed.enumeration = Some(values.clone()),
            (key::DEFAULT, value) => self.facts.docs.default = Some(value.clone()),
            (key::EXAMPLES, Value::Array(values)) => self.facts.docs.examples = values.clone(),
            (key::MINIMUM, Value::Number(n)) => tighten_minimum(constraints, n.clone(), false),
            (key::MAXIMUM, Value::Number(n)) => tighten_maximum(constraints, n.clone(), false),
            (key::EXCLUSIVE_MINIMUM, Value::Number(n)) => tighten_minimum(constraints, n.clone(), true),
            (key::EXCLUSIVE_MAXIMUM, Value::Number(n)) => tighten_maximum(constraints, n.clone(), true),
            (key::MULTIPLE_OF, Value::Number(n)) => constraints.multiple_of = Some(n.clone()),
            (key::MIN_LENGTH, value) => constraints.min_length = value.as_u64(),
            (key::MAX_LENGTH, value) => constraints.max_length = value.as_u64(),
            (key::CONTENT_ENCODING, Value::String(text)) => self.content(text),
            (key::CONTENT_MEDIA_TYPE, Value::String(name))
                if !data.extensions.contains_key(key::CONTENT_ENCODING) =>
            {
                self.content_media_type(name);
            }
            (key::PREFIX_ITEMS, Value::Array(list)) => {
                let keyword = if data.extensions.contains_key(key::TUPLE) { "items" } else { "prefixItems" };
                let at = self.facts.at.key(keyword);
                self.facts.array.prefix_items =
                    list.iter().enumerate().map(|(i, value)| self.kept(value, at.index(i))).collect();
            }
            (key::PATTERN_PROPERTIES, Value::Object(map)) => {
                let at = self.facts.at.key("patternProperties");
                self.facts.object.pattern_properties =
                    map.iter().map(|(name, value)| (name.clone(), self.kept(value, at.key(name)))).collect();
            }
            (key::PROPERTY_NAMES, value) => {
                self.facts.object.property_names = Some(self.kept(value, self.facts.at.key("propertyNames")));
            }
            (key::UNEVALUATED_PROPERTIES, value) if self.facts.object.additional.is_none() => {
                self.facts.object.additional =
                    Some(self.kept(value, self.facts.at.key("unevaluatedProperties")));
            }
            (ADDITIONAL_ITEMS, value) if self.facts.array.items.is_none() => {
                self.facts.array.items = Some(self.kept(value, self.facts.at.key("additionalItems")));
            }
            (THEN | ELSE, value) => {
                let id = self.kept(value, self.facts.at.key(name.trim_start_matches(fit::PREFIX)));
                self.facts.combined.conditional.push(id);
            }
            (DEPENDENT_SCHEMAS, Value::Object(map)) => {
                let at = self.facts.at.key("dependentSchemas");
                let ids = map.iter().map(|(name, value)| self.kept(value, at.key(name))).collect::<Vec<_>>();
                self.facts.combined.conditional.extend(ids);
            }
            _ => {}
        }
    }

    /// A schema that was kept in an extension.
    fn kept(&mut self, value: &Value, at: Spot) -> FactId {
        match fit::schema(value) {
            Some(schema) => self.list.add((&schema).into(), at),
            None => self.list.push(Facts { at, ..Facts::default() }),
        }
    }

    /// `contentEncoding` is how 3.1 writes what 3.0 calls `format: byte`.
    fn content(&mut self, encoding: &str) {
        let format = match encoding.to_ascii_lowercase().as_str() {
            "base64" => "byte",
            "base64url" => "base64url",
            _ => return,
        };
        self.facts.format.get_or_insert_with(|| format.to_owned());
    }

    /// `contentMediaType` alone is how 3.1 writes what 3.0 calls `format: binary` (OpenAPI 3.1, section 4.8.14.1).
    fn content_media_type(&mut self, name: &str) {
        let name = name.to_ascii_lowercase();
        let is_text = ["text/", "json", "xml", "yaml"].iter().any(|text| name.contains(text));
        if !is_text && self.facts.format.is_none() {
            self.facts.format = Some("binary".to_owned());
        }
    }

    /// A reference that was written with siblings is the first element of `allOf`.
    fn reference(&mut self, data: &oa::SchemaData) {
        let siblings = [key::REF, key::REF_FIRST].iter().any(|key| data.extensions.contains_key(*key));
        if siblings && !self.facts.combined.all_of.is_empty() {
            let first = self.facts.combined.all_of.remove(0);
            self.facts.reference = self.list[first].reference;
        }
    }
}

const ADDITIONAL_ITEMS: &str = "x-fit-additionalItems";
const DEPENDENT_SCHEMAS: &str = "x-fit-dependentSchemas";
const THEN: &str = "x-fit-then";
const ELSE: &str = "x-fit-else";

fn docs(data: &oa::SchemaData) -> Docs {
    Docs {
        summary: data.title.clone(),
        description: data.description.clone(),
        external: external(data.external_docs.as_ref()),
        deprecated: data.deprecated,
        default: data.default.clone(),
        examples: data.example.iter().cloned().collect(),
        notes: Vec::new(),
    }
}

fn format<T: serde::Serialize>(format: &oa::VariantOrUnknownOrEmpty<T>) -> Option<String> {
    match format {
        oa::VariantOrUnknownOrEmpty::Item(known) => {
            serde_json::to_value(known).ok().and_then(|name| name.as_str().map(str::to_owned))
        }
        oa::VariantOrUnknownOrEmpty::Unknown(name) => Some(name.clone()),
        oa::VariantOrUnknownOrEmpty::Empty => None,
    }
}

fn values<T>(list: &[Option<T>], value: impl Fn(&T) -> Value) -> Seldom<Listed> {
    let value = |item: &Option<T>| item.as_ref().map_or(Value::Null, &value);
    let enumeration = (!list.is_empty()).then(|| list.iter().map(value).collect());
    Listed { enumeration, ..Listed::default() }.into()
}

/// Whether a format is one of an address (JSON Schema validation, section 7.3.5, and what people write).
fn is_address(format: &str) -> bool {
    ["uri", "uri-reference", "url", "iri", "iri-reference"].contains(&format)
}
