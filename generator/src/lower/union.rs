//! Unions: what they come down to, and how a reader tells their members apart.

mod coalesce;
mod flatten;

use super::dispatch::{self, Facts};
use super::name::{Context, Step};
use super::{Lower, Lowered, at};
use crate::diag::code;
use crate::ir::{Dispatch, Docs, EnumValue, Hint, JsonKind, Kind, Probe, Ty, Variant};
use crate::normal::{Kinds, Member, SchemaId, Shape, Union, kind_name};
use coalesce::coalesce;
use flatten::{MAX_MEMBERS, flatten};
use std::rc::Rc;

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
        let members = flatten(self, id, union);
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
