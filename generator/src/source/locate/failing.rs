//! Places by the parser that loaded the text: go where the pointer leads, fail there, and ask where that was.
//!
//! It is slow, one pass per pointer, and knows only where a thing starts. It serves where the marking parser rejects a
//! text that the loading parser took.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::source::text::Mark;

/// Where the value at the end of a path starts, in bytes.
pub(super) fn find(text: &str, path: &[String]) -> Option<usize> {
    let error = Walk { path }.deserialize(serde_yaml::Deserializer::from_str(text)).err()?;
    let place = error.location().filter(|_| error.to_string().contains(HERE))?;
    Some(Mark::char_column(text, place.line(), place.column()).0)
}

const HERE: &str = "\u{1}here";

struct Walk<'a> {
    path: &'a [String],
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    /// The message of the error that every type but those below leads to.
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HERE)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some((first, rest)) = self.path.split_first() else { return Err(de::Error::custom(HERE)) };
        while let Some(name) = map.next_key::<String>()? {
            if name == *first {
                return map.next_value_seed(Walk { path: rest });
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Some((first, rest)) = self.path.split_first() else { return Err(de::Error::custom(HERE)) };
        let Ok(index) = first.parse::<usize>() else { return Ok(()) };
        for _ in 0..index {
            if list.next_element::<IgnoredAny>()?.is_none() {
                return Ok(());
            }
        }
        list.next_element_seed(Walk { path: rest }).map(|_| ())
    }
}
