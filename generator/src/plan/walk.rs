//! Walks over uses of types.

use crate::ir::{Api, Body, Content, Kind, Operation, Rest, Ty, TypeDef, TypeId};
use crate::table::scalar::Scalar;

/// Every named type in `ty`, with whether the value itself is in there: not behind a list, a map or a pointer.
pub fn each_name(ty: &Ty, inside: bool, each: &mut dyn FnMut(TypeId, bool)) {
    match ty {
        Ty::Scalar(_) | Ty::Any => {}
        Ty::Named(id) => each(*id, inside),
        Ty::List(item) | Ty::Boxed(item) => each_name(item, false, each),
        Ty::Map { key, value } => {
            if let Some(key) = key {
                each(*key, false);
            }
            each_name(value, false, each);
        }
        Ty::Nullable(inner) => each_name(inner, inside, each),
        Ty::Tuple(items) => items.iter().for_each(|item| each_name(item, inside, each)),
    }
}

/// Every type that the definition of a type uses.
pub fn each_use<N>(def: &TypeDef<N>, each: &mut dyn FnMut(&Ty)) {
    match &def.kind {
        Kind::Struct { fields, rest } => {
            fields.iter().for_each(|field| each(&field.ty));
            if let Rest::Keep(ty) = rest {
                each(ty);
            }
        }
        Kind::Enum { .. } => {}
        Kind::Union { variants, .. } => variants.iter().for_each(|variant| each(&variant.ty)),
        Kind::Newtype(ty) => each(ty),
    }
}

/// The same, to change them.
pub fn each_use_mut<N>(def: &mut TypeDef<N>, each: &mut dyn FnMut(&mut Ty)) {
    match &mut def.kind {
        Kind::Struct { fields, rest } => {
            fields.iter_mut().for_each(|field| each(&mut field.ty));
            if let Rest::Keep(ty) = rest {
                each(ty);
            }
        }
        Kind::Enum { .. } => {}
        Kind::Union { variants, .. } => variants.iter_mut().for_each(|variant| each(&mut variant.ty)),
        Kind::Newtype(ty) => each(ty),
    }
}

/// Every scalar in `ty`.
pub fn each_scalar(ty: &Ty, each: &mut dyn FnMut(&'static Scalar)) {
    match ty {
        Ty::Scalar(scalar) => each(scalar),
        Ty::List(inner) | Ty::Boxed(inner) | Ty::Nullable(inner) | Ty::Map { value: inner, .. } => {
            each_scalar(inner, each);
        }
        Ty::Tuple(items) => items.iter().for_each(|item| each_scalar(item, each)),
        Ty::Named(_) | Ty::Any => {}
    }
}

/// Replaces every link in `ty`.
pub fn relink(ty: &mut Ty, link: &dyn Fn(TypeId) -> TypeId) {
    match ty {
        Ty::Scalar(_) | Ty::Any => {}
        Ty::Named(id) => *id = link(*id),
        Ty::List(inner) | Ty::Boxed(inner) | Ty::Nullable(inner) => relink(inner, link),
        Ty::Map { key, value } => {
            if let Some(key) = key {
                *key = link(*key);
            }
            relink(value, link);
        }
        Ty::Tuple(items) => items.iter_mut().for_each(|item| relink(item, link)),
    }
}

/// Every type that an operation or a webhook sends (`true`) or answers with (`false`).
pub fn each_message<N>(api: &mut Api<N>, each: &mut dyn FnMut(&mut Ty, bool)) {
    for Operation { params, body, answers, .. } in &mut api.operations {
        params.iter_mut().for_each(|param| each(&mut param.ty, true));
        if let Some(Body { contents, .. }) = body {
            contents.iter_mut().filter_map(|Content { ty, .. }| ty.as_mut()).for_each(|ty| each(ty, true));
        }
        for answer in answers {
            answer
                .contents
                .iter_mut()
                .filter_map(|content| content.ty.as_mut())
                .for_each(|ty| each(ty, false));
            answer.headers.iter_mut().for_each(|(_, ty, _)| each(ty, false));
        }
    }
    api.webhooks.iter_mut().filter_map(|webhook| webhook.payload.as_mut()).for_each(|ty| each(ty, false));
    api.event.iter_mut().for_each(|ty| each(ty, false));
}
