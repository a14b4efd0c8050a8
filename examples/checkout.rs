//! Creates a checkout session and prints its address.
//!
//! Out of the box against a small server in this very process:
//!
//! ```text
//! cargo run --example checkout
//! ```
//! and against the vendor's test mode when the key is set:
//!
//! ```text
//! DODO_PAYMENTS_API_KEY=... cargo run --example checkout -- prod_123
//! ```

use dodo_checkouts::types::{
    CheckoutSessionBillingAddress, CountryCodeAlpha2, CreateCheckoutSessionRequest, NewCustomer,
    ProductItemReq,
};
use dodo_checkouts::{Client, Server};
use std::time::Duration;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let product = std::env::args().nth(1).unwrap_or_else(|| "prod_123".into());
    let dodo = match std::env::var("DODO_PAYMENTS_API_KEY") {
        Ok(key) => Client::builder().bearer_token(key).server(Server::TestMode).build()?,
        Err(_) => {
            println!("DODO_PAYMENTS_API_KEY is not set: talking to a server in this process");
            Client::builder().bearer_token("no key needed here").base_url(local_server().await?).build()?
        }
    };
    let request = CreateCheckoutSessionRequest::new([ProductItemReq::new(product, 1)])
        .customer(NewCustomer::new("customer@example.com", "John Doe").phone_number("+1234567890"))
        .billing_address(CheckoutSessionBillingAddress::new(CountryCodeAlpha2::Us).city("San Francisco"))
        .return_url("https://example.com/thanks")
        .metadata([("order_id", "order_123")]);
    let session = dodo.checkout_sessions().create(request).with_timeout(Duration::from_secs(10)).await?;
    println!("{}", session.checkout_url);
    Ok(())
}

/// A stand-in for the vendor: refuses an empty cart, answers anything else with a session.
async fn local_server() -> std::io::Result<String> {
    use axum::{Json, Router, http::StatusCode, routing::post};
    use serde_json::{Value, json};
    async fn create(Json(body): Json<Value>) -> (StatusCode, Json<Value>) {
        match body["product_cart"].as_array() {
            Some(cart) if !cart.is_empty() => {
                let url = "https://test.checkout.dodopayments.com/session/cks_example";
                (StatusCode::OK, Json(json!({"session_id": "cks_example", "checkout_url": url})))
            }
            _ => (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({"message": "the cart is empty"}))),
        }
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    let app = Router::new().route("/checkouts", post(create));
    tokio::spawn(async move { axum::serve(listener, app).await });
    Ok(url)
}
