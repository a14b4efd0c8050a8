//! References to components (OpenAPI 3.1 section 4.8.23): which name they lead to.

/// The name of the component that a reference leads to; `None` if it is no reference to a component of that kind.
///
/// The fragment is a JSON pointer (RFC 6901) that may be percent-encoded (RFC 3986).
pub(super) fn component(reference: &str, kind: &str) -> Option<String> {
    let rest = reference.strip_prefix("#/components/")?.strip_prefix(kind)?.strip_prefix('/')?;
    (!rest.contains('/')).then(|| decode(rest).replace("~1", "/").replace("~0", "~"))
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while let Some(&byte) = bytes.get(i) {
        let hex = |at: usize| bytes.get(at).and_then(|b| (*b as char).to_digit(16));
        match (byte, hex(i + 1), hex(i + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                i += 3;
            }
            _ => {
                out.push(byte);
                i += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::component;

    #[test]
    fn names_are_decoded() {
        assert_eq!(component("#/components/schemas/A", "schemas").as_deref(), Some("A"));
        assert_eq!(component("#/components/schemas/a~1b%20c%7E0", "schemas").as_deref(), Some("a/b c~"));
        assert_eq!(component("#/components/schemas/100%", "schemas").as_deref(), Some("100%"));
        assert_eq!(component("#/components/schemas/A/properties/b", "schemas"), None);
        assert_eq!(component("#/components/responses/A", "schemas"), None);
        assert_eq!(component("other.yaml#/components/schemas/A", "schemas"), None);
    }
}
