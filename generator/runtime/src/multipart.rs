//! Multipart bodies (RFC 7578).

use bytes::Bytes;

use super::error::Error;
use super::form;
use super::media::{Media, Part};
use super::payload::Payload;
use super::pieces::Piece;
use super::random;
use super::walk::Entry;
use super::wire::{Blob, Slot};

/// A multipart body, and its media type with the boundary.
pub(super) fn encode(media: &Media, body: &dyn Slot) -> Result<(String, Payload), Error> {
    // Nobody can guess it, so that no content can hold it.
    let boundary = format!("{}{}", random::key(), random::key()).replace('-', "");
    let mut writer = Writer { text: String::new(), pieces: Vec::new(), boundary };
    form::form(media, body, &mut |name, part, entry| writer.part(name, part, &entry))?;
    let Writer { mut text, mut pieces, boundary } = writer;
    text.push_str(&format!("--{boundary}--\r\n"));
    pieces.push(Piece::Bytes(text.into()));
    Ok((format!("{}; boundary={boundary}", media.name), Payload::Pieces(pieces)))
}

struct Writer {
    /// What was written since the last piece.
    text: String,
    pieces: Vec<Piece>,
    boundary: String,
}

impl Writer {
    fn part(&mut self, name: &str, part: Option<&'static Part>, entry: &Entry<'_>) -> Result<(), String> {
        let said = part.map(|part| part.media_type).filter(|said| !said.is_empty());
        self.text.push_str(&format!("--{}\r\ncontent-disposition: form-data; name=\"", self.boundary));
        self.text.push_str(&escaped(name));
        self.text.push('"');
        match entry {
            Entry::Text(text) => self.whole(said, Bytes::from((*text).to_owned())),
            Entry::Json(text) => {
                self.whole(Some(said.unwrap_or("application/json")), Bytes::from(text.clone()))
            }
            Entry::Blob(blob) => self.file(name, said, blob),
        }
    }

    fn whole(&mut self, media_type: Option<&str>, content: Bytes) -> Result<(), String> {
        self.text.push_str("\r\n");
        if let Some(media_type) = media_type {
            self.header("content-type", media_type)?;
        }
        self.content(Piece::Bytes(content));
        Ok(())
    }

    /// Servers know a file by its having a name.
    fn file(&mut self, name: &str, said: Option<&str>, blob: &Blob) -> Result<(), String> {
        let file_name = blob.file_name.as_deref().unwrap_or(name);
        self.text.push_str(&format!("; filename=\"{}\"\r\n", escaped(file_name)));
        // The document may allow several media types; which one it is only the caller knows.
        let said = said.filter(|said| !said.contains([',', '*']));
        let media_type = blob.media_type.as_deref().or(said).unwrap_or("application/octet-stream");
        self.header("content-type", media_type)?;
        for (name, value) in &blob.headers {
            self.header(name, value)?;
        }
        self.content(Piece::from(blob));
        Ok(())
    }

    fn header(&mut self, name: &str, value: &str) -> Result<(), String> {
        let is_token = !name.is_empty() && http::HeaderName::from_bytes(name.as_bytes()).is_ok();
        if !is_token || http::HeaderValue::from_str(value).is_err() {
            return Err(format!("cannot have the header \"{}\"", name.escape_debug()));
        }
        self.text.push_str(&format!("{name}: {value}\r\n"));
        Ok(())
    }

    fn content(&mut self, content: Piece) {
        self.text.push_str("\r\n");
        self.pieces.push(Piece::Bytes(std::mem::take(&mut self.text).into()));
        self.pieces.push(content);
        self.text.push_str("\r\n");
    }
}

/// A name between quotes: what would end it is escaped as browsers do (WHATWG HTML, "multipart form data").
fn escaped(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}
