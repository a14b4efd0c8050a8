//! Generates the clients of `documents/`, and the list of them as modules.

use generator::source::Input;
use generator::{Settings, generate};
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=documents");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("run by cargo")?);
    let mut documents = Vec::new();
    for entry in fs::read_dir("documents")? {
        documents.push(entry?.path());
    }
    documents.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    documents.sort();
    let mut list = String::new();
    for document in documents {
        let name = document.file_stem().and_then(|name| name.to_str()).ok_or("a name")?;
        // A module of the client may have the document's own name.
        let module = format!("of_{name}");
        let root = write_client(&document, &out.join(&module))?;
        writeln!(list, "/// The client of `{name}.yaml`.\n#[path = {root:?}]\npub mod {module};")?;
    }
    Ok(fs::write(out.join("clients.rs"), list)?)
}

/// Writes the code of a document's client, and tells where it begins.
fn write_client(document: &Path, folder: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let outcome = generate(&Input::Path(document.to_owned()), &Settings::Beside, |_| {});
    let said = outcome.diags.reported();
    if !said.is_empty() {
        return Err(format!("{}: {said:#?}", document.display()).into());
    }
    // What an earlier run left is not part of this one.
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    for file in outcome.files.iter().flatten() {
        let Some(path) = file.path.strip_prefix("src/") else { continue };
        let path = folder.join(if path == "lib.rs" { "mod.rs" } else { path });
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, &file.text)?;
    }
    Ok(folder.join("mod.rs"))
}
