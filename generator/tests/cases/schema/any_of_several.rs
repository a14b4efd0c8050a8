//! The types of the document, version `1`.
//!
//! Enums are open: `Unlisted` is a value that the document does not list, as it came.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Measure { Counter(Counter), Timer(Timer) }
wire::union!(Measure { Counter: object "unit" "value" from Counter, Timer: object "elapsed" from Timer });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Counter {
    pub unit: String,
    pub value: i64,
    /// Properties that the document does not name, in their order.
    pub rest: wire::Map<wire::Json>,
}
wire::object!(Counter { unit, value, ..rest });
wire::builder!(Counter { new(unit(into String), value(i64)); rest(rest wire::Json); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Timer {
    pub elapsed: f64,
    pub laps: Option<Vec<i64>>,
    /// Properties that the document does not name, in their order.
    pub rest: wire::Map<wire::Json>,
}
wire::object!(Timer { elapsed, laps?, ..rest });
wire::builder!(Timer { new(elapsed(f64)); laps(Vec<i64>); rest(rest wire::Json); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Buyer { String(String), Person(Person), Removed(Removed) }
wire::union!(Buyer {
    Person: object "mail" from Person, Removed: object "removed" from Removed, String: string from String
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Person {
    pub id: String,
    pub mail: String,
    /// Properties that the document does not name, in their order.
    pub rest: wire::Map<wire::Json>,
}
wire::object!(Person { id, mail, ..rest });
wire::builder!(Person { new(id(into String), mail(into String)); rest(rest wire::Json); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Removed {
    pub id: String,
    /// Properties that the document does not name, in their order.
    pub rest: wire::Map<wire::Json>,
}
wire::object!(Removed { id, "removed" == true, ..rest });
wire::builder!(Removed { new(id(into String)); rest(rest wire::Json); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Shape { Circle(Circle), Square(Square), Unlisted(wire::Json) }
wire::tagged!(Shape by "kind" { Circle = "circle" from Circle, Square = "square" from Square });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Circle { pub radius: f64 }
wire::object!(Circle { "kind" == "circle", radius });
wire::builder!(Circle { new(radius(f64)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Square { pub side: f64 }
wire::object!(Square { "kind" == "square", side });
wire::builder!(Square { new(side(f64)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Part { Small(Small), Large(Large), List(Vec<String>) }
wire::union!(Part { Large: object "b" from Large, Small: object from Small, List: array from Vec<String> });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Small {
    pub a: String,
    /// Properties that the document does not name, in their order.
    pub rest: wire::Map<wire::Json>,
}
wire::object!(Small { a, ..rest });
wire::builder!(Small { new(a(into String)); rest(rest wire::Json); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Large { pub a: String, pub b: String, pub c: Option<String> }
wire::object!(Large { a, b, c? });
wire::builder!(Large { new(a(into String), b(into String)); c(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Nested { Object1(Box<NestedObject1>), Object2(Box<NestedObject2>) }
wire::union!(Nested {
    Object1: object "note" from NestedObject1, Object2: object "other" from NestedObject2
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct NestedObject1 {
    pub first: Measure,
    pub note: Option<String>,
    /// Properties that the document does not name, in their order.
    pub rest: wire::Map<wire::Json>,
}
wire::object!(NestedObject1 { first, note?, ..rest });
wire::builder!(NestedObject1 { new(first(into Measure)); note(into String); rest(rest wire::Json); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct NestedObject2 {
    pub first: Timer,
    pub other: Option<String>,
    /// Properties that the document does not name, in their order.
    pub rest: wire::Map<wire::Json>,
}
wire::object!(NestedObject2 { first, other?, ..rest });
wire::builder!(NestedObject2 { new(first(into Timer)); other(into String); rest(rest wire::Json); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Content { String(String), List2(Vec<Question>), List3(Vec<ContentListItem>) }
wire::union!(Content {
    String: string from String, List2: array from Vec<Question>, List3: array from Vec<ContentListItem>
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum ContentListItem { Answer(Answer), Refusal(Refusal) }
wire::union!(ContentListItem { Answer: object "answer" from Answer, Refusal: object "refusal" from Refusal });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Question {
    pub file: Option<String>,
    pub text: Option<String>,
    /// Properties that the document does not name, in their order.
    pub rest: wire::Map<wire::Json>,
}
wire::object!(Question { file?, text?, ..rest });
wire::builder!(Question { new(); file(into String); text(into String); rest(rest wire::Json); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Answer {
    pub answer: String,
    /// Properties that the document does not name, in their order.
    pub rest: wire::Map<wire::Json>,
}
wire::object!(Answer { answer, ..rest });
wire::builder!(Answer { new(answer(into String)); rest(rest wire::Json); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Refusal {
    pub refusal: String,
    /// Properties that the document does not name, in their order.
    pub rest: wire::Map<wire::Json>,
}
wire::object!(Refusal { refusal, ..rest });
wire::builder!(Refusal { new(refusal(into String)); rest(rest wire::Json); });
