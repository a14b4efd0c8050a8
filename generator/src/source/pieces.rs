//! A long YAML text in pieces that are read side by side.
//!
//! The reader of YAML keeps all that it has seen of a text until the first value is made of it, which is many times the
//! text's size, and reads with one processor. Long documents are nearly all of mappings in mappings (`components`,
//! `schemas`, ..), so that a text can be cut before the line of a name: with the lines of the names around it in front,
//! each piece is a text of its own that holds a part of the same tree.
//!
//! Whether a line that looks like a name is one, only the reader can tell: it may stand in quotes. So it is asked. Behind
//! each piece, where the next begins, stands a name that is put there to be looked for, and one for each name around, as
//! far indented. What the reader makes of a text up to some line depends on nothing behind it: where it puts those names
//! is where it would have put what follows. If that is anywhere but where the next piece has it, or if anything else is
//! amiss, nothing comes of it, and the text is to be read as a whole.

mod index;

use serde_json::{Map, Value};

use super::text;
pub(crate) use index::Index;

/// In bytes: what is shorter is not worth a cut.
const LEAST: usize = 64 << 10;

/// The name that is looked for. Should a document have it, then it is there twice, which is amiss.
const END: &str = "end-of-this-piece";

/// A part of a text that starts with the line of a name.
#[derive(Debug)]
pub(super) struct Piece<'t> {
    /// The names around it, from the outside in.
    around: Vec<Name<'t>>,
    body: &'t str,
    /// Where the body begins, in bytes.
    start: usize,
    /// How far the names around the next piece are indented, and the name it begins with; empty for the last piece.
    end: Vec<usize>,
}

/// The line of a name with nothing behind it.
#[derive(Clone, Copy, Debug)]
struct Name<'t> {
    line: &'t str,
    /// Where the line begins, in bytes.
    start: usize,
    indent: usize,
    name: &'t str,
}

impl Piece<'_> {
    /// The piece as a text of its own.
    pub(super) fn text(&self) -> String {
        let mut text: String = self.around.iter().map(|name| name.line).collect();
        text.push_str(self.body);
        for indent in self.end.iter().rev() {
            text.push_str(&format!("{:indent$}{END}: 0\n", ""));
        }
        text
    }
}

/// Cuts a text; gives none or one piece where that is not worth it.
pub(super) fn cut(text: &str) -> Vec<Piece<'_>> {
    // Lines that end otherwise are not seen here.
    let lone = || text.match_indices('\r').any(|(at, _)| text.as_bytes().get(at + 1) != Some(&b'\n'));
    // One after the other, each is looked for by its bytes.
    let strange = || ['\u{85}', '\u{2028}', '\u{2029}'].into_iter().any(|end| text.contains(end));
    if text.len() < 2 * LEAST || lone() || !text.is_ascii() && strange() {
        return Vec::new();
    }
    let (mut cutter, mut start, mut cut) = (Cutter::default(), 0, 0);
    let mut pieces = Vec::new();
    let mut around = Vec::new();
    for line in text.split_inclusive('\n') {
        match cutter.line(line, start) {
            Line::Within => {}
            Line::Name(indent) if start - cut >= LEAST => {
                let names = cutter.around();
                let end = names.iter().map(|name| name.indent).chain([indent]).collect();
                let around = std::mem::replace(&mut around, names);
                let body = text.get(cut..start).unwrap_or_default();
                pieces.push(Piece { around, body, start: cut, end });
                cut = start;
            }
            Line::Name(_) => {}
            Line::Beyond => return Vec::new(),
        }
        start += line.len();
    }
    let body = text.get(cut..).unwrap_or_default();
    pieces.push(Piece { around, body, start: cut, end: Vec::new() });
    pieces
}

/// What a line looks like.
enum Line {
    /// A piece may begin with it: a name, in nothing but names, so far indented.
    Name(usize),
    /// No piece may begin with it.
    Within,
    /// The text should not be cut.
    Beyond,
}

/// A line with others below it.
struct Open<'t> {
    indent: usize,
    /// If it is a name and nothing else, and so is all around it.
    name: Option<Name<'t>>,
    /// Whether anything stands below it yet.
    is_parent: bool,
}

/// The lines around the one that is looked at, as far as indentation tells.
#[derive(Default)]
struct Cutter<'t> {
    open: Vec<Open<'t>>,
    has_begun: bool,
}

impl<'t> Cutter<'t> {
    fn line(&mut self, line: &'t str, start: usize) -> Line {
        let indent = line.bytes().take_while(|byte| *byte == b' ').count();
        let bytes = line.as_bytes().get(indent..).unwrap_or_default();
        match bytes {
            [] | [b'#' | b'\n', ..] | [b'\r', b'\n', ..] => return Line::Within,
            // A directive, or where a document begins or ends.
            [b'%', ..] if indent == 0 => return Line::Beyond,
            [b'-', b'-', b'-', ..] | [b'.', b'.', b'.', ..] if indent == 0 => {
                let begins = !self.has_begun && line.trim_end() == "---";
                return if begins { Line::Within } else { Line::Beyond };
            }
            _ => {}
        }
        while self.open.pop_if(|open| open.indent >= indent).is_some() {}
        let (follows, in_names) = match self.open.last_mut() {
            Some(parent) => (std::mem::replace(&mut parent.is_parent, true), parent.name.is_some()),
            None => (std::mem::replace(&mut self.has_begun, true), true),
        };
        if !in_names {
            // Nothing below can be of interest before a line that is less indented.
            return Line::Within;
        }
        let name = name(line).map(|name| Name { line, start, indent, name });
        self.open.push(Open { indent, name, is_parent: false });
        let begins =
            bytes.first().is_some_and(|byte| byte.is_ascii_alphanumeric() || b"/_$'\"".contains(byte));
        if follows && begins { Line::Name(indent) } else { Line::Within }
    }

    /// The names around the line that was looked at last.
    fn around(&self) -> Vec<Name<'t>> {
        let around = self.open.len().saturating_sub(1);
        self.open.iter().take(around).filter_map(|open| open.name).collect()
    }
}

/// The name in a line that has nothing else; only names that are the same however they are read.
fn name(line: &str) -> Option<&str> {
    let line = line.strip_suffix('\n')?;
    let name = line.strip_suffix('\r').unwrap_or(line).strip_suffix(':')?.trim_start_matches(' ');
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || "/_".contains(c));
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/_-.{}$".contains(&byte);
    (starts && name.bytes().all(plain) && !text::reads_as_other_than_text(name)).then_some(name)
}

/// Makes one tree of the trees of all pieces; `None` if they do not fit.
pub(super) fn join<'t>(trees: impl IntoIterator<Item = (&'t Piece<'t>, Value)>) -> Option<Value> {
    let mut whole: Option<Map<String, Value>> = None;
    for (piece, tree) in trees {
        let Value::Object(members) = tree else { return None };
        let into = match &mut whole {
            Some(into) => {
                add(into, members, &piece.around)?;
                into
            }
            None => whole.insert(members),
        };
        if let Some(depth) = piece.end.len().checked_sub(1) {
            close(into, depth)?;
        }
    }
    whole.map(Value::Object)
}

/// Adds the members of a piece to those that were read before it.
fn add(into: &mut Map<String, Value>, from: Map<String, Value>, around: &[Name<'_>]) -> Option<()> {
    let mut from = from.into_iter();
    if let Some((name, inner)) = around.split_first() {
        let (last, below) = into.iter_mut().next_back()?;
        let (first, Value::Object(members)) = from.next()? else { return None };
        if *last != name.name || first != name.name {
            return None;
        }
        add(below.as_object_mut()?, members, inner)?;
    }
    for (name, value) in from {
        if into.insert(name, value).is_some() {
            return None;
        }
    }
    Some(())
}

/// Takes away the names that were put behind a piece, if that is where they are.
fn close(members: &mut Map<String, Value>, depth: usize) -> Option<()> {
    let (name, _) = members.iter().next_back()?;
    if name != END {
        return None;
    }
    members.remove(END)?;
    match depth.checked_sub(1) {
        Some(inner) => close(members.iter_mut().next_back()?.1.as_object_mut()?, inner),
        None => Some(()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::load::{side_by_side, whole};
    use super::*;

    /// A document that is long enough for several pieces, with something strange in the middle of its schemas.
    pub(super) fn document(strange: &str) -> String {
        let path = |index: usize| format!("  /things/{index}:\n    get:\n      description: Thing {index}\n");
        let schema = |index: usize| {
            format!("    Thing{index}:\n      type: object\n      title: >-\n        A\n        Thing\n")
        };
        let (paths, first) =
            ((0..4_000).map(path).collect::<String>(), (0..2_000).map(schema).collect::<String>());
        let second: String = (2_000..4_000).map(schema).collect();
        format!(
            "openapi: 3.1.0\n\n# A comment.\npaths:\n{paths}components:\n  schemas:\n{first}{strange}{second}tags: []\n"
        )
    }

    #[test]
    fn pieces_are_the_whole() {
        for end in ["\n", "\r\n"] {
            let text = document("").replace('\n', end);
            assert!(cut(&text).len() > 5, "{}", cut(&text).len());
            let read = side_by_side(&text).expect("in pieces");
            assert_eq!(read.tree, whole(&text).expect("read").tree);
            let names = |tree: &Value| serde_json::to_string(tree).expect("JSON");
            assert_eq!(names(&read.tree), names(&whole(&text).expect("read").tree), "the order of names");
        }
    }

    /// With each of these somewhere in it, a text is read in pieces to the same effect as a whole, or not at all.
    #[test]
    fn what_is_strange_is_read_as_a_whole() {
        let filler = |lines: usize, line: &str| line.repeat(lines);
        let long = filler(8_000, "      a word\n");
        let names = filler(8_000, "    name:\n");
        let inside = filler(8_000, "  schemas:\n    Thing1:\n      type: string\n");
        let strange = [
            format!("    Text:\n      description: |\n{long}"),
            format!("    Text:\n      description: \"\n{long}\"\n"),
            format!("    Text:\n      description: '\n{names}'\n"),
            format!("    Text:\n      description: '\ncomponents:\n{inside}'\n"),
            // Names in quotes are less indented than those that are read.
            format!("    Text:\n      description: \"\ncomponents:\n schemas:\n  Text: \"\n{}", filler(8_000, "    More: a\n")),
            format!("    Flow: {{\n{}    }}\n", filler(8_000, "    name: a,\n")),
            "    Thing1:\n      type: string\n".to_owned(),
            "    Anchored: &anchor\n      type: string\n    Alias: *anchor\n".to_owned(),
            "    Merged:\n      <<: {type: string}\n".to_owned(),
            "    <<: {Thing1: {}, Other: {}}\n".to_owned(),
            "   Less:\n      type: string\n".to_owned(),
            "     More:\n      type: string\n".to_owned(),
            "---\n".to_owned(),
            "...\n".to_owned(),
            "    ? complex\n    : type: string\n".to_owned(),
            "    Tab:\n\ttype: string\n".to_owned(),
            "    Return:\r      type: string\n".to_owned(),
            format!("    {END}: 0\n"),
            "    null:\n      type: string\n    1.50:\n      type: string\n    \"Quoted\":\n      type: string\n".to_owned(),
            "    Tagged: !tag\n      type: string\n".to_owned(),
        ];
        let mut in_pieces = 0;
        for strange in strange {
            let text = document(&strange);
            let Some(read) = side_by_side(&text) else { continue };
            let start: String = strange.chars().take(60).collect();
            let whole = whole(&text).unwrap_or_else(|error| panic!("{start}: {error:?}"));
            assert_eq!(read.tree, whole.tree, "{start}");
            assert_eq!(read.notes, whole.notes, "{start}");
            in_pieces += 1;
        }
        assert!(in_pieces > 2, "{in_pieces}");
    }

    #[test]
    fn a_name_in_quotes_is_not_taken_for_one() {
        let lines: String = (0..20_000).map(|index| format!("  d{index}: 1\n")).collect();
        // The names in quotes stand as those outside do, one of them less indented.
        let text = format!("a:\n  b:\n    k: \"\na:\n b:\n  k: \"\n{lines}");
        let expected = whole(&text).expect("read").tree;
        assert_eq!(expected.pointer("/a/d0"), Some(&Value::from(1)));
        assert!(cut(&text).len() > 1);
        assert!(side_by_side(&text).is_none());
    }
}
