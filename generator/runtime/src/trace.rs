//! What a call tells `tracing`: a span per call, an event per attempt, under the names that OpenTelemetry gives them
//! ("Semantic conventions for HTTP spans"). No bodies, no headers, no URLs: any of them may hold a secret.
//!
//! Without the feature `tracing` all of it is nothing.

use http::StatusCode;

#[cfg(feature = "tracing")]
pub(super) use enabled::Trace;

#[cfg(not(feature = "tracing"))]
pub(super) use disabled::Trace;

/// How an attempt or a call ended: with a status, or without one for a reason of a kind.
pub(super) type Ending = Result<StatusCode, &'static str>;

#[cfg(feature = "tracing")]
mod enabled {
    use std::time::Duration;

    use http::Uri;
    use tracing::field::{self, Empty, display};
    use tracing::instrument::{Instrument, Instrumented};
    use tracing::{Span, debug, info_span};

    use super::super::operation::Name;
    use super::Ending;

    /// The span of one call.
    pub(crate) struct Trace(Span);

    impl Trace {
        /// Opens the span.
        pub(crate) fn new(name: &Name, method: &http::Method, uri: &Uri) -> Self {
            Self(info_span!(
                "http.client.call",
                otel.kind = "client",
                otel.name = name.to_string(),
                otel.status_code = Empty,
                http.request.method = method.as_str(),
                http.request.resend_count = Empty,
                http.response.status_code = Empty,
                url.template = name.operation().map(|operation| operation.path),
                url.scheme = uri.scheme_str(),
                server.address = uri.host(),
                server.port = uri.port_u16(),
                "error.type" = Empty,
            ))
        }

        /// Tells how an attempt ended, and how long it is until the next if there is one.
        pub(crate) fn attempt(&self, number: u32, ending: Ending, wait: Option<Duration>) {
            debug!(
                parent: &self.0,
                http.request.resend_count = number.saturating_sub(1),
                http.response.status_code = ending.ok().map(|status| status.as_u16()),
                "error.type" = ending.err(),
                wait = wait.map(field::debug),
                "attempt"
            );
        }

        /// Tells how the call ended.
        pub(crate) fn end(&self, attempts: u32, ending: Ending) {
            if attempts > 1 {
                self.0.record("http.request.resend_count", attempts - 1);
            }
            match ending {
                Ok(status) => {
                    self.0.record("http.response.status_code", status.as_u16());
                    if !status.is_success() {
                        self.0.record("error.type", display(status.as_u16()));
                        self.0.record("otel.status_code", "ERROR");
                    }
                }
                Err(kind) => {
                    self.0.record("error.type", kind);
                    self.0.record("otel.status_code", "ERROR");
                }
            }
        }

        /// Lets a future run inside the span.
        pub(crate) fn around<F: Future>(&self, future: F) -> Instrumented<F> {
            future.instrument(self.0.clone())
        }

        /// Runs something inside the span.
        pub(crate) fn within<T>(&self, run: impl FnOnce() -> T) -> T {
            self.0.in_scope(run)
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod disabled {
    use std::time::Duration;

    use http::Uri;

    use super::super::operation::Name;
    use super::Ending;

    /// Nothing.
    pub(crate) struct Trace;

    impl Trace {
        pub(crate) fn new(_: &Name, _: &http::Method, _: &Uri) -> Self {
            Self
        }

        pub(crate) fn attempt(&self, _: u32, _: Ending, _: Option<Duration>) {}

        pub(crate) fn end(&self, _: u32, _: Ending) {}

        pub(crate) fn around<F: Future>(&self, future: F) -> F {
            future
        }

        pub(crate) fn within<T>(&self, run: impl FnOnce() -> T) -> T {
            run()
        }
    }
}
