//! The ledger, `generator.lock`: what the last generated crate promised to those who build on it.
//!
//! A document changes, and code that was written against its client should still compile with the next one. Most of
//! what breaks such code is not in the document at all: names that shift because a new schema wants the same one,
//! arguments that change places, a type that moves into a component and is called otherwise there. So every
//! generation writes down what it gave: names, fields, values, members, arguments. The next one reads it first:
//!
//! * A name stays with what it named, whatever new things would like to be called. What it named is known by its
//!   component name, by its place in the types and operations around it, or by its text in JSON.
//! * A type that is called otherwise now keeps its old name as a deprecated alias.
//! * `new` takes what it took, in that order. What the document no longer requires is still an argument; what it requires
//!   now is a setter, and a warning says that requests without it may be refused. The same holds for methods.
//! * A value that an enum no longer lists stays a variant.
//! * A crate that had no cargo features for its resources gets none however much the document grows, and one that had them
//!   keeps having them: programs that turn the default features off would lose what they use.
//! * What cannot be kept (a property is gone, its type is another) is a warning that names what breaks.
//!
//! The ledger lies in the folder of the crate, as `Cargo.lock` lies beside `Cargo.toml`: it is made of the same run, and
//! is written with the crate or not at all. It belongs under version control with it. Without it a generation is the
//! first. It lists what the crate has, neither more nor less: who removes a line gives up what it keeps, and what is
//! gone from the crate is gone from it, after one warning. It is the whole of what [`diff`](crate::diff) compares.
//!
//! One line for each type and operation, sorted, so that a change reads well in a review. A line is made of parts:
//! `name: type = json`, where the type or the text in JSON may be missing.

mod part;
mod written;

pub use part::{Name, Part, Path};

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Its file, in the folder of the crate.
pub const FILE: &str = "generator.lock";

/// The form of the file. One that is larger than this was written by a later generator.
const FORM: u32 = 1;

/// What a crate promises.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    #[serde(rename = "ledger", default)]
    form: u32,
    /// The name of the package; none where an earlier generator wrote the ledger, as for the next three.
    pub package: Option<String>,
    /// The cargo features of the resources and of types that none of them uses; empty where all of it is always there.
    pub features: Option<BTreeSet<String>>,
    /// What the runtime has that only some documents need.
    pub runtime: Option<BTreeSet<String>>,
    /// The variables that `Client::from_env` reads.
    pub environment: Option<BTreeSet<String>>,
    /// The variants of the servers, by address.
    #[serde(default)]
    pub servers: BTreeMap<String, Name>,
    /// The fields of those, by address.
    #[serde(default)]
    pub variables: BTreeMap<String, Vec<Part>>,
    /// The types of the resources, by module.
    #[serde(default)]
    pub resources: BTreeMap<Name, Name>,
    /// By method and path, with nothing between the braces of the path: see [`Ledger::keys`].
    #[serde(default)]
    pub operations: BTreeMap<String, Call>,
    /// The constants of the headers of answers, by the name of the header in lower case.
    #[serde(default)]
    pub headers: BTreeMap<String, Part>,
    /// The types of their payloads, by name; `*` is that of all of them.
    #[serde(default)]
    pub webhooks: BTreeMap<String, String>,
    /// By name.
    #[serde(default)]
    pub types: BTreeMap<Name, Type>,
}

/// A type: what it came from, and one of `fields`, `values`, `variants`, `newtype` and `alias`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Type {
    /// The component it came from; none for what stands inside of something else.
    pub schema: Option<String>,
    /// Whether it is the half that is sent, of a component that became two types.
    pub sent: bool,
    /// Of a struct, by name.
    pub fields: Option<Vec<Part>>,
    /// What `new` takes, in this order, with a type where that is not the field's; none where there is no `new`.
    pub new: Option<Vec<Part>>,
    /// The struct in which `new` takes it, where that is too much for arguments.
    pub required: Option<Name>,
    /// Of an enum, by name.
    pub values: Option<Vec<Part>>,
    /// Of a union, by name.
    pub variants: Option<Vec<Part>>,
    /// Whether the union has a variant for what the document does not list.
    pub unlisted: bool,
    /// What a newtype holds.
    pub newtype: Option<String>,
    /// Of which type this is an old name.
    pub alias: Option<Name>,
}

/// A method.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Call {
    /// `resource.method`.
    pub call: Path,
    /// `operationId`.
    pub id: Option<String>,
    /// What it takes, in this order.
    pub args: Vec<Part>,
    /// The struct in which it takes them, where they are too many.
    pub required: Option<Name>,
    /// What may be set on the call, by name.
    pub params: Vec<Part>,
    /// The type of the calls on which that can be set.
    pub marker: Option<Name>,
    /// The type of the body, behind `maybe` where it may be left out.
    pub body: Option<String>,
    /// The variants of the body, where it may be of several media types.
    pub bodies: Vec<Part>,
    /// What it returns.
    pub returns: String,
    /// The variants of that, where it differs by the status.
    pub answers: Vec<Part>,
    /// Methods that ask for other media types.
    pub others: Vec<Part>,
    /// What its pages hold.
    pub items: Option<String>,
    /// What the job answers that `start_job()` gives.
    pub job: Option<String>,
    /// Whether there is `until_done()`.
    pub until_done: bool,
}

/// What is wrong with a ledger, and where in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Bytes.
    pub span: Range<usize>,
    /// Lower case, no full stop.
    pub message: String,
}

impl Ledger {
    /// Without any promise.
    pub fn new() -> Self {
        Ledger { form: FORM, ..Ledger::default() }
    }

    /// Reads the file.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        /// Nothing that the generator writes is nested deeper; what is may not be read at all.
        const DEEPEST: usize = 16;
        if let Some(at) = too_deep(text, DEEPEST) {
            return Err(Fault { span: at..at + 1, message: "this is nested too deep".to_owned() });
        }
        let ledger: Ledger = toml::from_str(text).map_err(|error| Fault {
            span: error.span().unwrap_or(0..0),
            message: error.message().trim_end().replace('\n', ", "),
        })?;
        match ledger.form {
            FORM => Ok(ledger),
            form => {
                Err(Fault { span: 0..0, message: format!("this is a ledger of form {form}, not {FORM}") })
            }
        }
    }

    /// The keys of operations by their methods and paths. Those that differ only in what stands between braces, which is
    /// only a name, have it in theirs.
    pub fn keys<'a>(operations: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<String> {
        let operations: Vec<(&str, &str, String)> =
            operations.map(|(method, path)| (method, path, Ledger::key(method, path))).collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, _, key) in &operations {
            *counts.entry(key).or_default() += 1;
        }
        let is_alone = |key: &str| counts.get(key) == Some(&1);
        let keys = operations.iter().map(|(method, path, key)| match is_alone(key) {
            true => key.clone(),
            false => format!("{method} {path}"),
        });
        keys.collect()
    }

    /// The key of an operation: what stands between braces is only a name.
    pub fn key(method: &str, path: &str) -> String {
        let mut key = format!("{method} ");
        let mut inside = false;
        for c in path.chars() {
            match c {
                '{' => {
                    inside = true;
                    key.push_str("{}");
                }
                '}' => inside = false,
                _ if inside => {}
                c => key.push(c),
            }
        }
        key
    }
}

/// Where brackets are first nested deeper than this, whatever else the text is.
fn too_deep(text: &str, deepest: usize) -> Option<usize> {
    text.lines().find_map(|line| {
        let mut depth = 0usize;
        line.char_indices().find_map(|(index, c)| {
            match c {
                '[' | '{' => depth += 1,
                ']' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            (depth > deepest).then(|| line.as_ptr() as usize - text.as_ptr() as usize + index)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(text: &str) -> Part {
        text.to_owned().try_into().unwrap()
    }

    fn name(text: &str) -> Name {
        text.to_owned().try_into().unwrap()
    }

    fn sample() -> Ledger {
        let mut ledger = Ledger::new();
        ledger.package = Some("a-client".to_owned());
        ledger.features = Some(["loop".to_owned(), "other-types".to_owned()].into());
        ledger.runtime = Some(BTreeSet::new());
        ledger.variables.insert("https://{r}.example".to_owned(), vec![part("region = \"r\"")]);
        ledger.headers.insert("x-total".to_owned(), part("X_TOTAL: i64"));
        ledger.servers.insert("https://a.example/\"'".to_owned(), name("Live"));
        ledger.resources.insert(name("r#loop"), name("Loop"));
        let call = Call {
            call: "r#loop.r#type".to_owned().try_into().unwrap(),
            args: vec![part("id: String"), part("r#in: u32 = \"in-\\u0007\"")],
            returns: "()".to_owned(),
            ..Call::default()
        };
        ledger.operations.insert(Ledger::key("GET", "/a/{b}/c{d}"), call);
        let values = vec![part("A = \"it's\""), part("B = 1"), part("C = 1.5"), part("D = true")];
        ledger.types.insert(name("E"), Type { values: Some(values), ..Type::default() });
        ledger.types.insert(
            name("Empty"),
            Type { fields: Some(Vec::new()), new: Some(Vec::new()), ..Type::default() },
        );
        ledger.types.insert(name("Old"), Type { alias: Some(name("E")), ..Type::default() });
        ledger
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text = sample().to_string();
        assert_eq!(Ledger::parse(&text).unwrap(), sample(), "{text}");
        assert!(text.contains("\"GET /a/{}/c{}\" = { call = \"r#loop.r#type\", args = ["), "{text}");
        assert!(text.contains("Empty = { fields = [], new = [] }"), "{text}");
        assert_eq!(sample().types[&name("E")].values.as_ref().unwrap()[0].wire(), "it's");
    }

    #[test]
    fn what_is_broken_is_told_where() {
        let good = sample().to_string();
        for (from, to, place) in [
            ("A = \\\"it's", "A b = \\\"it's", "[\"A b = "),
            ("call = \"r#loop.r#type\"", "call = \"x\"", "\"x\""),
            ("alias = \"E\"", "alias = \"E; panic\"", "\"E; panic\""),
            ("ledger = 1", "ledger = 9", ""),
            ("Old = ", "<<<<<<< Old = ", ""),
            ("alias", "alyas", "alyas"),
        ] {
            let text = good.replacen(from, to, 1);
            assert_ne!(text, good, "{from}");
            let fault = Ledger::parse(&text).unwrap_err();
            assert!(text[fault.span.clone()].starts_with(place), "{}: {}", &text[fault.span], fault.message);
        }
        assert!(Ledger::parse(&format!("a = {}", "[".repeat(100_000))).is_err());
        assert!(Ledger::parse("").is_err());
    }
}
