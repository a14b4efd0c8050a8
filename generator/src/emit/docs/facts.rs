//! What the document demands of a value beyond its type, in sentences.

use super::sentence;
use crate::emit::markdown::code;
use crate::ir::{Constraints, Docs, Ty};
use serde_json::{Number, Value};

/// What the document demands beyond the type, each in one short sentence.
pub(super) fn facts(docs: &Docs, constraints: &Constraints, ty: &Ty) -> Vec<String> {
    let mut facts: Vec<String> =
        docs.notes.iter().map(|note| sentence(note)).filter(|note| !note.is_empty()).collect();
    if let Some(default) = docs.default.as_ref().filter(|default| !default.is_null()) {
        let text = default.to_string();
        if text.len() <= 80 {
            facts.push(format!("Defaults to {}.", code(&text)));
        }
    }
    let unsigned = is_unsigned(ty);
    let minimum = constraints
        .minimum
        .as_ref()
        .filter(|(number, exclusive)| !(unsigned && !exclusive && is_zero(number)));
    facts.extend(minimum.map(|(number, exclusive)| bound(number, *exclusive, "Greater than", "At least")));
    let maximum = constraints.maximum.as_ref();
    facts.extend(maximum.map(|(number, exclusive)| bound(number, *exclusive, "Less than", "At most")));
    facts.extend(constraints.multiple_of.as_ref().map(|number| format!("A multiple of {number}.")));
    facts.extend(count(constraints.min_length, constraints.max_length, "character"));
    facts.extend(count(constraints.min_items, constraints.max_items, "entry"));
    if constraints.unique_items && is_list(ty) {
        facts.push("All entries differ.".to_owned());
    }
    if let Some(pattern) = constraints.pattern.as_ref().filter(|pattern| pattern.len() <= 200) {
        facts.push(format!("Matches {}.", code(pattern)));
    }
    facts.extend(example(docs));
    facts
}

/// The first example that is a scalar and says something: tools write `string` where there is none.
fn example(docs: &Docs) -> Option<String> {
    let says = |value: &&Value| match value {
        Value::String(text) => !matches!(text.trim(), "" | "string") && !text.starts_with('<'),
        Value::Number(_) => true,
        _ => false,
    };
    let example = docs.examples.iter().find(says).filter(|example| docs.default.as_ref() != Some(example))?;
    let text = example.to_string();
    (text.len() <= 60).then(|| format!("Such as {}.", code(&text)))
}

/// A format that the field's name tells already.
pub(super) fn is_in_name(fact: &str, name: &str) -> bool {
    let formats = [("Format: `uri`.", ["url", "uri"]), ("Format: `email`.", ["email", "mail"])];
    let name = name.to_ascii_lowercase();
    formats.iter().any(|(said, names)| *said == fact && names.iter().any(|end| name.ends_with(end)))
}

fn bound(number: &Number, exclusive: bool, open: &str, closed: &str) -> String {
    format!("{} {number}.", if exclusive { open } else { closed })
}

fn count(min: Option<u64>, max: Option<u64>, of: &str) -> Option<String> {
    let many = |number: u64| match (number, of.strip_suffix('y')) {
        (1, _) => format!("1 {of}"),
        (_, Some(stem)) => format!("{number} {stem}ies"),
        (_, None) => format!("{number} {of}s"),
    };
    match (min.filter(|min| *min > 0), max) {
        (Some(min), Some(max)) if min == max => Some(format!("Exactly {}.", many(min))),
        (Some(min), Some(max)) => Some(format!("From {min} to {}.", many(max))),
        (Some(min), None) => Some(format!("At least {}.", many(min))),
        (None, Some(max)) => Some(format!("At most {}.", many(max))),
        (None, None) => None,
    }
}

fn is_zero(number: &Number) -> bool {
    number.as_f64() == Some(0.0)
}

fn is_list(ty: &Ty) -> bool {
    match ty {
        Ty::Nullable(inner) | Ty::Boxed(inner) => is_list(inner),
        ty => matches!(ty, Ty::List(_)),
    }
}

fn is_unsigned(ty: &Ty) -> bool {
    match ty {
        Ty::Scalar(scalar) => scalar.rust.starts_with('u'),
        Ty::Nullable(inner) | Ty::Boxed(inner) => is_unsigned(inner),
        _ => false,
    }
}
