//! The way back from the fitted document, which proves that fitting loses nothing.

use serde_json::{Map, Value};

use super::table::{self, Kind, Slot};
use super::{PREFIX, key};

type Members = Map<String, Value>;

/// Restores the tree that was fitted, from a serialised `openapiv3` document.
///
/// Equal to the original but for what means nothing: flags that are `false` by default may be gone, a parameter or
/// header may have the style it would have by default, a range of status codes may be in upper case.
pub fn inverse(document: Value) -> Value {
    let Value::Object(mut members) = document else { return document };
    let siblings = members.shift_remove(key::REF_SIBLINGS);
    let mut tree = Value::Object(object(Kind::Document, members));
    if let Some(Value::Object(siblings)) = siblings {
        for (pointer, beside) in siblings {
            if let (Some(Value::Object(target)), Value::Object(beside)) = (tree.pointer_mut(&pointer), beside)
            {
                target.extend(beside);
            }
        }
    }
    tree
}

fn object(kind: Kind, mut members: Members) -> Members {
    if let Some(Value::Array(made_up)) = members.shift_remove(key::SYNTH) {
        for field in made_up.iter().filter_map(Value::as_str) {
            members.shift_remove(field);
        }
    }
    let was = members.shift_remove(key::WAS);
    let dropped = members.shift_remove(key::DROPPED);
    let target = match (members.shift_remove(key::REF), members.shift_remove(key::REF_FIRST)) {
        (Some(_), _) => members.shift_remove("allOf").and_then(|list| list.get(0)?.get("$ref").cloned()),
        (None, Some(_)) => match members.get_mut("allOf") {
            Some(Value::Array(list)) if !list.is_empty() => list.remove(0).get("$ref").cloned(),
            _ => None,
        },
        (None, None) => None,
    };
    let tuple = members.shift_remove(key::TUPLE).and_then(|_| members.shift_remove(key::PREFIX_ITEMS));
    let row = table::row(kind);
    let mut out = Map::new();
    out.extend(target.map(|target| ("$ref".to_owned(), target)));
    out.extend(tuple.map(|list| ("items".to_owned(), slot(Slot::RefList(Kind::Schema), list))));
    // What is beside overrides what the model made of its absence.
    let (beside, here): (Vec<_>, Vec<_>) =
        members.into_iter().partition(|(name, _)| name.starts_with(PREFIX));
    for (name, value) in here.into_iter().chain(beside) {
        let (field, beside) = match name.strip_prefix(PREFIX) {
            Some(field) => (field.to_owned(), true),
            None => (name, false),
        };
        let value = match row.slot(&field) {
            // Callbacks of which one does not fit are kept as they are.
            Some((Slot::Map(Kind::Callback), _)) if beside => value,
            Some((holds, _)) => slot(holds, value),
            None => value,
        };
        out.insert(field, value);
    }
    restore_dropped(dropped, &mut out);
    if let Some(Value::Object(was)) = was {
        out.extend(was);
    }
    out
}

/// Puts elements back that had been left out.
fn restore_dropped(dropped: Option<Value>, out: &mut Members) {
    let Some(Value::Object(dropped)) = dropped else { return };
    for (field, holes) in dropped {
        let Value::Object(holes) = holes else { continue };
        let numbers = holes.keys().all(|name| name.parse::<usize>().is_ok());
        match out.get_mut(&field) {
            Some(Value::Array(list)) => insert_all(list, holes),
            Some(Value::Object(map)) => map.extend(holes),
            // Nothing else was in it, so that the model forgot it. Whether it was a list is told by the indices.
            _ if numbers => {
                let mut list = Vec::new();
                insert_all(&mut list, holes);
                out.insert(field, Value::Array(list));
            }
            _ => {
                out.insert(field, Value::Object(holes));
            }
        }
    }
}

fn insert_all(list: &mut Vec<Value>, holes: Members) {
    for (index, value) in holes {
        let index = index.parse().unwrap_or(usize::MAX).min(list.len());
        list.insert(index, value);
    }
}

fn slot(holds: Slot, value: Value) -> Value {
    match (holds, value) {
        (Slot::Object(kind) | Slot::Ref(kind), value) => node(kind, value),
        (Slot::BoolOrSchema | Slot::Items, value) => node(Kind::Schema, value),
        (Slot::List(kind) | Slot::RefList(kind), Value::Array(list)) => {
            Value::Array(list.into_iter().map(|value| node(kind, value)).collect())
        }
        (Slot::Map(kind) | Slot::RefMap(kind), Value::Object(map)) => {
            Value::Object(map.into_iter().map(|(name, value)| (name, node(kind, value))).collect())
        }
        (Slot::Paths, Value::Object(map)) => Value::Object(paths(map)),
        (Slot::Responses, Value::Object(map)) => Value::Object(responses(map)),
        (_, value) => value,
    }
}

fn node(kind: Kind, value: Value) -> Value {
    let Value::Object(mut members) = value else { return value };
    if kind == Kind::Schema {
        if let Some(Value::Bool(all)) = members.get(key::BOOL) {
            return Value::Bool(*all);
        }
        if let Some(raw) = members.shift_remove(key::RAW) {
            return raw;
        }
    }
    if matches!(kind, Kind::Parameter | Kind::Header)
        && members.get("schema").is_some_and(|schema| schema.get(key::SYNTH) == Some(&Value::Bool(true)))
    {
        members.shift_remove("schema");
    }
    if kind == Kind::Callback {
        return callback(members);
    }
    Value::Object(object(kind, members))
}

fn callback(mut members: Members) -> Value {
    match members.shift_remove(key::RAW) {
        Some(Value::Object(mut item)) => item.shift_remove(key::RAW).unwrap_or_default(),
        _ => slot(Slot::Map(Kind::PathItem), Value::Object(members)),
    }
}

fn paths(mut members: Members) -> Members {
    let stash = members.shift_remove(key::STASH);
    let items = members.into_iter().map(|(name, value)| {
        let value = if name.starts_with('/') { node(Kind::PathItem, value) } else { value };
        (written(name), value)
    });
    unstash(items.collect(), stash)
}

fn responses(mut members: Members) -> Members {
    let stash = members.shift_remove(key::STASH);
    let responses = members.into_iter().map(|(name, value)| {
        let value = if name.starts_with("x-") { value } else { node(Kind::Response, value) };
        (written(name), value)
    });
    unstash(responses.collect(), stash)
}

fn unstash(mut members: Members, stash: Option<Value>) -> Members {
    if let Some(Value::Object(stash)) = stash {
        members.extend(stash);
    }
    members
}

/// The name of an extension as its author wrote it.
fn written(name: String) -> String {
    name.strip_prefix(PREFIX).map(str::to_owned).unwrap_or(name)
}
