//! What is said about an item: the document's words, then what its type does not show.

mod facts;

use super::flow;
use super::markdown::{code, line, safe};
use crate::ir::{Constraints, Docs, Field, Ident, Operation, Param, Ty, TypeDef};
use facts::{facts, is_in_name};
use proc_macro2::TokenStream;
use quote::quote;

/// A doc comment: paragraphs of Markdown.
#[derive(Clone, Debug, Default)]
pub struct Comment {
    paragraphs: Vec<String>,
}

impl Comment {
    /// One sentence of our own.
    pub fn new(text: impl Into<String>) -> Self {
        Comment::default().and(text)
    }

    /// Of something that needs no more said than the document says.
    pub fn of(docs: &Docs) -> Self {
        let summary = docs.summary.as_deref().map(str::trim).filter(|summary| !summary.is_empty());
        let description =
            docs.description.as_deref().map(str::trim).filter(|description| !description.is_empty());
        let comment = match (summary, description) {
            (Some(summary), Some(description)) if !begins_with(description, summary) => {
                let (summary, description) = (line(summary), described(description));
                match joined(&summary, &description) {
                    Some(both) => Comment::new(both),
                    None => Comment::new(summary).and(description),
                }
            }
            (_, Some(text)) => Comment::new(described(text)),
            (Some(text), None) => Comment::new(line(text)),
            (None, None) => Comment::default(),
        };
        comment.and_sentences(Comment::elsewhere(docs).into_iter().map(|more| more + ".").collect())
    }

    /// Of an operation: without what only repeats its method and its path, which are said with it, and without where more
    /// is said, which has its own place.
    pub fn of_operation(operation: &Operation<Ident>) -> Self {
        let Operation { docs, method, path, .. } = operation;
        let repeats = |text: &String| {
            let text = text.trim().trim_end_matches('.');
            let said = text.strip_prefix(method.as_str()).map_or(text, str::trim_start);
            let is_code = text.starts_with('`') && text == code(&operation.line());
            said == path || (said.starts_with('`') && said == code(path)) || is_code
        };
        let says = |text: &Option<String>| text.clone().filter(|text| !repeats(text));
        let (summary, description) = (says(&docs.summary), says(&docs.description));
        Comment::of(&Docs { summary, description, external: None, ..docs.clone() })
    }

    /// Where the document says that more is said, in one line.
    pub fn elsewhere(docs: &Docs) -> Option<String> {
        docs.external.as_ref().map(|(description, url)| see(description.as_deref(), url))
    }

    /// Of a field of this type, where that is one of the document's.
    pub fn of_field(field: &Field<Ident>, def: Option<&TypeDef<Ident>>) -> Self {
        let mut docs = without_title(&field.docs, |title| squashed(title).eq(squashed(&field.wire)));
        let text = docs.description.as_deref().unwrap_or_default();
        let repeats_type = def.is_some_and(|def| {
            let titled = docs.summary.is_none() || docs.summary == def.docs.summary;
            titled && def.docs.description.as_deref().is_some_and(|said| said.trim() == text.trim())
        });
        if repeats_type {
            docs.summary = None;
        }
        if repeats_type || squashed(text).eq(squashed(&field.wire)) {
            docs.description = None;
        }
        let facts = facts(&field.docs, &field.constraints, &field.ty);
        let facts = facts.into_iter().filter(|fact| !is_in_name(fact, &field.wire)).collect();
        Comment::of(&docs).and_sentences(facts).deprecated(&field.docs)
    }

    /// The same in one line: what the document says, then what the type does not show.
    pub fn line_of_param(param: &Param<Ident>) -> String {
        let facts = facts(&param.docs, &param.constraints, &param.ty).join(" ");
        let text = Comment::line_of(&param.docs);
        // Its name is told beside it.
        let said: String = squashed(&text).collect();
        let is_name = squashed(&param.wire).eq(said.strip_suffix("parameter").unwrap_or(&said).chars());
        let text = if is_name { String::new() } else { text };
        [if facts.is_empty() { text } else { sentence(&text) }, facts]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The document's words in one line.
    pub fn line_of(docs: &Docs) -> String {
        line(docs.description.as_deref().or(docs.summary.as_deref()).unwrap_or_default())
    }

    /// Of a parameter.
    pub fn of_param(param: &Param<Ident>) -> Self {
        Comment::of(&param.docs)
            .and_sentences(facts(&param.docs, &param.constraints, &param.ty))
            .deprecated(&param.docs)
    }

    /// Of a type of this name.
    pub fn of_type(docs: &Docs, name: &str) -> Self {
        let own = without_title(docs, |title| {
            let mut end = squashed(name).rev();
            squashed(title).rev().all(|c| end.next() == Some(c))
        });
        Comment::of(&own).and_sentences(facts(docs, &Constraints::default(), &Ty::Any)).deprecated(docs)
    }

    /// Of a value of an enum.
    pub fn of_value(docs: &Docs) -> Self {
        Comment::of(docs).deprecated(docs)
    }

    /// With one more paragraph, which must be harmless already.
    pub fn and(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.trim().is_empty() {
            self.paragraphs.push(text);
        }
        self
    }

    /// With more on its first line, where that is prose and leaves room for it.
    pub fn with_first(&self, more: &str) -> Option<Self> {
        let (first, rest) = self.paragraphs.split_first()?;
        let (line, under) =
            first.split_once("\n\n").map_or((first.as_str(), None), |(line, under)| (line, Some(under)));
        let both = format!("{} {more}", ended(line));
        let fits = !line.contains('\n') && ends_in_prose(line) && both.chars().count() <= flow::WIDTH;
        let paragraphs = [both].into_iter().chain(under.map(str::to_owned)).chain(rest.iter().cloned());
        fits.then(|| Comment { paragraphs: paragraphs.collect() })
    }

    /// With rows: right below the one line that there is, else as a paragraph.
    pub fn with_rows(mut self, rows: &[String]) -> Self {
        let rows = rows.join("\n");
        match self.paragraphs.as_mut_slice() {
            [only] if !only.contains('\n') && rows.starts_with("* ") => {
                only.push('\n');
                only.push_str(&rows);
                self
            }
            _ => self.and(rows),
        }
    }

    /// Whether it says more than one line, with prose at its end.
    pub fn is_long_prose(&self) -> bool {
        let text = self.text();
        text.contains('\n') && ends_in_prose(&text)
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }

    /// With more sentences: behind what is prose already, else as a paragraph of their own.
    pub fn and_sentences(mut self, sentences: Vec<String>) -> Self {
        let text = sentences.join(" ");
        if text.is_empty() {
            return self;
        }
        match self.paragraphs.last_mut().filter(|last| ends_in_prose(last)) {
            Some(last) => {
                *last = flow::fill(&[&ended(last), text.as_str()].join(" "));
                self
            }
            _ => self.and(text),
        }
    }

    /// Said rather than marked: the item's own table names it, and would be warned about it. Functions are marked.
    fn deprecated(self, docs: &Docs) -> Self {
        if docs.deprecated { self.and_sentences(vec!["**Deprecated.**".to_owned()]) } else { self }
    }

    /// Its first paragraph, for where all of it stands elsewhere; all of it where that is no prose.
    pub fn brief(&self) -> Self {
        let text = self.text();
        let first = text.split("\n\n").next().unwrap_or_default();
        if ends_in_prose(first) { Comment::new(first) } else { self.clone() }
    }

    /// As `///`.
    pub fn outer(&self) -> TokenStream {
        self.lines().map(|line| quote!(#[doc = #line])).collect()
    }

    /// The same as text.
    pub fn comments(&self) -> impl Iterator<Item = String> {
        self.lines().map(|line| format!("///{line}"))
    }

    /// As `//!`.
    pub fn inner(&self) -> TokenStream {
        self.lines().map(|line| quote!(#![doc = #line])).collect()
    }

    /// As the lines of a Markdown file.
    pub fn text(&self) -> String {
        self.paragraphs.join("\n\n")
    }

    /// Lines as they stand behind `///`: nothing, or a space and the text.
    fn lines(&self) -> impl Iterator<Item = String> {
        let text = self.text();
        let spaced = |line: &str| if line.is_empty() { String::new() } else { format!(" {line}") };
        text.lines().map(spaced).collect::<Vec<_>>().into_iter()
    }
}

/// What the document says, unable to harm, in as few lines as there may be.
fn described(text: &str) -> String {
    flow::fill(&safe(text))
}

/// A title and what is said under it, where they are no more than a line of prose.
fn joined(title: &str, text: &str) -> Option<String> {
    let both = format!("{} {text}", ended(title));
    let is_short = !text.contains('\n') && both.chars().count() <= flow::WIDTH;
    (is_short && ends_in_prose(title) && ends_in_prose(text)).then_some(both)
}

/// Whether a text says what a title says before it says more.
fn begins_with(text: &str, title: &str) -> bool {
    let title = title.trim_end_matches('.');
    let rest = text.strip_prefix(title);
    rest.is_some_and(|rest| {
        rest.trim_start_matches('.').trim().is_empty() || rest.starts_with(['.', ',', ':'])
    })
}

/// Prose, with the end of a sentence.
fn ended(text: &str) -> String {
    let quoted = text.trim_end_matches(['"', '\'', ')', '*', '_', '\u{201d}']);
    let is_open = !text.ends_with(['.', '!', '?', ':', ';', ',']) && !quoted.ends_with(['.', '!', '?']);
    format!("{text}{}", if is_open { "." } else { "" })
}

/// Whether a text ends in a paragraph to which a sentence can be added, rather than in a heading, a list, a table or code.
fn ends_in_prose(text: &str) -> bool {
    // What links lead to takes all of a line.
    let is_target = |line: &str| line.starts_with('[') && line.contains("]:");
    let is_prose = |line: &str| {
        let begins = line.starts_with(|first: char| first.is_alphabetic() || "([`\"'".contains(first));
        let is_else = line.starts_with("```") || line.contains('|') || is_target(line);
        begins && !is_else
    };
    let ends = |c: char| c.is_alphanumeric() || ".!?`\"')>\u{201d}".contains(c);
    if !text.contains('\n') {
        return text.ends_with(ends) && is_prose(text);
    }
    // A block of code may have blank lines of its own.
    let last = if text.contains("```") || text.contains("~~~") { text } else { last_paragraph(text) };
    text.ends_with(ends) && last.lines().all(is_prose)
}

fn last_paragraph(text: &str) -> &str {
    text.rsplit_once("\n\n").map_or(text, |(_, last)| last)
}

/// Without a title that says no more than a name does, as tools make them up.
fn without_title(docs: &Docs, is_name: impl Fn(&str) -> bool) -> Docs {
    let says = |title: &String| !is_name(title);
    Docs { summary: docs.summary.clone().filter(says), ..docs.clone() }
}

/// A text without what names are spelt differently in.
fn squashed(text: &str) -> impl DoubleEndedIterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

fn see(description: Option<&str>, url: &str) -> String {
    let is_address = ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme));
    let harmless = |c: char| c.is_ascii_graphic() && !"<>\\`".contains(c);
    let said = description.map(line).filter(|said| !said.is_empty()).unwrap_or_else(|| "See".to_owned());
    let said = said.trim_end_matches(['.', ':']);
    if is_address && url.chars().all(harmless) {
        format!("{said}: <{url}>")
    } else {
        format!("{said}: {}", code(url))
    }
}

/// One line that ends like a sentence.
pub fn sentence(text: &str) -> String {
    let text = line(text);
    if text.is_empty() || text.ends_with(['.', '!', '?', '`']) { text } else { text + "." }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_more(text: &str) -> String {
        Comment::new(text).and_sentences(vec!["At most 5.".to_owned()]).text()
    }

    #[test]
    fn sentences_follow_prose() {
        assert_eq!(with_more("How many."), "How many. At most 5.");
        assert_eq!(with_more("How many"), "How many. At most 5.");
        assert_eq!(with_more("See \"the docs.\""), "See \"the docs.\" At most 5.");
        assert_eq!(with_more("One.\n\nTwo (of `two`)"), "One.\n\nTwo (of `two`). At most 5.");
    }

    #[test]
    fn sentences_stand_alone_behind_anything_else() {
        for text in [
            "- one",
            "# Head",
            "| a | b |\n|---|---|",
            "```text\nx\n```",
            "See [a][a]\n\n[a]: https://example.com/a",
            "One of:",
        ] {
            assert_eq!(with_more(text), format!("{text}\n\nAt most 5."));
        }
    }

    #[test]
    fn a_title_that_the_text_begins_with_is_not_said_twice() {
        let docs = |summary: &str, description: &str| Docs {
            summary: Some(summary.to_owned()),
            description: Some(description.to_owned()),
            ..Docs::default()
        };
        assert_eq!(Comment::of(&docs("A pet", "A pet.")).text(), "A pet.");
        assert_eq!(Comment::of(&docs("A pet", "A pet, or none.")).text(), "A pet, or none.");
        assert_eq!(Comment::of(&docs("A pet", "What barks.")).text(), "A pet. What barks.");
        assert_eq!(Comment::of(&docs("A pet", "- one\n- two")).text(), "A pet\n\n- one\n- two");
    }
}
