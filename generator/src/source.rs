//! Stage 1: reads a document of any version and dialect, and loses nothing.
//!
//! Text is loaded into a tree ([`load`]), the tree is brought to OpenAPI 3.x, and that is fitted into what `openapiv3`
//! can hold ([`fit`]). Nothing after this stage sees YAML, JSON, a dialect, or more than one file.

pub mod convert;
pub mod fit;
mod load;
mod origins;
mod page;
mod reference;
mod sources;
mod text;
mod walk;

use std::io::Read as _;
use std::path::PathBuf;

use openapiv3::OpenAPI;
use serde_json::Value;

use crate::diag::{Diagnostic, Diagnostics, FileId, Pointer, Scope, code};
use load::{Failure, Oddity, Reason};
use page::Prose;
use sources::SourceFile;
pub use sources::Sources;

/// What to read.
#[derive(Clone, Debug)]
pub enum Input {
    /// A file: YAML, JSON, or a documentation page with either in it.
    Path(PathBuf),
    /// Standard input.
    Stdin,
    /// A text, and what messages call it. References to other files start from the current directory.
    Text {
        /// What messages call it.
        name: String,
        /// The text itself.
        text: String,
    },
}

/// A document of OpenAPI 3.x in one piece, whatever was written: other versions and dialects converted, other files
/// bundled. Every `$ref` in it is `#/components/<kind>/<name>`, or dangling and reported.
#[derive(Debug)]
pub struct Tree {
    value: Value,
}

/// A document that was read.
#[derive(Debug)]
pub struct Document {
    /// What `openapiv3` can hold, and the rest in private extensions: see [`fit`].
    pub api: OpenAPI,
}

/// Reads a document. Everything wrong with it is reported; `None` if nothing could be made of it.
///
/// Needs a deep stack: see [`with_stack`].
pub fn read(input: &Input, sources: &mut Sources, diags: &mut Diagnostics) -> Option<Document> {
    load(input, sources, diags)?.fit(sources, diags)
}

/// Reads a document as a tree: the first half of [`read`], and all that converting a document needs.
pub fn load(input: &Input, sources: &mut Sources, diags: &mut Diagnostics) -> Option<Tree> {
    let (file, value) = load_root(input, sources, diags)?;
    let mut value = value;
    if page::is_page(&value) {
        let prose = sources.files.get(file.0).map(|file| file.prose.clone()).unwrap_or_default();
        let (turned, pass) = page::to_openapi(value, &prose, diags);
        sources.origins.push(pass);
        value = turned;
    }
    Some(Tree { value })
}

impl Tree {
    /// Fits the tree into what `openapiv3` can hold: the second half of [`read`].
    pub fn fit(self, sources: &Sources, diags: &mut Diagnostics) -> Option<Document> {
        let api = fit::fit(self.value, sources, diags)?;
        Some(Document { api })
    }

    /// The tree itself.
    pub fn value(&self) -> &Value {
        &self.value
    }
}

/// Runs something on a thread whose stack is deep enough for any document that can be loaded.
///
/// # Panics
///
/// Where `run` panics, and where the system refuses a thread.
pub fn with_stack<T: Send>(run: impl FnOnce() -> T + Send) -> T {
    const STACK: usize = 128 << 20;
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run);
        match thread.map(|thread| thread.join()) {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(error) => panic!("no thread: {error}"),
        }
    })
}

fn load_root(input: &Input, sources: &mut Sources, diags: &mut Diagnostics) -> Option<(FileId, Value)> {
    let (path, name, bytes) = match input {
        Input::Path(path) => (Some(path.clone()), path.display().to_string(), std::fs::read(path)),
        Input::Stdin => {
            let mut bytes = Vec::new();
            let result = std::io::stdin().lock().read_to_end(&mut bytes);
            (None, "<stdin>".to_owned(), result.map(|_| bytes))
        }
        Input::Text { name, text } => (None, name.clone(), Ok(text.clone().into_bytes())),
    };
    let text = match bytes.map(String::from_utf8) {
        Ok(Ok(text)) => text,
        Ok(Err(error)) => {
            let at = error.utf8_error().valid_up_to();
            diags.report(
                &code::UNREADABLE_FILE,
                Pointer::default(),
                format_args!("{name}: byte {at} is not UTF-8"),
            );
            return None;
        }
        Err(error) => {
            diags.report(&code::UNREADABLE_FILE, Pointer::default(), format_args!("{name}: {error}"));
            return None;
        }
    };
    load_file(path, name, text, sources, diags)
}

/// Loads one file into a tree of its own, reporting what is odd about its text.
fn load_file(
    path: Option<PathBuf>,
    name: String,
    text: String,
    sources: &mut Sources,
    diags: &mut Diagnostics,
) -> Option<(FileId, Value)> {
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    let page = page::find(&text);
    let (prose, body) = page.map_or((Prose::default(), 0..text.len()), |page| (page.prose, page.body));
    let file = sources.add(SourceFile { path, name, text, prose, body, format: text::Format::Yaml });
    let source = sources.files.get_mut(file.0)?;
    let loaded = match load::load(source.body()) {
        Ok(loaded) => loaded,
        Err(failure) => {
            report_failure(failure, file, source.body.start, diags);
            return None;
        }
    };
    source.format = loaded.format;
    for note in loaded.notes {
        let (code, on_key, message) = match &note.oddity {
            Oddity::DuplicateKey => (&code::DUPLICATE_KEY, true, "this name occurs twice".to_owned()),
            Oddity::MergeNotObject => {
                (&code::MERGE_NOT_OBJECT, false, "only objects can be merged".to_owned())
            }
            Oddity::Tag(tag) => (&code::UNKNOWN_TAG, false, format!("the tag `!{tag}` is ignored")),
            Oddity::NotFinite => (&code::NUMBER_NOT_JSON, false, "this number is read as null".to_owned()),
            Oddity::KeyNotText | Oddity::Huge => continue,
        };
        let diagnostic = Diagnostic::new(code, note.pointer, message).within(Scope::File(file));
        diags.push(if on_key { diagnostic.on_key() } else { diagnostic });
    }
    Some((file, loaded.tree))
}

fn report_failure(failure: Failure, file: FileId, start: usize, diags: &mut Diagnostics) {
    let code = match failure.reason {
        Reason::Syntax => &code::SYNTAX,
        Reason::TooDeep => &code::NESTED_TOO_DEEP,
        Reason::AliasesTooLarge => &code::ALIASES_TOO_LARGE,
        Reason::SeveralDocuments => &code::SEVERAL_DOCUMENTS,
    };
    let at = failure.mark.map_or(start, |mark| start + mark.0);
    let diagnostic = Diagnostic::new(code, Pointer::default(), failure.message);
    diags.push(diagnostic.within(Scope::Text(file, at..at)));
}
