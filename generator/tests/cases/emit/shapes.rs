//! The types of the document, version `1`.
//!
//! Enums are open: `Unlisted` is a value that the document does not list, as it came.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Everything {
    pub text: String,
    pub count: i64,
    pub nothing_or_text: Option<String>,
    pub numbers: Vec<u32>,
    pub table: wire::Map<Colour>,
    pub by_colour: wire::Map<String, Colour>,
    pub pair: (String, f64),
    pub list: Option<Vec<String>>,
    pub any: Option<wire::Json>,
    pub flag: Option<bool>,
    pub note: Option<String>,
    pub colours: Option<Vec<Colour>>,
    pub tags: Option<wire::Map<String>>,
    pub rates: Option<wire::Map<f64>>,
    pub node: Option<Node>,
    pub patched: wire::Patch<String>,
    pub patched_list: wire::Patch<Vec<Colour>>,
}
wire::object!(Everything {
    text, count, nothing_or_text = "nothing or text", numbers, table, by_colour, pair, list?, any?, flag?,
    note?, colours?, tags?, rates?, node?, patched?, patched_list?, "kind" == "everything",
    "version" == 5000000000i64, "strict" == true, "ratio" == 1.5
});
wire::builder!(Everything {
    new(
        text(into String), count(i64), nothing_or_text(null String), numbers(Vec<u32>), table(map Colour),
        by_colour(map Colour => String), pair((String, f64))
    ); list(list String); any(into wire::Json); flag(bool); note(into String); colours(list Colour);
    tags(map String); rates(wire::Map<f64>); node(into Node); patched(patch patched_null into String);
    patched_list(patch patched_list_null list Colour);
});

#[derive(Clone)] #[non_exhaustive]
pub enum Colour { Red, DarkHyphenGreen, DarkUnderscoreGreen, Empty, _1, Minus1, Unlisted(wire::Unlisted) }
wire::strings!(Colour {
    Red = "red", DarkHyphenGreen = "dark-green", DarkUnderscoreGreen = "dark_green", Empty = "", _1 = "1",
    Minus1 = "-1"
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Node { pub value: String, pub next: Option<Box<Node>>, pub children: Option<Vec<Node>> }
wire::object!(Node { value, next?, children? });
wire::builder!(Node { new(value(into String)); next(boxed Node); children(list Node); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Open {
    pub rest: String,
    /// Properties that the document does not name, in their order.
    pub rest_of_properties: wire::Map<i64>,
}
wire::object!(Open { rest, ..rest_of_properties });
wire::builder!(Open { new(rest(into String)); rest_of_properties(rest i64); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Level { _1, Minus1, True, A, _1_5, _10000000000, Unlisted(wire::Json) }
wire::values!(Level { _1 = 1, Minus1 = -1, True = true, A = "a", _1_5 = 1.5, _10000000000 = 10000000000i64 });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Shape { Circle(Circle), Square(Square), Box(Square), Unlisted(wire::Json) }
wire::tagged!(Shape by "kind" { Circle = "circle" from Circle, Square = "square", Box = "box" });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Circle { pub radius: f64 }
wire::object!(Circle { "kind" == "circle", radius });
wire::builder!(Circle { new(radius(f64)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Square { pub kind: String, pub side: f64 }
wire::object!(Square { kind, side });
wire::builder!(Square { new(kind(into String), side(f64)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Scalars { Text(String), Number(i64), List(Vec<String>), Tree(Tree) }
wire::union!(Scalars {
    Tree: object from Tree, Text: string from String, Number: integer from i64, List: array from Vec<String>
});

#[derive(Clone, PartialEq)]
pub struct Tree(pub wire::Map<Tree>);
wire::newtype!(Tree from wire::Map<Tree>);

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Expression { pub left: Operand, pub op: String }
wire::object!(Expression { left, op });
wire::builder!(Expression { new(left(into Operand), op(into String)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Operand { Expression(Box<Expression>), Number(f64) }
wire::union!(Operand blank Number { Expression: object "op" from Expression, Number: number from f64 });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Nothing {}
wire::object!(Nothing { });
wire::builder!(Nothing { new(); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Much {
    pub a: String,
    pub b: String,
    pub c: String,
    pub d: String,
    pub e: String,
    pub f: String,
    pub g: String,
    pub r#type: String,
    pub h: Option<String>,
}
wire::object!(Much { a, b, c, d, e, f, g, r#type = "type", h? });
wire::builder!(Much { new(MuchRequired { a, b, c, d, e, f, g, r#type }); h(into String); });

/// What [`Much::new`] takes.
#[derive(Clone, Debug, PartialEq)]
pub struct MuchRequired {
    pub a: String,
    pub b: String,
    pub c: String,
    pub d: String,
    pub e: String,
    pub f: String,
    pub g: String,
    pub r#type: String,
}
