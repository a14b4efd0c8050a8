//! Types as Rust writes them.

use super::{Ty, TypeId};

impl Ty {
    /// Its text, with these names of types.
    pub fn text(&self, name: &dyn Fn(TypeId) -> String) -> String {
        match self {
            Ty::Scalar(scalar) => scalar.rust.to_owned(),
            Ty::Named(id) => name(*id),
            Ty::List(item) => format!("Vec<{}>", item.text(name)),
            Ty::Tuple(items) => match items.iter().map(|item| item.text(name)).collect::<Vec<_>>().as_slice()
            {
                [item] => format!("({item},)"),
                items => format!("({})", items.join(", ")),
            },
            Ty::Map { key: None, value } => format!("wire::Map<{}>", value.text(name)),
            Ty::Map { key: Some(key), value } => format!("wire::Map<{}, {}>", value.text(name), name(*key)),
            Ty::Nullable(inner) => format!("Option<{}>", inner.text(name)),
            Ty::Boxed(inner) => format!("Box<{}>", inner.text(name)),
            Ty::Any => "wire::Json".to_owned(),
        }
    }
}
