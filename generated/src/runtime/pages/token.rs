//! Where a walk stands.

use std::fmt;
use std::str::FromStr;

use super::super::error::Error;

/// Where a walk over pages stands: to be kept, and to go on from later, with the same call.
///
/// As text (`Display`, `FromStr`) it is opaque, but for what the API calls the page: treat a cursor that is a secret
/// as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageToken {
    pub(super) position: Position,
    /// So many items of that page are done with.
    pub(super) skip: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Position {
    /// The first page of what goes by cursors or addresses.
    Start,
    Number(u64),
    Offset(u64),
    Cursor(String),
    /// A path with its query, on the server that was asked.
    Url(String),
    /// There is no more.
    End,
}

impl fmt::Display for PageToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.position {
            Position::Start => write!(f, "{}:start", self.skip),
            Position::Number(number) => write!(f, "{}:page:{number}", self.skip),
            Position::Offset(offset) => write!(f, "{}:offset:{offset}", self.skip),
            Position::Cursor(cursor) => write!(f, "{}:cursor:{cursor}", self.skip),
            Position::Url(url) => write!(f, "{}:url:{url}", self.skip),
            Position::End => write!(f, "{}:end", self.skip),
        }
    }
}

impl FromStr for PageToken {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let read = || {
            let (skip, rest) = text.split_once(':')?;
            let (kind, value) = rest.split_once(':').unwrap_or((rest, ""));
            let position = match kind {
                "start" => Position::Start,
                "page" => Position::Number(value.parse().ok()?),
                "offset" => Position::Offset(value.parse().ok()?),
                "cursor" => Position::Cursor(value.to_owned()),
                "url" if value.starts_with('/') => Position::Url(value.to_owned()),
                "end" => Position::End,
                _ => return None,
            };
            Some(PageToken { position, skip: skip.parse().ok()? })
        };
        read().ok_or_else(|| Error::misuse(format!("\"{text}\" is not the text of a page token")))
    }
}
