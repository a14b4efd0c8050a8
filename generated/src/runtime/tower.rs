//! Tower, both ways: layers around the transport that comes along, and a service in its place.

use std::error::Error as StdError;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};
use tower_layer::Layer;
use tower_service::Service;

use super::builder::ClientBuilder;
use super::mode::Async;
use super::transport::{Body, Exchange, Transport, TransportError};

type BoxError = Box<dyn StdError + Send + Sync>;

impl ClientBuilder<Async> {
    /// Puts a layer around the transport, the one that comes along or one's own. Of several, the last is outermost.
    ///
    /// A layer sees each attempt, not each call: retries, deadlines and credentials are settled before it. One that
    /// sends a request a second time on its own account may charge somebody twice.
    #[must_use]
    pub fn layer<L>(self, layer: L) -> Self
    where
        L: Layer<TransportService> + Send + Sync + 'static,
        ServiceTransport<L::Service>: Transport,
    {
        self.wrap(move |transport| Arc::new(ServiceTransport(layer.layer(TransportService(transport)))))
    }
}

/// A service as a transport: `builder.transport(ServiceTransport(service))`.
///
/// A request for which the service never gets ready was not sent; one whose call fails may have been executed, unless
/// the error is a [`TransportError`] that knows better.
#[derive(Clone, Debug)]
pub struct ServiceTransport<S>(pub S);

impl<S, B> Transport for ServiceTransport<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + Sync + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send,
    B: HttpBody<Data = Bytes> + Send + Sync + 'static,
    B::Error: Into<BoxError>,
{
    fn send(&self, request: http::Request<Body>) -> Exchange<'_> {
        let mut service = self.0.clone();
        Box::pin(async move {
            let ready = poll_fn(|cx| service.poll_ready(cx)).await;
            ready.map_err(|error| known(error.into()).unwrap_or_else(TransportError::not_sent))?;
            match service.call(request).await {
                Ok(response) => Ok(response.map(|body| Body::stream(AnswerBody(Box::pin(body))))),
                Err(error) => Err(known(error.into()).unwrap_or_else(TransportError::maybe_executed)),
            }
        })
    }
}

/// The error of a transport below, if it came up as it was.
fn known(error: BoxError) -> Result<TransportError, BoxError> {
    error.downcast::<TransportError>().map(|error| *error)
}

/// A transport as a service: what layers are put around.
#[derive(Clone)]
pub struct TransportService(Arc<dyn Transport>);

impl TransportService {
    /// Makes a service of any transport.
    pub fn new(transport: impl Transport) -> Self {
        Self(Arc::new(transport))
    }
}

impl Service<http::Request<Body>> for TransportService {
    type Response = http::Response<Body>;
    type Error = TransportError;
    type Future = Pin<Box<dyn Future<Output = Result<http::Response<Body>, TransportError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let transport = Arc::clone(&self.0);
        Box::pin(async move { transport.send(request).await })
    }
}

impl fmt::Debug for TransportService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TransportService")
    }
}

/// The body of an answer, of whatever type a service has for it.
struct AnswerBody<B>(Pin<Box<B>>);

impl<B> HttpBody for AnswerBody<B>
where
    B: HttpBody<Data = Bytes>,
    B::Error: Into<BoxError>,
{
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let frame = self.0.as_mut().poll_frame(cx);
        frame.map_err(|error| known(error.into()).unwrap_or_else(TransportError::maybe_executed))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}
