//! Which way types travel, and what follows: a type that is sent and answered, and holds properties that go only one
//! way (`readOnly`, `writeOnly`: OpenAPI 3.1, section 4.8.24.1), becomes two.

use super::walk;
use crate::ir::{Api, Hint, Kind, Presence, TypeDef, TypeId, Usage};

/// Fills [`TypeDef::usage`], splits what must be two, and drops properties that never travel a type's way.
///
/// A type that no operation reaches stays whole. It is something to be read, such as the payload of a webhook that the
/// document only describes; in a document without operations it goes both ways.
pub fn settle(mut api: Api<Hint>) -> Api<Hint> {
    let reach = reach(&mut api);
    let split = splits(&api.types, &reach);
    let mut homes = Vec::new();
    let mut types = Vec::new();
    for ((def, usage), split) in api.types.into_iter().zip(reach).zip(split) {
        let answered = TypeId(types.len() as u32);
        if split {
            types.push(TypeDef { usage: Usage { sent: false, answered: true }, ..def.clone() });
            homes.push((answered, TypeId(types.len() as u32)));
            types.push(TypeDef {
                name: sent_name(&def.name),
                usage: Usage { sent: true, answered: false },
                ..def
            });
        } else {
            homes.push((answered, answered));
            types.push(TypeDef { usage, ..def });
        }
    }
    api.types = types;
    let home = |id: TypeId, sent: bool| match homes.get(id.0 as usize) {
        Some((_, home)) if sent => *home,
        Some((home, _)) => *home,
        None => id,
    };
    api.each_message_mut(&mut |ty, sent| walk::relink(ty, &|id| home(id, sent)));
    for (_, ty) in &mut api.components {
        walk::relink(ty, &|id| home(id, false));
    }
    for def in &mut api.types {
        let Usage { sent, answered } = def.usage;
        def.kind.each_type_mut(&mut |ty| walk::relink(ty, &|id| home(id, sent && !answered)));
        if let Kind::Struct { fields, .. } = &mut def.kind
            && sent != answered
        {
            fields.retain(|field| !(sent && field.read_only || answered && field.write_only));
        }
        if !sent && !answered {
            def.usage = Usage { sent: api.operations.is_empty(), answered: true };
            if !def.usage.sent {
                read_without_what_is_sent(def);
            }
        }
    }
    api
}

/// What is only sent may be missing where a type that stays whole is read, whatever is required.
fn read_without_what_is_sent(def: &mut TypeDef<Hint>) {
    let Kind::Struct { fields, .. } = &mut def.kind else { return };
    for field in fields.iter_mut().filter(|field| field.write_only && field.presence == Presence::Required) {
        field.presence = Presence::Optional { three_valued: false };
    }
}

fn sent_name(name: &Hint) -> Hint {
    let said =
        |word: &str| name.candidates.iter().map(move |text| format!("{text} {word}")).collect::<Vec<_>>();
    Hint { candidates: [said("Input"), said("Request Input")].concat() }
}

/// From where each type is reached.
fn reach(api: &mut Api<Hint>) -> Vec<Usage> {
    let mut usage = vec![Usage::default(); api.types.len()];
    let mut open: Vec<(TypeId, bool)> = Vec::new();
    api.each_message_mut(&mut |ty, sent| walk::each_name(ty, true, &mut |id, _| open.push((id, sent))));
    while let Some((id, sent)) = open.pop() {
        let index = id.0 as usize;
        let (Some(usage), Some(def)) = (usage.get_mut(index), api.types.get(index)) else { continue };
        let seen = if sent { &mut usage.sent } else { &mut usage.answered };
        if !std::mem::replace(seen, true) {
            def.kind.each_type(&mut |ty| walk::each_name(ty, true, &mut |id, _| open.push((id, sent))));
        }
    }
    usage
}

/// Which types must be two: those used both ways that hold one-way properties, or hold such a type.
fn splits(types: &[TypeDef<Hint>], reach: &[Usage]) -> Vec<bool> {
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
    let mut open: Vec<usize> = Vec::new();
    for (index, def) in types.iter().enumerate() {
        def.kind.each_type(&mut |ty| {
            walk::each_name(ty, true, &mut |id, _| {
                if let Some(users) = users.get_mut(id.0 as usize) {
                    users.push(index);
                }
            });
        });
        if let Kind::Struct { fields, .. } = &def.kind
            && fields.iter().any(|field| field.read_only || field.write_only)
        {
            open.push(index);
        }
    }
    let mut split = vec![false; types.len()];
    while let Some(index) = open.pop() {
        let both = reach.get(index).is_some_and(|usage| usage.sent && usage.answered);
        let Some(split) = split.get_mut(index).filter(|split| both && !**split) else { continue };
        *split = true;
        open.extend(users.get(index).into_iter().flatten());
    }
    split
}
