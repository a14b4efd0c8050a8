//! One module per resource: a type of methods, each a signature and one call into the runtime, and their tables.

use super::docs::Comment;
use super::markdown::code;
use super::print;
use super::ty::{Types, ident, tokens};
use super::types::{builder, part, required};
use crate::ir::{Ident, Operation, Param, Resource, RetryClass, Status};
use crate::plan::Plan;
use crate::plan::call::{Body, Call, Options, Returned};
use crate::plan::model::{Argument, Spec, value_type};
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
    let methods = group.calls.iter().map(|(operation, call)| print::items(method(types, operation, call)));
    let methods = print::block(&format!("impl<M: Mode> {}<'_, M>", group.name.0), methods);
    let name = ident(group.name);
    let outer = docs.outer();
    let resource = quote! {
        #outer
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'c, M: Mode>(pub(crate) &'c Client<M>);
    };
    let options = group.calls.iter().filter_map(|(operation, call)| {
        call.options.as_ref().map(|options| self::options(types, operation, call, options))
    });
    let options: Vec<String> = options.collect();
    let tables = group.calls.iter().map(|(operation, call)| print::items(table(operation, call)));
    let tables: Vec<String> = tables.collect();
    let imports = imports(types, group, !options.is_empty());
    let head = docs.inner();
    let parts = [print::file_head(head, imports), print::items(resource), methods];
    print::file(parts.into_iter().chain(options).chain(tables))
}

fn imports(types: &Types<'_>, group: &Group<'_>, options: bool) -> TokenStream {
    let rows: Vec<&Param<Ident>> =
        group.calls.iter().flat_map(|(operation, call)| params(operation, call)).collect();
    let style = rows.iter().any(|param| differs(param)).then(|| quote!(, Style));
    let param = (!rows.is_empty()).then(|| quote!(, Param));
    let wire = (options || types.uses_wire()).then(|| {
        quote!(
            use super::runtime::wire;
        )
    });
    let types = types.uses_types().then(|| {
        quote!(
            use super::types;
        )
    });
    quote! {
        use super::runtime::call::Call;
        use super::runtime::client::Client;
        use super::runtime::mode::Mode;
        use super::runtime::operation::{Operation #param, Retry #style};
        #wire
        #types
    }
}

fn params<'p>(operation: &'p Operation<Ident>, call: &'p Call) -> impl Iterator<Item = &'p Param<Ident>> {
    call.params.iter().filter_map(|slot| operation.params.get(slot.param))
}

fn method(types: &Types<'_>, operation: &Operation<Ident>, call: &Call) -> TokenStream {
    let docs = docs(operation, call).outer();
    let deprecated = operation.docs.deprecated.then(|| quote!(#[deprecated]));
    let (name, table) = (ident(&operation.name), ident(&call.table));
    let arguments = call.arguments.iter().map(|argument| self::argument(types, argument));
    let body = call.body.as_ref().map(|body| body_argument(types, body));
    let options = call.options.as_ref().map(|options| (ident(&options.name), quote!(options)));
    let options = options.map(|(ty, name)| quote!(#name: #ty));
    let arguments: Vec<TokenStream> = arguments.chain(body).chain(options).collect();
    let values = values(operation, call);
    let answer = returned(types, &call.answer);
    let sent = match &call.body {
        None => quote!(self.0.call(&#table, &[#(#values),*])),
        Some(Body { required: true, .. }) => quote!(self.0.call(&#table, &[#(#values),*]).json(&body.into())),
        Some(Body { required: false, .. }) => quote! {
            let call = self.0.call(&#table, &[#(#values),*]);
            match body.into() {
                Some(body) => call.json(&body),
                None => call,
            }
        },
    };
    quote! {
        #docs
        #deprecated
        pub fn #name(&self, #(#arguments),*) -> Call<#answer, M> { #sent }
    }
}

fn docs(operation: &Operation<Ident>, call: &Call) -> Comment {
    let mut docs = Comment::of(&operation.docs).and(call_line(operation));
    let said: Vec<String> = params(operation, call)
        .zip(&call.params)
        .filter(|(_, slot)| slot.is_argument)
        .filter_map(|(param, _)| {
            let text = Comment::line_of_param(param);
            (!text.is_empty()).then(|| format!("* `{}`: {text}", param.name.0))
        })
        .collect();
    docs = docs.and(said.join("\n"));
    let errors: Vec<String> = operation.answers.iter().filter_map(error).collect();
    if !errors.is_empty() {
        docs = docs.and("# Errors").and(errors.join("\n"));
    }
    docs
}

/// One line on an answer that is no success.
fn error(answer: &crate::ir::Answer) -> Option<String> {
    let status = match answer.status {
        Status::Exact(200..=299) | Status::Range(2) | Status::Default => return None,
        Status::Exact(code) => code.to_string(),
        Status::Range(hundred) => format!("{hundred}XX"),
    };
    let text = Comment::line_of(&answer.docs);
    Some(if text.is_empty() { format!("* {status}") } else { format!("* {status}: {text}") })
}

fn argument(types: &Types<'_>, argument: &Argument) -> TokenStream {
    let name = ident(&argument.name);
    let ty = match &argument.spec {
        Spec::Value(ty) => types.text(ty),
        Spec::Into(ty) | Spec::Boxed(ty) => format!("impl Into<{}>", types.text(ty)),
        Spec::List(ty) => format!("Vec<{}>", types.text(ty)),
        Spec::Null(ty) => format!("Option<{}>", types.text(ty)),
        Spec::Map(key, value) => map(types, *key, value),
        Spec::Rest(value) => map(types, None, value),
        Spec::Patch(_, inner) => {
            return self::argument(types, &Argument { name: argument.name.clone(), spec: (**inner).clone() });
        }
    };
    let ty = tokens(&ty);
    quote!(#name: #ty)
}

fn map(types: &Types<'_>, key: Option<crate::ir::TypeId>, value: &crate::ir::Ty) -> String {
    types.text(&crate::ir::Ty::Map { key, value: Box::new(value.clone()) })
}

fn body_argument(types: &Types<'_>, body: &Body) -> TokenStream {
    let ty = types.tokens(&body.ty);
    if body.required { quote!(body: impl Into<#ty>) } else { quote!(body: impl Into<Option<#ty>>) }
}

/// What fills the rows of the table.
fn values(operation: &Operation<Ident>, call: &Call) -> Vec<TokenStream> {
    let value = |slot: &crate::plan::call::Slot| {
        let name = ident(&operation.params.get(slot.param)?.name);
        let argument =
            call.arguments.iter().find(|argument| ident(&argument.name).to_string() == name.to_string());
        Some(match argument {
            _ if !slot.is_argument => quote!(&options.#name),
            Some(Argument { spec: Spec::Into(_) | Spec::Boxed(_), .. }) => quote!(&#name.into()),
            _ => quote!(&#name),
        })
    };
    call.params.iter().filter_map(value).collect()
}

fn returned(types: &Types<'_>, answer: &Returned) -> TokenStream {
    match answer {
        Returned::Nothing => quote!(()),
        Returned::Json(ty) => types.tokens(ty),
        Returned::Bytes => quote!(bytes::Bytes),
    }
}

/// The type of the parameters that are no arguments of their own.
fn options(types: &Types<'_>, operation: &Operation<Ident>, call: &Call, options: &Options) -> String {
    let name = ident(&options.name);
    let inside = params(operation, call).zip(&call.params).filter(|(_, slot)| !slot.is_argument);
    let field = |param: &Param<Ident>| {
        let ty = types.text(if param.required { &param.ty } else { value_type(&param.ty) });
        let ty = if param.required { ty } else { format!("Option<{ty}>") };
        (param.required, part(&Comment::of_param(param), &param.name, &ty))
    };
    let fields: Vec<(bool, TokenStream)> = inside.map(|(param, _)| field(param)).collect();
    let all = fields.iter().map(|(_, field)| field);
    let docs = Comment::new(format!("Parameters of {}.", call_line(operation))).outer();
    let item = print::items(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct #name { #(#all)* }
    });
    let needed = fields.iter().filter(|(required, _)| *required).map(|(_, field)| field);
    let required = required(&options.name, &options.build, needed);
    let builder = builder(types, &options.name, &options.build);
    [Some(format!("{item}\n{builder}")), required].into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}

/// `POST /checkouts`
fn call_line(operation: &Operation<Ident>) -> String {
    code(&format!("{} {}", operation.method, operation.path))
}

/// How many rows an operation's table has.
const ROWS: usize = 7;

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
    if accept != "application/json" {
        rows.push(quote!(accept: #accept));
    }
    rows.push(quote!(retry: Retry::#retry));
    if !call.security.is_empty() {
        let alternatives = call.security.iter().map(|all| quote!(&[#(#all),*]));
        rows.push(quote!(security: &[#(#alternatives),*]));
    }
    let rest = (rows.len() < ROWS).then(|| quote!(..Operation::DEFAULT));
    quote!(static #name: Operation = Operation { #(#rows,)* #rest };)
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
        quote!(style: Style::#style,)
    });
    let usual = crate::table::style::find(param.style.location, "").is_some_and(|usual| usual.explode);
    let explode = (param.explode != usual).then(|| {
        let explode = param.explode;
        quote!(explode: #explode,)
    });
    let reserved = param.allow_reserved.then(|| quote!(allow_reserved: true,));
    let row = if style.is_none() && explode.is_none() && reserved.is_none() {
        quote!(Param::#location(#wire))
    } else {
        quote!(Param { #style #explode #reserved ..Param::#location(#wire) })
    };
    // A path parameter always is.
    let said = (param.required && param.style.location != "path").then(|| quote!(.required()));
    quote!(#row #said)
}
