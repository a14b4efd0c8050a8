//! What a crate promises, as the [ledger](mod@crate::ledger) has it.

use super::ty::Types;
use super::types::field_type;
use crate::ir::{
    Api, Dispatch, Ident, Kind, Operation, Param, Presence, Rest, Server, ServerVariable, Ty, TypeDef,
};
use crate::ledger::{Call, Ledger, Name, Part, Path, Type};
use crate::plan::Plan;
use crate::plan::answer::Returned;
use crate::plan::call;
use crate::plan::capabilities::EXAMPLES;
use crate::plan::features::OTHERS;
use crate::plan::headers::Header;
use crate::plan::model::{Argument, Model, Spec};
use crate::plan::param_wire;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that code can name.
pub fn ledger(plan: &Plan) -> Ledger {
    let types = &Types::inside(plan);
    let Api { servers, resources, operations, .. } = &plan.api;
    let mut ledger = Ledger::new();
    ledger.package = Some(plan.package.name.clone());
    ledger.features = Some(features(plan));
    let promised = plan.needs.iter().filter(|need| **need != EXAMPLES);
    ledger.runtime = Some(promised.map(|need| (*need).to_owned()).collect());
    ledger.environment = Some(environment(plan));
    ledger.servers = servers.iter().map(|server| (server.url.clone(), name(&server.name))).collect();
    ledger.variables = servers.iter().filter_map(variables).collect();
    ledger.headers = plan.headers.iter().map(|header| self::header(types, header)).collect();
    ledger.resources = resources
        .iter()
        .zip(&plan.resources)
        .map(|(resource, ty)| (name(&resource.name), name(ty)))
        .collect();
    let keys = Ledger::keys(operations.iter().map(|it| (it.method.as_str(), it.path.as_str())));
    for ((operation, call), key) in operations.iter().zip(&plan.calls).zip(keys) {
        let Some(resource) = resources.get(operation.resource) else { continue };
        ledger.operations.insert(key, self::call(types, &resource.name, operation, call));
    }
    let payloads =
        plan.api.webhooks.iter().filter_map(|it| Some((it.wire.clone(), types.text(it.payload.as_ref()?))));
    let event = plan.api.event.as_ref().map(|ty| ("*".to_owned(), types.text(ty)));
    ledger.webhooks = payloads.chain(event).collect();
    let mut halves = BTreeSet::new();
    for (def, model) in plan.api.types.iter().zip(&plan.models) {
        let is_second = def.component.as_ref().is_some_and(|component| !halves.insert(component));
        let line = Type { schema: def.component.clone(), sent: is_second, ..ty(types, def, model) };
        ledger.types.insert(name(&def.name), line);
    }
    for (old, id) in &plan.aliases {
        let alias = plan.name(*id).map(name);
        ledger.types.insert(name(old), Type { alias, ..Type::default() });
    }
    ledger
}

fn features(plan: &Plan) -> BTreeSet<String> {
    let Some(features) = &plan.features else { return BTreeSet::new() };
    features.names.iter().cloned().chain(features.has_others.then(|| OTHERS.to_owned())).collect()
}

/// Those that hold credentials, an address and the name of a server.
fn environment(plan: &Plan) -> BTreeSet<String> {
    let package = &plan.package;
    let others = package.server.iter().chain([&package.base_url]);
    package.credentials.iter().flatten().chain(others).cloned().collect()
}

/// The fields of a server's variant, where it has some.
fn variables(server: &Server<Ident>) -> Option<(String, Vec<Part>)> {
    let part =
        |variable: &ServerVariable<Ident>| Part::named(&variable.name.0, String::new(), &variable.wire);
    let parts: Vec<Part> = server.variables.iter().map(part).collect();
    (!parts.is_empty()).then(|| (server.url.clone(), parts))
}

fn header(types: &Types<'_>, header: &Header) -> (String, Part) {
    (header.wire.to_ascii_lowercase(), Part { ty: types.text(&header.ty), ..plain(&header.name) })
}

fn name(name: &Ident) -> Name {
    Name(name.0.clone())
}

fn ty(types: &Types<'_>, def: &TypeDef<Ident>, model: &Model) -> Type {
    let mut line = Type::default();
    match &def.kind {
        Kind::Struct { fields, rest } => {
            let kept = fields.iter().filter(|field| !matches!(field.presence, Presence::Fixed(_)));
            let parts = kept.map(|field| Part::named(&field.name.0, field_type(types, field), &field.wire));
            let rest = match (rest, &model.rest) {
                (Rest::Keep(ty), Some(name)) => {
                    Some(Part::named(&name.0, format!("wire::Map<{}>", types.text(ty)), &name.0))
                }
                _ => None,
            };
            line.fields = Some(sorted(parts.chain(rest)));
            let argument = |argument: &Argument| {
                let field = fields.iter().find(|field| field.name == argument.name);
                let given = field.filter(|_| matches!(argument.spec, Spec::Given(_)));
                let ty = given.map(|field| types.text(value_type(&field.ty))).unwrap_or_default();
                Part { ty, ..plain(&argument.name) }
            };
            line.new = model.build.as_ref().map(|build| build.new.iter().map(argument).collect());
            line.required = model.build.as_ref().and_then(|build| build.required.as_ref()).map(name);
        }
        Kind::Enum { values } => {
            let part = |json: &serde_json::Value| json.to_string();
            let parts = values.iter().map(|value| Part {
                name: name(&value.name),
                ty: String::new(),
                json: part(&value.wire),
            });
            line.values = Some(sorted(parts));
        }
        Kind::Union { variants, dispatch } => {
            line.unlisted = matches!(dispatch, Dispatch::Tag { .. });
            let parts = variants.iter().map(|variant| {
                let tag = variant.tag.as_ref().map(|tag| serde_json::Value::from(tag.as_str()).to_string());
                Part { name: name(&variant.name), ty: types.text(&variant.ty), json: tag.unwrap_or_default() }
            });
            line.variants = Some(sorted(parts));
        }
        Kind::Newtype(ty) => line.newtype = Some(types.text(ty)),
    }
    line
}

fn sorted(parts: impl Iterator<Item = Part>) -> Vec<Part> {
    let mut parts: Vec<Part> = parts.collect();
    parts.sort();
    parts
}

fn call(types: &Types<'_>, resource: &Ident, operation: &Operation<Ident>, call: &call::Call) -> Call {
    let params: BTreeMap<&Ident, &Param<Ident>> =
        operation.params.iter().map(|param| (&param.name, param)).collect();
    let part = |argument: &Argument| {
        let param = params.get(&argument.name)?;
        let ty = if param.required { types.text(&param.ty) } else { types.text(value_type(&param.ty)) };
        Some(Part::named(&param.name.0, ty, &param_wire(&param.wire, param.style.location)))
    };
    let body = call.body.as_ref();
    let contents = body.map(|body| body.contents.as_slice()).unwrap_or_default();
    let either = body.and_then(|body| body.either.as_ref());
    let held = || match (either, contents) {
        (Some(either), _) => either.0.clone(),
        (None, [content, ..]) => types.text(&content.ty),
        (None, []) => "()".to_owned(),
    };
    let bodies = contents.iter().filter(|_| either.is_some());
    let bodies = bodies.map(|content| Part { ty: types.text(&content.ty), ..plain(&content.name) });
    let answers = match &call.answer {
        Returned::Several(several) => {
            let part = |(name, _, answer): &(Ident, _, Returned)| Part {
                ty: returned(types, answer),
                ..plain(name)
            };
            several.variants.iter().map(part).collect()
        }
        _ => Vec::new(),
    };
    let others =
        call.others.iter().map(|other| Part { ty: returned(types, &other.returned), ..plain(&other.name) });
    Call {
        call: Path { resource: name(resource), method: name(&operation.name) },
        id: operation.id.clone(),
        args: call.arguments.iter().filter_map(part).collect(),
        required: call.required.as_ref().map(name),
        params: sorted(call.setters.iter().filter_map(part)),
        marker: call.marker.as_ref().map(name),
        body: body.map(|body| if body.required { held() } else { format!("maybe {}", held()) }),
        bodies: bodies.collect(),
        returns: returned(types, &call.answer),
        answers,
        others: sorted(others),
        items: call.paging.as_ref().map(|paging| types.text(&paging.item)),
        job: call.starts.as_ref().map(|starts| types.text(&starts.answer)),
        until_done: call.asked.is_some(),
    }
}

fn value_type(ty: &Ty) -> &Ty {
    crate::plan::model::value_type(ty)
}

fn plain(name: &Ident) -> Part {
    Part { name: self::name(name), ty: String::new(), json: String::new() }
}

fn returned(types: &Types<'_>, returned: &Returned) -> String {
    match returned {
        Returned::Nothing => "()".to_owned(),
        Returned::Json(ty) | Returned::Text(ty) => types.text(ty),
        Returned::Bytes => "Bytes".to_owned(),
        Returned::Lines(ty) => format!("Lines<{}>", types.text(ty)),
        Returned::Events(ty, _) => format!("Events<{}>", types.text(ty)),
        Returned::Several(several) => several.name.as_ref().map(|name| name.0.clone()).unwrap_or_default(),
    }
}
