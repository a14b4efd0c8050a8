//! One module per resource: a type of methods, each a signature and one call into the runtime, and their tables.

mod docs;
mod table;

use super::docs::Comment;
use super::jobs::Given;
use super::markdown::code;
use super::print::{self, Rows};
use super::shared::Shared;
use super::ty::{Types, ident};
use super::types::{part, spec};
use super::{answer, body, example, jobs};
use crate::ir::{Ident, Operation, Param, Resource};
use crate::plan::Plan;
use crate::plan::answer::Returned;
use crate::plan::body::Body;
use crate::plan::call::Call;
use crate::plan::model::{Argument, Spec};
use crate::plan::paging::{By, End, Missing};
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
    let shared = &Shared::of(types, &group.calls);
    let examples = group.calls.iter().map(|(operation, call)| example::docs(plan, operation, call));
    let examples: Vec<Option<String>> = examples.collect();
    let has_examples = examples.iter().any(Option::is_some);
    let methods = group.calls.iter().zip(examples);
    let methods =
        methods.flat_map(|((operation, call), example)| methods_of(types, shared, operation, call, example));
    let methods = print::block(&format!("impl<M: Mode> {}<'_, M>", group.name.0), methods);
    let name = ident(group.name);
    let outer = docs::of_resource(types, &group.resource.name, &docs, shared).outer();
    let resource = quote! {
        #outer
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'c, M: Mode>(pub(crate) &'c Client<M>);
    };
    let required = group.calls.iter().filter_map(|(operation, call)| required(types, operation, call));
    let required: Vec<String> = required.collect();
    let Markers { params, aliases, methods: of_calls } = Markers::of(types, group);
    let eithers = group.calls.iter().filter_map(|(operation, call)| {
        call.body.as_ref().and_then(|body| body::either(types, operation, body))
    });
    let eithers: Vec<String> = eithers.collect();
    let several = group.calls.iter().filter_map(|(operation, call)| match &call.answer {
        Returned::Several(several) => answer::several(types, operation, several),
        _ => None,
    });
    let several: Vec<String> = several.collect();
    let tables = group.calls.iter().map(|(operation, call)| table::of(plan, operation, call));
    let tables = tables.collect::<Vec<_>>().join("\n");
    let imports = imports(types, group, has_examples);
    let head = docs.inner();
    let head = print::joined([print::items(head), imports]);
    let parts = [head, print::items(resource), methods];
    let calls =
        required.into_iter().chain(params).chain([aliases]).chain(of_calls).chain(eithers).chain(several);
    print::file(parts.into_iter().chain(calls).chain([tables]))
}

fn imports(types: &Types<'_>, group: &Group<'_>, has_examples: bool) -> String {
    let rows: Vec<&Param<Ident>> =
        group.calls.iter().flat_map(|(operation, call)| table::rows(operation, call)).collect();
    let bodies: Vec<&Body> = group.calls.iter().filter_map(|(_, call)| call.body.as_ref()).collect();
    let calls: Vec<&Call> = group.calls.iter().map(|(_, call)| *call).collect();
    let has_pages = calls.iter().any(|call| call.paging.is_some());
    let has_jobs = calls.iter().any(|call| call.has_job());
    let has_setters = calls.iter().any(|call| call.marker.is_some());
    let retries = group.calls.iter().any(|(operation, _)| table::retry(operation).is_some());
    let styled =
        rows.iter().any(|param| table::differs(param)) || bodies.iter().any(|body| body::has_style(body));
    let operation = [("Operation", true), ("Param", !rows.is_empty()), ("Retry", retries), ("Style", styled)];
    let [answer, events, lines] = answer::imports(&calls);
    let of = |is_used: bool, name: &str| if is_used { name.to_owned() } else { String::new() };
    let modules = [
        answer,
        print::import("call", &[("Call", true), ("example", has_examples), ("params", has_setters)]),
        of(true, "client::Client"),
        events,
        of(types.uses_formats(), "formats"),
        of(has_jobs, "jobs"),
        lines,
        body::imports(&bodies),
        of(true, "mode::Mode"),
        print::import("operation", &operation),
        of(has_pages, "pages::{By, End, List, Paging, paged}"),
        of(types.uses_wire(), "wire"),
    ];
    let types = if types.uses_types() { "\nuse super::types;" } else { "" };
    print::uses("super::runtime", modules) + types
}

fn params<'p>(operation: &'p Operation<Ident>, call: &'p Call) -> impl Iterator<Item = &'p Param<Ident>> {
    call.params.iter().filter_map(|index| operation.params.get(*index))
}

/// The method of an operation, and those that ask for other media types.
fn methods_of(
    types: &Types<'_>,
    shared: &Shared,
    operation: &Operation<Ident>,
    call: &Call,
    example: Option<String>,
) -> Vec<String> {
    let mut arguments: Vec<(String, String)> = match &call.required {
        None => call.arguments.iter().map(|argument| self::argument(types, argument)).collect(),
        Some(name) => vec![("required".to_owned(), name.0.clone())],
    };
    arguments.extend(call.body.as_ref().map(|body| ("body".to_owned(), body::argument(types, body))));
    let method = Method {
        docs: &docs::of_call(types, shared, operation, call),
        example,
        deprecated: operation.docs.deprecated,
        name: &operation.name,
        arguments: &arguments,
        returns: returns(types, &call.answer, call),
        body: &sent(call),
    };
    let others = call.others.iter().map(|other| {
        let asked = answer::asked(other);
        Method {
            docs: &answer::other_docs(operation, other),
            example: None,
            name: &other.name,
            returns: returns(types, &other.returned, call),
            body: &if operation.docs.deprecated {
                // Whoever calls it is warned.
                let call = format!("let call: Call<(), M{}> = {};", marker(call), sent(call));
                format!("{call}\n{}", print::chain("call", &[asked], ""))
            } else {
                let names: Vec<&str> = arguments.iter().map(|(name, _)| name.as_str()).collect();
                print::chain("self", &[format!(".{}({})", operation.name.0, names.join(", ")), asked], "")
            },
            ..method.clone()
        }
        .text()
    });
    [method.text()].into_iter().chain(others).collect()
}

/// A method of a resource.
#[derive(Clone)]
struct Method<'a> {
    docs: &'a Comment,
    /// Behind the docs, as it stands in the file.
    example: Option<String>,
    deprecated: bool,
    name: &'a Ident,
    arguments: &'a [(String, String)],
    returns: String,
    body: &'a str,
}

impl Method<'_> {
    fn text(&self) -> String {
        let docs: String = self.docs.comments().map(|line| line + "\n").collect();
        let deprecated = if self.deprecated { "#[deprecated]\n" } else { "" };
        let head = format!("pub fn {}", self.name.0);
        docs + self.example.as_deref().unwrap_or_default()
            + deprecated
            + &print::function(&head, self.arguments, &self.returns, self.body)
    }
}

/// `Call<Pet, M, FindParams>`
fn returns(types: &Types<'_>, returned: &Returned, call: &Call) -> String {
    format!("Call<{}, M{}>", answer::ty(types, returned), marker(call))
}

/// The type that stands for the parameters that may be left out, behind a comma.
fn marker(call: &Call) -> String {
    call.marker.as_ref().map(|name| format!(", {}", name.0)).unwrap_or_default()
}

/// The call: its table, its parameters, its body.
fn sent(call: &Call) -> String {
    let body = call.body.as_ref().map(|body| match (body.required, body::setter(body)) {
        (true, setter) => format!(".{setter}(&body.into())"),
        (false, setter) => format!(".with_optional(body.into(), Call::{setter})"),
    });
    let call_it = format!(".call(&{}, &[{}])", call.table.0, values(call).join(", "));
    let params = call.marker.as_ref().map(|_| ".with_params()".to_owned());
    print::chain("self.0", &[Some(call_it), body, params].into_iter().flatten().collect::<Vec<_>>(), "")
}

fn argument(types: &Types<'_>, argument: &Argument) -> (String, String) {
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
    (argument.name.0.clone(), ty)
}

fn map(types: &Types<'_>, key: Option<crate::ir::TypeId>, value: &crate::ir::Ty) -> String {
    types.text(&crate::ir::Ty::Map { key, value: Box::new(value.clone()) })
}

/// What is required: what fills the path, then the first rows of the table.
fn values(call: &Call) -> Vec<String> {
    let value = |Argument { name, spec }: &Argument| match spec {
        _ if call.required.is_some() => format!("&required.{}", name.0),
        Spec::Into(_) | Spec::Boxed(_) => format!("&{}.into()", name.0),
        _ => format!("&{}", name.0),
    };
    call.arguments.iter().map(value).collect()
}

/// The type of what the method takes, where that is too much for arguments.
fn required(types: &Types<'_>, operation: &Operation<Ident>, call: &Call) -> Option<String> {
    let name = call.required.as_ref().map(ident)?;
    let fields = params(operation, call)
        .filter(|param| param.required)
        .map(|param| part(&Comment::of_param(param), &param.name, &types.text(&param.ty)));
    let docs = Comment::new(format!("What {} requires.", code(&operation.line()))).outer();
    Some(print::items(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name { #(#fields)* }
    }))
}

/// The tables of what belongs to the calls of one operation: the parameters that may be left out, and methods for pages and
/// for work that takes longer; and other names of those types for which these are the same.
struct Markers {
    params: Vec<String>,
    aliases: String,
    methods: Vec<String>,
}

impl Markers {
    fn of(types: &Types<'_>, group: &Group<'_>) -> Self {
        let mut seen: Vec<(&Ident, Vec<String>, Vec<Given>)> = Vec::new();
        let mut aliases = String::new();
        for (operation, call) in &group.calls {
            let Some(name) = &call.marker else { continue };
            let rows = setter_rows(types, operation, call);
            let pages = pages(types, operation, call).map(|pages| ("paged", pages));
            let methods: Vec<Given> = pages.into_iter().chain(jobs::methods(types, call)).collect();
            match seen.iter().find(|(_, others, same)| *others == rows && *same == methods) {
                Some((first, ..)) => aliases += &format!("pub type {} = {};\n", name.0, first.0),
                None => seen.push((name, rows, methods)),
            }
        }
        let params = |(name, rows, _): &(&Ident, Vec<String>, _)| {
            let head = format!("params!({} {{", name.0);
            if rows.iter().any(|row| row.contains('\n')) {
                let rows: String = rows.iter().map(|row| format!("    {row};\n")).collect();
                return format!("{head}\n{rows}}});");
            }
            let rows = Rows { around: None, separator: ";", closed: true, rows: rows.clone() };
            print::table(&head, &[rows], "});")
        };
        let given = |(name, _, methods): &(&Ident, _, Vec<Given>)| -> Vec<String> {
            methods.iter().map(|(given, text)| format!("{given}!({}: {text});", name.0)).collect()
        };
        Markers {
            params: seen.iter().map(params).collect(),
            aliases: aliases.trim_end().to_owned(),
            methods: seen.iter().flat_map(given).collect(),
        }
    }
}

/// The parameters that may be left out, by the row of the operation's own table.
fn setter_rows(types: &Types<'_>, operation: &Operation<Ident>, call: &Call) -> Vec<String> {
    let rows = table::rows(operation, call).enumerate().filter(|(_, param)| !param.required);
    let row = |((row, param), Argument { name, spec }): ((usize, &Param<Ident>), &Argument)| {
        if matches!(spec, Spec::List(_) | Spec::Map(..)) {
            // Its macro converts the parts.
            types.use_wire();
        }
        let docs: String = Comment::of_param(param).comments().map(|line| format!("{line}\n    ")).collect();
        let deprecated = if param.docs.deprecated { "#[deprecated] " } else { "" };
        format!("{docs}{deprecated}{row} {}({})", name.0, self::spec(types, spec))
    };
    rows.zip(&call.setters).map(row).collect()
}

/// How the answers are pages, for `items()` and `pages()` of the call: all but the name of its type.
fn pages(types: &Types<'_>, operation: &Operation<Ident>, call: &Call) -> Option<String> {
    let paging = call.paging.as_ref()?;
    let keys = print::texts;
    let row = paging.row.saturating_sub(table::filled(operation, call));
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
        "{} => {}, Paging {{\n    by: By::{by}, items: List::{list}({}), end: {end}\n}}",
        types.text(answer),
        types.text(&paging.item),
        keys(&paging.items),
    ))
}
