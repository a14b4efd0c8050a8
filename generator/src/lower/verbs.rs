//! The words that say what is done.

/// What begins words that have their verb in its place.
pub(super) const VERBS: &[&str] =
    &["add", "create", "delete", "find", "get", "list", "put", "remove", "retrieve", "update"];

/// Whether a word is one of those verbs, or of what is done beyond them.
pub(super) fn is_verb(word: &str) -> bool {
    VERBS.contains(&word) || DEEDS.contains(&word)
}

/// Whether words begin with what is done, beyond the usual verbs.
pub(super) fn is_deed(words: &[String]) -> bool {
    words.first().is_some_and(|word| DEEDS.contains(&word.as_str()))
}

/// What begins such words.
const DEEDS: &[&str] = &[
    "apply",
    "ask",
    "calculate",
    "cancel",
    "change",
    "check",
    "complete",
    "confirm",
    "convert",
    "count",
    "execute",
    "export",
    "extract",
    "generate",
    "import",
    "preview",
    "refresh",
    "resend",
    "reset",
    "revoke",
    "search",
    "send",
    "simulate",
    "start",
    "stop",
    "sync",
    "terminate",
    "validate",
    "verify",
    "watch",
];

/// What is asked for with GET and is a verb.
pub(super) const SEARCHES: &[&str] = &["count", "download", "export", "find", "preview", "search"];
