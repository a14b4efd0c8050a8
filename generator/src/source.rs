//! 1 READ: a document of any version and dialect in, an `openapiv3` document out. Loses nothing.
//!
//! Text is loaded into a tree ([`load`]), the tree is brought to OpenAPI 3.x, and that is fitted into what `openapiv3`
//! can hold ([`fit`]). Nothing after this stage sees YAML, JSON, a dialect, or more than one file.

mod bundle;
pub mod census;
pub mod convert;
pub mod fit;
mod formats;
mod load;
mod locate;
mod members;
mod mend;
mod origins;
mod overlay;
mod page;
mod pieces;
mod reference;
mod rules;
mod select;
mod sources;
mod swagger2;
mod text;
mod trouble;
mod walk;

use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use openapiv3::OpenAPI;
use serde_json::Value;

use crate::config::Config;
use crate::diag::{At, Code, Diagnostic, Diagnostics, FileId, Pointer, Scope, code, suggest};
use bundle::Dialect;
use load::{Failure, Note, Oddity, Reason};
use locate::Found;
use sources::SourceFile;
pub use sources::{Location, Sources};
use text::Format;

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
    /// What the author's file said it is: `OpenAPI 3.0.3`.
    version: String,
}

/// A document that was read.
#[derive(Debug)]
pub struct Document {
    /// What `openapiv3` can hold, and the rest in private extensions: see [`fit`].
    pub api: OpenAPI,
}

/// The file that the user named, as a tree: nothing of it is understood yet.
#[derive(Debug)]
pub struct Root {
    value: Value,
}

/// Reads a document. Everything wrong with it is reported; `None` if nothing could be made of it.
///
/// Needs a deep stack: see [`with_stack`].
pub fn read(input: &Input, sources: &mut Sources, diags: &mut Diagnostics) -> Option<Document> {
    load(input, sources, diags)?.fit(diags)
}

/// Reads a document as a tree: the first half of [`read`], and all that converting a document needs.
pub fn load(input: &Input, sources: &mut Sources, diags: &mut Diagnostics) -> Option<Tree> {
    open(input, sources, diags)?.assemble(&Config::default(), sources, diags)
}

/// Reads the file that the user named, and nothing else: the first step of [`load`].
pub fn open(input: &Input, sources: &mut Sources, diags: &mut Diagnostics) -> Option<Root> {
    Some(Root { value: load_root(input, sources, diags)? })
}

impl Root {
    /// Makes one document of OpenAPI 3.x of it: overlays applied, other files bundled, other versions and dialects
    /// converted, what is not selected left out.
    pub fn assemble(self, config: &Config, sources: &mut Sources, diags: &mut Diagnostics) -> Option<Tree> {
        let mut value = self.value;
        if page::is_page(&value) {
            let prose = sources.files.first().map(|file| file.prose.clone()).unwrap_or_default();
            let (turned, pass) = page::to_openapi(value, &prose, diags);
            sources.origins.push(pass);
            value = turned;
        }
        overlay::apply(&mut value, config, sources, diags);
        let (dialect, version) = dialect(&value, diags)?;
        let (mut value, pass) = bundle::bundle(value, dialect, sources, diags);
        sources.origins.push(pass);
        if dialect == Dialect::Swagger2 {
            let (converted, pass) = swagger2::to_openapi(value, sources, diags);
            sources.origins.push(pass);
            value = converted;
        }
        let pass = mend::names(&mut value, diags);
        sources.origins.push(pass);
        select::select(&mut value, config, diags);
        mend::values(&mut value, sources, diags);
        formats::map(&mut value, config, diags);
        Some(Tree { value, version })
    }
}

/// Which version a document is of; `None` if it is none that can be read.
fn dialect(tree: &Value, diags: &mut Diagnostics) -> Option<(Dialect, String)> {
    let version = |name: &str| match tree.get(name)? {
        Value::String(version) => Some(version.clone()),
        Value::Number(version) => Some(version.to_string()),
        _ => None,
    };
    let (field, version) = match (version("openapi"), version("swagger")) {
        (Some(version), _) => ("openapi", version),
        (None, Some(version)) => ("swagger", version),
        (None, None) => {
            diags.report(&code::NOT_OPENAPI, Pointer::default(), not_openapi(tree));
            return None;
        }
    };
    match (field, version.split('.').next()) {
        ("openapi", Some("3")) => Some((Dialect::OpenApi3, format!("OpenAPI {version}"))),
        ("swagger", Some("2")) => Some((Dialect::Swagger2, format!("Swagger {version}"))),
        _ => {
            let message = format_args!("documents of version {version} cannot be read");
            diags.report(&code::UNSUPPORTED_VERSION, At::Root.key(field), message);
            None
        }
    }
}

/// What a tree is that is no document.
fn not_openapi(tree: &Value) -> String {
    match tree {
        Value::Object(members) => {
            let near = |field: &str| suggest::nearest(field, members.keys().map(String::as_str));
            match (trouble::other_format(tree), near("openapi").or_else(|| near("swagger"))) {
                (Some(other), _) => format!("this is {other}, not an OpenAPI document"),
                (None, Some(near)) => format!("there is neither `openapi` nor `swagger` in it, but `{near}`"),
                (None, None) => "there is neither `openapi` nor `swagger` in it".to_owned(),
            }
        }
        Value::Null => "there is nothing in it".to_owned(),
        Value::String(text) if trouble::is_markup(text) => trouble::MARKUP.to_owned(),
        other => format!("an OpenAPI document is an object, and this is {}", fit::describe(other)),
    }
}

impl Tree {
    /// Fits the tree into what `openapiv3` can hold: the second half of [`read`].
    pub fn fit(self, diags: &mut Diagnostics) -> Option<Document> {
        let api = fit::fit(self.value, diags)?;
        Some(Document { api })
    }

    /// The same for who looks at each part once, which takes much less memory.
    pub fn parts(self, diags: &mut Diagnostics) -> Option<fit::Parts> {
        fit::parts(self.value, diags)
    }

    /// The tree itself.
    pub fn value(&self) -> &Value {
        &self.value
    }
}

/// Runs something on a thread whose stack is deep enough for any document that can be loaded.
///
/// # Errors
///
/// The system refuses the thread: too little memory for its stack, or too many threads.
///
/// # Panics
///
/// Where `run` panics.
pub fn with_stack<T: Send>(run: impl FnOnce() -> T + Send) -> io::Result<T> {
    const STACK: usize = 128 << 20;
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run);
        thread?.join().or_else(|panic| std::panic::resume_unwind(panic))
    })
}

fn load_root(input: &Input, sources: &mut Sources, diags: &mut Diagnostics) -> Option<Value> {
    let (path, name, text) = match input {
        Input::Path(path) => (Some(path.clone()), path.display().to_string(), read_text(path)),
        Input::Stdin => (None, "<stdin>".to_owned(), read_all(std::io::stdin().lock(), 0, LARGEST)),
        Input::Text { name, text } => (None, name.clone(), Ok(text.clone())),
    };
    match text {
        Ok(text) => load_file(path, name, text, sources, diags).1,
        Err(error) => {
            let message = format!("`{name}` {error}");
            // Files that are noted later must not be taken for the document.
            sources.files.push(SourceFile::new(path, name, String::new()));
            let diagnostic = Diagnostic::new(&code::UNREADABLE_FILE, Pointer::default(), message);
            diags.push(diagnostic.within(Scope::Nowhere));
            None
        }
    }
}

/// The text of a file, or what is wrong with the file.
fn read_text(path: &Path) -> Result<String, String> {
    match std::fs::File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Err(trouble::missing(path)),
        Err(error) => Err(trouble::unreadable(&error)),
        Ok(file) => {
            let metadata = file.metadata();
            if metadata.as_ref().is_ok_and(|metadata| metadata.is_dir()) {
                return Err(trouble::directory(path));
            }
            read_all(file, metadata.map_or(0, |metadata| metadata.len()), LARGEST)
        }
    }
}

/// In MiB. The largest documents that are published have some 40 MB.
const LARGEST: u64 = 512;

/// All of a text, unless it goes on and on: a device or a pipe may never end. `likely` is its length in bytes as
/// far as that is known, the limit is in MiB.
fn read_all(from: impl Read, likely: u64, limit: u64) -> Result<String, String> {
    let limit_in_bytes = limit << 20;
    let mut bytes = Vec::with_capacity(usize::try_from(likely.min(limit_in_bytes)).unwrap_or(0));
    match from.take(limit_in_bytes + 1).read_to_end(&mut bytes) {
        Err(error) => Err(trouble::unreadable(&error)),
        Ok(count) if count as u64 > limit_in_bytes => Err(format!("is larger than {limit} MiB")),
        Ok(_) => utf8(bytes),
    }
}

/// The same for a file that a document names: no device or pipe, which may never end.
fn read_named(path: &Path) -> Result<String, String> {
    match std::fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() && !metadata.is_dir() => Err("is no ordinary file".to_owned()),
        _ => read_text(path),
    }
}

/// UTF-8, or UTF-16 where a byte order mark says so: some editors and shells write it.
fn utf8(bytes: Vec<u8>) -> Result<String, String> {
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> =
            rest.chunks(2).map(|pair| unit([pair[0], pair.get(1).copied().unwrap_or(0)])).collect();
        String::from_utf16(&units).map_err(|_| "begins like UTF-16, and is not".to_owned())
    };
    match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => return utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => return utf16(rest, u16::from_be_bytes),
        _ => {}
    }
    String::from_utf8(bytes)
        .map_err(|error| trouble::not_text(error.as_bytes(), error.utf8_error().valid_up_to()))
}

/// Loads one file into a tree of its own, reporting what is odd about its text.
fn load_file(
    path: Option<PathBuf>,
    name: String,
    text: String,
    sources: &mut Sources,
    diags: &mut Diagnostics,
) -> (FileId, Option<Value>) {
    let mut source = SourceFile::new(path, name, text);
    if let Some(page) = page::find(&source.text) {
        (source.prose, source.body) = (page.prose, page.body);
    }
    let file = FileId(sources.files.len());
    let tree = match load::load(source.body()) {
        Ok(loaded) => {
            (source.format, source.pieces) = (loaded.format, loaded.pieces);
            report_notes(&loaded.notes, &source, file, diags);
            Some(loaded.tree)
        }
        Err(failure) => {
            report_failure(failure, file, &source, diags);
            None
        }
    };
    sources.files.push(source);
    (file, tree)
}

/// Loads a file that is one text, for a description that refers to it.
fn load_prose(path: PathBuf, name: String, text: String, sources: &mut Sources) -> (FileId, Option<Value>) {
    let source = SourceFile::new(Some(path), name, text);
    let tree = Value::String(source.text.clone());
    sources.files.push(source);
    (FileId(sources.files.len() - 1), Some(tree))
}

fn report_notes(notes: &[Note], source: &SourceFile, file: FileId, diags: &mut Diagnostics) {
    // What is unsure until the text is seen again: whether a name is quoted, whether a double was an integer.
    // JSON has no names without quotes.
    let json = source.format == Format::Json;
    let unsure = |note: &&Note| match note.oddity {
        Oddity::KeyNotText => !json,
        Oddity::Huge => true,
        _ => false,
    };
    let pointers: Vec<&Pointer> = notes.iter().filter(unsure).map(|note| &note.pointer).collect();
    let mut found = match pointers.is_empty() {
        true => Vec::new(),
        false => source.find(&pointers),
    }
    .into_iter();
    for note in notes {
        let found = if unsure(&note) { found.next().flatten() } else { None };
        let Some((code, message)) = objection(&note.oddity, source, found) else { continue };
        let diagnostic = Diagnostic::new(code, note.pointer.clone(), message).within(Scope::File(file));
        let on_key = matches!(note.oddity, Oddity::DuplicateKey | Oddity::RepeatedKey | Oddity::KeyNotText);
        diags.push(if on_key { diagnostic.on_key() } else { diagnostic });
    }
}

/// What to say about an oddity, if it is one once the text is looked at.
fn objection(oddity: &Oddity, source: &SourceFile, found: Option<Found>) -> Option<(&'static Code, String)> {
    Some(match oddity {
        Oddity::DuplicateKey => (&code::DUPLICATE_KEY, "this name occurs twice".to_owned()),
        Oddity::RepeatedKey => {
            (&code::REPEATED_KEY, "this name occurs twice, with the same value".to_owned())
        }
        Oddity::MergeNotObject => (&code::MERGE_NOT_OBJECT, "only objects can be merged".to_owned()),
        Oddity::Tag(tag) => (&code::UNKNOWN_TAG, format!("the tag `!{tag}` is ignored")),
        Oddity::NotFinite => (&code::NUMBER_NOT_JSON, "this number is read as null".to_owned()),
        Oddity::KeyNotText => {
            let key = found?.key.filter(|key| key.plain)?;
            let written = source.body().get(key.span)?;
            (&code::KEY_NOT_TEXT, format!("`{written}` is read as the text \"{written}\""))
        }
        Oddity::Huge => {
            let written = source.body().get(found?.value.span)?;
            let integer = written.trim_start_matches(['-', '+']).bytes().all(|byte| byte.is_ascii_digit());
            integer.then(|| (&code::NUMBER_NOT_JSON, "this integer is past 64 bits".to_owned()))?
        }
    })
}

fn report_failure(failure: Failure, file: FileId, source: &SourceFile, diags: &mut Diagnostics) {
    let code = match failure.reason {
        Reason::Syntax if trouble::is_markup(source.body()) => &code::NOT_OPENAPI,
        Reason::Syntax => &code::SYNTAX,
        Reason::TooDeep => &code::NESTED_TOO_DEEP,
        Reason::AliasesTooLarge => &code::ALIASES_TOO_LARGE,
        Reason::SeveralDocuments => &code::SEVERAL_DOCUMENTS,
    };
    let trouble = trouble::of(&failure, source.body());
    let start = source.body.start;
    let scope = match trouble.mark {
        Some(at) => Scope::Text(file, start + at..start + at),
        None => Scope::File(file),
    };
    let pointer = failure.pointer.filter(|_| trouble.mark.is_none()).unwrap_or_default();
    diags.push(Diagnostic::new(code, pointer, trouble.message).within(scope));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_never_ends_is_refused() {
        assert_eq!(read_all(io::repeat(b' '), 0, 1), Err("is larger than 1 MiB".to_owned()));
        assert_eq!(read_all(io::repeat(b' ').take(1 << 20), 0, 1).map(|text| text.len()), Ok(1 << 20));
    }

    #[test]
    fn what_is_no_text_is_told_by_its_kind_or_its_place() {
        let said = |bytes: &[u8]| read_all(bytes, 0, 1).expect_err("no text");
        assert_eq!(said(b"PK\x03\x04\x00\xff"), "is a ZIP archive, not a text");
        assert_eq!(said(b"\x1f\x8b\x08"), "is a gzip file, not a text");
        let latin = b"openapi: 3.1.0\ninfo: {title: Caf\xe9}\n";
        assert_eq!(said(latin), "is not UTF-8: the letter at line 2, column 18 is in another encoding");
    }
}
