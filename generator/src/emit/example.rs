//! Calls as a user would write them: one for the README, and one for the docs of each operation.
//!
//! They set what the document's own example of the request sets, where that is short; else what is required. Where no value
//! can be made up there is no example, rather than one that does not compile.

mod imports;
mod literal;
mod value;

use super::print;
use super::ty::tokens;
use crate::ir::{Ident, Operation, Param, Ty};
use crate::plan::Plan;
use crate::plan::answer::Returned;
use crate::plan::body::{Body, Content};
use crate::plan::call::Call;
use crate::plan::capabilities::EXAMPLES;
use crate::plan::model::Argument;
use crate::plan::sample;
use imports::Imports;
use serde_json::Value;
use std::fmt::Write;
use value::{Shown, Writer};

/// Lines of an example that sets what the document's does, and of one that sets what it must. Longer ones are not for
/// reading.
const LINES: [usize; 2] = [16, 32];

/// A call.
pub struct Example {
    /// `client.checkout_sessions().create(request)`.
    pub call: String,
    /// The statement that makes the request, where the call sends one.
    pub request: Option<String>,
    /// What to import.
    imports: Imports,
    /// Whether there is an answer to show.
    pub answers: bool,
    /// What the operation is called in its table.
    pub id: String,
    /// Whether a fake has an answer to it.
    pub is_sampled: bool,
}

/// The example of an API: the first operation that sends something, with what it requires; `None` where there is no
/// operation, or none whose arguments can be made up.
pub fn example(plan: &Plan) -> Option<Example> {
    let calls = || plan.api.operations.iter().zip(&plan.calls).zip(&plan.samples);
    let builds =
        |call: &Call| call.body.as_ref().is_some_and(|body| matches!(body.json(), Some(Ty::Named(_))));
    let sending = calls().filter(|((operation, call), _)| operation.method == "POST" && builds(call));
    let mut examples = sending.chain(calls()).filter_map(|((operation, call), sample)| {
        Some(Example { is_sampled: sample.is_some(), ..one(plan, operation, call, false)? })
    });
    examples.next()
}

/// The lines of an operation's docs that are its example, as they stand in the file; nothing where it has none.
pub fn docs(plan: &Plan, operation: &Operation<Ident>, call: &Call) -> Option<String> {
    if !plan.needs.contains(EXAMPLES) {
        return None;
    }
    let text = |(shows, most): (bool, usize)| {
        let text = one(plan, operation, call, shows)?.statements(plan)?;
        (text.lines().count() <= most).then_some(text)
    };
    let text = [true, false].into_iter().zip(LINES).find_map(text)?;
    let mut out =
        format!("///\n/// # Example\n/// ```no_run\n#[doc = example!({})]\n", plan.package.crate_name());
    for line in text.lines() {
        let _ = writeln!(out, "{}", format!("/// {line}").trim_end());
    }
    Some(out + "/// # Ok(()) }}}\n/// ```\n")
}

/// The call of an operation; `shows` what the document's example of the request does.
fn one(plan: &Plan, operation: &Operation<Ident>, call: &Call, shows: bool) -> Option<Example> {
    let resource = plan.api.resources.get(operation.resource)?;
    let module = resource.name.0.as_str();
    let mut writer = Writer::new(plan);
    let mut arguments = arguments(&mut writer, module, operation, call)?;
    let request = match &call.body {
        Some(body) => Some(request(&mut writer, module, operation, body, shows)?),
        None => None,
    };
    arguments.extend(request.as_ref().map(|_| "request".to_owned()));
    Some(Example {
        call: format!("client.{module}().{}({})", operation.name.0, arguments.join(", ")),
        request,
        imports: writer.imports,
        answers: !matches!(call.answer, Returned::Nothing),
        id: super::fake::id(operation),
        is_sampled: false,
    })
}

/// What is required, each on its own or all in one.
fn arguments(
    writer: &mut Writer<'_>,
    module: &str,
    operation: &Operation<Ident>,
    call: &Call,
) -> Option<Vec<String>> {
    let params = call.params.iter().filter_map(|index| operation.params.get(*index));
    let params = params.filter(|param| param.required);
    let Some(required) = &call.required else {
        let argument = |(argument, param): (&Argument, &Param<Ident>)| {
            writer.handed_over(&argument.spec, Shown::examples(&param.wire, &param.docs.examples))
        };
        return call.arguments.iter().zip(params).map(argument).collect();
    };
    let mut fields = Vec::new();
    for param in params {
        let value = writer.exact(&param.ty, Shown::examples(&param.wire, &param.docs.examples), 0)?;
        fields.push(format!("{}: {value}", param.name.0));
    }
    writer.imports.add(module, &required.0);
    Some(vec![format!("{} {{ {} }}", required.0, fields.join(", "))])
}

/// The statement that makes the body, of the first media type of which one can be made.
fn request(
    writer: &mut Writer<'_>,
    module: &str,
    operation: &Operation<Ident>,
    body: &Body,
    shows: bool,
) -> Option<String> {
    body.contents.iter().find_map(|content| {
        let shown = shows.then(|| example_of(writer.plan, operation, content)).flatten();
        let shown = Shown { value: shown.as_ref(), ..Shown::examples("body", &[]) };
        let Some(either) = &body.either else {
            return match &content.ty {
                Ty::Named(id) => {
                    Some(format!("let request = {};", writer.named(*id, shown, 0, body.required)?))
                }
                ty => {
                    let value = writer.exact(ty, shown, 0)?;
                    Some(format!("let request: {} = {value};", writer.ty(ty)))
                }
            };
        };
        let value = writer.exact(&content.ty, shown, 0)?;
        writer.imports.add(module, &either.0);
        Some(format!("let request = {}::{}({value});", either.0, content.name.0))
    })
}

/// What the document shows of a body: an example of the media type, or of what it holds.
fn example_of(plan: &Plan, operation: &Operation<Ident>, content: &Content) -> Option<Value> {
    let said = operation.body.iter().flat_map(|body| &body.contents);
    let said = said.filter(|said| said.media_type == content.media_type).flat_map(|said| &said.examples);
    let ty = if let Ty::Boxed(inner) = &content.ty { inner } else { &content.ty };
    let of_type = match ty {
        Ty::Named(id) => plan.api.types.get(id.0 as usize).map(|def| def.docs.examples.as_slice()),
        _ => None,
    };
    let examples: Vec<Value> = said.chain(of_type.unwrap_or_default()).cloned().collect();
    sample::example(&plan.api, &plan.models, &content.ty, &examples)
}

impl Example {
    /// The imports of a file or a block.
    pub fn imports(&self, plan: &Plan) -> String {
        self.imports.text(&plan.package.crate_name())
    }

    /// The call and what it needs, formatted; nothing where that is no Rust.
    fn statements(&self, plan: &Plan) -> Option<String> {
        let bind = if self.answers { "let answer = " } else { "" };
        let request = self.request.as_deref().unwrap_or_default();
        let function = format!("async fn f() {{ {request} {bind}{}.await?; }}", self.call);
        let text = print::items(tokens(&function));
        let body = text.strip_prefix("async fn f() {\n")?.strip_suffix("\n}")?;
        let body: Vec<&str> = body.lines().map(|line| line.strip_prefix("    ").unwrap_or(line)).collect();
        let imports = self.imports(plan);
        let blank = if imports.is_empty() { "" } else { "\n" };
        Some(format!("{imports}{blank}{}", body.join("\n")))
    }
}
