//! The Markdown of a page: where the document is in it, and what stands around.

use std::ops::Range;

/// The prose of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Prose {
    /// The first heading.
    pub(crate) title: Option<String>,
    /// The quotation under it.
    pub(crate) description: Option<String>,
}

/// A page found in a text.
#[derive(Debug, PartialEq)]
pub(crate) struct Page {
    pub(crate) prose: Prose,
    /// The bytes between the fences.
    pub(crate) body: Range<usize>,
}

/// Takes a text for a page if a fenced block of YAML or JSON starts at the beginning of a line, which no YAML or JSON
/// document can contain (YAML 1.2, section 5.3 reserves the backtick).
pub(crate) fn find(text: &str) -> Option<Page> {
    if !text.starts_with("```") && !text.contains("\n```") {
        return None;
    }
    let mut prose = Prose::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let next = start + line.len();
        let line = line.trim_end();
        if let Some(fence) = fence(line) {
            let body = next..closing(text, next, fence);
            return Some(Page { prose, body });
        }
        if let Some(title) = line.strip_prefix("# ") {
            prose.title.get_or_insert_with(|| title.trim().to_owned());
        } else if let Some(quoted) = line.strip_prefix('>') {
            let description = prose.description.get_or_insert_default();
            if !description.is_empty() {
                description.push('\n');
            }
            description.push_str(quoted.trim());
        }
        start = next;
    }
    None
}

/// The fence that opens a block of YAML or JSON.
fn fence(line: &str) -> Option<&str> {
    let info = line.trim_start_matches('`');
    let fence = line.get(..line.len() - info.len())?;
    let language = info.split_whitespace().next()?;
    (fence.len() >= 3 && matches!(language, "yaml" | "yml" | "json")).then_some(fence)
}

/// Where the block ends: at a line with a fence at least as long (CommonMark 0.31, section 4.5), or at the end.
fn closing(text: &str, start: usize, fence: &str) -> usize {
    let mut at = start;
    for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        let bare = line.trim_end();
        if bare.len() >= fence.len() && bare.bytes().all(|byte| byte == b'`') {
            return at;
        }
        at += line.len();
    }
    text.len()
}
