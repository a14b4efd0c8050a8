//! Where files are: paths inside a crate, what stands there, and the list of those that the generator owns.

use super::Error;
use crate::emit::File;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

/// The list, at the root of a generated crate.
pub const LIST: &str = ".generated";

const LIST_HEAD: &str = "# Files that the generator wrote, and will replace or remove. Do not edit them: edit what they are made from.\n";

/// Where a file goes. No part of the way inside the crate may be a link.
pub fn place(root: &Path, path: &str) -> Result<PathBuf, Error> {
    let mut place = root.to_owned();
    for part in path.split('/') {
        if fs::symlink_metadata(&place).is_ok_and(|found| found.is_symlink()) && place != root {
            return Err(Error::Link(place));
        }
        place.push(part);
    }
    Ok(place)
}

/// Whether a path leads to something inside the crate, by the shortest way.
pub fn is_inside(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    !path.is_empty() && parts.all(|part| matches!(part, Component::Normal(_)))
}

/// The text at a path; `None` if there is nothing. A link or what is not text is something else than what should be.
pub fn read(root: &Path, path: &str) -> Result<Option<String>, Error> {
    let place = place(root, path)?;
    match fs::symlink_metadata(&place) {
        Ok(found) if !found.is_file() => return Ok(Some(String::new())),
        Ok(_) => {}
        Err(error) if is_absent(&error) => return Ok(None),
        Err(error) => return Err(Error::Io(place, error)),
    }
    match fs::read(&place) {
        Ok(bytes) => Ok(Some(String::from_utf8(bytes).unwrap_or_default())),
        Err(error) => Err(Error::Io(place, error)),
    }
}

/// Whether there was nothing at a path.
pub fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// Whether two texts are the same but for the line ends that a checkout may have changed.
pub fn same(found: &str, text: &str) -> bool {
    found == text || (found.contains('\r') && found.replace("\r\n", "\n") == text)
}

/// The files that an earlier run wrote. A line that leads out of the crate is none.
pub fn owned(root: &Path) -> Result<BTreeSet<String>, Error> {
    let text = read(root, LIST)?.unwrap_or_default();
    Ok(text.lines().filter(|line| !line.starts_with('#') && is_inside(line)).map(str::to_owned).collect())
}

/// The list as a file.
pub fn list(files: &[File]) -> File {
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let text = paths.into_iter().fold(LIST_HEAD.to_owned(), |text, path| text + path + "\n");
    File { path: LIST.to_owned(), text }
}

/// Makes the folders that a file is in.
pub fn make_way(place: &Path) -> Result<(), Error> {
    let Some(parent) = place.parent() else { return Ok(()) };
    fs::create_dir_all(parent).map_err(|error| Error::Io(parent.to_owned(), error))
}

/// Removes the folders that a file was in, as far as they are empty.
pub fn clear_way(root: &Path, place: &Path) {
    let inside = place.ancestors().skip(1).take_while(|folder| *folder != root);
    for folder in inside {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
}
