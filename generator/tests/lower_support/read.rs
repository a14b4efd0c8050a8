//! Reads a JSON value as a type of the representation and writes it back, by the rules of the generated code.

use generator::ir::{Api, Dispatch, Field, Hint, JsonKind, Kind, Presence, Rest, Ty, TypeId, Variant};
use serde_json::{Map, Value};

type Result = std::result::Result<Value, String>;

/// What a value is once it was read as a type and written again; an error where it cannot be read.
pub fn round_trip(api: &Api<Hint>, ty: &Ty, value: &Value) -> Result {
    match ty {
        Ty::Any => Ok(value.clone()),
        Ty::Scalar(row) => scalar(row.rust, value),
        Ty::Nullable(_) if value.is_null() => Ok(Value::Null),
        Ty::Nullable(inner) | Ty::Boxed(inner) => round_trip(api, inner, value),
        Ty::List(item) => {
            let list = value.as_array().ok_or_else(|| format!("{value} is no array"))?;
            list.iter()
                .map(|element| round_trip(api, item, element))
                .collect::<std::result::Result<_, _>>()
                .map(Value::Array)
        }
        Ty::Tuple(items) => {
            let list = value.as_array().filter(|list| list.len() == items.len());
            let list = list.ok_or_else(|| format!("{value} is no tuple of {}", items.len()))?;
            let pairs = items.iter().zip(list);
            pairs
                .map(|(ty, element)| round_trip(api, ty, element))
                .collect::<std::result::Result<_, _>>()
                .map(Value::Array)
        }
        Ty::Map { key, value: inner } => {
            let map = value.as_object().ok_or_else(|| format!("{value} is no object"))?;
            let mut out = Map::new();
            for (name, value) in map {
                if let Some(key) = key {
                    named(api, *key, &Value::String(name.clone()))?;
                }
                out.insert(name.clone(), round_trip(api, inner, value)?);
            }
            Ok(Value::Object(out))
        }
        Ty::Named(id) => named(api, *id, value),
    }
}

fn scalar(rust: &str, value: &Value) -> Result {
    let integer = || {
        value
            .as_i64()
            .map(i128::from)
            .or_else(|| value.as_u64().map(i128::from))
            .or_else(|| value.as_f64().filter(|n| n.fract() == 0.0 && n.abs() < 1e18).map(|n| n as i128))
    };
    let within = |least: i128, most: i128| integer().is_some_and(|n| least <= n && n <= most);
    let ok = match rust {
        "String" => value.is_string(),
        "bool" => value.is_boolean(),
        "i32" => within(i32::MIN.into(), i32::MAX.into()),
        "i64" => within(i64::MIN.into(), i64::MAX.into()),
        "i128" => integer().is_some(),
        "u32" => within(0, u32::MAX.into()),
        "u64" => within(0, u64::MAX.into()),
        "f32" | "f64" | "formats::DecimalNumber" => value.is_number(),
        _ => value.is_string(),
    };
    if ok { Ok(value.clone()) } else { Err(format!("{value} is no {rust}")) }
}

fn named(api: &Api<Hint>, id: TypeId, value: &Value) -> Result {
    match &api.types[id.0 as usize].kind {
        Kind::Newtype(inner) => round_trip(api, inner, value),
        Kind::Enum { values } => {
            let text = values.iter().all(|value| value.wire.is_string());
            if text && !value.is_string() { Err(format!("{value} is no text")) } else { Ok(value.clone()) }
        }
        Kind::Struct { fields, rest } => object(api, fields, rest, value),
        Kind::Union { variants, dispatch: Dispatch::Tag { property } } => {
            tagged(api, variants, property, value)
        }
        Kind::Union { variants, dispatch: Dispatch::Shape { order } } => {
            untagged(api, variants, order, value)
        }
    }
}

fn object(api: &Api<Hint>, fields: &[Field<Hint>], rest: &Rest, value: &Value) -> Result {
    let map = value.as_object().ok_or_else(|| format!("{value} is no object"))?;
    let mut out = Map::new();
    for field in fields {
        let found = map.get(&field.wire);
        match (&field.presence, found) {
            (Presence::Fixed(constant), Some(value)) if value == constant => {
                out.insert(field.wire.clone(), value.clone());
            }
            (Presence::Fixed(constant), _) => return Err(format!("`{}` is not {constant}", field.wire)),
            (Presence::Required, None) => return Err(format!("`{}` is missing", field.wire)),
            (Presence::Optional { .. }, None) => {}
            (Presence::Optional { three_valued: false }, Some(Value::Null)) if field.ty != Ty::Any => {}
            (_, Some(value)) => {
                let value = round_trip(api, &field.ty, value).map_err(|e| format!("{}: {e}", field.wire))?;
                out.insert(field.wire.clone(), value);
            }
        }
    }
    if let Rest::Keep(ty) = rest {
        for (name, value) in map.iter().filter(|(name, _)| !fields.iter().any(|field| field.wire == **name)) {
            out.insert(name.clone(), round_trip(api, ty, value)?);
        }
    }
    Ok(Value::Object(out))
}

fn tagged(api: &Api<Hint>, variants: &[Variant<Hint>], property: &str, value: &Value) -> Result {
    let map = value.as_object().ok_or_else(|| format!("{value} is no object"))?;
    let tag = map.get(property).and_then(Value::as_str).ok_or_else(|| format!("no tag `{property}`"))?;
    let Some(variant) = variants.iter().find(|variant| variant.tag.as_deref() == Some(tag)) else {
        return Ok(value.clone());
    };
    let mut out = round_trip(api, &variant.ty, value)?;
    out[property] = Value::String(tag.to_owned());
    Ok(out)
}

fn untagged(api: &Api<Hint>, variants: &[Variant<Hint>], order: &[usize], value: &Value) -> Result {
    let kind = kind(value);
    let takes =
        |variant: &&Variant<Hint>| variant.probe.kinds.is_empty() || variant.probe.kinds.contains(&kind);
    for key in value.as_object().into_iter().flat_map(Map::keys) {
        let decided = variants.iter().filter(takes).find(|variant| variant.probe.keys.contains(key));
        if let Some(variant) = decided {
            return round_trip(api, &variant.ty, value);
        }
    }
    let mut errors = Vec::new();
    for variant in order.iter().map(|index| &variants[*index]).filter(takes) {
        match round_trip(api, &variant.ty, value) {
            Ok(value) => return Ok(value),
            Err(error) => errors.push(error),
        }
    }
    Err(format!("no member fits {value}: {}", errors.join("; ")))
}

fn kind(value: &Value) -> JsonKind {
    generator::normal::kind_of(value)
}

/// Whether two values are the same where absent and null are.
pub fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Object(x), Value::Object(y)) => {
            let absent = |map: &Map<String, Value>, name: &String| map.get(name).is_none_or(Value::is_null);
            x.iter().all(|(name, value)| match y.get(name) {
                Some(other) => same(value, other),
                None => value.is_null(),
            }) && y.keys().all(|name| x.contains_key(name) || absent(y, name))
        }
        (Value::Array(x), Value::Array(y)) => x.len() == y.len() && x.iter().zip(y).all(|(x, y)| same(x, y)),
        (Value::Number(x), Value::Number(y)) => x == y || x.as_f64() == y.as_f64(),
        _ => a == b,
    }
}
