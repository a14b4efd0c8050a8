//! The format of server-sent events (WHATWG HTML, section 9.2.6).

use std::time::Duration;

use bytes::{Buf as _, BytesMut};

/// An event as it came.
#[derive(Debug, Default, PartialEq)]
pub(super) struct RawEvent {
    pub event: String,
    pub data: String,
    pub id: Option<String>,
}

/// Takes a stream of bytes apart.
#[derive(Debug, Default)]
pub(super) struct Parser {
    kept: BytesMut,
    /// Up to where there is no end of a line in what is kept.
    searched: usize,
    started: bool,
    /// Whether the last line ended with a carriage return, which a line feed may belong to.
    after_return: bool,
    event: String,
    data: Option<String>,
    /// An id that counts once its event is complete.
    id: Option<String>,
    /// The id of the last event that has one.
    pub last_id: Option<String>,
    /// How long the server wants a client to wait before it comes back.
    pub retry: Option<Duration>,
}

impl Parser {
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        self.kept.extend_from_slice(bytes);
    }

    /// How much is kept of an event that is not complete.
    pub(super) fn size(&self) -> usize {
        self.kept.len() + self.data.as_ref().map_or(0, String::len)
    }

    /// Forgets an event that is not complete: its connection is gone.
    pub(super) fn reset(&mut self) {
        let (last_id, retry) = (self.last_id.take(), self.retry);
        *self = Self { last_id, retry, ..Self::default() };
    }

    /// The next event that is complete.
    pub(super) fn next(&mut self) -> Option<RawEvent> {
        while let Some(line) = self.line() {
            if line.is_empty() {
                let event = std::mem::take(&mut self.event);
                self.last_id = self.id.take().or(self.last_id.take());
                if let Some(data) = self.data.take() {
                    return Some(RawEvent { event, data, id: self.last_id.clone() });
                }
            } else {
                self.field(&line);
            }
        }
        None
    }

    fn line(&mut self) -> Option<String> {
        if self.after_return && !self.kept.is_empty() {
            self.after_return = false;
            if self.kept.first() == Some(&b'\n') {
                self.kept.advance(1);
            }
        }
        let unseen = self.kept.get(self.searched..).unwrap_or_default();
        let Some(end) = unseen.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
            self.searched = self.kept.len();
            return None;
        };
        let line = self.kept.split_to(self.searched + end + 1);
        self.searched = 0;
        self.after_return = line.last() == Some(&b'\r');
        let line = line.split_last().map_or(&[][..], |(_, line)| line);
        let mut line = String::from_utf8_lossy(line).into_owned();
        if !std::mem::replace(&mut self.started, true) && line.starts_with('\u{feff}') {
            line.remove(0);
        }
        Some(line)
    }

    fn field(&mut self, line: &str) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => value.clone_into(&mut self.event),
            "data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => self.data = Some(value.to_owned()),
            },
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry);
            }
            // A comment, or what a later version of the format has.
            _ => {}
        }
    }
}
