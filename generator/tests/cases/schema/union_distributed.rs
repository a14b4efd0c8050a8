//! The types of the document, version `1`.
//!
//! Enums are open: `Unlisted` is a value that the document does not list, as it came.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Base { Card(BaseCard), Bank(BaseBank) }
wire::union!(Base { Card: object "number" from BaseCard, Bank: object "iban" from BaseBank });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct BaseCard { pub id: String, pub number: String }
wire::object!(BaseCard { id, number });
wire::builder!(BaseCard { new(id(into String), number(into String)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct BaseBank { pub id: String, pub iban: String }
wire::object!(BaseBank { id, iban });
wire::builder!(BaseBank { new(id(into String), iban(into String)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Extended { Card(ExtendedCard), Bank(ExtendedBank) }
wire::union!(Extended { Card: object "number" from ExtendedCard, Bank: object "iban" from ExtendedBank });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct ExtendedCard { pub id: String, pub note: Option<String>, pub number: String }
wire::object!(ExtendedCard { id, note?, number });
wire::builder!(ExtendedCard { new(id(into String), number(into String)); note(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct ExtendedBank { pub id: String, pub note: Option<String>, pub iban: String }
wire::object!(ExtendedBank { id, note?, iban });
wire::builder!(ExtendedBank { new(id(into String), iban(into String)); note(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Two { Object1(C1), Object2(D1), Object3(C2), Object4(D2) }
wire::union!(Two {
    Object1: object from C1, Object2: object from D1, Object3: object from C2, Object4: object from D2
});

/// C
#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct C1 { pub a: String, pub c: String }
wire::object!(C1 { a, c });
wire::builder!(C1 { new(a(into String), c(into String)); });

/// D
#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct D1 { pub a: String, pub d: String }
wire::object!(D1 { a, d });
wire::builder!(D1 { new(a(into String), d(into String)); });

/// C
#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct C2 { pub b: String, pub c: String }
wire::object!(C2 { b, c });
wire::builder!(C2 { new(b(into String), c(into String)); });

/// D
#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct D2 { pub b: String, pub d: String }
wire::object!(D2 { b, d });
wire::builder!(D2 { new(b(into String), d(into String)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Contradicted { String(ContradictedString), WithSize(ContradictedWithSize) }
wire::union!(Contradicted {
    WithSize: object from ContradictedWithSize, String: string from ContradictedString
});

#[derive(Clone)] #[non_exhaustive]
pub enum ContradictedString { Auto, Unlisted(wire::Unlisted) }
wire::strings!(ContradictedString { Auto = "auto" });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct ContradictedWithSize { pub size: i64 }
wire::object!(ContradictedWithSize { size });
wire::builder!(ContradictedWithSize { new(size(i64)); });

#[derive(Clone)] #[non_exhaustive]
pub enum Kinds {
    /// The first.
    A,
    B,
    Unlisted(wire::Unlisted),
}
wire::strings!(Kinds { A = "a", B = "b" });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct OneKind { pub kind: Option<OneKindKind> }
wire::object!(OneKind { kind? });
wire::builder!(OneKind { new(); kind(into OneKindKind); });

#[derive(Clone)] #[non_exhaustive]
pub enum OneKindKind {
    /// The first.
    A,
    Unlisted(wire::Unlisted),
}
wire::strings!(OneKindKind { A = "a" });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Inherits { Heir(Heir), Heiress(Heiress) }
wire::union!(Inherits { Heir: object "x" from Heir, Heiress: object "y" from Heiress });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Heir { pub kind: String, pub x: String }
wire::object!(Heir { kind, x });
wire::builder!(Heir { new(kind(into String), x(into String)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Heiress { pub kind: String, pub y: String }
wire::object!(Heiress { kind, y });
wire::builder!(Heiress { new(kind(into String), y(into String)); });
