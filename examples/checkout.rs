//! Creates a checkout session and prints its address.
//!
//! Out of the box against a fake of the API in this very process, as the tests of a shop would:
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
            println!("DODO_PAYMENTS_API_KEY is not set: talking to a fake in this process");
            let fake = dodo_checkouts::fake();
            Client::builder()
                .bearer_token("no key needed")
                .server(Server::TestMode)
                .transport(fake)
                .build()?
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
