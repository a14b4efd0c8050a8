//! The text of a reference: a URI reference (RFC 3986) whose fragment is a JSON pointer (RFC 6901).

/// A name as one token of the pointer in a reference.
pub(crate) fn token(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        match c {
            '~' => out.push_str("~0"),
            '/' => out.push_str("~1"),
            '%' => out.push_str("%25"),
            c => out.push(c),
        }
    }
    out
}
