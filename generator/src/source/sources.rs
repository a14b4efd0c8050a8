//! The files that were read, and where each part of the document came from.

use std::path::{Path, PathBuf};

use super::fit::RawText;
use super::origins::Origins;
use super::page::Prose;
use super::text::Format;
use crate::diag::{FileId, Pointer};

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
    pub(crate) body: std::ops::Range<usize>,
    pub(crate) format: Format,
}

impl SourceFile {
    /// The part of the text that is the document.
    pub(crate) fn body(&self) -> &str {
        self.text.get(self.body.clone()).unwrap_or_default()
    }
}

/// The files that were read. It outlives the document, because places are looked up only when something is printed.
#[derive(Debug, Default)]
pub struct Sources {
    pub(crate) files: Vec<SourceFile>,
    pub(crate) origins: Origins,
}

impl Sources {
    /// The files that were read, in the order they were needed: what a build has to watch.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().filter_map(|file| file.path.as_deref())
    }

    pub(crate) fn add(&mut self, file: SourceFile) -> FileId {
        self.files.push(file);
        FileId(self.files.len() - 1)
    }
}

impl RawText for Sources {
    /// For now every scalar is as its value prints.
    fn raw(&self, _pointer: &Pointer) -> Option<String> {
        None
    }
}
