//! The types of the document, version `1.0.0`.
//!
//! Enums are open: `Unlisted` is a value that the document does not list, as it came.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Payment { pub id: String }
wire::object!(Payment { id });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Dispute { pub r#type: DisputeType, pub id: String }
wire::object!(Dispute { r#type = "type", id });

#[derive(Clone)] #[non_exhaustive]
pub enum DisputeType { DisputeOpened, DisputeClosed, Unlisted(wire::Unlisted) }
wire::strings!(DisputeType { DisputeOpened = "dispute.opened", DisputeClosed = "dispute.closed" });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct PaymentSucceededEvent { pub data: Payment }
wire::object!(PaymentSucceededEvent { "type" == "payment.succeeded", data });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct PaymentFailedEvent { pub reason: String }
wire::object!(PaymentFailedEvent { "type" == "payment.failed", reason });

/// Whatever the API may tell through a webhook.
#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum WebhookEvent {
    /// Money has come
    PaymentSucceeded(PaymentSucceededEvent),
    PaymentFailed(PaymentFailedEvent),
    DisputeOpened(Dispute),
    DisputeClosed(Dispute),
    Unlisted(wire::Json),
}
wire::tagged!(WebhookEvent by "type" {
    PaymentSucceeded = "payment.succeeded" from PaymentSucceededEvent,
    PaymentFailed = "payment.failed" from PaymentFailedEvent, DisputeOpened = "dispute.opened",
    DisputeClosed = "dispute.closed"
});
