//! What the journal asks of the file system: new files, second names, and that they are on the disk.

use crate::write::Error;
use crate::write::place::{is_absent, make_way};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes a file that is not there, and gives its place.
pub(super) fn write(place: PathBuf, text: &str) -> Result<PathBuf, Error> {
    let create = || fs::File::create(&place);
    // Most files are in a folder that another one has made the way to.
    let created = match create() {
        Err(error) if is_absent(&error) => {
            make_way(&place)?;
            create()
        }
        created => created,
    };
    let written = created.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| Error::Io(place.clone(), error))?;
    Ok(place)
}

/// The same file under a second name; where the file system has no such thing a copy, as old as the file.
pub(super) fn same_again(place: &Path, other: &Path) -> Result<(), Error> {
    make_way(other)?;
    let copy = || {
        fs::copy(place, other)?;
        let time = fs::metadata(place)?.modified()?;
        fs::File::options().write(true).open(other)?.set_modified(time)
    };
    fs::hard_link(place, other).or_else(|_| copy()).map_err(|error| Error::Io(other.to_owned(), error))
}

/// Waits until files are on the disk, several at a time. A file system that cannot say so is believed.
pub(super) fn sync(paths: &[PathBuf]) {
    const AT_ONCE: usize = 16;
    let sync = |paths: &[PathBuf]| {
        for path in paths {
            let _ = fs::File::open(path).and_then(|file| file.sync_all());
        }
    };
    let share = paths.len().div_ceil(AT_ONCE).max(1);
    std::thread::scope(|scope| {
        for paths in paths.chunks(share) {
            // Where no thread can be had this one does it.
            if std::thread::Builder::new().spawn_scoped(scope, move || sync(paths)).is_err() {
                sync(paths);
            }
        }
    });
}
