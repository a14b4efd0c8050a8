//! Types and values as Rust writes them.

use super::print;
use crate::ir::{Ident, Ty, TypeDef, TypeId};
use crate::plan::Plan;
use proc_macro2::TokenStream;
use serde_json::{Number, Value};
use std::cell::Cell;

/// An identifier as a token.
pub fn ident(ident: &Ident) -> TokenStream {
    tokens(&ident.0)
}

/// Text that is Rust already, as tokens.
pub fn tokens(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}

/// How types are written in one file, and which modules the file needs for it.
pub struct Types<'p> {
    plan: &'p Plan,
    /// Before the name of a type.
    prefix: &'static str,
    uses_types: Cell<bool>,
    uses_wire: Cell<bool>,
    uses_formats: Cell<bool>,
}

impl<'p> Types<'p> {
    /// In the module of the types itself.
    pub fn inside(plan: &'p Plan) -> Self {
        let [uses_types, uses_wire, uses_formats] = [false; 3].map(Cell::new);
        Types { plan, prefix: "", uses_types, uses_wire, uses_formats }
    }

    /// In another module, which imports that of the types.
    pub fn outside(plan: &'p Plan) -> Self {
        Types { prefix: "types::", ..Types::inside(plan) }
    }

    /// The same by its path, which needs no import.
    pub fn by_path(plan: &'p Plan) -> Self {
        Types { prefix: "super::types::", ..Types::inside(plan) }
    }

    /// Whether a type of the document was written that needs the import.
    pub fn uses_types(&self) -> bool {
        self.uses_types.get() && !self.prefix.starts_with("super::")
    }

    /// Whether a type of the runtime was written.
    pub fn uses_wire(&self) -> bool {
        self.uses_wire.get()
    }

    /// Notes that something else of the runtime was written.
    pub fn use_wire(&self) {
        self.uses_wire.set(true);
    }

    /// Whether a text in a format was written.
    pub fn uses_formats(&self) -> bool {
        self.uses_formats.get()
    }

    /// The name of a type.
    pub fn name(&self, id: TypeId) -> String {
        self.uses_types.set(true);
        format!("{}{}", self.prefix, self.bare(id))
    }

    /// The name of a type, whatever the module.
    pub fn bare(&self, id: TypeId) -> &'p str {
        self.plan.name(id).map_or("_", |name| name.0.as_str())
    }

    /// The type of the document that this is, where it is no more than one.
    pub fn def(&self, ty: &Ty) -> Option<&'p TypeDef<Ident>> {
        match ty {
            Ty::Named(id) => self.plan.api.types.get(id.0 as usize),
            Ty::Nullable(inner) | Ty::Boxed(inner) => self.def(inner),
            Ty::Scalar(_) | Ty::List(_) | Ty::Map { .. } | Ty::Tuple(_) | Ty::Any => None,
        }
    }

    /// A link to a type, for docs: it needs no import.
    pub fn link(&self, id: TypeId) -> String {
        let name = self.bare(id);
        format!("[`{name}`](super::types::{name})")
    }

    /// A use of a type.
    pub fn text(&self, ty: &Ty) -> String {
        self.note(ty);
        ty.text(&|id| self.name(id))
    }

    /// Which modules of the runtime it takes to write a type.
    fn note(&self, ty: &Ty) {
        let uses_wire = match ty {
            Ty::Any | Ty::Map { .. } => true,
            Ty::Scalar(scalar) => scalar.rust.starts_with("wire::"),
            _ => false,
        };
        if uses_wire {
            self.uses_wire.set(true);
        }
        match ty {
            Ty::Scalar(scalar) if scalar.needs.contains(&"formats") => self.uses_formats.set(true),
            Ty::List(inner) | Ty::Nullable(inner) | Ty::Boxed(inner) | Ty::Map { value: inner, .. } => {
                self.note(inner);
            }
            Ty::Tuple(items) => items.iter().for_each(|item| self.note(item)),
            Ty::Scalar(_) | Ty::Named(_) | Ty::Any => {}
        }
    }

    /// The same, as tokens.
    pub fn tokens(&self, ty: &Ty) -> TokenStream {
        tokens(&self.text(ty))
    }
}

/// A constant of a table.
pub fn constant(value: &Value) -> String {
    match value {
        Value::String(text) => print::text(text),
        Value::Number(number) => self::number(number),
        other => other.to_string(),
    }
}

/// Integers beyond 32 bits say their width, because a literal alone is an `i32`.
fn number(number: &Number) -> String {
    match (number.as_i64(), number.as_u64(), number.as_f64()) {
        (Some(integer), _, _) if i32::try_from(integer).is_ok() => integer.to_string(),
        (Some(integer), _, _) => format!("{integer}i64"),
        (None, Some(integer), _) => format!("{integer}u64"),
        (None, None, Some(float)) => format!("{float:?}"),
        (None, None, None) => number.to_string(),
    }
}
