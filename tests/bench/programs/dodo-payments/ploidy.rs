//! The same with ploidy's client.

use client::types::CreateCustomerRequest;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let token = std::env::var("API_KEY")?;
    let client = client::Client::new("https://test.dodopayments.com")?
        .with_sensitive_header("authorization", format!("Bearer {token}"))?;
    let request = CreateCustomerRequest {
        email: "a@example.com".to_owned(),
        name: "A".to_owned(),
        ..Default::default()
    };
    let customer = client.create_customer(request).await?;
    let customer = client.get_customer_handler(&customer.customer_id).await?;
    let payment = client.get_payment_handler("pay_1").await?;
    let lines = client.get_payment_line_items_handler("pay_1").await?;
    let refund = client.get_refund_handler("ref_1").await?;
    println!("{} {} {} {}", customer.name, payment.payment_id, lines.items.len(), refund.refund_id);
    Ok(())
}
