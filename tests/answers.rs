//! What the server may answer, and what the caller learns from it.

mod support;

use dodo_checkouts::Error;
use dodo_checkouts::types::{CreateCheckoutSessionRequest, ProductItemReq};
use support::{KEY, SESSION, Server, client};

fn request() -> CreateCheckoutSessionRequest {
    CreateCheckoutSessionRequest::new([ProductItemReq::new("prod_123", 1)])
}

async fn failure(server: &Server) -> Error {
    let error = client(server).checkout_sessions().create(request()).await.expect_err("no session");
    for text in [error.to_string(), format!("{error:?}")] {
        assert!(!text.contains(KEY), "the key leaks: {text}");
    }
    error
}

#[tokio::test]
async fn status_headers_and_request_id_are_kept() {
    let server = Server::answering(200, SESSION).await;
    let response = client(&server).checkout_sessions().create(request()).raw().await.expect("answered");
    assert_eq!(response.status, 200);
    assert_eq!(response.request_id(), Some("req_123"));
    assert_eq!(response.headers["content-type"], "application/json");
    assert_eq!(response.body.session_id, "cks_Gi6KGJ2zFJo9rq9Ukifwa");
}

#[tokio::test]
async fn an_error_answer_carries_all_that_the_server_said() {
    for (status, body) in [
        (422, r#"{"code":"INVALID_PRODUCT","message":"no such product"}"#),
        (422, ""),
        (500, "Something went wrong :("),
        (500, ""),
        (401, "{}"),
    ] {
        let server = Server::answering(status, body).await;
        let error = failure(&server).await;
        assert_eq!(error.status().map(|s| s.as_u16()), Some(status));
        assert_eq!(error.request_id(), Some("req_123"));
        assert_eq!(error.body().map(|b| b.as_ref()), Some(body.as_bytes()));
        let line = error.to_string();
        assert!(line.contains(&status.to_string()) && line.contains("req_123"), "{line}");
        assert!(!line.contains('\n') && !line.starts_with(char::is_uppercase), "{line}");
        assert_eq!(server.requests().len(), 1, "a payment is never sent twice on an answer of {status}");
    }
}

#[tokio::test]
async fn a_success_that_does_not_decode_is_not_thrown_away() {
    for (content_type, body, path) in [
        ("text/html", "<html>maintenance</html>", ""),
        ("application/json", r#"{"session_id":"cks_1"}"#, ""),
        ("application/json", r#"{"session_id":"cks_1","checkout_url":null}"#, "checkout_url"),
        ("application/json", r#"{"session_id":7,"checkout_url":"https://x"}"#, "session_id"),
        ("application/json", "", ""),
        ("application/json", r#"{"session_id":"cks_1","#, ""),
    ] {
        let server = Server::with(200, content_type, body).await;
        let error = failure(&server).await;
        assert_eq!(error.status().map(|s| s.as_u16()), Some(200), "{body}");
        assert_eq!(error.body().map(|b| b.as_ref()), Some(body.as_bytes()));
        assert_eq!(error.request_id(), Some("req_123"));
        assert!(error.may_have_executed(), "the server said 200: {body}");
        let Error::Decode(decode) = &error else { panic!("{error:?}") };
        assert_eq!(decode.path(), path, "{body}");
    }
}

#[tokio::test]
async fn what_the_document_does_not_know_can_be_sent_and_asked() {
    let server = Server::answering(200, SESSION).await;
    let client = client(&server);
    client
        .checkout_sessions()
        .create(request())
        .with_header("x-shop", "7")
        .with_query("expand", "a b&c")
        .with_body_field("beta", serde_json::json!({"on": true}))
        .with_idempotency_key("order-42")
        .await
        .expect("answered");
    let received = server.only_request();
    assert_eq!(received.header("x-shop"), Some("7"));
    assert_eq!(received.header("idempotency-key"), Some("order-42"));
    assert_eq!((received.method.as_str(), &*received.target), ("POST", "/checkouts?expand=a%20b%26c"));
    assert_eq!(received.json()["beta"]["on"], true);
    assert_eq!(received.json()["product_cart"][0]["product_id"], "prod_123");

    let answer: serde_json::Value =
        client.request(http::Method::GET, "/checkouts/cks_1").await.expect("an undocumented endpoint");
    assert_eq!(answer["session_id"], "cks_Gi6KGJ2zFJo9rq9Ukifwa");
    assert_eq!(server.requests()[1].header("authorization"), Some("Bearer sk_test_secret"));
}

#[tokio::test]
async fn a_server_that_is_not_there_did_not_execute_anything() {
    let server = Server::answering(200, SESSION).await;
    let client = client(&server);
    drop(server);
    tokio::task::yield_now().await;
    let error =
        client.checkout_sessions().create(request()).with_max_retries(0).await.expect_err("nobody listens");
    assert!(!error.may_have_executed(), "{error:?}");
    assert_eq!(error.status(), None);
}
