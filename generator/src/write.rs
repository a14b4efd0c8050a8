//! From the text of files to files: only what differs is touched, all of it or nothing.
//!
//! A list of the files that were written stands beside them. What is on it belongs to the generator: it is replaced, and
//! removed when it is no longer made. What is not on it belongs to somebody else, and is never touched.

use crate::emit::File;
use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

/// The list, at the root of a generated crate.
const LIST: &str = ".generated";

const LIST_HEAD: &str = "# Files that the generator wrote, and will replace or remove. Do not edit them: edit what they are made from.\n";

/// How the files on disk differ from what they should be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that are not there.
    pub missing: Vec<String>,
    /// Files with another text.
    pub differing: Vec<String>,
    /// Files of an earlier run that are no longer made.
    pub obsolete: Vec<String>,
}

impl Changes {
    /// Whether all is as it should be.
    pub fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.differing.is_empty() && self.obsolete.is_empty()
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
        }
    }
}

impl std::error::Error for Error {}

/// What would change. Touches nothing.
pub fn check(root: &Path, files: &[File]) -> Result<Changes, Error> {
    let owned = owned(root)?;
    let mut changes = Changes::default();
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

/// Makes the files what they should be, and says what changed.
///
/// Everything new is first written beside its place; only when all of it is there do the files change, each in one
/// step.
pub fn write(root: &Path, files: &[File]) -> Result<Changes, Error> {
    let changes = check(root, files)?;
    if changes.is_empty() {
        return Ok(changes);
    }
    let owned = owned(root)?;
    if let Some(foreign) = changes.differing.iter().find(|path| *path != LIST && !owned.contains(*path)) {
        return Err(Error::Foreign(root.join(foreign)));
    }
    let list = list(files);
    let touched =
        |file: &&File| changes.missing.contains(&file.path) || changes.differing.contains(&file.path);
    let mut staged = Staged { root, temporary: Vec::new() };
    // What is on the list before the files change holds for both states, should this be interrupted.
    staged.add(
        LIST,
        &list_text(owned.iter().map(String::as_str).chain(files.iter().map(|file| file.path.as_str()))),
    )?;
    for file in files.iter().filter(touched) {
        staged.add(&file.path, &file.text)?;
    }
    staged.commit()?;
    for path in &changes.obsolete {
        remove(root, path)?;
    }
    let mut last = Staged { root, temporary: Vec::new() };
    last.add(&list.path, &list.text)?;
    last.commit()?;
    Ok(changes)
}

/// Files written beside their places. Whatever is not committed is removed again.
struct Staged<'a> {
    root: &'a Path,
    temporary: Vec<(PathBuf, PathBuf)>,
}

impl Staged<'_> {
    fn add(&mut self, path: &str, text: &str) -> Result<(), Error> {
        let place = place(self.root, path)?;
        let fail = |path: &Path, error| Error::Io(path.to_owned(), error);
        if let Some(parent) = place.parent() {
            fs::create_dir_all(parent).map_err(|error| fail(parent, error))?;
        }
        if fs::symlink_metadata(&place).is_ok_and(|found| found.is_dir()) {
            return Err(Error::Foreign(place));
        }
        let name = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let temporary = place.with_file_name(format!(".{name}.{}", std::process::id()));
        // Noted before it is there, so that a half-written one is removed as well.
        self.temporary.push((temporary.clone(), place));
        fs::write(&temporary, text).map_err(|error| fail(&temporary, error))
    }

    fn commit(mut self) -> Result<(), Error> {
        for (temporary, place) in std::mem::take(&mut self.temporary) {
            if let Err(error) = fs::rename(&temporary, &place) {
                self.temporary.push((temporary, place.clone()));
                return Err(Error::Io(place, error));
            }
        }
        Ok(())
    }
}

impl Drop for Staged<'_> {
    fn drop(&mut self) {
        for (temporary, _) in &self.temporary {
            let _ = fs::remove_file(temporary);
        }
    }
}

/// Where a file goes. No part of the way inside the crate may be a link.
fn place(root: &Path, path: &str) -> Result<PathBuf, Error> {
    let mut place = root.to_owned();
    for part in path.split('/') {
        if fs::symlink_metadata(&place).is_ok_and(|found| found.is_symlink()) && place != root {
            return Err(Error::Link(place));
        }
        place.push(part);
    }
    Ok(place)
}

/// The text at a path; `None` if there is nothing. A link or what is not text is something else than what should be.
fn read(root: &Path, path: &str) -> Result<Option<String>, Error> {
    let place = place(root, path)?;
    match fs::symlink_metadata(&place) {
        Ok(found) if !found.is_file() => return Ok(Some(String::new())),
        Ok(_) => {}
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(Error::Io(place, error)),
    }
    match fs::read(&place) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) => Err(Error::Io(place, error)),
    }
}

/// Whether two texts are the same but for the line ends that a checkout may have changed.
fn same(found: &str, text: &str) -> bool {
    found == text || (found.contains('\r') && found.replace("\r\n", "\n") == text)
}

/// The files that an earlier run wrote. A line that leads out of the crate is none.
fn owned(root: &Path) -> Result<BTreeSet<String>, Error> {
    let text = read(root, LIST)?.unwrap_or_default();
    let inside = |line: &&str| {
        let mut parts = Path::new(line).components();
        !line.is_empty() && !line.starts_with('#') && parts.all(|part| matches!(part, Component::Normal(_)))
    };
    Ok(text.lines().filter(inside).map(str::to_owned).collect())
}

fn list(files: &[File]) -> File {
    File { path: LIST.to_owned(), text: list_text(files.iter().map(|file| file.path.as_str())) }
}

fn list_text<'a>(paths: impl Iterator<Item = &'a str>) -> String {
    let paths: BTreeSet<&str> = paths.collect();
    paths.into_iter().fold(LIST_HEAD.to_owned(), |text, path| text + path + "\n")
}

/// Removes a file, and the folders that it leaves empty.
fn remove(root: &Path, path: &str) -> Result<(), Error> {
    let place = place(root, path)?;
    fs::remove_file(&place).map_err(|error| Error::Io(place.clone(), error))?;
    let inside = place.ancestors().skip(1).take_while(|folder| *folder != root);
    for folder in inside {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}
