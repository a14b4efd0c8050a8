//! Five operations of a client that this repository generates.

use client::types::CreateCustomerRequest;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = client::Client::from_env()?;
    let customer = client.customers().create(CreateCustomerRequest::new("a@example.com", "A")).await?;
    let customer = client.customers().get(customer.customer_id).await?;
    let payment = client.payments().get("pay_1").await?;
    let lines = client.payments().get_line_items("pay_1").await?;
    let refund = client.refunds().get("ref_1").await?;
    println!("{} {} {} {}", customer.name, payment.payment_id, lines.items.len(), refund.refund_id);
    Ok(())
}
