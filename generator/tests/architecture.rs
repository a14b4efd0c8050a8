//! The house's one rule: data flows one way, and a module names only modules to its left.

use std::path::{Path, PathBuf};

const ORDER: [&str; 12] =
    ["diag", "config", "table", "ledger", "diff", "source", "ir", "normal", "lower", "plan", "emit", "write"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            found.push(path);
        }
    }
}

#[test]
fn a_module_names_only_modules_to_its_left() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&source, &mut paths);
    assert!(paths.len() > 40, "{} files: is this the right folder?", paths.len());
    let mut wrong = Vec::new();
    for path in paths {
        let inside = path.strip_prefix(&source).expect("below src").with_extension("");
        let room = inside.iter().next().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let Some(here) = ORDER.iter().position(|name| *name == room) else { continue };
        let text = std::fs::read_to_string(&path).expect("readable");
        for later in &ORDER[here + 1..] {
            for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().starts_with("//"))
            {
                if line.contains(&format!("crate::{later}::")) || line.contains(&format!("crate::{later};")) {
                    wrong.push(format!("{}:{}: {room} names {later}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_front_half_knows_openapiv3_and_only_emit_quotes() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&source, &mut paths);
    for path in paths {
        let inside = path.strip_prefix(&source).expect("below src").display().to_string();
        let text = std::fs::read_to_string(&path).expect("readable");
        let code: String = text.lines().filter(|line| !line.trim().starts_with("//")).collect();
        let may_read = ["source", "normal"].iter().any(|room| inside.starts_with(room));
        assert!(may_read || !code.contains("openapiv3::"), "{inside} names openapiv3");
        assert!(inside.starts_with("emit") || !code.contains("quote!("), "{inside} prints");
    }
}
