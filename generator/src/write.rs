//! 6 WRITE: the text of files in, files out. Only what differs is touched, all of it or nothing.
//!
//! A list of the files that were written stands beside them (`.generated`). What is on it belongs to the generator: it is
//! replaced, and removed when it is no longer made. What is not on it belongs to somebody else, and is never touched;
//! nothing is written or removed through a symbolic link inside the crate.
//!
//! # What is on disk at each moment
//!
//! | the run is stopped | what is there | what the next run does first |
//! |---|---|---|
//! | before it writes, or while it prepares | the old crate, and a folder `.generating-*` that nothing looks at | removes that folder once it is a minute old |
//! | while it changes files, some milliseconds | a crate of which some files are old and some new; its `src/lib.rs` does nothing but refuse to compile and say so | finishes the change, even if its own document has errors |
//! | after that | the new crate | the same as in the first case |
//!
//! A run that fails, for lack of space or of a permission, leaves the old crate. A file whose text stays keeps its time,
//! so that cargo does not compile it again. What replaces something is on the disk before anything is replaced, so
//! that all this holds for a loss of power too, as far as the file system keeps the order of renames; a first
//! generation has nothing to lose and does not wait for the disk.
//! How it is done is told in `write/journal.rs`.

mod journal;
mod place;

pub use journal::recover;

use crate::emit::File;
use journal::Stage;
use place::{LIST, list, owned, read, same};
use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// How the files on disk differ from what they should be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that are not there.
    pub missing: Vec<String>,
    /// Files with another text.
    pub differing: Vec<String>,
    /// Files of an earlier run that are no longer made.
    pub obsolete: Vec<String>,
    /// Whether an earlier run was stopped while it changed files.
    pub interrupted: bool,
}

impl Changes {
    /// Whether all is as it should be.
    pub fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.differing.is_empty() && self.obsolete.is_empty() && !self.interrupted
    }
}

impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = [("missing", &self.missing), ("differs", &self.differing), ("obsolete", &self.obsolete)];
        for (what, paths) in said {
            for path in paths {
                writeln!(f, "{what}: {path}")?;
            }
        }
        if self.interrupted {
            writeln!(f, "interrupted: an earlier run was stopped while it wrote")?;
        }
        Ok(())
    }
}

/// Why files were not written.
#[derive(Debug)]
pub enum Error {
    /// The file system said no, at this path.
    Io(PathBuf, io::Error),
    /// Something is in the way that the generator did not write.
    Foreign(PathBuf),
    /// A part of the path is a symbolic link, which could lead anywhere.
    Link(PathBuf),
    /// A step failed, and so did taking back the steps before it.
    HalfWay(Box<Error>),
}

impl Error {
    /// Whether the tree cannot be written to at all.
    pub fn is_read_only(&self) -> bool {
        matches!(self, Error::Io(_, error)
            if matches!(error.kind(), ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Error::Foreign(path) => {
                let path = path.display();
                write!(
                    f,
                    "{path} is in the way and was not written by the generator: move it or choose another folder"
                )
            }
            Error::Link(path) => {
                write!(f, "{} is a symbolic link: nothing is written through it", path.display())
            }
            Error::HalfWay(error) => {
                write!(
                    f,
                    "{error}; the crate is half written and does not compile until the generator has run again"
                )
            }
        }
    }
}

impl std::error::Error for Error {}

/// What would change. Touches nothing.
pub fn check(root: &Path, files: &[File]) -> Result<Changes, Error> {
    let owned = owned(root)?;
    let mut changes = Changes { interrupted: journal::is_interrupted(root), ..Changes::default() };
    for File { path, text } in files.iter().chain([&list(files)]) {
        match read(root, path)? {
            None => changes.missing.push(path.clone()),
            Some(found) if !same(&found, text) => changes.differing.push(path.clone()),
            Some(_) => {}
        }
    }
    let made: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    for path in owned.iter().filter(|path| !made.contains(path.as_str())) {
        if read(root, path)?.is_some() {
            changes.obsolete.push(path.clone());
        }
    }
    Ok(changes)
}

/// Makes the files what they should be, and says what changed. Finishes what an earlier run left half done.
pub fn write(root: &Path, files: &[File]) -> Result<Changes, Error> {
    /// How often another run may be faster.
    const TRIES: usize = 10;
    let mut tries = 0..TRIES;
    loop {
        recover(root)?;
        let changes = check(root, files)?;
        if changes.is_empty() || prepare(root, files, &changes)?.commit()? {
            return Ok(changes);
        }
        if tries.next().is_none() {
            return Err(Error::Foreign(root.join(journal::JOURNAL)));
        }
    }
}

/// Everything that is to change, beside its place.
fn prepare<'a>(root: &'a Path, files: &[File], changes: &Changes) -> Result<Stage<'a>, Error> {
    let owned = owned(root)?;
    if let Some(foreign) = changes.differing.iter().find(|path| *path != LIST && !owned.contains(*path)) {
        return Err(Error::Foreign(root.join(foreign)));
    }
    let touched: BTreeSet<&String> = changes.missing.iter().chain(&changes.differing).collect();
    let mut stage = Stage::new(root)?;
    let list = list(files);
    let put: Vec<&File> = files.iter().chain([&list]).filter(|file| touched.contains(&file.path)).collect();
    stage.put(&put)?;
    for path in &changes.obsolete {
        stage.remove(path)?;
    }
    Ok(stage)
}
