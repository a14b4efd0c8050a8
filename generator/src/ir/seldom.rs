//! What is said of few things: documentation, bounds.

use std::ops::{Deref, DerefMut};

use super::{Constraints, Docs};

/// A value that is most often empty: one word where it is, on the heap where it is not.
///
/// A document of some megabytes has a hundred thousand schemas, and most of them say nothing about most things.
#[derive(Clone, Debug)]
pub struct Seldom<T>(Option<Box<T>>);

/// What an empty value looks like.
pub trait Empty: Default + PartialEq + 'static {
    /// It.
    fn empty() -> &'static Self;
}

/// Says what values of these types look like when they are empty.
macro_rules! seldom {
    ($($ty:ty),+) => {$(
        impl $crate::ir::Empty for $ty {
            fn empty() -> &'static Self {
                static EMPTY: std::sync::LazyLock<$ty> = std::sync::LazyLock::new(<$ty>::default);
                &EMPTY
            }
        }
    )+};
}
pub(crate) use seldom;

seldom!(Docs, Constraints);

impl<T> Default for Seldom<T> {
    fn default() -> Self {
        Seldom(None)
    }
}

impl<T: Empty> Seldom<T> {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.as_deref().is_none_or(|value| value == T::empty())
    }

    /// The value itself, to be kept by somebody else.
    pub fn value(&self) -> T
    where
        T: Clone,
    {
        self.0.as_deref().cloned().unwrap_or_default()
    }

    /// Gives back the memory of what turned out to be empty.
    pub fn tidy(&mut self) {
        if self.is_empty() {
            self.0 = None;
        }
    }

    /// Adds what another has, by a function that changes nothing where the other is empty.
    pub fn add(&mut self, more: &Self, how: impl FnOnce(&mut T, &T)) {
        if !more.is_empty() {
            how(self, more);
        }
    }
}

impl<T: Empty> From<T> for Seldom<T> {
    fn from(value: T) -> Self {
        Seldom((value != *T::empty()).then(|| Box::new(value)))
    }
}

impl<T: Empty> Deref for Seldom<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or_else(|| T::empty())
    }
}

impl<T: Empty> DerefMut for Seldom<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emptiness_costs_nothing_and_shows_through() {
        let mut bounds: Seldom<Constraints> = Constraints::default().into();
        assert!(bounds.0.is_none() && bounds.is_empty() && bounds.min_length.is_none());
        bounds.add(&Seldom::default(), |_, _| unreachable!("there is nothing to add"));
        assert!(bounds.0.is_none());
        bounds.min_length = Some(1);
        assert!(!bounds.is_empty());
        assert_eq!(bounds.value(), Constraints { min_length: Some(1), ..Constraints::default() });
    }
}
