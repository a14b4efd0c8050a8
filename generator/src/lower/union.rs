//! Unions: what they come down to, and how a reader tells their members apart.

use super::dispatch::{self, Facts};
use super::name::{Context, Step};
use super::{Lower, Lowered, at, enum_values, label, scalar};
use crate::diag::code;
use crate::ir::{Dispatch, Docs, EnumValue, Hint, JsonKind, Kind, Probe, Ty, Variant};
use crate::normal::{Kinds, Member, Normal, SchemaId, Shape, Union, kind_name};
use std::collections::HashSet;
use std::rc::Rc;

/// A union of more members than this is any JSON value: telling them apart would cost more than it gives.
const MAX_MEMBERS: usize = 500;

/// What a member is, after those that say the same were put together.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub what: What,
    pub component: Option<String>,
    pub title: Option<String>,
    pub docs: Docs,
    pub tags: Vec<String>,
    pub facts: Rc<Facts>,
}

#[derive(Clone, Debug)]
pub(super) enum What {
    Schema(SchemaId),
    /// A scalar that several members come down to.
    Scalar(Ty),
    /// The values that several members list.
    Values(Vec<EnumValue<Hint>>),
}

impl Lower<'_> {
    pub(super) fn union(&mut self, id: SchemaId, union: &Union, context: &Context) -> Lowered {
        let members = Flatten::of(self, id, union);
        let anything =
            members.iter().any(|member| matches!(self.normal[member.value.schema].shape, Shape::Any));
        if members.is_empty() || anything {
            return Lowered::Ty(Ty::Any);
        }
        if members.len() > MAX_MEMBERS {
            let message = format_args!("more than {MAX_MEMBERS} alternatives: any JSON value is accepted");
            self.diags.report(&code::SCHEMA_TOO_COMPLEX, at(self.normal, id), message);
            return Lowered::Ty(Ty::Any);
        }
        let choices = members.iter().map(|member| self.choice(member)).collect();
        let choices = coalesce(self.normal, choices);
        if let [only] = choices.as_slice()
            && union.discriminator.is_none()
        {
            return match &only.what {
                What::Schema(schema) => Lowered::Ty(self.schema(*schema, context)),
                What::Scalar(ty) => Lowered::Ty(ty.clone()),
                What::Values(values) => Lowered::Kind(Kind::Enum { values: values.clone() }),
            };
        }
        if let Some(kind) = self.tagged(id, union, &choices, context) {
            return Lowered::Kind(kind);
        }
        self.untagged(id, union, &choices, context)
    }

    fn choice(&mut self, member: &Member) -> Choice {
        let schema = member.value.schema;
        let mut docs = member.value.docs.value();
        let title = docs.summary.take().or_else(|| self.normal[schema].docs.summary.clone());
        let component = member.component.clone().or_else(|| self.component_of(schema).cloned());
        Choice {
            what: What::Schema(schema),
            component,
            title,
            docs,
            tags: member.tags.clone(),
            facts: self.facts(schema),
        }
    }

    /// A union that is told apart by a tag, if there is one.
    fn tagged(
        &mut self,
        id: SchemaId,
        union: &Union,
        choices: &[Choice],
        context: &Context,
    ) -> Option<Kind<Hint>> {
        let facts: Vec<Rc<Facts>> = choices.iter().map(|choice| choice.facts.clone()).collect();
        let property = match &union.discriminator {
            Some(property) => property.clone(),
            None => dispatch::constant_tag(&facts)?,
        };
        let usable = choices.iter().all(|choice| {
            choice.facts.kinds == Kinds::one(JsonKind::Object) && choice.facts.may_be_text(&property)
        });
        let Some(tags) = usable.then(|| tags(choices, &property)).flatten() else {
            let message =
                format_args!("`{property}` does not tell every member from the others: it is not used");
            self.diags.report(&code::UNUSABLE_DISCRIMINATOR, at(self.normal, id), message);
            return None;
        };
        let mut variants = Vec::new();
        for (choice, tags) in choices.iter().zip(tags) {
            let member = match tags.as_slice() {
                [only] => Some(only),
                _ => choice.component.as_ref().or(choice.title.as_ref()).or(tags.first()),
            };
            let context = context.then(Step::Member(member.cloned().unwrap_or_default()));
            for tag in tags {
                let ty = self.choice_type(id, choice, &context);
                let own = [&choice.component, &choice.title].into_iter().flatten().cloned();
                // An address is a poor name.
                let address = tag.contains([':', '/']);
                let (first, last) =
                    if address { (None, Some(tag.clone())) } else { (Some(tag.clone()), None) };
                let mut candidates = first.into_iter().chain(own).chain(last);
                let hint = Hint::new(candidates.next().unwrap_or_default());
                let name = candidates.fold(hint, Hint::or);
                let (docs, probe) = (choice.docs.clone(), Probe::default());
                variants.push(Variant { name, ty, docs, tag: Some(tag), probe });
            }
        }
        Some(Kind::Union { variants, dispatch: Dispatch::Tag { property } })
    }

    /// A union that is told apart by what its members look like. Where nothing does and a value may be of several
    /// members (`anyOf`), it is one struct with the properties of all.
    fn untagged(&mut self, id: SchemaId, union: &Union, choices: &[Choice], context: &Context) -> Lowered {
        let overlap = self.overlap(choices);
        let objects = choices.iter().all(|choice| choice.facts.kinds == Kinds::one(JsonKind::Object));
        if overlap.is_some() && objects && !union.exclusive {
            return self.merged(id, choices, context);
        }
        let names = names(choices);
        if let Some((a, b)) = overlap {
            let other = |index: usize, name: &String| {
                names.get(index).is_some_and(|hint: &Hint| hint.candidates.contains(name))
            };
            let name = |index: usize, than: usize| {
                let mut names = names.get(index).into_iter().flat_map(|hint| &hint.candidates);
                names.find(|name| !other(than, name)).cloned().unwrap_or_default()
            };
            let (a, b) = (name(a, b), name(b, a));
            let message = format_args!(
                "nothing tells `{a}` from `{b}`: they are tried in this order, and a value of one may be read as the other",
            );
            self.diags.report(&code::UNION_OVERLAP, at(self.normal, id), message);
        }
        let facts: Vec<Rc<Facts>> = choices.iter().map(|choice| choice.facts.clone()).collect();
        let (probes, dispatch) = dispatch::by_shape(&facts);
        let mut variants = Vec::new();
        for ((choice, name), probe) in choices.iter().zip(names).zip(probes) {
            let member = name.candidates.first().cloned().unwrap_or_default();
            let ty = self.choice_type(id, choice, &context.then(Step::Member(member)));
            variants.push(Variant { name, ty, docs: choice.docs.clone(), tag: None, probe });
        }
        if !union.exclusive || overlap.is_some() {
            self.note_shared_values(&facts, &variants, union.exclusive);
        }
        Lowered::Kind(Kind::Union { variants, dispatch })
    }

    /// The first two members that cannot be told apart.
    fn overlap(&mut self, choices: &[Choice]) -> Option<(usize, usize)> {
        for (i, a) in choices.iter().enumerate() {
            for (j, b) in choices.iter().enumerate().skip(i + 1) {
                if !dispatch::disjoint(self, &a.facts, &b.facts, 0) {
                    return Some((i, j));
                }
            }
        }
        None
    }

    /// The type of a member; null is the union's.
    fn choice_type(&mut self, union: SchemaId, choice: &Choice, context: &Context) -> Ty {
        match &choice.what {
            What::Schema(schema) => self.schema(*schema, context),
            What::Scalar(ty) => ty.clone(),
            What::Values(values) => {
                let kind = Kind::Enum { values: values.clone() };
                self.inline(kind, at(self.normal, union), context)
            }
        }
    }
}

/// Collects the members of a union: one past [`MAX_MEMBERS`] at most, since each is searched for among those before it.
struct Flatten<'a> {
    normal: &'a Normal,
    cycles: &'a [usize],
    tagged: bool,
    seen: HashSet<SchemaId>,
    out: Vec<Member>,
}

impl Flatten<'_> {
    fn of(lower: &Lower<'_>, id: SchemaId, union: &Union) -> Vec<Member> {
        let (tagged, seen) = (union.discriminator.is_some(), HashSet::new());
        let mut flat = Flatten { normal: lower.normal, cycles: &lower.cycles, tagged, seen, out: Vec::new() };
        flat.union(id, union);
        flat.out
    }

    /// The members, with those of inline unions in their place, and without what no value is of. Component unions stay
    /// members, except under a discriminator, since the tag is their members', and where they contain this union in turn:
    /// reading one inside the other would never end.
    fn union(&mut self, id: SchemaId, union: &Union) {
        self.seen.insert(id);
        for member in &union.members {
            if self.out.len() > MAX_MEMBERS {
                return;
            }
            let inner_id = member.value.schema;
            let schema = &self.normal[inner_id];
            match &schema.shape {
                Shape::Never | Shape::Null => {}
                Shape::Union(_) if self.seen.contains(&inner_id) => {}
                Shape::Union(inner) if self.is_opened(id, member, inner) => self.union(inner_id, inner),
                _ => match self.out.iter_mut().find(|known| {
                    // Children that add nothing to their parent are one schema, each with its own tags.
                    known.value.schema == inner_id && (!self.tagged || known.component == member.component)
                }) {
                    Some(known) => known.tags.extend(member.tags.iter().cloned()),
                    None => self.out.push(member.clone()),
                },
            }
        }
    }

    fn is_opened(&self, id: SchemaId, member: &Member, inner: &Union) -> bool {
        let cycle = |id: SchemaId| self.cycles.get(id.0 as usize);
        let inline = self.normal[member.value.schema].component.is_none() && inner.discriminator.is_none();
        cycle(id) == cycle(member.value.schema) || (member.tags.is_empty() && (self.tagged || inline))
    }
}

/// Puts members together that no reader could tell apart and none needs to: several strings, several lists of
/// constants. An enum keeps what it does not list, so it holds any other text as well.
fn coalesce(normal: &Normal, choices: Vec<Choice>) -> Vec<Choice> {
    let shape = |choice: &Choice| match &choice.what {
        What::Schema(schema) => Some(&normal[*schema].shape),
        _ => None,
    };
    let listed = |choice: &Choice| matches!(shape(choice), Some(Shape::Enum(_) | Shape::Const(_)));
    if choices.iter().all(listed) && choices.len() > 1 {
        let text = choices.iter().all(|choice| choice.facts.kinds == Kinds::one(JsonKind::String));
        let scalar = |choice: &Choice| choice.facts.kinds.iter().count() == 1;
        if text || choices.iter().all(scalar) {
            return vec![together(normal, &choices)];
        }
    }
    let choices = join(normal, choices, JsonKind::String, &listed);
    let choices = join(normal, choices, JsonKind::Boolean, &listed);
    join(normal, choices, JsonKind::Integer, &listed)
}

/// Puts the members of one scalar kind together.
fn join(
    normal: &Normal,
    choices: Vec<Choice>,
    kind: JsonKind,
    listed: &dyn Fn(&Choice) -> bool,
) -> Vec<Choice> {
    let same = |choice: &&Choice| choice.facts.kinds == Kinds::one(kind);
    let group: Vec<Choice> = choices.iter().filter(same).cloned().collect();
    let Some(first) = group.first().filter(|_| group.len() > 1) else { return choices };
    let lists: Vec<Choice> = group.iter().filter(|choice| listed(choice)).cloned().collect();
    let joined = match (lists.as_slice(), kind) {
        ([], JsonKind::String) => plain(first, scalar::string(None)),
        (_, JsonKind::Boolean) => plain(first, scalar::boolean()),
        ([only], JsonKind::String) => only.clone(),
        (several, _) if several.len() == group.len() || kind == JsonKind::String => together(normal, several),
        _ => plain(first, scalar::long()),
    };
    let mut joined = Some(joined);
    let keep = |choice: Choice| if same(&&choice) { joined.take() } else { Some(choice) };
    choices.into_iter().filter_map(keep).collect()
}

fn plain(like: &Choice, ty: Ty) -> Choice {
    Choice { what: What::Scalar(ty), component: None, title: None, docs: Docs::default(), ..like.clone() }
}

/// One list of the values of several; a description of a single value is that value's.
fn together(normal: &Normal, choices: &[Choice]) -> Choice {
    let mut values: Vec<EnumValue<Hint>> = Vec::new();
    for choice in choices {
        let What::Schema(schema) = &choice.what else { continue };
        let schema = &normal[*schema];
        let more = match &schema.shape {
            Shape::Enum(list) => enum_values(list, schema),
            Shape::Const(value) => {
                let mut docs = schema.docs.value();
                crate::normal::fill(&mut docs, &choice.docs);
                let mut name = Hint::new(label(value));
                if let Some(title) = &choice.title {
                    name = name.or(title.clone());
                }
                docs.summary = None;
                vec![EnumValue { name, wire: value.clone(), docs }]
            }
            _ => Vec::new(),
        };
        for value in more {
            if !values.iter().any(|known| known.wire == value.wire) {
                values.push(value);
            }
        }
    }
    let kinds = choices.iter().map(|choice| choice.facts.kinds).fold(Kinds::default(), Kinds::or);
    Choice {
        what: What::Values(values),
        component: None,
        title: None,
        docs: Docs::default(),
        tags: Vec::new(),
        facts: Rc::new(Facts { kinds, ..Facts::default() }),
    }
}

/// The tags of every member: constants and mapped names; the name of the component where there is neither. `None` if
/// they do not tell the members apart.
fn tags(choices: &[Choice], property: &str) -> Option<Vec<Vec<String>>> {
    let constants = |choice: &Choice| choice.facts.tags(property).unwrap_or_default();
    let own = dispatch::distinct(choices.iter().map(constants));
    let all = |constants: &dyn Fn(&Choice) -> Vec<String>| -> Option<Vec<Vec<String>>> {
        let tags = |choice: &Choice| {
            let mut tags = choice.tags.clone();
            tags.extend(constants(choice).into_iter().filter(|tag| !choice.tags.contains(tag)));
            if tags.is_empty() {
                tags.extend(choice.component.clone());
            }
            (!tags.is_empty()).then_some(tags)
        };
        let lists: Vec<Vec<String>> = choices.iter().map(tags).collect::<Option<_>>()?;
        dispatch::distinct(lists.iter().cloned()).then_some(lists)
    };
    own.then(|| all(&constants)).flatten().or_else(|| all(&|_| Vec::new()))
}

/// What the variants might be called: component, title, constant, JSON kind.
fn names(choices: &[Choice]) -> Vec<Hint> {
    let name = |(index, choice): (usize, &Choice)| {
        let mut hint = Hint::default();
        for name in [&choice.component, &choice.title].into_iter().flatten() {
            hint = hint.or(name.clone());
        }
        let kinds: Vec<JsonKind> = choice.facts.kinds.iter().collect();
        match kinds.as_slice() {
            [JsonKind::Object] => {
                let telling = choice.facts.keys.iter().filter(|(_, key)| key.required);
                let only_here = |name: &&String| {
                    choices
                        .iter()
                        .enumerate()
                        .all(|(i, other)| i == index || !other.facts.keys.contains_key(*name))
                };
                let key = telling.map(|(name, _)| name).find(only_here);
                if let Some(key) = key {
                    hint = hint.or(format!("With {key}"));
                }
                hint.or("Object").or(format!("Object {}", index + 1))
            }
            [JsonKind::Array] => hint.or("List").or(format!("List {}", index + 1)),
            [JsonKind::Integer, JsonKind::Number] => hint.or("Number"),
            [kind] => hint.or(kind_name(*kind)).or(format!("{} {}", kind_name(*kind), index + 1)),
            _ => hint.or("Value").or(format!("Variant {}", index + 1)),
        }
    };
    choices.iter().enumerate().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::diag::Diagnostics;
    use serde_json::json;

    /// How many members are kept of unions that have so many each, one of them inside the other.
    fn kept(count: usize) -> usize {
        let member =
            |index: usize| json!({"type": "object", "properties": {format!("p{index}"): {"type": "string"}}});
        let inner = json!({"oneOf": (0..count).map(member).collect::<Vec<_>>()});
        let outer = std::iter::once(inner).chain((count..2 * count).map(member));
        let document = json!({
            "openapi": "3.0.0",
            "info": {"title": "", "version": ""},
            "paths": {},
            "components": {"schemas": {"U": {"oneOf": outer.collect::<Vec<_>>()}}},
        });
        let document = serde_json::from_value(document).expect("a document");
        let (config, mut diags) = (Config::default(), Diagnostics::default());
        let normal = crate::normal::normalise(document, &mut diags);
        let lower = Lower::new(&normal, &config, &mut diags);
        let (_, component) = normal.components.first().expect("a component");
        let Shape::Union(union) = &normal[component.schema].shape else { panic!("no union") };
        Flatten::of(&lower, component.schema, union).len()
    }

    #[test]
    fn what_members_are_searched_among_does_not_grow_with_the_document() {
        assert_eq!(kept(100), 200);
        assert_eq!(kept(250), MAX_MEMBERS);
        assert_eq!(kept(251), MAX_MEMBERS + 1);
        assert_eq!(kept(2_000), MAX_MEMBERS + 1);
    }
}
