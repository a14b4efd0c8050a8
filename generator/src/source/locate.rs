//! From a pointer to a place in the text, when something has to be printed.
//!
//! The tree carries no places. They are found by reading the text once more, with parsers that say where everything
//! stands: one pass per file, for all pointers at once. What cannot be found (because it was converted, merged or made
//! up) is shown at the nearest thing around it that can.

mod events;
mod failing;
mod json;
mod yaml;

use std::collections::BTreeMap;
use std::ops::Range;

use super::pieces::Index;
use super::text::Format;
use crate::diag::Pointer;
use crate::parallel;
pub(crate) use events::Piece;
use events::{Event, Kind, Token, Visitor, walk};

/// Where something stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    /// The name before it, if it is a member of an object.
    pub(crate) key: Option<Piece>,
    /// The value: all of a scalar, the start of anything else.
    pub(crate) value: Piece,
    /// Where the same name stands once more.
    pub(crate) again: Option<Range<usize>>,
    /// Whether this is what the pointer points at, rather than something around it.
    pub(crate) exact: bool,
}

/// Finds what each pointer points at, or what is nearest around it: in the pieces that hold it, where those are known.
pub(crate) fn find(
    text: &str,
    format: Format,
    pieces: Option<&Index>,
    pointers: &[&Pointer],
) -> Vec<Option<Found>> {
    let in_pieces = pieces.and_then(|pieces| find_in_pieces(text, pieces, pointers));
    in_pieces.unwrap_or_else(|| search(text, format, pointers, false))
}

/// The same, and where names stand a second time: reads the text to its end.
pub(crate) fn find_all(text: &str, format: Format, pointers: &[&Pointer]) -> Vec<Option<Found>> {
    search(text, format, pointers, true)
}

fn search(text: &str, format: Format, pointers: &[&Pointer], to_the_end: bool) -> Vec<Option<Found>> {
    let mut search = Search::new(pointers, to_the_end);
    match format {
        Format::Json => walk(json::events(text), &mut search),
        Format::Yaml => {
            let mut whole = true;
            walk(yaml::events(text).map_while(|event| event.map_err(|()| whole = false).ok()), &mut search);
            if !whole {
                search.ask_the_loader(text, pointers);
            }
        }
    }
    pointers.iter().map(|pointer| search.nearest(pointer)).collect()
}

/// `None` if there is a piece that the marking parser does not understand.
fn find_in_pieces(text: &str, pieces: &Index, pointers: &[&Pointer]) -> Option<Vec<Option<Found>>> {
    let mut search = Search { in_pieces: true, ..Search::new(pointers, false) };
    for piece in pieces.holding(pointers) {
        if search.done() {
            break;
        }
        let mut understood = true;
        let own = piece.text(text);
        let events = yaml::events(&own).map_while(|event| event.map_err(|()| understood = false).ok());
        let place = |span: Range<usize>| piece.place(span.start)..piece.place(span.end);
        walk(events.map(|event| Event { span: place(event.span), ..event }), &mut search);
        if !understood {
            return None;
        }
    }
    Some(pointers.iter().map(|pointer| search.nearest(pointer)).collect())
}

/// The scalars that do not print as they are written: `1.10`, `0x1F`, `True`.
pub(crate) fn oddly_written(text: &str, format: Format, pieces: Option<&Index>) -> BTreeMap<Pointer, String> {
    let of = |text: &str| {
        let mut odd = OddlyWritten::default();
        match format {
            Format::Json => walk(json::events(text), &mut odd),
            Format::Yaml => walk(yaml::events(text).map_while(Result::ok), &mut odd),
        }
        odd.found
    };
    match pieces {
        Some(pieces) => {
            parallel::map(pieces.all(), 1, |piece| of(&piece.text(text))).into_iter().flatten().collect()
        }
        None => of(text),
    }
}

/// The pointers to find, as a tree of tokens.
struct Search {
    nodes: Vec<Node>,
    /// How many places have not been found.
    missing: usize,
    to_the_end: bool,
    /// Whether no name stands twice, but the names around a piece stand before each.
    in_pieces: bool,
}

#[derive(Default)]
struct Node {
    below: BTreeMap<String, usize>,
    wanted: bool,
    found: Option<Found>,
}

const ROOT: usize = 0;

impl Search {
    fn new(pointers: &[&Pointer], to_the_end: bool) -> Search {
        let mut search = Search { nodes: vec![Node::default()], missing: 0, to_the_end, in_pieces: false };
        for pointer in pointers {
            let mut at = ROOT;
            for token in pointer.tokens() {
                let next = search.nodes.len();
                let Some(node) = search.nodes.get_mut(at) else { continue };
                at = *node.below.entry(token.into_owned()).or_insert(next);
                if at == next {
                    search.nodes.push(Node::default());
                }
            }
            if let Some(node) = search.nodes.get_mut(at)
                && !std::mem::replace(&mut node.wanted, true)
            {
                search.missing += 1;
            }
        }
        search
    }

    /// The nodes on the way to a pointer, from the root.
    fn way(&self, pointer: &Pointer) -> Vec<&Node> {
        let mut way: Vec<&Node> = self.nodes.first().into_iter().collect();
        for token in pointer.tokens() {
            let next = way.last().and_then(|node| node.below.get(token.as_ref()));
            way.extend(next.and_then(|next| self.nodes.get(*next)));
        }
        way
    }

    fn nearest(&self, pointer: &Pointer) -> Option<Found> {
        let way = self.way(pointer);
        let exact = way.last().is_some_and(|node| node.found.is_some());
        let found = way.iter().rev().find_map(|node| node.found.clone())?;
        Some(Found { exact, ..found })
    }

    /// Asks the parser that loaded the text for what is missing: for a few, because it takes a pass for each.
    fn ask_the_loader(&mut self, text: &str, pointers: &[&Pointer]) {
        const FEW: usize = 20;
        let missing = |search: &Search, pointer: &Pointer| {
            search.way(pointer).last().is_some_and(|node| node.found.is_none())
        };
        for pointer in pointers.iter().filter(|pointer| missing(self, pointer)).take(FEW).collect::<Vec<_>>()
        {
            let path: Vec<String> = pointer.tokens().map(|token| token.into_owned()).collect();
            let Some(start) = failing::find(text, &path) else { continue };
            let value = Piece { span: start..start, plain: false, scalar: true };
            let mut at = ROOT;
            for token in &path {
                at = self.nodes.get(at).and_then(|node| node.below.get(token)).copied().unwrap_or(at);
            }
            if let Some(node) = self.nodes.get_mut(at) {
                node.found = Some(Found { key: None, value, again: None, exact: true });
            }
        }
    }
}

impl Visitor for Search {
    type State = usize;

    fn value(
        &mut self,
        parent: Option<&usize>,
        token: Token<'_>,
        key: Option<&Piece>,
        event: &Event<'_>,
    ) -> Option<usize> {
        let at = match (parent, token) {
            (Some(parent), Token::Key(name)) => *self.nodes.get(*parent)?.below.get(name)?,
            (Some(parent), Token::Index(index)) => *self.nodes.get(*parent)?.below.get(&index.to_string())?,
            _ => ROOT,
        };
        let node = self.nodes.get_mut(at)?;
        match &mut node.found {
            Some(_) if self.in_pieces => (!node.below.is_empty()).then_some(at),
            // The first of two members of one name is the one that was loaded.
            Some(first) => {
                first.again = key.map(|key| key.span.clone());
                None
            }
            None => {
                node.found =
                    Some(Found { key: key.cloned(), value: Piece::of(event), again: None, exact: true });
                self.missing -= usize::from(node.wanted);
                (!node.below.is_empty()).then_some(at)
            }
        }
    }

    fn done(&self) -> bool {
        self.missing == 0 && !self.to_the_end
    }
}

/// Collects the scalars that do not print as they are written.
#[derive(Default)]
struct OddlyWritten {
    found: BTreeMap<Pointer, String>,
}

impl Visitor for OddlyWritten {
    type State = Pointer;

    fn value(
        &mut self,
        parent: Option<&Pointer>,
        token: Token<'_>,
        _key: Option<&Piece>,
        event: &Event<'_>,
    ) -> Option<Pointer> {
        let here = || match (parent, token) {
            (Some(parent), Token::Key(name)) => parent.join(name),
            (Some(parent), Token::Index(index)) => parent.join(&index.to_string()),
            _ => Pointer::default(),
        };
        match &event.kind {
            Kind::Scalar { text, plain: true } if prints_otherwise(text) => {
                self.found.entry(here()).or_insert_with(|| text.to_string());
                None
            }
            Kind::List | Kind::Object => Some(here()),
            _ => None,
        }
    }
}

/// Whether an unquoted scalar is a number or a boolean that prints otherwise than it is written.
fn prints_otherwise(text: &str) -> bool {
    match text {
        "True" | "TRUE" | "False" | "FALSE" => true,
        _ if text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) => {
            let integer = text.parse::<i128>().is_ok_and(|integer| integer.to_string() == text);
            let float = text.parse::<f64>().ok().and_then(serde_json::Number::from_f64);
            !integer && float.is_none_or(|float| float.to_string() != text)
        }
        _ => false,
    }
}
