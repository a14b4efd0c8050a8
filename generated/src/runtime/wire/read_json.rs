//! JSON texts read straight into values: the short way, for texts that are right.
//!
//! It says nothing about what it cannot read. Whatever is wrong, or only seldom right, is read again from the start by the
//! [`Source`](super::slot::Source) over serde_json, which says what is wrong and where. So this way may refuse anything,
//! but what it accepts must be what the other one would make of it.

use std::borrow::Cow;
use std::fmt::Display;

use serde_json::Value as Json;

use super::numbers::{exact_i64, exact_u64};
use super::scan::Scan;
use super::slot::{Done, Entries, Entry, Fail, List, Maybe, Slot, Source};
use super::trail::Trail;
use super::tries::{choose, try_all};
use super::union::{Choice, Kinds, Union};

/// How many levels of arrays and objects serde_json reads.
const LEVELS: usize = 127;

/// Reads a text; false if that has to be done the other way. Then the value is of no use.
pub(super) fn read_whole(text: &[u8], slot: &mut dyn Slot) -> bool {
    let Ok(text) = std::str::from_utf8(text) else { return false };
    let ahead = text.len().saturating_mul(4);
    let mut reader =
        Reader { scan: Scan::new(text), levels: LEVELS, ahead, tags: Vec::new(), trail: Trail::short() };
    slot.read(&mut reader).is_ok() && reader.scan.is_over()
}

struct Reader<'t> {
    scan: Scan<'t>,
    /// How many more levels may be opened.
    levels: usize,
    /// How many more bytes may be looked at to find out what an object is: unions in unions look at the same ones.
    ahead: usize,
    /// The tags that decided about the object that is read next. They are for the member only if it has such properties.
    tags: Vec<&'static str>,
    trail: Trail,
}

impl<'t> Reader<'t> {
    fn open(&mut self, bracket: u8) -> Done {
        self.scan.take(bracket).ok_or(Fail)?;
        self.levels = self.levels.checked_sub(1).ok_or(Fail)?;
        Ok(())
    }

    fn skip(&mut self) -> Done {
        self.scan.skip(self.levels).ok_or(Fail)
    }

    /// Reads an object of which tags told what it is.
    #[cold]
    fn tagged_object(&mut self, entries: &mut dyn Entries) -> Done {
        let mut tags = std::mem::take(&mut self.tags);
        self.open(b'{')?;
        let mut first = true;
        while self.scan.more(first, b'}').ok_or(Fail)? {
            first = false;
            let key = self.scan.key().ok_or(Fail)?;
            match tags.iter().position(|tag| *tag == key) {
                // A second one would be a property like any other.
                Some(index) if !entries.names(&key) => {
                    tags.swap_remove(index);
                    self.skip()?;
                }
                _ => self.entry(entries, &key)?,
            }
        }
        self.levels += 1;
        entries.end().map_err(|_| Fail)
    }

    #[inline]
    fn entry(&mut self, entries: &mut dyn Entries, key: &str) -> Done {
        match entries.entry(key) {
            Entry::Into(slot) => slot.read(self),
            Entry::Skip => self.skip(),
            Entry::Last(_) | Entry::Stop | Entry::Refuse(_) => Err(Fail),
        }
    }

    /// Looks through the object that is next, without leaving its start, until `decide` says something about a property.
    fn look<T>(
        &mut self,
        mut decide: impl FnMut(&str, &mut Scan<'t>) -> Option<Result<T, Fail>>,
    ) -> Result<Option<T>, Fail> {
        let mut scan = self.scan.clone();
        scan.take(b'{').ok_or(Fail)?;
        let (mut first, mut found) = (true, None);
        while found.is_none() && scan.more(first, b'}').ok_or(Fail)? {
            first = false;
            let key = scan.key().ok_or(Fail)?;
            found = decide(&key, &mut scan);
            if found.is_none() {
                scan.skip(self.levels).ok_or(Fail)?;
            }
        }
        self.ahead = self.ahead.checked_sub(scan.at() - self.scan.at()).ok_or(Fail)?;
        found.transpose()
    }

    /// The member that the object that is next is of.
    fn decide(&mut self, union: &'static Union) -> Result<Option<usize>, Fail> {
        let Some(tag) = union.tag else {
            if let Some(only) = union.only(Kinds::OBJECT) {
                return Ok(Some(only));
            }
            // A tag that decided already says nothing more.
            let tags = self.tags.clone();
            let known = |key: &str| tags.contains(&key);
            return self.look(|key, _| union.decided_by(key).filter(|_| !known(key)).map(Ok));
        };
        let member = self.look(|key, scan| {
            let text = |scan: &mut Scan<'t>| scan.string().ok_or(Fail);
            (key == tag)
                .then(|| text(scan).map(|text| union.decided_by(&text).unwrap_or(union.members.len())))
        })?;
        if member == Some(union.members.len()) {
            self.trail.misfit();
        }
        if member.is_some() && !self.tags.contains(&tag) {
            self.tags.push(tag);
        }
        Ok(member)
    }

    /// Reads a value as the member that fits it.
    fn try_members(
        &mut self,
        union: &'static Union,
        choice: &mut dyn Choice,
        how: fn(&'static Union, &mut dyn Choice, &Json, &mut Trail) -> Result<(), String>,
    ) -> Done {
        // What the tags of unions around this one have to say here is seldom, and the other way's concern.
        if !self.tags.is_empty() {
            return Err(Fail);
        }
        let value = self.json()?;
        how(union, choice, &value, &mut self.trail).map_err(|_| Fail)
    }
}

impl<'t> Source for Reader<'t> {
    fn fail(&mut self, _reason: &dyn Display) -> Fail {
        Fail
    }

    fn expected(&mut self, _what: &'static str) -> Fail {
        Fail
    }

    fn bool(&mut self) -> Result<bool, Fail> {
        let value = self.scan.peek() == Some(b't');
        self.scan.word(if value { "true" } else { "false" }).map(|()| value).ok_or(Fail)
    }

    fn i64(&mut self, _what: &'static str) -> Result<i64, Fail> {
        let number = self.scan.number().ok_or(Fail)?;
        let whole = number.digits.parse().ok().filter(|_| number.whole);
        whole.or_else(|| exact_i64(number.digits.parse().ok()?)).ok_or(Fail)
    }

    fn u64(&mut self, _what: &'static str) -> Result<u64, Fail> {
        let number = self.scan.number().ok_or(Fail)?;
        let whole = number.digits.parse().ok().filter(|_| number.whole);
        whole.or_else(|| exact_u64(number.digits.parse().ok()?)).ok_or(Fail)
    }

    fn f64(&mut self, _what: &'static str) -> Result<f64, Fail> {
        let number = self.scan.number().ok_or(Fail)?;
        number.digits.parse().ok().filter(|value: &f64| value.is_finite()).ok_or(Fail)
    }

    fn number(&mut self) -> Result<String, Fail> {
        self.scan.number().map(|number| number.digits.to_owned()).ok_or(Fail)
    }

    fn string(&mut self) -> Result<String, Fail> {
        self.scan.string().map(Cow::into_owned).ok_or(Fail)
    }

    fn text(&mut self) -> Result<Cow<'_, str>, Fail> {
        self.scan.string().ok_or(Fail)
    }

    fn option_string(&mut self) -> Result<Option<String>, Fail> {
        if self.scan.peek() == Some(b'n') {
            return self.scan.word("null").map(|()| None).ok_or(Fail);
        }
        self.string().map(Some)
    }

    fn json(&mut self) -> Result<Json, Fail> {
        self.tags.clear();
        if self.scan.peek() == Some(b'"') {
            return self.string().map(Json::String);
        }
        let text = self.scan.value(self.levels).ok_or(Fail)?;
        serde_json::from_str(text).map_err(|_| Fail)
    }

    fn option(&mut self, option: &mut dyn Maybe) -> Done {
        if self.scan.peek() == Some(b'n') {
            return self.scan.word("null").ok_or(Fail);
        }
        option.some().read(self)
    }

    fn list(&mut self, list: &mut dyn List) -> Done {
        self.open(b'[')?;
        let mut first = true;
        while self.scan.more(first, b']').ok_or(Fail)? {
            first = false;
            list.add().ok_or(Fail)?.read(self)?;
        }
        self.levels += 1;
        list.end().map_err(|_| Fail)
    }

    fn object(&mut self, entries: &mut dyn Entries) -> Done {
        if !self.tags.is_empty() {
            return self.tagged_object(entries);
        }
        self.open(b'{')?;
        let mut first = true;
        while self.scan.more(first, b'}').ok_or(Fail)? {
            first = false;
            let key = self.scan.key().ok_or(Fail)?;
            self.entry(entries, &key)?;
        }
        self.levels += 1;
        entries.end().map_err(|_| Fail)
    }

    fn union(&mut self, union: &'static Union, choice: &mut dyn Choice) -> Done {
        let only = match self.scan.peek().ok_or(Fail)? {
            b'{' if union.tag.is_none() && union.candidates(Kinds::OBJECT).next().is_none() => {
                return Err(Fail);
            }
            b'{' => match self.decide(union)? {
                Some(member) => Some(member),
                None => return self.try_members(union, choice, try_all),
            },
            _ if union.tag.is_some() => return Err(Fail),
            b'[' => union.only(Kinds::ARRAY),
            b'"' => union.only(Kinds::STRING),
            _ => None,
        };
        match only {
            Some(member) => choice.begin(member).read(self),
            None => self.try_members(union, choice, choose),
        }
    }
}
