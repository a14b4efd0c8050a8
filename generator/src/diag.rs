//! Places, diagnostics and the catalogue of codes.
//!
//! Every stage reports here; nothing is printed before the end, so that a user sees all that is wrong at once.
//! A [`Code`] is one way the generator can object; a [`Diagnostic`] is one objection, at a place in a document.

pub mod code;
pub mod json;
pub mod level;
pub mod render;
pub mod suggest;

use level::Levels;
use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

/// Where we are in a document while walking it: a chain of stack frames that costs nothing until it is reported.
#[derive(Clone, Copy, Debug)]
pub enum At<'a> {
    /// The whole document.
    Root,
    /// A member of an object.
    Key(&'a At<'a>, &'a str),
    /// An element of an array.
    Index(&'a At<'a>, usize),
}

impl<'a> At<'a> {
    /// The member `key` of this place.
    pub fn key(&'a self, key: &'a str) -> At<'a> {
        At::Key(self, key)
    }

    /// The element `index` of this place.
    pub fn index(&'a self, index: usize) -> At<'a> {
        At::Index(self, index)
    }
}

/// A place that outlives the walk: the same chain on the heap, shared between everything below one node.
#[derive(Clone, Debug, Default)]
pub struct Spot(Option<Arc<(Spot, Step)>>);

/// One step from a node to its child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// To a member of an object.
    Key(String),
    /// To an element of an array.
    Index(usize),
}

impl Spot {
    /// The member `key` of this place.
    pub fn key(&self, key: impl Into<String>) -> Spot {
        Spot(Some(Arc::new((self.clone(), Step::Key(key.into())))))
    }

    /// The element `index` of this place.
    pub fn index(&self, index: usize) -> Spot {
        Spot(Some(Arc::new((self.clone(), Step::Index(index)))))
    }
}

/// A JSON pointer (RFC 6901) into the document as it was read: `""` is the whole document.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(pub String);

impl Pointer {
    /// The reference tokens, unescaped, from the root downwards.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = Cow<'_, str>> {
        let rest = self.0.strip_prefix('/');
        rest.map(|rest| rest.split('/')).into_iter().flatten().map(unescape)
    }

    /// This place's member or element of that name.
    pub fn join(&self, token: &str) -> Pointer {
        let mut longer = self.clone();
        longer.push(token);
        longer
    }

    /// Appends one reference token, escaped as RFC 6901 section 3 says.
    pub fn push(&mut self, token: &str) {
        self.0.push('/');
        self.0.push_str(&escape(token));
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

fn escape(token: &str) -> Cow<'_, str> {
    if token.contains(['~', '/']) {
        Cow::Owned(token.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(token)
    }
}

fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains('~') {
        Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(token)
    }
}

impl From<At<'_>> for Pointer {
    fn from(at: At<'_>) -> Self {
        let mut steps = Vec::new();
        let mut here = &at;
        loop {
            match here {
                At::Root => break,
                At::Key(parent, key) => {
                    steps.push(Cow::Borrowed(*key));
                    here = parent;
                }
                At::Index(parent, index) => {
                    steps.push(Cow::Owned(index.to_string()));
                    here = parent;
                }
            }
        }
        let mut pointer = Pointer::default();
        steps.iter().rev().for_each(|step| pointer.push(step));
        pointer
    }
}

impl From<&Spot> for Pointer {
    fn from(spot: &Spot) -> Self {
        let mut steps = Vec::new();
        let mut here = spot;
        while let Some(node) = &here.0 {
            steps.push(&node.1);
            here = &node.0;
        }
        let mut pointer = Pointer::default();
        for step in steps.iter().rev() {
            match step {
                Step::Key(key) => pointer.push(key),
                Step::Index(index) => pointer.push(&index.to_string()),
            }
        }
        pointer
    }
}

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The output is right, but the user should know; deniable by flag.
    Warning,
    /// There is no output.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// One way the generator can object. `explain` and the errors page are printed from these rows.
#[derive(Debug)]
pub struct Code {
    /// Short and stable: a user writes it after `--deny`.
    pub id: &'static str,
    /// Whether it stops the run.
    pub severity: Severity,
    /// One line, without the particulars of a case.
    pub title: &'static str,
    /// What to do about it, and the section of the specification that the rule comes from.
    pub help: &'static str,
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Code {}

impl Hash for Code {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

/// One of the files that were read: its index in the list of sources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub usize);

impl FileId {
    /// The file that the user named.
    pub const ROOT: FileId = FileId(0);
}

/// What the pointer of a diagnostic points into.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The document as it was read: other files bundled in, other versions and dialects converted.
    #[default]
    Document,
    /// One file as its author wrote it.
    File(FileId),
    /// Nothing that has a pointer (a syntax error, say): these bytes of a file.
    Text(FileId, Range<usize>),
    /// No file that was read.
    Nowhere,
}

/// Which part of a member is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Part {
    /// The value.
    #[default]
    Value,
    /// The name before the value: a misspelt keyword, say.
    Key,
}

/// One objection.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// Which kind of objection.
    pub code: &'static Code,
    /// How much it matters in this run: what the code says, unless the user denied it.
    pub severity: Severity,
    /// Where, in what [`scope`](Self::scope) says.
    pub pointer: Pointer,
    /// What the pointer points into.
    pub scope: Scope,
    /// Whether the name or the value there is meant.
    pub part: Part,
    /// What is wrong in this case: lower case, no full stop.
    pub message: String,
}

impl Diagnostic {
    /// An objection to a value of the document.
    pub fn new(code: &'static Code, at: impl Into<Pointer>, message: impl fmt::Display) -> Self {
        let message = message.to_string();
        let (pointer, severity) = (at.into(), code.severity);
        Diagnostic { code, severity, pointer, scope: Scope::Document, part: Part::Value, message }
    }

    /// The same, about the name rather than the value.
    pub fn on_key(self) -> Self {
        Diagnostic { part: Part::Key, ..self }
    }

    /// The same, with a pointer into something other than the document.
    pub fn within(self, scope: Scope) -> Self {
        Diagnostic { scope, ..self }
    }
}

/// What has been reported so far.
#[derive(Debug, Default)]
pub struct Diagnostics {
    reported: Vec<Diagnostic>,
    /// The same again: walking a document twice must not report twice. Never iterated.
    seen: HashSet<Diagnostic>,
    errors: usize,
}

impl Diagnostics {
    /// Reports one objection to a value of the document; the run goes on to the end of its stage.
    pub fn report(&mut self, code: &'static Code, at: impl Into<Pointer>, message: impl fmt::Display) {
        self.push(Diagnostic::new(code, at, message));
    }

    /// Reports one objection, unless the very same was reported before.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.seen.insert(diagnostic.clone()) {
            self.errors += usize::from(diagnostic.code.severity == Severity::Error);
            self.reported.push(diagnostic);
        }
    }

    /// Runs one stage; `None` if it reported an error: the next stage may assume everything this one checked.
    pub fn stage<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let before = self.errors;
        let result = run(self);
        (self.errors == before).then_some(result)
    }

    /// Does with warnings what a user wants: forgets those that are allowed, makes errors of those that are denied.
    pub fn apply(&mut self, levels: &Levels) {
        self.reported.retain_mut(|diagnostic| {
            let severity = levels.severity(diagnostic.code);
            diagnostic.severity = severity.unwrap_or(diagnostic.severity);
            severity.is_some()
        });
        let is_error = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error;
        self.errors = self.reported.iter().filter(is_error).count();
    }

    /// Everything reported, in the order it was found.
    pub fn reported(&self) -> &[Diagnostic] {
        &self.reported
    }

    /// How many errors were reported.
    pub fn errors(&self) -> usize {
        self.errors
    }
}
