//! Paragraphs filled to the width of the code. Documents break lines where their authors' editors did; Markdown reads a
//! paragraph the same wherever its lines break, so short lines are joined. Whatever is no plain paragraph stays as it is: lists,
//! tables, code, quotes, headings and breaks that are meant.

use super::markdown::options;
use pulldown_cmark::{Event, Parser};

/// How long a line of a paragraph may become: that of the code, without the comment's mark inside of an item.
pub const WIDTH: usize = super::print::WIDTH - "    /// ".len();

/// The text with its paragraphs filled, where that takes fewer lines and reads the same.
pub fn fill(text: &str) -> String {
    if !text.contains('\n') {
        return text.to_owned();
    }
    let mut out: Vec<String> = Vec::new();
    let mut paragraph: Vec<&str> = Vec::new();
    let mut fence: Option<&str> = None;
    for line in text.lines() {
        let mark = mark(line);
        match fence {
            Some(open) => {
                out.push(line.to_owned());
                let closes = mark.starts_with(open) && line.trim() == mark;
                fence = Some(open).filter(|_| !closes);
            }
            None if line.is_empty() || !mark.is_empty() => {
                out.extend(filled(&std::mem::take(&mut paragraph)));
                out.push(line.to_owned());
                fence = Some(mark).filter(|mark| !mark.is_empty());
            }
            None => paragraph.push(line),
        }
    }
    out.extend(filled(&paragraph));
    let filled = out.join("\n");
    if filled != text && read(&filled) == read(text) { filled } else { text.to_owned() }
}

/// The run of characters that opens or closes a block of code on this line; empty where none does.
fn mark(line: &str) -> &str {
    let line = line.trim_start();
    let run = |mark: char| {
        let length = line.len() - line.trim_start_matches(mark).len();
        line.get(..length).filter(|run| run.len() >= 3)
    };
    run('`').or_else(|| run('~')).unwrap_or_default()
}

/// The lines of a paragraph, fewer where there may be fewer.
fn filled(lines: &[&str]) -> Vec<String> {
    let kept = || lines.iter().map(|line| (*line).to_owned()).collect();
    let is_plain = |line: &&str| {
        begins(line.split(' ').next().unwrap_or_default())
            && !line.ends_with('\\')
            && !line.contains("  ")
            && !line.contains('|')
    };
    if lines.len() < 2 || !lines.iter().all(is_plain) {
        return kept();
    }
    let mut out: Vec<String> = Vec::new();
    let mut line = String::new();
    // Widths are in characters; no line is worth counting twice.
    let mut width = 0;
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
    let mut before = "";
    for own in lines {
        let is_meant = !before.is_empty() && is_meant(before, own, longest);
        for (index, word) in own.split(' ').enumerate() {
            let wide = word.chars().count();
            let breaks = width + 1 + wide > WIDTH && begins(word);
            if width > 0 && (breaks || is_meant && index == 0) {
                out.push(std::mem::take(&mut line));
                width = 0;
            }
            if width > 0 {
                line.push(' ');
                width += 1;
            }
            line.push_str(word);
            width += wide;
        }
        before = own;
    }
    out.push(line);
    if out.len() < lines.len() { out } else { kept() }
}

/// Whether a line ends where a thought does, though not its sentence: more would have fit, and the next begins in upper case.
fn is_meant(line: &str, next: &str, longest: usize) -> bool {
    let word = next.split(' ').next().unwrap_or_default();
    let had_room = line.chars().count() + 1 + word.chars().count() <= longest;
    let is_open = !line.ends_with(['.', '!', '?', ',', ';', ':']);
    had_room && is_open && next.starts_with(char::is_uppercase)
}

/// Whether a line may begin with this word without being something else than a line of a paragraph.
fn begins(word: &str) -> bool {
    let numbers = word.trim_end_matches(['.', ')']);
    let is_number = numbers.len() < word.len() && numbers.chars().all(|c| c.is_ascii_digit());
    let starts = |c: char| c.is_alphanumeric() || "([\"'`<\\$*_&\u{201c}\u{2018}".contains(c);
    word.starts_with(starts) && word.contains(char::is_alphanumeric) && !is_number && !word.ends_with("]:")
}

/// What a reader sees of a text, the breaks inside of paragraphs aside.
fn read(text: &str) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    let mut in_text = false;
    for event in Parser::new_ext(text, options()) {
        let (said, is_text) = match event {
            Event::Text(text) => (text.into_string(), true),
            Event::SoftBreak => (" ".to_owned(), true),
            other => (format!("{other:?}"), false),
        };
        match seen.last_mut() {
            Some(last) if in_text && is_text => last.push_str(&said),
            _ => seen.push(said),
        }
        in_text = is_text;
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lines_of_a_paragraph_are_joined() {
        let text = "Developer-provided instructions that the model should follow, regardless of\nmessages sent by the \
                    user.\n\nWith newer\nmodels, `developer` ones.";
        assert_eq!(
            fill(text),
            "Developer-provided instructions that the model should follow, regardless of messages sent by the \
             user.\n\nWith newer models, `developer` ones."
        );
    }

    #[test]
    fn whatever_is_no_plain_paragraph_stays() {
        for text in [
            "one line",
            "- one\n- two",
            "Title\n=====",
            "| a | b |\n|---|---|\n| 1 | 2 |",
            "a | b\n--- | ---\n1 | 2",
            "```text\nshort\nlines\n```",
            "~~~text\nshort\n\n~~~~~text\nlines\n~~~",
            "> one\n> two",
            "meant\\\nto break",
            "1. one\n2. two",
            "[a]: https://example.com\n[b]: https://example.com",
            "`a  b`\nand `c`",
            "The price\nIn cents\nWhere there is none, that of the product",
        ] {
            assert_eq!(fill(text), text);
        }
    }

    #[test]
    fn no_line_begins_with_what_would_be_a_list() {
        let text = format!("{} 12.\nand - more\n# of 1) them", "word ".repeat(20).trim_end());
        assert_eq!(read(&fill(&text)), read(&text));
        let text = format!("{}\n12. and", "word ".repeat(20).trim_end());
        assert_eq!(fill(&text), text);
        let text = format!("{}\nin - 12. and", "word ".repeat(20).trim_end());
        assert!(fill(&text).lines().all(|line| !line.starts_with(['-', '1'])), "{}", fill(&text));
    }

    #[test]
    fn it_reads_the_same_whatever_the_text() {
        let bits = [
            "word", "word", "word", " ", " ", " ", "\n", "\n", "\n\n", "-", "*", "1.", "#", ">", "`", "```",
            "~~~", "|", "[a]", "]:", "(b)", "\\", "<br>", "_", "**", "=", "  ",
        ];
        let mut seed = 11_u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..30 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(bits[(seed >> 33) as usize % bits.len()]);
            }
            let text = crate::emit::markdown::safe(&text);
            let filled = fill(&text);
            assert_eq!(read(&filled), read(&text), "{text:?}");
            assert!(filled.lines().count() <= text.lines().count());
        }
    }
}
