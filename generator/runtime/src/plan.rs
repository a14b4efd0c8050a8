//! What a call is going to send, and the request that comes of it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use bytes::Bytes;
#[cfg(not(without = "cookies"))]
use http::header::COOKIE;
use http::header::{ACCEPT, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method, Uri};

use super::answer::Reading;
use super::api::ServerRow;
use super::attempts::Policy;
use super::auth::{self, Target};
use super::base_url::BaseUrl;
use super::client::Shared;
#[cfg(not(without = "cookies"))]
use super::cookie;
#[cfg(not(without = "media"))]
use super::encode::encode;
use super::error::Error;
#[cfg(feature = "fake")]
use super::fake::Check;
use super::fields::Fields;
use super::header;
#[cfg(not(without = "media"))]
use super::media::Media;
#[cfg(not(without = "deep"))]
use super::operation::Style;
use super::operation::{Location, Name, Operation, Param, Retry};
use super::path;
use super::payload::{Opened, Payload};
use super::percent;
use super::query::Query;
use super::random;
use super::redact::Redact;
#[cfg(not(without = "oauth2"))]
use super::tokens::Asked;
use super::value::{self, Value};
use super::wire::{self, Slot};

/// What a call is going to send: collected by the call's options, not yet a request. One that asks for pages is cloned
/// for each.
#[derive(Clone)]
pub(super) struct Plan {
    pub name: Name,
    pub method: Method,
    /// Where to send it, if the caller says so.
    pub server: Option<BaseUrl>,
    pub path: String,
    pub query: Query,
    /// The parameters that may be left out, by their rows.
    pub given: BTreeMap<usize, Given>,
    pub headers: HeaderMap,
    pub body: Option<Payload>,
    pub fields: Fields,
    pub security: &'static [&'static [&'static str]],
    pub retry: Retry,
    pub policy: Policy,
    pub idempotency_key: Option<String>,
    pub reading: Reading,
    /// Whether the caller said how long this call may take.
    pub is_bounded: bool,
    /// What the body was before a caller's own fields were set in it.
    #[cfg(feature = "fake")]
    pub check: Option<Check>,
}

/// What a parameter that may be left out comes to.
#[derive(Clone, Default)]
pub(super) struct Given {
    pub query: Query,
    headers: HeaderMap,
}

impl Plan {
    /// Of an operation of the document.
    pub(super) fn new(
        operation: &'static Operation,
        values: &[&dyn Slot],
        shared: &Shared,
    ) -> Result<Box<Self>, Error> {
        let method = Method::from_bytes(operation.method.as_bytes())
            .map_err(|_| Error::misuse(format!("{} is no HTTP method", operation.method)))?;
        let mut plan = Self::bare(Name::Of(operation), method, operation.path, shared);
        plan.security = operation.security.unwrap_or(shared.api.security);
        plan.retry = operation.retry;
        plan.reading = operation.reading;
        if !operation.accept.is_empty() {
            plan.headers.insert(ACCEPT, HeaderValue::from_static(operation.accept));
        }
        let mut values = values.iter();
        for (param, slot) in operation.holes().iter().zip(&mut values) {
            write(param, *slot, &mut plan.path, &mut plan.query, &mut plan.headers)?;
        }
        if operation.params.len() < values.len() {
            return Err(Error::misuse(format!("{} has fewer parameters", operation.id)));
        }
        if let Some(param) = operation.params.iter().skip(values.len()).find(|param| param.required) {
            return Err(Error::misuse(format!("{} needs the parameter \"{}\"", operation.id, param.name)));
        }
        for (param, slot) in operation.params.iter().zip(values) {
            write(param, *slot, &mut plan.path, &mut plan.query, &mut plan.headers)?;
        }
        if plan.path.contains('{') {
            // Values are percent-encoded: this brace is the template's own.
            return Err(Error::misuse(format!("{} has a path parameter without a value", operation.id)));
        }
        path::check(&plan.path)?;
        Ok(Box::new(plan))
    }

    /// Of an endpoint that the document does not have.
    pub(super) fn undocumented(method: Method, path: &str, shared: &Shared) -> Result<Box<Self>, Error> {
        if !path.starts_with('/') || path.contains(['?', '#']) {
            return Err(Error::misuse(
                "a path starts with a slash and has no query; that goes to `with_query`",
            ));
        }
        path::check(path)?;
        let retry = Retry::of(method.as_str());
        let name = Name::Other(format!("{method} {path}").into());
        let mut plan = Self::bare(name, method, path, shared);
        plan.retry = retry;
        plan.path.clear();
        percent::encode_into(&mut plan.path, path.as_bytes(), percent::path_as_written);
        plan.headers.insert(ACCEPT, HeaderValue::from_static("application/json, */*;q=0.5"));
        Ok(Box::new(plan))
    }

    /// Sets a parameter that may be left out; set again, the second counts.
    pub(super) fn set_param(&mut self, row: usize, value: &dyn Slot) -> Result<(), Error> {
        let Some(param) = self.name.operation().and_then(|operation| operation.params.get(row)) else {
            return Err(Error::misuse(format!("{} has fewer parameters", self.name)));
        };
        let mut given = Given::default();
        write(param, value, &mut self.path, &mut given.query, &mut given.headers)?;
        self.given.insert(row, given);
        Ok(())
    }

    /// The base URL of this call: where the caller says, where the caller has all calls sent, or a server that the
    /// document has for this operation alone (OpenAPI, "Operation Object": `servers`).
    pub(super) fn place<'s>(&self, shared: &'s Shared) -> Result<Cow<'s, str>, Error> {
        let own = self.name.operation().map_or(&[] as &[ServerRow], |operation| operation.servers);
        let row = match (&self.server, own) {
            (Some(server), _) => return Ok(Cow::Owned(server.checked()?)),
            _ if own.is_empty() || shared.is_elsewhere => return Ok(Cow::Borrowed(&shared.prefix)),
            (None, [only]) => Some(only),
            // Of several, the one that is called like the chosen one.
            (None, several) => several.iter().find(|row| shared.server == Some(row.name)),
        };
        match row {
            Some(row) => Ok(Cow::Owned(BaseUrl::new(row.url).checked()?)),
            None => {
                let urls: Vec<&str> = own.iter().map(|row| row.url).collect();
                Err(Error::misuse(format!(
                    "{} has servers of its own, and none is chosen: give one with `with_server`: {}",
                    self.name,
                    urls.join(" or ")
                )))
            }
        }
    }

    /// Adds the parameters that were given though they might have been left out. A header that the caller set by its
    /// name stands.
    fn add_given(&mut self) -> Result<(), Error> {
        for Given { query, headers } in std::mem::take(&mut self.given).into_values() {
            self.query.extend(query);
            for (name, value) in &headers {
                #[cfg(not(without = "cookies"))]
                if let (true, Ok(cookies)) = (name == COOKIE, value.to_str()) {
                    cookie::append(&mut self.headers, cookies)?;
                    continue;
                }
                self.headers.entry(name).or_insert_with(|| value.clone());
            }
        }
        Ok(())
    }

    fn bare(name: Name, method: Method, path: &str, shared: &Shared) -> Self {
        Self {
            name,
            method,
            server: None,
            path: path.to_owned(),
            query: shared.query.clone(),
            given: BTreeMap::new(),
            headers: HeaderMap::new(),
            body: None,
            fields: Fields::default(),
            security: shared.api.security,
            retry: Retry::Unsafe,
            policy: shared.policy,
            idempotency_key: None,
            reading: Reading::Json,
            is_bounded: false,
            #[cfg(feature = "fake")]
            check: None,
        }
    }

    /// Turns the plan into a request: adds what the client adds to every call, and the credentials.
    pub(super) fn finish(mut self: Box<Self>, shared: &Shared) -> Result<Ready, Error> {
        self.add_given()?;
        for (name, value) in &shared.headers {
            self.headers.entry(name).or_insert_with(|| value.clone());
        }
        self.headers.entry(USER_AGENT).or_insert_with(|| shared.user_agent.clone());
        self.set_idempotency_key(shared)?;
        // What every call adds goes into the bodies that there are; a call's own fields also make one.
        if self.body.is_some() || !self.fields.is_empty() {
            let mut fields = shared.fields.clone();
            fields.extend(&self.fields);
            self.body = with_fields(self.body.take(), &self.headers, &fields, !self.fields.is_empty())?;
            self.headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("application/json"));
        }
        let mut redact = shared.redact.clone();
        redact.add_sensitive(&self.headers);
        let mut target = Target {
            headers: &mut self.headers,
            query: &mut self.query,
            #[cfg(not(without = "oauth2"))]
            asked: None,
        };
        auth::authorize(shared.api, self.security, &shared.credentials, &mut target)?;
        #[cfg(not(without = "oauth2"))]
        let asked = target.asked.map(|scheme| Asked { scheme, token: None });
        let url = format!("{}{}{}", self.place(shared)?, self.path, self.query.text());
        // The URL is not shown: its query may hold an API key.
        let uri =
            Uri::try_from(url).map_err(|_| Error::misuse("the URL of the call is invalid or too long"))?;
        let body = self.body.take().unwrap_or_default();
        if !body.is_replayable() {
            self.policy.max_retries = 0;
        }
        let Self { name, method, headers, retry, policy, reading, is_bounded, .. } = *self;
        Ok(Ready {
            name,
            method,
            uri,
            headers,
            body,
            redact,
            retry,
            policy,
            reading,
            is_bounded,
            #[cfg(not(without = "oauth2"))]
            asked,
            #[cfg(feature = "fake")]
            check: self.check,
        })
    }

    /// Sends the caller's key as given, and makes one where the server is known to recognise it.
    fn set_idempotency_key(&mut self, shared: &Shared) -> Result<(), Error> {
        let name = match self.retry {
            Retry::Keyed(name) => name,
            _ => shared.api.idempotency_header,
        };
        match &self.idempotency_key {
            Some(key) => header::set(&mut self.headers, name, key),
            None if matches!(self.retry, Retry::Keyed(_)) && !self.headers.contains_key(name) => {
                header::set(&mut self.headers, name, &random::key())
            }
            None => Ok(()),
        }
    }

    /// Sets a JSON body.
    pub(super) fn set_json(&mut self, body: Vec<u8>) {
        self.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        self.body = Some(Bytes::from(body).into());
    }

    /// Sets a body as a media type.
    #[cfg(not(without = "media"))]
    pub(super) fn set_body(&mut self, media: &Media, body: &dyn Slot) -> Result<(), Error> {
        let (name, body) = encode(media, body)?;
        let Ok(name) = HeaderValue::from_str(&name) else {
            return Err(Error::misuse(format!("\"{}\" is no media type", name.escape_debug())));
        };
        self.headers.insert(CONTENT_TYPE, name);
        self.body = Some(body);
        Ok(())
    }

    /// Sets a body as one of the operation's media types.
    #[cfg(not(without = "media"))]
    pub(super) fn set_chosen(&mut self, row: usize, body: &dyn Slot) -> Result<(), Error> {
        match self.name.operation().and_then(|operation| operation.bodies.get(row)) {
            Some(media) => self.set_body(media, body),
            None => Err(Error::misuse(format!("{} has no such body", self.name))),
        }
    }
}

/// A JSON body with these properties. Those that every call adds are not for bodies that are something else; a call's
/// own are a mistake there.
fn with_fields(
    body: Option<Payload>,
    headers: &HeaderMap,
    fields: &Fields,
    own: bool,
) -> Result<Option<Payload>, Error> {
    let media = headers.get(CONTENT_TYPE).and_then(|media| media.to_str().ok());
    let is_json =
        media.is_none_or(|media| media.split(';').next().is_some_and(|media| media.trim().ends_with("json")));
    let body = match body {
        Some(Payload::Whole(bytes)) if is_json => Some(bytes),
        None => None,
        body if !own => return Ok(body),
        _ => return Err(Error::misuse("extra fields need a JSON object as the body of the call")),
    };
    Ok(fields.merge(body)?.map(Payload::from))
}

/// Writes one parameter to where it goes.
fn write(
    param: &Param,
    slot: &dyn Slot,
    path: &mut String,
    query: &mut Query,
    headers: &mut HeaderMap,
) -> Result<(), Error> {
    #[cfg(not(without = "deep"))]
    if (param.location, param.style) == (Location::Query, Style::DeepObject) {
        return query.deep(param, slot);
    }
    let value = if param.json { json(param, slot)? } else { value::value(param.name, slot)? };
    match param.location {
        Location::Path => path::fill(path, param, &value),
        Location::Query | Location::Querystring => query.param(param, &value),
        Location::Header => header::param(headers, param, &value),
        #[cfg(not(without = "cookies"))]
        Location::Cookie => cookie::param(headers, param, &value),
    }
}

/// A value as JSON text (OpenAPI, "Parameter Object": `content`).
fn json(param: &Param, slot: &dyn Slot) -> Result<Value, Error> {
    if slot.absent() {
        return Ok(Value::Absent);
    }
    let text = wire::to_json(slot).ok().and_then(|text| String::from_utf8(text).ok());
    let misuse = || Error::misuse(format!("the parameter \"{}\" has no form in JSON", param.name));
    text.map(Value::Scalar).ok_or_else(misuse)
}

/// A request that can be sent, as often as need be.
#[derive(Clone)]
pub(super) struct Ready {
    pub name: Name,
    pub method: Method,
    pub uri: Uri,
    pub headers: HeaderMap,
    pub body: Payload,
    pub redact: Redact,
    pub retry: Retry,
    pub policy: Policy,
    pub reading: Reading,
    pub is_bounded: bool,
    #[cfg(not(without = "oauth2"))]
    pub asked: Option<Asked>,
    #[cfg(feature = "fake")]
    pub check: Option<Check>,
}

impl Ready {
    /// One copy of the request.
    pub(super) fn request<B: From<Opened>>(&self) -> Result<http::Request<B>, Error> {
        let mut request = http::Request::new(B::from(self.body.open()?));
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers.clone();
        #[cfg(feature = "fake")]
        if let Some(operation) = self.name.operation() {
            request.extensions_mut().insert(operation);
        }
        #[cfg(feature = "fake")]
        if let Some(check) = self.check {
            request.extensions_mut().insert(check);
        }
        Ok(request)
    }
}

/// The answer's id, from the first of the headers that has one.
pub(super) fn request_id(shared: &Shared, headers: &HeaderMap, redact: &Redact) -> Option<Box<str>> {
    let mut names = shared.api.request_id_headers.iter();
    names.find_map(|name| Some(redact.line(headers.get(*name)?.to_str().ok()?)))
}
