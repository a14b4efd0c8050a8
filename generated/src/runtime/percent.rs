//! Percent-encoding (RFC 3986, section 2.1).

/// Appends `text`, escaping every byte for which `keep` is false.
pub(super) fn encode_into(out: &mut String, text: &[u8], keep: fn(u8) -> bool) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for &byte in text {
        if byte.is_ascii() && keep(byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 0xf] {
                out.extend(HEX.get(usize::from(digit)).map(|&hex| char::from(hex)));
            }
        }
    }
}

/// The text with everything escaped that is not unreserved.
pub(super) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    encode_into(&mut out, text.as_bytes(), unreserved);
    out
}

/// The text with what `keep` and the escapes that are in it already pass (RFC 6570, section 3.2.3).
pub(super) fn reserved(text: &str, keep: fn(u8) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split('%');
    encode_into(&mut out, parts.next().unwrap_or_default().as_bytes(), keep);
    for part in parts {
        let is_escape = part.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
        out.push_str(if is_escape { "%" } else { "%25" });
        encode_into(&mut out, part.as_bytes(), keep);
    }
    out
}

/// The characters that are never escaped (section 2.3).
pub(super) fn unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// What `allowReserved` lets through in a query: the reserved characters, except for those that would end the query
/// (`#`), are not allowed in it (`[`, `]`), or would be read as another parameter (`&`) or as a space (`+`).
pub(super) fn reserved_in_query(byte: u8) -> bool {
    unreserved(byte)
        || matches!(
            byte,
            b':' | b'/' | b'?' | b'@' | b'!' | b'$' | b'\'' | b'(' | b')' | b'*' | b',' | b';' | b'='
        )
}

/// The same in a segment of a path: what would end it (`/`, `?`, `#`) does not pass.
pub(super) fn reserved_in_path(byte: u8) -> bool {
    byte != b'/' && byte != b'?' && (reserved_in_query(byte) || matches!(byte, b'&' | b'+'))
}

/// What may stand in a path as its writer wrote it (section 3.3), escapes included.
pub(super) fn path_as_written(byte: u8) -> bool {
    unreserved(byte)
        || matches!(
            byte,
            b'/' | b'%' | b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'='
        )
        || matches!(byte, b':' | b'@')
}
