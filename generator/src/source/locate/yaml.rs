//! The events of a YAML text.

use saphyr_parser::{Event as Saphyr, Parser, ScalarStyle, Span};

use super::events::{Event, Kind};

/// The events of a text up to the first that the marking parser does not understand, which is an error.
pub(super) fn events(text: &str) -> impl Iterator<Item = Result<Event<'_>, ()>> {
    let mut offsets = Offsets { text, ascii: text.is_ascii(), chars: 0, bytes: 0 };
    Parser::new_from_str(text).filter_map(move |event| {
        let Ok((event, span)) = event else { return Some(Err(())) };
        let kind = match event {
            Saphyr::Scalar(text, style, ..) => Kind::Scalar { text, plain: style == ScalarStyle::Plain },
            Saphyr::Alias(_) => Kind::Alias,
            Saphyr::SequenceStart(..) => Kind::List,
            Saphyr::MappingStart(..) => Kind::Object,
            Saphyr::SequenceEnd | Saphyr::MappingEnd => Kind::Close,
            _ => return None,
        };
        Some(Ok(Event { kind, span: offsets.bytes(span) }))
    })
}

/// Turns positions in characters into positions in bytes, which is cheap while they only grow.
struct Offsets<'t> {
    text: &'t str,
    ascii: bool,
    chars: usize,
    bytes: usize,
}

impl Offsets<'_> {
    fn bytes(&mut self, span: Span) -> std::ops::Range<usize> {
        let (start, end) = (span.start.index(), span.end.index());
        let start = self.byte(start);
        start..self.byte(end).max(start)
    }

    fn byte(&mut self, char: usize) -> usize {
        if self.ascii {
            return char.min(self.text.len());
        }
        if char < self.chars {
            (self.chars, self.bytes) = (0, 0);
        }
        let rest = self.text.get(self.bytes..).unwrap_or_default();
        let mut passed = rest.chars();
        for c in passed.by_ref().take(char - self.chars) {
            self.bytes += c.len_utf8();
            self.chars += 1;
        }
        self.bytes
    }
}
