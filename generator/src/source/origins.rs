//! Where parts of the document came from that did not keep their place while it was read.

use std::collections::BTreeMap;

use crate::diag::{FileId, Pointer};

/// The passes over the tree that moved things, the first one first.
#[derive(Debug, Default)]
pub(crate) struct Origins {
    passes: Vec<Pass>,
}

/// What one pass moved: from where things are after it, to where they were before. What is below a thing moved along
/// with it, unless it has a row of its own.
#[derive(Debug, Default)]
pub(crate) struct Pass {
    rows: BTreeMap<Pointer, Place>,
}

/// A place in a file as its author wrote it, or in the document between two passes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The file; the root file's tree is also what the document is made of.
    pub(crate) file: FileId,
    /// Into that file, or into the document.
    pub(crate) pointer: Pointer,
}

/// The place of a thing on both sides of a pass that reshapes the root file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trace {
    before: Pointer,
    after: Pointer,
}

impl Trace {
    /// A step on the side that is read.
    pub(crate) fn before(&self, token: &str) -> Trace {
        Trace { before: self.before.join(token), after: self.after.clone() }
    }

    /// A step on the side that is written.
    pub(crate) fn after(&self, token: &str) -> Trace {
        Trace { before: self.before.clone(), after: self.after.join(token) }
    }

    /// A step on both sides.
    pub(crate) fn both(&self, token: &str) -> Trace {
        Trace { before: self.before.join(token), after: self.after.join(token) }
    }

    /// The same thing, written somewhere else.
    pub(crate) fn to(&self, path: &[&str]) -> Trace {
        let mut after = Pointer::default();
        path.iter().for_each(|token| after.push(token));
        Trace { before: self.before.clone(), after }
    }

    /// The same thing, written as a field of what it is a part of rather than in the list there.
    pub(crate) fn sibling(&self, field: &str) -> Trace {
        let around = self.after.0.rfind('/').map_or("", |slash| &self.after.0[..slash]);
        Trace { before: self.before.clone(), after: Pointer(around.to_owned()).join(field) }
    }

    /// The same thing, written where another is.
    pub(crate) fn written_as(&self, other: &Trace) -> Trace {
        Trace { before: self.before.clone(), after: other.after.clone() }
    }

    /// Where it was.
    pub(crate) fn origin(&self) -> &Pointer {
        &self.before
    }
}

impl Pass {
    /// Says that a thing of the root file has moved.
    pub(crate) fn traced(&mut self, trace: &Trace) {
        if trace.before != trace.after {
            self.moved(trace.after.clone(), Place { file: FileId::ROOT, pointer: trace.before.clone() });
        }
    }

    /// Says that what is now at `new` was at `old`.
    pub(crate) fn moved(&mut self, new: Pointer, old: Place) {
        self.rows.insert(new, old);
    }

    /// Where the thing at `pointer` was before.
    fn before(&self, pointer: Pointer) -> Place {
        let mut cut = pointer.0.len();
        loop {
            let prefix = Pointer(pointer.0[..cut].to_owned());
            if let Some(place) = self.rows.get(&prefix) {
                let pointer = Pointer(format!("{}{}", place.pointer.0, &pointer.0[cut..]));
                return Place { file: place.file, pointer };
            }
            match pointer.0[..cut].rfind('/') {
                Some(slash) => cut = slash,
                None => return Place { file: FileId::ROOT, pointer },
            }
        }
    }
}

impl Origins {
    /// Adds a pass that came after all others.
    pub(crate) fn push(&mut self, pass: Pass) {
        if !pass.rows.is_empty() {
            self.passes.push(pass);
        }
    }

    /// Where the thing at `pointer` in the document stands in the files.
    pub(crate) fn find(&self, pointer: Pointer) -> Place {
        let mut place = Place { file: FileId::ROOT, pointer };
        for pass in self.passes.iter().rev() {
            // What came from another file has not been moved before: the first pass only knew the root file.
            if place.file != FileId::ROOT {
                break;
            }
            place = pass.before(place.pointer);
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_prefix_counts_and_passes_compose() {
        let at = |text: &str| Pointer(text.to_owned());
        let root = |text: &str| Place { file: FileId::ROOT, pointer: at(text) };
        let (mut first, mut second) = (Pass::default(), Pass::default());
        first.moved(at("/paths/~1a"), root("/paths"));
        first.moved(at("/paths/~1a/post/responses"), root("/paths/response"));
        second.moved(at("/components/schemas/S"), root("/paths/~1a/post/responses/200"));
        second.moved(at("/components/schemas/T"), Place { file: FileId(1), pointer: at("/T") });
        let mut origins = Origins::default();
        origins.push(first);
        origins.push(second);
        assert_eq!(origins.find(at("/components/schemas/S/x")), root("/paths/response/200/x"));
        assert_eq!(
            origins.find(at("/components/schemas/T/x")),
            Place { file: FileId(1), pointer: at("/T/x") }
        );
        assert_eq!(origins.find(at("/paths/~1a/post")), root("/paths/post"));
        assert_eq!(origins.find(at("/paths/~1ab")), root("/paths/~1ab"));
        assert_eq!(origins.find(at("")), root(""));
    }
}
