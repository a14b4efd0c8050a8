//! What a user wants done with warnings: `--deny CODE`, `--allow CODE`, and the same in a configuration.

use super::suggest::nearest;
use super::{Code, Severity, code};

/// The name that stands for all warnings.
pub const WARNINGS: &str = "warnings";

/// What is done with a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Nothing is said.
    Allow,
    /// It counts as an error.
    Deny,
}

/// What is done with each warning. A code said by its name counts more than `warnings`, and what was added later counts
/// more than what was added before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    rules: Vec<(&'static str, Level)>,
}

impl Levels {
    /// Adds a rule for the code of this id, or for all `warnings`.
    ///
    /// # Errors
    ///
    /// What is wrong with the id: there is no such code, or it is an error, of which the run cannot do without.
    pub fn add(&mut self, id: &str, level: Level) -> Result<(), String> {
        if id == WARNINGS {
            self.rules.push((WARNINGS, level));
            return Ok(());
        }
        match code::ALL.iter().find(|code| code.id == id) {
            Some(code) if code.severity == Severity::Error && level == Level::Allow => {
                Err(format!("`{id}` is an error: nothing could be generated after it"))
            }
            Some(code) => {
                self.rules.push((code.id, level));
                Ok(())
            }
            None => match nearest(id, code::ALL.iter().map(|code| code.id).chain([WARNINGS])) {
                Some(near) => Err(format!("there is no diagnostic `{id}`: did you mean `{near}`?")),
                None => Err(format!(
                    "there is no diagnostic `{id}`: `generator explain` lists them, and `{WARNINGS}` means all"
                )),
            },
        }
    }

    /// Adds other rules after these.
    pub fn extend(&mut self, later: Levels) {
        self.rules.extend(later.rules);
    }

    /// How much a code matters; `None` if nothing is to be said.
    pub fn severity(&self, code: &Code) -> Option<Severity> {
        let last = |id: &str| self.rules.iter().rev().find(|(of, _)| *of == id).map(|(_, level)| *level);
        if code.severity == Severity::Error {
            return Some(Severity::Error);
        }
        match last(code.id).or_else(|| last(WARNINGS)) {
            Some(Level::Allow) => None,
            Some(Level::Deny) => Some(Severity::Error),
            None => Some(Severity::Warning),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_beats_all_warnings_and_later_beats_earlier() {
        let mut levels = Levels::default();
        levels.add("page-origin", Level::Allow).unwrap();
        levels.add(WARNINGS, Level::Deny).unwrap();
        assert_eq!(levels.severity(&code::PAGE_ORIGIN), None);
        assert_eq!(levels.severity(&code::UNION_OVERLAP), Some(Severity::Error));
        assert_eq!(levels.severity(&code::SYNTAX), Some(Severity::Error));
        let mut later = Levels::default();
        later.add("page-origin", Level::Deny).unwrap();
        levels.extend(later);
        assert_eq!(levels.severity(&code::PAGE_ORIGIN), Some(Severity::Error));
    }

    #[test]
    fn what_cannot_be_is_said() {
        let mut levels = Levels::default();
        let message = levels.add("page-orgin", Level::Deny).unwrap_err();
        assert_eq!(message, "there is no diagnostic `page-orgin`: did you mean `page-origin`?");
        assert!(levels.add("syntax", Level::Allow).is_err());
        assert!(levels.add("syntax", Level::Deny).is_ok());
    }
}
