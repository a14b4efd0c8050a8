//! The runtime's files, copied word for word.

/// Its files, by name: all but `lib.rs`.
macro_rules! embed {
    ($($name:literal)*) => {
        static FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../runtime/src/", $name)))),*];
    };
}

embed! {
    "answer.rs"
    "api.rs"
    "api_error.rs"
    "attempts.rs"
    "auth.rs"
    "base64.rs"
    "base_url.rs"
    "blocking_transport.rs"
    "budget.rs"
    "builder.rs"
    "call.rs"
    "client.rs"
    "clock.rs"
    "cookie.rs"
    "environment.rs"
    "error.rs"
    "fake.rs"
    "fake_reply.rs"
    "fields.rs"
    "header.rs"
    "mode.rs"
    "operation.rs"
    "options.rs"
    "params.rs"
    "path.rs"
    "percent.rs"
    "plan.rs"
    "query.rs"
    "random.rs"
    "redact.rs"
    "reqwest_transport.rs"
    "retry_after.rs"
    "run.rs"
    "secret.rs"
    "send_async.rs"
    "send_blocking.rs"
    "trace.rs"
    "transport.rs"
    "ureq_transport.rs"
    "value.rs"
    "wire.rs"
    "wire/base64.rs"
    "wire/builder.rs"
    "wire/constant.rs"
    "wire/container.rs"
    "wire/debug.rs"
    "wire/json.rs"
    "wire/kept.rs"
    "wire/leaf.rs"
    "wire/macros.rs"
    "wire/object.rs"
    "wire/open.rs"
    "wire/patch.rs"
    "wire/read.rs"
    "wire/slot.rs"
    "wire/text.rs"
    "wire/trail.rs"
    "wire/tries.rs"
    "wire/union.rs"
    "wire/write.rs"
}

/// The list of its modules, as the runtime's own crate has it.
static LIST: &str = include_str!("../../runtime/src/lib.rs");

/// Dependencies and features, as the runtime's own crate has them.
pub static MANIFEST: &str = include_str!("../../runtime/Cargo.toml");

/// The files to copy, by their path in the crate.
pub fn files() -> impl Iterator<Item = (String, String)> {
    FILES.iter().map(|(name, text)| (format!("src/runtime/{name}"), (*text).to_owned()))
}

/// `runtime/mod.rs`: the same modules, without those of the tests.
pub fn list() -> String {
    let lines = LIST.lines().skip_while(|line| line.starts_with("//!") || line.is_empty());
    let modules: Vec<&str> = lines.take_while(|line| *line != "#[cfg(test)]").collect();
    let docs = "//! What every client has: requests, answers, errors, and how models are read and written.";
    format!("{docs}\n\n{}\n", modules.join("\n").trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// All files of the runtime's crate but its root and its tests.
    fn found(folder: &Path, prefix: &str) -> Vec<String> {
        let mut paths = Vec::new();
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            match entry.path() {
                folder if folder.is_dir() && name != "tests" => paths.extend(found(&folder, &(name + "/"))),
                file if file.is_file() && name != "lib.rs" => paths.push(name),
                _ => {}
            }
        }
        paths.sort();
        paths
    }

    #[test]
    fn every_file_is_embedded() {
        let embedded: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
        assert_eq!(embedded, found(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/runtime/src")), ""));
    }

    #[test]
    fn every_module_is_listed_and_no_test() {
        let list = list();
        for (name, _) in FILES.iter().filter(|(name, _)| !name.contains('/')) {
            let module = name.trim_end_matches(".rs");
            assert!(list.contains(&format!("mod {module};")), "{module}");
        }
        assert!(!list.contains("tests;"));
    }
}
