//! The types of the document, version `1`.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Hen { pub egg: Box<Egg> }
wire::object!(Hen { egg });
wire::builder!(Hen { new(egg(boxed Egg)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Egg { pub hen: Option<Hen> }
wire::object!(Egg { hen? });
wire::builder!(Egg { new(); hen(into Hen); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Endless { pub next: Option<Box<Endless>> }
wire::object!(Endless { next? });
wire::builder!(Endless { new(); next(boxed Endless); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Ended { pub next: Option<Box<Ended>> }
wire::object!(Ended { next });
wire::builder!(Ended { new(next(null Box<Ended>)); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Listed { pub next: Vec<Listed> }
wire::object!(Listed { next });
wire::builder!(Listed { new(next(list Listed)); });
