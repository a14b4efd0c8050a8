//! Security schemes and servers.

use super::Server;
use super::http::{Http, resolve};
use crate::diag::{Spot, code};
use crate::ir::{Docs, Scheme, SchemeKind};
use crate::source::fit::key;
use indexmap::IndexMap;
use openapiv3 as oa;
use serde_json::Value;

impl Http<'_, '_> {
    /// The security schemes (OpenAPI 3.1 section 4.8.27).
    pub(super) fn schemes(&mut self) -> Vec<Scheme> {
        let Some(components) = self.components else { return Vec::new() };
        let mut schemes = Vec::new();
        for (name, scheme) in &components.security_schemes {
            if let Some((scheme, _)) = resolve(scheme, &components.security_schemes, "securitySchemes") {
                schemes.push(read_scheme(name, scheme));
            }
        }
        schemes
    }

    /// Security requirements (section 4.8.30): any of the alternatives, each with all of its schemes.
    pub(super) fn security(
        &mut self,
        requirements: &[oa::SecurityRequirement],
        at: &Spot,
    ) -> Vec<Vec<(usize, Vec<String>)>> {
        let mut alternatives = Vec::new();
        for (i, requirement) in requirements.iter().enumerate() {
            let mut all = Vec::new();
            for (name, scopes) in requirement {
                match self.normal.schemes.iter().position(|scheme| scheme.name == *name) {
                    Some(index) => all.push((index, scopes.clone())),
                    None => self.builder.diags.report(
                        &code::UNKNOWN_SECURITY_SCHEME,
                        &at.index(i).key(name),
                        format_args!("there is no security scheme `{name}`: no credentials are sent for it"),
                    ),
                }
            }
            self.tell_collision(&all, &at.index(i));
            if (!all.is_empty() || requirement.is_empty()) && !alternatives.contains(&all) {
                alternatives.push(all);
            }
        }
        alternatives
    }

    /// Two credentials that belong into the same place cannot both be sent.
    fn tell_collision(&mut self, all: &[(usize, Vec<String>)], at: &Spot) {
        let schemes = &self.normal.schemes;
        let named = |(index, _): &(usize, Vec<String>)| schemes.get(*index);
        let collide = |a: &&Scheme, b: &Scheme| carrier(a).is_some_and(|place| carrier(b) == Some(place));
        for (i, second) in all.iter().enumerate().filter_map(|(i, one)| Some((i, named(one)?))) {
            let Some(first) = all.iter().take(i).filter_map(named).find(|first| collide(first, second))
            else {
                continue;
            };
            let message = format!(
                "`{}` and `{}` are both sent as {}: a request carries the first of them alone",
                first.name,
                second.name,
                carrier(second).unwrap_or_default()
            );
            self.builder.diags.report(&code::CREDENTIALS_COLLIDE, &at.key(&second.name), message);
        }
    }
}

/// Where the credential of a scheme is sent, in words; names of headers are told apart without regard to case (RFC 9110,
/// section 5.1).
fn carrier(scheme: &Scheme) -> Option<String> {
    match &scheme.kind {
        SchemeKind::Bearer
        | SchemeKind::Basic
        | SchemeKind::Http(_)
        | SchemeKind::OAuth2 { .. }
        | SchemeKind::OpenIdConnect { .. } => Some("the header `authorization`".to_owned()),
        SchemeKind::ApiKey { location, name } if location == "header" => {
            Some(format!("the header `{}`", name.to_ascii_lowercase()))
        }
        SchemeKind::ApiKey { location, name } => Some(format!("the {location} `{name}`")),
        SchemeKind::MutualTls => None,
    }
}

fn read_scheme(name: &str, scheme: &oa::SecurityScheme) -> Scheme {
    let (kind, description) = match scheme {
        oa::SecurityScheme::APIKey { location, name, description, .. } => {
            let location = match location {
                oa::APIKeyLocation::Query => "query",
                oa::APIKeyLocation::Header => "header",
                oa::APIKeyLocation::Cookie => "cookie",
            };
            (SchemeKind::ApiKey { location: location.to_owned(), name: name.clone() }, description)
        }
        oa::SecurityScheme::HTTP { scheme, description, extensions, .. } => {
            let kind = match scheme.to_ascii_lowercase().as_str() {
                _ if extensions.get(key::TYPE).is_some_and(|kind| kind == "mutualTLS") => {
                    SchemeKind::MutualTls
                }
                "bearer" => SchemeKind::Bearer,
                "basic" => SchemeKind::Basic,
                _ => SchemeKind::Http(scheme.clone()),
            };
            (kind, description)
        }
        oa::SecurityScheme::OAuth2 { flows, description, .. } => (oauth(flows), description),
        oa::SecurityScheme::OpenIDConnect { open_id_connect_url: url, description, .. } => {
            (SchemeKind::OpenIdConnect { url: url.clone() }, description)
        }
    };
    let docs = Docs { description: description.clone(), ..Docs::default() };
    Scheme { name: name.to_owned(), kind, docs }
}

fn oauth(flows: &oa::OAuth2Flows) -> SchemeKind {
    let mut scopes: Vec<String> = Vec::new();
    let all = [
        flows.client_credentials.as_ref().map(|flow| &flow.scopes),
        flows.authorization_code.as_ref().map(|flow| &flow.scopes),
        flows.password.as_ref().map(|flow| &flow.scopes),
        flows.implicit.as_ref().map(|flow| &flow.scopes),
    ];
    for name in all.into_iter().flatten().flat_map(IndexMap::keys) {
        if !scopes.contains(name) {
            scopes.push(name.clone());
        }
    }
    let address = |url: &String| Some(url.clone()).filter(|url| !url.is_empty());
    let token_url = flows.client_credentials.as_ref().and_then(|flow| address(&flow.token_url));
    // Without an address of its own a token is renewed where it was given (section 4.8.29).
    let code = flows.authorization_code.as_ref().map(|flow| (&flow.refresh_url, &flow.token_url));
    let password = flows.password.as_ref().map(|flow| (&flow.refresh_url, &flow.token_url));
    let renewed =
        |(refresh, token): (&Option<String>, &String)| refresh.as_ref().and_then(address).or(address(token));
    let refresh_url = [code, password].into_iter().flatten().find_map(renewed);
    SchemeKind::OAuth2 { token_url, refresh_url, scopes }
}

/// Servers (section 4.8.5).
pub(super) fn servers(servers: &[oa::Server]) -> Vec<Server> {
    let variable = |(name, variable): (&String, &oa::ServerVariable)| {
        let docs = Docs { description: variable.description.clone(), ..Docs::default() };
        (name.clone(), variable.default.clone(), variable.enumeration.clone(), docs)
    };
    let server = |server: &oa::Server| Server {
        name: server.extensions.get(key::NAME).and_then(Value::as_str).map(str::to_owned),
        url: server.url.clone(),
        docs: Docs { description: server.description.clone(), ..Docs::default() },
        variables: server.variables.iter().flatten().map(variable).collect(),
    };
    servers.iter().map(server).collect()
}
