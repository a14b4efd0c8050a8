//! Objects and arrays whose beginning was read to find out what they are.
//!
//! The entries before the decision are kept, handed to the member first, and the rest is read straight into it. What
//! is left to read is behind a trait object: unions in unions would otherwise be types without end.

use std::fmt::Display;

use serde_json::Value as Json;

use super::kept::hand_over;
use super::leaf::JsonObject;
use super::rest::{RestOfMap, RestOfSeq};
use super::slot::{Done, Entries, Entry, Fail, List, Maybe, Source};
use super::trail::Trail;
use super::tries::{choose, tagged_member, try_all};
use super::union::{Choice, Kinds, Union};

/// An object that is read in part.
pub(super) struct Open<'a> {
    /// What was read before the decision.
    seen: Vec<(String, Json)>,
    /// The tags that decided, those of unions around unions. They are for the member only if it has such properties itself.
    tags: Vec<(&'static str, Json)>,
    /// A key that was read and whose value comes next.
    first: Option<String>,
    rest: &'a mut dyn RestOfMap,
    trail: &'a mut Trail,
}

impl<'a> Open<'a> {
    pub fn new(rest: &'a mut dyn RestOfMap, trail: &'a mut Trail) -> Self {
        Open { seen: Vec::new(), tags: Vec::new(), first: None, rest, trail }
    }

    /// Hands over an entry that was read before.
    fn replay(&mut self, entries: &mut dyn Entries, key: &str, value: &Json) -> Done {
        hand_over(entries, key, value, self.trail).map_err(|reason| self.rest.fail(&reason))
    }

    /// Reads until the member is known; `None` if the object ends before.
    fn decide(&mut self, union: &'static Union) -> Result<Option<usize>, Fail> {
        if let Some(tag) = union.tag {
            return self.decide_by_tag(union, tag);
        }
        if let Some(only) = union.only(Kinds::OBJECT) {
            return Ok(Some(only));
        }
        if let Some(member) = self.seen.iter().find_map(|(key, _)| union.decided_by(key)) {
            return Ok(Some(member));
        }
        let mut keys = Deciding { union, seen: std::mem::take(&mut self.seen), tag: None, first: None };
        self.rest.read(self.first.as_deref(), &mut keys, self.trail)?;
        (self.seen, self.first) = (keys.seen, keys.first);
        Ok(self.first.as_deref().and_then(|key| union.decided_by(key)))
    }

    fn decide_by_tag(&mut self, union: &'static Union, tag: &'static str) -> Result<Option<usize>, Fail> {
        let known = self.tags.iter().find(|(name, _)| *name == tag).map(|(_, value)| value.clone());
        let value = match known {
            Some(value) => Some(value),
            None => self.find_tag(union, tag)?,
        };
        let Some(value) = value else { return Ok(None) };
        let member = tagged_member(union, tag, &value, self.trail);
        let member = member.map_err(|reason| self.rest.fail(&reason))?;
        if self.tags.iter().all(|(name, _)| *name != tag) {
            self.tags.push((tag, value));
        }
        Ok(Some(member))
    }

    /// Reads until the tag, and its value; `None` if the object ends before.
    fn find_tag(&mut self, union: &'static Union, tag: &'static str) -> Result<Option<Json>, Fail> {
        if let Some(index) = self.seen.iter().position(|(key, _)| key == tag) {
            return Ok(Some(self.seen.remove(index).1));
        }
        let mut keys = Deciding { union, seen: std::mem::take(&mut self.seen), tag: None, first: None };
        self.rest.read(self.first.as_deref(), &mut keys, self.trail)?;
        (self.seen, self.first) = (keys.seen, None);
        Ok(keys.tag)
    }
}

impl Source for Open<'_> {
    fn fail(&mut self, reason: &dyn Display) -> Fail {
        self.rest.fail(reason)
    }

    fn expected(&mut self, what: &'static str) -> Fail {
        self.rest.fail(&format_args!("invalid type: map, expected {what}"))
    }

    fn json(&mut self) -> Result<Json, Fail> {
        let mut object = JsonObject { entries: serde_json::Map::new(), key: String::new() };
        self.object(&mut object)?;
        Ok(Json::Object(object.entries))
    }

    fn option(&mut self, option: &mut dyn Maybe) -> Done {
        option.some().read(self)
    }

    fn object(&mut self, entries: &mut dyn Entries) -> Done {
        for (key, value) in std::mem::take(&mut self.seen) {
            self.replay(entries, &key, &value)?;
        }
        for (name, value) in std::mem::take(&mut self.tags) {
            if entries.names(name) {
                self.replay(entries, name, &value)?;
            }
        }
        self.rest.read(self.first.take().as_deref(), entries, self.trail)
    }

    fn union(&mut self, union: &'static Union, choice: &mut dyn Choice) -> Done {
        if union.tag.is_none() && union.candidates(Kinds::OBJECT).next().is_none() {
            return Err(self.rest.fail(&format_args!("invalid type: map, expected {union}")));
        }
        match self.decide(union)? {
            Some(index) => choice.begin(index).read(self).map_err(|Fail| {
                self.rest.name_member(union.member_name(index));
                Fail
            }),
            None => {
                // The tag of a union around this one may be a property that tells its members apart, too.
                let tags =
                    std::mem::take(&mut self.tags).into_iter().map(|(name, value)| (name.to_owned(), value));
                let seen = std::mem::take(&mut self.seen).into_iter();
                let value = Json::Object(tags.chain(seen).collect());
                try_all(union, choice, &value, self.trail).map_err(|reason| self.rest.fail(&reason))
            }
        }
    }
}

/// The keys of an object that is not decided yet.
struct Deciding {
    union: &'static Union,
    seen: Vec<(String, Json)>,
    tag: Option<Json>,
    first: Option<String>,
}

impl Entries for Deciding {
    fn what(&self) -> &'static str {
        self.union.name
    }

    fn entry(&mut self, key: &str) -> Entry<'_> {
        if self.union.tag == Some(key) {
            return Entry::Last(self.tag.insert(Json::Null));
        }
        if self.union.tag.is_none() && self.union.decided_by(key).is_some() {
            self.first = Some(key.to_owned());
            return Entry::Stop;
        }
        self.seen.push((key.to_owned(), Json::Null));
        match self.seen.last_mut() {
            Some((_, value)) => Entry::Into(value),
            None => Entry::Skip,
        }
    }

    fn key(&self) -> &str {
        match (&self.tag, self.union.tag, self.seen.last()) {
            (Some(_), Some(tag), _) => tag,
            (_, _, Some((key, _))) => key,
            _ => "",
        }
    }

    fn names(&self, _key: &str) -> bool {
        true
    }
}

/// An array of which nothing is read yet except that it is one.
pub(super) struct OpenList<'a> {
    rest: &'a mut dyn RestOfSeq,
    trail: &'a mut Trail,
}

impl<'a> OpenList<'a> {
    pub fn new(rest: &'a mut dyn RestOfSeq, trail: &'a mut Trail) -> Self {
        OpenList { rest, trail }
    }
}

impl Source for OpenList<'_> {
    fn fail(&mut self, reason: &dyn Display) -> Fail {
        self.rest.fail(reason)
    }

    fn expected(&mut self, what: &'static str) -> Fail {
        self.rest.fail(&format_args!("invalid type: sequence, expected {what}"))
    }

    fn json(&mut self) -> Result<Json, Fail> {
        let mut items: Vec<Json> = Vec::new();
        self.rest.read(&mut items, self.trail)?;
        Ok(Json::Array(items))
    }

    fn option(&mut self, option: &mut dyn Maybe) -> Done {
        option.some().read(self)
    }

    fn list(&mut self, list: &mut dyn List) -> Done {
        self.rest.read(list, self.trail)
    }

    fn union(&mut self, union: &'static Union, choice: &mut dyn Choice) -> Done {
        if let Some(index) = union.only(Kinds::ARRAY) {
            return choice.begin(index).read(self).map_err(|Fail| {
                self.rest.name_member(union.member_name(index));
                Fail
            });
        }
        let value = self.json()?;
        choose(union, choice, &value, self.trail).map_err(|reason| self.rest.fail(&reason))
    }
}
