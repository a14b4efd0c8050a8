//! What stands under the features of resources: attributes, the modules of types, the rows of the manifest.

use super::docs::Comment;
use super::print;
use crate::ir::{Ident, Kind, Presence, Resource, Rest, Ty, TypeDef};
use crate::plan::Plan;
use crate::plan::features::{ALL, Features, Module, OTHERS};
use crate::plan::walk::{each_name, each_scalar};

/// How wide a line may be.
const WIDTH: usize = 110;

/// The attribute for what is there with any of these features.
pub fn cfg(features: &[String]) -> String {
    let mut rows = features.iter().map(|feature| format!("feature = {}", print::text(feature)));
    match (rows.next(), features.len()) {
        (Some(one), 1) => format!("#[cfg({one})]"),
        (Some(first), _) => {
            let mut out = "#[cfg(any(".to_owned();
            let mut length = out.len();
            let rest = rows.map(|row| format!(", {row}"));
            for row in std::iter::once(first).chain(rest) {
                if length + row.len() > WIDTH {
                    out.push_str(",\n    ");
                    length = 4;
                    out.push_str(row.trim_start_matches(", "));
                } else {
                    out.push_str(&row);
                }
                length += row.len();
            }
            out + "))]"
        }
        (None, _) => String::new(),
    }
}

/// The resources, where they have features: their modules and the methods that give them, as one macro call.
pub fn resources(plan: &Plan) -> String {
    let Some(features) = &plan.features else { return String::new() };
    let rows = plan.api.resources.iter().zip(&plan.resources).zip(features.names_of_resources());
    let row = |((resource, name), feature): ((&Resource<Ident>, &Ident), &str)| {
        let docs = Comment::of(&resource.docs).brief();
        let docs: String = docs.comments().map(|line| format!("    {line}\n")).collect();
        format!("{docs}    {}: {}, {};", resource.name.0, name.0, print::text(feature))
    };
    let rows: Vec<String> = rows.map(row).collect();
    format!("{RESOURCES}\n\nresources! {{\n{}\n}}", rows.join("\n"))
}

const RESOURCES: &str = r"/// The resources: where its feature is on, each is a module and a method of the client.
macro_rules! resources {
    ($($(#[$docs:meta])* $module:ident: $Resource:ident, $feature:literal;)+) => {
        $(
            #[cfg(feature = $feature)]
            pub mod $module;
        )+
        impl<M: Mode> runtime::client::Client<M> {
            $(
                $(#[$docs])*
                #[cfg(feature = $feature)]
                pub fn $module(&self) -> $module::$Resource<'_, M> {
                    $module::$Resource(self)
                }
            )+
        }
    };
}";

/// The list of modules in `types.rs`, as one macro call: an attribute for each module and one for its re-export would be
/// pages.
pub fn modules(features: &Features) -> String {
    let row = |Module { name, features }: &Module| {
        let names: Vec<String> = features.iter().map(|feature| print::text(feature)).collect();
        wrapped(&format!("    {name}:"), "        ", names.iter().map(String::as_str)) + ";"
    };
    let rows: Vec<String> = features.modules.iter().map(row).collect();
    format!("{MODULES}\n\ntypes! {{\n{}\n}}", rows.join("\n"))
}

const MODULES: &str = r"/// Types that are there with any of these features. Whoever uses them sees one module.
macro_rules! types {
    ($($module:ident: $($feature:literal)+;)+) => {
        $(
            #[cfg(any($(feature = $feature),+))]
            mod $module;
            #[cfg(any($(feature = $feature),+))]
            pub use self::$module::*;
        )+
    };
}";

/// Words after a beginning, in lines that fit.
fn wrapped<'w>(head: &str, indent: &str, words: impl Iterator<Item = &'w str>) -> String {
    let (mut out, mut line) = (String::new(), head.to_owned());
    for word in words {
        if line.len() + word.len() >= WIDTH {
            out.push_str(&line);
            out.push('\n');
            line = format!("{indent}{word}");
        } else {
            line.push(' ');
            line.push_str(word);
        }
    }
    out + &line
}

/// What stands at the top of the file of the types that are always there, or of a module of others. What one of them
/// imports for types that are not there would be warned about.
pub fn head(plan: &Plan, features: &Features, home: Option<usize>) -> String {
    let docs = match home.and_then(|home| features.modules.get(home)) {
        Some(module) => module_docs(module),
        None => print::items(super::types::docs(plan).inner()),
    };
    let (mut is_used, mut formats, mut others) = (false, false, false);
    let types = plan.api.types.iter().zip(&features.homes).filter(|(_, own)| **own == home);
    for (def, _) in types {
        is_used = true;
        each_printed(def, &mut |ty| {
            each_scalar(ty, &mut |scalar| formats |= scalar.needs.contains(&"formats"));
            each_name(ty, true, &mut |id, _| others |= features.homes.get(id.0 as usize) != Some(&home));
        });
    }
    let up = if home.is_some() { "super::super" } else { "super" };
    let used = [(formats, "formats"), (is_used, "wire")];
    let used = used.into_iter().filter(|(is_used, _)| *is_used).map(|(_, name)| name.to_owned());
    // In the root the list of modules brings them in.
    let others = if others && home.is_some() { "use super::*;\n" } else { "" };
    let uses = others.to_owned() + &print::uses(&format!("{up}::runtime"), used);
    print::joined([docs, uses.trim_end().to_owned()])
}

/// Every type that is written where a type is defined: a constant is not.
fn each_printed(def: &TypeDef<Ident>, each: &mut dyn FnMut(&Ty)) {
    match &def.kind {
        Kind::Struct { fields, rest } => {
            let fields = fields.iter().filter(|field| !matches!(field.presence, Presence::Fixed(_)));
            fields.for_each(|field| each(&field.ty));
            if let Rest::Keep(ty) = rest {
                each(ty);
            }
        }
        kind => kind.each_type(each),
    }
}

fn module_docs(module: &Module) -> String {
    let names: Vec<String> = module.features.iter().map(|feature| format!("`{feature}`")).collect();
    let names = names.join(", ");
    let which = if module.features.len() == 1 { "the feature" } else { "any of the features" };
    let head = format!("//! Types that are there with {which}");
    wrapped(&head, "//! ", names.split(' ')) + "."
}

/// The `[features]` of the manifest, with those of the resources after those of the runtime.
pub fn section(runtime: String, features: &Features) -> String {
    let others = features.has_others.then_some(OTHERS);
    let more: String =
        [Some(ALL), others].into_iter().flatten().map(|name| format!(", \"{name}\"")).collect();
    let defaults = |row: &str| match row.strip_prefix("default = [").and_then(|row| row.strip_suffix(']')) {
        Some(rows) => format!("default = [{}]", format!("{rows}{more}").trim_start_matches(", ")),
        None => row.to_owned(),
    };
    let mut out: String = runtime.lines().map(|row| defaults(row) + "\n").collect();
    out.push_str("## Every resource; each is a feature as well.\n");
    let rows: String = features.names.iter().map(|name| format!("    \"{name}\",\n")).collect();
    out.push_str(&format!("{ALL} = [\n{rows}]\n"));
    if features.has_others {
        out.push_str(&format!("## Types of the document that no operation uses.\n{OTHERS} = []\n"));
    }
    features.names.iter().for_each(|name| out.push_str(&format!("{name} = []\n")));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_fit_their_lines() {
        let names = |count: usize| (0..count).map(|index| format!("resource-{index}")).collect::<Vec<_>>();
        assert_eq!(cfg(&[]), "");
        assert_eq!(cfg(&names(1)), "#[cfg(feature = \"resource-0\")]");
        assert_eq!(cfg(&names(2)), "#[cfg(any(feature = \"resource-0\", feature = \"resource-1\"))]");
        let long = cfg(&names(20));
        assert!(long.lines().all(|line| line.len() <= WIDTH + 3), "{long}");
        assert_eq!(long.matches("feature = ").count(), 20);
        assert_eq!(long.replace("\n   ", "").matches(", feature").count(), 19);
        assert!(syn::parse_str::<syn::ItemFn>(&format!("{long} fn f() {{}}")).is_ok());
    }
}
