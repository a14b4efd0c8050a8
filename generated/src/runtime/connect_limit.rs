//! How long the async transport may take to connect: said by each call, where the HTTP client below knows one limit for
//! all.

use std::error::Error as StdError;
use std::future::{Future, poll_fn};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tower_layer::{LayerFn, layer_fn};
use tower_service::Service;

tokio::task_local! {
    /// The limit of the call whose future is polled. The HTTP client asks for a connection while it polls the request.
    static LIMIT: Duration;
}

/// Runs a request whose connection, if it needs a new one, is to be there within `limit`.
pub(super) fn within<F: Future>(limit: Duration, request: F) -> impl Future<Output = F::Output> {
    LIMIT.scope(limit, request)
}

/// What keeps the limit: a layer around that which connects.
pub(super) fn layer<S>() -> LayerFn<fn(S) -> Limited<S>> {
    layer_fn(|connector| Limited(Arc::new(connector)))
}

/// Connects within the limit of the call.
///
/// The HTTP client below clones what connects several times for each request, and connects with hardly any of the
/// clones: what is inside is cloned when it does.
pub(super) struct Limited<S>(Arc<S>);

impl<S> Clone for Limited<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

type BoxError = Box<dyn StdError + Send + Sync>;

impl<S, Target> Service<Target> for Limited<S>
where
    S: Service<Target, Error = BoxError> + Clone + Send + 'static,
    S::Future: Send,
    Target: Send + 'static,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, BoxError>> + Send>>;

    /// Always: whether the clone that connects is, is asked there.
    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, target: Target) -> Self::Future {
        let mut connector = S::clone(&self.0);
        // Another request may take over while this one connects: the limit stays that of the one that began.
        let limit = LIMIT.try_with(|limit| *limit).ok();
        Box::pin(async move {
            let connecting = async {
                poll_fn(|cx| connector.poll_ready(cx)).await?;
                connector.call(target).await
            };
            let late = |_| io::Error::new(io::ErrorKind::TimedOut, "no connection in time");
            match limit {
                Some(limit) => tokio::time::timeout(limit, connecting).await.map_err(late)?,
                None => connecting.await,
            }
        })
    }
}
