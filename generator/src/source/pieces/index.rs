//! Which piece holds what: places are found without reading all of a text again.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde_json::Value;

use super::{END, Piece};
use crate::diag::Pointer;

/// What is known of the pieces of a text that was read in pieces: what one of them says can be found without the others.
#[derive(Debug)]
pub(crate) struct Index {
    pieces: Vec<Indexed>,
    /// The pieces in which the values near the root stand, of which a piece may hold a part.
    holders: BTreeMap<String, Vec<usize>>,
}

/// Where a piece stands in its text, in bytes.
#[derive(Debug)]
pub(in crate::source) struct Indexed {
    /// The lines of the names around it.
    around: Vec<Range<usize>>,
    body: Range<usize>,
}

/// How many tokens the pointers have by which pieces are found: those of schemas have three.
const INDEXED: usize = 3;

impl Index {
    pub(in crate::source) fn new<'t>(trees: impl Iterator<Item = (&'t Piece<'t>, &'t Value)>) -> Self {
        let mut index = Index { pieces: Vec::new(), holders: BTreeMap::new() };
        for (piece, tree) in trees {
            index.hold(&Pointer::default(), tree);
            let lines = piece.around.iter().map(|name| name.start..name.start + name.line.len());
            let body = piece.start..piece.start + piece.body.len();
            index.pieces.push(Indexed { around: lines.collect(), body });
        }
        index
    }

    /// Notes that the piece which is next holds what is at a pointer.
    fn hold(&mut self, at: &Pointer, value: &Value) {
        self.holders.entry(at.0.clone()).or_default().push(self.pieces.len());
        if let Some(members) = value.as_object().filter(|_| at.tokens().count() < INDEXED) {
            for (name, value) in members.iter().filter(|(name, _)| *name != END) {
                self.hold(&at.join(name), value);
            }
        }
    }

    /// The pieces that hold what each pointer points at or, where there is no such thing, what is around it.
    pub(in crate::source) fn holding(&self, pointers: &[&Pointer]) -> impl Iterator<Item = &Indexed> {
        let wanted: BTreeSet<usize> =
            pointers.iter().flat_map(|pointer| self.holders(pointer)).copied().collect();
        wanted.into_iter().filter_map(|index| self.pieces.get(index))
    }

    /// All pieces.
    pub(in crate::source) fn all(&self) -> &[Indexed] {
        &self.pieces
    }

    fn holders(&self, pointer: &Pointer) -> &[usize] {
        let slashes = pointer.0.match_indices('/').map(|(slash, _)| slash);
        let ends = slashes.skip(1).take(INDEXED).chain([pointer.0.len()]);
        let ends: Vec<usize> = [0].into_iter().chain(ends).take(INDEXED + 1).collect();
        let holders = ends.iter().rev().find_map(|end| {
            let holders = self.holders.get(pointer.0.get(..*end)?)?;
            // What is not looked for below begins in the first.
            let below = ends.get(INDEXED) == Some(end) && *end < pointer.0.len();
            Some(if below { holders.as_slice() } else { holders.get(..1).unwrap_or_default() })
        });
        holders.unwrap_or_default()
    }
}

impl Indexed {
    /// The piece as a text of its own.
    pub(in crate::source) fn text(&self, text: &str) -> String {
        self.around.iter().chain([&self.body]).filter_map(|range| text.get(range.clone())).collect()
    }

    /// Where in the whole text a byte of the piece's text stands.
    pub(in crate::source) fn place(&self, byte: usize) -> usize {
        let mut before = 0;
        for line in &self.around {
            if byte < before + line.len() {
                return line.start + byte - before;
            }
            before += line.len();
        }
        self.body.start + byte - before
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::document;
    use crate::diag::Pointer;
    use crate::source::load::load;
    use crate::source::locate::{find, oddly_written};
    use crate::source::text::Format;
    use serde_json::Value;

    /// All that a tree holds, a name that it lacks beside each member, and an element that it lacks in each list.
    fn pointers(at: &Pointer, value: &Value, into: &mut Vec<Pointer>) {
        into.push(at.clone());
        match value {
            Value::Object(members) => {
                into.push(at.join("absent").join("below"));
                members.iter().for_each(|(name, value)| pointers(&at.join(name), value, into));
            }
            Value::Array(elements) => {
                into.push(at.join("99"));
                elements.iter().enumerate().for_each(|(index, value)| {
                    pointers(&at.join(&index.to_string()), value, into);
                });
            }
            _ => {}
        }
    }

    #[test]
    fn places_are_where_they_are_in_the_whole() {
        let large: String =
            (0..4_000).map(|index| format!("        p{index}: {{ default: 0x{index:x} }}\n")).collect();
        let strange = format!("    Lärge:\n      'properties':\n{large}      required: [p1, 'p2']\n");
        let text = document(&strange);
        let loaded = load(&text).expect("a document");
        let index = loaded.pieces.as_ref().expect("in pieces");
        assert!(index.all().len() > 5, "{}", index.all().len());
        let mut all = Vec::new();
        pointers(&Pointer::default(), &loaded.tree, &mut all);
        let pointers: Vec<&Pointer> = all.iter().collect();
        let expected = find(&text, Format::Yaml, None, &pointers);
        let together = find(&text, Format::Yaml, Some(index), &pointers);
        for (at, (pointer, expected)) in pointers.into_iter().zip(expected).enumerate() {
            let alone = match at % 1_000 {
                0 => find(&text, Format::Yaml, Some(index), &[pointer]).pop().flatten(),
                _ => None,
            };
            let expected = expected.expect("found");
            for found in alone.into_iter().chain(together[at].clone()) {
                assert_eq!((found.exact, &found.key), (expected.exact, &expected.key), "{pointer}");
                if expected.value.plain {
                    assert_eq!(found.value, expected.value, "{pointer}");
                } else if expected.value.scalar || expected.key.is_none() {
                    // A block ends where the next line begins, which may be in the next piece.
                    assert_eq!(found.value.span.start, expected.value.span.start, "{pointer}");
                }
            }
            assert!(together[at].is_some(), "{pointer}");
        }
        let odd = oddly_written(&text, Format::Yaml, Some(index));
        assert_eq!(odd, oddly_written(&text, Format::Yaml, None));
        assert!(odd.len() > 3_000, "{}", odd.len());
    }
}
