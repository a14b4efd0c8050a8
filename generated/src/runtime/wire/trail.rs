//! Where in a value reading went wrong.

use serde_json::Value as Json;

/// The way back from an error to the root, and the allowance for trying. Nothing is kept while reading succeeds.
pub struct Trail {
    /// Innermost first: each level adds itself while the error passes it.
    steps: Vec<Step>,
    /// How many undecided unions are being tried around the value that is read now.
    tries: u32,
    /// How much of what was kept has found no proper place: properties without a field, texts that are not listed.
    misfits: u64,
    /// How many values may still be read again because undecided unions contain each other.
    allowance: usize,
}

enum Step {
    Key(String),
    Index(usize),
}

/// Undecided unions inside undecided unions are read once per combination, so a hostile document could make the work
/// grow exponentially with its depth. This many values are read for it, and no more.
const ALLOWANCE: usize = 4_000_000;

/// What one thing without a place counts: more than all nulls that are taken for absent.
const MISFIT: u64 = 1_000_000;

/// What one null counts that is taken for absent: more than all properties that some object may keep among others.
const FORGOTTEN: u64 = 1_000;

impl Trail {
    /// A trail at the root of a value.
    pub fn new() -> Self {
        Trail { steps: Vec::new(), tries: 0, misfits: 0, allowance: ALLOWANCE }
    }

    /// The same for who gives up early, since somebody else begins again.
    pub fn short() -> Self {
        Trail { allowance: ALLOWANCE / 50, ..Trail::new() }
    }

    /// The error passed a property.
    #[cold]
    pub fn key(&mut self, key: &str) {
        self.steps.push(Step::Key(key.to_owned()));
    }

    /// The error passed an element of an array.
    #[cold]
    pub fn index(&mut self, index: usize) {
        self.steps.push(Step::Index(index));
    }

    /// How long the trail is now, for [`take_since`](Self::take_since).
    pub fn mark(&self) -> usize {
        self.steps.len()
    }

    /// Removes what was added since the mark, and returns it as a path: `items[3].tax`.
    pub fn take_since(&mut self, mark: usize) -> String {
        let mut path = String::new();
        while self.steps.len() > mark {
            match self.steps.pop() {
                Some(Step::Index(index)) => path.push_str(&format!("[{index}]")),
                Some(Step::Key(key)) if is_plain(&key) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(&key);
                }
                Some(Step::Key(key)) => path.push_str(&format!("[{key:?}]")),
                None => break,
            }
        }
        path
    }

    /// Something in a value that was kept has no proper place in what it is read as.
    pub fn misfit(&mut self) {
        self.misfits = self.misfits.saturating_add(MISFIT);
    }

    /// A null is taken for absent: a place was found for it, though it will not be written again.
    pub fn forgotten(&mut self) {
        self.misfits = self.misfits.saturating_add(FORGOTTEN);
    }

    /// A property has a place among others, but none of its own: far better than none at all.
    pub fn among_others(&mut self) {
        self.misfits = self.misfits.saturating_add(1);
    }

    /// Whether members of a union are being tried.
    pub fn tries(&self) -> bool {
        self.tries > 0
    }

    /// How much of that there was, from the beginning.
    pub fn misfits(&self) -> u64 {
        self.misfits
    }

    /// Forgets what an attempt has met that is not the one that counts.
    pub fn forget_misfits(&mut self, since: u64) {
        self.misfits = since;
    }

    /// Begins to try members on a value; false if there has been too much of it.
    pub fn begin_tries(&mut self, value: &Json, members: usize) -> bool {
        if self.tries > 0 {
            let cost = count(value).saturating_mul(members);
            if cost > self.allowance {
                return false;
            }
            self.allowance -= cost;
        }
        self.tries += 1;
        true
    }

    /// Ends what [`begin_tries`](Self::begin_tries) began.
    pub fn end_tries(&mut self) {
        self.tries = self.tries.saturating_sub(1);
    }
}

impl Default for Trail {
    fn default() -> Self {
        Trail::new()
    }
}

/// Whether a key can stand in a path without quotes.
fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'$' | b'@'))
}

/// How many values there are in a value. Its depth is limited by the format that it was read from.
fn count(value: &Json) -> usize {
    match value {
        Json::Array(items) => items.iter().fold(1, |sum, item| sum.saturating_add(count(item))),
        Json::Object(entries) => entries.values().fold(1, |sum, item| sum.saturating_add(count(item))),
        _ => 1,
    }
}
