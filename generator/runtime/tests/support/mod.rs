//! What the tests of calls share.
#![allow(dead_code, reason = "each test takes what it needs")]

pub mod clock;
pub mod lateness;
pub mod listening;
pub mod process;
pub mod script;
pub mod server;

use runtime::api::{Api, Scheme, SchemeKind, ServerRow};
use runtime::operation::{Operation, Param, Retry};

/// The secret that must not be seen.
pub const TOKEN: &str = "sk_hunter2_secret";

/// An API with one bearer scheme.
pub static API: Api = Api {
    name: "shop",
    version: "1.2.3",
    servers: &[ServerRow { name: "main", url: "http://shop.invalid/v1" }],
    schemes: &[Scheme { name: "token", kind: SchemeKind::Bearer, variables: &["SHOP_TOKEN"] }],
    security: &[&["token"]],
    ..Api::DEFAULT
};

/// One operation of each class.
pub static LOOK: Operation = Operation::get("look", "/items");
pub static PUT: Operation = Operation::put("put", "/items");
pub static KEYED: Operation = Operation::post("keyed", "/keyed").retry(Retry::Keyed("idempotency-key"));
pub static PAY: Operation = Operation::post("pay", "/pay");
/// One with parameters.
pub static FIND: Operation =
    Operation::get("find", "/items/{id}").params(&[Param::query("tag"), Param::header("x-trace")]);
