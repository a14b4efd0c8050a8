//! From a fitted tree to `openapiv3`'s model: schemas and paths one by one, in all processors.
//!
//! The model reads an object with extensions, and whatever may be a reference instead, into a copy first, and what is
//! inside of it once more: text at the bottom of a document would be copied at each level around it. Read from a tree that
//! stays, text is only pointed at until it is where it belongs; and read one by one, each part of the tree is dropped as
//! soon as its model is there, so that there never are two of all.

use std::sync::{Mutex, PoisonError};

use indexmap::IndexMap;
use openapiv3::{Components, OpenAPI, ReferenceOr};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Error, Map, Value};

use crate::parallel;

/// The model of a whole document.
pub(super) fn document(mut tree: Value) -> Result<OpenAPI, Error> {
    let schemas = taken(&mut tree, "/components/schemas", |_| true);
    let paths = taken(&mut tree, "/paths", |name| name.starts_with('/'));
    let mut document = OpenAPI::deserialize(&tree)?;
    drop(tree);
    document.paths.paths = models(paths)?;
    if !schemas.is_empty() {
        document.components.get_or_insert_with(Components::default).schemas = models(schemas)?;
    }
    Ok(document)
}

/// Takes members out of an object.
fn taken(tree: &mut Value, pointer: &str, wanted: impl Fn(&str) -> bool) -> Map<String, Value> {
    let Some(Value::Object(members)) = tree.pointer_mut(pointer) else { return Map::new() };
    let (taken, left) = std::mem::take(members).into_iter().partition(|(name, _)| wanted(name));
    *members = left;
    taken
}

/// The models of the members of an object.
fn models<T: DeserializeOwned + Send>(
    members: Map<String, Value>,
) -> Result<IndexMap<String, ReferenceOr<T>>, Error> {
    /// Members that a worker takes at a time.
    const SHARE: usize = 8;
    let (names, values): (Vec<String>, Vec<_>) =
        members.into_iter().map(|(name, value)| (name, Mutex::new(value))).unzip();
    let models = parallel::map(&values, SHARE, |value| {
        let value = std::mem::take(&mut *value.lock().unwrap_or_else(PoisonError::into_inner));
        ReferenceOr::<T>::deserialize(&value)
    });
    names.into_iter().zip(models).map(|(name, model)| Ok((name, model?))).collect()
}
