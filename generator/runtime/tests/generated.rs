//! The fixture client against a server of one answer.

// What a test leaves unused is of no interest; as a library, the fixture is built without this.
#[allow(dead_code)]
#[path = "fixture/lib.rs"]
mod fixture;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;

use fixture::types::CreateCheckoutSessionRequest;
use fixture::{Client, Server};

/// Answers one request, and returns what it was asked.
fn serve(no_body: bool) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/prefix/", listener.local_addr().unwrap());
    let asked = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        let mut buffer = [0; 4096];
        let end: &[u8] = if no_body { b"\r\n\r\n" } else { b"}" };
        while !request.ends_with(end) {
            let read = stream.read(&mut buffer).unwrap();
            request.extend_from_slice(&buffer[..read]);
        }
        write!(
            stream,
            "HTTP/1.1 200 OK\r\nx-request-id: req_1\r\ncontent-length: {}\r\n\r\n{SESSION}",
            SESSION.len()
        )
        .unwrap();
        String::from_utf8(request).unwrap()
    });
    (url, asked)
}

const SESSION: &str = r#"{"session_id":"cks_1","checkout_url":"https://example.com/cks_1"}"#;

#[tokio::test]
async fn a_call_as_a_user_writes_it() {
    let (url, asked) = serve(false);
    let client = Client::builder().base_url(url).bearer_token("hunter2").no_proxy().build().unwrap();
    let mut request = CreateCheckoutSessionRequest::new("prod_1");
    request.discount_code = Some("BLACK".to_owned());
    let session = client.checkout_sessions().create(request).with_idempotency_key("order-42").await.unwrap();
    assert_eq!(session.checkout_url, "https://example.com/cks_1");
    let asked = asked.join().unwrap();
    assert!(asked.starts_with("POST /prefix/checkouts HTTP/1.1\r\n"), "{asked}");
    for header in [
        "authorization: Bearer hunter2",
        "idempotency-key: order-42",
        "content-type: application/json",
        "accept: application/json",
        "user-agent: dodo-checkouts/0.1.0",
    ] {
        assert!(asked.contains(&format!("\r\n{header}\r\n")), "{header} in {asked}");
    }
    assert!(asked.ends_with("\r\n\r\n{\"discount_code\":\"BLACK\",\"product_id\":\"prod_1\"}"), "{asked}");
}

#[tokio::test]
async fn parameters_and_raw_answers() {
    let (url, asked) = serve(true);
    let client = Client::builder().base_url(url).bearer_token("hunter2").no_proxy().build().unwrap();
    let expand = Some(vec!["a b".to_owned(), "c".to_owned()]);
    let response = client.checkout_sessions().retrieve("cks/1", expand).raw().await.unwrap();
    assert_eq!((response.status.as_u16(), response.request_id()), (200, Some("req_1")));
    assert_eq!(response.body.session_id, "cks_1");
    assert!(
        asked.join().unwrap().starts_with("GET /prefix/checkouts/cks%2F1?expand=a%20b&expand=c HTTP/1.1\r\n")
    );
}

#[test]
fn no_server_is_chosen_by_default() {
    let error = Client::builder().bearer_token("hunter2").build().unwrap_err();
    let text = error.to_string();
    assert!(text.contains("DODO_PAYMENTS_SERVER to test_mode or live_mode"), "{text}");
    let both =
        Client::builder().bearer_token("hunter2").server(Server::TestMode).base_url("http://localhost");
    assert!(both.build().unwrap_err().to_string().contains("both a server and a base URL"));
    assert!(Client::builder().bearer_token("hunter2").server(Server::LiveMode).build().is_ok());
}
