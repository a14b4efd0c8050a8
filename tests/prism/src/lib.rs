//! What the programs of this folder share: clients of given documents, and programs that call them.

pub mod driver;
pub mod values;

use generator::config::Config;
use generator::diag::Diagnostics;
use generator::emit;
use generator::plan::{self, Plan};
use generator::source::{self, Input, Sources};
use generator::{lower, normal};
use std::path::Path;
use std::process::Command;

/// What a document is called in a table, and its packages.
pub fn name(document: &Path) -> String {
    let stem = document.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

/// Writes the client of a document, and the program that calls it; what was planned is returned.
///
/// # Errors
/// The generator refuses the document, or something cannot be written.
pub fn prepare(
    document: &Path,
    name: &str,
    folder: &Path,
    program: impl Fn(&Plan) -> String,
) -> Result<Plan, String> {
    let mut config = Config::default().name(format!("client-{name}"));
    config.resource_features = Some(false);
    let (mut sources, mut diags) = (Sources::default(), Diagnostics::default());
    let input = Input::Path(document.to_owned());
    let plan = plan_of(&input, &config, &mut sources, &mut diags).ok_or("the generator refuses it")?;
    for file in emit::emit(&plan) {
        write(&folder.join("client").join(file.path), &file.text)?;
    }
    let manifest = format!(
        "[package]\nname = \"drive-{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n\
         client = {{ package = \"client-{name}\", path = \"../client\", default-features = false, features = [\"blocking\"] }}\n\
         serde_json = \"1\"\n"
    );
    write(&folder.join("driver/Cargo.toml"), &manifest)?;
    write(&folder.join("driver/src/main.rs"), &program(&plan))?;
    Ok(plan)
}

/// Writes a workspace of these clients, and builds their programs, `target/debug/drive-NAME`.
///
/// # Errors
/// They do not compile, or something cannot be written.
pub fn workspace(folder: &Path, names: &[String]) -> Result<(), String> {
    let members = names.iter().map(|name| format!("    \"{name}/client\", \"{name}/driver\",\n"));
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\n{}]\n\n[profile.dev]\ndebug = false\nincremental = false\n",
        members.collect::<String>()
    );
    write(&folder.join("Cargo.toml"), &manifest)?;
    let built = Command::new("cargo").args(["build", "--quiet"]).current_dir(folder).status();
    match built.map_err(|error| format!("cargo: {error}"))?.success() {
        true => Ok(()),
        false => Err("the drivers do not compile".to_owned()),
    }
}

/// The library's pipeline, up to the last stage that decides.
fn plan_of(input: &Input, config: &Config, sources: &mut Sources, diags: &mut Diagnostics) -> Option<Plan> {
    let document = diags.stage(|diags| source::read(input, sources, diags))??;
    let normal = diags.stage(|diags| normal::normalise(document.api, diags))?;
    let api = diags.stage(|diags| lower::lower(&normal, config, diags))?;
    diags.stage(|diags| plan::plan(api, config, diags))
}

/// Writes a file, where it is not so already.
///
/// # Errors
/// It cannot be written.
pub fn write(path: &Path, text: &str) -> Result<(), String> {
    let fault = |error: std::io::Error| format!("{}: {error}", path.display());
    if std::fs::read_to_string(path).is_ok_and(|known| known == text) {
        return Ok(());
    }
    path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(fault)?;
    std::fs::write(path, text).map_err(fault)
}
