//! What names may not be, by what they are the name of: each place has words of its own that are taken.

use super::scope::Role;
use super::words::Case;

/// The standard prelude, edition 2024: what a user who imports all types would lose.
const PRELUDE: &[&str] = &[
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// Names that a file cannot have on Windows.
const DEVICES: &[&str] =
    &["aux", "com1", "com2", "com3", "com4", "con", "lpt1", "lpt2", "lpt3", "nul", "prn"];

/// Modules and files at the root of a generated crate, and names that a module must not hide there.
const ROOT: &[&str] = &[
    "alloc",
    "blocking",
    "bool",
    "char",
    "core",
    "f32",
    "f64",
    "formats",
    "headers",
    "i128",
    "i16",
    "i32",
    "i64",
    "i8",
    "isize",
    "lib",
    "main",
    "mod",
    "oauth2",
    "proc_macro",
    "runtime",
    "std",
    "str",
    "test",
    "types",
    "u128",
    "u16",
    "u32",
    "u64",
    "u8",
    "usize",
    "validate",
    "webhook",
    "wire",
];

/// Methods that a client has already (`runtime/src/client.rs`).
pub const CLIENT_METHODS: &[&str] =
    &["builder", "call", "clone", "eq", "fmt", "from_env", "new", "request", "to_owned"];

/// What a resource's module imports from the runtime.
pub const RESOURCE_IMPORTS: &[&str] = &[
    "By",
    "Call",
    "Client",
    "End",
    "List",
    "Location",
    "Media",
    "Mode",
    "Operation",
    "Paging",
    "Param",
    "Part",
    "Reading",
    "Retry",
    "Style",
];

/// Methods that a call has already (`runtime/src/call.rs`), beside those that start with [`OPTION`].
pub const CALL_METHODS: &[&str] = &[
    "body",
    "body_as",
    "clone",
    "edit",
    "either",
    "fmt",
    "into_future",
    "items",
    "json",
    "new",
    "pages",
    "poll_until",
    "raw",
    "send",
    "start_job",
    "stream",
    "try_edit",
    "until_done",
];

/// What every option of a call starts with, and no parameter of a document does.
pub const OPTION: &str = "with_";

/// Associated functions of a type that is built: `new`, and what a setter of the same name would hide or by which
/// `clippy::should_implement_trait` would expect an operator.
const BUILDER: &[&str] =
    &["add", "bitand", "bitor", "bitxor", "clone", "div", "mul", "new", "rem", "shl", "shr", "sub"];

/// A type that its constructor would be named after (`clippy::self_named_constructors`).
const CONSTRUCTOR: &[&str] = &["New"];

/// Types of the document.
pub const TYPE: Role = Role { case: Case::Camel, taken: &[PRELUDE, CONSTRUCTOR], word: "Model" };
/// Fields of a type.
pub const FIELD: Role = Role { case: Case::Snake, taken: &[BUILDER], word: "field" };
/// Variants of an enum or a union.
pub const VARIANT: Role = Role { case: Case::Camel, taken: &[&["Unlisted"]], word: "Value" };
/// Modules of resources, and what gives them.
pub const MODULE: Role = Role { case: Case::Snake, taken: &[ROOT, DEVICES, CLIENT_METHODS], word: "api" };
/// Types of resources.
pub const RESOURCE: Role = Role { case: Case::Camel, taken: &[PRELUDE, RESOURCE_IMPORTS], word: "Api" };
/// Methods of a resource.
pub const METHOD: Role = Role { case: Case::Snake, taken: &[&["clone", "cmp"]], word: "call" };
/// Parameters of a method, and methods of a call that set them.
pub const PARAM: Role = Role { case: Case::Snake, taken: &[CALL_METHODS], word: "param" };
/// Types that stand for parameters.
pub const CALL_TYPE: Role = Role { case: Case::Camel, taken: &[PRELUDE, RESOURCE_IMPORTS], word: "Call" };
/// Servers.
pub const SERVER: Role = Role { case: Case::Camel, taken: &[], word: "Server" };
/// Variables of a server.
pub const VARIABLE: Role = Role { case: Case::Snake, taken: &[], word: "variable" };

#[cfg(test)]
mod tests {
    use super::{CALL_METHODS, OPTION};
    use std::collections::BTreeSet;
    use std::path::Path;

    /// The methods of the runtime's `Call`, public and private: a second of one name would not compile.
    fn methods() -> BTreeSet<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src");
        let mut names = BTreeSet::new();
        for entry in std::fs::read_dir(folder).expect("the runtime") {
            let path = entry.expect("an entry").path();
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let blocks = text.split("\nimpl").filter(|block| {
                block.lines().next().is_some_and(|head| head.contains(" Call<") && head.ends_with('{'))
            });
            for block in blocks.filter_map(|block| block.split("\n}").next()) {
                let found = block.split("fn ").skip(1).filter_map(|rest| rest.split(['(', '<']).next());
                names.extend(found.filter(|name| !name.is_empty()).map(str::to_owned));
            }
        }
        names
    }

    #[test]
    fn no_parameter_is_called_like_a_method_of_a_call() {
        let methods = methods();
        assert!(methods.contains("with_timeout") && methods.contains("send") && methods.contains("raw"));
        let not_said: Vec<&String> = methods
            .iter()
            .filter(|name| !name.starts_with(OPTION) && !CALL_METHODS.contains(&name.as_str()))
            .collect();
        assert!(not_said.is_empty(), "{not_said:?}");
    }
}
