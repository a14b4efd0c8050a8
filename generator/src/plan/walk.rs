//! Walks over what a use of a type is made of.

use crate::ir::{Ty, TypeId};
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
