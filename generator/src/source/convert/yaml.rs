//! Writes YAML that reads well and that every reader reads alike, be it of YAML 1.1 or 1.2.

use serde_json::{Number, Value};

/// Where a line is long enough to be folded, in columns.
const WIDTH: usize = 100;

/// A whole document.
pub(super) fn document(value: &Value) -> String {
    let mut out = String::new();
    match value {
        Value::Object(members) if !members.is_empty() => block(value, 0, &mut out),
        Value::Array(list) if !list.is_empty() => block(value, 0, &mut out),
        scalar => {
            inline(scalar, 0, &mut out);
            out.push('\n');
        }
    }
    out
}

/// The lines of an object or a list that is not empty.
fn block(value: &Value, indent: usize, out: &mut String) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                pad(indent, out);
                key(name, indent, out);
                after(value, indent, out);
            }
        }
        Value::Array(list) => {
            for value in list {
                pad(indent, out);
                out.push('-');
                element(value, indent, out);
            }
        }
        _ => {}
    }
}

/// What follows the colon.
fn after(value: &Value, indent: usize, out: &mut String) {
    if is_block(value) {
        out.push('\n');
        block(value, indent + 2, out);
    } else {
        out.push(' ');
        inline(value, indent, out);
        out.push('\n');
    }
}

/// What follows the dash: the first line of a block stands beside it.
fn element(value: &Value, indent: usize, out: &mut String) {
    out.push(' ');
    if is_block(value) {
        let mut inner = String::new();
        block(value, indent + 2, &mut inner);
        out.push_str(inner.trim_start_matches(' '));
    } else {
        inline(value, indent, out);
        out.push('\n');
    }
}

fn is_block(value: &Value) -> bool {
    match value {
        Value::Object(members) => !members.is_empty(),
        Value::Array(list) => !list.is_empty(),
        _ => false,
    }
}

fn pad(indent: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', indent));
}

/// A name and its colon. Names longer than 1,024 characters need the explicit form (YAML 1.2, section 7.4.2).
fn key(name: &str, indent: usize, out: &mut String) {
    let written =
        if name.contains('\n') || !is_printable(name) { double_quoted(name) } else { single_line(name) };
    if written.chars().count() > 1000 {
        out.push_str("? ");
        out.push_str(&written);
        out.push('\n');
        pad(indent, out);
    } else {
        out.push_str(&written);
    }
    out.push(':');
}

fn inline(value: &Value, indent: usize, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&self::number(number)),
        Value::String(text) => string(text, indent, out),
        Value::Array(_) => out.push_str("[]"),
        Value::Object(_) => out.push_str("{}"),
    }
}

/// YAML 1.1 wants a point before the exponent and a sign in it.
fn number(number: &Number) -> String {
    let text = number.to_string();
    let Some((mantissa, exponent)) = text.split_once('e') else { return text };
    let point = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with(['+', '-']) { "" } else { "+" };
    format!("{mantissa}{point}e{sign}{exponent}")
}

fn string(text: &str, indent: usize, out: &mut String) {
    if !is_printable(text) || text.trim_matches('\n').is_empty() && !text.is_empty() {
        out.push_str(&double_quoted(text));
        return;
    }
    let wide = text.lines().any(|line| indent + line.chars().count() > WIDTH + 20);
    if wide && folds(text) {
        folded(text, indent + 2, out);
    } else if text.contains('\n') {
        literal(text, indent + 2, out);
    } else {
        out.push_str(&single_line(text));
    }
}

/// Whether a text consists of characters that may stand for themselves, and has no line breaks but `\n`.
fn is_printable(text: &str) -> bool {
    text.chars().all(|c| match c {
        '\n' | '\t' => true,
        '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{7f}'..='\u{9f}' => false,
        '\u{fffe}' | '\u{ffff}' => false,
        _ => c >= ' ',
    })
}

/// `|`: the text as it is, each line indented.
fn literal(text: &str, indent: usize, out: &mut String) {
    header('|', text, out);
    for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
        out.push('\n');
        if !line.is_empty() {
            pad(indent, out);
            out.push_str(line);
        }
    }
}

/// Whether folding keeps a text: YAML folds no lines that start with white space, nor breaks at more than one space.
fn folds(text: &str) -> bool {
    let line = |line: &str| !line.starts_with([' ', '\t']) && !line.ends_with([' ', '\t']);
    text.lines().all(line) && text.contains(' ') && !text.starts_with('\n') && !text.contains('\t')
}

/// `>`: a line break is read as a space, an empty line as a line break.
fn folded(text: &str, indent: usize, out: &mut String) {
    header('>', text, out);
    let body = text.trim_end_matches('\n');
    let mut first = true;
    for line in body.split('\n') {
        if !first {
            out.push('\n');
        }
        first = false;
        for piece in wrap(line, WIDTH.saturating_sub(indent).max(40)) {
            out.push('\n');
            pad(indent, out);
            out.push_str(piece);
        }
    }
    // `>+` keeps the line breaks at the end as they are.
    for _ in 1..text.len() - body.len() {
        out.push('\n');
    }
}

/// Splits a line at single spaces, so that no piece is wider than need be.
fn wrap(line: &str, width: usize) -> Vec<&str> {
    let bytes = line.as_bytes();
    let alone = |at: usize| at > 0 && bytes.get(at - 1) != Some(&b' ') && bytes.get(at + 1) != Some(&b' ');
    let spaces = line.match_indices(' ').map(|(at, _)| at).filter(|at| alone(*at));
    let (mut pieces, mut start, mut last) = (Vec::new(), 0, None);
    for end in spaces.chain([line.len()]) {
        let too_wide = line.get(start..end).is_some_and(|piece| piece.chars().count() > width);
        if too_wide && let Some(space) = last {
            pieces.extend(line.get(start..space));
            start = space + 1;
        }
        last = Some(end);
    }
    pieces.extend(line.get(start..).filter(|rest| !rest.is_empty()));
    pieces
}

/// The indicator of a block scalar: how it ends, and its indentation where the first line would hide it.
fn header(style: char, text: &str, out: &mut String) {
    out.push(style);
    if text.trim_start_matches('\n').starts_with([' ', '\t']) {
        out.push('2');
    }
    if !text.ends_with('\n') {
        out.push('-');
    } else if text.ends_with("\n\n") {
        out.push('+');
    }
}

fn single_line(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else if text.contains('\t') {
        double_quoted(text)
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

fn double_quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_printable(c.encode_utf8(&mut [0; 4])) => out.push(c),
            c if (c as u32) < 0x100 => out.push_str(&format!("\\x{:02x}", c as u32)),
            c => out.push_str(&format!("\\u{:04x}", c as u32)),
        }
    }
    out.push('"');
    out
}

/// Whether a text may stand without quotes, in any reader's eyes.
fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let safe_start = first.is_alphabetic() || "_/<($^".contains(first) || first.is_ascii_digit();
    safe_start
        && text == text.trim()
        && !text.contains(['\t', '\n'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !is_word(text)
        && !is_numeric(text)
}

/// The words that YAML 1.1 or 1.2 reads as booleans or null.
fn is_word(text: &str) -> bool {
    let words = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    words.contains(&text.to_ascii_lowercase().as_str())
}

/// Whether a text looks like a number, a time or a date in some version of YAML: it starts with a digit and has nothing
/// in it but what those are made of. A version number, with two points or more, is none of them.
fn is_numeric(text: &str) -> bool {
    let mut parts = text.split('.');
    if parts.clone().count() > 2 && parts.all(|part| part.bytes().all(|byte| byte.is_ascii_digit())) {
        return false;
    }
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_hexdigit() || "xXoO_.:,+-TtZz ".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// Every text comes back, from the text alone.
    #[test]
    fn texts_survive() {
        let long = "word ".repeat(60);
        let texts = [
            "",
            " ",
            "\n",
            "\n\n",
            "a",
            "NO",
            "no",
            "on",
            "0755",
            "1:30",
            "1.10",
            "2024-01-01",
            "1e3",
            "0x1F",
            "~",
            "null",
            "-",
            "- a",
            "a: b",
            "a #b",
            "a:",
            ":a",
            "{a",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a",
            "'a",
            "\"a",
            "it's",
            "a\tb",
            "\ta",
            "a\nb",
            "a\nb\n",
            "a\nb\n\n",
            "\na",
            " a\nb",
            "\n  a\nb",
            "a\n  b\n c",
            "a \nb ",
            "a\r\nb",
            "\u{7}",
            "\u{85}",
            "\u{2028}x",
            "\u{feff}x",
            "\u{1f600}",
            "=",
            "<<",
            "?",
            "? a",
            "a\n\n\nb",
            "1_000",
            ".5",
            "+1",
            "-1",
            ".inf",
            ".nan",
            "12e03",
            "0b11",
            "190:20:30",
            "#a",
            "a\u{fffe}b",
            "---",
            "...",
            "--- a",
            long.trim(),
            &long,
            "\u{a0}",
            "\t\na",
            "\t\ta\nb",
            "a\n\t\nb",
            "  \n b",
            "\n\t",
            "a\n ",
            " \n\n b\n",
            "a\u{a0}",
        ];
        let mut all: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        for (x, y) in [(long.trim(), "b"), ("b", long.trim()), (long.trim(), long.trim()), ("", long.trim())]
        {
            for gap in ["\n", "\n\n", "\n\n\n", "\n "] {
                for end in ["", "\n", "\n\n", "\n\n\n"] {
                    all.push(format!("{x}{gap}{y}{end}"));
                }
            }
        }
        for text in all {
            for value in [json!({"k": text}), json!([text]), json!([[{"a": {"b": text}, "c": text}], text])] {
                let yaml = document(&value);
                let back: Value = serde_yaml::from_str(&yaml).unwrap_or_else(|e| panic!("{e}: {yaml:?}"));
                assert_eq!(back, value, "{yaml}");
            }
            let value = json!({text.as_str(): 1});
            let yaml = document(&value);
            assert_eq!(serde_yaml::from_str::<Value>(&yaml).ok(), Some(value), "{yaml}");
        }
    }

    #[test]
    fn what_another_reader_might_misread_is_quoted() {
        for text in [
            "NO",
            "on",
            "0755",
            "1:30",
            "1.10",
            "2024-01-01",
            "y",
            "~",
            "null",
            "1e3",
            "0x1F",
            "200",
            ".5",
            "=",
        ] {
            assert!(!is_plain(text), "{text}");
        }
        for text in
            ["application/json", "/checkouts", "SE", "https://a.b/c", "Create a thing", "3.1.0", "<string>"]
        {
            assert!(is_plain(text), "{text}");
        }
        assert_eq!(
            document(&json!([1e300, 1e-7, 1.5, 18446744073709551615_u64])),
            "- 1.0e+300\n- 1.0e-7\n- 1.5\n- 18446744073709551615\n"
        );
    }

    #[test]
    fn wide_text_is_folded() {
        let text = "word ".repeat(60);
        let yaml = document(&json!({"a": text.trim(), "b": {"c": [text.trim()]}}));
        assert!(yaml.lines().all(|line| line.len() <= WIDTH), "{yaml}");
    }
}
