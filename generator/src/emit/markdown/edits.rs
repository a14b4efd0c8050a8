//! What rustdoc would take amiss in a text, and what to put in its place.

use super::{fence, options};
use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// What to put instead of which bytes, by where they start.
pub(super) type Edits = BTreeMap<usize, (usize, Cow<'static, str>)>;

/// What must be edited in a text.
pub(super) fn edits(text: &str) -> Edits {
    let broken = |_: BrokenLink<'_>| Some((CowStr::from(""), CowStr::from("")));
    let parser = Parser::new_with_broken_link_callback(text, options(), Some(broken));
    let mut reader = Reader { text, edits: Edits::new(), containers: Vec::new(), links: 0, in_code: false };
    // A definition of a link target is not an event.
    let definitions: Vec<Range<usize>> =
        parser.reference_definitions().iter().map(|(_, definition)| definition.span.clone()).collect();
    for span in definitions {
        if span.start > 0 && !text.get(..span.start).is_some_and(|before| before.ends_with('\n')) {
            reader.escape(span.start);
        }
    }
    let mut events = parser.into_offset_iter().peekable();
    while let Some((event, range)) = events.next() {
        let next = events.peek().map(|(event, range)| (event, range.clone()));
        reader.event(event, range, next);
    }
    reader.edits
}

/// The text with its edits.
pub(super) fn apply(text: &str, edits: Edits) -> String {
    let mut out = String::with_capacity(text.len() + 16 * edits.len());
    let mut done = 0;
    for (start, (end, new)) in edits {
        if start >= done {
            out.push_str(text.get(done..start).unwrap_or_default());
            out.push_str(&new);
            done = end;
        }
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// Reads a text as rustdoc does, and collects what must be edited.
struct Reader<'t> {
    text: &'t str,
    edits: Edits,
    /// Lists and quotes that we are inside of; a list with how far its items are indented.
    containers: Vec<Container>,
    /// Links that we are inside of.
    links: usize,
    in_code: bool,
}

enum Container {
    Item(usize),
    Quote,
}

impl<'t> Reader<'t> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>, next: Option<(&Event<'_>, Range<usize>)>) {
        match event {
            Event::Start(tag) => self.start(tag, range, next.map(|(_, range)| range.start)),
            Event::End(TagEnd::Link | TagEnd::Image) => self.links = self.links.saturating_sub(1),
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            Event::End(TagEnd::Item | TagEnd::BlockQuote(_)) => {
                self.containers.pop();
            }
            Event::Html(_) | Event::InlineHtml(_) => self.tags(range),
            Event::FootnoteReference(_) => self.escape(range.start),
            Event::SoftBreak | Event::HardBreak if !self.containers.is_empty() => {
                let start = range.start + self.slice(&range).find('\n').map_or(0, |newline| newline + 1);
                self.continuation(start..next.map_or(range.end, |(_, next)| next.start.max(start)));
            }
            Event::Text(_) if !self.in_code && self.links == 0 => self.addresses(range),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>, content: Option<usize>) {
        match tag {
            Tag::CodeBlock(kind) => {
                self.in_code = true;
                self.code_block(kind, range);
            }
            Tag::Item => {
                self.containers
                    .push(Container::Item(content.unwrap_or(range.start).saturating_sub(range.start)));
            }
            Tag::BlockQuote(_) => self.containers.push(Container::Quote),
            Tag::Link { link_type, dest_url, .. } => {
                self.links += 1;
                let leads_out =
                    ["https://", "http://", "mailto:"].iter().any(|scheme| dest_url.starts_with(scheme));
                if !leads_out && link_type != LinkType::Email {
                    self.escape(range.start);
                }
            }
            // A picture from elsewhere becomes a link to it.
            Tag::Image { .. } => {
                self.links += 1;
                self.escape(range.start);
            }
            Tag::FootnoteDefinition(_) => self.escape(range.start),
            _ => {}
        }
    }

    /// Makes a block of code a block of text unless it says which other language it is in: rustdoc runs Rust.
    fn code_block(&mut self, kind: CodeBlockKind<'_>, range: Range<usize>) {
        match kind {
            CodeBlockKind::Fenced(info) if LANGUAGES.contains(&info.as_ref()) => {}
            CodeBlockKind::Fenced(_) => {
                let opening = self.slice(&range).lines().next().unwrap_or_default();
                let fence = opening.len() - opening.trim_start_matches(['`', '~']).len();
                let info = opening.get(fence..).unwrap_or_default();
                let said = info.trim().split([' ', ',', '{']).next().unwrap_or_default().to_ascii_lowercase();
                let known = LANGUAGES.iter().find(|language| **language == said).unwrap_or(&"text");
                self.edit(range.start + fence..range.start + opening.len(), *known);
            }
            CodeBlockKind::Indented if self.containers.is_empty() => {
                let start =
                    self.text.get(..range.start).and_then(|t| t.rfind('\n')).map_or(0, |newline| newline + 1);
                let block = fence(&unindent(self.slice(&(start..range.end))));
                let end = if self.slice(&range).ends_with('\n') { "\n" } else { "" };
                self.edit(start..range.end, block + end);
            }
            // Inside a list, its first character is made text.
            CodeBlockKind::Indented => self.edit(range.start..range.start, "&#8203;"),
        }
    }

    fn tags(&mut self, range: Range<usize>) {
        let slice = self.slice(&range);
        for (index, _) in slice.match_indices('<') {
            let tag: String = slice.get(index + 1..).unwrap_or_default().chars().take(5).collect();
            if !matches!(tag.split('>').next(), Some("br" | "br/" | "br /")) || !tag.contains('>') {
                self.escape(range.start + index);
            }
        }
    }

    /// A line that continues a paragraph in a list or a quote starts where the paragraph does.
    fn continuation(&mut self, blank: Range<usize>) {
        let mut wanted = String::new();
        for container in &self.containers {
            match container {
                Container::Item(indent) => wanted.push_str(&" ".repeat((*indent).min(16))),
                Container::Quote => wanted.push_str("> "),
            }
        }
        if self.slice(&blank) != wanted {
            self.edit(blank, wanted);
        }
    }

    /// Puts addresses in angle brackets.
    fn addresses(&mut self, range: Range<usize>) {
        if !self.slice(&range).contains("://") {
            return;
        }
        for scheme in ["https://", "http://"] {
            for (index, _) in self.slice(&range).match_indices(scheme) {
                let start = range.start + index;
                let rest = self.text.get(start..).unwrap_or_default();
                let ends = |c: char| c.is_whitespace() || c.is_control() || "<>\"`|\\^".contains(c);
                let address = rest.split(ends).next().unwrap_or_default();
                let address = address.trim_end_matches(|c: char| ".,;:!?'*_~)]}".contains(c));
                if address.len() > scheme.len() {
                    self.edit(start..start + address.len(), format!("<{address}>"));
                } else {
                    self.escape(start + scheme.len() - 2);
                }
            }
        }
    }

    fn slice(&self, range: &Range<usize>) -> &'t str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    fn escape(&mut self, at: usize) {
        self.edit(at..at, "\\");
    }

    fn edit(&mut self, range: Range<usize>, new: impl Into<Cow<'static, str>>) {
        self.edits.entry(range.start).or_insert((range.end, new.into()));
    }
}

/// Without what all lines are indented by.
fn unindent(block: &str) -> String {
    let block = block.trim_matches('\n');
    let filled = block.lines().filter(|line| !line.trim().is_empty());
    let indent = filled.map(|line| line.len() - line.trim_start_matches(' ').len()).min().unwrap_or_default();
    let lines: Vec<&str> = block.lines().map(|line| line.get(indent..).unwrap_or_default()).collect();
    lines.join("\n")
}

/// What a block of code may be said to be in; none of these is a word to rustdoc.
const LANGUAGES: &[&str] = &[
    "text",
    "json",
    "yaml",
    "xml",
    "html",
    "http",
    "sh",
    "bash",
    "shell",
    "console",
    "javascript",
    "js",
    "typescript",
    "ts",
    "python",
    "ruby",
    "go",
    "java",
    "kotlin",
    "swift",
    "php",
    "csharp",
    "c",
    "cpp",
    "sql",
    "graphql",
    "toml",
    "ini",
    "diff",
    "css",
];
