//! From a value to the body of a request.

use bytes::Bytes;

use super::error::Error;
#[cfg(not(without = "urlencoded"))]
use super::form;
use super::media::{Encoding, Media};
#[cfg(not(without = "multipart"))]
use super::multipart;
use super::payload::Payload;
#[cfg(not(without = "urlencoded"))]
use super::percent;
#[cfg(not(without = "uploads"))]
use super::pieces::Piece;
#[cfg(not(without = "urlencoded"))]
use super::walk::Entry;
use super::walk::{Texts, Walk};
#[cfg(not(without = "uploads"))]
use super::wire::Blob;
use super::wire::{self, Items, Object, Slot};

/// A body, and the media type to send it as.
pub(super) fn encode(media: &Media, body: &dyn Slot) -> Result<(String, Payload), Error> {
    let named = |payload: Payload| (media.name.to_owned(), payload);
    match media.encoding {
        Encoding::Json => json(body).map(|text| named(Bytes::from(text).into())),
        Encoding::Lines => lines(body).map(|text| named(Bytes::from(text).into())),
        #[cfg(not(without = "urlencoded"))]
        Encoding::Form => form(media, body).map(|text| named(Bytes::from(text).into())),
        #[cfg(not(without = "multipart"))]
        Encoding::Multipart => multipart::encode(media, body),
        #[cfg(not(without = "uploads"))]
        Encoding::Text | Encoding::Bytes => plain(media, body),
    }
}

fn json(body: &dyn Slot) -> Result<Vec<u8>, Error> {
    wire::to_json(body).map_err(|error| Error::misuse(format!("the body: {error}")))
}

/// Pairs of names and values; a space is `%20`, which every reader of forms knows as well as `+`.
#[cfg(not(without = "urlencoded"))]
fn form(media: &Media, body: &dyn Slot) -> Result<String, Error> {
    let mut text = String::new();
    form::form(media, body, &mut |name, part, entry| {
        let value = match &entry {
            Entry::Text(text) => text.as_bytes(),
            Entry::Json(text) => text,
            #[cfg(not(without = "uploads"))]
            Entry::Blob(blob) => blob.as_bytes().ok_or("is to be sent in a form, which takes bytes only")?,
        };
        if !text.is_empty() {
            text.push('&');
        }
        percent::encode_into(&mut text, name.as_bytes(), percent::unreserved);
        text.push('=');
        match std::str::from_utf8(value) {
            Ok(value) if part.is_some_and(|part| part.allow_reserved) => {
                text.push_str(&percent::reserved(value, percent::reserved_in_query));
            }
            _ => percent::encode_into(&mut text, value, percent::unreserved),
        }
        Ok(())
    })?;
    Ok(text)
}

/// Each item of a list on a line of its own.
fn lines(body: &dyn Slot) -> Result<Vec<u8>, Error> {
    let mut lines = Texts(Lines { text: Vec::new(), is_list: false, outcome: Ok(()) });
    body.write(&mut lines);
    let Lines { mut text, is_list, outcome } = lines.0;
    outcome?;
    if !is_list {
        text = json(body)?;
        text.push(b'\n');
    }
    Ok(text)
}

struct Lines {
    text: Vec<u8>,
    is_list: bool,
    outcome: Result<(), Error>,
}

impl Walk for Lines {
    fn list(&mut self, items: &dyn Items) {
        self.is_list = true;
        for item in (0..items.count()).filter_map(|index| items.item(index)) {
            match json(item) {
                Ok(line) => self.text.extend(line),
                Err(error) => return self.outcome = Err(error),
            }
            self.text.push(b'\n');
        }
    }

    fn text(&mut self, _: &str) {}

    fn null(&mut self) {}

    #[cfg(not(without = "uploads"))]
    fn blob(&mut self, _: &Blob) {}

    fn object(&mut self, _: &Object<'_>) {}

    fn fail(&mut self, _: String) {}
}

/// Text or bytes as they are, under the media type that they bring along if they do.
#[cfg(not(without = "uploads"))]
fn plain(media: &Media, body: &dyn Slot) -> Result<(String, Payload), Error> {
    let mut plain = Texts(Plain(Ok((media.name.to_owned(), Bytes::new().into()))));
    body.write(&mut plain);
    plain.0.0.map_err(|reason| Error::misuse(format!("the body {reason}")))
}

#[cfg(not(without = "uploads"))]
struct Plain(Result<(String, Payload), String>);

#[cfg(not(without = "uploads"))]
impl Plain {
    fn set(&mut self, payload: Payload) {
        if let Ok((_, body)) = &mut self.0 {
            *body = payload;
        }
    }
}

#[cfg(not(without = "uploads"))]
impl Walk for Plain {
    fn text(&mut self, text: &str) {
        self.set(Bytes::from(text.to_owned()).into());
    }

    fn null(&mut self) {}

    #[cfg(not(without = "uploads"))]
    fn blob(&mut self, blob: &Blob) {
        self.set(Piece::from(blob).into());
        if let (Some(own), Ok((media, _))) = (&blob.media_type, &mut self.0) {
            *media = own.to_string();
        }
    }

    fn list(&mut self, _: &dyn Items) {
        self.fail("is a list, which is neither text nor bytes".to_owned());
    }

    fn object(&mut self, _: &Object<'_>) {
        self.fail("is an object, which is neither text nor bytes".to_owned());
    }

    fn fail(&mut self, reason: String) {
        self.0 = Err(reason);
    }
}
