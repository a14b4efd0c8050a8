//! What an inline type is called that is all of what several operations send or answer with: by what is in it, since none
//! of the operations has more to do with it than another.

use super::Slot;
use super::name::{Context, Owner, words};
use crate::config::Config;
use crate::ir::{Field, Hint, Kind, Rest, Ty, TypeDef};

/// What a component is called: as the configuration says, if it does.
pub(super) fn called(component: &str, config: &Config) -> String {
    let said = config.schema(component).and_then(|schema| schema.name.as_deref());
    said.unwrap_or(component).to_owned()
}

/// What the component is called that each type is of, by its id.
pub(super) fn components(slots: &[Slot], config: &Config) -> Vec<Option<String>> {
    let component = |slot: &Slot| Some(called(slot.def.as_ref()?.component.as_ref()?, config));
    slots.iter().map(component).collect()
}

/// `Pet Response` for an object around a `Pet`, `Pet List Response` around a list of them, `Message Response` for one with
/// nothing but a `message`. None where there is more in it, or where it is not the same to all who use it.
pub(super) fn name(
    def: &TypeDef<Hint>,
    contexts: &[Context],
    components: &[Option<String>],
) -> Option<String> {
    let role = contexts.first()?.role().filter(|role| matches!(*role, "Request" | "Response"))?;
    if contexts.iter().any(|context| context.role() != Some(role)) {
        return None;
    }
    let Kind::Struct { fields, rest: Rest::Ignore } = &def.kind else { return None };
    let what = match fields.as_slice() {
        [] => "Empty".to_owned(),
        [one] => content(fields, components).unwrap_or_else(|| one.wire.clone()),
        _ => content(fields, components)?,
    };
    // `PetResponse` is the component's own name already.
    let role = if what.to_lowercase().ends_with(&role.to_lowercase()) { "Body" } else { role };
    Some(format!("{what} {role}"))
}

/// What a part of several components is called where a word of its own says little: the `type` of `AccountContent` and of
/// `AccountDelegation` is an `AccountType`. None where the components have no word in common.
pub(super) fn within(name: &str, contexts: &[Context], config: &Config) -> Option<String> {
    let component = |context: &Context| match &context.owner {
        Owner::Component(component) => Some(words(&called(component, config))),
        _ => None,
    };
    let components: Vec<Vec<String>> = contexts.iter().map(component).collect::<Option<_>>()?;
    let (first, others) = components.split_first()?;
    let shared = first
        .iter()
        .enumerate()
        .take_while(|(index, word)| others.iter().all(|other| other.get(*index) == Some(word)));
    let shared: Vec<&str> = shared.map(|(_, word)| word.as_str()).collect();
    let says_little = words(name).len() == 1 && !shared.is_empty() && !shared.contains(&name);
    says_little.then(|| format!("{} {name}", shared.join(" ")))
}

/// The component that the only field leads to that holds more than a scalar.
fn content(fields: &[Field<Hint>], components: &[Option<String>]) -> Option<String> {
    let mut rich = fields.iter().filter(|field| !matches!(bare(&field.ty), Ty::Scalar(_)));
    let (only, None) = (rich.next()?, rich.next()) else { return None };
    let component = |ty: &Ty| match bare(ty) {
        Ty::Named(id) => components.get(id.0 as usize)?.clone(),
        _ => None,
    };
    match bare(&only.ty) {
        Ty::List(item) => component(item).map(|item| format!("{item} List")),
        one => component(one),
    }
}

/// A type without what only says that it may be null, or where it stands.
fn bare(ty: &Ty) -> &Ty {
    match ty {
        Ty::Nullable(inner) | Ty::Boxed(inner) => bare(inner),
        ty => ty,
    }
}
