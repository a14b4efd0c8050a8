//! What an error most likely comes from, in the words of somebody who has seen it before.

use std::path::Path;

use super::load::{Failure, Reason};
use super::text::Mark;
use crate::diag::suggest::nearest;

/// Where a text is wrong, and how.
pub(super) struct Trouble {
    /// The byte of the text, if it is known.
    pub(super) mark: Option<usize>,
    /// Lower case, no full stop.
    pub(super) message: String,
}

/// Looks at the text around an error of a parser.
pub(super) fn of(failure: &Failure, text: &str) -> Trouble {
    let mark = failure.mark.as_ref().map(|Mark(at)| *at);
    let as_said = Trouble { mark, message: failure.message.clone() };
    if failure.reason != Reason::Syntax {
        return as_said;
    }
    if let Some(at) = conflict(text) {
        let message = "a conflict of two versions that nobody has resolved: keep one of them".to_owned();
        return Trouble { mark: Some(at), message };
    }
    if let Some(at) = mark.and_then(|at| tab(text, at)) {
        let message = "a tab, where YAML is indented by spaces only".to_owned();
        return Trouble { mark: Some(at), message };
    }
    let message = match failure.message.strip_prefix("EOF while") {
        Some(rest) => format!("the text ends while{rest}"),
        None => failure.message.clone(),
    };
    let line = |at: usize| text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
    match (&failure.opened, mark) {
        (Some(Mark(start)), Some(at)) if line(*start) != line(at) => {
            let message =
                format!("{message} that starts {} lines before", line(at).saturating_sub(line(*start)));
            Trouble { mark, message: message.replace(" 1 lines", " 1 line") }
        }
        _ => Trouble { mark, message },
    }
}

/// Where version control has left two versions of a text.
fn conflict(text: &str) -> Option<usize> {
    let start = if text.starts_with("<<<<<<< ") { 0 } else { text.find("\n<<<<<<< ")? + 1 };
    text.get(start..)?.contains("\n>>>>>>> ").then_some(start)
}

/// The tab at a place, or before it on the same line with nothing but blanks between.
fn tab(text: &str, at: usize) -> Option<usize> {
    if text.get(at..)?.starts_with('\t') {
        return Some(at);
    }
    let before = text.get(..at)?;
    let line = before.rfind('\n').map_or(0, |newline| newline + 1);
    let blank = before.get(line..)?;
    let tab = blank.find('\t')?;
    blank.chars().all(char::is_whitespace).then_some(line + tab)
}

/// What to say of a file that does not exist: whether one beside it may be meant.
pub(super) fn missing(path: &Path) -> String {
    // A folder may have any number of files; the first so many are enough for a hint.
    const MOST: usize = 1000;
    let text = path.to_string_lossy();
    if text.starts_with("http://") || text.starts_with("https://") {
        return "is an address: nothing is fetched from the network, so save it as a file first".to_owned();
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let entries = std::fs::read_dir(folder.unwrap_or(Path::new("."))).into_iter().flatten().take(MOST);
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    match nearest(&name, names.iter().map(String::as_str)) {
        Some(near) => format!("does not exist; did you mean `{}`?", path.with_file_name(near).display()),
        None => "does not exist".to_owned(),
    }
}
