//! Walks over the types that something mentions, in the order in which it does.

use super::{Api, Kind, Operation, Rest, Ty, TypeId};

impl<N> Kind<N> {
    /// Every type that it mentions.
    pub fn each_type(&self, each: &mut dyn FnMut(&Ty)) {
        match self {
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
    pub fn each_type_mut(&mut self, each: &mut dyn FnMut(&mut Ty)) {
        match self {
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
}

impl Ty {
    /// Every named type that it mentions.
    pub fn each_named(&self, each: &mut dyn FnMut(TypeId)) {
        match self {
            Ty::Named(id) => each(*id),
            Ty::List(inner) | Ty::Nullable(inner) | Ty::Boxed(inner) => inner.each_named(each),
            Ty::Tuple(items) => items.iter().for_each(|item| item.each_named(each)),
            Ty::Map { key, value } => {
                key.iter().for_each(|id| each(*id));
                value.each_named(each);
            }
            Ty::Scalar(_) | Ty::Any => {}
        }
    }
}

impl<N> Operation<N> {
    /// Every type that it sends or is answered with.
    pub fn each_type(&self, each: &mut dyn FnMut(&Ty)) {
        self.params.iter().for_each(|param| each(&param.ty));
        let sent = self.body.iter().flat_map(|body| &body.contents);
        let answered = self.answers.iter().flat_map(|answer| &answer.contents);
        sent.chain(answered).filter_map(|content| content.ty.as_ref()).for_each(&mut *each);
        self.answers.iter().flat_map(|answer| &answer.headers).for_each(|(_, ty, _)| each(ty));
    }
}

impl<N> Api<N> {
    /// Every type that an operation or a webhook sends (`true`) or answers with (`false`), to change it.
    pub fn each_message_mut(&mut self, each: &mut dyn FnMut(&mut Ty, bool)) {
        for operation in &mut self.operations {
            operation.params.iter_mut().for_each(|param| each(&mut param.ty, true));
            let sent = operation.body.iter_mut().flat_map(|body| &mut body.contents);
            sent.filter_map(|content| content.ty.as_mut()).for_each(|ty| each(ty, true));
            for answer in &mut operation.answers {
                let contents = answer.contents.iter_mut();
                contents.filter_map(|content| content.ty.as_mut()).for_each(|ty| each(ty, false));
                answer.headers.iter_mut().for_each(|(_, ty, _)| each(ty, false));
            }
        }
        let payloads = self.webhooks.iter_mut().filter_map(|webhook| webhook.payload.as_mut());
        payloads.chain(&mut self.event).for_each(|ty| each(ty, false));
    }
}
