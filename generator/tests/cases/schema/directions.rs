//! The types of the document, version `1`.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Account {
    pub id: String,
    pub created: Option<String>,
    pub name: String,
    pub address: Option<Address>,
}
wire::object!(Account { id, created?, name, address? });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct AccountInput { pub secret: String, pub name: String, pub address: Option<AddressInput> }
wire::object!(AccountInput { secret, name, address? });
wire::builder!(AccountInput { new(secret(into String), name(into String)); address(into AddressInput); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Address { pub street: String, pub verified: Option<bool>, pub country: Option<Country> }
wire::object!(Address { street, verified?, country? });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct AddressInput { pub street: String, pub country: Option<Country> }
wire::object!(AddressInput { street, country? });
wire::builder!(AddressInput { new(street(into String)); country(into Country); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Country { pub code: String }
wire::object!(Country { code });
wire::builder!(Country { new(code(into String)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Party { Account(Account), Company(Box<Company>) }
wire::union!(Party { Account: object "id" "name" "secret" from Account, Company: object "vat" from Company });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum PartyInput { Account(AccountInput), Company(Box<CompanyInput>) }
wire::union!(PartyInput {
    Account: object "id" "name" "secret" from AccountInput, Company: object "vat" from CompanyInput
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Company { pub vat: String, pub parent: Option<Party> }
wire::object!(Company { vat, parent? });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct CompanyInput { pub vat: String, pub parent: Option<PartyInput> }
wire::object!(CompanyInput { vat, parent? });
wire::builder!(CompanyInput { new(vat(into String)); parent(into PartyInput); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Receipt { pub number: String }
wire::object!(Receipt { number });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Described { pub number: String, pub only_sent: Option<String> }
wire::object!(Described { number, only_sent? });
