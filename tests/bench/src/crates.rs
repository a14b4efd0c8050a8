//! The programs that are compiled: the same types in three ways.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use syn::Item;
use syn::visit::Visit;

const MANIFEST: &str = r#"
[dependencies]
indexmap = { version = "2", default-features = false, features = ["serde", "std"] }
serde = { version = "1", features = ["derive"] }
serde_json = { version = "1", features = ["float_roundtrip", "preserve_order", "raw_value"] }

[profile.dev]
debug = "line-tables-only"

[workspace]
"#;

/// Writes a package with these types, and a program that reads and writes each of `roots`.
///
/// # Errors
/// A file cannot be written.
pub fn write(
    folder: &Path,
    name: &str,
    wire: &[(String, String)],
    types: &str,
    main: &str,
) -> Result<PathBuf, String> {
    let package = folder.join(name);
    let put = |path: &str, text: &str| {
        let path = package.join(path);
        let parent = path.parent().unwrap_or(&package);
        let written = std::fs::create_dir_all(parent).and_then(|()| std::fs::write(&path, text));
        written.map_err(|error| format!("{}: {error}", path.display()))
    };
    put("Cargo.toml", &format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n{MANIFEST}"))?;
    put("src/lib.rs", "pub mod runtime;\npub mod types;\n")?;
    put("src/runtime/mod.rs", "pub mod wire;\n")?;
    for (path, text) in wire {
        put(&format!("src/runtime/{path}"), text)?;
    }
    put("src/types.rs", types)?;
    put("src/main.rs", main)?;
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
