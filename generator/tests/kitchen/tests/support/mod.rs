//! A server over a real socket that keeps what it is sent, and both clients of it.

// Each test program uses its own part of this module.
#![allow(dead_code)]

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Multipart};
use axum::http::{HeaderMap, Method, Request, Response, StatusCode};
use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Received {
    pub method: Method,
    pub target: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// A part of a multipart body, as `multer` reads it.
#[derive(Debug, PartialEq)]
pub struct Part {
    pub name: String,
    pub file_name: Option<String>,
    pub media_type: Option<String>,
    pub content: Vec<u8>,
    pub note: Option<String>,
}

impl Received {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("text")
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// The pairs of a form.
    pub fn pairs(&self) -> Vec<(String, String)> {
        assert_eq!(self.header("content-type"), "application/x-www-form-urlencoded");
        let query = format!("http://x/?{}", self.text()).parse().expect("a form");
        axum::extract::Query::try_from_uri(&query).expect("pairs").0
    }

    pub async fn parts(&self) -> Vec<Part> {
        let mut request = Request::new(Body::from(self.body.clone()));
        *request.headers_mut() = self.headers.clone();
        let mut multipart = Multipart::from_request(request, &()).await.expect("a multipart body");
        let mut parts = Vec::new();
        while let Some(field) = multipart.next_field().await.expect("a part") {
            parts.push(Part {
                name: field.name().expect("a name").to_owned(),
                file_name: field.file_name().map(str::to_owned),
                media_type: field.content_type().map(str::to_owned),
                note: field.headers().get("x-note").map(|note| note.to_str().expect("text").to_owned()),
                content: field.bytes().await.expect("content").to_vec(),
            });
        }
        parts
    }
}

#[derive(Default)]
struct State {
    received: Vec<Received>,
    answers: VecDeque<Response<Body>>,
}

/// The server; it answers 204 unless told otherwise.
pub struct Server {
    pub url: String,
    state: Arc<Mutex<State>>,
}

impl Server {
    pub async fn start() -> Server {
        let state = Arc::<Mutex<State>>::default();
        let log = Arc::clone(&state);
        let answer = move |request: Request<Body>| {
            let log = Arc::clone(&log);
            async move {
                let (parts, body) = request.into_parts();
                let body = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
                let target = parts.uri.to_string();
                let mut state = log.lock().unwrap_or_else(PoisonError::into_inner);
                state.received.push(Received { method: parts.method, target, headers: parts.headers, body });
                state.answers.pop_front().unwrap_or_else(|| {
                    let mut done = Response::new(Body::empty());
                    *done.status_mut() = StatusCode::NO_CONTENT;
                    done
                })
            }
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("a bound address"));
        let app = Router::new().fallback(answer);
        tokio::spawn(async move { axum::serve(listener, app).await });
        Server { url, state }
    }

    /// Answers the next request so.
    pub fn answer(&self, answer: Response<Body>) {
        self.state.lock().expect("a lock").answers.push_back(answer);
    }

    /// What arrived since the last time.
    pub fn take(&self) -> Vec<Received> {
        std::mem::take(&mut self.state.lock().expect("a lock").received)
    }

    pub fn client(&self) -> kitchen::Client {
        kitchen::Client::builder().no_proxy().base_url(&self.url).build().expect("a client")
    }

    pub fn blocking(&self) -> kitchen::blocking::Client {
        kitchen::blocking::Client::builder().no_proxy().base_url(&self.url).build().expect("a client")
    }
}

/// Runs what blocks.
pub async fn block<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(run).await.expect("no panic")
}

/// An answer of these pieces, with a pause before each but the first; it breaks off where it is not whole.
pub fn pieces(media_type: &str, pieces: &[&'static str], pause: Duration, whole: bool) -> Response<Body> {
    let pieces = pieces.iter().map(|piece| Bytes::from_static(piece.as_bytes())).collect();
    let mut answer = Response::new(Body::new(Pieces { pieces, pause, sleep: None, whole }));
    answer.headers_mut().insert("content-type", media_type.parse().expect("a media type"));
    answer
}

/// An answer at once.
pub fn answer(status: u16, media_type: &str, body: impl Into<Body>) -> Response<Body> {
    let mut answer = Response::new(body.into());
    *answer.status_mut() = StatusCode::from_u16(status).expect("a status");
    answer.headers_mut().insert("content-type", media_type.parse().expect("a media type"));
    answer
}

struct Pieces {
    pieces: VecDeque<Bytes>,
    pause: Duration,
    sleep: Option<Pin<Box<tokio::time::Sleep>>>,
    whole: bool,
}

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, std::io::Error>>> {
        if let Some(sleep) = &mut self.sleep {
            std::task::ready!(sleep.as_mut().poll(cx));
        }
        self.sleep = Some(Box::pin(tokio::time::sleep(self.pause)));
        Poll::Ready(match self.pieces.pop_front() {
            Some(piece) => Some(Ok(http_body::Frame::data(piece))),
            None if self.whole => None,
            None => Some(Err(std::io::Error::other("broken off"))),
        })
    }
}
