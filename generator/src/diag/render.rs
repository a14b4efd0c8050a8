//! Diagnostics for people, in the look of the compiler's.
//!
//! What is shown is handed over; nothing is read here.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Severity};

/// A diagnostic and the text it is about.
#[derive(Clone, Debug)]
pub struct Shown<'a> {
    /// What is wrong.
    pub diagnostic: &'a Diagnostic,
    /// Where; `None` if it is about no place in a file.
    pub excerpt: Option<Excerpt<'a>>,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt<'a> {
    /// What the user calls the file.
    pub file: &'a str,
    /// All of the file's text.
    pub text: &'a str,
    /// The bytes of the text that are meant, within one line.
    pub span: Range<usize>,
    /// The line it is in, counted from one.
    pub line: usize,
    /// The column it starts at, in characters, counted from one.
    pub column: usize,
}

/// Whether to colour the output for a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Text alone.
    Never,
    /// With ANSI escape sequences.
    Always,
}

/// How many diagnostics are shown: nobody reads more, and a document may have a million.
const MOST: usize = 1000;

/// Renders diagnostics, sorted by place, each ended by an empty line.
pub fn render(shown: &[Shown<'_>], colour: Colour) -> String {
    let renderer = match colour {
        Colour::Never => Renderer::plain(),
        Colour::Always => Renderer::styled(),
    };
    let mut out = String::new();
    for shown in sorted(shown) {
        out.push_str(&renderer.render(&groups(shown)));
        out.push_str("\n\n");
    }
    if let Some(more) = shown.len().checked_sub(MOST).filter(|more| *more > 0) {
        out.push_str(&format!("... and {more} more\n\n"));
    }
    out
}

/// The diagnostics in the order of their places; of very many the first thousand, errors before warnings.
pub(crate) fn sorted<'s, 'a>(shown: &'s [Shown<'a>]) -> Vec<&'s Shown<'a>> {
    let mut sorted: Vec<&Shown<'_>> = shown.iter().collect();
    // If not all can be shown, then the errors.
    sorted.sort_by_key(|shown| Reverse(shown.diagnostic.severity));
    sorted.truncate(MOST);
    // What has no place comes first; the sort is stable, so that one place keeps the order of the stages.
    sorted.sort_by_key(|shown| shown.excerpt.as_ref().map(|excerpt| (excerpt.file, excerpt.span.start)));
    sorted
}

/// Leaves out the warnings of a kind past the first few, by place; says how many of which kind. Errors stay.
pub fn brief<'a>(shown: &[Shown<'a>], few: usize) -> (Vec<Shown<'a>>, BTreeMap<&'static str, usize>) {
    let (mut kept, mut seen, mut hidden) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    for shown in sorted(shown) {
        let Diagnostic { code, severity, .. } = shown.diagnostic;
        let count: &mut usize = seen.entry(code.id).or_default();
        *count += 1;
        if *severity == Severity::Error || *count <= few {
            kept.push(shown.clone());
        } else {
            *hidden.entry(code.id).or_default() += 1;
        }
    }
    (kept, hidden)
}

fn groups<'a>(shown: &'a Shown<'a>) -> [Group<'a>; 1] {
    let Diagnostic { code, severity, message, .. } = shown.diagnostic;
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(message.as_str()).id(code.id));
    if let Some(excerpt) = &shown.excerpt {
        group = group.elements(excerpt_elements(excerpt));
    }
    [group.element(Level::HELP.message(code.help))]
}

fn excerpt_elements<'a>(excerpt: &Excerpt<'a>) -> Vec<Element<'a>> {
    let window = Window::around(excerpt);
    let annotation = AnnotationKind::Primary.span(window.span);
    let snippet = Snippet::source(window.text).line_start(excerpt.line).annotation(annotation);
    if window.whole_line {
        vec![snippet.path(excerpt.file).into()]
    } else {
        // The columns of a part of a line are not those of the line.
        let origin = Origin::path(excerpt.file).line(excerpt.line).char_column(excerpt.column);
        vec![origin.into(), snippet.into()]
    }
}

/// The line of a place, or what is near it on a line that is too long to show, and the place in that.
struct Window<'a> {
    text: &'a str,
    span: Range<usize>,
    whole_line: bool,
}

impl<'a> Window<'a> {
    fn around(excerpt: &Excerpt<'a>) -> Window<'a> {
        const NEAR: usize = 120;
        let text = excerpt.text;
        let (start, end) = (excerpt.span.start.min(text.len()), excerpt.span.end.min(text.len()));
        let line = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
        let line_end =
            text.get(start..).and_then(|after| after.find('\n')).map_or(text.len(), |at| start + at);
        let far = |from: usize, to: usize| to.saturating_sub(from) > 2 * NEAR;
        let mut from = if far(line, start) { start - NEAR } else { line };
        let end = if far(start, end) { start + NEAR } else { end.min(line_end) };
        let mut to = if far(end, line_end) { end + NEAR } else { line_end };
        while !text.is_char_boundary(from) {
            from -= 1;
        }
        while !text.is_char_boundary(to) {
            to -= 1;
        }
        let shown = text.get(from..to).unwrap_or_default().trim_end_matches('\r');
        let span = (start - from).min(shown.len())..(end.max(start) - from).min(shown.len());
        Window { text: shown, span, whole_line: from == line }
    }
}
