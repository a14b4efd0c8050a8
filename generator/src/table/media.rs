//! Media types: how a body of each behaves.

/// One row per behaviour.
#[derive(Debug, PartialEq)]
pub struct Media {
    /// What it matches: an exact type, `+suffix`, or `type/*`.
    pub pattern: &'static str,
    /// How a body behaves.
    pub behaviour: Behaviour,
}

/// How a body behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behaviour {
    /// JSON text of the schema's type.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// One JSON text per line.
    JsonLines,
    /// Server-sent events.
    Events,
}

const fn row(pattern: &'static str, behaviour: Behaviour) -> Media {
    Media { pattern, behaviour }
}

/// Every row; the first that matches counts, the last matches everything.
pub static MEDIA: &[Media] = &[
    row("application/json", Behaviour::Json),
    row("+json", Behaviour::Json),
    row("text/json", Behaviour::Json),
    row("application/x-www-form-urlencoded", Behaviour::Form),
    row("multipart/form-data", Behaviour::Multipart),
    row("application/x-ndjson", Behaviour::JsonLines),
    row("application/ndjson", Behaviour::JsonLines),
    row("application/jsonl", Behaviour::JsonLines),
    row("application/x-jsonl", Behaviour::JsonLines),
    row("application/json-lines", Behaviour::JsonLines),
    row("text/event-stream", Behaviour::Events),
    row("application/xml", Behaviour::Text),
    row("+xml", Behaviour::Text),
    row("text/*", Behaviour::Text),
    row("*", Behaviour::Bytes),
];

/// The row for a media type as written; parameters (`; charset=utf-8`) do not count.
pub fn find(media_type: &str) -> &'static Media {
    let essence = essence(media_type);
    let matches = |row: &&Media| match row.pattern.strip_suffix('*') {
        Some(prefix) => essence.starts_with(prefix),
        None if row.pattern.starts_with('+') => essence.ends_with(row.pattern),
        None => essence == row.pattern,
    };
    MEDIA.iter().find(matches).unwrap_or(&MEDIA[MEDIA.len() - 1])
}

/// A media type without its parameters, in lower case.
pub fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
