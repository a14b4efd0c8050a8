//! The blocking transport that comes along: ureq on rustls.

use std::io::{self, Read};

use http::Method;
use http::header::CONTENT_LENGTH;
use ureq::tls::{Certificate, ClientCert, PemItem, PrivateKey, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, AsSendBody, SendBody};

use super::blocking_transport::{BlockingBody, BlockingTransport};
use super::error::Error;
use super::identity::identity;
use super::options::{ClientCertificate, Proxy, RootCertificate, TransportOptions};
use super::transport::{Limits, Timeout, TransportError};

/// Sends through ureq: HTTP/1.1 with a pool of connections, TLS by rustls and ring, certificates as the platform
/// trusts them. No async runtime inside, no global TLS provider set.
pub(super) struct UreqTransport(Agent);

impl UreqTransport {
    /// A new pool of connections.
    pub(super) fn new(options: &TransportOptions) -> Result<Self, Error> {
        let own = options.certificate.as_ref().map(client_cert).transpose()?;
        let tls = TlsConfig::builder().root_certs(roots(&options.roots)?).client_cert(own).build();
        let mut builder = Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .accept_encoding("")
            // Following a redirect would send the request to wherever an answer says.
            .max_redirects(0);
        match &options.proxy {
            Proxy::Environment => {}
            Proxy::Never => builder = builder.proxy(None),
            Proxy::At(url) => {
                let proxy = ureq::Proxy::new(url.reveal());
                let proxy = proxy.map_err(|_| Error::misuse("the URL of the proxy is invalid"))?;
                builder = builder.proxy(Some(proxy));
            }
        }
        Ok(Self(builder.build().into()))
    }

    fn run(
        &self,
        request: http::Request<impl AsSendBody>,
        limits: Option<Limits>,
    ) -> Result<http::Response<BlockingBody>, TransportError> {
        let mut config = self.0.configure_request(request);
        if let Some(limits) = limits {
            config = config
                .timeout_resolve(Some(limits.connect))
                .timeout_connect(Some(limits.connect))
                .timeout_per_read(Some(limits.idle))
                .timeout_per_write(Some(limits.idle));
            config = match limits {
                Limits { streamed: false, sending: None, .. } => config.timeout_global(Some(limits.attempt)),
                // How long the body of the answer takes is for its reader to say.
                _ => config
                    .timeout_send_body(Some(limits.sending.unwrap_or(limits.attempt)))
                    .timeout_recv_response(Some(limits.attempt))
                    .timeout_recv_body((!limits.streamed).then_some(limits.attempt)),
            };
        }
        let response = self.0.run(config.build()).map_err(classify)?;
        Ok(response.map(|body| BlockingBody::reader(AnswerBody(body.into_reader()))))
    }
}

impl BlockingTransport for UreqTransport {
    fn send(
        &self,
        request: http::Request<BlockingBody>,
    ) -> Result<http::Response<BlockingBody>, TransportError> {
        let (mut parts, body) = request.into_parts();
        let limits = parts.extensions.get::<Limits>().copied();
        let expects_body = [Method::POST, Method::PUT, Method::PATCH].contains(&parts.method);
        match body.try_into_bytes() {
            Ok(bytes) if bytes.is_empty() && !expects_body => {
                self.run(http::Request::from_parts(parts, ()), limits)
            }
            Ok(bytes) => self.run(http::Request::from_parts(parts, &*bytes), limits),
            Err(reader) => {
                // Without it the body would be sent in chunks, which not every server takes.
                if let Some(length) = reader.length() {
                    parts.headers.insert(CONTENT_LENGTH, length.into());
                }
                let body = SendBody::from_owned_reader(reader);
                self.run(http::Request::from_parts(parts, body), limits)
            }
        }
    }
}

/// What is known after an error: that nothing was sent only where the error can come from nowhere but the time
/// before that.
fn classify(error: ureq::Error) -> TransportError {
    use ureq::{Error as E, Timeout as T};
    let timeout = match &error {
        E::Timeout(T::Resolve | T::Connect) => {
            return TransportError::not_sent(error).timed_out(Timeout::Connect);
        }
        E::Timeout(T::PerRead | T::PerWrite) => Some(Timeout::Idle),
        E::Timeout(_) => Some(Timeout::Attempt),
        _ => None,
    };
    let not_sent = match &error {
        E::HostNotFound
        | E::ConnectionFailed
        | E::ConnectProxyFailed(_)
        | E::InvalidProxyUrl
        | E::TlsRequired => true,
        E::Http(_) => true,
        E::BadUri(_) => return TransportError::not_sent("the URL is invalid"),
        E::Io(io) => before_sending(io),
        _ => false,
    };
    match timeout {
        _ if not_sent => TransportError::not_sent(error),
        Some(timeout) => TransportError::maybe_executed(error).timed_out(timeout),
        None => TransportError::maybe_executed(error),
    }
}

/// Whether an error of the operating system can only come from resolving a name or from connecting.
fn before_sending(error: &io::Error) -> bool {
    if let Some(tls) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        // The server's certificate is checked before anything but the handshake is sent.
        return matches!(tls, rustls::Error::InvalidCertificate(_));
    }
    // A failure to resolve has no kind of its own in std: on Unix it is known by its text, on Windows by its code.
    let resolving = match error.raw_os_error() {
        None => error.to_string().starts_with("failed to lookup address information"),
        Some(code) => cfg!(windows) && (11001..=11004).contains(&code),
    };
    resolving || matches!(error.kind(), io::ErrorKind::ConnectionRefused | io::ErrorKind::AddrNotAvailable)
}

/// Those that the caller trusts, or those that the platform trusts.
fn roots(roots: &[RootCertificate]) -> Result<RootCerts, Error> {
    if roots.is_empty() {
        return Ok(RootCerts::PlatformVerifier);
    }
    let mut certificates: Vec<Certificate<'static>> = Vec::new();
    for item in roots.iter().flat_map(|root| parse_pem(&root.0)) {
        match item {
            Ok(PemItem::Certificate(certificate)) => certificates.push(certificate),
            Ok(_) => {}
            Err(_) => return Err(Error::misuse("a root certificate is not in the PEM format")),
        }
    }
    if certificates.is_empty() {
        return Err(Error::misuse("a root certificate is not in the PEM format"));
    }
    Ok(RootCerts::from(certificates))
}

/// The client's side of mutual TLS.
fn client_cert(certificate: &ClientCertificate) -> Result<ClientCert, Error> {
    let (chain, _) = identity(certificate)?;
    let chain: Vec<_> = chain.iter().map(|der| Certificate::from_der(der).to_owned()).collect();
    let key = PrivateKey::from_pem(certificate.key.reveal().as_bytes());
    let key =
        key.map_err(|_| Error::misuse("the key of the client's certificate is not in the PEM format"))?;
    Ok(ClientCert::new_with_certs(&chain, key))
}

/// The body of an answer.
struct AnswerBody(ureq::BodyReader<'static>);

impl Read for AnswerBody {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| match error.downcast::<ureq::Error>() {
            Ok(error) => io::Error::other(classify(error)),
            Err(error) => error,
        })
    }
}
