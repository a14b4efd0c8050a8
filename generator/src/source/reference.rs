//! The text of a reference: a URI reference (RFC 3986) whose fragment is a JSON pointer (RFC 6901) or an anchor.

use std::borrow::Cow;

/// A name as one token of the pointer in a reference. After bundling, a reference is `#/components/`, a kind, `/`, and
/// this. Percent signs are encoded, so that decoding what a URI may have encoded gives the name back.
pub(crate) fn token(name: &str) -> String {
    name.replace('%', "%25").replace('~', "~0").replace('/', "~1")
}

/// A reference in its two parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Parts<'t> {
    /// Everything before the `#`; empty in a reference to the same resource.
    pub(crate) resource: &'t str,
    /// Everything after it.
    pub(crate) fragment: &'t str,
}

pub(crate) fn split(text: &str) -> Parts<'_> {
    let (resource, fragment) = text.split_once('#').unwrap_or((text, ""));
    Parts { resource, fragment }
}

/// Whether a resource is named with a scheme (RFC 3986, section 3.1), or a host: it is no path of this file system. A
/// single letter is a drive and no scheme.
pub(crate) fn is_remote(resource: &str) -> bool {
    let scheme = resource.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| scheme.len() > 1);
    let letters = |scheme: &str| scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    resource.starts_with("//") || scheme.is_some_and(letters)
}

/// A URI that is relative to another: as much of RFC 3986, section 5.2 as identifiers of schemas need.
pub(crate) fn join(base: &str, relative: &str) -> String {
    if is_remote(relative) || base.is_empty() {
        return relative.to_owned();
    }
    let authority = base.find("://").map_or(0, |scheme| scheme + 3);
    let root =
        base.get(authority..).and_then(|rest| rest.find('/')).map_or(base.len(), |slash| authority + slash);
    if relative.starts_with('/') {
        return format!("{}{relative}", base.get(..root).unwrap_or_default());
    }
    let directory = base.rfind('/').filter(|slash| *slash >= root).map_or(base.len(), |slash| slash + 1);
    let slash = if directory == base.len() && !base.ends_with('/') { "/" } else { "" };
    format!("{}{slash}{relative}", base.get(..directory).unwrap_or_default())
}

/// Text without its percent-encoding. What is not encoded properly stays as it is.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.filter(|_| *byte == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(decoded) => {
                bytes.push(decoded);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_taken_apart() {
        assert_eq!(split("a.yaml#/b"), Parts { resource: "a.yaml", fragment: "/b" });
        assert_eq!(split("a.yaml"), Parts { resource: "a.yaml", fragment: "" });
        for remote in ["https://a/b", "urn:a:b", "//host/a", "file:///a"] {
            assert!(is_remote(remote), "{remote}");
        }
        for local in ["a.yaml", "../a:b/c.yaml", "C:/a.yaml", "/a", ""] {
            assert!(!is_remote(local), "{local}");
        }
        assert_eq!(decode("%7Bid%7D%"), "{id}%");
        assert_eq!(decode("%ff"), "%ff");
    }

    #[test]
    fn identifiers_are_joined() {
        assert_eq!(join("http://a/b/c.json", "d.json"), "http://a/b/d.json");
        assert_eq!(join("http://a/b/c.json", "/d.json"), "http://a/d.json");
        assert_eq!(join("http://a", "d.json"), "http://a/d.json");
        assert_eq!(join("http://a/b", "urn:x"), "urn:x");
        assert_eq!(join("", "d.json"), "d.json");
    }
}
