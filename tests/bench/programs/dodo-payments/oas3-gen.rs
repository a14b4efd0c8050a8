//! The same with oas3-gen's client.

use client::{
    ApiResponse, CreateCustomerRequest, CreateCustomerRequestParams, GetCustomerHandlerRequest,
    GetCustomerHandlerRequestPath, GetPaymentHandlerRequest, GetPaymentHandlerRequestPath,
    GetPaymentLineItemsHandlerRequest, GetPaymentLineItemsHandlerRequestPath, GetRefundHandlerRequest,
    GetRefundHandlerRequestPath, PublicClient,
};

fn success<T>(response: ApiResponse<T>) -> Result<T, &'static str> {
    match response {
        ApiResponse::Ok(value) | ApiResponse::Created(value) => Ok(value),
        _ => Err("no success"),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = PublicClient::new().with_api_key(std::env::var("API_KEY")?);
    let body = CreateCustomerRequest {
        email: "a@example.com".to_owned(),
        metadata: None,
        name: "A".to_owned(),
        phone_number: None,
    };
    let customer = success(client.create_customer(CreateCustomerRequestParams { body }).await?)?;
    let path = GetCustomerHandlerRequestPath { customer_id: customer.customer_id };
    let customer = success(client.get_customer_handler(GetCustomerHandlerRequest { path }).await?)?;
    let path = GetPaymentHandlerRequestPath { payment_id: "pay_1".to_owned() };
    let payment = success(client.get_payment_handler(GetPaymentHandlerRequest { path }).await?)?;
    let path = GetPaymentLineItemsHandlerRequestPath { payment_id: "pay_1".to_owned() };
    let lines =
        success(client.get_payment_line_items_handler(GetPaymentLineItemsHandlerRequest { path }).await?)?;
    let path = GetRefundHandlerRequestPath { refund_id: "ref_1".to_owned() };
    let refund = success(client.get_refund_handler(GetRefundHandlerRequest { path }).await?)?;
    println!("{} {} {} {}", customer.name, payment.payment_id, lines.items.len(), refund.refund_id);
    Ok(())
}
