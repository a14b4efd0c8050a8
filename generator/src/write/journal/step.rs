//! One change on disk: how it is written down, made, and taken back.

use super::{HIDING, JOURNAL, NEW, OLD};
use crate::write::Error;
use crate::write::place::{clear_way, is_absent, is_inside, make_way, place};
use std::fs;
use std::path::Path;

/// One change on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Puts the barrier in the place of this file.
    Hide(String),
    /// Puts what is prepared in its place.
    Put(String),
    /// Removes a file.
    Remove(String),
}

impl Step {
    /// The file, from the folder of the crate.
    pub(super) fn path(&self) -> &str {
        match self {
            Step::Hide(path) | Step::Put(path) | Step::Remove(path) => path,
        }
    }

    /// As the list of steps has it.
    pub(super) fn line(&self) -> String {
        let verb = match self {
            Step::Hide(_) => "hide",
            Step::Put(_) => "put",
            Step::Remove(_) => "remove",
        };
        format!("{verb} {}\n", self.path())
    }

    /// Reads such a line; `None` where it is none, or leads out of the crate.
    pub(super) fn parse(line: &str) -> Option<Step> {
        let (verb, path) = line.split_once(' ')?;
        let path = is_inside(path).then(|| path.to_owned())?;
        match verb {
            "hide" => Some(Step::Hide(path)),
            "put" => Some(Step::Put(path)),
            "remove" => Some(Step::Remove(path)),
            _ => None,
        }
    }
}

/// One step. To take it twice is to take it once.
pub(super) fn forward(root: &Path, step: &Step) -> Result<(), Error> {
    let journal = root.join(JOURNAL);
    let place = place(root, step.path())?;
    match step {
        Step::Hide(_) => rename(&journal.join(HIDING), &place),
        Step::Put(path) => rename(&journal.join(NEW).join(path), &place),
        Step::Remove(_) => match fs::remove_file(&place) {
            Err(error) if !is_absent(&error) => Err(Error::Io(place, error)),
            _ => {
                clear_way(root, &place);
                Ok(())
            }
        },
    }
}

/// Takes a step back, so that it can be taken again.
pub(super) fn back(root: &Path, step: &Step) -> Result<(), Error> {
    let journal = root.join(JOURNAL);
    let place = place(root, step.path())?;
    match step {
        Step::Hide(_) => rename(&place, &journal.join(HIDING))?,
        Step::Put(path) => rename(&place, &journal.join(NEW).join(path))?,
        Step::Remove(_) => {}
    }
    rename(&journal.join(OLD).join(step.path()), &place)?;
    clear_way(root, &place);
    Ok(())
}

/// Moves a file, if it is still there.
fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    let moved = match fs::rename(from, to) {
        // Either there is nothing to move, or nowhere to move it to.
        Err(error) if is_absent(&error) && fs::symlink_metadata(from).is_ok() => {
            make_way(to)?;
            fs::rename(from, to)
        }
        moved => moved,
    };
    match moved {
        Err(error) if !is_absent(&error) => Err(Error::Io(to.to_owned(), error)),
        _ => Ok(()),
    }
}
