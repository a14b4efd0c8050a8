//! Reads formats as others, where the configuration says so.

use std::collections::BTreeSet;

use serde_json::Value;

use super::fit::table::{Kind, Slot};
use super::walk;
use crate::config::Config;
use crate::diag::suggest::nearest;
use crate::diag::{Diagnostic, Diagnostics, Pointer, Scope, code};
use crate::table::scalar::SCALARS;

/// Stands for no format at all.
const TEXT: &str = "text";

/// Gives the schemas the formats that the configuration wants them to have.
pub(super) fn map(tree: &mut Value, config: &Config, diags: &mut Diagnostics) {
    if config.formats.is_empty() {
        return;
    }
    let known: BTreeSet<&str> =
        SCALARS.iter().map(|row| row.format).filter(|format| !format.is_empty()).chain([TEXT]).collect();
    for (from, to) in config.formats.iter().filter(|(_, to)| !known.contains(to.as_str())) {
        let message = match nearest(to, known.iter().copied()) {
            Some(near) => format!("there is no format `{to}` to read it as: did you mean `{near}`?"),
            None => format!(
                "there is no format `{to}` to read it as: there are `{}`",
                known.iter().copied().collect::<Vec<_>>().join("`, `")
            ),
        };
        complain(&code::CONFIG, config, from, message, diags);
    }
    let mut met: BTreeSet<String> = BTreeSet::new();
    walk::schemas(Slot::Object(Kind::Document), tree, &mut |schema| {
        let Some(format) = schema.get("format").and_then(Value::as_str) else { return };
        let Some((from, to)) = config.formats.get_key_value(format) else { return };
        met.insert(from.clone());
        if let Value::Object(keywords) = schema {
            if to == TEXT {
                keywords.shift_remove("format");
            } else {
                keywords.insert("format".to_owned(), Value::String(to.clone()));
            }
        }
    });
    for from in config.formats.keys().filter(|from| !met.contains(*from)) {
        complain(&code::CONFIG_UNUSED, config, from, format!("the document has no format `{from}`"), diags);
    }
}

fn complain(
    code: &'static crate::diag::Code,
    config: &Config,
    from: &str,
    message: String,
    diags: &mut Diagnostics,
) {
    let scope = match config.place(&["formats", from]) {
        Scope::Document => Scope::Nowhere,
        place => place,
    };
    diags.push(Diagnostic::new(code, Pointer::default(), message).within(scope));
}
