//! Webhooks: requests that the API makes. One counts only once its signature is verified.
//!
//! ```ignore
//! use my_client::webhook::{Signature, StandardWebhooks, Verified};
//!
//! let signature = StandardWebhooks::from_env("WEBHOOK_SECRET")?;
//! // The body as it came: what was parsed and written again has another signature.
//! let event: Verified<Event> = signature.receive(request.headers(), &body)?;
//! if first_time(event.id()) {
//!     act_on(event.into_event());
//! }
//! ```

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::{HeaderMap, HeaderName, HeaderValue};
use ring::hmac;
use zeroize::Zeroizing;

use super::base64;
use super::wire::{self, DecodeError, Slot};

/// An event whose sender is known. There is no other way to make one than [`Signature::receive`].
#[derive(Clone, PartialEq)]
pub struct Verified<E> {
    event: E,
    delivery: Delivery,
}

impl<E> Verified<E> {
    /// What happened.
    pub fn event(&self) -> &E {
        &self.event
    }

    /// What happened.
    pub fn into_event(self) -> E {
        self.event
    }

    /// What the sender calls this event. It is the same when the event is sent again: act on each id once.
    pub fn id(&self) -> Option<&str> {
        self.delivery.id.as_deref()
    }

    /// When it was sent, which for one that is sent again is later than when it happened.
    pub fn sent_at(&self) -> Option<SystemTime> {
        self.delivery.sent_at
    }
}

impl<E: fmt::Debug> fmt::Debug for Verified<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified").field("id", &self.delivery.id).field("event", &self.event).finish()
    }
}

/// What a signature says about a delivery.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delivery {
    /// The id of the event, where the sender gives one.
    pub id: Option<String>,
    /// When it was sent, where the sender says so.
    pub sent_at: Option<SystemTime>,
}

/// A way of signing webhooks. [`StandardWebhooks`] is one; for any other, implement this.
pub trait Signature {
    /// Verifies that whoever knows the secret sent exactly these bytes, and not too long before `now`.
    ///
    /// Signatures have to be compared in constant time: `==` on bytes lets a sender guess one byte after the other.
    ///
    /// # Errors
    /// Anything is missing, malformed, too old, or not signed.
    fn verify(&self, headers: &HeaderMap, body: &[u8], now: SystemTime) -> Result<Delivery, WebhookError>;

    /// Verifies a webhook, then reads its event.
    ///
    /// `body` is the body of the request as it came, byte for byte.
    ///
    /// # Errors
    /// The signature does not verify; or it does, and the event is not what the document says
    /// ([`WebhookError::Decode`], with the body).
    fn receive<E: Slot>(&self, headers: &HeaderMap, body: &[u8]) -> Result<Verified<E>, WebhookError>
    where
        Self: Sized,
    {
        let delivery = self.verify(headers, body, SystemTime::now())?;
        Ok(Verified { event: read(body)?, delivery })
    }
}

/// Reads an event that **anybody** may have sent. For looking at stored events, never for acting on requests.
///
/// # Errors
/// [`WebhookError::Decode`].
#[cfg(feature = "webhooks-unverified")]
pub fn read_unverified<E: Slot>(body: &[u8]) -> Result<E, WebhookError> {
    read(body)
}

fn read<E: Slot>(body: &[u8]) -> Result<E, WebhookError> {
    wire::from_json(body).map_err(|error| WebhookError::Decode { error, body: body.to_vec() })
}

/// Signatures as [Standard Webhooks](https://github.com/standard-webhooks/standard-webhooks) describes them: HMAC-SHA256
/// (`v1`) over id, time and body.
#[derive(Clone)]
pub struct StandardWebhooks {
    secrets: Vec<Zeroizing<Vec<u8>>>,
    tolerance: Duration,
    headers: [HeaderName; 3],
}

impl StandardWebhooks {
    /// How far from now the time of a webhook may be, unless set: the value that the specification's libraries share.
    pub const TOLERANCE: Duration = Duration::from_secs(5 * 60);

    /// With the secret that the sender's dashboard shows: base64, with or without `whsec_` before it.
    ///
    /// # Errors
    /// [`WebhookError::Secret`] if it is not base64, or empty.
    pub fn new(secret: &str) -> Result<Self, WebhookError> {
        let names = [ID, TIMESTAMP, SIGNATURE].map(HeaderName::from_static);
        let none = Self { secrets: Vec::new(), tolerance: Self::TOLERANCE, headers: names };
        none.with_secret(secret)
    }

    /// With the secret in this environment variable.
    ///
    /// # Errors
    /// [`WebhookError::Secret`] that names the variable if it is missing; otherwise as [`new`](Self::new).
    pub fn from_env(variable: &str) -> Result<Self, WebhookError> {
        match std::env::var(variable) {
            Ok(secret) => Self::new(&secret),
            Err(_) => Err(WebhookError::Secret(format!("the environment variable {variable} is not set"))),
        }
    }

    /// Accepts another secret too: for the time in which one replaces the other.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn with_secret(mut self, secret: &str) -> Result<Self, WebhookError> {
        let text = secret.trim();
        match base64::decode(text.strip_prefix("whsec_").unwrap_or(text)) {
            Some(bytes) if !bytes.is_empty() => {
                self.secrets.push(Zeroizing::new(bytes));
                Ok(self)
            }
            _ => Err(WebhookError::Secret("the secret of a webhook is base64, `whsec_..`".to_owned())),
        }
    }

    /// How far from now the time of a webhook may be, before or after: a request that was recorded cannot be used later.
    #[must_use]
    pub fn with_tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// The same signatures under the headers `svix-id`, `svix-timestamp` and `svix-signature`, which came before the standard.
    #[must_use]
    pub fn with_svix_headers(mut self) -> Self {
        self.headers = ["svix-id", "svix-timestamp", "svix-signature"].map(HeaderName::from_static);
        self
    }

    /// The headers of a webhook with this id, time and body, signed with the first secret: for tests of your own.
    #[must_use]
    pub fn sign_for_test(&self, id: &str, sent_at: SystemTime, body: &[u8]) -> HeaderMap {
        let time = sent_at.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()).to_string();
        let tag = self.secrets.first().map(|secret| hmac::sign(&key(secret), &signed(id, &time, body)));
        let tag = base64::encode(tag.as_ref().map(AsRef::as_ref).unwrap_or_default());
        let values = [id.to_owned(), time, format!("v1,{tag}")];
        let values = values.iter().map(|value| HeaderValue::from_str(value).ok());
        self.headers.iter().cloned().zip(values).filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

const ID: &str = "webhook-id";
const TIMESTAMP: &str = "webhook-timestamp";
const SIGNATURE: &str = "webhook-signature";

impl Signature for StandardWebhooks {
    fn verify(&self, headers: &HeaderMap, body: &[u8], now: SystemTime) -> Result<Delivery, WebhookError> {
        let [id, time, signatures] = self.headers.each_ref().map(|name| text(headers, name));
        let (id, time, signatures) = (id?, time?, signatures?);
        let seconds: u64 = time.parse().map_err(|_| malformed(&self.headers[1]))?;
        let sent_at = UNIX_EPOCH
            .checked_add(Duration::from_secs(seconds))
            .ok_or_else(|| malformed(&self.headers[1]))?;
        let content = signed(id, time, body);
        // Whatever version a signature does not name as `v1` is of a scheme that came later.
        let tags = signatures.split_ascii_whitespace().filter_map(|each| each.strip_prefix("v1,"));
        let tags: Vec<Vec<u8>> = tags.filter_map(base64::decode).collect();
        let keys = self.secrets.iter().map(|secret| key(secret));
        // Without looking at the time first: the time is only to be believed once the signature is.
        if !keys.into_iter().any(|key| tags.iter().any(|tag| hmac::verify(&key, &content, tag).is_ok())) {
            return Err(WebhookError::NotSigned);
        }
        match now.duration_since(sent_at) {
            Ok(age) if age > self.tolerance => Err(WebhookError::TooOld(age)),
            Err(ahead) if ahead.duration() > self.tolerance => Err(WebhookError::TooNew(ahead.duration())),
            _ => Ok(Delivery { id: Some(id.to_owned()), sent_at: Some(sent_at) }),
        }
    }
}

/// Shows nothing of the secrets.
impl fmt::Debug for StandardWebhooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.secrets.len();
        f.debug_struct("StandardWebhooks").field("secrets", &count).finish_non_exhaustive()
    }
}

fn key(secret: &[u8]) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, secret)
}

fn signed(id: &str, time: &str, body: &[u8]) -> Vec<u8> {
    [id.as_bytes(), b".", time.as_bytes(), b".", body].concat()
}

/// The only value of a header.
fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Result<&'h str, WebhookError> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Err(WebhookError::MissingHeader(name.clone())),
        (Some(value), None) => value.to_str().map_err(|_| malformed(name)),
        (Some(_), Some(_)) => Err(malformed(name)),
    }
}

fn malformed(name: &HeaderName) -> WebhookError {
    WebhookError::MalformedHeader(name.clone())
}

/// Why a webhook does not count.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum WebhookError {
    /// The secret that was given cannot be one.
    Secret(String),
    /// A header that carries a part of the signature is missing.
    MissingHeader(HeaderName),
    /// It is there, and not what it has to be.
    MalformedHeader(HeaderName),
    /// None of the secrets made any of the signatures for exactly this body.
    NotSigned,
    /// Signed, but sent this long ago: somebody may have recorded it.
    TooOld(Duration),
    /// Signed, but sent this long from now: a clock is wrong.
    TooNew(Duration),
    /// Verified, and not what the document says.
    Decode {
        /// Where and why.
        error: DecodeError,
        /// The body, of which the sender is known.
        body: Vec<u8>,
    },
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Secret(why) => f.write_str(why),
            Self::MissingHeader(name) => write!(f, "the webhook has no header {name}"),
            Self::MalformedHeader(name) => write!(f, "the header {name} of the webhook is malformed"),
            Self::NotSigned => {
                f.write_str("no signature of the webhook is made with a secret that is known here")
            }
            Self::TooOld(age) => write!(f, "the webhook was sent {} s ago", age.as_secs()),
            Self::TooNew(ahead) => write!(f, "the webhook was sent {} s from now", ahead.as_secs()),
            Self::Decode { error, .. } => write!(f, "the event of a verified webhook: {error}"),
        }
    }
}

impl std::error::Error for WebhookError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Decode { error, .. } => Some(error),
            _ => None,
        }
    }
}
