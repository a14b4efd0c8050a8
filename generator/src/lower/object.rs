//! Objects: structs where properties are named, maps where they are not.

use super::name::{Context, Step};
use super::{Lower, Lowered, append, lone_sentence, nullable, scalar};
use crate::ir::{Constraints, Field, Hint, Kind, Presence, Rest, Ty};
use crate::normal::{self, Object, Property, Schema, SchemaId, Shape};
use serde_json::Value;

impl Lower<'_> {
    pub(super) fn object(&mut self, id: SchemaId, object: &Object, context: &Context) -> Lowered {
        if object.properties.is_empty() {
            return Lowered::Ty(self.map(object, context));
        }
        let fields = object.properties.iter().map(|property| self.field(property, id, context)).collect();
        let rest = self.rest(object, context);
        Lowered::Kind(Kind::Struct { fields, rest })
    }

    pub(super) fn rest(&mut self, object: &Object, context: &Context) -> Rest {
        match &object.rest {
            Some(rest) => Rest::Keep(self.ty(rest, &context.then(Step::Value))),
            None => Rest::Ignore,
        }
    }

    /// An object whose properties have no names of their own: an ordered map.
    fn map(&mut self, object: &Object, context: &Context) -> Ty {
        let value = match &object.rest {
            Some(rest) => self.ty(rest, &context.then(Step::Value)),
            None => Ty::Any,
        };
        let key = object.names.as_ref().and_then(|names| {
            let text = matches!(&self.normal[names.schema].shape,
                Shape::Enum(values) if values.iter().all(Value::is_string));
            match text.then(|| self.schema(names.schema, &context.then(Step::Key))) {
                Some(Ty::Named(id)) => Some(id),
                _ => None,
            }
        });
        Ty::Map { key, value: Box::new(value) }
    }

    /// What is asked of the elements of an array or map, of their elements, and so on.
    fn inside(&self, schema: SchemaId) -> Vec<Constraints> {
        /// Nobody asks for anything deeper, and what contains itself has no end.
        const DEEPEST: usize = 4;
        let element = |schema: SchemaId| match &self.normal[schema].shape {
            Shape::List(item) => Some(item),
            Shape::Object(object) if object.properties.is_empty() => object.rest.as_ref(),
            _ => None,
        };
        let elements = std::iter::successors(element(schema), |value| element(value.schema)).take(DEEPEST);
        let asked = elements.map(|value| {
            let mut constraints = self.normal[value.schema].constraints.value();
            normal::tighten(&mut constraints, &value.constraints);
            // Which only says something of a field.
            constraints.is_address = false;
            constraints
        });
        let mut inside: Vec<Constraints> = asked.collect();
        while inside.last().is_some_and(|constraints| *constraints == Constraints::default()) {
            inside.pop();
        }
        inside
    }

    pub(super) fn field(&mut self, property: &Property, parent: SchemaId, context: &Context) -> Field<Hint> {
        let value = &property.value;
        let schemas = self.normal;
        let schema = &schemas[value.schema];
        let can_be_null = value.nullable || schema.nullable;
        let (ty, presence) = match &schema.shape {
            Shape::Const(constant) if property.required && !can_be_null => {
                (constant_type(constant), Presence::Fixed(constant.clone()))
            }
            _ => {
                let ty = self.schema(value.schema, &context.then(Step::Property(property.name.clone())));
                let ty = if can_be_null { nullable(ty) } else { ty };
                let presence = if property.required {
                    Presence::Required
                } else {
                    Presence::Optional { three_valued: false }
                };
                (ty, presence)
            }
        };
        let mut docs = value.docs.value();
        if !names_a_type(&ty) {
            normal::fill(&mut docs, &schema.docs);
        }
        if let Some(note) = format_note(&schema.shape, &ty) {
            docs.notes.push(note);
        }
        if let Some(text) = lone_sentence(schema) {
            docs.notes.push(format!("The only text listed: {text}"));
        }
        let said = self.component_of(parent).and_then(|name| self.config.field(name, &property.name));
        if let Some(more) = said.and_then(|field| field.docs.as_ref()) {
            append(&mut docs, more);
        }
        let renamed = override_name(schema).filter(|_| !names_a_type(&ty));
        let name = match said.and_then(|field| field.name.clone()).or(renamed) {
            Some(name) => Hint::new(name),
            None => Hint::new(property.name.clone()),
        };
        let mut constraints = schema.constraints.value();
        normal::tighten(&mut constraints, &value.constraints);
        Field {
            name,
            wire: property.name.clone(),
            ty,
            presence,
            read_only: value.read_only,
            write_only: value.write_only,
            docs,
            constraints,
            inside: self.inside(value.schema),
            at: value.at.clone(),
        }
    }
}

/// The scalar that a constant is of.
pub(super) fn constant_type(constant: &Value) -> Ty {
    match constant {
        Value::String(_) => scalar::string(None),
        Value::Bool(_) => scalar::boolean(),
        Value::Number(n) if n.is_i64() || n.is_u64() => scalar::long(),
        Value::Number(_) => scalar::number(None),
        _ => Ty::Any,
    }
}

/// Whether what the schema says of itself is said where its type is.
fn names_a_type(ty: &Ty) -> bool {
    match ty {
        Ty::Named(_) => true,
        Ty::Nullable(inner) => names_a_type(inner),
        _ => false,
    }
}

/// A format that the type does not carry is said in words.
fn format_note(shape: &Shape, ty: &Ty) -> Option<String> {
    let (Shape::String(Some(format)) | Shape::Integer(Some(format)) | Shape::Number(Some(format))) = shape
    else {
        return None;
    };
    let inner = match ty {
        Ty::Nullable(inner) => inner,
        ty => ty,
    };
    let carried = match inner {
        Ty::Scalar(row) => {
            row.format == format && row.rust != "String"
                || (row.schema == "integer" && format.contains("int"))
        }
        _ => false,
    };
    (!carried && !format.trim().is_empty()).then(|| format!("Format: `{format}`."))
}

/// `x-rust-name`: what the type of a schema is called or, where it needs none, the field that it describes.
pub(super) fn override_name(schema: &Schema) -> Option<String> {
    schema.extension("x-rust-name").and_then(Value::as_str).map(str::to_owned)
}
