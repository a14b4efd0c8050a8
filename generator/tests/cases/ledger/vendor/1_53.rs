//! A shop, written against version 1.53.

use dodo::Client;
use dodo::types::*;

/// What is counted.
pub fn count(client: &Client) {
    let aggregation = MeterAggregation::new(AggregationType::Sum).key("bytes");
    let meter = CreateMeterRequest::new(aggregation, "traffic", "MB", "Traffic").description("what is sent");
    drop(client.meters().create(meter));
    drop(client.meters().unarchive("meter_1"));
    let event = EventInput::new("cus_1", "event_1", "traffic");
    drop(client.events().ingest(IngestEventsRequest::new([event])));
}

/// What is in the purse.
pub fn purse(client: &Client) {
    let entry = CustomerLedgerEntryRequest::new(100, Currency::Eur, CustomerLedgerEntryType::Credit);
    drop(client.customers().get("cus_1"));
    let _ = entry.reason("a present");
}

/// What a refund says.
pub fn refunded(refund: &RefundListItem) -> String {
    format!("{} of {} {:?}", refund.refund_id, refund.payment_id, refund.reason)
}

/// Who pays.
pub fn customer() -> CustomerRequest {
    NewCustomer::new("jane@example.com", "Jane Doe").into()
}

/// What a license is for.
pub fn licensed(license: &ActivateLicenseKeyResponse) -> &str {
    &license.product.product_id
}
