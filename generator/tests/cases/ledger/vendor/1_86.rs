//! A shop, written against version 1.86.

use dodo::Client;
use dodo::types::*;

/// What the checkout page shows.
pub fn customization() -> CheckoutSessionCustomization {
    CheckoutSessionCustomization::new().theme(ThemeMode::Dark)
}

/// Everything that sells.
pub fn sell(client: &Client) {
    let request = CreateCheckoutSessionRequest::new([ProductItemReq::new("prod_1", 2)])
        .customization(customization())
        .minimal_address(true);
    drop(client.checkout_sessions().create(request));
    drop(client.credit_entitlements().list());
}
