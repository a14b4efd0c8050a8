//! A web shop in three routes: one creates a checkout session and sends the customer there, one receives the customer back,
//! and one is told by the vendor what came of it.
//!
//! ```text
//! DODO_PAYMENTS_API_KEY=... DODO_PAYMENTS_ENVIRONMENT=test_mode DODO_PAYMENTS_WEBHOOK_KEY=whsec_... cargo run --example shop
//! ```
//! then open <http://127.0.0.1:3000/buy/prod_123>.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Redirect;
use axum::routing::{get, post};
use dodo_checkouts::types::{CreateCheckoutSessionRequest, ProductItemReq};
use dodo_checkouts::webhook::{Signature, StandardWebhooks, Verified};
use dodo_checkouts::{Client, wire};
use std::collections::BTreeMap;

#[derive(Clone)]
struct Shop {
    dodo: Client,
    webhooks: StandardWebhooks,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let webhooks = StandardWebhooks::from_env("DODO_PAYMENTS_WEBHOOK_KEY")?;
    let shop = Router::new()
        .route("/buy/{product}", get(buy))
        .route("/thanks", get(thanks))
        .route("/webhooks", post(told))
        .with_state(Shop { dodo: Client::from_env()?, webhooks });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    println!("open http://127.0.0.1:3000/buy/prod_123");
    axum::serve(listener, shop).await?;
    Ok(())
}

/// Creates a session for one product and redirects to its checkout page.
async fn buy(
    State(shop): State<Shop>,
    Path(product): Path<String>,
) -> Result<Redirect, (StatusCode, String)> {
    let request = CreateCheckoutSessionRequest::new([ProductItemReq::new(product, 1)])
        .return_url("http://127.0.0.1:3000/thanks");
    match shop.dodo.checkout_sessions().create(request).await {
        Ok(session) => Ok(Redirect::to(&session.checkout_url)),
        Err(error) => {
            // The error's line carries status and request id, never the key; the customer is told less.
            eprintln!("no checkout session: {error}");
            Err((StatusCode::BAD_GATEWAY, "The checkout is not available, please try again.".into()))
        }
    }
}

/// Where the customer comes back, paid or not: the query says how it went. It travelled through the customer's browser,
/// so it is a hint for this page and never a proof of payment; that comes from the API or a webhook.
async fn thanks(Query(outcome): Query<BTreeMap<String, String>>) -> String {
    match outcome.get("status").map(String::as_str) {
        Some("succeeded") => "Thank you! We will confirm the payment by mail.".into(),
        Some(other) => format!("The payment is {other}."),
        None => "Welcome back.".into(),
    }
}

/// What the vendor tells. Only what carries its signature counts: anybody can find this address.
async fn told(State(shop): State<Shop>, headers: HeaderMap, body: Bytes) -> StatusCode {
    match shop.webhooks.receive(&headers, &body) {
        Ok(event) => {
            deliver(&event);
            StatusCode::NO_CONTENT
        }
        Err(error) => {
            eprintln!("not from the vendor: {error}");
            StatusCode::UNAUTHORIZED
        }
    }
}

/// The same event may come again, with the same id: a real shop remembers which it has seen.
fn deliver(event: &Verified<wire::Json>) {
    println!("{}: {}", event.id().unwrap_or_default(), event.event()["type"]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, SystemTime};

    #[tokio::test]
    async fn only_what_the_vendor_signed_counts() {
        let webhooks = StandardWebhooks::new("whsec_c2VjcmV0").expect("a secret");
        let dodo =
            Client::builder().base_url("http://localhost").bearer_token("a token").build().expect("a client");
        let shop = Shop { dodo, webhooks: webhooks.clone() };
        let (now, body) = (SystemTime::now(), Bytes::from_static(br#"{"type":"payment.succeeded"}"#));
        let told = |headers, body| told(State(shop.clone()), headers, body);
        let signed = webhooks.sign_for_test("msg_1", now, &body);
        assert_eq!(told(signed.clone(), body.clone()).await, StatusCode::NO_CONTENT);
        let other = Bytes::from_static(br#"{"type":"payment.failed"}"#);
        assert_eq!(told(signed, other).await, StatusCode::UNAUTHORIZED);
        assert_eq!(told(HeaderMap::new(), body.clone()).await, StatusCode::UNAUTHORIZED);
        let old = webhooks.sign_for_test("msg_1", now - Duration::from_secs(3600), &body);
        assert_eq!(told(old, body).await, StatusCode::UNAUTHORIZED);
    }
}
