//! The programs that are compiled: the same types in three ways.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use generator::emit::File;
use syn::Item;
use syn::visit::Visit;

const MANIFEST: &str = r#"bytes = "1"
indexmap = { version = "2", default-features = false, features = ["serde", "std"] }
serde = { version = "1", features = ["derive"] }
serde_json = { version = "1", features = ["float_roundtrip", "preserve_order", "raw_value"] }

[profile.dev]
debug = "line-tables-only"

[workspace]
"#;

/// The manifest of a package that depends on serde and on `more`.
pub fn manifest(name: &str, more: &str) -> String {
    format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[dependencies]\n{more}{MANIFEST}")
}

/// The text of a file that was generated.
pub fn file(files: &[File], path: &str) -> Option<String> {
    files.iter().find(|file| file.path == path).map(|file| file.text.clone())
}

/// What models need of the runtime: paths and texts.
pub fn runtime(files: &[File]) -> Vec<(String, String)> {
    let is_needed = |file: &&File| {
        let path = file.path.strip_prefix("src/runtime/").unwrap_or_default();
        let whole = ["wire.rs", "formats.rs", "base64.rs"].contains(&path);
        whole || path.starts_with("wire/") || path.starts_with("formats/")
    };
    let mut needed: Vec<(String, String)> =
        files.iter().filter(is_needed).map(|file| (file.path.clone(), file.text.clone())).collect();
    let modules = ["base64", "formats", "wire"].into_iter();
    let there =
        modules.filter(|name| needed.iter().any(|(path, _)| *path == format!("src/runtime/{name}.rs")));
    let root: String = there.map(|name| format!("pub mod {name};\n")).collect();
    needed.push(("src/runtime/mod.rs".to_owned(), root));
    needed
}

/// Writes files, leaving those that are right already.
///
/// # Errors
/// A file cannot be written.
pub fn write(package: &Path, files: &[(String, String)]) -> Result<(), String> {
    for (path, text) in files {
        let path = package.join(path);
        if std::fs::read_to_string(&path).is_ok_and(|old| old == *text) {
            continue;
        }
        let parent = path.parent().unwrap_or(package);
        let written = std::fs::create_dir_all(parent).and_then(|()| std::fs::write(&path, text));
        written.map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

/// Writes a package with these types, and a program that reads and writes each of them.
///
/// # Errors
/// A file cannot be written.
pub fn write_models(
    folder: &Path,
    name: &str,
    runtime: &[(String, String)],
    types: &str,
    main: &str,
) -> Result<PathBuf, String> {
    let package = folder.join(name);
    let mut files = runtime.to_vec();
    let texts = [
        ("Cargo.toml", manifest(name, "").as_str()),
        ("src/lib.rs", "pub mod runtime;\npub mod types;\n"),
        ("src/types.rs", types),
        ("src/main.rs", main),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()));
    files.extend(texts);
    write(&package, &files)?;
    Ok(package)
}

/// The program of the types with tables, or with derives.
pub fn program(name: &str, roots: &[String], tables: bool) -> String {
    let each = roots.iter().map(|root| {
        if tables {
            format!(
                "    if let Ok(value) = wire::from_json::<types::{root}>(&text) {{ out.extend(wire::to_json(&value)?); }}\n"
            )
        } else {
            format!(
                "    if let Ok(value) = serde_json::from_slice::<types::{root}>(&text) {{ out.extend(serde_json::to_vec(&value)?); }}\n"
            )
        }
    });
    format!(
        "use {name}::{{runtime::wire, types}};\nuse std::io::{{Read, Write}};\n\
         fn main() -> Result<(), Box<dyn std::error::Error>> {{\n    let (mut text, mut out) = (Vec::new(), Vec::new());\n    \
         std::io::stdin().read_to_end(&mut text)?;\n{}    std::io::stdout().write_all(&out)?;\n    Ok(())\n}}\n",
        each.collect::<String>()
    )
}

/// The types that no other type mentions: what operations send and answer.
pub fn roots(types: &str) -> Result<Vec<String>, String> {
    let file = syn::parse_file(types).map_err(|error| error.to_string())?;
    let (mut names, mut mentioned) = (Vec::new(), Mentioned::default());
    for item in &file.items {
        match item {
            Item::Struct(item) => mentioned.of = item.ident.to_string(),
            Item::Enum(item) => mentioned.of = item.ident.to_string(),
            // Only types with a table can be read: not the arguments of a constructor.
            Item::Macro(table) if !table.mac.path.segments.iter().any(|part| part.ident == "builder") => {
                names.extend(table.mac.tokens.clone().into_iter().next().map(|name| name.to_string()));
            }
            _ => {}
        }
        mentioned.visit_item(item);
    }
    names.retain(|name| !mentioned.names.contains(name));
    Ok(names)
}

#[derive(Default)]
struct Mentioned {
    of: String,
    names: BTreeSet<String>,
}

impl<'ast> Visit<'ast> for Mentioned {
    fn visit_path_segment(&mut self, segment: &'ast syn::PathSegment) {
        if segment.ident != self.of {
            self.names.insert(segment.ident.to_string());
        }
        syn::visit::visit_path_segment(self, segment);
    }
}
