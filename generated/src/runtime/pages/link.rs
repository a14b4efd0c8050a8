//! Addresses of pages: the header `Link`, and what an address leads to.

use http::header::LINK;
use http::{HeaderMap, Uri};

use super::super::path;

/// The target of the first link whose relation is `next` (RFC 8288, section 3).
pub(super) fn next(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(LINK).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(links).find(|(_, params)| is_next(params)).map(|(target, _)| target.to_owned())
}

/// The links of one header line: each target, and its parameters as they are written.
fn links(mut text: &str) -> Vec<(&str, &str)> {
    let mut links = Vec::new();
    while let Some((target, rest)) = text.split_once('<').and_then(|(_, rest)| rest.split_once('>')) {
        let end = unquoted(rest, ',').unwrap_or(rest.len());
        links.push((target.trim(), rest.get(..end).unwrap_or_default()));
        text = rest.get(end..).unwrap_or_default();
    }
    links
}

/// Whether the first `rel` among the parameters has `next` as one of its values (section 3.3).
fn is_next(mut params: &str) -> bool {
    while !params.is_empty() {
        let end = unquoted(params, ';').unwrap_or(params.len());
        let (param, rest) = params.split_at_checked(end).unwrap_or((params, ""));
        params = rest.strip_prefix(';').unwrap_or_default();
        if let Some((name, value)) = param.split_once('=')
            && name.trim().eq_ignore_ascii_case("rel")
        {
            let value = value.trim().trim_matches('"');
            return value.split_ascii_whitespace().any(|relation| relation.eq_ignore_ascii_case("next"));
        }
    }
    false
}

/// Where a character stands that is in no quoted text.
fn unquoted(text: &str, wanted: char) -> Option<usize> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            c if c == wanted && !is_quoted => return Some(at),
            _ => {}
        }
    }
    None
}

/// The path and the query that an address leads to from a page (RFC 3986, section 5.2), if that is on the same server:
/// whoever writes an answer must not decide who gets the credentials.
pub(super) fn target(page: &str, address: &str) -> Result<String, &'static str> {
    const INVALID: &str = "the address of the next page is invalid";
    let page: Uri = page.parse().map_err(|_| INVALID)?;
    let address = address.split('#').next().unwrap_or_default();
    let absolute = match address {
        "" => return Err(INVALID),
        _ if address.starts_with("//") => {
            Some(format!("{}:{address}", page.scheme_str().unwrap_or_default()))
        }
        _ if has_scheme(address) => Some(address.to_owned()),
        _ => None,
    };
    let target = match absolute {
        Some(url) => {
            let url: Uri = url.parse().map_err(|_| INVALID)?;
            if origin(&url) != origin(&page) || origin(&page).is_none() {
                return Err("the next page is on another server, and is not asked for there");
            }
            url.path_and_query().map_or("/", |target| target.as_str()).to_owned()
        }
        None if address.starts_with('/') => address.to_owned(),
        None if address.starts_with('?') => format!("{}{address}", page.path()),
        None => {
            let folder = page.path().rsplit_once('/').map_or("", |(folder, _)| folder);
            format!("{folder}/{address}")
        }
    };
    path::check(target.split('?').next().unwrap_or_default()).map_err(|_| INVALID)?;
    target.parse::<http::uri::PathAndQuery>().map_err(|_| INVALID)?;
    Ok(target)
}

/// Whether a text begins with the scheme of a URL (section 3.1).
fn has_scheme(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

/// Scheme, host and port (RFC 6454, section 4); none where there is a user name.
fn origin(url: &Uri) -> Option<(String, String, u16)> {
    let scheme = url.scheme_str()?.to_ascii_lowercase();
    let authority = url.authority().filter(|authority| !authority.as_str().contains('@'))?;
    let usual = if scheme == "http" { 80 } else { 443 };
    Some((scheme, authority.host().to_ascii_lowercase(), authority.port_u16().unwrap_or(usual)))
}
