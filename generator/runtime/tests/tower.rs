//! Tower layers around a transport, and a Tower service in the place of one.
#![cfg(feature = "tower")]

mod support;

use std::error::Error as StdError;
use std::future::{Ready, ready};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http_body::Frame;
use runtime::builder::ClientBuilder;
use runtime::mode::Async;
use runtime::operation::Operation;
use runtime::tower::{ServiceTransport, TransportService};
use runtime::transport::{Body, Exchange, Limits, Transport, TransportError};
use runtime::wire::Json;
use support::clock::MovedClock;
use support::script::{Script, answer, lost, not_sent};
use support::{API, LOOK, PAY, TOKEN};
use tower_layer::layer_fn;
use tower_service::Service;

fn builder() -> ClientBuilder<Async> {
    ClientBuilder::new(&API).bearer_token(TOKEN)
}

/// Counts the requests that pass, and marks them.
#[derive(Clone)]
struct Counting<S> {
    inner: S,
    mark: &'static str,
    count: Arc<AtomicUsize>,
}

impl<S: Service<http::Request<Body>>> Service<http::Request<Body>> for Counting<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: http::Request<Body>) -> S::Future {
        self.count.fetch_add(1, Ordering::Relaxed);
        // What a layer may want to know of a request is there.
        assert!(request.extensions().get::<Limits>().is_some());
        let operation = request.extensions().get::<&'static Operation>().unwrap();
        let mark = format!("{}-{}", self.mark, operation.id).parse().unwrap();
        request.headers_mut().append("x-mark", mark);
        self.inner.call(request)
    }
}

#[test]
fn a_layer_sees_each_attempt() {
    let script = Script::new(&[lost(0.1), answer(0.1, 503, &[], ""), answer(0.1, 200, &[], "{}")]);
    let count = Arc::new(AtomicUsize::new(0));
    let layer = |mark| {
        let count = Arc::clone(&count);
        layer_fn(move |inner: TransportService| Counting { inner, mark, count: Arc::clone(&count) })
    };
    let client = script.on(builder()).layer(layer("inner")).layer(layer("outer")).build().unwrap();
    script.clock.block_on(client.call::<Json>(&LOOK, &[]).send()).unwrap();
    assert_eq!(count.load(Ordering::Relaxed), 6);
    let seen = script.seen.lock().unwrap();
    let marks: Vec<_> = seen[2].headers.get_all("x-mark").iter().map(|mark| mark.to_str().unwrap()).collect();
    assert_eq!(marks, ["outer-look", "inner-look"]);
}

/// What is known of a failure passes through layers.
#[test]
fn the_phase_survives() {
    for (act, may_have_executed) in [(lost(0.1), true), (not_sent(0.1), false)] {
        let script = Script::new(&[act]);
        let client = script.on(builder()).layer(layer_fn(|inner: TransportService| inner)).build().unwrap();
        let call = client.call::<Json>(&PAY, &[]).with_max_retries(0);
        let error = script.clock.block_on(call.send()).unwrap_err();
        assert_eq!(error.may_have_executed(), may_have_executed, "{error:?}");
    }
}

/// A service that is somebody else's: its own body, its own errors.
#[derive(Clone)]
struct Foreign {
    ready: Result<(), &'static str>,
    answers: Result<Vec<Result<&'static str, &'static str>>, &'static str>,
    asked: Arc<Mutex<Vec<Bytes>>>,
}

impl Foreign {
    fn answering(answers: Result<Vec<Result<&'static str, &'static str>>, &'static str>) -> Self {
        Self { ready: Ok(()), answers, asked: Arc::default() }
    }
}

impl Service<http::Request<Body>> for Foreign {
    type Response = http::Response<Pieces>;
    type Error = Box<dyn StdError + Send + Sync>;
    type Future = Ready<Result<http::Response<Pieces>, Self::Error>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(self.ready.map_err(Into::into))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        self.asked.lock().unwrap().push(request.into_body().try_into_bytes().unwrap());
        ready(self.answers.clone().map(|pieces| http::Response::new(Pieces(pieces))).map_err(Into::into))
    }
}

struct Pieces(Vec<Result<&'static str, &'static str>>);

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = &'static str;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, &'static str>>> {
        if self.0.is_empty() {
            return Poll::Ready(None);
        }
        Poll::Ready(Some(self.0.remove(0).map(|piece| Frame::data(Bytes::from(piece)))))
    }
}

#[test]
fn a_service_of_ones_own() {
    let send = |service: Foreign| {
        let clock = MovedClock::new();
        let client = builder().transport(ServiceTransport(service)).timer(clock.clone()).build().unwrap();
        clock.block_on(client.call::<Json>(&PAY, &[]).with_body_field("amount", 1).with_max_retries(0).send())
    };
    let service = Foreign::answering(Ok(vec![Ok("{\"ok\""), Ok(":true}")]));
    assert_eq!(send(service.clone()).unwrap()["ok"], true);
    assert_eq!(*service.asked.lock().unwrap(), ["{\"amount\":1}"]);

    let broken = send(Foreign::answering(Ok(vec![Ok("{"), Err("gone")]))).unwrap_err();
    assert!(broken.may_have_executed(), "{broken:?}");
    let failed = send(Foreign::answering(Err("no idea"))).unwrap_err();
    assert!(failed.may_have_executed(), "{failed:?}");
    let not_ready = send(Foreign { ready: Err("shed"), ..service.clone() }).unwrap_err();
    assert!(!not_ready.may_have_executed(), "{not_ready:?}");
    assert_eq!(service.asked.lock().unwrap().len(), 1);
}

struct Nothing;

impl Transport for Nothing {
    fn send(&self, _: http::Request<Body>) -> Exchange<'_> {
        Box::pin(async { Ok(http::Response::new(Body::empty())) })
    }
}

#[test]
fn a_transport_is_a_service() {
    let mut service = TransportService::new(Nothing);
    let request = http::Request::new(Body::empty());
    assert!(service.poll_ready(&mut Context::from_waker(Waker::noop())).is_ready());
    let answer: Result<_, TransportError> = MovedClock::new().block_on(service.call(request));
    assert_eq!(answer.unwrap().status().as_u16(), 200);
}
