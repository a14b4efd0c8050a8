//! From a fitted tree to `openapiv3`'s model: schemas and paths one by one, in all processors.
//!
//! The model reads an object with extensions, and whatever may be a reference instead, into a copy first, and what is
//! inside of it once more: text at the bottom of a document would be copied at each level around it. Read from a tree that
//! stays, text is only pointed at until it is where it belongs. And as a model is larger than its part of the tree, there
//! are only a few at a time for who looks at each once.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::vec::IntoIter;

use openapiv3::{Components, OpenAPI, PathItem, ReferenceOr, Schema};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Error, Map, Value};

use crate::parallel;

/// A document of which schemas and paths are modelled when somebody comes to look at them.
#[derive(Debug)]
pub struct Parts {
    /// All but them.
    pub api: OpenAPI,
    /// What is in `components/schemas`.
    pub schemas: Models<Schema>,
    /// What is in `paths`.
    pub paths: Models<PathItem>,
}

impl Parts {
    /// Of a fitted tree.
    pub(super) fn of(mut tree: Value) -> Result<Parts, Error> {
        let schemas = taken(&mut tree, "/components/schemas", |_| true);
        let paths = taken(&mut tree, "/paths", |name| name.starts_with('/'));
        let api = OpenAPI::deserialize(&tree)?;
        Ok(Parts { api, schemas: Models::of(schemas), paths: Models::of(paths) })
    }

    /// The whole document.
    pub(super) fn document(mut self) -> Result<OpenAPI, Error> {
        self.api.paths.paths = self.paths.map(named).collect::<Result<_, Error>>()?;
        let schemas = self.schemas.map(named).collect::<Result<indexmap::IndexMap<_, _>, Error>>()?;
        if !schemas.is_empty() {
            self.api.components.get_or_insert_with(Components::default).schemas = schemas;
        }
        Ok(self.api)
    }
}

fn named<T>((name, model): (String, Result<T, Error>)) -> Result<(String, T), Error> {
    Ok((name, model?))
}

/// Takes members out of an object.
fn taken(tree: &mut Value, pointer: &str, wanted: impl Fn(&str) -> bool) -> Map<String, Value> {
    let Some(Value::Object(members)) = tree.pointer_mut(pointer) else { return Map::new() };
    let (taken, left) = std::mem::take(members).into_iter().partition(|(name, _)| wanted(name));
    *members = left;
    taken
}

/// Members of an object with their names, and the models of them. An error is a defect of this module's siblings.
pub struct Models<T> {
    waiting: IntoIter<(String, Value)>,
    ready: IntoIter<(String, Result<ReferenceOr<T>, Error>)>,
}

impl<T> Models<T> {
    fn of(members: Map<String, Value>) -> Self {
        let waiting: Vec<(String, Value)> = members.into_iter().collect();
        Models { waiting: waiting.into_iter(), ready: Vec::new().into_iter() }
    }

    /// The names of those that nobody has looked at.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let waiting = self.waiting.as_slice().iter().map(|(name, _)| name);
        self.ready.as_slice().iter().map(|(name, _)| name).chain(waiting).map(String::as_str)
    }
}

impl<T> fmt::Debug for Models<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.names()).finish()
    }
}

impl<T: DeserializeOwned + Send> Iterator for Models<T> {
    type Item = (String, Result<ReferenceOr<T>, Error>);

    fn next(&mut self) -> Option<Self::Item> {
        /// How many are modelled at a time.
        const BATCH: usize = 256;
        /// How many of them a worker takes at a time.
        const SHARE: usize = 16;
        if let Some(ready) = self.ready.next() {
            return Some(ready);
        }
        let batch: Vec<(String, Mutex<Value>)> =
            self.waiting.by_ref().take(BATCH).map(|(name, value)| (name, Mutex::new(value))).collect();
        let models = parallel::map(&batch, SHARE, |(_, value)| {
            let value = std::mem::take(&mut *value.lock().unwrap_or_else(PoisonError::into_inner));
            ReferenceOr::<T>::deserialize(&value)
        });
        let names = batch.into_iter().map(|(name, _)| name);
        self.ready = names.zip(models).collect::<Vec<_>>().into_iter();
        self.ready.next()
    }
}
