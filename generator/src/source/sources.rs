//! The files that were read, and where each part of the document stands in them.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::fit::PREFIX;
use super::locate::{self, Found};
use super::origins::{Origins, Place};
use super::page::Prose;
use super::pieces;
use super::text::Format;
use crate::diag::render::{Excerpt, Shown};
use crate::diag::{Diagnostic, FileId, Part, Pointer, Scope, code};

/// One file.
#[derive(Debug)]
pub(crate) struct SourceFile {
    /// `None` for standard input and for texts that never were a file.
    pub(crate) path: Option<PathBuf>,
    /// How messages call it.
    pub(crate) name: String,
    /// All of it, without a byte order mark.
    pub(crate) text: String,
    /// What a documentation page says around the document.
    pub(crate) prose: Prose,
    /// Which bytes of the text are the document; the rest of a documentation page is prose.
    pub(crate) body: Range<usize>,
    pub(crate) format: Format,
    /// The pieces in which the document was read, if it was.
    pub(crate) pieces: Option<pieces::Index>,
    /// The scalars that do not print as they are written, once somebody asked for one.
    pub(crate) odd: OnceCell<BTreeMap<Pointer, String>>,
}

impl SourceFile {
    /// A file whose whole text is the document.
    pub(crate) fn new(path: Option<PathBuf>, name: String, text: String) -> Self {
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        let body = 0..text.len();
        SourceFile {
            path,
            name,
            text,
            prose: Prose::default(),
            body,
            format: Format::Yaml,
            pieces: None,
            odd: OnceCell::new(),
        }
    }

    /// The part of the text that is the document.
    pub(crate) fn body(&self) -> &str {
        self.text.get(self.body.clone()).unwrap_or_default()
    }

    /// Finds what each pointer points at, or what is nearest around it.
    pub(crate) fn find(&self, pointers: &[&Pointer]) -> Vec<Option<Found>> {
        locate::find(self.body(), self.format, self.pieces.as_ref(), pointers)
    }

    fn oddly_written(&self) -> BTreeMap<Pointer, String> {
        locate::oddly_written(self.body(), self.format, self.pieces.as_ref())
    }

    /// A place in the body as a place in the text.
    fn whole(&self, span: &Range<usize>) -> Range<usize> {
        self.body.start + span.start..self.body.start + span.end
    }
}

/// The files that were read. It outlives the document, because places are looked up only when something is printed.
#[derive(Debug, Default)]
pub struct Sources {
    pub(crate) files: Vec<SourceFile>,
    pub(crate) origins: Origins,
}

/// Where a part of the document stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// Which file.
    pub file: FileId,
    /// What the user calls the file.
    pub name: String,
    /// The bytes of the file's text that are meant: within one line.
    pub span: Range<usize>,
    /// Counted from one.
    pub line: usize,
    /// In characters, counted from one.
    pub column: usize,
    /// Whether this is the part itself, rather than something around it.
    pub exact: bool,
}

impl Sources {
    /// The files that were read, in the order they were needed: what a build has to watch.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().filter_map(|file| file.path.as_deref())
    }

    /// What users call the files, in the same order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.name.as_str())
    }

    /// How many bytes they have together.
    pub fn bytes(&self) -> usize {
        self.files.iter().map(|file| file.text.len()).sum()
    }

    /// Notes a file that was read beside the document, so that diagnostics can point into it.
    pub fn note(&mut self, path: PathBuf, text: String) -> FileId {
        let name = path.display().to_string();
        self.files.push(SourceFile::new(Some(path), name, text));
        FileId(self.files.len() - 1)
    }

    /// What is in a file.
    pub fn text(&self, file: FileId) -> &str {
        self.files.get(file.0).map_or("", |file| &file.text)
    }

    /// Where a value of the document stands; at the nearest thing around it if it was made up or converted.
    pub fn locate(&self, pointer: &Pointer) -> Option<Location> {
        let diagnostic = Diagnostic::new(&crate::diag::code::SYNTAX, pointer.clone(), "");
        self.locations(std::slice::from_ref(&diagnostic)).pop().flatten()
    }

    /// Where each diagnostic belongs: one pass over each file, however many there are.
    pub fn locations(&self, diagnostics: &[Diagnostic]) -> Vec<Option<Location>> {
        let mut places: Vec<Option<Location>> = vec![None; diagnostics.len()];
        let mut wanted: BTreeMap<FileId, Vec<(usize, Pointer)>> = BTreeMap::new();
        let mut texts: BTreeMap<FileId, Lines<'_>> = BTreeMap::new();
        for (index, diagnostic) in diagnostics.iter().enumerate() {
            let Place { file, pointer } = match &diagnostic.scope {
                Scope::Document => self.origins.find(without_prefixes(&diagnostic.pointer)),
                Scope::File(file) => Place { file: *file, pointer: diagnostic.pointer.clone() },
                Scope::Nowhere => continue,
                Scope::Text(file, span) => {
                    let Some(source) = self.files.get(file.0) else { continue };
                    let lines = texts.entry(*file).or_insert_with(|| Lines::of(&source.text));
                    if let Some(place) = places.get_mut(index) {
                        *place = Some(self.location(*file, span.clone(), lines, true));
                    }
                    continue;
                }
            };
            wanted.entry(file).or_default().push((index, pointer));
        }
        for (id, wanted) in wanted {
            let Some(file) = self.files.get(id.0) else { continue };
            let pointers: Vec<&Pointer> = wanted.iter().map(|(_, pointer)| pointer).collect();
            let lines = Lines::of(&file.text);
            // Only a repeated name is found where it is repeated.
            let again = wanted.iter().any(|(index, _)| is_repetition(&diagnostics[*index]));
            let found = match again {
                true => locate::find_all(file.body(), file.format, &pointers),
                false => file.find(&pointers),
            };
            for ((index, _), found) in wanted.iter().zip(found) {
                // A text without any node, an empty file say, is wrong at its beginning.
                let (span, exact) = match found {
                    Some(found) => (file.whole(&meant(&diagnostics[*index], &found)), found.exact),
                    None => (file.whole(&(0..0)), false),
                };
                places[*index] = Some(self.location(id, span, &lines, exact));
            }
        }
        places
    }

    /// How a number or a boolean is written, where that is not how it prints: `1.10`, `0x1F`, `True`.
    pub(crate) fn written(&self, pointer: &Pointer) -> Option<String> {
        let Place { file, pointer } = self.origins.find(pointer.clone());
        let file = self.files.get(file.0)?;
        let odd = file.odd.get_or_init(|| file.oddly_written());
        odd.get(&pointer).cloned()
    }

    /// Everything that rendering diagnostics needs.
    pub fn show<'a>(&'a self, diagnostics: &'a [Diagnostic]) -> Vec<Shown<'a>> {
        let places = self.locations(diagnostics);
        let shown = diagnostics.iter().zip(places).map(|(diagnostic, place)| {
            let excerpt = place.and_then(|place| {
                let file = self.files.get(place.file.0)?;
                let Location { span, line, column, .. } = place;
                Some(Excerpt { file: &file.name, text: &file.text, span, line, column })
            });
            Shown { diagnostic, excerpt }
        });
        shown.collect()
    }

    fn location(&self, file: FileId, span: Range<usize>, lines: &Lines<'_>, exact: bool) -> Location {
        let name = self.files.get(file.0).map(|file| file.name.clone()).unwrap_or_default();
        let (line, column) = lines.line_and_column(span.start);
        let end = lines.end_of_line(span.start);
        let span = span.start..span.end.clamp(span.start, end.max(span.start));
        Location { file, name, span, line, column, exact }
    }
}

/// The second stage may walk into private extensions; to the author they are plain fields.
fn without_prefixes(pointer: &Pointer) -> Pointer {
    if pointer.0.contains(PREFIX) {
        Pointer(pointer.0.replace(&format!("/{PREFIX}"), "/"))
    } else {
        pointer.clone()
    }
}

fn is_repetition(diagnostic: &Diagnostic) -> bool {
    [&code::DUPLICATE_KEY, &code::REPEATED_KEY].contains(&diagnostic.code)
}

/// The bytes to point at: the name or the value, as the diagnostic says. What is no scalar is pointed at by its name,
/// because it may go on for pages.
fn meant(diagnostic: &Diagnostic, found: &Found) -> Range<usize> {
    if let (true, Some(again)) = (is_repetition(diagnostic), &found.again) {
        return again.clone();
    }
    match &found.key {
        Some(key) if diagnostic.part == Part::Key || !found.value.scalar || !found.exact => key.span.clone(),
        _ => found.value.span.clone(),
    }
}

/// Where the lines of a text start.
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let newlines = text.match_indices('\n').map(|(newline, _)| newline + 1);
        Lines { text, starts: std::iter::once(0).chain(newlines).collect() }
    }

    fn line_and_column(&self, byte: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = line.checked_sub(1).and_then(|line| self.starts.get(line)).copied().unwrap_or_default();
        let before = self.text.get(start..byte).unwrap_or_default();
        (line, before.chars().count() + 1)
    }

    fn end_of_line(&self, byte: usize) -> usize {
        let next = self.starts.partition_point(|start| *start <= byte);
        let end = self.starts.get(next).map_or(self.text.len(), |start| start - 1);
        let line = self.text.get(..end).unwrap_or_default();
        line.strip_suffix('\r').unwrap_or(line).len()
    }
}
