//! What is printed for each form of schema: one golden per fixture, which `emit_schemas_compiled.rs` compiles and tries.
//! `UPDATE_GOLDENS=1 cargo test -p generator --test emit` writes them anew.

use super::lower_support::{fixtures, lower_text, messages};
use generator::config::Config;
use generator::diag::Diagnostics;
use generator::emit::emit;
use generator::ir::Ty;
use generator::plan::{Plan, plan};
use std::fmt::Write;
use std::fs;
use std::path::Path;

#[test]
fn every_fixture_is_printed_as_its_golden_says() {
    let mut index = String::from(
        "//! The models of every fixture beside this file, and which component is which type.\n\n\
         use super::{Round, round, runtime};\n\n",
    );
    let mut rows = String::new();
    let mut stale = Vec::new();
    for (name, path) in fixtures() {
        let plan = planned(&name, &fs::read_to_string(&path).unwrap());
        let files = emit(&plan);
        let types = files.iter().find(|file| file.path == "src/types.rs").unwrap();
        if !golden(&path.with_extension("rs"), &types.text) {
            stale.push(name.clone());
        }
        let _ = writeln!(index, "pub mod {name};");
        if let Some(rules) = files.iter().find(|file| file.path == "src/validate.rs") {
            if !golden(&path.with_file_name(format!("{name}_rules.rs")), &rules.text) {
                stale.push(format!("{name}_rules"));
            }
            let _ = writeln!(index, "pub mod {name}_rules;");
        }
        for (component, ty) in &plan.api.components {
            let ty = text(&plan, &name, ty);
            let _ = writeln!(rows, "    ({name:?}, {component:?}, round::<{ty}>),");
        }
    }
    let _ = write!(index, "\npub static TYPES: &[(&str, &str, Round)] = &[\n{rows}];\n");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/schema");
    if !golden(&folder.join("mod.rs"), &index) {
        stale.push("mod".to_owned());
    }
    assert!(stale.is_empty(), "stale, see UPDATE_GOLDENS: {stale:?}");
}

fn planned(name: &str, text: &str) -> Plan {
    let lowered = lower_text(text);
    let api = lowered.api.unwrap_or_else(|| panic!("{name}: {}", messages(&lowered.diags)));
    let mut diags = Diagnostics::default();
    let planned = diags.stage(|diags| plan(api, &Config::default(), diags));
    planned.unwrap_or_else(|| panic!("{name}: {}", messages(diags.reported())))
}

/// Whether a golden says the same; with `UPDATE_GOLDENS` it always does.
fn golden(path: &Path, text: &str) -> bool {
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        fs::write(path, text).unwrap();
    }
    fs::read_to_string(path).is_ok_and(|golden| golden == text)
}

/// A type as the file of all goldens writes it.
fn text(plan: &Plan, module: &str, ty: &Ty) -> String {
    let inner = |ty| text(plan, module, ty);
    let name = |id| format!("{module}::{}", plan.name(id).unwrap().0);
    match ty {
        Ty::Scalar(scalar) if scalar.rust.contains("::") => format!("runtime::{}", scalar.rust),
        Ty::Scalar(scalar) => scalar.rust.to_owned(),
        Ty::Named(id) => name(*id),
        Ty::List(item) => format!("Vec<{}>", inner(item)),
        Ty::Tuple(items) => {
            format!("({})", items.iter().map(|item| inner(item) + ",").collect::<String>())
        }
        Ty::Map { key: None, value } => format!("runtime::wire::Map<{}>", inner(value)),
        Ty::Map { key: Some(key), value } => format!("runtime::wire::Map<{}, {}>", inner(value), name(*key)),
        Ty::Nullable(value) => format!("Option<{}>", inner(value)),
        Ty::Boxed(value) => format!("Box<{}>", inner(value)),
        Ty::Any => "runtime::wire::Json".to_owned(),
    }
}
