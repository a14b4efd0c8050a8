use super::runtime::{call::{Call, example}, client::Client, mode::Mode, operation::Operation};
use super::types;

#[derive(Clone, Copy, Debug)]
pub struct CheckoutSessions<'c, M: Mode>(pub(crate) &'c Client<M>);

impl<M: Mode> CheckoutSessions<'_, M> {
    /// Create Checkout Session. `POST /checkouts` answers 200: Checkout session successfully created
    ///
    /// Unified endpoint for creating checkout sessions for all types of billing requirements.
    ///
    /// A session is valid for 24 hours, or for 15 minutes if it was created with `confirm`. Send the customer to the
    /// `checkout_url` of the answer.
    ///
    /// * Error 422: Invalid Request Object or Parameters
    /// * Error 500: Something went wrong :(
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(dodo_checkouts)]
    /// use dodo_checkouts::types::{CreateCheckoutSessionRequest, ProductItemReq};
    ///
    /// let request = CreateCheckoutSessionRequest::new([
    ///     ProductItemReq::new("product_id", 1),
    /// ]);
    /// let answer = client.checkout_sessions().create(request).await?;
    /// # Ok(()) }}}
    /// ```
    pub fn create(&self, body: impl Into<types::CreateCheckoutSessionRequest>)
    -> Call<types::CreateSessionResponse, M> {
        self.0.call(&CREATE, &[]).json(&body.into())
    }
}

static CREATE: Operation = Operation::post("createCheckoutSession", "/checkouts");
