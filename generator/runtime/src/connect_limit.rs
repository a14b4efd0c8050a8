//! How long the async transport may take to connect: said by each call, where the HTTP client below knows one limit for
//! all.

use std::error::Error as StdError;
use std::future::Future;
use std::io;
use std::pin::Pin;
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
    layer_fn(Limited)
}

/// Connects within the limit of the call.
#[derive(Clone)]
pub(super) struct Limited<S>(S);

type BoxError = Box<dyn StdError + Send + Sync>;

impl<S, Target> Service<Target> for Limited<S>
where
    S: Service<Target, Error = BoxError>,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, target: Target) -> Self::Future {
        let connecting = self.0.call(target);
        // Another request may take over while this one connects: the limit stays that of the one that began.
        match LIMIT.try_with(|limit| *limit) {
            Ok(limit) => Box::pin(async move {
                let late = |_| io::Error::new(io::ErrorKind::TimedOut, "no connection in time");
                tokio::time::timeout(limit, connecting).await.map_err(late)?
            }),
            Err(_) => Box::pin(connecting),
        }
    }
}
