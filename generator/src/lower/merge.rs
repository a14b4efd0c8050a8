//! `anyOf` of objects that overlap: one struct with the properties of all.

use super::name::Context;
use super::union::{Choice, What};
use super::{Lower, Lowered, nullable, scalar};
use crate::ir::{Field, Hint, Kind, Presence, Rest, Ty};
use crate::normal::{Normal, Object, SchemaId, Shape};
use indexmap::IndexMap;

impl Lower<'_> {
    /// A value may be of several members at once, so only all of their properties together hold all of it. What one
    /// member does not require is optional, and what they disagree on is any JSON value. A null that one of them requires is
    /// told from absence.
    pub(super) fn merged(&mut self, id: SchemaId, choices: &[Choice], context: &Context) -> Lowered {
        let mut objects = Vec::new();
        for choice in choices {
            if let What::Schema(schema) = &choice.what {
                flat_objects(self.normal, *schema, &mut objects, 0);
            }
        }
        let mut fields: IndexMap<String, (Field<Hint>, usize)> = IndexMap::new();
        let mut rest = Rest::Ignore;
        for (object, schema) in &objects {
            let owner = if self.component_of(*schema).is_some() { *schema } else { id };
            let context = &self.context(*schema, context);
            for property in &object.properties {
                let field = self.field(property, owner, context);
                match fields.get_mut(&property.name) {
                    Some((known, count)) => {
                        *count += 1;
                        *known = either(known.clone(), field);
                    }
                    None => {
                        fields.insert(property.name.clone(), (field, 1));
                    }
                }
            }
            let more = if object.properties.is_empty() && object.rest.is_none() {
                Rest::Keep(Ty::Any)
            } else {
                self.rest(object, context)
            };
            rest = match (rest, more) {
                (Rest::Ignore, other) | (other, Rest::Ignore) => other,
                (Rest::Keep(a), Rest::Keep(b)) if a == b => Rest::Keep(a),
                _ => Rest::Keep(Ty::Any),
            };
        }
        // Where one member leaves to its map what another names, a value is there under either's terms.
        let open = rest != Rest::Ignore;
        if open && objects.len() > 1 {
            rest = Rest::Keep(Ty::Any);
        }
        let field = |(mut field, count): (Field<Hint>, usize)| {
            if count < objects.len() {
                field.presence = Presence::Optional { three_valued: needs_null(&field) };
                field.ty = if open { Ty::Any } else { field.ty };
            }
            if let Presence::Optional { three_valued } = &mut field.presence {
                // Where any JSON may stand, null is kept.
                *three_valued &= matches!(field.ty, Ty::Nullable(_));
            }
            field
        };
        let fields: Vec<Field<Hint>> = fields.into_values().map(field).collect();
        if fields.is_empty() {
            return Lowered::Ty(Ty::Map { key: None, value: Box::new(Ty::Any) });
        }
        Lowered::Kind(Kind::Struct { fields, rest })
    }
}

/// The objects that a member is, itself or as a union.
fn flat_objects<'n>(normal: &'n Normal, schema: SchemaId, out: &mut Vec<(&'n Object, SchemaId)>, depth: u32) {
    match &normal[schema].shape {
        Shape::Object(object) => out.push((object, schema)),
        Shape::Union(union) if depth < 32 => {
            for member in &union.members {
                flat_objects(normal, member.value.schema, out, depth + 1);
            }
        }
        _ => {}
    }
}

/// Whether a member asks for the property and takes null for it: being absent is something else then.
fn needs_null(field: &Field<Hint>) -> bool {
    let asked = matches!(field.presence, Presence::Required | Presence::Optional { three_valued: true });
    asked && matches!(field.ty, Ty::Nullable(_))
}

/// A property that two members know.
fn either(a: Field<Hint>, b: Field<Hint>) -> Field<Hint> {
    let presence = match (&a.presence, &b.presence) {
        (x, y) if x == y => a.presence.clone(),
        (Presence::Optional { .. }, _) | (_, Presence::Optional { .. }) => {
            Presence::Optional { three_valued: needs_null(&a) || needs_null(&b) }
        }
        _ => Presence::Required,
    };
    let strip = |ty: &Ty| match ty {
        Ty::Nullable(inner) => (**inner).clone(),
        ty => ty.clone(),
    };
    let null = matches!(a.ty, Ty::Nullable(_)) || matches!(b.ty, Ty::Nullable(_));
    let ty = match (strip(&a.ty), strip(&b.ty)) {
        (a, b) if a == b => a,
        (Ty::Scalar(a), Ty::Scalar(b)) if a.rust == b.rust => Ty::Scalar(a),
        // Text is text, whatever formats the two see in it.
        (Ty::Scalar(a), Ty::Scalar(b)) if a.schema == "string" && b.schema == "string" => {
            scalar::string(None)
        }
        _ => Ty::Any,
    };
    let mut docs = a.docs.clone();
    crate::normal::fill(&mut docs, &b.docs);
    Field {
        ty: if null { nullable(ty) } else { ty },
        presence,
        docs,
        read_only: a.read_only && b.read_only,
        write_only: a.write_only && b.write_only,
        inside: if a.inside == b.inside { a.inside.clone() } else { Vec::new() },
        constraints: if a.constraints == b.constraints { a.constraints.clone() } else { Default::default() },
        ..a
    }
}
