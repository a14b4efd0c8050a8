//! Fields that can be absent, null, or a value, where that makes a difference.

use super::slot::{Done, Sink, Slot, Source};

/// A field of a request that changes something: leave it as it is, clear it, or set it.
///
/// In the body of a PATCH and in a merge patch (RFC 7396) a property that is left out and one that is null are different
/// requests, which `Option` cannot tell apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Patch<T> {
    /// The property is left out: nothing changes.
    #[default]
    Absent,
    /// The property is null: it is cleared.
    Null,
    /// The property is set.
    Value(T),
}

impl<T> Patch<T> {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Patch::Value(value) => Some(value),
            Patch::Absent | Patch::Null => None,
        }
    }

    /// Whether the property is left out.
    pub fn is_absent(&self) -> bool {
        matches!(self, Patch::Absent)
    }

    /// Whether the property is null.
    pub fn is_null(&self) -> bool {
        matches!(self, Patch::Null)
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Patch::Value(value)
    }
}

impl<T: Slot> Slot for Patch<T> {
    fn blank() -> Self {
        Patch::Absent
    }

    fn read(&mut self, from: &mut dyn Source) -> Done {
        let mut value = None;
        T::read_option(&mut value, from)?;
        *self = value.map_or(Patch::Null, Patch::Value);
        Ok(())
    }

    fn write(&self, to: &mut dyn Sink) {
        match self {
            Patch::Value(value) => value.write(to),
            Patch::Absent | Patch::Null => to.none(),
        }
    }

    fn absent(&self) -> bool {
        self.is_absent()
    }
}
