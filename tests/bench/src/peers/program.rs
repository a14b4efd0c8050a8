//! Programs that call five operations, the same ones with the client of each tool.

use std::path::{Path, PathBuf};

/// Writes the program for a document and a tool beside the tool's package; none where nobody wrote one.
///
/// # Errors
/// It cannot be written, or the package has no name.
pub fn program(document: &str, tool: &str, package: &Path) -> Result<Option<PathBuf>, String> {
    let programs = Path::new(env!("CARGO_MANIFEST_DIR")).join("programs");
    let Ok(text) = std::fs::read_to_string(programs.join(document).join(format!("{tool}.rs"))) else {
        return Ok(None);
    };
    let folder = package.with_file_name(format!("{tool}-program"));
    let put = |path: &str, text: &str| {
        let path = folder.join(path);
        let parent = path.parent().unwrap_or(&folder);
        std::fs::create_dir_all(parent)
            .and_then(|()| std::fs::write(&path, text))
            .map_err(|error| format!("{}: {error}", path.display()))
    };
    put("src/main.rs", &text)?;
    put(
        "Cargo.toml",
        &format!(
            "[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             client = {{ path = \"../{tool}\", package = \"{}\" }}\n\
             tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n\n[workspace]\n",
            name(package)?
        ),
    )?;
    Ok(Some(folder))
}

/// What a package is called.
fn name(package: &Path) -> Result<String, String> {
    let path = package.join("Cargo.toml");
    let manifest = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let name = manifest.lines().find_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
    name.map(str::to_owned).ok_or_else(|| format!("{}: no name", path.display()))
}

/// Three resources of a client that can be compiled alone, from all over the list in its manifest; none where it has no
/// such features.
pub fn resources(package: &Path) -> Vec<String> {
    let manifest = std::fs::read_to_string(package.join("Cargo.toml")).unwrap_or_default();
    let list = manifest.split_once("\nresources = [").and_then(|(_, rest)| rest.split_once(']'));
    let all: Vec<&str> = list
        .map_or("", |(list, _)| list)
        .split(',')
        .map(|name| name.trim().trim_matches('"'))
        .filter(|name| !name.is_empty())
        .collect();
    let places = [1, 2, 3].map(|quarter| all.len() * quarter / 4);
    places.iter().filter_map(|place| all.get(*place)).map(|name| (*name).to_owned()).collect()
}
