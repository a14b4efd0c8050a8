//! A shop, written against version 1.61.

use dodo::Client;
use dodo::types::*;

/// What the checkout page shows.
pub fn customization() -> CheckoutSessionCustomization {
    let theme = match std::env::var("THEME").as_deref() {
        Ok("light") => CheckoutTheme::Light,
        Ok(other) => CheckoutTheme::from(other),
        Err(_) => CheckoutTheme::System,
    };
    CheckoutSessionCustomization::new().theme(theme).force_language("de")
}

/// Who pays, without a name, and from where.
pub fn sell(client: &Client) {
    let billing = BillingAddress::new("Berlin", CountryCodeAlpha2::De, "BE", "Street 1", "10115");
    let customer = NewCustomer::new("jane@example.com").name("Jane Doe");
    let cart = [OneTimeProductCartItemReq::new("prod_1", 1)];
    let payment = CreateOneTimePaymentRequest::new(billing, customer, cart).force_3ds(true);
    drop(client.payments().create_one_time(payment));
    drop(client.payouts().list().page_size(10u32));
}

/// A product must have a name by now.
pub fn product(price: Price) -> CreateProductRequest {
    CreateProductRequest::new("Thing", price, TaxCategory::Saas)
}

/// What arrives on its own.
pub fn arrived(event: &RefundSucceededEvent) -> (&str, &RefundFailedEventData) {
    (&event.data.refund_id, &event.data)
}
