//! 4 PLAN: [`Api<Hint>`](crate::ir::Hint) in, a [`Plan`] out. Names, boxes, directions, constructors: the last place that
//! decides.
//!
//! What comes out holds an [`Api<Ident>`], and beside its types, resources and operations what is printed with each.

pub mod answer;
pub mod body;
pub mod call;
pub mod capabilities;
mod depth;
mod direction;
pub mod extras;
pub mod features;
pub mod headers;
pub mod jobs;
pub mod model;
mod names;
mod origin;
pub mod package;
pub mod paging;
mod pins;
mod recursion;
mod roles;
pub mod rules;
pub mod sample;
mod scope;
mod seen;
mod size;
mod unused;
pub mod walk;
mod words;

use crate::config::Config;
use crate::diag::{Diagnostics, Pointer, code};
use crate::ir::{Api, Hint, Ident, Kind, Presence, Server, Ty, TypeId};
use crate::ledger::Ledger;
use call::Call;
use extras::Extra;
use features::Features;
use model::Model;
use package::Package;
use pins::Pins;
pub use pins::param_wire;
use rules::Rules;
use sample::Sample;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that is to be printed, decided.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The package around the code.
    pub package: Package,
    /// The API, every name claimed.
    pub api: Api<Ident>,
    /// Beside [`Api::types`].
    pub models: Vec<Model>,
    /// Old names of types.
    pub aliases: Vec<(Ident, TypeId)>,
    /// The types of [`Api::resources`].
    pub resources: Vec<Ident>,
    /// Beside [`Api::operations`].
    pub calls: Vec<Call>,
    /// What the configuration adds to types, beside [`Api::types`]; empty where that is nothing.
    pub extras: Vec<Extra>,
    /// What a fake answers, beside [`Api::operations`].
    pub samples: Vec<Option<Sample>>,
    /// What of the runtime only some documents need: that which this one does.
    pub needs: BTreeSet<&'static str>,
    /// What `validate()` checks.
    pub rules: Vec<Rules>,
    /// Whether a type of the document holds text in a format.
    pub types_have_formats: bool,
    /// The features of the resources, where the document is large enough for it.
    pub features: Option<Features>,
    /// The headers that answers are declared to have.
    pub headers: Vec<headers::Header>,
    /// Those that may carry the id of a request.
    pub request_ids: Vec<String>,
    /// The crate's `recursion_limit`, where types nest deeper than the compiler expects.
    pub recursion_limit: Option<usize>,
}

/// Decides what is left to decide, for the first time.
pub fn plan(api: Api<Hint>, config: &Config, diags: &mut Diagnostics) -> Plan {
    plan_after(&Ledger::default(), api, config, diags)
}

/// The same after a crate that promised something.
pub fn plan_after(past: &Ledger, api: Api<Hint>, config: &Config, diags: &mut Diagnostics) -> Plan {
    unused::report(&api, config, diags);
    let mut api = direction::settle(api);
    simplify(&mut api);
    drop_servers(&mut api.servers, &Pointer("/servers".to_owned()), diags);
    servers_of_operations(&mut api, diags);
    api.operations.iter_mut().for_each(call::put_path_first);
    let pins = Pins::new(&mut api, past, config, diags);
    let names::Named { mut api, resources } = names::name(api, &pins, config, diags);
    let blanks = recursion::make_finite(&mut api.types, diags);
    recursion::put_boxes(&mut api.types);
    size::put_boxes(&mut api.types, &pins);
    let aliases = pins.aliases(&api.types);
    let mut calls = call::calls(&mut api, &resources, config, diags);
    size::put_boxes_in_calls(&api.types, &mut calls);
    unused::report_pages(&api, &calls, config, diags);
    let resources = drop_resources(&mut api, resources);
    let features = features::features(&api, past, config);
    let mut package = package::package(&api, &calls, past, config, diags);
    let models = model::models(&api.types, blanks, &pins);
    let extras = extras::extras(&api.types, config);
    let samples = sample::samples(&api, &models);
    let recursion_limit = depth::recursion_limit(&api.types);
    let in_types = needs(|each| api.types.iter().for_each(|def| def.kind.each_type(each)));
    let in_calls = needs(|each| api.each_message_mut(&mut |ty, _| each(ty)));
    let types_have_formats = in_types.contains("formats");
    let rules = rules::rules(&api.types);
    let mut needs = &in_types | &in_calls;
    needs.extend((!rules.is_empty()).then_some("validate"));
    needs.extend(capabilities::capabilities(&api, &calls));
    needs.extend(capabilities::kept(past));
    needs.extend(features::has_examples(&api, config).then_some(capabilities::EXAMPLES));
    package.dates = package::choose_dates(&mut needs, config, diags);
    let headers = headers::headers(&api, past, config);
    needs.extend((!headers.is_empty()).then_some("headers"));
    let request_ids = headers::request_ids(&headers, config);
    Plan {
        package,
        api,
        models,
        aliases,
        resources,
        calls,
        extras,
        samples,
        features,
        headers,
        request_ids,
        needs,
        rules,
        types_have_formats,
        recursion_limit,
    }
}

/// The modules of the runtime that the scalars of some types need.
fn needs(types: impl FnOnce(&mut dyn FnMut(&Ty))) -> BTreeSet<&'static str> {
    let mut needs = BTreeSet::new();
    types(&mut |ty| walk::each_scalar(ty, &mut |scalar| needs.extend(scalar.needs)));
    needs
}

/// Constants that no table can hold are values like any other, enums of such values are JSON.
fn simplify(api: &mut Api<Hint>) {
    let is_constant = |value: &Value| matches!(value, Value::String(_) | Value::Number(_) | Value::Bool(_));
    for def in &mut api.types {
        match &mut def.kind {
            Kind::Struct { fields, .. } => {
                for field in fields {
                    if let Presence::Fixed(value) = &field.presence
                        && !is_constant(value)
                    {
                        field.docs.notes.push(format!("Always `{value}`"));
                        field.presence = Presence::Required;
                        field.ty = Ty::Any;
                    }
                }
            }
            Kind::Enum { values } if !values.iter().all(|value| is_constant(&value.wire)) => {
                def.kind = Kind::Newtype(Ty::Any);
            }
            _ => {}
        }
    }
}

/// A client needs to know where a server is; a path alone says nothing of it.
fn drop_servers(servers: &mut Vec<Server<Hint>>, list: &Pointer, diags: &mut Diagnostics) {
    let mut index = 0..;
    servers.retain(|server| {
        let mut at = list.clone();
        at.push(&index.next().unwrap_or_default().to_string());
        let lower = server.default_url().to_ascii_lowercase();
        let has_host = lower.starts_with("https://") || lower.starts_with("http://");
        if !has_host {
            diags.report(&code::RELATIVE_SERVER, at.join("url"), format!("`{}` has no host", server.url));
        }
        let undeclared = undeclared(server);
        if let Some(name) = &undeclared {
            let message = format!("`{{{name}}}` is not among the variables of the server");
            diags.report(&code::UNDECLARED_VARIABLE, at.join("url"), message);
        }
        for variable in server.variables.iter().filter(|variable| !variable.values.is_empty()) {
            if !variable.default.is_empty() && !variable.values.contains(&variable.default) {
                let at = at.join("variables").join(&variable.wire).join("default");
                let message = format!("`{}` is not one of {}", variable.default, variable.values.join(", "));
                diags.report(&code::DEFAULT_NOT_LISTED, at, message);
            }
        }
        has_host && undeclared.is_none()
    });
}

/// A place in the address of a server for which there is no variable.
fn undeclared(server: &Server<Hint>) -> Option<String> {
    let places = server.url.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    let known = |name: &&str| server.variables.iter().any(|variable| variable.wire == *name);
    places.into_iter().find(|name| !known(name)).map(str::to_owned)
}

/// Servers of single operations, less those that are the document's own. What all operations have is the document's.
fn servers_of_operations(api: &mut Api<Hint>, diags: &mut Diagnostics) {
    let urls = |servers: &[Server<Hint>]| servers.iter().map(|server| server.url.clone()).collect::<Vec<_>>();
    let common = urls(&api.servers);
    for operation in &mut api.operations {
        if urls(&operation.servers) == common {
            operation.servers.clear();
        }
        drop_servers(&mut operation.servers, &Pointer::from(&operation.at).join("servers"), diags);
    }
    let first = api.operations.first().map(|operation| operation.servers.clone()).unwrap_or_default();
    let is_common = |servers: &[Server<Hint>]| urls(servers) == urls(&first);
    if api.servers.is_empty() && api.operations.iter().all(|operation| is_common(&operation.servers)) {
        api.operations.iter_mut().for_each(|operation| operation.servers.clear());
        api.servers = first;
    }
}

/// Leaves out resources that no call is left of; returns the types of the others.
fn drop_resources(api: &mut Api<Ident>, types: Vec<Ident>) -> Vec<Ident> {
    let used: BTreeSet<usize> = api.operations.iter().map(|operation| operation.resource).collect();
    let homes: BTreeMap<usize, usize> = used.iter().enumerate().map(|(new, old)| (*old, new)).collect();
    for operation in &mut api.operations {
        if let Some(home) = homes.get(&operation.resource) {
            operation.resource = *home;
        }
    }
    let mut index = 0..;
    api.resources.retain(|_| index.next().is_some_and(|index| used.contains(&index)));
    types.into_iter().enumerate().filter(|(index, _)| used.contains(index)).map(|(_, name)| name).collect()
}

impl Plan {
    /// What a type is called.
    pub fn name(&self, id: TypeId) -> Option<&Ident> {
        self.api.types.get(id.0 as usize).map(|def| &def.name)
    }
}
