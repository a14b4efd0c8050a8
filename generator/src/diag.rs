//! Places, diagnostics and the catalogue of codes.
//!
//! Every stage reports here; nothing is printed before the end, so that a user sees all that is wrong at once.
//! A [`Code`] is one way the generator can object; a [`Diagnostic`] is one objection, at a place in a document.

use std::borrow::Cow;
use std::fmt;
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The output is right, but the user should know; deniable by flag.
    Warning,
    /// There is no output.
    Error,
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

/// One objection.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// Which kind of objection.
    pub code: &'static Code,
    /// Where, in the document as it was read (after references to other files were bundled).
    pub pointer: Pointer,
    /// What is wrong in this case: lower case, no full stop.
    pub message: String,
}

/// What has been reported so far.
#[derive(Debug, Default)]
pub struct Diagnostics {
    reported: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Reports one objection; the run goes on to the end of its stage.
    pub fn report(&mut self, code: &'static Code, at: impl Into<Pointer>, message: impl fmt::Display) {
        let diagnostic = Diagnostic { code, pointer: at.into(), message: message.to_string() };
        if !self.reported.contains(&diagnostic) {
            self.reported.push(diagnostic);
        }
    }

    /// Runs one stage; `None` if it reported an error: the next stage may assume everything this one checked.
    pub fn stage<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let before = self.errors();
        let result = run(self);
        (self.errors() == before).then_some(result)
    }

    /// Everything reported, in the order it was found.
    pub fn reported(&self) -> &[Diagnostic] {
        &self.reported
    }

    /// How many errors were reported.
    pub fn errors(&self) -> usize {
        self.reported.iter().filter(|d| d.code.severity == Severity::Error).count()
    }
}
