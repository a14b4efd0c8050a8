//! The same with openapi-to-rust's client.

use client::generated::client::HttpClient;
use client::generated::types::CreateCustomerRequest;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let token = std::env::var("API_KEY")?;
    let client = HttpClient::new().with_api_key(token);
    let request = CreateCustomerRequest::new("a@example.com".to_owned(), "A".to_owned());
    let customer = client.create_customer(request).await?;
    let customer = client.get_customer_handler(&customer.customer_id).await?;
    let payment = client.get_payment_handler("pay_1").await?;
    let lines = client.get_payment_line_items_handler("pay_1").await?;
    let refund = client.get_refund_handler("ref_1").await?;
    println!("{} {} {} {}", customer.name, payment.payment_id, lines.items.len(), refund.refund_id);
    Ok(())
}
