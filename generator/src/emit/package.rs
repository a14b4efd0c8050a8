//! What stands beside the code: `Cargo.toml`, `README.md`, `rustfmt.toml`.

use super::markdown::line;
use super::runtime::MANIFEST;
use crate::plan::Plan;

/// `Cargo.toml`: what the runtime needs, under the name of the client.
pub fn manifest(plan: &Plan) -> String {
    let package = &plan.package;
    let title: String = line(&plan.api.info.title);
    let description = serde_json::Value::from(format!("A client of {title}")).to_string();
    format!(
        "[package]\nname = \"{}\"\nversion = \"{}\"\nedition = \"2024\"\nrust-version = \"{}\"\ndescription = {description}\n\n{}\n{}",
        package.name,
        package.version,
        env!("CARGO_PKG_RUST_VERSION"),
        section("features"),
        section("dependencies"),
    )
}

/// One table of the runtime's manifest, as it stands there.
fn section(name: &str) -> String {
    let head = format!("[{name}]");
    let lines = MANIFEST.lines().skip_while(|line| *line != head);
    let body: Vec<&str> = lines
        .enumerate()
        .take_while(|(index, line)| *index == 0 || !line.starts_with('['))
        .map(|(_, line)| line)
        .collect();
    body.join("\n").trim_end().to_owned() + "\n"
}

/// Leaves the layout of the code to the generator: tables are filled lines, not a row to a line.
pub fn rustfmt() -> String {
    "disable_all_formatting = true\n".to_owned()
}
