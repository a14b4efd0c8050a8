//! A shop, written against version 1.51.

use dodo::types::*;
use dodo::{Client, Server};

/// What the checkout page shows.
pub fn customization() -> CheckoutSessionCustomization {
    CheckoutSessionCustomization::new().theme(CheckoutTheme::Dark).show_order_details(true)
}

/// Everything that sells.
pub fn sell(client: &Client) {
    let request = CreateCheckoutSessionRequest::new([ProductItemReq::new("prod_1", 2)])
        .customer(NewCustomer::new("jane@example.com", "Jane Doe").phone_number("+1234567890"))
        .billing_address(CheckoutSessionBillingAddress::new(CountryCodeAlpha2::Us).city("San Francisco"))
        .customization(customization())
        .metadata([("order", "1")]);
    drop(client.checkout_sessions().create(request).with_idempotency_key("order-1"));

    let billing = BillingAddress::new("Berlin", CountryCodeAlpha2::De, "BE", "Street 1", "10115");
    let cart = [OneTimeProductCartItemReq::new("prod_1", 1)];
    let customer = AttachExistingCustomer::new("cus_1");
    drop(client.payments().create_one_time(CreateOneTimePaymentRequest::new(billing.clone(), customer.clone(), cart)));
    let subscription = CreateSubscriptionRequest::new(billing, customer, "prod_2", 1).trial_period_days(7);
    drop(client.subscriptions().create(subscription));
    drop(client.customers().update("cus_1", PatchCustomerRequest::new().name("Jane").phone_number_null()));
    drop(client.refunds().create(CreateRefundRequest::new("pay_1").reason("broken")));
}

/// Everything that looks.
pub fn look(client: &Client) {
    drop(client.payments().list().customer_id("cus_1").page_size(10u32));
    drop(client.payments().get("pay_1"));
    drop(client.products().list().archived(false));
    drop(client.events().get("event_1"));
    drop(client.customers().create_portal_session("cus_1").send_email(true));
    drop(client.discounts().delete("dsc_1"));
}

/// One line of a list.
pub fn line(payment: &GetPaymentsListResponseItem) -> String {
    let status = match payment.status {
        Some(IntentStatus::Succeeded) => "paid",
        Some(IntentStatus::Failed) => "failed",
        _ => "open",
    };
    format!("{} {} {status} {:?}", payment.payment_id, payment.customer.email, payment.payment_method)
}

/// What a meter counts.
pub fn is_unique(aggregation: &MeterAggregation) -> bool {
    aggregation.r#type == AggregationType::UniqueCount && aggregation.key.is_some()
}

/// A product that has no name.
pub fn product(price: Price) -> CreateProductRequest {
    CreateProductRequest::new(price, TaxCategory::DigitalProducts).description("nothing")
}

/// What arrives on its own.
pub fn arrived(event: &PaymentSucceededEvent) -> (&str, &PaymentCancelledEventData) {
    (&event.business_id, &event.data)
}

/// Where it is tried.
pub const SERVER: Server = Server::TestMode;
