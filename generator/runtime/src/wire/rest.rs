//! What is left of an object or an array, whatever format it is in: unions in unions would otherwise be types without end.

use std::fmt::Display;

use serde::de::{Error, MapAccess, SeqAccess};

use super::read::{passed, read_entries, read_entry, read_items};
use super::slot::{Done, Entries, Fail, List};
use super::trail::Trail;

/// What is left of an object or an array whose beginning decides how it is read.
pub(super) struct Rest<A, E> {
    of: A,
    error: Option<E>,
}

impl<A, E: Error> Rest<A, E> {
    pub fn of(of: A) -> Self {
        Rest { of, error: None }
    }

    /// The outcome of reading, as the format has it.
    pub fn finish(self, outcome: Done) -> Result<(), E> {
        outcome.map_err(|Fail| self.error.unwrap_or_else(|| E::custom("a value was read twice")))
    }

    fn keep(&mut self, outcome: Result<(), E>) -> Done {
        outcome.map_err(|error| {
            self.error = Some(error);
            Fail
        })
    }
}

/// Keeps the reason of a failure, in the error type of the format.
pub(super) trait Errors {
    /// Something failed for this reason.
    fn fail(&mut self, reason: &dyn Display) -> Fail;
    /// Adds to the reason who failed.
    fn name_member(&mut self, member: &str);
}

impl<A, E: Error> Errors for Rest<A, E> {
    fn fail(&mut self, reason: &dyn Display) -> Fail {
        self.error = Some(E::custom(reason));
        Fail
    }

    fn name_member(&mut self, member: &str) {
        if let Some(error) = self.error.take() {
            self.error = Some(E::custom(format_args!("as {member}: {error}")));
        }
    }
}

/// The rest of an object, whatever format it is in: this ends what would otherwise be an endless nesting of types.
pub(super) trait RestOfMap: Errors {
    /// Reads on; `first` is a key that was read already and whose value comes next.
    fn read(&mut self, first: Option<&str>, entries: &mut dyn Entries, trail: &mut Trail) -> Done;
}

impl<'de, A: MapAccess<'de>> RestOfMap for Rest<A, A::Error> {
    fn read(&mut self, first: Option<&str>, entries: &mut dyn Entries, trail: &mut Trail) -> Done {
        if let Some(key) = first {
            let entry = entries.entry(key);
            let outcome = read_entry(&mut self.of, entry, trail);
            match outcome.map_err(|error| passed(error, entries, trail)) {
                Ok(false) => {}
                outcome => return self.keep(outcome.map(|_| ())),
            }
        }
        let outcome = read_entries(&mut self.of, entries, trail);
        self.keep(outcome)
    }
}

/// The rest of an array, whatever format it is in.
pub(super) trait RestOfSeq: Errors {
    /// Reads on.
    fn read(&mut self, list: &mut dyn List, trail: &mut Trail) -> Done;
}

impl<'de, A: SeqAccess<'de>> RestOfSeq for Rest<A, A::Error> {
    fn read(&mut self, list: &mut dyn List, trail: &mut Trail) -> Done {
        let outcome = read_items(&mut self.of, list, trail);
        self.keep(outcome)
    }
}
