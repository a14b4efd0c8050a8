//! Members of unions, answers by status, and bodies of several media types that are much larger than the others live behind a
//! pointer, so that a value of the enum is not as large as its largest member (`clippy::large_enum_variant`).

use super::answer::Returned;
use super::call::Call;
use super::pins::Pins;
use crate::ir::{Ident, Kind, Presence, Rest, Ty, TypeDef, Variant};

/// A member of more bytes than this is behind a pointer. The lint speaks up at a difference of 200.
const LARGE: usize = 200;

/// Types nest deeper only in documents that nobody wrote by hand; what is below counts as large.
const DEEPEST: usize = 200;

/// Puts a pointer on every large member of a union; one that was there before stays as it was.
pub fn put_boxes(types: &mut [TypeDef<Ident>], pins: &Pins<'_>) {
    let is_large = large(types);
    let is_large = |ty: &Ty| is_named(ty, &is_large);
    for (index, def) in types.iter_mut().enumerate() {
        let Kind::Union { variants, .. } = &mut def.kind else { continue };
        for Variant { name, ty, .. } in variants {
            let is_named = matches!(ty, Ty::Named(_));
            if pins.is_boxed(index, name).map_or_else(|| is_large(ty), |boxed| boxed && is_named) {
                *ty = Ty::Boxed(Box::new(ty.clone()));
            }
        }
    }
}

/// Puts a pointer on every large answer of an operation whose answers differ by their status, and on every large member of a
/// body that may be of several media types.
pub fn put_boxes_in_calls(types: &[TypeDef<Ident>], calls: &mut [Call]) {
    let is_large = large(types);
    let put = |ty: &mut Ty| {
        if is_named(ty, &is_large) {
            *ty = Ty::Boxed(Box::new(ty.clone()));
        }
    };
    for call in calls {
        if let Returned::Several(several) = &mut call.answer {
            for (_, _, returned) in &mut several.variants {
                if let Returned::Json(ty) = returned {
                    put(ty);
                }
            }
        }
        let body = call.body.as_mut().filter(|body| body.either.is_some());
        body.into_iter().flat_map(|body| &mut body.contents).for_each(|content| put(&mut content.ty));
    }
}

/// Whether a type is one of those that have this mark.
fn is_named(ty: &Ty, marked: &[bool]) -> bool {
    matches!(ty, Ty::Named(id) if marked.get(id.0 as usize) == Some(&true))
}

/// Which types are large.
fn large(types: &[TypeDef<Ident>]) -> Vec<bool> {
    let mut sizes = Sizes { types, known: vec![None; types.len()] };
    (0..types.len()).map(|index| sizes.of_type(index, 0) > LARGE).collect()
}

/// Sizes in bytes, on a 64-bit machine, rather too large than too small.
struct Sizes<'a> {
    types: &'a [TypeDef<Ident>],
    known: Vec<Option<usize>>,
}

impl Sizes<'_> {
    fn of_type(&mut self, index: usize, depth: usize) -> usize {
        if let Some(Some(size)) = self.known.get(index) {
            return *size;
        }
        let Some(def) = self.types.get(index).filter(|_| depth < DEEPEST) else { return LARGE + 1 };
        let size = match &def.kind {
            Kind::Struct { fields, rest } => {
                let kept = fields.iter().filter(|field| !matches!(field.presence, Presence::Fixed(_)));
                let fields: usize = kept.map(|field| self.of(&field.ty, depth) + 8).sum();
                fields + if matches!(rest, Rest::Keep(_)) { 72 } else { 0 }
            }
            Kind::Enum { .. } => 24,
            Kind::Union { variants, .. } => {
                let sizes = variants.iter().map(|variant| self.of(&variant.ty, depth));
                8 + sizes.filter(|size| *size <= LARGE).max().unwrap_or_default().max(72)
            }
            Kind::Newtype(ty) => self.of(ty, depth),
        };
        if let Some(known) = self.known.get_mut(index) {
            *known = Some(size);
        }
        size
    }

    fn of(&mut self, ty: &Ty, depth: usize) -> usize {
        match ty {
            Ty::Scalar(scalar) if scalar.traits.copy => 8,
            Ty::Scalar(_) | Ty::List(_) => 24,
            Ty::Boxed(_) => 8,
            Ty::Map { .. } | Ty::Any => 72,
            Ty::Named(id) => self.of_type(id.0 as usize, depth + 1),
            Ty::Tuple(items) => items.iter().map(|item| self.of(item, depth)).sum(),
            Ty::Nullable(inner) => 8 + self.of(inner, depth),
        }
    }
}
