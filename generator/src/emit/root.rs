//! `lib.rs`: what everybody sees first.

use super::docs::{Comment, sentence};
use super::features;
use super::markdown::code;
use super::print;
use super::ty::ident;
use crate::ir::{Ident, Scheme, SchemeKind, Server, ServerVariable};
use crate::plan::Plan;
use proc_macro2::TokenStream;
use quote::quote;

/// The file.
pub fn file(plan: &Plan) -> String {
    let servers: Vec<&Server<Ident>> = plan.api.servers.iter().collect();
    let head = head(plan);
    let api = print::items(api(plan, &servers));
    let servers = servers_enum(&servers);
    let [client, blocking] = aliases().map(print::items);
    let resources = features::resources(plan);
    print::file([head, client, blocking, api, servers, methods(plan), resources, print::items(fake())])
}

fn head(plan: &Plan) -> String {
    let docs = Comment::new(sentence(&plan.package.description)).and(Comment::of(&plan.api.info.docs).text());
    let docs = docs.inner();
    // Those that have features stand in a list of their own.
    let modules = plan.api.resources.iter().filter(|_| plan.features.is_none()).map(|resource| {
        let name = ident(&resource.name);
        quote!(pub mod #name;)
    });
    let headers = (!plan.headers.is_empty()).then(|| {
        quote!(
            pub mod headers;
        )
    });
    // Each attribute alone: the formatter would put them on one line.
    let limit = plan.recursion_limit.map(|limit| {
        let limit = limit.to_string();
        "\n".to_owned() + &print::items(quote!(#![recursion_limit = #limit]))
    });
    let kinds = (!plan.api.schemes.is_empty()).then(|| quote!(, Scheme, SchemeKind));
    let rows = plan.api.servers.first().map(|_| quote!(, ServerRow));
    let validate = plan.needs.contains("validate").then(|| {
        quote! {
            #[cfg(feature = "validate")]
            pub mod validate;
        }
    });
    let formats = plan.needs.contains("formats").then(|| {
        quote!(
            pub use runtime::formats;
        )
    });
    let oauth2 = plan.needs.contains("oauth2").then(|| {
        quote!(
            pub use runtime::oauth2;
        )
    });
    let text = [
        print::file_head(docs, quote!(#![forbid(unsafe_code)])) + &limit.unwrap_or_default(),
        print::items(quote! { #(#modules)* #headers pub mod runtime; pub mod types; #validate }),
        print::items(quote! {
            pub use runtime::base_url::BaseUrl;
            pub use runtime::builder::ClientBuilder;
            pub use runtime::error::Error;
            #formats
            #oauth2
            pub use runtime::wire;
        }),
        print::items(quote! {
            #[cfg(feature = "webhooks")]
            pub use runtime::webhook;
        }),
        print::items(quote! {
            use runtime::api::{Api #kinds #rows};
            use runtime::mode::{Async, Mode};
        }),
    ];
    text.join("\n\n")
}

fn aliases() -> [TokenStream; 2] {
    let client = quote! {
        /// The async client.
        pub type Client = runtime::client::Client<Async>;
    };
    let blocking = quote! {
        /// The same without an async runtime.
        #[cfg(feature = "blocking")]
        pub mod blocking {
            /// The blocking client.
            pub type Client = super::runtime::client::Client<super::runtime::mode::Blocking>;
        }
    };
    [client, blocking]
}

fn fake() -> TokenStream {
    quote! {
        /// The API in the process of a test: it answers with the examples of the document, and with made-up values where
        /// there are none.
        #[cfg(feature = "fake")]
        pub fn fake() -> runtime::fake::Fake {
            runtime::fake::Fake::new().with_examples(include_str!("fake.json"))
        }
    }
}

fn api(plan: &Plan, servers: &[&Server<Ident>]) -> TokenStream {
    let (name, version, base_url) = (&plan.package.name, &plan.package.version, &plan.package.base_url);
    let rows = servers.iter().map(|server| {
        let (name, url) = (variable_value(server), server.default_url());
        quote!(ServerRow { name: #name, url: #url })
    });
    let servers = (!servers.is_empty()).then(|| quote!(servers: &[#(#rows),*],));
    let server = plan.package.server.as_ref().map(|server| quote!(server_variable: Some(#server),));
    let schemes: Vec<TokenStream> = plan
        .api
        .schemes
        .iter()
        .zip(&plan.package.credentials)
        .map(|(row, names)| scheme(row, names))
        .collect();
    let schemes = (!schemes.is_empty()).then(|| quote!(schemes: &[#(#schemes),*],));
    let security = &plan.package.security;
    let alternatives = security.iter().map(|all| quote!(&[#(#all),*]));
    let security = (!security.is_empty()).then(|| quote!(security: &[#(#alternatives),*],));
    // Those that the runtime looks for anyway come after them.
    const USUAL: [&str; 5] = ["x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid", "cf-ray"];
    let ids = plan.request_ids.iter().map(String::as_str);
    let ids: Vec<&str> =
        ids.chain(USUAL.into_iter().filter(|usual| !plan.request_ids.iter().any(|id| id == usual))).collect();
    let ids = (ids != USUAL).then(|| quote!(request_id_headers: &[#(#ids),*],));
    quote! {
        static API: Api = Api {
            name: #name,
            version: #version,
            #servers
            base_url_variable: Some(#base_url),
            #server
            #schemes
            #security
            #ids
            ..Api::DEFAULT
        };
    }
}

fn scheme(scheme: &Scheme, variables: &[String]) -> TokenStream {
    let kind = match &scheme.kind {
        SchemeKind::Bearer | SchemeKind::OpenIdConnect { .. } => quote!(Bearer),
        SchemeKind::OAuth2 { token_url, refresh_url, .. } => {
            let [token, refresh] = [token_url, refresh_url].map(|url| url.as_deref().unwrap_or_default());
            quote!(OAuth2 { token_url: #token, refresh_url: #refresh })
        }
        SchemeKind::Basic => quote!(Basic),
        SchemeKind::Http(_) => quote!(Header("authorization")),
        SchemeKind::ApiKey { location, name } => match location.as_str() {
            "query" => quote!(Query(#name)),
            "cookie" => quote!(Cookie(#name)),
            _ => quote!(Header(#name)),
        },
        SchemeKind::MutualTls => quote!(MutualTls),
    };
    let name = &scheme.name;
    quote!(Scheme { name: #name, kind: SchemeKind::#kind, variables: &[#(#variables),*] })
}

/// What the environment calls a server: its name in `snake_case`.
pub fn variable_value(server: &Server<Ident>) -> String {
    heck::ToSnakeCase::to_snake_case(server.name.0.trim_start_matches("r#"))
}

fn servers_enum(servers: &[&Server<Ident>]) -> String {
    if servers.is_empty() {
        return String::new();
    }
    let copy = servers.iter().all(|server| server.variables.is_empty()).then(|| quote!(Copy,));
    let variants = servers.iter().map(|server| {
        let docs = Comment::of(&server.docs).and(code(&server.url)).outer();
        let name = ident(&server.name);
        let fields = server.variables.iter().map(|variable| {
            let values: Vec<String> = variable.values.iter().map(|value| code(value)).collect();
            let values =
                if values.is_empty() { String::new() } else { format!("One of {}.", values.join(", ")) };
            let docs =
                Comment::of(&variable.docs).and(values).and(format!("Usually {}.", code(&variable.default)));
            let (docs, name) = (docs.outer(), ident(&variable.name));
            quote!(#docs #name: String,)
        });
        let fields = (!server.variables.is_empty()).then(|| quote!({ #(#fields)* }));
        quote!(#docs #name #fields,)
    });
    let arms = servers.iter().map(|server| arm(server));
    let item = print::items(quote! {
        /// The servers of the document.
        #[derive(Clone, #copy Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Server { #(#variants)* }
    });
    let from = print::items(quote! {
        impl From<Server> for BaseUrl {
            fn from(server: Server) -> Self {
                match server { #(#arms)* }
            }
        }
    });
    format!("{item}\n\n{from}")
}

/// From a server to its address.
fn arm(server: &Server<Ident>) -> TokenStream {
    let name = ident(&server.name);
    if server.variables.is_empty() {
        let url = &server.url;
        return quote!(Server::#name => Self::new(#url),);
    }
    let mut parts = server.url.split('{');
    let mut template = parts.next().unwrap_or_default().to_owned();
    let mut values = Vec::new();
    for part in parts {
        let (wire, text) = part.split_once('}').unwrap_or(("", part));
        if let Some(variable) = server.variables.iter().find(|variable| variable.wire == wire) {
            let mut known = variable.values.iter().chain([&variable.default]);
            template += if known.any(|value| value.contains('/')) { "{+}" } else { "{}" };
            values.push(ident(&variable.name));
        }
        template += text;
    }
    let is_used = |variable: &&ServerVariable<Ident>| server.url.contains(&format!("{{{}}}", variable.wire));
    let used: Vec<TokenStream> =
        server.variables.iter().filter(is_used).map(|variable| ident(&variable.name)).collect();
    let rest = (used.len() < server.variables.len()).then(|| quote!(..));
    quote!(Server::#name { #(#used,)* #rest } => Self::filled(#template, &[#(&#values),*]),)
}

/// What a client can do: to be made, and to give access to each resource.
fn methods(plan: &Plan) -> String {
    let docs = environment(plan).outer();
    let read = if plan.needs.contains("oauth2") { quote!(from_env_with_oauth2) } else { quote!(from_env) };
    let from_env = quote! {
        #docs
        pub fn from_env() -> Result<Self, Error> {
            ClientBuilder::#read(&API)?.build()
        }
    };
    let builder = quote! {
        /// A client to be described by hand.
        pub fn builder() -> ClientBuilder<M> {
            ClientBuilder::new(&API)
        }
    };
    let resources = plan.api.resources.iter().zip(&plan.resources).filter(|_| plan.features.is_none());
    let accessors = resources.map(|(resource, name)| {
        let docs = Comment::of(&resource.docs).brief().outer();
        let (module, ty) = (ident(&resource.name), ident(name));
        quote! {
            #docs
            pub fn #module(&self) -> #module::#ty<'_, M> { #module::#ty(self) }
        }
    });
    let methods = [from_env, builder].into_iter().chain(accessors).map(print::items);
    print::block("impl<M: Mode> runtime::client::Client<M>", methods)
}

/// Which variables [`methods`]' `from_env` reads.
fn environment(plan: &Plan) -> Comment {
    Comment::new("A client as the environment describes it:").and(variables(plan))
}

/// The environment variables, as a list.
pub fn variables(plan: &Plan) -> String {
    let mut rows = Vec::new();
    for (scheme, variables) in plan.api.schemes.iter().zip(&plan.package.credentials) {
        let name = code(&scheme.name);
        match variables.as_slice() {
            [] => {}
            [one] if matches!(scheme.kind, SchemeKind::OAuth2 { .. }) => {
                rows.push(format!("* `{one}`: a token for {name}; or, to have tokens asked for:"));
                rows.push(format!(
                    "  * `{one}_CLIENT_ID`, `{one}_CLIENT_SECRET`: the credentials of the client"
                ));
                rows.push(format!("  * `{one}_REFRESH_TOKEN`: a refresh token, where another flow gave one"));
                rows.push(format!(
                    "  * `{one}_SCOPE`: what the tokens are to be good for, separated by spaces"
                ));
                rows.push(format!("  * `{one}_TOKEN_URL`: where to ask, if not where the document says"));
            }
            [certificate, key] if scheme.kind == SchemeKind::MutualTls => rows.push(format!(
                "* `{certificate}`, `{key}`: the client's certificate for {name} and its private key, as PEM"
            )),
            [one] => rows.push(format!("* `{one}`: the credential for {name}")),
            several => rows.push(format!("* `{}`: the credentials for {name}", several.join("`, `"))),
        }
    }
    if let Some(server) = &plan.package.server {
        let names = plan.api.servers.iter().map(|server| format!("`{}`", variable_value(server)));
        rows.push(format!("* `{server}`: which server, {}", names.collect::<Vec<_>>().join(" or ")));
    }
    rows.push(format!("* `{}`: another address instead of a server", plan.package.base_url));
    rows.join("\n")
}
