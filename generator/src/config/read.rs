//! From the text of a configuration to what it says and what is wrong with it.

use super::keys::{self, Key, Kind};
use super::set::{self, Value};
use super::{Complaint, Config};
use crate::diag::level::{Level, Levels};
use crate::diag::suggest::nearest;
use std::borrow::Cow;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

type Name<'a> = Spanned<Cow<'a, str>>;
type Item<'a> = Spanned<DeValue<'a>>;

/// Reads a file, as far as it can be understood.
pub(super) fn read(text: &str) -> (Config, Vec<Complaint>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader::default();
    for error in errors {
        reader.complain(error.span().unwrap_or_default(), error.message());
    }
    if reader.complaints.is_empty() {
        reader.table(table.get_ref());
    }
    (reader.config, reader.complaints)
}

/// Walks the parsed file along the rows of the keys.
#[derive(Default)]
struct Reader {
    config: Config,
    complaints: Vec<Complaint>,
    /// Where it is, by the names that the user wrote.
    path: Vec<String>,
    /// The same in the words of the rows, where `*` stands for a name of the user's own.
    shape: Vec<&'static str>,
}

impl Reader {
    fn table(&mut self, table: &DeTable<'_>) {
        for (name, item) in table {
            let Some(step) = keys::step(&self.shape, name.get_ref()) else {
                self.unknown(name);
                continue;
            };
            self.path.push(name.get_ref().to_string());
            self.shape.push(step);
            self.config.places.insert(self.path.clone(), name.span());
            match (keys::find(&self.shape), item.get_ref().as_table()) {
                (Some(key), _) => self.value(key, item),
                (None, Some(table)) => {
                    set::open(&mut self.config, &self.path.iter().map(String::as_str).collect::<Vec<_>>());
                    self.table(table);
                }
                (None, None) => self.mismatch(item, "a table"),
            }
            self.path.pop();
            self.shape.pop();
        }
    }

    fn value(&mut self, key: &Key, item: &Item<'_>) {
        let value = match key.kind {
            Kind::Text => self.text(item).map(Value::Text),
            Kind::OneOf(choices) => self.choice(item, choices).map(Value::Text),
            Kind::Header => self.header(item).map(Value::Text),
            Kind::Texts => self.texts(item, |_, _, _| true).map(Value::Texts),
            Kind::Derives => self.texts(item, Self::is_derive).map(Value::Texts),
            Kind::Attributes => self.texts(item, Self::is_attribute).map(Value::Texts),
            Kind::Requirement => self.requirement(item).map(Value::Text),
            Kind::Codes(level) => {
                self.texts(item, |this, item, id| this.is_code(item, id, level)).map(Value::Texts)
            }
            Kind::Flag => self.flag(item).map(Value::Flag),
            Kind::Count => self.count(item).map(Value::Count),
        };
        let path: Vec<&str> = self.path.iter().map(String::as_str).collect();
        if let Some(value) = value {
            set::set(&mut self.config, &path, value);
        }
    }

    fn text(&mut self, item: &Item<'_>) -> Option<String> {
        match item.get_ref().as_str() {
            Some(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            Some(_) => {
                self.complain(item.span(), "this text is empty: leave the key out instead");
                None
            }
            None => {
                self.mismatch(item, "text");
                None
            }
        }
    }

    /// A list of texts, and the places of each.
    fn texts(
        &mut self,
        item: &Item<'_>,
        accept: impl Fn(&mut Self, &Item<'_>, &str) -> bool,
    ) -> Option<Vec<String>> {
        let Some(list) = item.get_ref().as_array() else {
            self.mismatch(item, "a list of texts");
            return None;
        };
        let mut texts = Vec::new();
        for item in list.iter() {
            if let Some(text) = self.text(item)
                && accept(self, item, &text)
            {
                let mut place = self.path.clone();
                place.push(texts.len().to_string());
                self.config.places.insert(place, item.span());
                texts.push(text);
            }
        }
        Some(texts)
    }

    fn is_code(&mut self, item: &Item<'_>, id: &str, level: Level) -> bool {
        match Levels::default().add(id, level) {
            Ok(()) => true,
            Err(message) => {
                self.complain(item.span(), &message);
                false
            }
        }
    }

    /// What is read here is printed as code, so it has to be a path and nothing else.
    fn is_derive(&mut self, item: &Item<'_>, text: &str) -> bool {
        /// What types have anyway, by derives or by tables.
        const KNOWN: [&str; 5] = ["Clone", "Debug", "PartialEq", "Serialize", "Deserialize"];
        let Ok(path) = syn::parse_str::<syn::Path>(text) else {
            self.complain(item.span(), "this is no path of a trait: `strum::Display` is one");
            return false;
        };
        let last = path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        let is_known = KNOWN.contains(&last.as_str());
        if is_known {
            self.complain(item.span(), &format!("every type is `{last}` already"));
        }
        !is_known
    }

    /// The same for one attribute.
    fn is_attribute(&mut self, item: &Item<'_>, text: &str) -> bool {
        let is_one = syn::parse::Parser::parse_str(syn::Attribute::parse_outer, text)
            .is_ok_and(|list| list.len() == 1);
        if !is_one {
            self.complain(item.span(), "this is no attribute of Rust: `#[ts(export)]` is one");
        }
        is_one
    }

    /// Which versions of a package will do: the letters of Cargo's requirements, of which Cargo then makes sense.
    fn requirement(&mut self, item: &Item<'_>) -> Option<String> {
        let text = self.text(item)?;
        let is_one = text.chars().all(|c| c.is_ascii_alphanumeric() || ".,^~=*<>-+ ".contains(c));
        if !is_one {
            self.complain(item.span(), "this is no requirement of a version: `1.2` is one");
        }
        is_one.then_some(text)
    }

    fn flag(&mut self, item: &Item<'_>) -> Option<bool> {
        let flag = item.get_ref().as_bool();
        if flag.is_none() {
            self.mismatch(item, "`true` or `false`");
        }
        flag
    }

    fn choice(&mut self, item: &Item<'_>, choices: &[&str]) -> Option<String> {
        let text = self.text(item)?;
        if choices.contains(&text.as_str()) {
            return Some(text);
        }
        let (last, others) = choices.split_last()?;
        let meant = nearest(&text, choices.iter().copied());
        let meant = meant.map(|meant| format!(": did you mean `{meant}`?")).unwrap_or_default();
        let expected = format!("expected `{}` or `{last}`, found `{text}`{meant}", others.join("`, `"));
        self.complain(item.span(), &expected);
        None
    }

    /// The name of a header (RFC 9110, section 5.1).
    fn header(&mut self, item: &Item<'_>) -> Option<String> {
        let name = self.text(item)?;
        let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        if !name.chars().all(is_token) {
            self.complain(item.span(), "this cannot be the name of a header");
            return None;
        }
        Some(name)
    }

    fn count(&mut self, item: &Item<'_>) -> Option<u64> {
        let integer = item.get_ref().as_integer();
        let number = integer.and_then(|integer| u64::from_str_radix(integer.as_str(), integer.radix()).ok());
        if number.is_none() {
            self.mismatch(item, "a number from 0 on");
        }
        number
    }

    fn mismatch(&mut self, item: &Item<'_>, expected: &str) {
        let found = item.get_ref().type_str();
        self.complain(item.span(), &format!("expected {expected}, found {found}"));
    }

    fn unknown(&mut self, key: &Name<'_>) {
        let name = key.get_ref().as_ref();
        let known = keys::below(&self.shape);
        let message = match nearest(name, known.iter().copied()) {
            Some(near) => format!("unknown key `{name}`: did you mean `{near}`?"),
            None => format!("unknown key `{name}`: expected one of `{}`", known.join("`, `")),
        };
        self.complain(key.span(), &message);
    }

    fn complain(&mut self, span: Range<usize>, message: &str) {
        self.complaints.push(Complaint { span, message: message.to_owned() });
    }
}
