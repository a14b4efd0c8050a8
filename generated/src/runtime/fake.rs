//! The API in the process of a test: no network, no account, and every fault on demand.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::future::poll_fn;
use std::io::Read as _;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{HeaderMap, Method};
use http_body::Body as _;
use serde::de::IgnoredAny;
use serde_json::json;

use super::blocking_transport::{BlockingBody, BlockingTransport};
use super::fake_reply::Reply;
use super::operation::{Location, Operation, Param, Style};
use super::percent::encoded;
use super::transport::{Body, Exchange, Limits, Transport, TransportError};
use super::wire::{self, Json, Slot};

/// The API in the process of a test.
///
/// It is a transport, async and blocking: give it, or a clone of it, to the builder of a client. It answers each
/// operation with the replies that were queued for it, then with its standing reply, then with the document's
/// example; a request that is not what the operation's table says is answered with a 400 that says why. What was
/// requested is kept in [`requests`](Self::requests).
#[derive(Clone, Default)]
pub struct Fake(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    examples: BTreeMap<String, Reply>,
    standing: BTreeMap<String, Reply>,
    queued: BTreeMap<String, VecDeque<Reply>>,
    requests: Vec<Request>,
    /// Why there are no examples.
    malformed: Option<String>,
}

/// Reads a body as the type that it was made of, and says what is wrong with it: a caller's own fields may have changed
/// it. An extension of every request that has a body in JSON.
#[derive(Clone, Copy)]
pub(super) struct Check(fn(&[u8]) -> Result<(), wire::DecodeError>);

impl Check {
    /// Reads bodies of a type.
    pub(super) fn of<T: Slot>() -> Self {
        Self(|body| wire::from_json::<T>(body).map(drop))
    }
}

impl Fake {
    /// An API that has no examples.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds examples: a JSON object of operation ids, each with an object of `status` (200 unless there), `headers`, and
    /// `body` for JSON or `text` for anything else. Of a text that is something else, every answer complains.
    #[must_use]
    pub fn with_examples(self, examples: &str) -> Self {
        self.state().add_examples(examples);
        self
    }

    /// Answers the next request of this operation so; called again, the one after that. An endpoint that the document
    /// does not have is named by its method and its whole path: `GET /v1/status`.
    pub fn reply(&self, operation: &str, reply: Reply) -> &Self {
        self.state().queued.entry(operation.to_owned()).or_default().push_back(reply);
        self
    }

    /// Answers every request of this operation so for which nothing else is queued.
    pub fn always(&self, operation: &str, reply: Reply) -> &Self {
        self.state().standing.insert(operation.to_owned(), reply);
        self
    }

    /// What was requested so far, in its order; repetitions count.
    pub fn requests(&self) -> Vec<Request> {
        self.state().requests.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A test that panicked elsewhere must not hide its reason behind another panic.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a request in and says what to reply.
    fn receive(&self, parts: Parts, body: Bytes) -> (Reply, Option<Limits>) {
        let operation = parts.extensions.get::<&'static Operation>().copied();
        let limits = parts.extensions.get::<Limits>().copied();
        let mut state = self.state();
        let complaint = operation.and_then(|operation| state.complaint(operation, &parts, &body));
        let id = operation.map(|operation| operation.id);
        let Parts { method, uri, headers, .. } = parts;
        let key = id.map_or_else(|| format!("{method} {}", uri.path()), str::to_owned);
        let query = uri.query().unwrap_or_default().to_owned();
        let path = uri.path().to_owned();
        state.requests.push(Request { operation: id, method, path, query, headers, body });
        let reply = match complaint {
            Some(complaint) => Reply::json(400, &json!({ "message": complaint })),
            None => state.next(&key),
        };
        (reply, limits)
    }
}

impl State {
    fn add_examples(&mut self, examples: &str) {
        if let Err(why) = self.read_examples(examples) {
            self.malformed = Some(format!("the examples of the fake {why}"));
        }
    }

    fn read_examples(&mut self, examples: &str) -> Result<(), String> {
        let examples: BTreeMap<String, Json> =
            serde_json::from_str(examples).map_err(|error| format!("are no JSON object: {error}"))?;
        for (id, example) in examples {
            let reply = Reply::from_example(&example).ok_or_else(|| format!("of {id} are malformed"))?;
            self.examples.insert(id, reply);
        }
        Ok(())
    }

    /// The reply that is due.
    fn next(&mut self, key: &str) -> Reply {
        if let Some(malformed) = &self.malformed {
            return Reply::json(501, &json!({ "message": malformed }));
        }
        let example = self.examples.get(key);
        let queued = self.queued.get_mut(key).and_then(VecDeque::pop_front);
        let reply = queued.or_else(|| self.standing.get(key).cloned()).unwrap_or_else(Reply::example);
        reply.resolve(example).unwrap_or_else(|| {
            let message = format!("the fake has no example for {key}: give it one, or a reply");
            Reply::json(501, &json!({ "message": message }))
        })
    }

    /// What is wrong with a request, by the table of its operation.
    fn complaint(&self, operation: &Operation, parts: &Parts, body: &[u8]) -> Option<String> {
        if parts.method.as_str() != operation.method {
            return Some(format!("the method is {}, not {}", parts.method, operation.method));
        }
        if !fits(parts.uri.path(), operation.path) {
            return Some(format!("the path is {}, not {}", parts.uri.path(), operation.path));
        }
        let missing = |param: &&Param| param.required && !is_there(param, parts);
        if let Some(param) = operation.params.iter().find(missing) {
            return Some(format!("the parameter {} is missing", param.name));
        }
        let error = match parts.extensions.get::<Check>() {
            Some(Check(check)) => check(body).err().map(|error| error.to_string()),
            None if body.is_empty() || !is_json(&parts.headers) => None,
            None => serde_json::from_slice::<IgnoredAny>(body).err().map(|error| error.to_string()),
        };
        error.map(|error| format!("the body: {error}"))
    }
}

/// Whether a parameter is there, as far as that can be told from its name.
fn is_there(param: &Param, parts: &Parts) -> bool {
    let query = parts.uri.query().unwrap_or_default();
    let name = encoded(param.name);
    match param.location {
        Location::Header => parts.headers.contains_key(param.name),
        // The properties of an exploded object do not name their parameter.
        Location::Query if param.style == Style::Form && param.explode => !query.is_empty(),
        Location::Query => query.split('&').any(|pair| pair.starts_with(&name)),
        _ => true,
    }
}

/// Whether the headers say that the body is JSON.
fn is_json(headers: &HeaderMap) -> bool {
    let media = headers.get(CONTENT_TYPE).and_then(|media| media.to_str().ok()).unwrap_or_default();
    media.split(';').next().is_some_and(|media| media.trim().ends_with("json"))
}

/// Whether a path ends in what a template stands for; before it is the path of the base URL.
fn fits(path: &str, template: &str) -> bool {
    let mut path = path.rsplit('/');
    template.trim_start_matches('/').rsplit('/').all(|expected| {
        let segment = path.next().unwrap_or_default();
        match expected.split_once('{').zip(expected.rsplit_once('}')) {
            None => segment == expected,
            Some(((before, _), (_, after))) => {
                segment.len() > before.len() + after.len()
                    && segment.starts_with(before)
                    && segment.ends_with(after)
            }
        }
    })
}

impl Transport for Fake {
    fn send(&self, request: http::Request<Body>) -> Exchange<'_> {
        let (parts, body) = request.into_parts();
        Box::pin(async move {
            let body = match body.try_into_bytes() {
                Ok(bytes) => bytes,
                Err(stream) => whole(stream).await?,
            };
            let (reply, _) = self.receive(parts, body);
            reply.send().await
        })
    }
}

/// All of a body that is a stream.
async fn whole(body: Body) -> Result<Bytes, TransportError> {
    let (mut body, mut bytes) = (pin!(body), Vec::new());
    while let Some(frame) = poll_fn(|cx| body.as_mut().poll_frame(cx)).await {
        bytes.extend(frame?.into_data().unwrap_or_default());
    }
    Ok(bytes.into())
}

impl BlockingTransport for Fake {
    fn send(
        &self,
        request: http::Request<BlockingBody>,
    ) -> Result<http::Response<BlockingBody>, TransportError> {
        let (parts, body) = request.into_parts();
        let body = match body.try_into_bytes() {
            Ok(bytes) => bytes,
            Err(mut reader) => {
                let mut bytes = Vec::new();
                reader.read_to_end(&mut bytes).map_err(TransportError::maybe_executed)?;
                bytes.into()
            }
        };
        let (reply, limits) = self.receive(parts, body);
        reply.send_blocking(limits)
    }
}

impl fmt::Debug for Fake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fake").field("requests", &self.state().requests.len()).finish_non_exhaustive()
    }
}

/// A request that a [`Fake`] was sent.
#[derive(Clone)]
#[non_exhaustive]
pub struct Request {
    /// The operation of the document; none for an endpoint that it does not have.
    pub operation: Option<&'static str>,
    /// The method.
    pub method: Method,
    /// The path, with that of the base URL before it.
    pub path: String,
    /// The query, without its question mark.
    pub query: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Request {
    /// The body as JSON; null if it is none.
    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// Without what may hold a credential: the query and the headers.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}
