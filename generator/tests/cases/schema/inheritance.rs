//! The types of the document, version `1`.
//!
//! Enums are open: `Unlisted` is a value that the document does not list, as it came.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Pet { Cat(Cat), Dog(Dog), Puppy(Puppy), Pet(PetBase), Unlisted(wire::Json) }
wire::tagged!(Pet by "petType" {
    Cat = "cat" from Cat, Dog = "Dog" from Dog, Puppy = "Puppy" from Puppy, Pet = "pet" from PetBase
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct PetBase { pub pet_type: String, pub name: Option<String> }
wire::object!(PetBase { pet_type = "petType", name? });
wire::builder!(PetBase { new(pet_type(into String)); name(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Cat { pub pet_type: String, pub name: Option<String>, pub lives: Option<i64> }
wire::object!(Cat { pet_type = "petType", name?, lives? });
wire::builder!(Cat { new(pet_type(into String)); name(into String); lives(i64); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Dog { pub pet_type: String, pub name: Option<String>, pub bark: bool }
wire::object!(Dog { pet_type = "petType", name?, bark });
wire::builder!(Dog { new(pet_type(into String), bark(bool)); name(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Puppy { pub pet_type: String, pub name: Option<String>, pub bark: bool, pub weeks: Option<i64> }
wire::object!(Puppy { pet_type = "petType", name?, bark, weeks? });
wire::builder!(Puppy { new(pet_type(into String), bark(bool)); name(into String); weeks(i64); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Owner { pub pet: Option<Pet>, pub pets: Option<Vec<Pet>> }
wire::object!(Owner { pet?, pets? });
wire::builder!(Owner { new(); pet(into Pet); pets(list Pet); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum Problem {
    /// It is gone.
    Gone(Full),
    Full(Full),
    Late(Late),
    Unlisted(wire::Json),
}
wire::tagged!(Problem by "kind" {
    Gone = "https://example.com/gone", Full = "https://example.com/full",
    Late = "https://example.com/late" from Late
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Full { pub kind: String, pub title: String }
wire::object!(Full { kind, title });
wire::builder!(Full { new(kind(into String), title(into String)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Late { pub kind: String, pub title: String, pub by: i64 }
wire::object!(Late { kind, title, by });
wire::builder!(Late { new(kind(into String), title(into String), by(i64)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Childless { pub t: String }
wire::object!(Childless { t });
wire::builder!(Childless { new(t(into String)); });
