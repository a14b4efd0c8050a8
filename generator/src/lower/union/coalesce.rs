//! Members that no reader could tell apart, and none needs to, become one.

use super::{Choice, What};
use crate::ir::{Docs, EnumValue, Hint, JsonKind, Ty};
use crate::lower::dispatch::Facts;
use crate::lower::{enum_values, label, scalar};
use crate::normal::{Kinds, Normal, Shape};
use std::rc::Rc;

/// Puts members together that no reader could tell apart and none needs to: several strings, several lists of
/// constants. An enum keeps what it does not list, so it holds any other text as well.
pub(super) fn coalesce(normal: &Normal, choices: Vec<Choice>) -> Vec<Choice> {
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
