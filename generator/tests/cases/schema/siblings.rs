//! The types of the document, version `1`.
//!
//! Enums are open: `Unlisted` is a value that the document does not list, as it came.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Order {
    pub id: String,
    /// said beside
    pub state: State,
    pub note: Option<String>,
    /// **Deprecated.**
    pub buyer: Option<Person>,
    pub payer: Option<OrderPayer>,
    pub id_too: Option<String>,
    pub lines: Option<Vec<String>>,
}
wire::object!(Order { id, state, note?, buyer?, payer?, id_too?, lines? });
wire::builder!(Order {
    new(id(into String), state(into State)); note(into String); #[deprecated] buyer(into Person);
    payer(into OrderPayer); id_too(into String); lines(list String);
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct OrderPayer { pub name: String, pub mail: Option<String>, pub iban: Option<String> }
wire::object!(OrderPayer { name, mail?, iban? });
wire::builder!(OrderPayer { new(name(into String)); mail(into String); iban(into String); });

#[derive(Clone)] #[non_exhaustive]
pub enum State { Open, Closed, Unlisted(wire::Unlisted) }
wire::strings!(State { Open = "open", Closed = "closed" });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Person { pub name: String, pub mail: Option<String> }
wire::object!(Person { name, mail? });
wire::builder!(Person { new(name(into String)); mail(into String); });
