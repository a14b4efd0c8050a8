//! The vendor's guide, as a user would write it: each of its examples, through the typed API, must send exactly the
//! body that the vendor's own SDK sends (recorded under `tests/wire`), over a real socket.

mod support;

use dodo_checkouts::types::{
    CheckoutSessionBillingAddress, CheckoutSessionCustomization, CheckoutSessionFlags, CheckoutTheme,
    CountryCodeAlpha2, CreateCheckoutSessionRequest, Currency, NewCustomer, PaymentMethodTypes,
    ProductItemReq, SubscriptionData,
};
use support::{SESSION, Server, client};

/// Sends `request` and holds what arrived against the recorded body of the same name.
async fn sends(name: &str, request: CreateCheckoutSessionRequest) {
    let server = Server::answering(200, SESSION).await;
    let session = client(&server).checkout_sessions().create(request).await.expect("the server answered 200");
    assert_eq!(session.session_id, "cks_Gi6KGJ2zFJo9rq9Ukifwa");
    assert_eq!(
        session.checkout_url,
        "https://test.checkout.dodopayments.com/session/cks_Gi6KGJ2zFJo9rq9Ukifwa"
    );

    let received = server.only_request();
    assert_eq!(received.method, "POST");
    assert_eq!(received.target, "/checkouts");
    assert_eq!(received.header("authorization"), Some("Bearer sk_test_secret"));
    assert_eq!(received.header("content-type"), Some("application/json"));
    assert_eq!(received.header("accept"), Some("application/json"));
    let path = format!("{}/tests/wire/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let recorded = std::fs::read_to_string(path).expect("a recorded body");
    let recorded: serde_json::Value = serde_json::from_str(&recorded).expect("the recording is JSON");
    assert_eq!(received.json(), recorded);
}

/// The code samples of the document itself (`x-codeSamples`), which say the same in each of their languages.
#[tokio::test]
async fn code_sample() {
    let request = CreateCheckoutSessionRequest::new([ProductItemReq::new("product_id", 0)]);
    sends("code-sample", request).await;
}

#[tokio::test]
async fn quickstart() {
    let request = CreateCheckoutSessionRequest::new([ProductItemReq::new("prod_123", 1)])
        .customer(NewCustomer::new("customer@example.com", "John Doe").phone_number("+1234567890"))
        .billing_address(
            CheckoutSessionBillingAddress::new(CountryCodeAlpha2::Us)
                .street("123 Main St")
                .city("San Francisco")
                .state("CA")
                .zipcode("94102"),
        )
        .return_url("https://yoursite.com/checkout/success")
        .metadata([("order_id", "order_123"), ("source", "web_app")]);
    sends("quickstart", request).await;
}

#[tokio::test]
async fn simple_single_product() {
    let request = CreateCheckoutSessionRequest::new([ProductItemReq::new("prod_ebook_guide", 1)])
        .customer(NewCustomer::new("customer@example.com", "John Doe"))
        .return_url("https://yoursite.com/success");
    sends("01-simple-single-product", request).await;
}

#[tokio::test]
async fn multi_product_cart() {
    let cart = [("prod_laptop", 1), ("prod_mouse", 2), ("prod_warranty", 1)]
        .map(|(id, quantity)| ProductItemReq::new(id, quantity));
    let request = CreateCheckoutSessionRequest::new(cart)
        .customer(NewCustomer::new("customer@example.com", "John Doe").phone_number("+1234567890"))
        .billing_address(
            CheckoutSessionBillingAddress::new(CountryCodeAlpha2::Us)
                .street("123 Tech Street")
                .city("San Francisco")
                .state("CA")
                .zipcode("94102"),
        )
        .return_url("https://electronics-store.com/order-confirmation");
    sends("02-multi-product-cart", request).await;
}

#[tokio::test]
async fn subscription_with_trial() {
    let request = CreateCheckoutSessionRequest::new([ProductItemReq::new("prod_monthly_plan", 1)])
        .subscription_data(SubscriptionData::new().trial_period_days(14))
        .customer(NewCustomer::new("user@startup.com", "Jane Smith"))
        .return_url("https://saas-app.com/onboarding")
        .metadata([("plan_type", "professional"), ("referral_source", "google_ads")]);
    sends("03-subscription-with-trial", request).await;
}

#[tokio::test]
async fn pre_confirmed() {
    let request = CreateCheckoutSessionRequest::new([ProductItemReq::new("prod_premium_course", 1)])
        .customer(NewCustomer::new("student@university.edu", "Alex Johnson").phone_number("+1555123456"))
        .billing_address(
            CheckoutSessionBillingAddress::new(CountryCodeAlpha2::Us)
                .street("456 University Ave")
                .city("Boston")
                .state("MA")
                .zipcode("02134"),
        )
        .confirm(true)
        .return_url("https://learning-platform.com/course-access")
        .metadata([("course_category", "programming"), ("enrollment_date", "2024-01-15")]);
    sends("04-pre-confirmed", request).await;
}

#[tokio::test]
async fn currency_override() {
    let request = CreateCheckoutSessionRequest::new([ProductItemReq::new("prod_consulting_service", 1)])
        .customer(NewCustomer::new("client@company.co.uk", "Oliver Williams"))
        .billing_address(
            CheckoutSessionBillingAddress::new(CountryCodeAlpha2::Gb)
                .street("789 Business Park")
                .city("London")
                .state("England")
                .zipcode("SW1A 1AA"),
        )
        .billing_currency(Currency::Gbp)
        .feature_flags(CheckoutSessionFlags::new().allow_currency_selection(true).allow_tax_id(true))
        .return_url("https://consulting-firm.com/service-confirmation");
    sends("05-currency-override", request).await;
}

#[tokio::test]
async fn saved_payment_methods() {
    let request = CreateCheckoutSessionRequest::new([ProductItemReq::new("prod_monthly_subscription", 1)])
        .customer(
            NewCustomer::new("returning.customer@example.com", "Robert Johnson").phone_number("+1555987654"),
        )
        .show_saved_payment_methods(true)
        .feature_flags(
            CheckoutSessionFlags::new().allow_phone_number_collection(true).always_create_new_customer(false),
        )
        .return_url("https://subscription-service.com/welcome-back")
        .metadata([("customer_tier", "premium"), ("account_age", "returning")]);
    sends("06-saved-payment-methods", request).await;
}

#[tokio::test]
async fn b2b_tax_id() {
    let request = CreateCheckoutSessionRequest::new([ProductItemReq::new("prod_enterprise_license", 5)])
        .customer(NewCustomer::new("procurement@enterprise.com", "Sarah Davis").phone_number("+1800555000"))
        .billing_address(
            CheckoutSessionBillingAddress::new(CountryCodeAlpha2::Us)
                .street("1000 Corporate Blvd")
                .city("New York")
                .state("NY")
                .zipcode("10001"),
        )
        .feature_flags(
            CheckoutSessionFlags::new()
                .allow_tax_id(true)
                .allow_phone_number_collection(true)
                .always_create_new_customer(false),
        )
        .return_url("https://enterprise-software.com/license-delivery")
        .metadata([
            ("customer_type", "enterprise"),
            ("contract_id", "ENT-2024-001"),
            ("sales_rep", "john.sales@company.com"),
        ]);
    sends("07-b2b-tax-id", request).await;
}

#[tokio::test]
async fn dark_theme_discount() {
    let request = CreateCheckoutSessionRequest::new([ProductItemReq::new("prod_gaming_chair", 1)])
        .discount_code("BLACKFRIDAY2024")
        .customization(
            CheckoutSessionCustomization::new()
                .theme(CheckoutTheme::Dark)
                .show_order_details(true)
                .show_on_demand_tag(false),
        )
        .feature_flags(CheckoutSessionFlags::new().allow_discount_code(true))
        .customer(NewCustomer::new("gamer@example.com", "Mike Chen"))
        .return_url("https://gaming-store.com/order-complete");
    sends("08-dark-theme-discount", request).await;
}

#[tokio::test]
async fn regional_upi_india() {
    let request = CreateCheckoutSessionRequest::new([ProductItemReq::new("prod_online_course_hindi", 1)])
        .allowed_payment_method_types([
            PaymentMethodTypes::UpiCollect,
            PaymentMethodTypes::UpiIntent,
            PaymentMethodTypes::Credit,
            PaymentMethodTypes::Debit,
        ])
        .customer(NewCustomer::new("student@example.in", "Priya Sharma").phone_number("+919876543210"))
        .billing_address(
            CheckoutSessionBillingAddress::new(CountryCodeAlpha2::In)
                .street("MG Road")
                .city("Bangalore")
                .state("Karnataka")
                .zipcode("560001"),
        )
        .billing_currency(Currency::Inr)
        .return_url("https://education-platform.in/course-access")
        .metadata([("region", "south_india"), ("language", "hindi")]);
    sends("09-regional-upi-india", request).await;
}

#[tokio::test]
async fn bnpl() {
    let request = CreateCheckoutSessionRequest::new([ProductItemReq::new("prod_luxury_watch", 1)])
        // Text works where a listed value does: what the document does not list yet can be sent too.
        .allowed_payment_method_types(["klarna", "affirm", "afterpay_clearpay", "credit", "debit"])
        .customer(NewCustomer::new("fashion.lover@example.com", "Emma Thompson").phone_number("+1234567890"))
        .billing_address(
            CheckoutSessionBillingAddress::new(CountryCodeAlpha2::Us)
                .street("555 Fashion Ave")
                .city("Los Angeles")
                .state("CA")
                .zipcode("90210"),
        )
        .feature_flags(CheckoutSessionFlags::new().allow_phone_number_collection(true))
        .return_url("https://luxury-store.com/purchase-confirmation")
        .metadata([("product_category", "luxury"), ("price_range", "high_value")]);
    sends("10-bnpl", request).await;
}
