//! A real HTTP server on a real socket, which records what arrives and answers as it is told.

use axum::body::Bytes;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The answer of the guide.
pub const SESSION: &str = r#"{
  "session_id": "cks_Gi6KGJ2zFJo9rq9Ukifwa",
  "checkout_url": "https://test.checkout.dodopayments.com/session/cks_Gi6KGJ2zFJo9rq9Ukifwa"
}"#;

/// The key that every test client carries; it must appear nowhere but in the `authorization` header.
pub const KEY: &str = "sk_test_secret";

/// A client for `server`.
pub fn client(server: &Server) -> dodo_checkouts::Client {
    dodo_checkouts::Client::builder()
        .bearer_token(KEY)
        .base_url(&server.url)
        .build()
        .expect("a key and a base URL are enough")
}

/// What arrived.
#[derive(Clone, Debug)]
pub struct Received {
    pub method: String,
    /// Path and query, as sent.
    pub target: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Received {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("the body is JSON")
    }
}

/// The server; it stops with the test.
pub struct Server {
    pub url: String,
    received: Arc<Mutex<Vec<Received>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Server {
    /// Answers every request with `status` and a JSON `body`.
    pub async fn answering(status: u16, body: &str) -> Server {
        Self::with(status, "application/json", body).await
    }

    /// Answers every request with `status` and a `body` of the given content type.
    pub async fn with(status: u16, content_type: &'static str, body: &str) -> Server {
        let received = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&received);
        let status = StatusCode::from_u16(status).expect("a status code");
        let body = body.to_owned();
        let answer = move |method: Method, uri: Uri, headers: HeaderMap, bytes: Bytes| {
            let target = uri.path_and_query().map(ToString::to_string).unwrap_or_default();
            lock(&log).push(Received { method: method.to_string(), target, headers, body: bytes });
            let reply =
                (status, [(header::CONTENT_TYPE, content_type), (REQUEST_ID, "req_123")], body.clone());
            async move { reply }
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("a bound address"));
        let app = axum::Router::new().fallback(answer);
        let task = tokio::spawn(async move {
            let _ = axum::serve(listener, app).await;
        });
        Server { url, received, task }
    }

    /// Everything that has arrived so far.
    pub fn requests(&self) -> Vec<Received> {
        lock(&self.received).clone()
    }

    /// The one request that has arrived.
    pub fn only_request(&self) -> Received {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "exactly one request: {requests:#?}");
        requests.remove(0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

const REQUEST_ID: header::HeaderName = header::HeaderName::from_static("x-request-id");

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
