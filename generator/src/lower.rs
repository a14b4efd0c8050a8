//! 3 LOWER: the normal form in, [`Api<Hint>`] out. Decides what a thing *is*, never what it is called.
//!
//! Every schema that needs a name of its own (a struct, an enum, a union, a list that contains itself) gets a
//! [`TypeId`]; everything else is a [`Ty`] where it is used. What cannot be expressed becomes the nearest type that
//! loses nothing, most often any JSON value, and a warning that says so.
//!
//! Identical inline schemas become one type (`share`); names are only collected, as ranked candidates made of where a
//! schema is used (`name`), so that the same document gives the same hints whatever the order of its keys.

mod calls;
mod common;
mod dispatch;
mod finish;
mod finite;
mod identity;
mod merge;
pub(crate) mod name;
mod object;
mod operation;
mod patch;
mod place;
mod plural;
mod route;
mod scalar;
mod several;
mod shorter;
mod tag;
mod union;
mod values;
mod verbs;
mod webhook;

use crate::config::Config;
use crate::diag::{Diagnostics, Spot, code};
use crate::ir::{Api, Docs, Hint, Kind, Ty, TypeDef, TypeId, Usage};
use crate::normal::{Kinds, Normal, Schema, SchemaId, Shape, Use};
use identity::Identity;
use name::{Context, Owner, Step};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::rc::Rc;
use values::{enum_values, label};

/// Schemas nested deeper than this without a name between them become any JSON value.
const MAX_DEPTH: u32 = 500;

/// Lowers a document in normal form.
pub fn lower(normal: &Normal, config: &Config, diags: &mut Diagnostics) -> Api<Hint> {
    let mut lower = Lower::new(normal, config, diags);
    let roots = lower.components();
    let mut api = operation::api(&mut lower);
    lower.drain();
    finite::check(&mut lower);
    patch::three_valued(&mut lower, &api);
    patch::configured(&mut lower);
    tag::fix_tags(&mut lower);
    several::keep_properties(&mut lower);
    finish::finish(lower, roots, &mut api);
    api
}

/// The types of an API while they are made.
struct Lower<'a> {
    normal: &'a Normal,
    config: &'a Config,
    diags: &'a mut Diagnostics,
    /// By [`TypeId`]; a type that turned out to be another one is empty.
    slots: Vec<Slot>,
    /// By [`SchemaId`].
    states: Vec<State>,
    /// Component structs that are known to be structs and wait for their fields.
    queue: VecDeque<(SchemaId, TypeId)>,
    /// Inline types by what they are.
    shared: BTreeMap<Identity, TypeId>,
    /// The component that an inline schema is in all but null or annotations.
    components: HashMap<SchemaId, String>,
    /// The kinds of JSON value of each schema.
    kinds: Vec<Kinds>,
    /// The cycle of unions that each schema is part of.
    cycles: Vec<usize>,
    /// What is known of the members of unions.
    facts: HashMap<SchemaId, Rc<dispatch::Facts>>,
    /// Members of unions whose values may have properties that only other members name.
    shared_values: Vec<Ty>,
    depth: u32,
}

#[derive(Clone, Debug, Default)]
enum State {
    #[default]
    Unseen,
    /// Being lowered; the id is there once the schema was met inside itself.
    Active(Option<TypeId>),
    Done(Ty),
}

#[derive(Debug, Default)]
struct Slot {
    def: Option<TypeDef<Hint>>,
    /// Where an inline schema is used.
    contexts: Vec<Context>,
}

/// What a schema turned out to be.
enum Lowered {
    /// Something that has no name.
    Ty(Ty),
    /// Something that needs one.
    Kind(Kind<Hint>),
}

impl<'a> Lower<'a> {
    fn new(normal: &'a Normal, config: &'a Config, diags: &'a mut Diagnostics) -> Self {
        let mut components: HashMap<SchemaId, String> = HashMap::new();
        for (name, value) in &normal.components {
            if normal[value.schema].component.is_none() && normal[value.schema].parent.is_none() {
                components
                    .entry(value.schema)
                    .and_modify(|known| {
                        if name < known {
                            known.clone_from(name);
                        }
                    })
                    .or_insert_with(|| name.clone());
            }
        }
        let states = vec![State::Unseen; normal.schemas.len()];
        Lower {
            normal,
            config,
            diags,
            slots: Vec::new(),
            states,
            queue: VecDeque::new(),
            shared: BTreeMap::new(),
            components,
            kinds: dispatch::all_kinds(normal),
            cycles: dispatch::union_cycles(normal),
            facts: HashMap::new(),
            shared_values: Vec::new(),
            depth: 0,
        }
    }

    /// Lowers every component, also those that no operation reaches.
    fn components(&mut self) -> Vec<(String, Ty)> {
        let mut roots = Vec::new();
        for (name, value) in &self.normal.components {
            let ty = self.ty(value, &Context::new(Owner::Component(name.clone())));
            roots.push((name.clone(), ty));
            self.drain();
        }
        roots
    }

    fn drain(&mut self) {
        while let Some((schema, id)) = self.queue.pop_front() {
            let none = Context::new(Owner::Component(String::new()));
            let context = self.context(schema, &none);
            let lowered = self.shape(schema, &context);
            let kind = match lowered {
                Lowered::Kind(kind) => kind,
                Lowered::Ty(ty) => Kind::Newtype(ty),
            };
            self.define(id, schema, kind, &context);
        }
    }

    /// The type of a use, null included.
    fn ty(&mut self, value: &Use, context: &Context) -> Ty {
        let ty = self.schema(value.schema, context);
        if value.nullable || self.normal[value.schema].nullable { nullable(ty) } else { ty }
    }

    /// The type of a schema's values apart from null.
    fn schema(&mut self, schema: SchemaId, context: &Context) -> Ty {
        let Some(state) = self.states.get(schema.0 as usize).cloned() else { return Ty::Any };
        match state {
            State::Done(ty) => {
                self.used_in(&ty, context);
                ty
            }
            State::Active(Some(id)) => Ty::Named(id),
            State::Active(None) => {
                let id = self.reserve();
                self.set(schema, State::Active(Some(id)));
                Ty::Named(id)
            }
            State::Unseen if self.depth >= MAX_DEPTH => {
                let at = &self.normal[schema].at;
                self.diags.report(
                    &code::SCHEMA_TOO_COMPLEX,
                    at,
                    "nested too deep: any JSON value is accepted",
                );
                Ty::Any
            }
            State::Unseen => {
                let context = self.context(schema, context);
                if self.is_plain_component(schema) {
                    let id = self.reserve();
                    self.set(schema, State::Done(Ty::Named(id)));
                    self.queue.push_back((schema, id));
                    return Ty::Named(id);
                }
                self.set(schema, State::Active(None));
                self.depth += 1;
                let lowered = self.shape(schema, &context);
                self.depth -= 1;
                let ty = self.settle(schema, lowered, &context);
                self.set(schema, State::Done(ty.clone()));
                ty
            }
        }
    }

    /// Gives a name to what needs one, and to what contains itself.
    fn settle(&mut self, schema: SchemaId, lowered: Lowered, context: &Context) -> Ty {
        let reserved = match self.states.get(schema.0 as usize) {
            Some(State::Active(id)) => *id,
            _ => None,
        };
        let id = match (lowered, reserved) {
            (Lowered::Ty(ty), None) => return ty,
            (Lowered::Ty(ty), Some(id)) => {
                let ty = if ty == Ty::Named(id) { Ty::Any } else { ty };
                self.define(id, schema, Kind::Newtype(ty), context);
                id
            }
            (Lowered::Kind(kind), Some(id)) => {
                self.define(id, schema, kind, context);
                id
            }
            (Lowered::Kind(kind), None) => self.share(schema, kind, context),
        };
        if let Some(slot) = self.slots.get_mut(id.0 as usize) {
            slot.contexts.push(context.clone());
        }
        Ty::Named(id)
    }

    /// The type of something that several schemas come down to.
    fn inline(&mut self, kind: Kind<Hint>, at: &Spot, context: &Context) -> Ty {
        let key = Identity::of(&kind, &None, context.leaf());
        let known = self.shared.get(&key).copied();
        let id = known.unwrap_or_else(|| {
            let id = self.reserve();
            let (name, component, docs, usage) = Default::default();
            let def = TypeDef { name, component, at: at.clone(), docs, kind, usage };
            if let Some(slot) = self.slots.get_mut(id.0 as usize) {
                slot.def = Some(def);
            }
            self.shared.insert(key, id);
            id
        });
        let ty = Ty::Named(id);
        self.used_in(&ty, context);
        ty
    }

    /// The type of an inline schema: the one that is already there, if it is the same.
    fn share(&mut self, schema: SchemaId, kind: Kind<Hint>, context: &Context) -> TypeId {
        if self.component_in(schema, context).is_some() || self.normal[schema].parent.is_some() {
            let id = self.reserve();
            self.define(id, schema, kind, context);
            return id;
        }
        let key = Identity::of(&kind, &self.normal[schema].docs.summary, context.leaf());
        if let Some(known) = self.shared.get(&key) {
            let known = *known;
            let docs = &self.normal[schema].docs;
            if let Some(def) = self.slots.get_mut(known.0 as usize).and_then(|slot| slot.def.as_mut()) {
                finish::agree(&mut def.docs, docs);
                finish::agree_inside(&mut def.kind, &kind);
            }
            return known;
        }
        let id = self.reserve();
        self.define(id, schema, kind, context);
        self.shared.insert(key, id);
        id
    }

    fn reserve(&mut self) -> TypeId {
        self.slots.push(Slot::default());
        TypeId(self.slots.len() as u32 - 1)
    }

    fn define(&mut self, id: TypeId, schema: SchemaId, kind: Kind<Hint>, context: &Context) {
        let component = self.component_in(schema, context);
        let source = &self.normal[schema];
        let mut docs = source.docs.value();
        if let Some(more) = component.as_ref().and_then(|name| self.config.schema(name)?.docs.as_ref()) {
            append(&mut docs, more);
        }
        let def = TypeDef {
            name: object::override_name(source).map(Hint::new).unwrap_or_default(),
            component,
            at: source.at.clone(),
            docs,
            kind,
            usage: Usage::default(),
        };
        if let Some(slot) = self.slots.get_mut(id.0 as usize) {
            slot.def = Some(def);
        }
    }

    /// Notes another place where an inline type is used.
    fn used_in(&mut self, ty: &Ty, context: &Context) {
        if let Ty::Named(id) = ty
            && let Some(slot) = self.slots.get_mut(id.0 as usize)
            && slot.contexts.len() < 1_000
        {
            slot.contexts.push(context.clone());
        }
    }

    fn set(&mut self, schema: SchemaId, state: State) {
        if let Some(slot) = self.states.get_mut(schema.0 as usize) {
            *slot = state;
        }
    }

    /// The component that a schema is, or is in all but null or annotations.
    fn component_of(&self, schema: SchemaId) -> Option<&String> {
        self.normal[schema].component.as_ref().or_else(|| self.components.get(&schema))
    }

    /// The component that a type is: that of its schema, or the one that comes down to it.
    fn component_in(&self, schema: SchemaId, context: &Context) -> Option<String> {
        let whole = match &context.owner {
            Owner::Component(name) if context.steps.is_empty() => Some(name),
            _ => None,
        };
        self.component_of(schema).or(whole).cloned()
    }

    /// Types inside a component are named after it, whoever meets them first.
    fn context<'c>(&self, schema: SchemaId, context: &'c Context) -> Cow<'c, Context> {
        let component = |name: &String| Context::new(Owner::Component(name.clone()));
        match (self.component_of(schema), &self.normal[schema].parent) {
            (Some(name), _) => Cow::Owned(component(name)),
            (None, Some(name)) => Cow::Owned(component(name).then(Step::Base)),
            (None, None) => Cow::Borrowed(context),
        }
    }

    /// Whether a component is a struct whatever its properties hold: it can wait, so that long chains of references
    /// need no deep recursion.
    fn is_plain_component(&self, schema: SchemaId) -> bool {
        let schema = &self.normal[schema];
        schema.component.is_some()
            && matches!(&schema.shape, Shape::Object(object) if !object.properties.is_empty())
    }

    /// Lowers what a schema says of its values.
    fn shape(&mut self, id: SchemaId, context: &Context) -> Lowered {
        let normal = self.normal;
        let schema = &normal[id];
        match &schema.shape {
            Shape::Any | Shape::Never | Shape::Null => Lowered::Ty(Ty::Any),
            Shape::Boolean => Lowered::Ty(scalar::boolean()),
            Shape::Integer(format) => Lowered::Ty(self.integer(format.as_deref(), schema)),
            Shape::Number(format) => Lowered::Ty(scalar::number(format.as_deref())),
            Shape::String(format) => Lowered::Ty(scalar::string(format.as_deref())),
            Shape::Enum(_) if lone_sentence(schema).is_some() => Lowered::Ty(scalar::string(None)),
            Shape::Enum(values) => Lowered::Kind(Kind::Enum { values: enum_values(values, schema) }),
            Shape::Const(value) => {
                Lowered::Kind(Kind::Enum { values: enum_values(std::slice::from_ref(value), schema) })
            }
            Shape::List(item) => {
                let item = self.ty(item, &context.then(Step::Item));
                Lowered::Ty(Ty::List(Box::new(item)))
            }
            Shape::Tuple(items) => self.tuple(items, schema, context),
            Shape::Object(object) => self.object(id, object, context),
            Shape::Union(union) => self.union(id, union, context),
        }
    }

    fn tuple(&mut self, items: &[Use], schema: &Schema, context: &Context) -> Lowered {
        /// The runtime implements tuples of up to this many elements.
        const MAX_TUPLE: usize = 12;
        if items.len() > MAX_TUPLE {
            let message =
                format_args!("a tuple of {} elements: it becomes a list of JSON values", items.len());
            self.diags.report(&code::OPEN_TUPLE, &schema.at, message);
            return Lowered::Ty(Ty::List(Box::new(Ty::Any)));
        }
        let items = items.iter().enumerate().map(|(i, item)| self.ty(item, &context.then(Step::Element(i))));
        Lowered::Ty(Ty::Tuple(items.collect()))
    }
}

/// A value or null; what may be anything may be null anyway.
fn nullable(ty: Ty) -> Ty {
    match ty {
        Ty::Any | Ty::Nullable(_) => ty,
        ty => Ty::Nullable(Box::new(ty)),
    }
}

/// The text of a schema that lists nothing else, where that is a sentence: a message, and no name for anything. It is
/// text, and what it reads is documented.
fn lone_sentence(schema: &Schema) -> Option<&str> {
    const WORDS: usize = 4;
    match &schema.shape {
        Shape::Enum(values) if schema.component.is_none() => match values.as_slice() {
            [Value::String(text)] if text.split_whitespace().nth(WORDS - 1).is_some() => Some(text),
            _ => None,
        },
        _ => None,
    }
}

/// Says something after what is already said.
fn append(docs: &mut Docs, more: &str) {
    docs.description = Some(match docs.description.take() {
        Some(text) => format!("{}\n\n{more}", text.trim_end()),
        None => more.to_owned(),
    });
}

/// The place of a schema.
fn at(normal: &Normal, schema: SchemaId) -> &Spot {
    &normal[schema].at
}
