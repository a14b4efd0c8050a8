//! The README's support table is what the code's own tables say. `UPDATE_GOLDENS=1 cargo test -p generator --test readme` renews it.

use generator::table::{media, scalar, style};
use std::fmt::Write as _;
use std::path::Path;

const BEGIN: &str = "<!-- supported: begin (a test holds this against the generator's own tables) -->\n";
const END: &str = "<!-- supported: end -->";

fn supported() -> String {
    let mut text = String::from("| JSON Schema type | format | Rust |\n|---|---|---|\n");
    for row in scalar::SCALARS {
        let format = if row.format.is_empty() { "any other".to_owned() } else { format!("`{}`", row.format) };
        let _ = writeln!(text, "| `{}` | {format} | `{}` |", row.schema, row.rust);
    }
    text.push_str("\n| parameter in | styles (the first is the default) |\n|---|---|\n");
    let mut locations: Vec<&str> = style::STYLES.iter().map(|row| row.location).collect();
    locations.dedup();
    for location in locations {
        let styles = style::STYLES.iter().filter(|row| row.location == location);
        let styles: Vec<String> = styles.map(|row| format!("`{}`", row.name)).collect();
        let _ = writeln!(text, "| {location} | {} |", styles.join(", "));
    }
    text.push_str("\n| media type | treated as |\n|---|---|\n");
    for row in media::MEDIA {
        let _ = writeln!(text, "| `{}` | {:?} |", row.pattern, row.behaviour);
    }
    text
}

#[test]
fn the_support_table_is_the_codes_own() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = std::fs::read_to_string(&path).expect("the README");
    let (before, rest) = readme.split_once(BEGIN).expect("where the table begins");
    let (now, after) = rest.split_once(END).expect("where the table ends");
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(&path, format!("{before}{BEGIN}{}{END}{after}", supported())).expect("written");
        return;
    }
    assert_eq!(now, supported(), "UPDATE_GOLDENS=1 cargo test -p generator --test readme");
}
