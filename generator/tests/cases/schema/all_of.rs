//! The types of the document, version `1`.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Entity {
    /// from the entity
    pub id: String,
}
wire::object!(Entity { id });
wire::builder!(Entity { new(id(into String)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Dated { pub created: Option<u64>, pub data: Option<wire::Map<wire::Json>> }
wire::object!(Dated { created?, data? });
wire::builder!(Dated { new(); created(u64); data(map wire::Json); });

/// A user.
#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct User {
    /// from the entity
    pub id: String,
    pub created: u64,
    pub data: Option<UserData>,
    pub name: String,
}
wire::object!(User { id, created, data?, name });
wire::builder!(User { new(id(into String), created(u64), name(into String)); data(into UserData); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct UserData { pub key: String }
wire::object!(UserData { key });
wire::builder!(UserData { new(key(into String)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Wrapped {
    /// said outside
    pub user: Option<User>,
    /// said inside. At most 5 characters.
    pub text: Option<String>,
    pub typed: Option<User>,
    /// said beside
    pub described: Option<User>,
    pub again: Option<User>,
    pub stricter: Option<WrappedStricter>,
}
wire::object!(Wrapped { user?, text?, typed?, described?, again?, stricter? });
wire::builder!(Wrapped {
    new(); user(into User); text(into String); typed(into User); described(into User); again(into User);
    stricter(into WrappedStricter);
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct WrappedStricter { pub created: u64, pub data: Option<wire::Map<wire::Json>> }
wire::object!(WrappedStricter { created, data? });
wire::builder!(WrappedStricter { new(created(u64)); data(map wire::Json); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Diamond {
    /// from the entity
    pub id: String,
    pub left: Option<String>,
    pub right: Option<String>,
}
wire::object!(Diamond { id, left?, right? });
wire::builder!(Diamond { new(id(into String)); left(into String); right(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Closed { pub a: Option<String>, pub b: Option<String> }
wire::object!(Closed { a?, b? });
wire::builder!(Closed { new(); a(into String); b(into String); });
