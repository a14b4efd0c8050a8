//! The types of the document, version `1`.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Node { pub name: String, pub parent: Option<Box<Node>>, pub children: Option<Vec<Node>> }
wire::object!(Node { name, parent?, children? });
wire::builder!(Node { new(name(into String)); parent(boxed Node); children(list Node); });

#[derive(Clone, PartialEq)]
pub struct Tree(pub Vec<Tree>);
wire::newtype!(Tree from Vec<Tree>);

#[derive(Clone, PartialEq)]
pub struct Map(pub wire::Map<Map>);
wire::newtype!(Map from wire::Map<Map>);

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Json { String(String), List(Vec<Json>), Object(wire::Map<Json>) }
wire::union!(Json {
    String: string from String, List: array from Vec<Json>, Object: object from wire::Map<Json>
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Expression { Literal(Literal), Negation(Negation) }
wire::union!(Expression { Literal: object "value" from Literal, Negation: object "not" from Negation });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Literal { pub value: f64 }
wire::object!(Literal { value });
wire::builder!(Literal { new(value(f64)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Negation { pub not: Box<Expression> }
wire::object!(Negation { not });
wire::builder!(Negation { new(not(boxed Expression)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Inline { pub deeper: Option<InlineDeeper> }
wire::object!(Inline { deeper? });
wire::builder!(Inline { new(); deeper(into InlineDeeper); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct InlineDeeper { pub back: Option<Box<Inline>> }
wire::object!(InlineDeeper { back? });
wire::builder!(InlineDeeper { new(); back(boxed Inline); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Nested { Integer(i64), String(String) }
wire::union!(Nested { Integer: integer from i64, String: string from String });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Inner { String(String), Integer(i64) }
wire::union!(Inner { String: string from String, Integer: integer from i64 });
