//! One module per resource: a type of methods, each a signature and one call into the runtime, and their tables.

use super::docs::Comment;
use super::markdown::code;
use super::print;
use super::root::{default_url, variable_value};
use super::ty::{Types, ident, tokens};
use super::types::{part, spec};
use super::{answer, body};
use crate::ir::{Ident, Operation, Param, Resource, RetryClass, Server};
use crate::plan::Plan;
use crate::plan::answer::Returned;
use crate::plan::body::Body;
use crate::plan::call::Call;
use crate::plan::model::{Argument, Spec};
use crate::plan::paging::{By, End, Missing};
use proc_macro2::TokenStream;
use quote::quote;

/// One resource with its operations.
pub struct Group<'p> {
    /// Module and docs.
    pub resource: &'p Resource<Ident>,
    /// The type of its methods.
    pub name: &'p Ident,
    /// In document order.
    pub calls: Vec<(&'p Operation<Ident>, &'p Call)>,
}

/// The file of one resource.
pub fn file(plan: &Plan, group: &Group<'_>) -> String {
    let types = &Types::outside(plan);
    let docs = Comment::of(&group.resource.docs);
    let methods = group.calls.iter().flat_map(|(operation, call)| self::methods(types, operation, call));
    let methods = print::block(&format!("impl<M: Mode> {}<'_, M>", group.name.0), methods);
    let name = ident(group.name);
    let outer = docs.outer();
    let resource = quote! {
        #outer
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'c, M: Mode>(pub(crate) &'c Client<M>);
    };
    let required = group.calls.iter().filter_map(|(operation, call)| required(types, operation, call));
    let required: Vec<String> = required.collect();
    let setters: Vec<String> =
        group.calls.iter().filter_map(|(operation, call)| setters(types, operation, call)).collect();
    let pages = group.calls.iter().filter_map(|(_, call)| pages(types, call));
    let pages: Vec<String> = pages.collect();
    let eithers = group.calls.iter().filter_map(|(operation, call)| {
        call.body.as_ref().and_then(|body| body::either(types, operation, body))
    });
    let eithers: Vec<String> = eithers.collect();
    let several = group.calls.iter().filter_map(|(operation, call)| match &call.answer {
        Returned::Several(several) => answer::several(types, operation, several),
        _ => None,
    });
    let several: Vec<String> = several.collect();
    let tables = group.calls.iter().map(|(operation, call)| print::items(table(operation, call)));
    let tables: Vec<String> = tables.collect();
    let imports = imports(types, group, !setters.is_empty(), !pages.is_empty());
    let head = docs.inner();
    let parts = [print::file_head(head, imports), print::items(resource), methods];
    let calls = required.into_iter().chain(setters).chain(pages).chain(eithers).chain(several);
    print::file(parts.into_iter().chain(calls).chain(tables))
}

fn imports(types: &Types<'_>, group: &Group<'_>, setters: bool, pages: bool) -> TokenStream {
    let rows: Vec<&Param<Ident>> =
        group.calls.iter().flat_map(|(operation, call)| params(operation, call)).collect();
    let bodies: Vec<&Body> = group.calls.iter().filter_map(|(_, call)| call.body.as_ref()).collect();
    let styled = rows.iter().any(|param| differs(param)) || bodies.iter().any(|body| body::has_style(body));
    let style = styled.then(|| quote!(, Style));
    let media = body::imports(&bodies);
    let calls: Vec<&Call> = group.calls.iter().map(|(_, call)| *call).collect();
    let [answers, events, lines] = answer::imports(&calls);
    let param = (!rows.is_empty()).then(|| quote!(, Param));
    let wire = types.uses_wire().then(|| {
        quote!(
            use super::runtime::wire;
        )
    });
    let formats = types.uses_formats().then(|| {
        quote!(
            use super::runtime::formats;
        )
    });
    let types = types.uses_types().then(|| {
        quote!(
            use super::types;
        )
    });
    let call = if setters { quote!({Call, params}) } else { quote!(Call) };
    let by = pages.then(|| {
        quote!(
            use super::runtime::pages::{By, End, List, Paging, paged};
        )
    });
    quote! {
        #answers
        use super::runtime::call::#call;
        use super::runtime::client::Client;
        #events
        #formats
        #lines
        #media
        use super::runtime::mode::Mode;
        use super::runtime::operation::{Operation #param, Retry #style};
        #by
        #wire
        #types
    }
}

fn params<'p>(operation: &'p Operation<Ident>, call: &'p Call) -> impl Iterator<Item = &'p Param<Ident>> {
    call.params.iter().filter_map(|index| operation.params.get(*index))
}

/// The method of an operation, and those that ask for other media types.
fn methods(types: &Types<'_>, operation: &Operation<Ident>, call: &Call) -> Vec<String> {
    let mut arguments: Vec<(TokenStream, TokenStream)> = match &call.required {
        None => call.arguments.iter().map(|argument| self::argument(types, argument)).collect(),
        Some(name) => vec![(quote!(required), ident(name))],
    };
    arguments.extend(call.body.as_ref().map(|body| (quote!(body), body::argument(types, body))));
    let marker = call.marker.as_ref().map(ident).map(|name| quote!(, #name));
    let method = print::items(method(types, operation, call, &arguments));
    let (name, names) = (ident(&operation.name), arguments.iter().map(|(name, _)| name));
    let first = if operation.docs.deprecated {
        // Whoever calls it is warned.
        let (sent, is_block) =
            (sent(&ident(&call.table), call), call.body.as_ref().is_some_and(|body| !body.required));
        let sent = if is_block { quote!({ #sent }) } else { sent };
        (quote!(let call: Call<(), M #marker> = #sent;), quote!(call))
    } else {
        (TokenStream::new(), quote!(self.#name(#(#names),*)))
    };
    let others = call
        .others
        .iter()
        .map(|other| answer::other(types, operation, other, (&arguments, marker.clone()), &first));
    [method].into_iter().chain(others).collect()
}

fn method(
    types: &Types<'_>,
    operation: &Operation<Ident>,
    call: &Call,
    arguments: &[(TokenStream, TokenStream)],
) -> TokenStream {
    let docs = docs(types, operation, call).outer();
    let deprecated = operation.docs.deprecated.then(|| quote!(#[deprecated]));
    let (name, table) = (ident(&operation.name), ident(&call.table));
    let arguments = arguments.iter().map(|(name, ty)| quote!(#name: #ty));
    let answer = answer::ty(types, &call.answer);
    let marker = call.marker.as_ref().map(ident).map(|name| quote!(, #name));
    let sent = sent(&table, call);
    quote! {
        #docs
        #deprecated
        pub fn #name(&self, #(#arguments),*) -> Call<#answer, M #marker> { #sent }
    }
}

/// The call: its table, its parameters, its body.
fn sent(table: &TokenStream, call: &Call) -> TokenStream {
    let values = values(call);
    let params = call.marker.as_ref().map(|_| quote!(.with_params()));
    match &call.body {
        None => quote!(self.0.call(&#table, &[#(#values),*]) #params),
        Some(body) => {
            let setter = body::setter(body);
            if body.required {
                quote!(self.0.call(&#table, &[#(#values),*]).#setter(&body.into()) #params)
            } else {
                quote! {
                    let call = self.0.call(&#table, &[#(#values),*]) #params;
                    match body.into() {
                        Some(body) => call.#setter(&body),
                        None => call,
                    }
                }
            }
        }
    }
}

fn docs(types: &Types<'_>, operation: &Operation<Ident>, call: &Call) -> Comment {
    let mut docs = Comment::of(&operation.docs).and(call_line(operation));
    let (needed, others): (Vec<_>, Vec<_>) = params(operation, call).partition(|param| param.required);
    if call.required.is_none() {
        let said = needed.iter().filter_map(|param| {
            let text = Comment::line_of_param(param);
            (!text.is_empty()).then(|| format!("* `{}`: {text}", param.name.0))
        });
        docs = docs.and(said.collect::<Vec<_>>().join("\n"));
    }
    let servers: Vec<String> = operation.servers.iter().map(|server| code(&server.url)).collect();
    match servers.as_slice() {
        [] => {}
        [only] => docs = docs.and(format!("Sent to {only}, unless the client has a base URL.")),
        several => {
            docs = docs.and(format!("Sent to one of {}; see `with_server`.", several.join(", ")));
        }
    }
    if !others.is_empty() {
        let names: Vec<String> = others.iter().map(|param| format!("`{}`", param.name.0)).collect();
        docs = docs.and(format!("May be set on the call: {}.", names.join(", ")));
    }
    answer::docs(types, operation, docs)
}

fn argument(types: &Types<'_>, argument: &Argument) -> (TokenStream, TokenStream) {
    let name = ident(&argument.name);
    let ty = match &argument.spec {
        Spec::Value(ty) => types.text(ty),
        Spec::Into(ty) | Spec::Boxed(ty) => format!("impl Into<{}>", types.text(ty)),
        Spec::List(ty) => format!("Vec<{}>", types.text(ty)),
        Spec::Null(ty) => format!("Option<{}>", types.text(ty)),
        Spec::Map(key, value) => map(types, *key, value),
        Spec::Rest(value) => map(types, None, value),
        Spec::Patch(_, inner) | Spec::Given(inner) => {
            return self::argument(types, &Argument { name: argument.name.clone(), spec: (**inner).clone() });
        }
    };
    (name, tokens(&ty))
}

fn map(types: &Types<'_>, key: Option<crate::ir::TypeId>, value: &crate::ir::Ty) -> String {
    types.text(&crate::ir::Ty::Map { key, value: Box::new(value.clone()) })
}

/// What fills the first rows of the table: those that are required.
fn values(call: &Call) -> Vec<TokenStream> {
    let value = |Argument { name, spec }: &Argument| {
        let name = ident(name);
        match spec {
            _ if call.required.is_some() => quote!(&required.#name),
            Spec::Into(_) | Spec::Boxed(_) => quote!(&#name.into()),
            _ => quote!(&#name),
        }
    };
    call.arguments.iter().map(value).collect()
}

/// The type of what the method takes, where that is too much for arguments.
fn required(types: &Types<'_>, operation: &Operation<Ident>, call: &Call) -> Option<String> {
    let name = call.required.as_ref().map(ident)?;
    let fields = params(operation, call)
        .filter(|param| param.required)
        .map(|param| part(&Comment::of_param(param), &param.name, &types.text(&param.ty)));
    let docs = Comment::new(format!("What {} requires.", call_line(operation))).outer();
    Some(print::items(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name { #(#fields)* }
    }))
}

/// The table of the parameters that may be left out: rows of the operation's own table.
fn setters(types: &Types<'_>, operation: &Operation<Ident>, call: &Call) -> Option<String> {
    let name = call.marker.as_ref()?;
    let mut out = format!("params!({} {{\n", name.0);
    let rows = params(operation, call).enumerate().filter(|(_, param)| !param.required);
    for ((row, param), Argument { name, spec }) in rows.zip(&call.setters) {
        if matches!(spec, Spec::List(_) | Spec::Map(..)) {
            // Its macro converts the parts.
            types.use_wire();
        }
        for line in Comment::of_param(param).comments() {
            out.push_str(&format!("    {line}\n"));
        }
        if param.docs.deprecated {
            out.push_str("    #[deprecated]\n");
        }
        out.push_str(&format!("    {row} {}({});\n", name.0, self::spec(types, spec)));
    }
    Some(out + "});")
}

/// How the answers are pages: `items()` and `pages()` of the call.
fn pages(types: &Types<'_>, call: &Call) -> Option<String> {
    let (name, paging) = (call.marker.as_ref()?, call.paging.as_ref()?);
    let keys = |keys: &[String]| {
        format!("&[{}]", keys.iter().map(|key| print::text(key)).collect::<Vec<_>>().join(", "))
    };
    let row = paging.row;
    let by = match &paging.by {
        By::Number(first) => format!("Number {{ row: {row}, first: {first} }}"),
        By::Offset(first) => format!("Offset {{ row: {row}, first: {first} }}"),
        By::Url(next) => format!("Url {{ next: {} }}", keys(next)),
        By::Link => "Link".to_owned(),
        By::Cursor(next) => format!("Cursor {{ row: {row}, next: {} }}", keys(next)),
        By::LastId(id) => format!("LastId {{ row: {row}, id: {} }}", print::text(id)),
    };
    let end = match &paging.end {
        End::Silent => "End::Silent".to_owned(),
        End::More(flag) => format!("End::More({})", keys(flag)),
        End::Done(flag) => format!("End::Done({})", keys(flag)),
    };
    let list = match paging.missing {
        Missing::Never => "Required",
        Missing::Null => "Nullable",
        Missing::Absent => "Optional",
    };
    let Returned::Json(answer) = &call.answer else { return None };
    Some(format!(
        "paged!({}: {} => {}, Paging {{\n    by: By::{by}, items: List::{list}({}), end: {end}\n}});",
        name.0,
        types.text(answer),
        types.text(&paging.item),
        keys(&paging.items),
    ))
}

/// `POST /checkouts`
fn call_line(operation: &Operation<Ident>) -> String {
    code(&format!("{} {}", operation.method, operation.path))
}

/// How many rows an operation's table has.
const ROWS: usize = 10;

fn table(operation: &Operation<Ident>, call: &Call) -> TokenStream {
    let name = ident(&call.table);
    let id = super::fake::id(operation);
    let (method, path, accept) = (&operation.method, &operation.path, &call.accept);
    let retry = match &operation.retry {
        RetryClass::Safe => quote!(Safe),
        RetryClass::Idempotent => quote!(Idempotent),
        RetryClass::Keyed(header) => quote!(Keyed(#header)),
        RetryClass::Unsafe => quote!(Unsafe),
    };
    let mut rows = vec![quote!(id: #id), quote!(method: #method), quote!(path: #path)];
    let params: Vec<TokenStream> = params(operation, call).map(param).collect();
    if !params.is_empty() {
        rows.push(quote!(params: &[#(#params),*]));
    }
    let bodies = call.body.as_ref().map(body::rows).unwrap_or_default();
    if !bodies.is_empty() {
        rows.push(quote!(bodies: &[#(#bodies),*]));
    }
    if accept != "application/json" {
        rows.push(quote!(accept: #accept));
    }
    if let Some(reading) = answer::reading(&call.answer) {
        rows.push(quote!(reading: #reading));
    }
    rows.push(quote!(retry: Retry::#retry));
    if !call.security.is_empty() {
        let alternatives = call.security.iter().map(|all| quote!(&[#(#all),*]));
        rows.push(quote!(security: &[#(#alternatives),*]));
    }
    if !operation.servers.is_empty() {
        let servers = operation.servers.iter().map(server);
        rows.push(quote!(servers: &[#(#servers),*]));
    }
    let rest = (rows.len() < ROWS).then(|| quote!(..Operation::DEFAULT));
    quote!(static #name: Operation = Operation { #(#rows,)* #rest };)
}

/// A server of the operation alone.
fn server(server: &Server<Ident>) -> TokenStream {
    let (name, url) = (variable_value(server), default_url(server));
    quote!(super::runtime::api::ServerRow { name: #name, url: #url })
}

/// Whether a parameter is written in another way than the specification defaults to.
fn differs(param: &Param<Ident>) -> bool {
    let usual = crate::table::style::find(param.style.location, "");
    usual.is_some_and(|usual| usual != param.style)
}

fn param(param: &Param<Ident>) -> TokenStream {
    let (location, wire) = (ident(&Ident(param.style.location.to_owned())), &param.wire);
    let style = differs(param).then(|| {
        let style = tokens(param.style.runtime);
        quote!(.style(Style::#style))
    });
    let usual = crate::table::style::find(param.style.location, "").is_some_and(|usual| usual.explode);
    let explode = (param.explode != usual).then(|| {
        let explode = param.explode;
        quote!(.explode(#explode))
    });
    let reserved = param.allow_reserved.then(|| quote!(.reserved()));
    // A path parameter always is.
    let said = (param.required && param.style.location != "path").then(|| quote!(.required()));
    let is_json = param.content.as_deref().is_some_and(|media| media.to_ascii_lowercase().contains("json"));
    let json = is_json.then(|| quote!(.json()));
    quote!(Param::#location(#wire) #style #explode #reserved #json #said)
}
