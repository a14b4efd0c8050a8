//! What `validate()` checks: the constraints of every field, as rows of one table.

use crate::ir::{Constraints, Field, Ident, Kind, Ty, TypeDef};
use serde_json::Number;

/// The rules of one type.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// The type.
    pub name: Ident,
    /// In the order of its fields.
    pub rows: Vec<Rule>,
}

/// One rule of one property.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its name in JSON.
    pub property: String,
    /// How many arrays and maps deep the value is that it is about.
    pub depth: usize,
    /// What is asked.
    pub check: Check,
}

/// What is asked: the variants of the runtime's `Check`.
#[derive(Clone, Debug, PartialEq)]
pub enum Check {
    /// A bound of numbers: `AtLeast`, `MoreThan`, `AtMost`, `LessThan`.
    Bound(&'static str, Number),
    /// `MultipleOf`.
    MultipleOf(Number),
    /// A number of characters or elements: `MinLength`, `MaxLength`, `MinCount`, `MaxCount`.
    Size(&'static str, u64),
    /// `Pattern`.
    Pattern(String),
    /// `Format`: its name, and the type that knows it.
    Format(&'static str, &'static str),
    /// `Unique`.
    Unique,
}

/// Those of all types, by name.
pub fn rules(types: &[TypeDef<Ident>]) -> Vec<Rules> {
    let of_type = |def: &TypeDef<Ident>| match &def.kind {
        Kind::Struct { fields, .. } => {
            let rows: Vec<Rule> = fields.iter().flat_map(of_field).collect();
            (!rows.is_empty()).then(|| Rules { name: def.name.clone(), rows })
        }
        _ => None,
    };
    let mut rules: Vec<Rules> = types.iter().filter_map(of_type).collect();
    rules.sort_by(|a, b| a.name.cmp(&b.name));
    rules
}

fn of_field(field: &Field<Ident>) -> Vec<Rule> {
    let mut rows = Vec::new();
    let mut ty = Some(&field.ty);
    for (depth, constraints) in std::iter::once(&field.constraints).chain(&field.inside).enumerate() {
        let inner = ty.map(plain);
        let checks = checks(constraints, inner);
        rows.extend(checks.into_iter().map(|check| Rule { property: field.wire.clone(), depth, check }));
        ty = inner.and_then(element);
    }
    let mut ty = Some(plain(&field.ty));
    for depth in 0.. {
        let Some(inner) = ty else { break };
        if let Ty::Scalar(row) = inner
            && row.schema == "string"
            && row.rust.starts_with("formats::")
        {
            let check = Check::Format(row.format, row.rust);
            rows.push(Rule { property: field.wire.clone(), depth, check });
        }
        if let Ty::Scalar(row) = inner {
            let bounds = width(row.format).into_iter().flatten();
            rows.extend(bounds.map(|check| Rule { property: field.wire.clone(), depth, check }));
        }
        ty = element(inner).map(plain);
    }
    rows
}

/// The bounds of integers that are narrower than their type.
fn width(format: &str) -> Option<[Check; 2]> {
    let (least, most) = match format {
        "int8" => (i8::MIN.into(), i8::MAX.into()),
        "int16" => (i16::MIN.into(), i16::MAX.into()),
        "uint8" => (0, u8::MAX.into()),
        "uint16" => (0, u16::MAX.into()),
        _ => return None,
    };
    let (least, most): (i32, i32) = (least, most);
    Some([Check::Bound("AtLeast", least.into()), Check::Bound("AtMost", most.into())])
}

/// A type without null and pointers, which no rule is about.
fn plain(ty: &Ty) -> &Ty {
    match ty {
        Ty::Nullable(inner) | Ty::Boxed(inner) => plain(inner),
        ty => ty,
    }
}

/// What an array or map holds.
fn element(ty: &Ty) -> Option<&Ty> {
    match ty {
        Ty::List(item) | Ty::Map { value: item, .. } => Some(item),
        _ => None,
    }
}

/// The rules of a value, without those that its type keeps anyway.
fn checks(constraints: &Constraints, ty: Option<&Ty>) -> Vec<Check> {
    let unsigned = matches!(ty, Some(Ty::Scalar(row)) if row.rust.starts_with('u'));
    let minimum = constraints.minimum.as_ref().map(|(bound, exclusive)| {
        let name = if *exclusive { "MoreThan" } else { "AtLeast" };
        (bound, *exclusive, Check::Bound(name, bound.clone()))
    });
    let kept = |bound: &Number, exclusive: bool| {
        unsigned && !(exclusive && bound.as_f64() == Some(0.0)) && bound.as_f64().is_some_and(|n| n <= 0.0)
    };
    let minimum = minimum.filter(|(bound, exclusive, _)| !kept(bound, *exclusive)).map(|(_, _, check)| check);
    let maximum = constraints.maximum.as_ref().map(|(bound, exclusive)| {
        Check::Bound(if *exclusive { "LessThan" } else { "AtMost" }, bound.clone())
    });
    let size = |name, size: Option<u64>, trivial: u64| {
        size.filter(|size| *size != trivial).map(|size| Check::Size(name, size))
    };
    [
        minimum,
        maximum,
        constraints.multiple_of.clone().map(Check::MultipleOf),
        size("MinLength", constraints.min_length, 0),
        size("MaxLength", constraints.max_length, u64::MAX),
        size("MinCount", constraints.min_items, 0),
        size("MaxCount", constraints.max_items, u64::MAX),
        constraints.pattern.clone().map(Check::Pattern),
        constraints.unique_items.then_some(Check::Unique),
    ]
    .into_iter()
    .flatten()
    .collect()
}
