//! What a fake of the API answers: the document's examples where they are what their schema says, values made up from the
//! schema elsewhere. A fake that contradicts the client would be of no use to anybody's tests.

use super::answer::successes;
use super::model::Model;
use crate::ir::{
    Answer, Api, Content, Dispatch, Field, Ident, JsonKind, Kind, Operation, Presence, Rest, Status, Ty,
    TypeDef, TypeId, Variant,
};
use crate::parallel;
use crate::table::media::Behaviour;
use serde_json::{Map, Value};
use std::io;

/// The answer to one operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The status.
    pub status: u16,
    /// The media type, where there is a body.
    pub media_type: Option<String>,
    /// The body: JSON as it is, anything else as text.
    pub body: Option<Value>,
}

/// An example that is larger is not for reading, in bytes of JSON.
const LARGEST: usize = 1 << 16;

/// How many values are made up for one answer before it goes without.
const MOST: usize = 1 << 12;

/// How deep lists and unions are made up like the document has them; below, they are as short as can be.
const DEEP: usize = 3;

/// One for each operation; none where nothing can be made up.
pub fn samples(api: &Api<Ident>, models: &[Model]) -> Vec<Option<Sample>> {
    /// Operations that a worker takes at a time.
    const SHARE: usize = 16;
    let types = Types { defs: &api.types, models };
    parallel::map(&api.operations, SHARE, |operation| sample(&types, operation))
}

/// A value of a type as a caller might send it: the first of these examples that is one, or made up under this name.
pub fn value(api: &Api<Ident>, models: &[Model], ty: &Ty, name: &str, examples: &[Value]) -> Option<Value> {
    let types = Types { defs: &api.types, models };
    types.example(ty, examples).or_else(|| {
        let value = types.make(ty, name, 0, &mut MOST.clone())?;
        types.fits(ty, &value).then_some(value)
    })
}

/// The first of these examples that a value of this type could be.
pub fn example(api: &Api<Ident>, models: &[Model], ty: &Ty, examples: &[Value]) -> Option<Value> {
    Types { defs: &api.types, models }.example(ty, examples)
}

/// Which member of a union a value is.
pub fn member(api: &Api<Ident>, models: &[Model], union: TypeId, value: &Value) -> Option<usize> {
    let types = Types { defs: &api.types, models };
    let Kind::Union { variants, dispatch } = &types.def(union)?.kind else { return None };
    types.member(variants, dispatch, value)
}

fn sample(types: &Types<'_>, operation: &Operation<Ident>) -> Option<Sample> {
    let answers = successes(&operation.answers);
    let has_body = |answer: &&&Answer| !answer.contents.is_empty() && operation.method != "HEAD";
    let Some(answer) = answers.iter().find(has_body).or(answers.first()) else {
        return Some(Sample { status: 200, media_type: None, body: None });
    };
    let status = match answer.status {
        Status::Exact(code) => code,
        Status::Range(_) | Status::Default => 200,
    };
    let is_json = |content: &&Content| content.media.behaviour == Behaviour::Json;
    let json = answer.contents.iter().find(is_json);
    match (json, answer.contents.first()) {
        _ if operation.method == "HEAD" => Some(Sample { status, media_type: None, body: None }),
        (Some(content), _) => {
            let media_type = Some(content.media_type.clone());
            Some(Sample { status, media_type, body: Some(types.body(content)?) })
        }
        (None, Some(content)) => {
            let text = content.examples.iter().find(|example| example.is_string() && is_small(example));
            Some(Sample { status, media_type: Some(content.media_type.clone()), body: text.cloned() })
        }
        (None, None) => Some(Sample { status, media_type: None, body: None }),
    }
}

/// Whether an example is worth keeping: tools write `string` and `<string>` where there is none.
fn is_real(value: &Value) -> bool {
    match value {
        Value::String(text) => text != "string" && !(text.starts_with('<') && text.ends_with('>')),
        Value::Array(items) => items.iter().all(is_real),
        Value::Object(entries) => entries.values().all(is_real),
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
    }
}

fn is_small(value: &Value) -> bool {
    serde_json::to_writer(Room(LARGEST), value).is_ok()
}

/// Room for so many bytes.
struct Room(usize);

impl io::Write for Room {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The types that examples are held against.
struct Types<'p> {
    defs: &'p [TypeDef<Ident>],
    models: &'p [Model],
}

impl Types<'_> {
    /// The body of an answer.
    fn body(&self, content: &Content) -> Option<Value> {
        let ty = content.ty.as_ref().unwrap_or(&Ty::Any);
        if let Some(example) = self.example(ty, &content.examples) {
            return Some(example);
        }
        let value = self.make(ty, "text", 0, &mut MOST.clone())?;
        self.fits(ty, &value).then_some(value)
    }

    /// The first example that a value of this type could be.
    fn example(&self, ty: &Ty, examples: &[Value]) -> Option<Value> {
        let fits = |example: &&Value| is_real(example) && is_small(example) && self.fits(ty, example);
        examples.iter().find(fits).cloned()
    }

    fn def(&self, id: TypeId) -> Option<&TypeDef<Ident>> {
        self.defs.get(id.0 as usize)
    }

    /// Makes a value up; `name` is what it is called in the document.
    fn make(&self, ty: &Ty, name: &str, depth: usize, left: &mut usize) -> Option<Value> {
        *left = left.checked_sub(1)?;
        match ty {
            Ty::Scalar(scalar) => match (scalar.schema, scalar.rust) {
                (_, "String") => Some(text(name).into()),
                ("integer", _) => Some(1.into()),
                _ => serde_json::from_str(scalar.example).ok(),
            },
            Ty::Named(id) => self.named(*id, name, depth + 1, left),
            Ty::List(_) if depth >= DEEP => Some(Value::Array(Vec::new())),
            Ty::List(item) => Some(Value::Array(vec![self.make(item, name, depth + 1, left)?])),
            Ty::Tuple(items) => {
                let items = items.iter().map(|item| self.make(item, name, depth + 1, left));
                items.collect::<Option<_>>().map(Value::Array)
            }
            Ty::Map { .. } => Some(Value::Object(Map::new())),
            Ty::Nullable(_) if depth >= DEEP => Some(Value::Null),
            Ty::Nullable(inner) | Ty::Boxed(inner) => self.make(inner, name, depth, left),
            Ty::Any => Some(Value::Object(Map::new())),
        }
    }

    fn named(&self, id: TypeId, name: &str, depth: usize, left: &mut usize) -> Option<Value> {
        let (def, model) = (self.def(id)?, self.models.get(id.0 as usize)?);
        if let Some(example) = self.example(&Ty::Named(id), &def.docs.examples) {
            return Some(example);
        }
        match &def.kind {
            Kind::Struct { fields, .. } => {
                let mut object = Map::new();
                for field in fields {
                    if let Some(value) = self.field(field, depth, left)? {
                        object.insert(field.wire.clone(), value);
                    }
                }
                Some(Value::Object(object))
            }
            Kind::Enum { values } => values.first().map(|value| value.wire.clone()),
            Kind::Union { variants, dispatch } => {
                let least = model.blank.as_ref().filter(|_| depth >= DEEP);
                let blank = least.and_then(|name| variants.iter().find(|variant| variant.name == *name));
                let variant = blank.or(variants.first())?;
                let mut value = self.make(&variant.ty, name, depth, left)?;
                if let (Dispatch::Tag { property }, Some(tag), Some(object)) =
                    (dispatch, &variant.tag, value.as_object_mut())
                {
                    object.insert(property.clone(), tag.as_str().into());
                }
                Some(value)
            }
            Kind::Newtype(ty) => self.make(ty, name, depth, left),
        }
    }

    /// What is required is made up; what may be left out is there if the document says what it looks like.
    fn field(&self, field: &Field<Ident>, depth: usize, left: &mut usize) -> Option<Option<Value>> {
        let example = self.example(&field.ty, &field.docs.examples);
        match &field.presence {
            Presence::Fixed(value) => Some(Some(value.clone())),
            Presence::Optional { .. } => Some(example),
            Presence::Required => {
                example.or_else(|| self.make(&field.ty, &field.wire, depth, left)).map(Some)
            }
        }
    }

    /// Whether a value is surely read as this type.
    fn fits(&self, ty: &Ty, value: &Value) -> bool {
        match ty {
            Ty::Scalar(scalar) => match scalar.rust {
                "String" => value.is_string(),
                "bool" => value.is_boolean(),
                "i32" => value.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
                "u32" => value.as_u64().is_some_and(|number| u32::try_from(number).is_ok()),
                "i64" => value.is_i64(),
                "u64" => value.is_u64(),
                "i128" => value.is_i64() || value.is_u64(),
                "f32" | "f64" => value.is_number(),
                _ => {
                    if scalar.schema == "number" {
                        value.is_number()
                    } else {
                        value.is_string()
                    }
                }
            },
            Ty::Named(id) => self.def(*id).is_some_and(|def| self.is_one(def, value)),
            Ty::List(item) => {
                value.as_array().is_some_and(|items| items.iter().all(|one| self.fits(item, one)))
            }
            Ty::Tuple(types) => value.as_array().is_some_and(|items| {
                items.len() == types.len() && types.iter().zip(items).all(|(ty, item)| self.fits(ty, item))
            }),
            Ty::Map { value: ty, .. } => {
                value.as_object().is_some_and(|entries| entries.values().all(|one| self.fits(ty, one)))
            }
            Ty::Nullable(inner) => value.is_null() || self.fits(inner, value),
            Ty::Boxed(inner) => self.fits(inner, value),
            Ty::Any => true,
        }
    }

    fn is_one(&self, def: &TypeDef<Ident>, value: &Value) -> bool {
        match &def.kind {
            Kind::Struct { fields, rest } => value.as_object().is_some_and(|object| {
                let known = fields.iter().all(|field| self.has_field(field, object));
                let is_known = |name: &String| fields.iter().any(|field| field.wire == *name);
                let kept = |(name, value): (&String, &Value)| match rest {
                    Rest::Keep(ty) if !is_known(name) => self.fits(ty, value),
                    Rest::Keep(_) | Rest::Ignore => true,
                };
                known && object.iter().all(kept)
            }),
            Kind::Enum { values } => value.is_string() || values.iter().any(|listed| listed.wire == *value),
            Kind::Union { variants, dispatch } => {
                let is_unlisted = match dispatch {
                    Dispatch::Tag { property } => {
                        value.get(property).and_then(Value::as_str).is_some_and(|tag| {
                            variants.iter().all(|variant| variant.tag.as_deref() != Some(tag))
                        })
                    }
                    Dispatch::Shape { .. } => false,
                };
                is_unlisted || self.member(variants, dispatch, value).is_some()
            }
            Kind::Newtype(ty) => self.fits(ty, value),
        }
    }

    /// The member that a value surely is.
    fn member(&self, variants: &[Variant<Ident>], dispatch: &Dispatch, value: &Value) -> Option<usize> {
        let fits = |index: &usize| variants.get(*index).is_some_and(|variant| self.fits(&variant.ty, value));
        match dispatch {
            Dispatch::Tag { property } => {
                let tag = value.get(property)?.as_str()?;
                variants.iter().position(|variant| variant.tag.as_deref() == Some(tag)).filter(fits)
            }
            Dispatch::Shape { order } => match decided(variants, value) {
                Some(index) => Some(index).filter(fits),
                None => order.iter().copied().find(|index| {
                    variants.get(*index).is_some_and(|variant| takes(variant, value)) && fits(index)
                }),
            },
        }
    }

    fn has_field(&self, field: &Field<Ident>, object: &Map<String, Value>) -> bool {
        match (&field.presence, object.get(&field.wire)) {
            (Presence::Fixed(fixed), found) => found == Some(fixed),
            (Presence::Optional { .. }, None) => true,
            (Presence::Required, None) => false,
            (_, Some(value)) => self.fits(&field.ty, value),
        }
    }
}

/// The member that a key of the value decides for: the first such key does.
fn decided(variants: &[Variant<Ident>], value: &Value) -> Option<usize> {
    let holds = |key: &String| variants.iter().position(|variant| variant.probe.keys.contains(key));
    value.as_object()?.keys().find_map(holds)
}

/// Whether a member takes values of this kind.
fn takes(variant: &Variant<Ident>, value: &Value) -> bool {
    let kinds = &variant.probe.kinds;
    kinds.is_empty()
        || kinds.iter().any(|kind| match kind {
            JsonKind::Null => value.is_null(),
            JsonKind::Boolean => value.is_boolean(),
            JsonKind::Integer => value.is_i64() || value.is_u64(),
            JsonKind::Number => value.is_number(),
            JsonKind::String => value.is_string(),
            JsonKind::Array => value.is_array(),
            JsonKind::Object => value.is_object(),
        })
}

/// A text that tells where it stands: the name of the property, as an address where the name says that it is one.
fn text(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let is_address = lower.ends_with("url") || lower.ends_with("uri");
    if is_address { format!("https://example.com/{name}") } else { name.to_owned() }
}
