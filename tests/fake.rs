//! A shop's own tests: the code that takes an order, against the fake that comes with the client.

use dodo_checkouts::runtime::fake::Fake;
use dodo_checkouts::runtime::fake_reply::Reply;
use dodo_checkouts::types::{CreateCheckoutSessionRequest, ProductItemReq};
use dodo_checkouts::{Client, Error, Server, blocking};

/// What a shop might do: an order that may have gone through is looked into, not placed again.
#[derive(Debug, PartialEq)]
enum Order {
    Pay(String),
    TryAgain,
    AskSupport,
}

async fn order(dodo: &Client, product: &str) -> Order {
    let request = CreateCheckoutSessionRequest::new([ProductItemReq::new(product, 1)]);
    match dodo.checkout_sessions().create(request).await {
        Ok(session) => Order::Pay(session.checkout_url),
        Err(error) if error.may_have_executed() => Order::AskSupport,
        Err(_) => Order::TryAgain,
    }
}

fn shop() -> (Fake, Client) {
    let fake = dodo_checkouts::fake();
    let client =
        Client::builder().server(Server::TestMode).bearer_token("sk_test").transport(fake.clone()).build();
    (fake, client.expect("a server and a key are enough"))
}

#[tokio::test]
async fn an_order_leads_to_the_checkout() {
    let (fake, dodo) = shop();
    let Order::Pay(url) = order(&dodo, "prod_1").await else { panic!("the fake answers with an example") };
    assert!(url.starts_with("https://"), "{url}");
    let request = fake.requests().remove(0);
    assert_eq!((request.operation, request.method.as_str()), (Some("createCheckoutSession"), "POST"));
    assert_eq!(
        request.json(),
        serde_json::json!({"product_cart": [{"product_id": "prod_1", "quantity": 1}]})
    );
}

#[tokio::test(start_paused = true)]
async fn no_customer_pays_twice() {
    let (fake, dodo) = shop();
    fake.always("createCheckoutSession", Reply::not_sent());
    assert_eq!(order(&dodo, "prod_1").await, Order::TryAgain);
    assert_eq!(fake.requests().len(), 3, "what never left is sent again");
    for reply in [Reply::lost(), Reply::status(500), Reply::example().breaking_off()] {
        let before = fake.requests().len();
        fake.always("createCheckoutSession", reply);
        assert_eq!(order(&dodo, "prod_1").await, Order::AskSupport);
        assert_eq!(fake.requests().len(), before + 1, "what may have executed is not sent again");
    }
}

#[test]
fn a_request_that_the_document_does_not_have_is_complained_of() {
    let fake = dodo_checkouts::fake();
    let dodo = blocking::Client::builder().server(Server::TestMode).bearer_token("sk_test");
    let dodo = dodo.transport(fake).build().expect("a server and a key are enough");
    let request = CreateCheckoutSessionRequest::new([ProductItemReq::new("prod_1", 1)]);
    let call = dodo.checkout_sessions().create(request).with_body_field("product_cart", "prod_1");
    let error: Error = call.send().expect_err("a cart is a list");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
    assert!(
        error.message().is_some_and(|message| message.starts_with("the body: product_cart: ")),
        "{error}"
    );
}
