//! The runtime's files, copied word for word.

/// Its files, by name: all but `lib.rs`.
macro_rules! embed {
    ($($name:literal)*) => {
        static FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../runtime/src/", $name)))),*];
    };
}

embed! {}

/// The list of its modules, as the runtime's own crate has it.
static LIST: &str = include_str!("../../runtime/src/lib.rs");

/// Dependencies and features, as the runtime's own crate has them.
pub static MANIFEST: &str = include_str!("../../runtime/Cargo.toml");

/// The files to copy, by their path in the crate.
pub fn files() -> impl Iterator<Item = (String, String)> {
    FILES.iter().map(|(name, text)| (format!("src/runtime/{name}"), (*text).to_owned()))
}

/// `runtime/mod.rs`: the same modules.
pub fn list() -> String {
    let modules: Vec<&str> =
        LIST.lines().skip_while(|line| line.starts_with("//!") || line.is_empty()).collect();
    format!(
        "//! What every client has: requests, answers, errors, and how models are read and written.\n\n{}\n",
        modules.join("\n")
    )
}
