//! Text before and beside its parsing: its format, places in it, and what a parser should not be shown.

use saphyr_parser::{Event, Parser};

use super::load::{Failure, Reason};

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Yaml,
    Json,
}

/// A position in a text: the number of bytes before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark(pub(crate) usize);

impl Mark {
    /// From a line and a column in characters, both counted from one.
    pub(crate) fn char_column(text: &str, line: usize, column: usize) -> Mark {
        let start = line_start(text, line);
        let rest = text.get(start..).unwrap_or_default();
        let offset =
            rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(offset, _)| offset);
        Mark(start + offset)
    }

    /// From a line and a column in bytes, both counted from one.
    pub(crate) fn byte_column(text: &str, line: usize, column: usize) -> Mark {
        let mut mark = (line_start(text, line) + column.saturating_sub(1)).min(text.len());
        while !text.is_char_boundary(mark) {
            mark -= 1;
        }
        Mark(mark)
    }
}

/// Where a line starts, counted from one.
fn line_start(text: &str, line: usize) -> usize {
    match line {
        0 | 1 => 0,
        _ => text.match_indices('\n').nth(line - 2).map_or(text.len(), |(newline, _)| newline + 1),
    }
}

/// The place in a message of the YAML reader, which has no other way to say it: a number of bytes.
pub(crate) fn position_in(message: &str) -> Option<Mark> {
    let (_, position) = message.rsplit_once(" at position ")?;
    position.parse().ok().map(Mark)
}

/// A parser's message without the places in it, which are shown otherwise.
pub(crate) fn without_place(message: &str) -> String {
    let mut kept = String::new();
    let mut rest = message.rsplit_once(" at position ").map_or(message, |(before, _)| before);
    while let Some((before, after)) = rest.split_once(" at line ") {
        kept.push_str(before);
        let after = after.trim_start_matches(|c: char| c.is_ascii_digit());
        let after = after.strip_prefix(" column ").unwrap_or(after);
        rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    kept.push_str(rest);
    kept
}

/// Where the thing begins that a message of libyaml says was being parsed: `..., while parsing a flow mapping at line 2
/// column 5`.
pub(crate) fn context_in(text: &str, message: &str) -> Option<Mark> {
    let (_, context) = message.split_once(", while ")?;
    let (_, place) = context.split_once(" at line ")?;
    let mut numbers = place.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok());
    Some(Mark::char_column(text, numbers.next()?, numbers.next()?))
}

/// Whether YAML 1.2's core schema reads an unquoted name as something else than text, and not as a status code either.
pub(crate) fn reads_as_other_than_text(name: &str) -> bool {
    match name.as_bytes() {
        b"" | b"~" => true,
        [b'n' | b'N' | b't' | b'T' | b'f' | b'F', ..] => {
            let word = name.to_ascii_lowercase();
            matches!(word.as_str(), "null" | "true" | "false")
        }
        [b'0'..=b'9' | b'.' | b'+' | b'-', rest @ ..] => {
            let digits = rest.iter().all(u8::is_ascii_digit) && name.as_bytes()[0].is_ascii_digit();
            !digits && name.parse::<f64>().is_ok_and(f64::is_finite)
        }
        _ => false,
    }
}

/// Refuses brackets nested deeper than any document may be, before the YAML parser sees them: the time it takes grows
/// with their depth times the rest of the text.
pub(crate) fn check_flow_depth(text: &str, limit: usize) -> Result<(), Failure> {
    if naive_depth(text) <= limit {
        return Ok(());
    }
    // Brackets in strings and comments were counted as well. Another parser knows better, and has a limit of its own.
    let mut depth = 0_usize;
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) if error.info().contains("recursion limit") => {
                return Err(too_deep_at(text, error.marker().index(), limit));
            }
            // What that parser rejects, the other may take. It never gets past a thousand brackets either way.
            Err(_) if naive_depth(text) < 1000 => return Ok(()),
            Err(error) => return Err(too_deep_at(text, error.marker().index(), limit)),
        };
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => depth += 1,
            Event::SequenceEnd | Event::MappingEnd => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > limit {
            return Err(too_deep_at(text, span.start.index(), limit));
        }
    }
    Ok(())
}

/// What to say about a text that nests too deep.
pub(crate) fn too_deep(limit: usize) -> String {
    format!("nested more than {limit} levels deep")
}

fn too_deep_at(text: &str, chars: usize, limit: usize) -> Failure {
    let mark = text.char_indices().nth(chars).map_or(text.len(), |(byte, _)| byte);
    let message = too_deep(limit);
    Failure { reason: Reason::TooDeep, mark: Some(Mark(mark)), opened: None, pointer: None, message }
}

/// How deep the brackets of a text nest if none of them stands in a string.
fn naive_depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Where the second document of a YAML stream starts.
pub(crate) fn second_document(text: &str) -> Option<Mark> {
    let mut starts = Parser::new_from_str(text)
        .map_while(Result::ok)
        .filter_map(|(event, span)| matches!(event, Event::DocumentStart(_)).then(|| span.start.index()));
    let chars = starts.nth(1)?;
    Some(Mark(text.char_indices().nth(chars).map_or(text.len(), |(byte, _)| byte)))
}
