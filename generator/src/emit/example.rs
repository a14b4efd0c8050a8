//! A call as a user would write it, for the README: the first operation that sends something, with what it requires.

use super::print;
use crate::ir::{Ident, Kind, Operation, Ty, TypeDef, TypeId};
use crate::plan::Plan;
use crate::plan::answer::Returned;
use crate::plan::call::Call;
use crate::plan::model::{Argument, Spec};
use crate::table::scalar::Scalar;
use std::collections::BTreeSet;

/// How deep constructors nest before the example leaves out the rest.
const DEEPEST: usize = 6;

/// An expression, and the types that it names.
pub struct Example {
    /// `client.checkout_sessions().create(request)`.
    pub call: String,
    /// The request, where the call sends one.
    pub request: Option<String>,
    /// What to import from the module of the types.
    pub types: BTreeSet<String>,
    /// Whether there is an answer to show.
    pub answers: bool,
    /// What the operation is called in its table.
    pub id: String,
    /// Whether a fake has an answer to it.
    pub is_sampled: bool,
}

/// The example of an API; `None` where it has no operation, or none whose arguments can be made up.
pub fn example(plan: &Plan) -> Option<Example> {
    let calls = || plan.api.operations.iter().zip(&plan.calls).zip(&plan.samples);
    let builds =
        |call: &Call| call.body.as_ref().is_some_and(|body| matches!(body.json(), Some(Ty::Named(_))));
    let sending = calls().filter(|((operation, call), _)| operation.method == "POST" && builds(call));
    let mut examples = sending.chain(calls()).filter_map(|((operation, call), sample)| {
        Some(Example { is_sampled: sample.is_some(), ..one(plan, operation, call)? })
    });
    examples.next()
}

fn one(plan: &Plan, operation: &Operation<Ident>, call: &Call) -> Option<Example> {
    let resource = plan.api.resources.get(operation.resource)?;
    let mut writer = Writer { plan, types: BTreeSet::new() };
    let mut arguments = Vec::new();
    for argument in &call.arguments {
        arguments.push(writer.argument(argument)?);
    }
    let mut request = None;
    if let Some(body) = &call.body {
        request = Some(writer.value(&Spec::Into(body.ty()?.clone()), "body", 0)?);
        arguments.push("request".to_owned());
    }
    let module = resource.name.0.clone();
    if call.required.is_some() {
        return None;
    }
    let call_text = format!("client.{module}().{}({})", operation.name.0, arguments.join(", "));
    let answers = !matches!(call.answer, Returned::Nothing);
    let id = super::fake::id(operation);
    Some(Example { call: call_text, request, types: writer.types, answers, id, is_sampled: false })
}

/// What becomes a scalar that is text: the name of what it is for, or an example of its format. Bytes are made of bytes.
fn literal(scalar: &Scalar, name: &str) -> String {
    let example = scalar.example.trim_matches('"');
    match scalar.rust {
        "String" => print::text(name.trim_start_matches("r#")),
        "formats::Base64" | "formats::Base64Url" => "b\"bytes\"".to_owned(),
        _ => print::text(example),
    }
}

struct Writer<'p> {
    plan: &'p Plan,
    types: BTreeSet<String>,
}

impl Writer<'_> {
    /// Methods take lists and maps as they are, constructors convert them.
    fn argument(&mut self, argument: &Argument) -> Option<String> {
        match &argument.spec {
            Spec::List(item) => Some(format!("vec![{}]", self.exact(item, &argument.name.0)?)),
            Spec::Map(..) | Spec::Rest(_) => Some("Default::default()".to_owned()),
            spec => self.value(spec, &argument.name.0, 0),
        }
    }

    /// A value for a parameter that takes anything of a kind.
    fn value(&mut self, spec: &Spec, name: &str, depth: usize) -> Option<String> {
        Some(match spec {
            Spec::Into(Ty::Scalar(scalar)) if !scalar.traits.copy => literal(scalar, name),
            Spec::Into(Ty::Any) => print::text(name.trim_start_matches("r#")),
            Spec::Into(Ty::Named(id)) | Spec::Boxed(Ty::Named(id)) => self.named(*id, depth)?,
            Spec::List(Ty::Scalar(scalar)) => format!("[{}]", literal(scalar, name)),
            Spec::List(Ty::Named(id)) => format!("[{}]", self.named(*id, depth)?),
            Spec::Map(None, Ty::Scalar(scalar)) => format!("[(\"key\", {})]", literal(scalar, "value")),
            Spec::Map(None, Ty::Named(id)) => format!("[(\"key\", {})]", self.named(*id, depth)?),
            Spec::Null(_) => "None".to_owned(),
            Spec::Given(spec) => self.value(spec, name, depth)?,
            Spec::Value(ty) | Spec::Into(ty) => self.exact(ty, name)?,
            _ => return None,
        })
    }

    /// A value of exactly this type.
    fn exact(&mut self, ty: &Ty, name: &str) -> Option<String> {
        Some(match ty {
            Ty::Scalar(scalar) => match (scalar.schema, scalar.rust) {
                _ if !scalar.traits.copy => format!("{}.into()", literal(scalar, name)),
                ("integer", _) => "1".to_owned(),
                ("number", "f32" | "f64") => "1.0".to_owned(),
                ("boolean", _) => "true".to_owned(),
                _ => return None,
            },
            Ty::List(item) => format!("vec![{}]", self.exact(item, name)?),
            Ty::Nullable(_) => "None".to_owned(),
            Ty::Named(id) => self.named(*id, 0)?,
            Ty::Any | Ty::Map { .. } => "Default::default()".to_owned(),
            Ty::Tuple(items) => {
                let items: Option<Vec<String>> = items.iter().map(|item| self.exact(item, name)).collect();
                format!("({},)", items?.join(", "))
            }
            Ty::Boxed(inner) => format!("Box::new({})", self.exact(inner, name)?),
        })
    }

    fn named(&mut self, id: TypeId, depth: usize) -> Option<String> {
        let plan = self.plan;
        let index = id.0 as usize;
        let (def, model): (&TypeDef<Ident>, _) = (plan.api.types.get(index)?, plan.models.get(index)?);
        let name = def.name.0.clone();
        match &def.kind {
            _ if depth > DEEPEST => None,
            Kind::Struct { .. } => {
                let mut arguments = Vec::new();
                let build = model.build.as_ref().filter(|build| build.required.is_none())?;
                for argument in &build.new {
                    arguments.push(self.value(&argument.spec, &argument.name.0, depth + 1)?);
                }
                self.types.insert(name.clone());
                Some(format!("{name}::new({})", arguments.join(", ")))
            }
            Kind::Enum { values } => {
                self.types.insert(name.clone());
                Some(format!("{name}::{}", values.first()?.name.0))
            }
            Kind::Union { variants, .. } => {
                let variant = variants.first()?;
                let value = match &variant.ty {
                    Ty::Named(id) => self.named(*id, depth + 1)?,
                    Ty::Boxed(inner) => match &**inner {
                        Ty::Named(id) => format!("Box::new({})", self.named(*id, depth + 1)?),
                        _ => return None,
                    },
                    ty => self.exact(ty, &variant.name.0)?,
                };
                self.types.insert(name.clone());
                Some(format!("{name}::{}({value})", variant.name.0))
            }
            Kind::Newtype(_) => None,
        }
    }
}
