//! The models, as a user of the crate meets them: facts of the vendor's page, and JSON there and back.

use dodo_checkouts::types::{
    CheckoutTheme, CountryCodeAlpha2, CreateCheckoutSessionRequest, CreateSessionResponse, Currency,
    CustomerRequest, PaymentMethodTypes,
};
use serde_json::{Value, json};

fn decode<T: serde::de::DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{value}: {error}"))
}

/// Decodes and encodes; the result must be the same JSON, apart from nulls, which absence may stand for.
fn round_trips<T: serde::de::DeserializeOwned + serde::Serialize>(value: &Value) {
    let typed: T = decode(value);
    assert_eq!(serde_json::to_value(&typed).expect("encodes"), *value);
}

#[test]
fn every_listed_value_is_there_and_norway_is_a_country() {
    assert_eq!(CountryCodeAlpha2::LISTED.len(), 249);
    assert_eq!(Currency::LISTED.len(), 145);
    assert_eq!(PaymentMethodTypes::LISTED.len(), 18);
    assert_eq!(CountryCodeAlpha2::No.as_str(), "NO");
    assert_eq!(decode::<CountryCodeAlpha2>(&json!("NO")), CountryCodeAlpha2::No);
    assert!(serde_json::from_value::<CountryCodeAlpha2>(json!(false)).is_err());
}

#[test]
fn the_lists_are_those_of_the_vendors_page() {
    let page = include_str!("../spec/create-checkout-session.md");
    for (name, listed) in [
        ("CountryCodeAlpha2", CountryCodeAlpha2::LISTED),
        ("Currency", Currency::LISTED),
        ("PaymentMethodTypes", PaymentMethodTypes::LISTED),
        ("CheckoutTheme", CheckoutTheme::LISTED),
    ] {
        let values: Vec<&str> = page
            .lines()
            .skip_while(|line| line.trim() != format!("{name}:"))
            .skip_while(|line| line.trim() != "enum:")
            .skip(1)
            .map_while(|line| line.trim().strip_prefix("- "))
            .map(|value| value.trim_matches('\''))
            .collect();
        assert_eq!(listed, values, "{name}");
    }
}

#[test]
fn an_unlisted_value_is_kept_and_told() {
    let theme: CheckoutTheme = decode(&json!("sepia"));
    assert_eq!(theme.as_str(), "sepia");
    assert!(matches!(theme, CheckoutTheme::Unlisted(_)));
    assert_eq!(serde_json::to_value(&theme).expect("encodes"), json!("sepia"));
    assert_eq!(CheckoutTheme::from("dark"), CheckoutTheme::Dark);
    assert!(serde_json::from_value::<CheckoutTheme>(json!(3)).is_err(), "an enum of text is still text");
}

#[test]
fn the_pages_own_example_is_accepted_with_its_nulls() {
    let page = include_str!("../spec/create-checkout-session.md");
    assert!(page.contains("billing_address: null"), "the example this test stands for");
    let example = json!({
        "allowed_payment_method_types": ["credit"],
        "billing_address": null,
        "billing_currency": null,
        "confirm": true,
        "customer": null,
        "customization": {"show_on_demand_tag": true, "show_order_details": true, "theme": "dark"},
        "discount_code": "<string>",
        "feature_flags": {
            "allow_currency_selection": true,
            "allow_discount_code": true,
            "allow_phone_number_collection": true,
            "allow_tax_id": true,
            "always_create_new_customer": true
        },
        "metadata": null,
        "product_cart": [{
            "addons": [{"addon_id": "<string>", "quantity": 1}],
            "amount": 123,
            "product_id": "<string>",
            "quantity": 1
        }],
        "return_url": "<string>",
        "show_saved_payment_methods": true,
        "subscription_data": null
    });
    let request: CreateCheckoutSessionRequest = decode(&example);
    assert!(request.billing_address.is_none() && request.customer.is_none() && request.metadata.is_none());
    let mut sent = example;
    sent.as_object_mut().expect("an object").retain(|_, value| !value.is_null());
    assert_eq!(serde_json::to_value(&request).expect("encodes"), sent);
}

#[test]
fn recorded_bodies_round_trip() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wire");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("the recordings") {
        let text = std::fs::read_to_string(entry.expect("an entry").path()).expect("a recording");
        round_trips::<CreateCheckoutSessionRequest>(&serde_json::from_str(&text).expect("JSON"));
        seen += 1;
    }
    assert_eq!(seen, 12);
}

#[test]
fn a_customer_is_told_by_what_it_must_have() {
    let existing: CustomerRequest = decode(&json!({"customer_id": "cus_1"}));
    assert!(matches!(&existing, CustomerRequest::AttachExistingCustomer(c) if c.customer_id == "cus_1"));
    let new: CustomerRequest = decode(&json!({"name": "A", "email": "a@b.c", "phone_number": null}));
    assert!(matches!(&new, CustomerRequest::NewCustomer(c) if c.phone_number.is_none()));
    // A field that nobody knows yet does not make a member fail, wherever it stands.
    let later: CustomerRequest = decode(&json!({"vip": {"since": 2020}, "email": "a@b.c", "name": "A"}));
    assert!(matches!(later, CustomerRequest::NewCustomer(_)));

    for (json, names) in [
        (json!({"customer_id": 3}), "as AttachExistingCustomer"),
        (json!({"email": "a@b.c"}), "missing field `name`"),
        (json!({}), "CustomerRequest"),
        (json!("cus_1"), "CustomerRequest"),
    ] {
        let error =
            serde_json::from_value::<CustomerRequest>(json.clone()).expect_err("not a customer").to_string();
        assert!(error.contains(names), "{json}: {error}");
    }
}

#[test]
fn what_is_required_is_never_made_up() {
    let error =
        serde_json::from_value::<CreateSessionResponse>(json!({"session_id": "cks_1"})).expect_err("no URL");
    assert!(error.to_string().contains("checkout_url"), "{error}");
    let null = json!({"session_id": "cks_1", "checkout_url": null});
    assert!(serde_json::from_value::<CreateSessionResponse>(null).is_err());
    let extra = json!({"session_id": "cks_1", "checkout_url": "https://x", "expires_at": 3});
    assert_eq!(decode::<CreateSessionResponse>(&extra).session_id, "cks_1");
}

#[test]
fn an_order_below_zero_or_past_the_width_is_an_error_not_another_number() {
    for quantity in [json!(-1), json!(4294967296u64), json!(1.5), json!("1")] {
        let body = json!({"product_cart": [{"product_id": "p", "quantity": quantity}]});
        assert!(serde_json::from_value::<CreateCheckoutSessionRequest>(body).is_err(), "{quantity}");
    }
}
