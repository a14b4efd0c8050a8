//! The words that say what is done.

/// What begins words that have their verb in its place.
pub(super) const VERBS: &[&str] =
    &["add", "create", "delete", "find", "get", "list", "put", "remove", "retrieve", "update"];

/// Whether a word is one of those verbs, or of what is done beyond them.
pub(super) fn is_verb(word: &str) -> bool {
    VERBS.contains(&word) || DEEDS.contains(&word)
}

/// Whether words say what is done, to what: `getEncryptionConfig`.
pub(super) fn is_said(words: &[String]) -> bool {
    let verb = words.first().filter(|_| words.len() > 1);
    verb.is_some_and(|verb| verb == "set" || (VERBS.contains(&verb.as_str()) && verb != "put"))
}

/// Whether words begin with what is done, beyond the usual verbs.
pub(super) fn is_deed(words: &[String]) -> bool {
    // Before another word, it may be a noun: `test clocks`, `upload sessions`.
    const ALONE: [&str; 5] = ["login", "push", "test", "trigger", "upload"];
    let alone = matches!(words, [word] if ALONE.contains(&word.as_str()));
    alone || words.first().is_some_and(|word| DEEDS.contains(&word.as_str()))
}

/// What begins such words.
const DEEDS: &[&str] = &[
    "accept",
    "activate",
    "apply",
    "approve",
    "ask",
    "attach",
    "authorize",
    "calculate",
    "cancel",
    "change",
    "check",
    "clear",
    "complete",
    "confirm",
    "convert",
    "count",
    "deactivate",
    "decline",
    "detach",
    "disable",
    "enable",
    "execute",
    "export",
    "extract",
    "generate",
    "import",
    "invite",
    "logout",
    "preview",
    "publish",
    "refresh",
    "regenerate",
    "register",
    "reject",
    "resend",
    "reset",
    "restart",
    "restore",
    "resume",
    "retry",
    "revoke",
    "rotate",
    "search",
    "send",
    "simulate",
    "start",
    "stop",
    "submit",
    "subscribe",
    "suspend",
    "sync",
    "terminate",
    "unlock",
    "unsubscribe",
    "validate",
    "verify",
    "watch",
];

/// What is asked for with GET and is a verb.
pub(super) const SEARCHES: &[&str] = &["count", "download", "export", "find", "preview", "search"];
