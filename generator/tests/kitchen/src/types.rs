//! The types of the document, version `1`.
//!
//! Enums are open: `Unlisted` is a value that the document does not list, as it came.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Color { pub r: i64, pub g: String }
wire::object!(Color { r = "R", g = "G" });
wire::builder!(Color { new(r(i64), g(into String)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Order202 { pub banquet: Order202Banquet }
wire::object!(Order202 { banquet });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Order202Banquet { pub id: i64 }
wire::object!(Order202Banquet { id });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Banquet { pub state: BanquetState, pub dishes: Option<i64> }
wire::object!(Banquet { state, dishes? });

#[derive(Clone)] #[non_exhaustive]
pub enum BanquetState { Cooking, Served, Burnt, Unlisted(wire::Unlisted) }
wire::strings!(BanquetState { Cooking = "cooking", Served = "served", Burnt = "burnt" });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Problem { pub title: String }
wire::object!(Problem { title });
wire::builder!(Problem { new(title(into String)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Breakdown { pub code: i64 }
wire::object!(Breakdown { code });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Fault { pub trace: String }
wire::object!(Fault { trace });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Tick { pub event: TickEvent, pub id: Option<String>, pub data: TickData }
wire::object!(Tick { event, id?, data });

#[derive(Clone)] #[non_exhaustive]
pub enum TickEvent { Start, Stop, Unlisted(wire::Unlisted) }
wire::strings!(TickEvent { Start = "start", Stop = "stop" });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct TickData { pub at: i64 }
wire::object!(TickData { at });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Dish {
    pub id: Option<String>,
    pub name: String,
    /// Such as `4.5`.
    pub price: Option<f64>,
}
wire::object!(Dish { id?, name, price? });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct DishInput {
    pub name: String,
    /// Such as `4.5`.
    pub price: Option<f64>,
    pub secret: Option<String>,
}
wire::object!(DishInput { name, price?, secret? });
wire::builder!(DishInput { new(name(into String)); price(f64); secret(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct DishPatch { pub name: wire::Patch<String>, pub price: wire::Patch<f64> }
wire::object!(DishPatch { name?, price? });
wire::builder!(DishPatch { new(); name(patch name_null into String); price(patch price_null f64); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Change { pub op: ChangeOp, pub path: String, pub value: wire::Patch<wire::Json> }
wire::object!(Change { op, path, value? });
wire::builder!(Change {
    new(op(into ChangeOp), path(into String)); value(patch value_null into wire::Json);
});

#[derive(Clone)] #[non_exhaustive]
pub enum ChangeOp { Add, Remove, Replace, Unlisted(wire::Unlisted) }
wire::strings!(ChangeOp { Add = "add", Remove = "remove", Replace = "replace" });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Order {
    pub table: i64,
    pub quick: Option<bool>,
    pub guest: Option<String>,
    pub notes: Option<Vec<String>>,
    pub dish: Option<DishInput>,
    pub dishes: Option<Vec<DishInput>>,
    pub labels: Option<wire::Map<String>>,
}
wire::object!(Order { table, quick?, guest?, notes?, dish?, dishes?, labels? });
wire::builder!(Order {
    new(table(i64)); quick(bool); guest(into String); notes(list String); dish(into DishInput);
    dishes(list DishInput); labels(map String);
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Parcel {
    pub title: String,
    pub count: Option<i64>,
    pub tags: Option<Vec<String>>,
    pub recipe: Option<DishInput>,
    pub picture: wire::Blob,
    pub files: Option<Vec<wire::Blob>>,
}
wire::object!(Parcel { title, count?, tags?, recipe?, picture, files? });
wire::builder!(Parcel {
    new(title(into String), picture(into wire::Blob)); count(i64); tags(list String); recipe(into DishInput);
    files(list wire::Blob);
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct SendStyledRequest {
    pub commas: Vec<i64>,
    pub spaces: Vec<String>,
    pub pipes: Vec<String>,
    pub apart: SendStyledRequestApart,
    pub reserved: String,
}
wire::object!(SendStyledRequest { commas, spaces, pipes, apart, reserved });
wire::builder!(SendStyledRequest {
    new(
        commas(Vec<i64>), spaces(list String), pipes(list String), apart(into SendStyledRequestApart),
        reserved(into String)
    );
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct SendStyledRequestApart { pub r: i64, pub g: Option<i64> }
wire::object!(SendStyledRequestApart { r, g? });
wire::builder!(SendStyledRequestApart { new(r(i64)); g(i64); });

#[derive(Clone)] #[non_exhaustive]
pub enum ManyOp { Add, Remove, Unlisted(wire::Unlisted) }
wire::strings!(ManyOp { Add = "add", Remove = "remove" });
