//! The types of the document, version `1`.
//!
//! Enums are open: `Unlisted` is a value that the document does not list, as it came.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Cat { pub lives: i64 }
wire::object!(Cat { "kind" == "cat", lives });
wire::builder!(Cat { new(lives(i64)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Dog { pub bark: bool }
wire::object!(Dog { "kind" == "dog", bark });
wire::builder!(Dog { new(bark(bool)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Bird { pub name: String }
wire::object!(Bird { name });
wire::builder!(Bird { new(name(into String)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Constant { Cat(Cat), Dog(Dog), Unlisted(wire::Json) }
wire::tagged!(Constant by "kind" { Cat = "cat" from Cat, Dog = "dog" from Dog });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Mapped { Cat(Cat), Dog(Dog), Bird(Bird), Sparrow(Bird), Fish(Fish), Unlisted(wire::Json) }
wire::tagged!(Mapped by "kind" {
    Cat = "cat" from Cat, Dog = "dog" from Dog, Bird = "bird", Sparrow = "sparrow", Fish = "fish" from Fish
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Named { Bird(Bird), Fish(Fish), Unlisted(wire::Json) }
wire::tagged!(Named by "kind" { Bird = "Bird" from Bird, Fish = "Fish" from Fish });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Fish { pub fins: Option<i64> }
wire::object!(Fish { fins? });
wire::builder!(Fish { new(); fins(i64); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Nested { Dog(Constant), Cat(Constant), Cow(Cow), Unlisted(wire::Json) }
wire::tagged!(Nested by "kind" { Dog = "dog", Cat = "cat", Cow = "cow" from Cow });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Cow {}
wire::object!(Cow { "kind" == "cow" });
wire::builder!(Cow { new(); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Clash { First(First), Second(Second) }
wire::union!(Clash { First: object "a" from First, Second: object "b" from Second });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct First {
    pub a: Option<String>,
    /// Properties that the document does not name, in their order.
    pub rest: wire::Map<wire::Json>,
}
wire::object!(First { "kind" == "x", a?, ..rest });
wire::builder!(First { new(); a(into String); rest(rest wire::Json); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Second {
    pub b: Option<String>,
    /// Properties that the document does not name, in their order.
    pub rest: wire::Map<wire::Json>,
}
wire::object!(Second { "kind" == "x", b?, ..rest });
wire::builder!(Second { new(); b(into String); rest(rest wire::Json); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Numbered { One(One), Two(Two) }
wire::union!(Numbered { One: object "a" from One, Two: object "b" from Two });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct One { pub a: Option<String> }
wire::object!(One { "type" == 1, a? });
wire::builder!(One { new(); a(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Two { pub b: Option<String> }
wire::object!(Two { "type" == 2, b? });
wire::builder!(Two { new(); b(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Several { Cat(Pet), Dog(Pet), Oak(Tree), Unlisted(wire::Json) }
wire::tagged!(Several by "kind" { Cat = "cat", Dog = "dog", Oak = "oak" from Tree });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Pet { pub kind: SeveralPetKind, pub name: String }
wire::object!(Pet { kind, name });
wire::builder!(Pet { new(kind(into SeveralPetKind), name(into String)); });

#[derive(Clone)] #[non_exhaustive]
pub enum SeveralPetKind { Cat, Dog, Unlisted(wire::Unlisted) }
wire::strings!(SeveralPetKind { Cat = "cat", Dog = "dog" });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Tree { pub rings: Option<i64> }
wire::object!(Tree { "kind" == "oak", rings? });
wire::builder!(Tree { new(); rings(i64); });
