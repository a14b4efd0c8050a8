//! The types of the document, version `1`.

use super::runtime::wire;

/// Existing customer
#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Existing { pub customer_id: String }
wire::object!(Existing { customer_id });
wire::builder!(Existing { new(customer_id(into String)); });

/// New customer
#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct NewModel { pub email: String, pub name: String, pub phone: Option<String> }
wire::object!(NewModel { email, name, phone? });
wire::builder!(NewModel { new(email(into String), name(into String)); phone(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Customer { Existing(Existing), New(NewModel) }
wire::union!(Customer {
    New: object "email" "name" from NewModel, Existing: object "customer_id" from Existing
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Narrow { pub a: String }
wire::object!(Narrow { a });
wire::builder!(Narrow { new(a(into String)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Wide { pub a: String, pub b: String }
wire::object!(Wide { a, b });
wire::builder!(Wide { new(a(into String), b(into String)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Widening { Narrow(Narrow), Wide(Wide) }
wire::union!(Widening { Wide: object "b" from Wide, Narrow: object from Narrow });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Typed { Text(Text), Count(Count) }
wire::union!(Typed { Text: object from Text, Count: object from Count });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Text { pub v: String }
wire::object!(Text { v });
wire::builder!(Text { new(v(into String)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Count { pub v: i64 }
wire::object!(Count { v });
wire::builder!(Count { new(v(i64)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Somebody { Nobody(wire::Map<wire::Json>), New(NewModel) }
wire::union!(Somebody {
    New: object "email" "name" from NewModel, Nobody: object from wire::Map<wire::Json>
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Optional { One(One), Two(Two) }
wire::union!(Optional { One: object "one" from One, Two: object "two" from Two });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct One {
    pub id: String,
    pub one: Option<String>,
    /// Properties that the document does not name, in their order.
    pub rest: wire::Map<wire::Json>,
}
wire::object!(One { id, one?, ..rest });
wire::builder!(One { new(id(into String)); one(into String); rest(rest wire::Json); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Two {
    pub id: String,
    pub two: Option<String>,
    /// Properties that the document does not name, in their order.
    pub rest: wire::Map<wire::Json>,
}
wire::object!(Two { id, two?, ..rest });
wire::builder!(Two { new(id(into String)); two(into String); rest(rest wire::Json); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Source { WithAddress(SourceWithAddress), WithFile(SourceWithFile) }
wire::union!(Source {
    WithAddress: object "address" from SourceWithAddress, WithFile: object "file" from SourceWithFile
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct SourceWithAddress {
    pub name: String,
    /// Format: `uri`.
    pub address: String,
}
wire::object!(SourceWithAddress { name, address });
wire::builder!(SourceWithAddress { new(name(into String), address(into String)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct SourceWithFile { pub name: String, pub file: String }
wire::object!(SourceWithFile { name, file });
wire::builder!(SourceWithFile { new(name(into String), file(into String)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Either {
    /// Format: `uri`.
    pub address: Option<String>,
    pub file: Option<String>,
}
wire::object!(Either { address?, file? });
wire::builder!(Either { new(); address(into String); file(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Outcome { Done(Done), Failed(Failed) }
wire::union!(Outcome { Done: object "data" from Done, Failed: object "errors" from Failed });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Done {
    pub status: Option<i64>,
    pub data: Option<String>,
    /// Properties that the document does not name, in their order.
    pub rest: wire::Map<wire::Json>,
}
wire::object!(Done { status?, data?, ..rest });
wire::builder!(Done { new(); status(i64); data(into String); rest(rest wire::Json); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Failed {
    pub status: Option<i64>,
    pub errors: Option<Vec<String>>,
    /// Properties that the document does not name, in their order.
    pub rest: wire::Map<wire::Json>,
}
wire::object!(Failed { status?, errors?, ..rest });
wire::builder!(Failed { new(); status(i64); errors(list String); rest(rest wire::Json); });
