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

const BASE: Operation = Operation { security: &[&["token"]], ..Operation::DEFAULT };

/// One operation of each class.
pub static LOOK: Operation =
    Operation { id: "look", method: "GET", path: "/items", retry: Retry::Safe, ..BASE };
pub static PUT: Operation =
    Operation { id: "put", method: "PUT", path: "/items", retry: Retry::Idempotent, ..BASE };
pub static KEYED: Operation =
    Operation { id: "keyed", method: "POST", path: "/keyed", retry: Retry::Keyed("idempotency-key"), ..BASE };
pub static PAY: Operation =
    Operation { id: "pay", method: "POST", path: "/pay", retry: Retry::Unsafe, ..BASE };
/// One with parameters.
pub static FIND: Operation = Operation {
    id: "find",
    method: "GET",
    path: "/items/{id}",
    params: &[Param::path("id"), Param::query("tag"), Param::header("x-trace")],
    retry: Retry::Safe,
    ..BASE
};
