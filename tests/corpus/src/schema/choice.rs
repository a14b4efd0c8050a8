//! Choices that spread: each alternative of each place in a document is taken before any is taken again.

use std::collections::HashMap;

/// A seeded source of choices.
pub struct Chooser {
    rng: fastrand::Rng,
    /// How often each alternative of a place was taken. Looked up by key only: its order reaches nothing.
    taken: HashMap<(usize, u8), Vec<u32>>,
    fresh: usize,
}

impl Chooser {
    /// The same seed and the same questions give the same answers.
    pub fn new(seed: u64) -> Self {
        Self { rng: fastrand::Rng::with_seed(seed), taken: HashMap::new(), fresh: 0 }
    }

    /// One of `count` alternatives of a place: three times out of four one that was taken least, else any.
    /// A place is an address in the document, and which of the questions about it this is.
    pub fn pick<T: ?Sized>(&mut self, place: &T, question: u8, count: usize) -> usize {
        if count < 2 {
            return 0;
        }
        let taken = self.taken.entry((address(place), question)).or_default();
        taken.resize(count.max(taken.len()), 0);
        let least = taken.iter().take(count).min().copied().unwrap_or_default();
        let index = if least > 0 && self.rng.u8(..4) == 0 {
            self.rng.usize(..count)
        } else {
            let rarest: Vec<usize> = (0..count).filter(|i| taken.get(*i) == Some(&least)).collect();
            self.rng.choice(rarest).unwrap_or_default()
        };
        if let Some(times) = taken.get_mut(index) {
            self.fresh += usize::from(*times == 0);
            *times += 1;
        }
        index
    }

    /// How many alternatives have been taken for the first time so far.
    pub fn fresh(&self) -> usize {
        self.fresh
    }

    /// For what is no choice between alternatives of the document.
    pub fn rng(&mut self) -> &mut fastrand::Rng {
        &mut self.rng
    }
}

/// What tells a part of the document from every other.
pub fn address<T: ?Sized>(place: &T) -> usize {
    std::ptr::from_ref(place).cast::<u8>() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_alternative_is_taken_before_any_is_taken_again() {
        let mut chooser = Chooser::new(1);
        let place = 0_u64;
        let mut seen: Vec<usize> = (0..7).map(|_| chooser.pick(&place, 0, 7)).collect();
        seen.sort_unstable();
        assert_eq!(seen, [0, 1, 2, 3, 4, 5, 6]);
        assert_eq!(chooser.fresh(), 7);
    }

    #[test]
    fn the_same_seed_gives_the_same_choices() {
        let place = 0_u64;
        let run = |seed| {
            let mut chooser = Chooser::new(seed);
            (0..50).map(|_| chooser.pick(&place, 0, 3)).collect::<Vec<_>>()
        };
        assert_eq!(run(3), run(3));
        assert_ne!(run(3), run(4));
    }
}
