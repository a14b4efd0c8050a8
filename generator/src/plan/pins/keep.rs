//! What the API is made to keep, before it is named.

use super::{Pins, find, param_wire};
use crate::config::Config;
use crate::diag::{Diagnostics, Pointer, code};
use crate::ir::{Api, Docs, EnumValue, Field, Hint, Kind, Operation, Param, Presence, Ty};
use crate::ledger::{Call, Part, Type};

/// Does it all.
pub fn keep(api: &mut Api<Hint>, pins: &Pins<'_>, config: &Config, diags: &mut Diagnostics) {
    for (index, def) in api.types.iter_mut().enumerate() {
        let Some(was) = pins.was(index) else { continue };
        match &mut def.kind {
            Kind::Struct { fields, .. } => {
                let said = def.component.as_deref().and_then(|component| config.schema(component));
                for field in fields {
                    let own = said.and_then(|said| said.fields.get(&field.wire));
                    let is_said = [own.and_then(|own| own.three_valued), said.and_then(|it| it.three_valued)];
                    presence(field, was, is_said.iter().any(Option::is_some), diags);
                }
            }
            Kind::Enum { values } => self::values(values, was),
            Kind::Union { .. } | Kind::Newtype(_) => {}
        }
    }
    for (operation, call) in api.operations.iter_mut().zip(&pins.calls) {
        if let Some(call) = call {
            params(operation, call, diags);
        }
    }
}

/// What could be left out may be left out still: otherwise `new` would take more than it did, or a field would hold
/// another type. Whether absent and null are told apart is as it was, unless the configuration says it (`is_said`).
fn presence(field: &mut Field<Hint>, was: &Type, is_said: bool, diags: &mut Diagnostics) {
    let part = find(was.fields.as_deref().unwrap_or_default(), &field.wire);
    let is_argument =
        |part: &Part| was.new.as_deref().is_some_and(|new| new.iter().any(|it| it.name == part.name));
    let is_nullable = matches!(field.ty, Ty::Nullable(_));
    match (&mut field.presence, part) {
        (Presence::Required, Some(part)) => {
            let was_option = part.ty.starts_with("Option<") || part.ty.starts_with("wire::Patch<");
            let was_optional = was_option && (was.new.is_some() && !is_argument(part));
            // Of a type that is only read it is not known whether null or nothing was meant; both are read.
            let was_either = was_option && was.new.is_none() && !is_nullable;
            if was_optional || was_either {
                field.presence = Presence::Optional { three_valued: part.ty.starts_with("wire::Patch<") };
                kept(field, was_optional, diags);
            } else if was_option && !is_nullable && is_argument(part) {
                field.ty = Ty::Nullable(Box::new(field.ty.clone()));
            }
        }
        (Presence::Required, None) if was.new.is_some() => {
            field.presence = Presence::Optional { three_valued: false };
            kept(field, true, diags);
        }
        // What `new` takes is there.
        (Presence::Optional { three_valued }, Some(part)) if is_argument(part) => *three_valued = false,
        (Presence::Optional { three_valued }, Some(part))
            if !is_said && (part.ty.starts_with("wire::Patch<") || part.ty.starts_with("Option<")) =>
        {
            *three_valued = part.ty.starts_with("wire::Patch<");
        }
        _ => {}
    }
}

fn kept(field: &Field<Hint>, is_sent: bool, diags: &mut Diagnostics) {
    if is_sent {
        let message = format!(
            "`{}` is required, and code that was written before does not give it: it may still be left out",
            field.wire
        );
        diags.report(&code::KEPT_OPTIONAL, &field.at, message);
    }
}

/// Values that are no longer listed.
fn values(values: &mut Vec<EnumValue<Hint>>, was: &Type) {
    let is_text = values.iter().all(|value| value.wire.is_string());
    for part in was.values.iter().flatten() {
        let wire = part.wire();
        if wire.is_string() == is_text && !values.iter().any(|value| value.wire == wire) {
            let docs = Docs {
                deprecated: true,
                notes: Vec::new(),
                description: Some("The document no longer lists it.".to_owned()),
                ..Docs::default()
            };
            values.push(EnumValue { name: Hint::new(part.name.0.trim_start_matches("r#")), wire, docs });
        }
    }
}

/// Arguments stay arguments, in their order, and nothing else becomes one.
fn params(operation: &mut Operation<Hint>, call: &Call, diags: &mut Diagnostics) {
    let place = |param: &Param<Hint>| {
        let wire = param_wire(&param.wire, param.style.location);
        call.args.iter().position(|part| part.is_called(&wire))
    };
    // A segment of a path may have another name now.
    let named: Vec<usize> = operation.params.iter().filter_map(place).collect();
    let mut unnamed = (0..call.args.len()).filter(|index| !named.contains(index));
    let mut places: Vec<usize> = Vec::new();
    for param in &mut operation.params {
        let in_path = param.style.location == "path";
        let place = place(param).or_else(|| if in_path { unnamed.next() } else { None });
        if !in_path {
            let is_required = place.is_some();
            if param.required != is_required {
                let (now, still) = if is_required {
                    ("may be left out", "it is still an argument")
                } else {
                    ("is required", "it may still be left out")
                };
                let message = format!(
                    "`{}` {now}, and code that was written before calls without knowing: {still}",
                    param.wire
                );
                diags.report(&code::KEPT_OPTIONAL, Pointer::from(&param.at), message);
            }
            param.required = is_required;
        }
        places.push(place.unwrap_or(usize::MAX));
    }
    let mut params: Vec<(usize, Param<Hint>)> =
        places.into_iter().zip(std::mem::take(&mut operation.params)).collect();
    params.sort_by_key(|(place, _)| *place);
    operation.params = params.into_iter().map(|(_, param)| param).collect();
    if let (Some(body), Some(was)) = (&mut operation.body, &call.body) {
        body.required = !was.starts_with("maybe ");
    }
}
