//! Values as a caller writes them: constructors, setters and literals.

use super::imports::Imports;
use super::literal::{self, short};
use crate::emit::print;
use crate::ir::{Field, Ident, Kind, Presence, Ty, TypeDef, TypeId, Variant};
use crate::plan::Plan;
use crate::plan::model::{Argument, Build, Model, Spec, value_type};
use crate::plan::sample;
use crate::table::scalar::Scalar;
use serde_json::Value;

/// How deep constructors nest before there is no example.
const DEEPEST: usize = 6;

/// How many values an example has before there is none.
const MOST: usize = 64;

/// How many elements of a list or a map of the document's are shown.
const ELEMENTS: usize = 2;

/// What a value is to be: that of the document's example, where there is one, else the first of these examples that is
/// one, else made up.
#[derive(Clone, Copy)]
pub struct Shown<'s> {
    /// What it is called in the document.
    pub name: &'s str,
    /// What the example of the whole has in its place.
    pub value: Option<&'s Value>,
    /// The examples of its own.
    pub examples: &'s [Value],
    /// Whether it is left out rather than made up where `value` cannot be shown.
    pub may_miss: bool,
}

impl<'s> Shown<'s> {
    /// What has no place in an example of the whole.
    pub fn examples(name: &'s str, examples: &'s [Value]) -> Self {
        Shown { name, value: None, examples, may_miss: false }
    }

    /// A part, of which nothing but this is known.
    fn part(self, value: Option<&'s Value>) -> Self {
        Shown { value, examples: &[], ..self }
    }
}

/// Writes values, and remembers what they name.
pub struct Writer<'p> {
    pub plan: &'p Plan,
    pub imports: Imports,
    left: usize,
}

impl<'p> Writer<'p> {
    /// One that has written nothing.
    pub fn new(plan: &'p Plan) -> Self {
        Writer { plan, imports: Imports::default(), left: MOST }
    }

    /// A type, by names that are imported.
    pub fn ty(&mut self, ty: &Ty) -> String {
        let (plan, imports) = (self.plan, std::cell::RefCell::new(&mut self.imports));
        let text = ty.text(&|id| {
            let name = plan.name(id).map(|name| name.0.clone()).unwrap_or_default();
            imports.borrow_mut().add("types", &name);
            name
        });
        for module in ["formats", "wire"] {
            if text.contains(&format!("{module}::")) {
                self.imports.add("", module);
            }
        }
        text
    }

    /// A value for a parameter of a method, which takes lists and maps as they are.
    pub fn handed_over(&mut self, spec: &Spec, shown: Shown<'_>) -> Option<String> {
        match spec {
            Spec::List(item) => self.exact(&Ty::List(Box::new(item.clone())), shown, 0),
            Spec::Map(..) | Spec::Rest(_) => Some("Default::default()".to_owned()),
            Spec::Given(inner) | Spec::Patch(_, inner) => self.handed_over(inner, shown),
            spec => self.spec(spec, shown, 0),
        }
    }

    /// A value for a parameter that takes anything of a kind.
    fn spec(&mut self, spec: &Spec, shown: Shown<'_>, depth: usize) -> Option<String> {
        match spec {
            Spec::Value(ty) => self.exact(ty, shown, depth),
            Spec::Into(ty) => self.taken(ty, shown, depth),
            Spec::Boxed(ty @ Ty::Named(_)) => self.taken(ty, shown, depth),
            Spec::Boxed(_) => None,
            Spec::List(item) => self.list(item, shown, depth),
            Spec::Map(key, value) => self.map(*key, value, shown, depth),
            Spec::Rest(value) => self.map(None, value, shown, depth),
            Spec::Null(ty) => self.exact(&Ty::Nullable(Box::new(ty.clone())), shown, depth),
            Spec::Given(spec) | Spec::Patch(_, spec) => self.spec(spec, shown, depth),
        }
    }

    /// What becomes a value: a literal stays one.
    fn taken(&mut self, ty: &Ty, shown: Shown<'_>, depth: usize) -> Option<String> {
        match ty {
            Ty::Scalar(_) | Ty::Any => self.or_made(ty, shown, |writer, shown| writer.literal(ty, shown)),
            Ty::Named(id) => self.or_made(ty, shown, |writer, shown| writer.named(*id, shown, depth, true)),
            _ => None,
        }
    }

    /// A value of exactly this type.
    pub fn exact(&mut self, ty: &Ty, shown: Shown<'_>, depth: usize) -> Option<String> {
        self.or_made(ty, shown, |writer, shown| writer.exactly(ty, shown, depth))
    }

    /// The value that is shown, or else the first example that is one, or else one that is made up.
    fn or_made(
        &mut self,
        ty: &Ty,
        shown: Shown<'_>,
        make: impl Fn(&mut Self, Shown<'_>) -> Option<String>,
    ) -> Option<String> {
        self.left = self.left.checked_sub(1)?;
        let own = match shown.value {
            Some(_) => None,
            None => sample::example(&self.plan.api, &self.plan.models, ty, shown.examples),
        };
        if let Some(value) = shown.value.or(own.as_ref()) {
            let before = self.imports.clone();
            if let Some(text) = make(self, shown.part(Some(value))) {
                return Some(text);
            }
            self.imports = before;
            if shown.may_miss && shown.value.is_some() {
                return None;
            }
        }
        make(self, shown.part(None))
    }

    fn exactly(&mut self, ty: &Ty, shown: Shown<'_>, depth: usize) -> Option<String> {
        Some(match ty {
            Ty::Scalar(Scalar { traits, .. }) if traits.copy => self.literal(ty, shown)?,
            Ty::Scalar(_) | Ty::Any => format!("{}.into()", self.literal(ty, shown)?),
            Ty::Named(id) => self.named(*id, shown, depth, false)?,
            Ty::List(item) => match shown.value {
                Some(value) => {
                    let items = value.as_array()?.iter().take(ELEMENTS);
                    let items: Option<Vec<String>> =
                        items.map(|value| self.exact(item, shown.part(Some(value)), depth + 1)).collect();
                    format!("vec![{}]", items?.join(", "))
                }
                None => format!("vec![{}]", self.exact(item, shown, depth + 1).unwrap_or_default()),
            },
            Ty::Tuple(items) => {
                let values = shown.value.and_then(Value::as_array);
                let mut texts = Vec::new();
                for (index, item) in items.iter().enumerate() {
                    let value = values.and_then(|values| values.get(index));
                    texts.push(self.exact(item, shown.part(value), depth + 1)?);
                }
                let comma = if texts.len() == 1 { "," } else { "" };
                format!("({}{comma})", texts.join(", "))
            }
            Ty::Map { .. } if shown.value.is_none() => "Default::default()".to_owned(),
            Ty::Map { .. } => return None,
            Ty::Nullable(_) if shown.value.is_none_or(Value::is_null) => "None".to_owned(),
            Ty::Nullable(inner) => format!("Some({})", self.exact(inner, shown, depth)?),
            Ty::Boxed(inner) => format!("Box::new({})", self.exact(inner, shown, depth)?),
        })
    }

    /// What becomes a scalar, or any JSON.
    fn literal(&mut self, ty: &Ty, shown: Shown<'_>) -> Option<String> {
        match (ty, shown.value) {
            (Ty::Scalar(scalar), Some(value)) => literal::scalar(scalar, value),
            (Ty::Scalar(scalar), None) => Some(literal::made_up(scalar, shown.name)),
            (_, None) => Some(print::text(shown.name)),
            (_, Some(Value::String(text))) => short(text),
            (_, Some(Value::Bool(flag))) => Some(flag.to_string()),
            (_, Some(Value::Number(number))) => i32::try_from(number.as_i64()?).ok().map(|it| it.to_string()),
            (_, Some(Value::Null | Value::Array(_) | Value::Object(_))) => None,
        }
    }

    /// Anything that yields elements that become this.
    fn list(&mut self, item: &Ty, shown: Shown<'_>, depth: usize) -> Option<String> {
        let empty = |writer: &mut Self| Some(format!("<Vec<{}>>::new()", writer.ty(item)));
        let values: Vec<Option<&Value>> = match shown.value {
            Some(value) => value.as_array()?.iter().take(ELEMENTS).map(Some).collect(),
            None => vec![None],
        };
        let mut texts = Vec::new();
        for value in values {
            match self.element(item, shown.part(value), depth + 1) {
                Some(text) => texts.push(text),
                None if value.is_some() => return None,
                None => return empty(self),
            }
        }
        if texts.is_empty() { empty(self) } else { Some(format!("[{}]", texts.join(", "))) }
    }

    /// Anything that yields pairs that become these.
    fn map(&mut self, key: Option<TypeId>, value: &Ty, shown: Shown<'_>, depth: usize) -> Option<String> {
        let mut texts = Vec::new();
        if let Some(object) = shown.value {
            for (key, entry) in object.as_object()?.iter().take(ELEMENTS) {
                let entry = self.element(value, shown.part(Some(entry)), depth + 1)?;
                texts.push(format!("({}, {entry})", short(key)?));
            }
        } else if let (None, Some(text)) = (key, self.element(value, shown, depth + 1)) {
            texts.push(format!("(\"key\", {text})"));
        }
        if texts.is_empty() {
            let map = Ty::Map { key, value: Box::new(value.clone()) };
            return Some(format!("<{}>::new()", self.ty(&map)));
        }
        Some(format!("[{}]", texts.join(", ")))
    }

    /// One of several that must be of one type before they become what they are to be.
    fn element(&mut self, ty: &Ty, shown: Shown<'_>, depth: usize) -> Option<String> {
        match ty {
            Ty::Scalar(_) => self.or_made(ty, shown, |writer, shown| writer.literal(ty, shown)),
            // Of several kinds of JSON only text is shown.
            Ty::Any if shown.value.is_none_or(Value::is_string) => self.literal(ty, shown),
            Ty::Named(_) => self.exact(ty, shown, depth),
            _ => None,
        }
    }

    /// A value of a named type; one that `becomes` it where that is allowed.
    pub fn named(&mut self, id: TypeId, shown: Shown<'_>, depth: usize, becomes: bool) -> Option<String> {
        let plan = self.plan;
        let index = id.0 as usize;
        let (def, model): (&TypeDef<Ident>, _) = (plan.api.types.get(index)?, plan.models.get(index)?);
        let name = &def.name.0;
        match &def.kind {
            _ if depth > DEEPEST => None,
            Kind::Struct { fields, .. } => self.structure(name, fields, model, shown, depth),
            Kind::Enum { values } => {
                let listed = match shown.value {
                    Some(value) => values.iter().find(|listed| listed.wire == *value)?,
                    None => values.first()?,
                };
                self.imports.add("types", name);
                Some(format!("{name}::{}", listed.name.0))
            }
            Kind::Union { variants, .. } => match shown.value {
                Some(value) => {
                    let variant = sample::member(&plan.api, &plan.models, id, value)?;
                    self.variant(def, variants, variants.get(variant)?, shown, depth, becomes)
                }
                None => variants.iter().find_map(|variant| {
                    let before = self.imports.clone();
                    let text = self.variant(def, variants, variant, shown, depth, becomes);
                    if text.is_none() {
                        self.imports = before;
                    }
                    text
                }),
            },
            Kind::Newtype(inner) => {
                let value = self.exact(inner, shown, depth + 1)?;
                self.imports.add("types", name);
                Some(format!("{name}({value})"))
            }
        }
    }

    /// A member of a union: as it is, where its type alone tells that it is meant.
    fn variant(
        &mut self,
        def: &TypeDef<Ident>,
        variants: &[Variant<Ident>],
        variant: &Variant<Ident>,
        shown: Shown<'_>,
        depth: usize,
        becomes: bool,
    ) -> Option<String> {
        let value = self.exact(&variant.ty, shown, depth + 1)?;
        let is_alone = variants.iter().filter(|other| other.ty == variant.ty).count() == 1;
        if becomes && is_alone && matches!(&variant.ty, Ty::Named(id) if is_struct(self.plan, *id)) {
            return Some(value);
        }
        self.imports.add("types", &def.name.0);
        Some(format!("{}::{}({value})", def.name.0, variant.name.0))
    }

    /// A constructor, and the setters of what is shown.
    fn structure(
        &mut self,
        name: &str,
        fields: &[Field<Ident>],
        model: &Model,
        shown: Shown<'_>,
        depth: usize,
    ) -> Option<String> {
        let build = model.build.as_ref()?;
        let object = match shown.value {
            Some(value) => Some(value.as_object()?),
            None => None,
        };
        let of = |argument: &Argument| fields.iter().find(|field| field.name == argument.name);
        let value_of = |field: &Field<Ident>| object.and_then(|object| object.get(&field.wire));
        let mut arguments = Vec::new();
        for argument in &build.new {
            let field = of(argument)?;
            let examples = Shown::examples(&field.wire, &field.docs.examples);
            let shown = Shown { value: value_of(field), ..examples };
            arguments.push(match &build.required {
                None => self.spec(&argument.spec, shown, depth + 1)?,
                Some(_) => {
                    format!("{}: {}", field.name.0, self.kept(field, &argument.spec, shown, depth + 1)?)
                }
            });
        }
        self.imports.add("types", name);
        let arguments = arguments.join(", ");
        let mut text = match &build.required {
            None => format!("{name}::new({arguments})"),
            Some(required) => {
                self.imports.add("types", &required.0);
                format!("{name}::new({} {{ {arguments} }})", required.0)
            }
        };
        for setter in build.setters.iter().filter(|setter| is_current(build, setter)) {
            let Some((field, value)) = of(setter).and_then(|field| Some((field, value_of(field)?))) else {
                continue;
            };
            text += &self.setter(setter, field, value, depth + 1).unwrap_or_default();
        }
        Some(text)
    }

    /// A field of the struct that a constructor takes, where there are many.
    fn kept(&mut self, field: &Field<Ident>, spec: &Spec, shown: Shown<'_>, depth: usize) -> Option<String> {
        match (spec, &field.presence) {
            (Spec::Given(_), _) => self.exact(value_type(&field.ty), shown, depth),
            (_, Presence::Optional { .. }) => Some("None".to_owned()),
            _ => self.exact(&field.ty, shown, depth),
        }
    }

    /// A setter, if it can be told with what.
    fn setter(
        &mut self,
        Argument { name, spec }: &Argument,
        field: &Field<Ident>,
        value: &Value,
        depth: usize,
    ) -> Option<String> {
        match spec {
            Spec::Patch(null, _) if value.is_null() => Some(format!(".{}()", null.0)),
            _ if value.is_null() => None,
            spec => {
                let before = self.imports.clone();
                let shown = Shown { value: Some(value), may_miss: true, ..Shown::examples(&field.wire, &[]) };
                let text = self.spec(spec, shown, depth);
                if text.is_none() {
                    self.imports = before;
                }
                Some(format!(".{}({})", name.0, text?))
            }
        }
    }
}

/// Whether the document does not call a setter deprecated.
fn is_current(build: &Build, setter: &Argument) -> bool {
    !build.deprecated.contains(&setter.name)
}

fn is_struct(plan: &Plan, id: TypeId) -> bool {
    plan.api.types.get(id.0 as usize).is_some_and(|def| matches!(def.kind, Kind::Struct { .. }))
}
