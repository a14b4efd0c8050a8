//! What a type needs beside its definition: how it is built.

use super::pins::Pins;
use super::roles::TYPE;
use super::scope::Scope;
use crate::ir::{Field, Hint, Ident, Kind, Presence, Rest, Ty, TypeDef, TypeId};
use crate::ledger::Type;

/// What is printed beside a [`TypeDef`].
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The field that keeps all properties without one of their own.
    pub rest: Option<Ident>,
    /// How it is built; only what is sent is.
    pub build: Option<Build>,
    /// Of a union: the member that a placeholder is made of, where it cannot be the first that is tried.
    pub blank: Option<Ident>,
}

/// A constructor and setters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Build {
    /// What `new` takes, in the order of the document.
    pub new: Vec<Argument>,
    /// The type of which `new` takes one instead, with a field for each: where there are too many to be told apart by
    /// position.
    pub required: Option<Ident>,
    /// One for each part that may be left out.
    pub setters: Vec<Argument>,
    /// Setters that the document calls deprecated.
    pub deprecated: Vec<Ident>,
    /// Whether the document calls the type so, and with it its constructor.
    pub is_deprecated: bool,
}

impl Build {
    /// More arguments than this are handed over as one value with named fields (`clippy::too_many_arguments`).
    pub const MOST_ARGUMENTS: usize = 7;

    /// Whether `new` needs a type for what it takes.
    pub fn is_long(&self) -> bool {
        self.new.len() > Self::MOST_ARGUMENTS
    }
}

/// A value that a caller hands over.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// The field, parameter and setter.
    pub name: Ident,
    /// How it is taken.
    pub spec: Spec,
}

/// How a value is taken: the specifications of the runtime's `builder!`.
#[derive(Clone, Debug, PartialEq)]
pub enum Spec {
    /// As it is: `quantity: u32`.
    Value(Ty),
    /// Anything that becomes it: `impl Into<String>`.
    Into(Ty),
    /// Anything that becomes it, kept behind a pointer.
    Boxed(Ty),
    /// Anything that yields items that become it.
    List(Ty),
    /// Anything that yields pairs that become it; the keys are text, or an enum.
    Map(Option<TypeId>, Ty),
    /// The same, for properties that have no field of their own.
    Rest(Ty),
    /// A value or null.
    Null(Ty),
    /// What may be left out, but was required before: taken like this, and stored as an option.
    Given(Box<Spec>),
    /// Absent, null and a value are told apart: a setter for a value, and one of this name for null.
    Patch(Ident, Box<Spec>),
}

impl Spec {
    /// How a value of this type is taken.
    pub fn of(ty: &Ty) -> Spec {
        match ty {
            Ty::Scalar(scalar) if scalar.traits.copy => Spec::Value(ty.clone()),
            Ty::Tuple(_) => Spec::Value(ty.clone()),
            Ty::List(item) if is_by_value(item) => Spec::Value(ty.clone()),
            Ty::List(item) => Spec::List((**item).clone()),
            Ty::Map { value, .. } if is_by_value(value) => Spec::Value(ty.clone()),
            Ty::Map { key, value } => Spec::Map(*key, (**value).clone()),
            Ty::Nullable(inner) => Spec::Null((**inner).clone()),
            Ty::Boxed(inner) => Spec::Boxed((**inner).clone()),
            Ty::Scalar(_) | Ty::Named(_) | Ty::Any => Spec::Into(ty.clone()),
        }
    }
}

/// A literal does not know its type behind `impl Into`, so these are taken as they are.
fn is_by_value(ty: &Ty) -> bool {
    matches!(Spec::of(ty), Spec::Value(_))
}

/// What is printed beside each type.
pub fn models(types: &[TypeDef<Ident>], blanks: Vec<Option<Ident>>, pins: &Pins<'_>) -> Vec<Model> {
    let types_and_blanks = types.iter().zip(blanks).enumerate();
    let mut models: Vec<Model> =
        types_and_blanks.map(|(index, (def, blank))| model(def, blank, pins.built(index))).collect();
    let kept: Vec<Ident> = models.iter().filter_map(|model| model.build.as_ref()?.required.clone()).collect();
    let taken: Vec<&Ident> = types.iter().map(|def| &def.name).chain(&kept).collect();
    let builds =
        models.iter_mut().zip(types).filter_map(|(model, def)| Some((model.build.as_mut()?, &def.name)));
    let long: Vec<(&mut Build, &Ident)> =
        builds.filter(|(build, _)| build.required.is_none() && build.is_long()).collect();
    let names = required_names(&taken, long.iter().map(|(_, name)| *name));
    for ((build, _), name) in long.into_iter().zip(names) {
        build.required = Some(name);
    }
    models
}

/// For each of these types the name of another with all that it requires, next to all that is taken.
pub fn required_names<'a>(taken: &[&Ident], types: impl Iterator<Item = &'a Ident>) -> Vec<Ident> {
    let said =
        |name: &Ident| Hint::new(format!("{} required", name.0)).or(format!("{} required fields", name.0));
    let wanted: Vec<Hint> = types.map(said).collect();
    taken.iter().fold(Scope::new(&TYPE), |scope, name| scope.take(name)).name(&wanted)
}

fn model(def: &TypeDef<Ident>, blank: Option<Ident>, before: Option<&Type>) -> Model {
    let Kind::Struct { fields, rest } = &def.kind else { return Model { rest: None, build: None, blank } };
    let rest = match rest {
        Rest::Ignore => None,
        Rest::Keep(ty) => Some((rest_name(fields), ty)),
    };
    let is_deprecated = def.docs.deprecated;
    let needs_build = def.usage.sent || before.is_some();
    let build = needs_build.then(|| {
        let required = before.and_then(|before| before.required.as_ref()).map(|name| Ident(name.0.clone()));
        Build { is_deprecated, required, ..build(fields, rest.as_ref(), before) }
    });
    Model { rest: rest.map(|(name, _)| name), build, blank }
}

/// `rest`, or the first of ever longer names that no property has.
fn rest_name(fields: &[Field<Ident>]) -> Ident {
    let longer = |name: &Ident| Some(Ident(format!("{}_of_properties", name.0)));
    let mut names = std::iter::successors(Some(Ident("rest".to_owned())), longer);
    names
        .find(|name| fields.iter().all(|field| field.name != *name))
        .unwrap_or_else(|| Ident("rest".to_owned()))
}

/// What `new` took before it takes still, in that order.
fn build(fields: &[Field<Ident>], rest: Option<&(Ident, &Ty)>, before: Option<&Type>) -> Build {
    let mut build = Build::default();
    let took = before.and_then(|before| before.new.as_deref()).unwrap_or_default();
    let place = |field: &Field<Ident>| took.iter().position(|part| part.name.0 == field.name.0);
    let took_option = |field: &Field<Ident>| {
        let is_as_field = took.iter().any(|part| part.name.0 == field.name.0 && part.ty.is_empty());
        let mut parts = before.and_then(|before| before.fields.as_deref()).unwrap_or_default().iter();
        is_as_field && parts.any(|part| part.name.0 == field.name.0 && part.ty.starts_with("Option<"))
    };
    let mut ordered: Vec<&Field<Ident>> = fields.iter().collect();
    ordered.sort_by_cached_key(|field| place(field).unwrap_or(usize::MAX));
    for field in ordered {
        let argument = |spec| Argument { name: field.name.clone(), spec };
        match &field.presence {
            Presence::Optional { .. } if place(field).is_some() && took_option(field) => {
                build.new.push(argument(Spec::Null(value_type(&field.ty).clone())));
            }
            Presence::Optional { .. } if place(field).is_some() => {
                build.new.push(argument(Spec::Given(Box::new(Spec::of(value_type(&field.ty))))));
            }
            Presence::Required => build.new.push(argument(Spec::of(&field.ty))),
            Presence::Optional { three_valued } => {
                let spec = Spec::of(value_type(&field.ty));
                let null =
                    Ident(format!("{}_null", field.name.0.trim_start_matches("r#").trim_end_matches('_')));
                let spec = if *three_valued { Spec::Patch(null, Box::new(spec)) } else { spec };
                build.deprecated.extend(field.docs.deprecated.then(|| field.name.clone()));
                build.setters.push(argument(spec));
            }
            Presence::Fixed(_) => {}
        }
    }
    if let Some((name, ty)) = rest {
        build.setters.push(Argument { name: name.clone(), spec: Spec::Rest((*ty).clone()) });
    }
    build
}

/// What an optional property holds when it is there: null is its absence.
pub fn value_type(ty: &Ty) -> &Ty {
    match ty {
        Ty::Nullable(inner) => inner,
        _ => ty,
    }
}
