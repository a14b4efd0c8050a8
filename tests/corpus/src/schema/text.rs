//! Texts: by format, by pattern, and texts that break careless code.

use super::choice::Chooser;
use regex_syntax::hir::{Class, Hir, HirKind};

/// What a schema asks of a text.
#[derive(Clone, Debug, Default)]
pub struct Wanted<'a> {
    /// `format`.
    pub format: Option<&'a str>,
    /// `pattern`.
    pub pattern: Option<&'a str>,
    /// `minLength`.
    pub least: usize,
    /// `maxLength`.
    pub most: Option<usize>,
}

/// A text for a place of the document; `None` where none was found.
pub fn text<T: ?Sized>(place: &T, wanted: &Wanted<'_>, chooser: &mut Chooser) -> Option<String> {
    let fits = |text: &str| {
        let length = text.chars().count();
        length >= wanted.least && wanted.most.is_none_or(|most| length <= most)
    };
    let known: Vec<&str> = match (wanted.pattern, wanted.format.map(of_format)) {
        (Some(_), _) => Vec::new(),
        (None, Some(samples)) if !samples.is_empty() => samples.to_vec(),
        _ => PLAIN.to_vec(),
    };
    let known: Vec<&str> = known.into_iter().filter(|text| fits(text)).collect();
    if !known.is_empty() {
        let index = chooser.pick(place, b't', known.len());
        return known.get(index).map(|text| (*text).to_owned());
    }
    if let Some(pattern) = wanted.pattern {
        return (0..40).find_map(|_| matching(pattern, wanted, chooser).filter(|text| fits(text)));
    }
    // Nothing known is as long as asked: a text of one letter, as short as it may be.
    (wanted.least <= 100_000).then(|| "x".repeat(wanted.least))
}

/// Texts without a format: empty, quotes, escapes, other scripts, other planes, separators, look-alikes of values.
const PLAIN: &[&str] = &[
    "text",
    "",
    "a \"quoted\" \\ back/slash",
    "line\nbreak\ttab\r\u{0}\u{1f}",
    "Grüße, 世界 🦀 e\u{301}",
    "\u{2028}\u{feff}\u{200b}",
    "null",
    "0",
    "x",
    "AB",
    "abc",
    "  padded  ",
    "a-longer-text-that-is-forty-characters-ok",
];

/// Texts of a format, plain and at its edges; empty for a format that says nothing about the text.
fn of_format(format: &str) -> &'static [&'static str] {
    FORMATS.iter().find(|(names, _)| names.contains(&format)).map_or(&[], |(_, samples)| samples)
}

type Row = (&'static [&'static str], &'static [&'static str]);

const FORMATS: &[Row] = &[
    (
        &["date-time", "datetime"],
        &[
            "2024-02-29T12:34:56Z",
            "1985-04-12T23:20:50.52Z",
            "1996-12-19T16:39:57-08:00",
            "2016-12-31T23:59:60Z",
            "0001-01-01T00:00:00.123456789+14:00",
            "9999-12-31T23:59:59.999-00:00",
            "2024-01-01t00:00:00z",
        ],
    ),
    (&["date", "full-date"], &["2024-02-29", "0001-01-01", "9999-12-31"]),
    (&["time", "partial-time"], &["12:34:56Z", "23:59:60Z", "00:00:00.5+01:00"]),
    (&["duration"], &["P1D", "PT0S", "P1Y2M3DT4H5M6S", "P2W", "PT36H"]),
    (
        &["uuid"],
        &[
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6",
            "00000000-0000-0000-0000-000000000000",
        ],
    ),
    (&["byte", "base64"], &["aGVsbG8=", "", "+/8=", "AAEC"]),
    (&["base64url"], &["-_8", "AAEC"]),
    (&["email", "idn-email"], &["ada@example.com", "a+b@sub.example.org"]),
    (&["hostname", "idn-hostname"], &["example.com", "a"]),
    (&["ipv4", "ip"], &["127.0.0.1", "255.255.255.255"]),
    (&["ipv6"], &["::1", "2001:db8::8a2e:370:7334"]),
    (
        &["uri", "url", "iri"],
        &[
            "https://example.com/a?b=c#d",
            "https://example.com/{id}",
            "urn:isbn:0451450523",
            "HTTPS://EXAMPLE.com",
        ],
    ),
    (&["uri-reference", "iri-reference"], &["../a?b", "#x", "https://example.com/"]),
    (&["uri-template"], &["/a/{b}{?c*}"]),
    (&["json-pointer"], &["", "/a~1b/0"]),
    (&["regex"], &["^a+$"]),
    (&["int64", "integer", "long"], &["0", "9223372036854775807", "-1"]),
    (&["uint64"], &["0", "18446744073709551615"]),
    (&["int32", "uint32"], &["0", "2147483647"]),
    (&["decimal", "number", "double", "float"], &["0", "-0.10", "12345678901234567890.123456789"]),
];

/// A text that probably matches a pattern: what looks around is taken out of it, so that the validator has the last
/// word; `None` for one that goes further beyond regular expressions (references back).
fn matching(pattern: &str, wanted: &Wanted<'_>, chooser: &mut Chooser) -> Option<String> {
    let plain = without_looking_around(pattern);
    let hir = regex_syntax::ParserBuilder::new().nest_limit(100).build().parse(&plain).ok()?;
    let mut out = String::new();
    let most = wanted.most.unwrap_or(200).min(10_000);
    write(&hir, most, wanted.least, chooser.rng(), &mut out);
    Some(out)
}

/// The pattern without its groups `(?=`, `(?!`, `(?<=` and `(?<!`.
fn without_looking_around(pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        if ["(?=", "(?!", "(?<=", "(?<!"].iter().any(|start| rest.starts_with(start)) {
            rest = after_group(rest);
            continue;
        }
        let length =
            if first == '\\' { 1 + rest.chars().nth(1).map_or(0, char::len_utf8) } else { first.len_utf8() };
        let (step, tail) = rest.split_at(length.min(rest.len()));
        out.push_str(step);
        rest = tail;
    }
    out
}

/// What follows the group that the text starts with.
fn after_group(text: &str) -> &str {
    let (mut depth, mut class, mut escaped) = (0_usize, false, false);
    for (position, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            ']' => class = false,
            _ if class => {}
            '[' => class = true,
            '(' => depth += 1,
            ')' if depth == 1 => return text.get(position + 1..).unwrap_or_default(),
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    ""
}

fn write(hir: &Hir, most: usize, least: usize, rng: &mut fastrand::Rng, out: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => out.extend(character(class, rng)),
        HirKind::Capture(capture) => write(&capture.sub, most, least, rng, out),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, most, least, rng, out)),
        HirKind::Alternation(parts) => {
            if let Some(part) = parts.get(rng.usize(..parts.len().max(1))) {
                write(part, most, least, rng, out);
            }
        }
        HirKind::Repetition(repetition) => {
            let low = repetition.min;
            let high =
                repetition.max.unwrap_or(low.saturating_add(3).max(u32::try_from(least).unwrap_or(u32::MAX)));
            let short = if rng.bool() { high } else { high.min(low.saturating_add(3)) };
            for _ in 0..rng.u32(low..=short.max(low)).min(10_000) {
                if out.len() > most.saturating_mul(4) {
                    return;
                }
                write(&repetition.sub, most, least, rng, out);
            }
        }
    }
}

/// One character of a class: a printable ASCII one where there is one.
fn character(class: &Class, rng: &mut fastrand::Rng) -> Option<char> {
    let ranges: Vec<(u32, u32)> = match class {
        Class::Unicode(class) => {
            class.ranges().iter().map(|range| (u32::from(range.start()), u32::from(range.end()))).collect()
        }
        Class::Bytes(class) => {
            class.ranges().iter().map(|range| (u32::from(range.start()), u32::from(range.end()))).collect()
        }
    };
    let printable: Vec<(u32, u32)> = ranges
        .iter()
        .map(|(low, high)| ((*low).max(0x20), (*high).min(0x7e)))
        .filter(|(low, high)| low <= high)
        .collect();
    let (low, high) = rng.choice(if printable.is_empty() { ranges } else { printable })?;
    char::from_u32(rng.u32(low..=high)).or_else(|| char::from_u32(low))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn make(wanted: &Wanted<'_>) -> Vec<String> {
        let mut chooser = Chooser::new(7);
        (0..40).filter_map(|_| text(&0_u8, wanted, &mut chooser)).collect()
    }

    #[test]
    fn texts_match_their_pattern_and_length() {
        for (pattern, least, most) in [
            ("^[a-z]{2}-[A-Z0-9]+$", 0, None),
            ("^(cus|sub)_[0-9a-f]{8,}$", 20, Some(24)),
            (r"^\d{3}\.\w*$", 0, Some(8)),
            ("^[^,]+$", 5, Some(5)),
        ] {
            let compiled =
                jsonschema::options().build(&serde_json::json!({ "pattern": pattern })).expect("a pattern");
            let made = make(&Wanted { pattern: Some(pattern), least, most, ..Wanted::default() });
            assert!(made.len() > 30, "{pattern}: {made:?}");
            for text in made {
                assert!(compiled.is_valid(&text.clone().into()), "{pattern}: {text:?}");
                assert!(
                    text.chars().count() >= least && most.is_none_or(|most| text.chars().count() <= most)
                );
            }
        }
    }

    #[test]
    fn what_looks_around_is_taken_out() {
        assert_eq!(without_looking_around(r"^(?![()\)]*$)\d(?=[)])x\((a)$"), r"^\dx\((a)$");
        let made = make(&Wanted { pattern: Some(r"^(?!^[-+.]*$)[+-]?0*\d*\.?\d*$"), ..Wanted::default() });
        assert!(made.iter().any(|text| text.contains(|c: char| c.is_ascii_digit())), "{made:?}");
        assert!(make(&Wanted { pattern: Some(r"(a)\1"), ..Wanted::default() }).is_empty());
    }

    #[test]
    fn every_format_and_every_edge_turns_up() {
        let made = make(&Wanted { format: Some("date-time"), ..Wanted::default() });
        assert!(made.iter().any(|text| text.ends_with(":60Z")), "a leap second: {made:?}");
        let plain = make(&Wanted::default());
        assert!(PLAIN.iter().all(|text| plain.iter().any(|made| made == text)));
    }

    #[test]
    fn lengths_beyond_the_samples_are_met() {
        let made = make(&Wanted { least: 300, ..Wanted::default() });
        assert!(made.iter().all(|text| text.len() == 300) && !made.is_empty());
    }
}
