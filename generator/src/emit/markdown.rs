//! A document's Markdown as rustdoc: the same words, unable to harm.
//!
//! Rustdoc reads more into Markdown than an API's author meant: indented text is a test to run, `[x]` a link to an
//! item, `<id>` a tag. And a description is untrusted text inside somebody's source file. So the text is read as rustdoc
//! will read it, and edited where rustdoc, rustc or clippy would take it amiss, until nothing is left to edit; what
//! does not come to rest is shown as plain text.

mod edits;

use edits::edits;
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::borrow::Cow;

/// Edits come to rest after two or three rounds; a text that needs more is a puzzle, not a description.
const ROUNDS: usize = 8;

/// Longer texts are not searched for what could be amiss.
const LONGEST: usize = 200_000;

/// The text as Markdown that rustdoc shows without complaint, and that leaves nothing open at its end.
pub fn safe(text: &str) -> String {
    let mut text = clean(text).into_owned();
    if is_harmless(&text) {
        return text;
    }
    if text.len() <= LONGEST {
        for _ in 0..ROUNDS {
            let edits = edits(&text);
            if edits.is_empty() {
                return close(text);
            }
            text = edits::apply(&text, edits);
        }
    }
    fence(&text)
}

/// One line of text for a sentence of our own.
pub fn line(text: &str) -> String {
    safe(&plain_line(text))
}

/// A code span.
pub fn code(text: &str) -> String {
    let text = plain_line(text);
    let ticks = "`".repeat(longest_run(&text, '`') + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') || text.is_empty() { " " } else { "" };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

/// One line of text as it is, without what could hide in it.
pub fn plain_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without characters that could hide or turn around what follows them, and with one kind of line break.
fn clean(text: &str) -> Cow<'_, str> {
    let is_clean = |c: char| matches!(c, ' '..='~' | '\n') || (!c.is_ascii() && cleaned(c) == Some(c));
    if text.chars().all(is_clean) && !text.contains(" \n") {
        return Cow::Borrowed(text.trim_matches('\n').trim_end());
    }
    let text = text.replace("\r\n", "\n");
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match cleaned(c) {
            Some('\n') => {
                out.truncate(out.trim_end_matches(' ').len());
                out.push('\n');
            }
            Some('\t') => out.push_str("    "),
            Some(c) => out.push(c),
            None => {}
        }
    }
    Cow::Owned(out.trim_matches('\n').trim_end().to_owned())
}

/// What stays of a character.
fn cleaned(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' => Some('\t'),
        // Invisible: zero width, direction marks, tag characters, the byte order mark.
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' => None,
        '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => None,
        '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}' => None,
        c => (!c.is_control()).then_some(c),
    }
}

/// Whether there is nothing that would be edited, and nothing but paragraphs: every line begins with a letter, and there is
/// no link, no tag and no address. Most descriptions are so.
fn is_harmless(text: &str) -> bool {
    let is_prose = |line: &str| line.is_empty() || line.starts_with(char::is_alphabetic);
    text.split('\n').all(is_prose) && !text.contains(['[', '<']) && !text.contains("://")
}

/// As a block of plain text.
fn fence(text: &str) -> String {
    let ticks = "`".repeat(longest_run(text, '`').max(2) + 1);
    format!("{ticks}text\n{text}\n{ticks}")
}

fn longest_run(text: &str, of: char) -> usize {
    text.split(|c| c != of).map(|run| run.chars().count()).max().unwrap_or_default()
}

/// With an end to the block of code that the text leaves open, if it leaves one open.
fn close(text: String) -> String {
    if !may_be_open(&text) || is_closed(&text) {
        return text;
    }
    let closed = |text: &String| is_closed(text) && edits(text).is_empty();
    let mut ends = ["```", "~~~"].iter().map(|end| format!("{text}\n{end}"));
    ends.find(closed).unwrap_or_else(|| fence(&text))
}

/// Whether a line begins, be it in a list or a quote, as what no blank line ends does: a block of code or HTML. Before that
/// there may be marks and numbers, or a box to tick.
fn may_be_open(text: &str) -> bool {
    let opens = |line: &str| {
        let line =
            line.trim_start_matches(|c: char| !c.is_alphabetic() && !matches!(c, '<' | '`' | '~' | '['));
        ["<", "```", "~~~", "["].iter().any(|open| line.starts_with(open))
    };
    text.lines().any(opens)
}

/// Whether what follows the text would be a paragraph of its own.
fn is_closed(text: &str) -> bool {
    const SENTINEL: &str = "sentinel";
    let text = format!("{text}\n\n{SENTINEL}");
    let mut depth = 0;
    let mut last = None;
    for event in Parser::new_ext(&text, options()) {
        match event {
            Event::Start(tag) => {
                if depth == 0 {
                    last = Some((tag == Tag::Paragraph, String::new()));
                }
                depth += 1;
            }
            Event::End(_) => depth -= 1,
            Event::Text(text) => {
                if let Some((_, said)) = &mut last {
                    said.push_str(&text);
                }
            }
            _ => {}
        }
    }
    last.is_some_and(|(paragraph, said)| paragraph && said == SENTINEL)
}

/// What rustdoc turns on.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_harmless_stays_word_for_word() {
        for text in [
            "only valid if product is a subscription",
            "Amount the customer pays if pay_what_you_want is enabled.\n\nFor example, to charge $1.00, pass `100`.",
            "- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |",
            "[text](https://example.com) and *this* and `<code>` and `[x]`",
            "```json\n{\"a\": [1]}\n```",
            "a < b, 1 > 0, a & b; 5 * 3; #1; it's {braced}",
            "one<br>two<br/>three",
            "*/ \"# ##{deny(all)} {{}} //! \\",
        ] {
            assert_eq!(safe(text), text);
        }
    }

    #[test]
    fn what_rustdoc_takes_amiss_is_edited() {
        for (text, expected) in [
            ("see [Foo] and [`Bar`]", "see \\[Foo] and \\[`Bar`]"),
            ("see [here](../docs)", "see \\[here](../docs)"),
            ("#![deny(all)]", "#\\!\\[deny(all)]"),
            ("see [here](javascript:alert(1))", "see \\[here](javascript:alert(1))"),
            ("<b>bold</b> Vec<T> <script>", "\\<b>bold\\</b> Vec\\<T> \\<script>"),
            ("<div>\n[x]\n</div>", "\\<div>\n\\[x]\n\\</div>"),
            ("<!-- no -->", "\\<!-- no -->"),
            ("see https://a.example/b_c_d.", "see <https://a.example/b_c_d>."),
            ("(http://a.example)", "(<http://a.example>)"),
            ("https://", "https:\\//"),
            ("    let x = 1;\n    y", "```text\nlet x = 1;\ny\n```"),
            ("a\n\n    code\n\nb", "a\n\n```text\ncode\n```\n\nb"),
            ("```\nfn main() {}\n```", "```text\nfn main() {}\n```"),
            ("```rust,no_run\nx\n```", "```text\nx\n```"),
            ("```JSON copy\nx\n```", "```json\nx\n```"),
            ("- a\nb", "- a\n  b"),
            ("- a\n     b", "- a\n  b"),
            ("> a\nb", "> a\n> b"),
            ("![p](https://a.example/p.png)", "\\![p](https://a.example/p.png)"),
            ("a[^1]\n\n[^1]: note", "a\\[^1]\n\n\\[^1]: note"),
            ("a\u{202e}b\u{0}c\r\nd\re\u{2028}f\tg\u{200b}", "abc\nd\ne\nf    g"),
            ("```\nnever closed", "```text\nnever closed\n```"),
            ("> ```\n> never closed\n\n~~~", "> ```text\n> never closed\n\n~~~text\n~~~"),
        ] {
            assert_eq!(safe(text), expected, "{text:?}");
        }
    }

    #[test]
    fn nothing_is_edited_in_what_is_harmless() {
        let bits = [
            "x", "x", "\n", "\n\n", "*", "_", "`", "```", "~~~", "!", "|", "---", "===", "#", "&amp;", "\\",
            "]", "(", ")", ">", "- ", "1. ", "    ", " ", ": ", "$",
        ];
        let mut seed = 5_u64;
        let mut count = 0;
        for _ in 0..20_000 {
            let mut text = "x".to_owned();
            for _ in 0..10 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(bits[(seed >> 33) as usize % bits.len()]);
            }
            let text = clean(&text);
            if is_harmless(&text) {
                count += 1;
                assert!(edits(&text).is_empty() && is_closed(&text), "{text:?}");
            }
        }
        assert!(count > 5_000, "{count}");
    }

    #[test]
    fn code_spans_hold_anything() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("a\n\u{202e}b"), "`a b`");
    }

    #[test]
    fn whatever_the_text_it_comes_to_rest_and_closes() {
        let bits = [
            "[",
            "]",
            "(",
            ")",
            "<",
            ">",
            "`",
            "```",
            "\n",
            "\n\n",
            "    ",
            "- ",
            "- [ ] ",
            "1. ",
            "> ",
            "*",
            "_",
            "http://a.b",
            "x",
            "!",
            "|",
            "#",
            "&",
            "\\",
            "~~~",
            "[^1]:",
            "<!--",
            "-->",
            "<br>",
            ": ",
            "---\n",
            "===",
        ];
        let mut seed = 7_u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..12 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(bits[(seed >> 33) as usize % bits.len()]);
            }
            let safe = safe(&text);
            assert!(edits(&safe).is_empty() && is_closed(&safe), "{text:?} -> {safe:?}");
        }
    }
}
