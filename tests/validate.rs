//! Requests held against what the document asks of them beyond their types, for who wants to know before sending.

use dodo_checkouts::Error;
use dodo_checkouts::types::{CreateCheckoutSessionRequest, PaymentMethodTypes, ProductItemReq};
use dodo_checkouts::validate::Validate;

fn request(methods: &[PaymentMethodTypes]) -> CreateCheckoutSessionRequest {
    CreateCheckoutSessionRequest::new([ProductItemReq::new("prod_123", 1)])
        .allowed_payment_method_types(methods.to_vec())
}

#[test]
fn methods_differ() {
    let (credit, debit) = (PaymentMethodTypes::Credit, PaymentMethodTypes::Debit);
    assert_eq!(request(&[credit.clone(), debit]).validate(), Ok(()));
    let twice = request(&[credit.clone(), credit]);
    let invalid = twice.validate().expect_err("the same method twice");
    assert_eq!(invalid.to_string(), "allowed_payment_method_types: expected elements that differ");
    assert!(matches!(Error::from(invalid), Error::Misuse(_)));
    // It is sent all the same by who does not ask.
    assert!(serde_json::to_string(&twice).is_ok());
}
