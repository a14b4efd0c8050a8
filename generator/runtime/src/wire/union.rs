//! Unions: the table of one, and how it finds the member that a value is of.

use std::fmt;

use serde_json::Value as Json;

use super::macros::kind;
use super::slot::Slot;

/// The table of a union.
pub struct Union {
    /// The name of the Rust type, for complaints.
    pub name: &'static str,
    /// The property whose text decides; `None` if the shape of the value decides.
    pub tag: Option<&'static str>,
    /// The members, in the order in which they are tried where nothing decides.
    pub members: &'static [Member],
}

/// One member of a union.
pub struct Member {
    /// The name of the variant, for complaints.
    pub name: &'static str,
    /// What its values can be in JSON.
    pub kinds: Kinds,
    /// Without a tag: the properties that decide for it. With a tag: the one text of the tag.
    pub keys: &'static [&'static str],
}

impl Union {
    /// The member that a key decides for; with a tag, the member of a text of the tag.
    pub(super) fn decided_by(&self, key: &str) -> Option<usize> {
        self.members.iter().position(|member| member.keys.contains(&key))
    }

    /// The members that can be of one of these kinds, in trial order.
    pub(super) fn candidates(&self, kinds: Kinds) -> impl Iterator<Item = usize> + use<'_> {
        let fits = move |(_, member): &(usize, &Member)| member.kinds.0 & kinds.0 != 0;
        self.members.iter().enumerate().filter(fits).map(|(index, _)| index)
    }

    /// The type that a value is taken for: the best one of which there is a member.
    pub(super) fn kinds_for(&self, value: &Json) -> Kinds {
        let [best, other] = kinds_of(value);
        if self.candidates(best).next().is_some() { best } else { other }
    }

    /// The only member that can be of one of these kinds.
    pub(super) fn only(&self, kinds: Kinds) -> Option<usize> {
        let mut candidates = self.candidates(kinds);
        let first = candidates.next();
        first.filter(|_| candidates.next().is_none())
    }

    /// The name of a member; that of the union for what is no member.
    pub(super) fn member_name(&self, index: usize) -> &'static str {
        self.members.get(index).map_or(self.name, |member| member.name)
    }
}

/// A set of JSON types (JSON Schema, 6.1.1), in which `number` means a number that is no integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(pub u8);

impl Kinds {
    pub(super) const NULL: Kinds = Kinds(kind!(null));
    pub(super) const BOOLEAN: Kinds = Kinds(kind!(boolean));
    pub(super) const INTEGER: Kinds = Kinds(kind!(integer));
    pub(super) const NUMBER: Kinds = Kinds(kind!(number));
    pub(super) const STRING: Kinds = Kinds(kind!(string));
    pub(super) const ARRAY: Kinds = Kinds(kind!(array));
    pub(super) const OBJECT: Kinds = Kinds(kind!(object));
}

impl fmt::Display for Union {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(tag) = self.tag {
            return write!(f, "{}: an object with `{tag}`", self.name);
        }
        const NAMES: [&str; 7] =
            ["null", "a boolean", "an integer", "a number", "a string", "an array", "an object"];
        let all = self.members.iter().fold(0, |all, member| all | member.kinds.0);
        write!(f, "{}: ", self.name)?;
        let mut names =
            NAMES.iter().enumerate().filter(|(bit, _)| all & (1 << bit) != 0).map(|(_, name)| name);
        if let Some(first) = names.next() {
            f.write_str(first)?;
        }
        names.try_for_each(|name| write!(f, " or {name}"))
    }
}

/// A union that is being read.
pub trait Choice {
    /// Becomes a placeholder of the member at this index and gives the place of its value. An index beyond the members
    /// gives the place of what is no member.
    fn begin(&mut self, index: usize) -> &mut dyn Slot;
}

/// Counts down to the member whose turn it is.
pub struct Turn(pub usize);

impl Turn {
    /// Whether this call is for the member; each call is for the next one.
    pub fn comes(&mut self) -> bool {
        let now = self.0 == 0;
        self.0 = self.0.wrapping_sub(1);
        now
    }
}

/// The types that a value is taken for, best first. An integer is a number as well, and `1.0` is an integer (JSON
/// Schema, 6.1.1), but a member that is exactly of the type is preferred.
fn kinds_of(value: &Json) -> [Kinds; 2] {
    match value {
        Json::Null => [Kinds::NULL; 2],
        Json::Bool(_) => [Kinds::BOOLEAN; 2],
        Json::Number(number) if number.is_f64() => [Kinds::NUMBER, Kinds::INTEGER],
        Json::Number(_) => [Kinds::INTEGER, Kinds::NUMBER],
        Json::String(_) => [Kinds::STRING; 2],
        Json::Array(_) => [Kinds::ARRAY; 2],
        Json::Object(_) => [Kinds::OBJECT; 2],
    }
}
