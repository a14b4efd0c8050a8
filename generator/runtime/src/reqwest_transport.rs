//! The async transport that comes along: reqwest on rustls.

use std::fmt::Write;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

use super::connect_limit;
use super::error::Error;
use super::identity::identity;
use super::options::{Proxy, RootCertificate, TransportOptions};
use super::transport::{Body, Exchange, Limits, Timeout, Transport, TransportError};

/// Sends through reqwest: HTTP/1.1 with a pool of connections, TLS by rustls and ring, certificates as the platform
/// trusts them. No global TLS provider is set or asked for.
pub(super) struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// A new pool of connections.
    pub(super) fn new(options: &TransportOptions) -> Result<Self, Error> {
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls(options)?)
            .connector_layer(connect_limit::layer())
            // The longer a connection is idle, the likelier it is closed just as the next request is written to it,
            // and then nobody knows whether that was read.
            .pool_idle_timeout(Duration::from_secs(15))
            // Repeating is the client's business: it knows the operation. Following a redirect would send the
            // credentials to wherever an answer says.
            .retry(reqwest::retry::never())
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            // Another crate in the build may have enabled these.
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate();
        match &options.proxy {
            Proxy::Environment => {}
            Proxy::Never => builder = builder.no_proxy(),
            Proxy::At(url) => {
                let proxy = reqwest::Proxy::all(url.reveal());
                builder = builder.proxy(proxy.map_err(|_| Error::misuse("the URL of the proxy is invalid"))?);
            }
        }
        let client = builder
            .build()
            .map_err(|error| Error::misuse_because("the HTTP client cannot be made", error.without_url()))?;
        Ok(Self(client))
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Body>) -> Exchange<'_> {
        Box::pin(async move {
            if tokio::runtime::Handle::try_current().is_err() {
                return Err(TransportError::not_sent("there is no tokio runtime to run on"));
            }
            let (parts, body) = request.into_parts();
            let url = url(&parts.uri)?;
            let mut request = reqwest::Request::new(parts.method, url);
            *request.headers_mut() = parts.headers;
            *request.body_mut() = Some(match body.try_into_bytes() {
                Ok(bytes) => reqwest::Body::from(bytes),
                Err(stream) => reqwest::Body::wrap(stream),
            });
            let sent = self.0.execute(request);
            let response = match parts.extensions.get::<Limits>() {
                Some(limits) => connect_limit::within(limits.connect, sent).await,
                None => sent.await,
            };
            let response = response.map_err(classify)?;
            let response: http::Response<reqwest::Body> = response.into();
            Ok(response.map(|body| Body::stream(AnswerBody(body))))
        })
    }
}

/// A URL as reqwest takes it.
fn url(uri: &http::Uri) -> Result<reqwest::Url, TransportError> {
    // Room for most URLs at once: they are written in several pieces.
    let mut text = String::with_capacity(128);
    let _ = write!(text, "{uri}");
    text.parse().map_err(TransportError::not_sent)
}

/// What is known after an error: nothing was sent only if there was no connection. hyper reports some more requests
/// that it did not begin to write, but not in a way that can be told apart.
fn classify(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let (connect, timeout) = (error.is_connect(), error.is_timeout());
    match (connect, timeout) {
        (true, true) => TransportError::not_sent(error).timed_out(Timeout::Connect),
        (true, false) => TransportError::not_sent(error),
        (false, true) => TransportError::maybe_executed(error).timed_out(Timeout::Attempt),
        (false, false) if error.is_builder() => TransportError::not_sent(error),
        (false, false) => TransportError::maybe_executed(error),
    }
}

/// A configuration of its own: rustls would otherwise look for a provider that the process agreed on.
fn tls(options: &TransportOptions) -> Result<ClientConfig, Error> {
    let failed = |error: rustls::Error| Error::misuse_because("TLS cannot be set up", error);
    let provider = Arc::new(ring::default_provider());
    let versions = ClientConfig::builder_with_provider(Arc::clone(&provider));
    let versions = versions.with_safe_default_protocol_versions().map_err(failed)?;
    let trusting = if options.roots.is_empty() {
        let verifier = Verifier::new(provider).map_err(failed)?;
        versions.dangerous().with_custom_certificate_verifier(Arc::new(verifier))
    } else {
        versions.with_root_certificates(store(&options.roots)?)
    };
    match &options.certificate {
        None => Ok(trusting.with_no_client_auth()),
        Some(certificate) => {
            let (chain, key) = identity(certificate)?;
            trusting.with_client_auth_cert(chain, key).map_err(failed)
        }
    }
}

/// The certificate authorities that the caller trusts.
fn store(roots: &[RootCertificate]) -> Result<RootCertStore, Error> {
    let invalid = || Error::misuse("a root certificate is not in the PEM format");
    let mut store = RootCertStore::empty();
    for certificate in roots.iter().flat_map(|root| CertificateDer::pem_slice_iter(&root.0)) {
        store.add(certificate.map_err(|_| invalid())?).map_err(|_| invalid())?;
    }
    if store.is_empty() {
        return Err(invalid());
    }
    Ok(store)
}

/// The body of an answer.
struct AnswerBody(reqwest::Body);

impl HttpBody for AnswerBody {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let frame = Pin::new(&mut self.0).poll_frame(cx);
        frame.map_err(|error| TransportError::maybe_executed(error.without_url()))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}
