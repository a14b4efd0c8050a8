//! From hints to identifiers: every scope of the output, each name claimed once.

mod inside;

use serde_json::Value;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::pins::Pins;
use super::roles::{METHOD, MODULE, OPTION, PARAM, RESOURCE, SERVER, VARIABLE, VARIANT};
use super::scope::{Claim, Role, Scope};
use super::words::{Case, Spelling, identifier};
use crate::config::{self, Config};
use crate::diag::{Diagnostics, Pointer, Spot, code};
use crate::ir::{
    Api, Hint, Ident, Operation, Param, Resource, ResourceId, Server, ServerVariable, Variant, Webhook,
};
use crate::ledger::Name;

/// An API with its names, and those names that its parts have no place for.
pub struct Named {
    /// With every name claimed; a resource's is that of its module and its accessor.
    pub api: Api<Ident>,
    /// The types of the resources, in their order.
    pub resources: Vec<Ident>,
}

/// Claims every name once.
pub fn name(api: Api<Hint>, pins: &Pins<'_>, config: &Config, diags: &mut Diagnostics) -> Named {
    let mut namer = Namer { pins, config, diags };
    let types = namer.types(api.types);
    let (resources, resource_types) = namer.resources(api.resources);
    let operations = namer.operations(api.operations);
    let named = Api {
        components: api.components,
        info: api.info,
        servers: namer.servers(api.servers),
        schemes: api.schemes,
        types,
        resources,
        operations,
        webhooks: namer.webhooks(api.webhooks),
        event: api.event,
    };
    Named { api: named, resources: resource_types }
}

/// The turn of what the configuration names: it gets that name or none.
const CONFIGURED: u8 = 0;

/// The turn of everything else, or of the first of several kinds of it.
const FIRST: u8 = 1;

/// In which turn a thing chooses, and what it would like to be called.
type Wish<'h> = (u8, Cow<'h, Hint>);

/// What the configuration calls a thing, or what it may be called without.
fn wish<'h>(said: Option<&String>, hint: &'h Hint) -> Wish<'h> {
    match said {
        Some(name) => (CONFIGURED, Cow::Owned(Hint::new(name))),
        None => (FIRST, Cow::Borrowed(hint)),
    }
}

/// What a configuration calls a value of an enum: its text, or what it is in JSON.
pub(super) fn value_key(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// What a configuration calls a member of a union: its tag, or a name that it would have.
pub(super) fn variant_keys(variant: &Variant<Hint>) -> impl Iterator<Item = &str> {
    let names = variant.name.candidates.iter();
    variant.tag.iter().chain(names).map(String::as_str)
}

fn wished(hint: &Hint) -> String {
    format!("`{}`", hint.candidates.first().map(String::as_str).unwrap_or_default())
}

/// The order of places: numbers as numbers.
fn place(at: &Spot) -> Vec<(Option<usize>, String)> {
    Pointer::from(at).tokens().map(|token| (token.parse().ok(), token.into_owned())).collect()
}

/// What would be called like an option of a call says what it is before that: `param_with_tax`.
fn without_option(hint: &Hint) -> Cow<'_, Hint> {
    let is_option = |text: &String| {
        let name = identifier(text, Case::Snake, Spelling::Plain);
        name.is_some_and(|name| name.starts_with(OPTION))
    };
    if !hint.candidates.iter().any(is_option) {
        return Cow::Borrowed(hint);
    }
    let spoken =
        |text: &String| if is_option(text) { format!("{} {text}", PARAM.word) } else { text.clone() };
    Cow::Owned(Hint { candidates: hint.candidates.iter().map(spoken).collect() })
}

/// What one thing of a scope would like to be called, in which turn, and where it stands.
type Wanted<'w> = (u8, &'w Hint, &'w Spot);

struct Namer<'a> {
    pins: &'a Pins<'a>,
    config: &'a Config,
    diags: &'a mut Diagnostics,
}

impl Namer<'_> {
    /// The names of one scope in which nothing is kept.
    fn claim(&mut self, role: &Role, claims: &[Wanted<'_>]) -> Vec<Ident> {
        self.claim_others(role, claims, vec![None; claims.len()], &[])
    }

    /// The names of one scope, beside those that things keep and those that are reserved. Those that are left without are
    /// numbered, which the user hears of.
    fn claim_others(
        &mut self,
        role: &Role,
        claims: &[Wanted<'_>],
        kept: Vec<Option<&Name>>,
        reserved: &[&Name],
    ) -> Vec<Ident> {
        // What the configuration says comes before what was.
        let said: BTreeSet<String> = claims
            .iter()
            .filter(|(turn, ..)| *turn == CONFIGURED)
            .filter_map(|(_, hint, _)| identifier(hint.candidates.first()?, role.case, Spelling::Plain))
            .collect();
        let is_free = |name: &&Name| !said.contains(name.0.trim_start_matches("r#"));
        let kept = kept.into_iter().zip(claims).map(|(name, (turn, ..))| {
            let name = name.filter(|_| *turn != CONFIGURED).filter(is_free)?;
            Some(Ident(name.0.clone()))
        });
        let kept = kept.collect();
        let wishes: Vec<Claim<'_>> =
            claims.iter().map(|(turn, hint, _)| Claim { turn: *turn, hint }).collect();
        let mut scope = Scope::new(role);
        for name in reserved.iter().filter(|name| is_free(name)) {
            scope.keep(&Ident(name.0.clone()));
        }
        let mut names = scope.assign(&wishes, kept);
        let mut without: Vec<usize> =
            (0..claims.len()).filter(|index| names.get(*index).is_some_and(Option::is_none)).collect();
        if !without.is_empty() {
            without.retain(|index| claims.get(*index).is_some_and(|(turn, ..)| *turn != CONFIGURED));
            without.sort_by_cached_key(|index| claims.get(*index).map(|(.., at)| place(at)));
            scope.number(&wishes, &mut names, &without);
            let mut said = BTreeSet::new();
            for index in without {
                let (Some((_, hint, at)), Some(Some(name))) = (claims.get(index), names.get(index)) else {
                    continue;
                };
                if said.insert(&hint.candidates) {
                    let message =
                        format!("no name made from {} is free: `{}`, by position", wished(hint), name.0);
                    self.diags.report(&code::NUMBERED_NAME, *at, message);
                }
            }
        }
        let names = names.into_iter().zip(claims).map(|(name, (_, hint, at))| {
            name.unwrap_or_else(|| {
                let message = format!("no name made from {} is free", wished(hint));
                self.diags.report(&code::NAME_CLASH, *at, message);
                Ident("_".to_owned())
            })
        });
        names.collect()
    }

    /// The names of one scope of which all stands in one place, beside those that things keep.
    fn claim_wishes(
        &mut self,
        role: &Role,
        wishes: &[Wish<'_>],
        at: &Spot,
        kept: Vec<Option<&Name>>,
    ) -> Vec<Ident> {
        let claims: Vec<_> = wishes.iter().map(|(turn, hint)| (*turn, hint.as_ref(), at)).collect();
        self.claim_others(role, &claims, kept, &[])
    }

    /// Modules, and the types in them: each in its own scope.
    fn resources(&mut self, resources: Vec<Resource<Hint>>) -> (Vec<Resource<Ident>>, Vec<Ident>) {
        let said = |resource: &Resource<Hint>| self.config.tags.get(resource.name.candidates.last()?);
        let wishes: Vec<Wish<'_>> =
            resources.iter().map(|resource| wish(said(resource), &resource.name)).collect();
        let at = Spot::default().key("tags");
        let indices = 0..resources.len();
        let kept = indices.clone().map(|index| self.pins.module(index)).collect();
        let modules = self.claim_wishes(&MODULE, &wishes, &at, kept);
        let kept = indices.map(|index| self.pins.resource(index)).collect();
        let types = self.claim_wishes(&RESOURCE, &wishes, &at, kept);
        let named =
            resources.into_iter().zip(modules).map(|(resource, name)| Resource { name, docs: resource.docs });
        (named.collect(), types)
    }

    /// Methods: one scope for each resource.
    fn operations(&mut self, operations: Vec<Operation<Hint>>) -> Vec<Operation<Ident>> {
        let mut scopes: BTreeMap<ResourceId, Vec<usize>> = BTreeMap::new();
        for (index, operation) in operations.iter().enumerate() {
            scopes.entry(operation.resource).or_default().push(index);
        }
        let mut names: BTreeMap<usize, Ident> = BTreeMap::new();
        for scope in scopes.into_values() {
            let inside = scope.iter().filter_map(|index| operations.get(*index));
            let claims: Vec<_> =
                inside.map(|operation| (self.turn(operation), &operation.name, &operation.at)).collect();
            let kept = scope.iter().map(|index| self.pins.method(*index)).collect();
            let claimed = self.claim_others(&METHOD, &claims, kept, &[]);
            names.extend(scope.into_iter().zip(claimed));
        }
        let names = names.into_values();
        let operations = operations.into_iter().zip(names).enumerate();
        operations.map(|(index, (operation, name))| self.operation(index, operation, name)).collect()
    }

    /// An operation that the configuration names comes before the others.
    fn turn(&self, operation: &Operation<Hint>) -> u8 {
        let said = self.config.operation(&operation.method, &operation.path);
        if said.is_some_and(|said| said.name.is_some()) { CONFIGURED } else { FIRST }
    }

    fn operation(&mut self, index: usize, operation: Operation<Hint>, name: Ident) -> Operation<Ident> {
        let said = self.config.operation(&operation.method, &operation.path);
        Operation {
            name,
            id: operation.id,
            resource: operation.resource,
            method: operation.method,
            path: operation.path,
            docs: operation.docs,
            params: self.params(index, operation.params, said),
            body: operation.body,
            answers: operation.answers,
            security: operation.security,
            servers: self.servers(operation.servers),
            retry: operation.retry,
            at: operation.at,
        }
    }

    fn params(
        &mut self,
        index: usize,
        params: Vec<Param<Hint>>,
        said: Option<&config::Operation>,
    ) -> Vec<Param<Ident>> {
        let wishes =
            params.iter().map(|param| match said.and_then(|said| said.parameters.get(&param.wire)) {
                Some(name) => (CONFIGURED, Cow::Owned(Hint::new(name))),
                None => (FIRST, without_option(&param.name)),
            });
        let wishes: Vec<Wish<'_>> = wishes.collect();
        let claims: Vec<_> = params
            .iter()
            .zip(&wishes)
            .map(|(param, (turn, hint))| (*turn, hint.as_ref(), &param.at))
            .collect();
        let kept = |param: &Param<Hint>| self.pins.param(index, &param.wire, param.style.location);
        let kept = params.iter().map(kept).collect();
        let names = self.claim_others(&PARAM, &claims, kept, &[]);
        let named = params.into_iter().zip(names).map(|(param, name)| Param {
            name,
            wire: param.wire,
            style: param.style,
            explode: param.explode,
            allow_reserved: param.allow_reserved,
            content: param.content,
            ty: param.ty,
            required: param.required,
            docs: param.docs,
            constraints: param.constraints,
            at: param.at,
        });
        named.collect()
    }

    fn servers(&mut self, servers: Vec<Server<Hint>>) -> Vec<Server<Ident>> {
        let at = Spot::default().key("servers");
        let claims: Vec<_> = servers.iter().map(|server| (FIRST, &server.name, &at)).collect();
        let kept = servers.iter().map(|server| self.pins.server(&server.url)).collect();
        let names = self.claim_others(&SERVER, &claims, kept, &[]);
        let named = servers.into_iter().zip(names).map(|(server, name)| Server {
            name,
            variables: self.variables(&server.url, server.variables, &at),
            url: server.url,
            docs: server.docs,
        });
        named.collect()
    }

    fn variables(
        &mut self,
        url: &str,
        variables: Vec<ServerVariable<Hint>>,
        at: &Spot,
    ) -> Vec<ServerVariable<Ident>> {
        let claims: Vec<_> = variables.iter().map(|variable| (FIRST, &variable.name, at)).collect();
        let kept = variables.iter().map(|variable| self.pins.variable(url, &variable.wire)).collect();
        let names = self.claim_others(&VARIABLE, &claims, kept, &[]);
        let named = variables.into_iter().zip(names).map(|(variable, name)| ServerVariable {
            name,
            wire: variable.wire,
            default: variable.default,
            values: variable.values,
            docs: variable.docs,
        });
        named.collect()
    }

    fn webhooks(&mut self, webhooks: Vec<Webhook<Hint>>) -> Vec<Webhook<Ident>> {
        let claims: Vec<_> = webhooks.iter().map(|webhook| (FIRST, &webhook.name, &webhook.at)).collect();
        let names = self.claim(&VARIANT, &claims);
        let named = webhooks.into_iter().zip(names).map(|(webhook, name)| Webhook {
            name,
            wire: webhook.wire,
            payload: webhook.payload,
            docs: webhook.docs,
            at: webhook.at,
        });
        named.collect()
    }
}
