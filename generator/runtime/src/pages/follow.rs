//! From a page to the next by its address.

use super::super::api::{Api, SchemeKind};
use super::super::base_url::{self, BaseUrl};
use super::super::client::Shared;
use super::super::error::Error;
use super::super::plan::Plan;
use super::super::query::{Query, encode};

impl Plan {
    /// Asks for what an address leads to: a path and a query, on the same server. What the address does not say of the
    /// caller's own query stays.
    pub(super) fn follow(&mut self, target: &str, shared: &Shared) -> Result<(), Error> {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        self.server = Some(BaseUrl::new(base_url::root(&self.place(shared)?)));
        self.path = path.to_owned();
        self.query = Query::written(query).or(std::mem::take(&mut self.query));
        for given in self.given.values_mut() {
            given.query = Query::default();
        }
        Ok(())
    }

    /// The target without parameters that hold an API key.
    pub(super) fn without_keys(&self, target: String, api: &Api) -> String {
        let Some((path, query)) = target.split_once('?') else { return target };
        let mut query = Query::written(query);
        for scheme in api.schemes {
            if let SchemeKind::Query(name) = scheme.kind {
                query.remove(name);
            }
        }
        format!("{path}{}", query.text())
    }
}

impl Query {
    /// The query of a URL as it is written there.
    fn written(query: &str) -> Self {
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        Self(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    /// The same with the pairs of another whose names it has not.
    fn or(mut self, other: Self) -> Self {
        let new = |(name, _): &(String, String)| !self.0.iter().any(|(own, _)| own == name);
        let others: Vec<_> = other.0.into_iter().filter(new).collect();
        self.0.extend(others);
        self
    }

    /// Takes out the pairs of a name.
    fn remove(&mut self, name: &str) {
        let name = encode(name, false);
        self.0.retain(|(other, _)| *other != name);
    }
}
