//! Properties of a JSON body that the document does not have.

use std::fmt;

use bytes::Bytes;
use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::error::Error;

/// Properties to be added to a JSON object, or to take the place of its own.
#[derive(Clone, Default)]
pub(super) struct Fields(Vec<(String, Value)>);

impl Fields {
    /// Sets a property.
    pub(super) fn set(&mut self, name: String, value: Value) {
        self.0.retain(|(other, _)| *other != name);
        self.0.push((name, value));
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Sets all properties of another set.
    pub(super) fn extend(&mut self, others: &Self) {
        for (name, value) in &others.0 {
            self.set(name.clone(), value.clone());
        }
    }

    /// The body with these properties. The text of what is not replaced stays as it is: numbers keep their digits.
    pub(super) fn merge(&self, body: Option<Bytes>) -> Result<Option<Bytes>, Error> {
        if self.0.is_empty() {
            return Ok(body);
        }
        let no_object = || Error::misuse("extra fields need a JSON object as the body of the call");
        let mut entries = match &body {
            None => Vec::new(),
            Some(body) => serde_json::Deserializer::from_slice(body)
                .deserialize_map(Entries)
                .map_err(|_| no_object())?,
        };
        for (name, value) in &self.0 {
            let raw = serde_json::value::to_raw_value(value).map_err(|_| no_object())?;
            match entries.iter_mut().find(|(other, _)| other == name) {
                Some((_, old)) => *old = raw,
                None => entries.push((name.clone(), raw)),
            }
        }
        let mut text = String::from("{");
        for (index, (name, raw)) in entries.iter().enumerate() {
            text.push_str(if index == 0 { "" } else { "," });
            text.push_str(&Value::from(name.as_str()).to_string());
            text.push(':');
            text.push_str(raw.get());
        }
        text.push('}');
        Ok(Some(text.into()))
    }
}

/// Reads the entries of an object in their order, values as text.
struct Entries;

impl<'de> Visitor<'de> for Entries {
    type Value = Vec<(String, Box<RawValue>)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(entries)
    }
}
